"""Compare two versions of a workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling.app.checks import validate_workbook
from xl_kraftsamling.domain.decision import Decision

if TYPE_CHECKING:
    from xl_kraftsamling.report.difference.contents import Difference


def compare_workbooks(
    before: Path, after: Path, *, as_of: date | None = None, known: Sequence[Decision] | None = None, map_file: Path | None = None,
    beside: Path | None = None,
) -> "Difference":  # fmt: skip
    """Compare two workbooks, in the template's layout or others: the money, what moves none, and the findings.

    :param as_of: the avstämningsdatum of both; otherwise each is seen at its own, as by :func:`validate_workbook`.
    :param known: as for :func:`validate_workbook`, for both; so is `map_file`.
    :param beside: the workbook that both are versions of: its path is theirs, and the files beside it count.
    :raises BadInput: one of them cannot be read.
    """
    from xl_kraftsamling.domain.comparison.pairing import pair_books
    from xl_kraftsamling.reading.workbook_file import WorkbookFile
    from xl_kraftsamling.reading.written_changes import ComparedFile, compare_cells
    from xl_kraftsamling.report.difference.contents import ComparedSide, Difference

    opened = [WorkbookFile(path) for path in (before, after)]
    if beside:
        for file in opened:
            file.folder_path = beside
    validated = [validate_workbook(each, as_of=as_of, known=known, map_file=map_file) for each in opened]
    old, new = (
        ComparedSide(beside or path, each.sha256, each.layout, file.sheets, each.verdict)
        for path, each, file in zip((before, after), validated, opened, strict=True)
    )
    files = [ComparedFile(file, each.regions) for file, each in zip(opened, validated, strict=True)]
    tables = pair_books(old.verdict.ledger.book, new.verdict.ledger.book)
    return Difference(old, new, tables, list(compare_cells(files[0], files[1], tables.values())))
