"""A map to fill in, for a workbook of which no table was recognised: what stands where headings may be, and what belongs in a map."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.how_read import name_column
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_values import quote_toml
from xl_kraftsamling.reading.recognition.map_text import format_map
from xl_kraftsamling.reading.row_roles import SEARCHED_ROWS
from xl_kraftsamling.xlsx.grid import Area, Grid

_GUIDE = Text(
    "Ingen tabell kändes igen. Ta bort tecknet # på raderna under en tabell som ska läsas, rätta dem,\n"
    "och skriv vid varje uppgift bokstaven för dess kolumn. Ta bort de uppgifter som inte finns.",
    "No table was recognised. Remove the sign # in the lines of a table that is to be read, correct them,\n"
    "and give for each item the letter of its column. Remove the items that are not there.",
)
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


def find_possible_headings(grid: Grid) -> PossibleHeadings | None:
    """The first row of a sheet that is nothing but texts above a row with a number; None where there is none."""
    rows = [_filled(row) for row in grid[: SEARCHED_ROWS + 1]]
    for number, (row, below) in enumerate(pairwise(rows), 1):
        if len(row) > 1 and all(isinstance(cell, str) for cell in row.values()) and any(map(is_number, below.values())):
            return PossibleHeadings(number, {column: " ".join(cell_text(cell).split()) for column, cell in row.items()})
    return None


def _filled(row: Sequence[Any]) -> dict[int, Any]:
    return {column: cell for column, cell in enumerate(row, 1) if cell_text(cell)}


def format_skeleton(headings: Mapping[str, PossibleHeadings], workbook: str, lang: str) -> str:
    """A map as TOML whose tables are remarks, one for each sheet with possible headings: it is to be filled in before it is followed."""
    lines = [f"# {line}" for line in _GUIDE.fill(lang, {}).split("\n")]
    for sheet, found in headings.items():
        lines += ["", *_format_sheet(sheet, found)]
    return format_map((), workbook, lang) + "\n" + "\n".join(lines) + "\n"


def _format_sheet(sheet: str, found: PossibleHeadings) -> Iterator[str]:
    yield "#[[table]]"
    yield f"#kind = {quote_toml(CALL_OFFS.sheet)}"
    yield f"#sheet = {quote_toml(sheet)}"
    yield f"#headings = {quote_toml(found.area.ref)}"
    yield "#[table.columns]"
    yield from (f"#{quote_toml(column.heading)} = {quote_toml('')}" for column in CALL_OFFS.columns if column.is_required)
    yield f"# {ALLOCATIONS.sheet}: " + ", ".join(quote_toml(column.heading) for column in ALLOCATIONS.columns if column.is_required)
    yield "# " + show_text(", ".join(f"{column_letters(column)} = {text}" for column, text in found.texts.items()))
