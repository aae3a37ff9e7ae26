"""The copies of a workbook that `validate` writes, and what it prints about them."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling import app
from xl_kraftsamling.cli.bilingual import UsageError
from xl_kraftsamling.cli.validate.run import Copy, RunOptions
from xl_kraftsamling.domain.texts import Count, Text, Value

if TYPE_CHECKING:
    from xl_kraftsamling.writing.corrections import Corrections


def choose_copy(
    annotate: Path | None, clean: Path | None, fix: Path | None, undo: Path | None, *, formulas: bool, workbooks: int
) -> tuple[Copy | None, Path | None]:
    """The copy that is wanted, and where to; UsageError where the options do not go together, or with the number of workbooks."""
    wanted = {kind: path for kind, path in zip(Copy, (annotate, clean, fix, undo), strict=True) if path}
    if len(wanted) > 1:
        raise UsageError(_ONE, options=", ".join(kind.value for kind in wanted))
    if wanted and workbooks > 1:
        raise UsageError(_MANY, option=next(iter(wanted)).value)
    if formulas and not fix:
        raise UsageError(_NO_FIX)
    return next(iter(wanted.items()), (None, None))


def write_copy(run: RunOptions, target: Path, source: Path, validated: "app.ValidatedWorkbook") -> list[str]:
    """Write the copy that is wanted; returns the lines to print about it.

    :raises BadInput: the workbook may not be changed, or the target may not or cannot be written.
    """
    match run.write:
        case Copy.CLEANED:
            found = app.clean_workbook(source, target, force=run.force)
            return [(_CLEANED if found else _NOTHING).fill(run.lang, {"path": str(target)})]
        case Copy.CORRECTED:
            return _describe_corrections(app.correct_workbook(validated, target, formulas=run.formulas, force=run.force), target, run.lang)
        case Copy.UNDONE:
            undone = app.undo_corrections(source, target, force=run.force)
            lines = [_UNDONE.fill(run.lang, {"path": str(target), "n": Count(len(undone.cells))})]
            return [*lines, *([_KEPT.fill(run.lang, {"cells": tuple(undone.left)})] if undone.left else [])]
    marked = app.annotate_workbook(validated, target, lang=run.lang, now=datetime.now(), force=run.force)
    values: dict[str, Value] = {"path": str(target), "sheet": marked.sheet, "n": Count(marked.marked)}
    return [(_ANNOTATED if marked.sheet else _MARKED).fill(run.lang, values), *marked.explain_left_out(run.lang)]


def _describe_corrections(corrections: "Corrections", target: Path, lang: str) -> list[str]:
    """What was corrected, by rule, and the cells that were left, with the reason; then what to do next."""
    from xl_kraftsamling.report.corrections import count_corrections

    if not corrections.receipts and not corrections.left:
        return [_NOTHING_TO_CORRECT.fill(lang, {"path": str(target)})]
    counts = count_corrections((each.code for each in corrections.receipts), lang)
    left = [_LEFT.fill(lang, {"cell": place, "why": problem.message(lang)}) for place, problem in corrections.left]
    if not corrections.receipts:
        return left
    values: dict[str, Value] = {"path": str(target), "n": Count(len(corrections.receipts)), "counts": counts, "sheet": corrections.sheet}
    return [_CORRECTED.fill(lang, values), *left, _CHECK_AGAIN.fill(lang, {"path": str(target)})]


_ONE = Text("Välj en av {options}: varje kopia skrivs för sig.", "Choose one of {options}: each copy is written by itself.")
_NO_FIX = Text(
    "--fix-formulas hör till --fix: ange även --fix och kopians namn.", "--fix-formulas belongs to --fix: give --fix and the name of the copy too."
)
_MANY = Text(
    "{option} skriver en kopia av en enda arbetsbok: ange en i taget.",
    "{option} writes a copy of a single workbook: give one at a time.",
)
_ANNOTATED = Text(
    "{path} är en kopia med det som kontrollen fann: det står på bladet {sheet}. Märkta celler: {n}.",
    "{path} is a copy with what was found: it stands on the sheet {sheet}. Marked cells: {n}.",
)
_MARKED = Text("{path} är en kopia med märkta celler: {n}.", "{path} is a copy with marked cells: {n}.")
_CLEANED = Text(
    "{path} är en kopia utan kontrollens blad, anteckningar och märkningar.",
    "{path} is a copy without the sheet, the notes and the marks of the check.",
)
_NOTHING = Text(
    "{path} är en kopia; det fanns inget av kontrollen att ta bort.",
    "{path} is a copy; there was nothing of the check to take away.",
)
_CORRECTED = Text(
    "{path} är en kopia med rättelser. Rättade celler: {n} ({counts}). Bladet {sheet} visar var och en, före och efter.",
    "{path} is a copy with corrections. Corrected cells: {n} ({counts}). The sheet {sheet} shows each of them, before and after.",
)
_CHECK_AGAIN = Text(
    "Kontrollera kopian: ”kraftsamling validate {path}”. --undo tar tillbaka rättelserna.",
    "Check the copy: `kraftsamling validate {path}`. --undo takes the corrections back.",
)
_LEFT = Text("{cell} är inte rättad: {why}", "{cell} is not corrected: {why}")
_NOTHING_TO_CORRECT = Text(
    "{path} är en kopia; det fanns inget som kan rättas utan att någon avgör något.",
    "{path} is a copy; there was nothing that can be corrected without somebody deciding something.",
)
_UNDONE = Text(
    "{path} är en kopia utan rättelser. Celler som har det som stod där från början: {n}.",
    "{path} is a copy without corrections. Cells that hold what stood there at first: {n}.",
)
_KEPT = Text(
    "Dessa celler har ändrats sedan de rättades, och är som de var: {cells}.",
    "These cells were changed after they were corrected, and are as they were: {cells}.",
)
