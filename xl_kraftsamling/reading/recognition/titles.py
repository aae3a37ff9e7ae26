"""What stands above a table and on its tab, and says what it is: titles, units, years, a recipient."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.recognition.heading_rows import Band
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader, find_unit
from xl_kraftsamling.xlsx.grid import Grid

_ABOVE = 8
"""Rows above a heading in which its title may stand."""
_LONGEST = 200
"""Characters of a text above a table in which a name is looked for: a longer one is no title."""
_PARTS = re.compile(r"\s+[-–—]\s+|[:,()|]")


@dataclass(frozen=True, slots=True)
class Title:
    """What the titles of a table say of it; the nearer one is believed before the farther.

    `ideas` are what kind of table it is, `owner` the one recipient whom they name, with the place of the name.
    """

    top: int
    ideas: frozenset[str]
    unit: int | None
    year: int | None
    owner: tuple[str, Place] | None


def read_title(sheet: str, grid: Grid, band: Band, above: int, reader: HeadingReader) -> Title:
    """The title of a table; `above` is the last row of whatever stands over it in the sheet."""
    own = list(_cells(grid, band, above))
    top = min((place[0] for place, _ in own), default=band.top)
    nearest = [*(text for _, text in own), sheet]
    farther = [
        cell_text(cell) for row in grid[: min(above, _ABOVE)] for cell in row if type(cell) is str and _alone(row)
    ]
    read = [reader.read_heading(text) for text in (*nearest, *farther)]
    ideas = next((h.ideas for h in read[: len(nearest)] if h.ideas & _telling(reader)), frozenset())
    return Title(
        top,
        ideas,
        next((unit for text in (*nearest, *farther) if (unit := find_unit(text))), None),
        next((h.year for h in read[: len(nearest)] if h.year), None),
        _owner(sheet, _above(sheet, grid, band, above), reader),
    )


def _telling(reader: HeadingReader) -> frozenset[str]:
    return frozenset().union(*reader.vocabulary.context.values())


def _cells(grid: Grid, band: Band, above: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts that stand alone above a heading, from the nearest up to whatever else stands there."""
    columns = range(min(band.headings), max(band.headings) + 1)
    for line in range(band.top - 1, max(above, band.top - 1 - _ABOVE), -1):
        row = grid[line - 1]
        texts = [(n, row[n - 1]) for n in columns if n <= len(row) and cell_text(row[n - 1])]
        if len(texts) > 2 or any(type(cell) is not str for _, cell in texts):
            return
        yield from (((line, n), cell_text(cell)) for n, cell in texts)


def _alone(row: Sequence[Any]) -> bool:
    return sum(bool(cell_text(cell)) for cell in row) == 1


def _owner(sheet: str, texts: Iterable[tuple[Place, str]], reader: HeadingReader) -> tuple[str, Place] | None:
    """The one recipient whom a text above the table names, the nearest first, or else the sheet's name, be it cut short."""
    for place, text in (*texts, (Place(sheet), sheet)):
        names = {name: part for part in _parts(text) if (name := reader.register.recognise(part).name)}
        if len(names) == 1 and reader.register.kind(next(iter(names))) != "förvaltning":
            return next(iter(names.values())), place
    whole = reader.register.beginning(sheet)
    return (whole, Place(sheet)) if whole else None


def _above(sheet: str, grid: Grid, band: Band, above: int) -> Iterator[tuple[Place, str]]:
    """Every text in the rows above a table, the nearest first."""
    for line in range(band.top - 1, max(above, band.top - 1 - _ABOVE), -1):
        yield from (
            (Place(sheet, line, n), cell) for n, cell in enumerate(grid[line - 1], 1) if type(cell) is str and cell
        )


def _parts(text: str) -> Iterator[str]:
    """The pieces of a title that may be a name: between dashes and commas, and its first and last words."""
    for part in _PARTS.split(text[:_LONGEST]):
        words = part.split()
        yield from (" ".join(words[n:]) for n in range(len(words)))
        yield from (" ".join(words[:n]) for n in range(1, len(words)))
