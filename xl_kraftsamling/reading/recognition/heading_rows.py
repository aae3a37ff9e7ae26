"""Where headings stand: rows of one or two lines of labels, side by side or one below the other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text
from xl_kraftsamling.reading.recognition.vocabulary import YEARS, Heading, HeadingReader
from xl_kraftsamling.xlsx.grid import Area, Grid

_WHO = frozenset({"recipient", "receiver"})
_PARTIES = _WHO | {"donor", "initiator", "party", "agreement", "origin", "with", "approved"}
_AHEAD = 4
"""Rows below a heading that show whether a column without a heading belongs to the table."""
_BELOW = 8
"""Rows below a heading among which some name a recipient or hold a number or a date."""


class HeadingRow(NamedTuple):
    """The headings of one table: the lower of their rows, the upper one (the same where there is one), each by column."""

    row: int
    top: int
    headings: Mapping[int, Heading]


def find_heading_rows(grid: Grid, merges: Sequence[Area], reader: HeadingReader) -> list[HeadingRow]:
    """The headings of a sheet from the top down, and from left to right where they stand beside each other."""
    labelled = [line for line, row in enumerate(grid, 1) if _is_labels(row, reader) and _heads(grid, line, reader)]
    found: list[HeadingRow] = []
    used = 0
    for line in labelled:
        if line > used and (chosen := _best(line, grid, merges, reader, used)):
            top, row, headings = chosen
            used = row
            found += _runs(top, row, headings, grid)
    return found


def _is_labels(row: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether everything in a row can be a heading, and it holds more than a title."""
    filled = 0
    for cell in row:
        if cell != "":
            if isinstance(cell, (bool, date, NoValue)) or (type(cell) in (int, float) and cell not in YEARS):
                return False
            filled += 1
    return filled > 1 and all(reader.is_label(cell) for cell in row if cell != "" and cell_text(cell))


def _heads(grid: Grid, line: int, reader: HeadingReader) -> bool:
    """Whether the rows below a row hold more than labels: a page of text has no headings, however many words are known."""
    below = (cell for row in grid[line : line + _BELOW] for cell in row if cell != "" and cell_text(cell))
    return any(not reader.is_label(cell) or str(cell)[0].isdigit() for cell in below)


Chosen = tuple[int, int, dict[int, Heading]]


def _best(line: int, grid: Grid, merges: Sequence[Area], reader: HeadingReader, used: int) -> Chosen | None:
    """The headings that begin or end in a row: it alone, with the one above, with the one below, or that one alone."""
    alone = [line, line + 1] if line < len(grid) and _is_labels(grid[line], reader) else [line]
    choices: list[Chosen] = [(n, n, read_headings(grid, n, n, merges, reader)) for n in alone]
    choices += [
        (top, top + 1, read_headings(grid, top, top + 1, merges, reader))
        for top in (line - 1, line)
        if top > used and top < len(grid) and _is_label_row(grid[top - 1], reader) and _is_label_row(grid[top], reader)
    ]
    worth, _, best = max((_worth(headings, reader), -n, n) for n, (_, _, headings) in enumerate(choices))
    return choices[best] if worth >= 2 else None


def _is_label_row(row: Sequence[Any], reader: HeadingReader) -> bool:
    cells = [cell for cell in row if cell != "" and cell_text(cell)]
    return bool(cells) and all(map(reader.is_label, cells))


def read_headings(grid: Grid, top: int, row: int, merges: Sequence[Area], reader: HeadingReader) -> dict[int, Heading]:
    """What one row of headings says, or two put together, by column."""
    texts = {n: cell_text(cell) for n, cell in enumerate(grid[row - 1], 1) if cell_text(cell)}
    upper = _spread(grid[top - 1], grid[row - 1], [m for m in merges if m.top == top]) if top < row else {}
    columns = sorted({*upper, *texts})
    said = {n: reader.read_heading(" ".join(filter(None, (upper.get(n, ""), texts.get(n, ""))))) for n in columns}
    return {n: _borne_out(heading, grid[row : row + _AHEAD], n, reader) for n, heading in said.items()}


def _borne_out(heading: Heading, below: Grid, column: int, reader: HeadingReader) -> Heading:
    """A heading that names nobody, but has nothing but recipients below it, as one of recipients."""
    if heading.ideas & _PARTIES:
        return heading
    cells = [row[column - 1] for row in below if cell_text(row[column - 1])]
    names = bool(cells) and all(map(reader.names_recipient, cells))
    return heading._replace(ideas=frozenset({"recipient"}), is_certain=False) if names else heading


def _spread(upper: Sequence[Any], lower: Sequence[Any], merges: Sequence[Area]) -> dict[int, str]:
    """The upper texts by column, each also over the columns that it is merged over, and a year until the next text."""
    texts = {n: cell_text(cell) for n, cell in enumerate(upper, 1) if cell_text(cell)}
    spread = dict(texts)
    for merge in merges:
        spread |= {
            n: texts[merge.left] for n in range(merge.left, min(merge.right, len(upper)) + 1) if merge.left in texts
        }
    for n in range(2, len(lower) + 1):
        before = spread.get(n - 1, "")
        if n not in spread and before[:4].isdecimal() and len(before) == 4 and cell_text(lower[n - 1]):
            spread[n] = before
    return spread


def _worth(headings: Mapping[int, Heading], reader: HeadingReader) -> float:
    """How much a row of headings says: the ideas that make a column of some table, then years and units."""
    forms = reader.vocabulary.forms
    known = [heading.ideas for heading in headings.values() if any(form <= heading.ideas for form in forms)]
    more = 0.1 * sum(bool(heading.year or heading.unit) for heading in headings.values())
    return len(known) + more if len(set(known)) > 1 else 0


def _runs(top: int, row: int, headings: Mapping[int, Heading], grid: Grid) -> Iterator[HeadingRow]:
    """The headings, parted where an empty column stands between two tables."""
    run: dict[int, Heading] = {}
    for column in sorted(headings):
        gap = range(max(run, default=column) + 1, column)
        if gap and _parts_tables(headings, column) and not all(_has_data(grid, row, n) for n in gap):
            yield from _run(top, row, run, grid)
            run = {}
        run |= {n: Heading("") for n in range(max(run, default=column) + 1, column)}
        run[column] = headings[column]
    yield from _run(top, row, run, grid)


def _parts_tables(headings: Mapping[int, Heading], column: int) -> bool:
    """Whether headings from a column on are another table's than those before it: both sides name recipients."""
    sides = [h for n, h in headings.items() if n < column], [h for n, h in headings.items() if n >= column]
    return all(any(h.ideas & _WHO for h in side) for side in sides)


def _run(top: int, row: int, run: dict[int, Heading], grid: Grid) -> Iterator[HeadingRow]:
    first = min(run)
    if first > 1 and _has_data(grid, row, first - 1) and not any(h.ideas & _WHO for h in run.values()):
        run = {first - 1: Heading("")} | run  # recipients often stand under no heading at all
    if sum(bool(heading.ideas) for heading in run.values()) > 1 or (first - 1 in run and len(run) > 1):
        yield HeadingRow(row, top, run)


def _has_data(grid: Grid, row: int, column: int) -> bool:
    return any(cell_text(line[column - 1]) for line in grid[row : row + _AHEAD])
