"""What the texts above a table, the name of its sheet and the notes below it state about all of it: kind, unit, year, recipient, case."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.statements import find_cases, find_noted_unit, find_unit
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.xlsx.grid import Grid

_TITLE_ROWS = 8
"""Rows above a heading in which its title may be."""
_NEAR = 50
"""Columns beside a table in which its title may be: a sheet may have thousands of tables beside each other."""
_LONGEST = 200
"""Characters of a text above a table in which a name is looked for: a longer one is a note, and each piece costs a comparison."""
_TITLE_TEXTS = 2
"""Texts that a row of titles or notes may have."""
_NOTE_ROWS = 40
"""The last rows that can be a table's, in which a note about it may be."""
_BELOW_NOTE = 3
"""Rows below a note in which numbers show that it is the title of something else."""
_SEPARATOR = re.compile(r"\s+[-–—]\s+|[:,()|]")


@dataclass(frozen=True, slots=True)
class Title:
    """What the titles of a table state; of two that disagree, the nearer one holds.

    `top` is the first row of the titles, or of the headings where there are none.  `ideas` are the words about the kind of
    table, `unit` is in kronor, `owner` is the one recipient named, with the cell of the name.  `sheet_unit` is the unit that the first
    rows of the sheet state, for a table further down.  `texts` are the titles themselves, the nearest first, without the sheet's name.
    `cases` are the diarienummer above the table, the nearest first.
    """

    top: int
    ideas: frozenset[str]
    unit: int | None
    year: int | None
    owner: tuple[str, Place] | None
    sheet_unit: int | None = None
    texts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


def read_title(sheet: str, grid: Grid, heading_row: HeadingRow, above: int, reader: HeadingReader) -> Title:
    """Read the titles of a table; `above` is the last row of the table above it in the sheet, 0 where there is none."""
    own = list(_own_titles(grid, heading_row, above))
    near = [*(text for _, text in own), sheet]
    beside = _texts_beside(grid, heading_row, range(min((row for row, _ in own), default=heading_row.top), heading_row.top))
    # The first rows of a sheet often hold a title for all of its tables.  Only their unit holds for a table further down:
    # their kind and year may be those of the first table.
    sheet_titles = filter(None, map(find_only_text, grid[: min(above, _TITLE_ROWS)]))
    read = [reader.read_heading(text) for text in near]
    kinds = frozenset().union(*reader.vocabulary.context.values())
    columns = range(min(heading_row.headings), max(heading_row.headings) + 1)
    return Title(
        min((row for row, _ in own), default=heading_row.top),
        next((heading.ideas for heading in read if heading.ideas & kinds), frozenset()),
        _find_first_unit(near[:-1]) or next(filter(None, map(find_noted_unit, beside)), None) or find_unit(sheet),
        next((heading.year for heading in read if heading.year), None),
        find_owner(sheet, grid, range(heading_row.top - 1, max(above, heading_row.top - 1 - _TITLE_ROWS), -1), reader, columns),
        _find_first_unit(sheet_titles),
        tuple(near[:-1]),
        _find_cases(grid, heading_row, above),
    )


def inherit_title(title: Title, above: Title, *, is_block: bool) -> Title:
    """The title of a table with what it shares with the table above it: the case and the year of their block, where nothing new begins.

    A new title begins another year, but only a new diarienummer another case.
    :param is_block: whether the two are blocks of one list, of which the first alone may say what they are.
    """
    if is_block and not title.ideas:
        title = replace(title, ideas=above.ideas)
    if title.cases:
        return title
    return replace(title, cases=above.cases, year=title.year or (above.year if above.cases or not title.texts else None))


def add_notes(title: Title, grid: Grid, heading_row: HeadingRow, last: int) -> Title:
    """The title of a table with the unit that a note below it states, or else the sheet; `last` is the last row that can be the table's."""
    return replace(title, unit=title.unit or _find_noted_unit(grid, heading_row, last) or title.sheet_unit)


def _find_first_unit(texts: Iterable[str]) -> int | None:
    return next(filter(None, map(find_unit, texts)), None)


def _find_noted_unit(grid: Grid, heading_row: HeadingRow, last: int) -> int | None:
    """The unit that the lowest note states in the last rows of a table, where no numbers follow: there it would be a title."""
    columns = slice(min(heading_row.headings) - 1, max(heading_row.headings))
    rows = [row[columns] for row in grid[max(heading_row.row, last - _NOTE_ROWS) : last]]
    for n in range(len(rows) - 1, -1, -1):
        texts = [cell for cell in rows[n] if cell != ""]
        if len(texts) <= _TITLE_TEXTS and all(type(text) is str for text in texts):
            unit = next(filter(None, map(find_noted_unit, texts)), None)
            if unit and not any(is_number(cell) for row in rows[n + 1 : n + 1 + _BELOW_NOTE] for cell in row):
                return unit
    return None


