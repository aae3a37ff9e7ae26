"""What of a map is to be filled in, where no table was recognised: what stands where headings may be, and what belongs in a map."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.how_read import name_column
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.xlsx.grid import Area, Grid

_GUIDE = Text(
    "Fråga: ska något av det som står nedan läsas? Ingen tabell kändes igen där. Ta bort tecknet # på raderna under en\n"
    "tabell som ska läsas, rätta dem, och skriv vid varje uppgift bokstaven för dess kolumn. Ta bort de uppgifter som inte finns.",
    "Question: should anything of what is below be read? No table was recognised there. Remove the # on the lines of a\n"
    "table that should be read, correct them, and give for each item the letter of its column. Remove the items that are not "
    "there.",
)
_MOST = 20
"""Blocks of cells of a sheet that are listed: nobody has so many tables on one."""
_SEEN = Text(
    "rad {row} kan vara rubriker ({headings}), men ingen tabell kändes igen där: det framgår inte vilken kolumn som är mottagare och belopp",
    "row {row} may be headings ({headings}), but no table was recognised there: which columns are recipients and amounts is not clear",
)


class PossibleHeadings(NamedTuple):
    """A row that may be the headings of a table, and its texts by column."""

    row: int
    texts: Mapping[int, str]

    @property
    def area(self) -> Area:
        """The range of the headings."""
        return Area(self.row, min(self.texts), self.row, max(self.texts))

    def describe(self) -> Text:
        """What was seen, and why it was not read."""
        listed = tuple(name_column(column_letters(column), text) for column, text in self.texts.items())
        return _SEEN.bind(row=self.row, headings=listed)


def find_possible_headings(grid: Grid) -> list[PossibleHeadings]:
    """The rows of a sheet that are nothing but texts above a row with a number: of each block of filled rows the first."""
    return [*islice(_search_headings(grid), _MOST)]


def _search_headings(grid: Grid) -> Iterator[PossibleHeadings]:
    is_searched = True
    for number, (row, below) in enumerate(pairwise(map(_filled, grid)), 1):
        are_texts = len(row) > 1 and all(isinstance(cell, str) for cell in row.values())
        if is_searched and are_texts and any(map(is_number, below.values())):
            yield PossibleHeadings(number, {column: " ".join(cell_text(cell).split()) for column, cell in row.items()})
            is_searched = False
        is_searched = is_searched or not row


def _filled(row: Sequence[Any]) -> dict[int, Any]:
    return {column: cell for column, cell in enumerate(row, 1) if cell != "" and cell_text(cell)}


def format_skeleton(headings: Mapping[str, Sequence[PossibleHeadings]], lang: str) -> str:
    """The tables of a map as remarks, one for each block of cells with possible headings on a sheet: to be filled in before they are read.

    Empty where there are none.
    """
    lines = [line for sheet, blocks in headings.items() for found in blocks for line in ("", *_format_block(sheet, found))]
    guide = [f"# {line}" for line in _GUIDE.fill(lang, {}).split("\n")]
    return "\n".join(["", *guide, *lines, ""]) if lines else ""


def _format_block(sheet: str, found: PossibleHeadings) -> Iterator[str]:
    yield "#[[table]]"
    yield f"#kind = {quote_toml(CALL_OFFS.sheet)}"
    yield f"#sheet = {quote_toml(sheet)}"
    yield f"#headings = {quote_toml(found.area.ref)}"
    yield "#[table.columns]"
    yield from (f"#{quote_toml(column.heading)} = {quote_toml('')}" for column in CALL_OFFS.columns if column.is_required)
    yield f"# {ALLOCATIONS.sheet}: " + ", ".join(quote_toml(column.heading) for column in ALLOCATIONS.columns if column.is_required)
    yield "# " + show_text(", ".join(f"{column_letters(column)} = {text}" for column, text in found.texts.items()))
