"""The copy of a workbook that `kraftsamling validate` can write: with what was found in it, or without any of that."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.app import ValidatedWorkbook
from xl_kraftsamling.cli.errors import UsageError, refuse_open
from xl_kraftsamling.domain.texts import Text


class RequestedCopy(NamedTuple):
    """A copy to be written: where, with the findings or without, and whether that may overwrite and override."""

    target: Path
    annotated: bool
    force: bool


def requested_copy(annotate: Path | None, clean: Path | None, *, force: bool, workbooks: Sequence[Path]) -> RequestedCopy | None:
    """The copy that the options ask for; Misuse where there can be none, None where there shall be none."""
    target = annotate or clean
    if annotate and clean:
        raise UsageError(_BOTH)
    if target and len(workbooks) > 1:
        raise UsageError(_MANY, option="--annotate" if annotate else "--clean")
    return RequestedCopy(target, bool(annotate), force) if target else None


def write_copy(copy: RequestedCopy, source: Path, validated: ValidatedWorkbook, lang: str) -> list[str]:
    """Write the copy; returns what to tell of it, line by line.

    :raises BadInput: the workbook may not be changed, or the target may not or cannot be written.
    """
    from xl_kraftsamling import app

    refuse_open(copy.target)
    path = str(copy.target)
    if not copy.annotated:
        found = app.clean_workbook(source, copy.target, force=copy.force)
        return [(_CLEANED if found else _NOTHING).fill(lang, {"path": path})]
    marked = app.annotate_workbook(validated, copy.target, lang=lang, now=datetime.now(), force=copy.force)
    return [_ANNOTATED.fill(lang, {"path": path, "sheet": marked.sheet, "n": marked.marked}), *marked.explain_unmarked(lang)]


_BOTH = Text("Välj --annotate eller --clean, inte båda.", "Choose --annotate or --clean, not both.")
_MANY = Text(
    "{option} skriver en kopia av en enda arbetsbok: ange en i taget.",
    "{option} writes a copy of a single workbook: give one at a time.",
)
_ANNOTATED = Text(
    "{path} är en kopia med det som kontrollen fann: det står på bladet {sheet}. Märkta celler: {n}.",
    "{path} is a copy with what was found: it stands on the sheet {sheet}. Marked cells: {n}.",
)
_CLEANED = Text(
    "{path} är en kopia utan kontrollens blad, anteckningar och märkningar.",
    "{path} is a copy without the sheet, the notes and the marks of the check.",
)
_NOTHING = Text(
    "{path} är en kopia; det fanns inget av kontrollen att ta bort.",
    "{path} is a copy; there was nothing of the check to take away.",
)
