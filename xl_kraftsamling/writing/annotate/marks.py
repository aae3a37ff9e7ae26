"""Which of the cells with findings are marked, and which are not and why."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.sheet_marks import Mark, SheetMarks
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.package import Package

MAX_MARKED_CELLS = 5_000
"""Cells that are marked in one workbook, the gravest first: Excel gets slow with more notes, and nobody reads them."""

_OWN = Text(
    "Celler utan märkning, för att de har en egen anteckning, som står kvar: {n}.",
    "Cells without a mark because they have a note of their own, which stays: {n}.",
)
_PROTECTED = Text(
    "Celler utan märkning, för att deras blad är skyddat ({sheets}): {n}.",
    "Cells without a mark because their sheet is protected ({sheets}): {n}.",
)
_BEYOND = Text(
    "Celler utan märkning, för att fler än {most} är för många: {n}.",
    "Cells without a mark because more than {most} are too many: {n}.",
)


class MarkCounts(NamedTuple):
    """How many cells were marked, and how many not because of a note there, a protected sheet, or their number.

    `sheet` is the sheet of findings, `protected_sheets` those whose cells were left.
    """

    sheet: str
    marked: int = 0
    own: int = 0
    protected: int = 0
    beyond: int = 0
    protected_sheets: tuple[str, ...] = ()

    def left(self, lang: str) -> list[str]:
        """What was not marked and why, a sentence each; all of it stands on the sheet of findings."""
        told = ((_OWN, self.own), (_PROTECTED, self.protected), (_BEYOND, self.beyond))
        values: dict[str, Value] = {"sheets": self.protected_sheets, "most": MAX_MARKED_CELLS}
        return [text.fill(lang, {**values, "n": number}) for text, number in told if number]


def mark_cells(package: Package, trees: ChangedParts, sheet: str, cells: Mapping[Place, Mark], *, force: bool) -> MarkCounts:
    """Mark the cells that can be marked.

    :param sheet: the sheet of findings.
    :param force: mark protected sheets too.
    :raises BadInput: a part that must be changed makes no sense.
    """
    gravest = list(Severity).index
    chosen = sorted(cells, key=lambda place: gravest(cells[place][0]))[:MAX_MARKED_CELLS]
    sheets = {sheet.name: sheet for sheet in package.sheets}
    result = MarkCounts(sheet, beyond=len(cells) - len(chosen))
    for name, places in groupby(sorted(chosen), lambda place: place.sheet):
        marking = SheetMarks(package, trees, sheets[name])
        wanted = {place: cells[place] for place in places}
        if marking.is_protected and not force:
            left = (*result.protected_sheets, name)
            result = result._replace(protected=result.protected + len(wanted), protected_sheets=left)
            continue
        free = marking.free(wanted)
        if free:
            marking.mark(free, Formats(package, trees))
        result = result._replace(marked=result.marked + len(free), own=result.own + len(wanted) - len(free))
    return result
