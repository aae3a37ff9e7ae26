"""How workbooks are to be checked, and what comes of each: what the modules here hand to one another, and to other processes."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.report import Paint


class Copy(Enum):
    """The copies that can be written of a workbook: with its findings, without them, corrected, and as it was before that."""

    ANNOTATED = "--annotate"
    CLEANED = "--clean"
    CORRECTED = "--fix"
    UNDONE = "--undo"


class RunOptions(NamedTuple):
    """How workbooks are to be checked, and how what is found is to be written: to stdout, and in a copy, if any, to `target`.

    `formulas` is whether the corrected copy has formulas restored too.
    """

    profile: str | None
    as_of: date | None
    known: Sequence[Decision] | None
    map_file: Path | None
    lang: str
    form: str
    width: int
    paint: Paint
    strict: bool
    write: Copy | None
    target: Path | None
    formulas: bool
    force: bool


class CheckedWorkbook(NamedTuple):
    """A workbook that was checked: its exit code and what to print.

    `word` is its verdict, None where it has none; `content` is what its format makes of it; `note` is for stderr, and `copied`
    are the lines about a copy that was written.
    """

    code: int
    word: str | None = None
    content: Any = None
    note: str = ""
    copied: Sequence[str] = ()
