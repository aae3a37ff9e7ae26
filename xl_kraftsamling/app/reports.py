"""Gather what a written report of a workbook states."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling.app.checks import validate_workbook
from xl_kraftsamling.domain.decision import Decision

if TYPE_CHECKING:
    from xl_kraftsamling.reading.open_workbook import OpenWorkbook
    from xl_kraftsamling.report.written_report.contents import Contents


def report_on_workbook(
    source: "Path | OpenWorkbook", *, made_on: date, lang: str, profile: str | None = None, as_of: date | None = None,
    known: Sequence[Decision] | None = None, map_file: Path | None = None,
) -> "Contents":  # fmt: skip
    """Validate a workbook, in its file or as it is open, and gather what a report of it states.

    :param made_on: the day of the report; `lang` is its language, and the others are as for :func:`validate_workbook`.
    :raises BadInput: as for :func:`validate_workbook`.
    """
    from xl_kraftsamling.reading.workbook_file import WorkbookFile
    from xl_kraftsamling.report.written_report.compilation import compile_contents

    opened = WorkbookFile(source) if isinstance(source, Path) else source
    validated = validate_workbook(opened, profile=profile, as_of=as_of, known=known, map_file=map_file)
    return compile_contents(validated, opened, made_on, lang)
