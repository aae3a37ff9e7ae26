"""How workbooks are to be checked, and what comes of each: what the modules here hand to one another, and to other processes."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report import Paint

if TYPE_CHECKING:
    from xl_kraftsamling.app import ProjectSettings
    from xl_kraftsamling.domain.decision import Decision


class Copy(Enum):
    """The copies that can be written of a workbook: with its findings, without them, corrected, and as it was before that."""

    ANNOTATED = "--annotate"
    CLEANED = "--clean"
    CORRECTED = "--fix"
    UNDONE = "--undo"


class RunOptions(NamedTuple):
    """How workbooks are to be checked, and how what is found is to be written: to stdout, and in a copy, if any, to `target`.

    `known` are the decisions that were asked for, `project_known` those of the project, before which a file beside a workbook goes.
    `codes` are the rules to judge by, None for all of them; `fail_on` the mildest severity that fails a workbook; `settings` are
    what the project's file says, where it was followed; `formulas` is whether the corrected copy has formulas restored too.
    """

    profile: str | None
    as_of: date | None
    known: "Sequence[Decision] | None"
    project_known: "Sequence[Decision] | None"
    map_file: Path | None
    codes: Collection[str] | None
    fail_on: Severity
    settings: "ProjectSettings | None"
    lang: str
    form: str
    width: int
    paint: Paint
    quiet: bool
    strict: bool
    write: Copy | None
    target: Path | None
    formulas: bool
    force: bool
    verbose: bool
    recalc: bool


class CheckedWorkbook(NamedTuple):
    """A workbook that was checked: its exit code and what to print.

    `word` is its verdict, None where it has none; `content` is what its format makes of it.  `problem` is why it could not be
    checked, and `note` what else there is to say of it: both are for stderr.  `copied` are the lines about a copy that was written.
    """

    path: Path
    code: int
    word: str | None = None
    content: Any = None
    problem: str = ""
    note: str = ""
    copied: Sequence[str] = ()
