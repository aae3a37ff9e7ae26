"""The rows of headings on a sheet whose layout is unknown: one or two lines of labels, for one table or several side by side.

A table whose headings are known is found by :func:`~xl_kraftsamling.reading.row_roles.find_heading_row`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text
from xl_kraftsamling.domain.dates import YEARS
from xl_kraftsamling.reading.recognition.vocabulary import Heading, HeadingReader
from xl_kraftsamling.xlsx.grid import Area, Grid

_RECIPIENTS = frozenset({"recipient", "receiver"})
_PARTIES = _RECIPIENTS | {"donor", "initiator", "party", "agreement", "origin", "with", "approved"}
_SAMPLE = 4
"""Rows below a heading that are examined for what its column holds, if anything."""
_REACH = 8
"""Rows below a heading within which values must begin: blank rows, notes and a line of units may come first."""


class HeadingRow(NamedTuple):
    """The headings of one table by column, in one row or in two.

    `row` is the lower of their rows, and `top` the upper one; they are the same where there is one.
    """

    row: int
    top: int
    headings: Mapping[int, Heading]


def find_heading_rows(grid: Grid, merges: Sequence[Area], reader: HeadingReader) -> list[HeadingRow]:
    """The headings on a sheet, from the top down, and from left to right where tables are side by side."""
    labelled = [line for line, row in enumerate(grid, 1) if _may_be_headings(row, reader) and _is_above_values(grid, line, reader)]
    found: list[HeadingRow] = []
    used = 0
    for line in labelled:
        if line > used and (chosen := _choose_lines(line, grid, merges, reader, used)):
            top, row, headings = chosen
            used = row
            found += _split_tables(top, row, headings, grid)
    return found


def _may_be_headings(row: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether a row holds labels alone, and at least two: one is a title.  Cheap, since every row of every sheet is asked."""
    filled = 0
    for cell in row:
        if cell != "":
            # a value, and no label: the row is one of data; but years are typed as numbers above the columns that are theirs
            if isinstance(cell, (bool, date, NoValue)) or (type(cell) in (int, float) and cell not in YEARS):
                return False
            filled += 1
    return filled > 1 and all(reader.is_label(cell) for cell in row if cell != "" and cell_text(cell))


def _is_above_values(grid: Grid, line: int, reader: HeadingReader) -> bool:
    """Whether values follow below a row: a page of running text has no headings, however many of its words are known."""
    below = (cell for row in grid[line : line + _REACH] for cell in row if cell != "" and cell_text(cell))
    return any(not reader.is_label(cell) or str(cell)[0].isdigit() for cell in below)


_Candidate = tuple[int, int, dict[int, Heading]]


def _choose_lines(line: int, grid: Grid, merges: Sequence[Area], reader: HeadingReader, used: int) -> _Candidate | None:
    """Choose the lines of headings around a row: it alone, with the one above, with the one below, or the one below alone.

    None where none of them has two headings that make columns of a table.  `used` is the last row that is taken already.
    """
    # The row below alone: this one may be a title that happens to fill two cells.
    alone = [line, line + 1] if line < len(grid) and _may_be_headings(grid[line], reader) else [line]
    choices: list[_Candidate] = [(n, n, read_headings(grid, n, n, merges, reader)) for n in alone]
    choices += [
        (top, top + 1, read_headings(grid, top, top + 1, merges, reader))
        for top in (line - 1, line)
        if top > used and top < len(grid) and _has_only_labels(grid[top - 1], reader) and _has_only_labels(grid[top], reader)
    ]
    # Of equals the first, hence one row before two: a title put together with the headings below it would end up in their names.
    worth, _, best = max((_score_headings(headings, reader), -n, n) for n, (_, _, headings) in enumerate(choices))
    return choices[best] if worth >= 2 else None


def _has_only_labels(row: Sequence[Any], reader: HeadingReader) -> bool:
    cells = [cell for cell in row if cell != "" and cell_text(cell)]
    return bool(cells) and all(map(reader.is_label, cells))