def _texts_beside(grid: Grid, heading_row: HeadingRow, rows: range) -> Iterator[str]:
    """The texts to the right of a table's titles, over columns that hold nothing: “tkr” where the paper ends."""
    right = max(heading_row.headings)
    for line in rows:
        for n, cell in enumerate(grid[line - 1][right : right + _NEAR], right):
            if type(cell) is str and cell and not any(cell_text(row[n]) for row in grid[line : heading_row.row + _TITLE_ROWS] if n < len(row)):
                yield cell


def _own_titles(grid: Grid, heading_row: HeadingRow, above: int) -> Iterator[tuple[int, str]]:
    """The texts directly above a heading row and over its columns, each with its row, the nearest first.

    They end at the first row that holds a number or more than two texts: that is part of something else, and so is a note that stands
    right below it, apart from the titles.
    """
    columns = range(min(heading_row.headings), max(heading_row.headings) + 1)
    is_apart = False  # whether a blank row separates what is next from the headings or titles below it
    for line in range(heading_row.top - 1, max(above, heading_row.top - 1 - _TITLE_ROWS), -1):
        cells = _pick_filled(grid[line - 1], columns)
        if _is_of_table(cells) or (is_apart and cells and line > 1 and _is_of_table(_pick_filled(grid[line - 2], columns))):
            return
        is_apart = is_apart or not cells
        yield from ((line, cell_text(cell)) for cell in cells)


def _find_cases(grid: Grid, heading_row: HeadingRow, above: int) -> tuple[str, ...]:
    """The diarienummer of the texts above a table, the nearest rows first: over its columns, or else to their left."""
    rows = [grid[line - 1] for line in range(heading_row.top - 1, max(above, heading_row.top - 1 - _TITLE_ROWS), -1)]
    left, right = min(heading_row.headings) - 1, max(heading_row.headings)
    over, beside = ([" ".join(cell for cell in row[columns] if type(cell) is str) for row in rows] for columns in (slice(left, right), slice(max(left - _NEAR, 0), left)))
    return tuple(case for text in (over if any(map(find_cases, over)) else beside) for case in find_cases(text))


def _pick_filled(row: Sequence[Any], columns: range) -> list[Any]:
    return [row[n - 1] for n in columns if n <= len(row) and cell_text(row[n - 1])]


def _is_of_table(cells: Sequence[Any]) -> bool:
    return len(cells) > _TITLE_TEXTS or any(type(cell) is not str for cell in cells)


def find_only_text(row: Sequence[Any]) -> str:
    """The text of the only filled cell of a row; empty where it has none, more, or a number."""
    filled = list(islice((cell for cell in row if cell != "" and cell_text(cell)), 2))
    return cell_text(filled[0]) if len(filled) == 1 and type(filled[0]) is str else ""


def find_owner(sheet: str, grid: Grid, rows: Sequence[int], reader: HeadingReader, columns: range) -> tuple[str, Place] | None:
    """The recipient that the nearest text in some rows names alone, otherwise the name of the sheet, which may be cut short.

    Texts over the columns of the table come first: in the same rows another one may have its title beside it.
    """
    first, last = max(columns[0] - _NEAR, 1), columns[-1] + _NEAR
    near = ((line, n, cell) for line in rows for n, cell in enumerate(grid[line - 1][first - 1 : last], first))
    texts = [(Place(sheet, line, n), cell) for line, n, cell in near if type(cell) is str and cell]
    texts.sort(key=lambda placed: placed[0].column not in columns)
    for place, text in (*texts, (Place(sheet), sheet)):
        if written := find_named(text, reader.register):
            return written, place
    whole = reader.register.name_beginning_with(sheet)  # Excel allows 31 characters in the name of a sheet
    return (whole, Place(sheet)) if whole else None


def find_named(text: str, register: Register) -> str | None:
    """The recipient that a text names alone, as it is written there.

    A text that names two recipients is about something else.  Stadskontoret, the register's only förvaltning, keeps many of
    the lists without being the one that they are about.
    """
    names = {name: part for part in _possible_names(text) if (name := register.recognise(part).name)}
    return next(iter(names.values())) if len(names) == 1 and register.kind(next(iter(names))) != "förvaltning" else None


def _possible_names(text: str) -> Iterator[str]:
    """The pieces of a title that may be a name: between dashes and commas, with words removed from either end."""
    for part in _SEPARATOR.split(text[:_LONGEST]):
        words = part.split()
        yield from (" ".join(words[n:]) for n in range(len(words)))
        yield from (" ".join(words[:n]) for n in range(1, len(words)))
