"""What the texts above a table and the name of its sheet state about all of it: kind, unit, year, recipient."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.recognition.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.statements import find_unit
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.xlsx.grid import Grid

_TITLE_ROWS = 8
"""Rows above a heading in which its title may be."""
_LONGEST = 200
"""Characters of a text above a table in which a name is looked for: a longer one is a note, and each piece costs a comparison."""
_SEPARATOR = re.compile(r"\s+[-–—]\s+|[:,()|]")


@dataclass(frozen=True, slots=True)
class Title:
    """What the titles of a table state; of two that disagree, the nearer one holds.

    `top` is the first row of the titles, or of the headings where there are none.  `ideas` are the words about the kind of
    table, `unit` is in kronor, `owner` is the one recipient named, with the cell of the name.
    """

    top: int
    ideas: frozenset[str]
    unit: int | None
    year: int | None
    owner: tuple[str, Place] | None


def read_title(sheet: str, grid: Grid, heading_row: HeadingRow, above: int, reader: HeadingReader) -> Title:
    """Read the titles of a table; `above` is the last row of the table above it in the sheet, 0 where there is none."""
    own = list(_own_titles(grid, heading_row, above))
    near = [*(text for _, text in own), sheet]
    # The first rows of a sheet often hold a title for all of its tables.  Only their unit holds for a table further down:
    # their kind and year may be those of the first table.
    sheet_titles = filter(None, map(_find_only_text, grid[: min(above, _TITLE_ROWS)]))
    read = [reader.read_heading(text) for text in near]
    kinds = frozenset().union(*reader.vocabulary.context.values())
    return Title(
        min((row for row, _ in own), default=heading_row.top),
        next((heading.ideas for heading in read if heading.ideas & kinds), frozenset()),
        next((unit for text in (*near, *sheet_titles) if (unit := find_unit(text))), None),
        next((heading.year for heading in read if heading.year), None),
        _find_owner(sheet, grid, range(heading_row.top - 1, max(above, heading_row.top - 1 - _TITLE_ROWS), -1), reader),
    )


def _own_titles(grid: Grid, heading_row: HeadingRow, above: int) -> Iterator[tuple[int, str]]:
    """The texts directly above a heading row and over its columns, each with its row, the nearest first.

    They end at the first row that holds a number or more than two texts: that is part of something else.
    """
    columns = range(min(heading_row.headings), max(heading_row.headings) + 1)
    for line in range(heading_row.top - 1, max(above, heading_row.top - 1 - _TITLE_ROWS), -1):
        row = grid[line - 1]
        cells = [row[n - 1] for n in columns if n <= len(row) and cell_text(row[n - 1])]
        if len(cells) > 2 or any(type(cell) is not str for cell in cells):
            return
        yield from ((line, cell_text(cell)) for cell in cells)


def _find_only_text(row: Sequence[Any]) -> str:
    """The text of the only filled cell of a row; empty where it has none, more, or a number."""
    filled = list(islice((cell for cell in row if cell != "" and cell_text(cell)), 2))
    return cell_text(filled[0]) if len(filled) == 1 and type(filled[0]) is str else ""


def _find_owner(sheet: str, grid: Grid, rows: range, reader: HeadingReader) -> tuple[str, Place] | None:
    """The recipient that the nearest text in some rows names alone, otherwise the name of the sheet, which may be cut short.

    A text that names two recipients is about something else.  Stadskontoret, the register's only förvaltning, keeps many of
    the lists without being the one that they are about.
    """
    above = ((Place(sheet, line, n), cell) for line in rows for n, cell in enumerate(grid[line - 1], 1) if type(cell) is str and cell)
    for place, text in (*above, (Place(sheet), sheet)):
        names = {name: part for part in _possible_names(text) if (name := reader.register.recognise(part).name)}
        if len(names) == 1 and reader.register.kind(next(iter(names))) != "förvaltning":
            return next(iter(names.values())), place
    whole = reader.register.name_beginning_with(sheet)  # Excel allows 31 characters in the name of a sheet
    return (whole, Place(sheet)) if whole else None


def _possible_names(text: str) -> Iterator[str]:
    """The pieces of a title that may be a name: between dashes and commas, with words removed from either end."""
    for part in _SEPARATOR.split(text[:_LONGEST]):
        words = part.split()
        yield from (" ".join(words[n:]) for n in range(len(words)))
        yield from (" ".join(words[:n]) for n in range(1, len(words)))