def read_headings(grid: Grid, top: int, row: int, merges: Sequence[Area], reader: HeadingReader) -> dict[int, Heading]:
    """Read the headings of one row, or of two put together (`top` < `row`), by column."""
    texts = {n: cell_text(cell) for n, cell in enumerate(grid[row - 1], 1) if cell_text(cell)}
    upper = _spread_upper_texts(grid[top - 1], grid[row - 1], [m for m in merges if m.top == top]) if top < row else {}
    columns = sorted({*upper, *texts})
    headings = {n: reader.read_heading(" ".join(filter(None, (upper.get(n, ""), texts.get(n, ""))))) for n in columns}
    return {n: _check_with_values(heading, grid[row : row + _SAMPLE], n, reader) for n, heading in headings.items()}


def _check_with_values(heading: Heading, below: Grid, column: int, reader: HeadingReader) -> Heading:
    """A heading of something else, but with nothing but recipients below it, is one of recipients: "Enhet" or "Var".

    One of the parties of a transfer is left alone: both of its columns hold recipients, and only the headings tell them apart.
    """
    if heading.ideas & _PARTIES:
        return heading
    cells = [row[column - 1] for row in below if cell_text(row[column - 1])]
    names = bool(cells) and all(map(reader.names_recipient, cells))
    return heading._replace(ideas=frozenset({"recipient"}), is_certain=False) if names else heading


def _spread_upper_texts(upper: Sequence[Any], lower: Sequence[Any], merges: Sequence[Area]) -> dict[int, str]:
    """The upper texts by column: each over the columns that it is merged with, and a year on to the next text, merged or not."""
    texts = {n: cell_text(cell) for n, cell in enumerate(upper, 1) if cell_text(cell)}
    spread = dict(texts)
    # A merged heading is stored in its first cell alone: without this "Avrop" above Datum and Belopp would be Datum's heading only.
    done = 0
    for merge in sorted(merges, key=lambda merge: merge.left):
        if merge.left > done and merge.left in texts:  # none overlaps another, but a file may say so thousands of times
            done = min(merge.right, len(upper))
            spread |= dict.fromkeys(range(merge.left, done + 1), texts[merge.left])
    for n in range(2, len(lower) + 1):
        before = spread.get(n - 1, "")
        # a year over several months is often typed once and not merged
        if n not in spread and before[:4].isdecimal() and len(before) == 4 and cell_text(lower[n - 1]):
            spread[n] = before
    return spread


def _score_headings(headings: Mapping[int, Heading], reader: HeadingReader) -> float:
    """How many headings make a column of some table; years and units decide between equals.  0 where all are alike: a list of months."""
    forms = reader.vocabulary.forms
    known = [heading.ideas for heading in headings.values() if any(form <= heading.ideas for form in forms)]
    more = 0.1 * sum(bool(heading.year or heading.unit) for heading in headings.values())
    return len(known) + more if len(set(known)) > 1 else 0


def _split_tables(top: int, row: int, headings: Mapping[int, Heading], grid: Grid) -> Iterator[HeadingRow]:
    """Split the headings where an empty column separates two tables."""
    recipients = sorted(n for n, heading in headings.items() if heading.ideas & _RECIPIENTS)
    run: dict[int, Heading] = {}  # the headings of the table at hand
    last = 0
    for column in sorted(headings):
        gap = range(last + 1, column) if run else range(0)
        # A table has one column of recipients, so there is one on either side of where another begins.  A column without a heading
        # but with cells below is the table's: often that of the recipients, or of notes.
        is_between = bool(gap) and bool(recipients) and recipients[0] < column <= recipients[-1]
        if is_between and not all(_has_cells_below(grid, row, n) for n in gap):
            yield from _complete_headings(top, row, run, grid)
            run, gap = {}, range(0)
        run |= {n: Heading("") for n in gap}
        run[column] = headings[column]
        last = column
    yield from _complete_headings(top, row, run, grid)


def _complete_headings(top: int, row: int, run: dict[int, Heading], grid: Grid) -> Iterator[HeadingRow]:
    """The headings of one table, with the column before them where recipients are; nothing where they make no table."""
    first = min(run)
    if first > 1 and _has_cells_below(grid, row, first - 1) and not any(h.ideas & _RECIPIENTS for h in run.values()):
        run = {first - 1: Heading("")} | run  # recipients often have no heading at all
    if sum(bool(heading.ideas) for heading in run.values()) > 1 or (first - 1 in run and len(run) > 1):
        yield HeadingRow(row, top, run)


def _has_cells_below(grid: Grid, row: int, column: int) -> bool:
    return any(cell_text(line[column - 1]) for line in grid[row : row + _SAMPLE])
