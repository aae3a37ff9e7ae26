"""The headings of a table's columns, put together of the texts in one row or in several.

A merged text stands over all of its columns.  One that is not merged stands over its own, and further to the right only where the
headings below it need it: a year; the same headings that stand below another text too (“Avrop 1” over “Datum | Belopp”); a series of
months; years.  “Uppföljning” over “Beviljat | Avropat | Kvar” is not spread: nothing says how far it reaches, and they say enough without it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import Any

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, cell_text
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingCell, HeadingReader
from xl_kraftsamling.xlsx.grid import Area, Grid

_PARTIES = frozenset({"recipient", "receiver", "donor", "initiator", "party", "agreement", "origin", "with", "approved"})
_SAMPLE = 4
"""Rows below a heading that are examined for what its column holds, if anything."""
REACH = 8
"""Rows below a heading within which values must begin: blank rows, notes and a line of units may come first."""
_TITLE_TEXTS = 2
"""Texts that a row of titles may have: the title, and a unit, a date or a name at its other end."""
_FEWEST = 2
"""Columns that share a text."""

_SERIES = {"period": 2, "recipient": 3}
"""Columns side by side that make a series, by what their headings name: two recipients may be those of a transfer."""

_Columns = Mapping[int, tuple[HeadingCell, ...]]
"""The texts over each column, from the top down."""


def read_headings(grid: Grid, top: int, row: int, merges: Sequence[Area], reader: HeadingReader) -> dict[int, Heading]:
    """Read the headings of one row, or of all from `top` to `row` put together, by column."""
    columns: _Columns = {}
    for line in range(row, top - 1, -1):
        columns = _put_above(columns, _spread_row(grid[line - 1], line, columns, merges, reader))
    return _read_columns(columns, grid, row, reader)


def grow_headings(grid: Grid, top: int, row: int, merges: Sequence[Area], reader: HeadingReader) -> Iterator[tuple[int, dict[int, Heading]]]:
    """The headings that end in a row: it alone, then with the one above it, and so on, each with its upper row.

    They end at `top`, or below a row that is a title.
    """
    columns: _Columns = {}
    for line in range(row, top - 1, -1):
        texts = _spread_row(grid[line - 1], line, columns, merges, reader)
        if columns and _is_title(texts, columns, reader):
            return
        columns = _put_above(columns, texts)
        yield line, _read_columns(columns, grid, row, reader)


def is_filled(cell: Any) -> bool:
    """Whether a cell below a heading holds something: also a formula whose value is not stored, since one will be there."""
    return cell != "" and (cell is UNVALUED_FORMULA or bool(cell_text(cell)))


def find_rows_below(grid: Grid, row: int) -> Sequence[Sequence[Any]]:
    """The first rows below headings that hold something."""
    return [*islice((line for line in grid[row : row + REACH] if any(map(is_filled, line))), _SAMPLE)]


# ---- the texts of one row over the columns below it


def _put_above(columns: _Columns, texts: Mapping[int, HeadingCell]) -> _Columns:
    return {n: (*((texts[n],) if n in texts else ()), *columns.get(n, ())) for n in sorted({*columns, *texts})}


def _spread_row(row: Sequence[Any], line: int, below: _Columns, merges: Sequence[Area], reader: HeadingReader) -> dict[int, HeadingCell]:
    """The texts of a row by column: each over the columns that it is merged with, or those below that clearly share it."""
    texts = {n: HeadingCell(cell, line, n) for n, cell in enumerate(row, 1) if cell != "" and cell_text(cell)}
    spread = dict(texts)
    # A merged heading is stored in its first cell alone: without this "Avrop" above Datum and Belopp would be Datum's heading only.
    done = 0
    for merge in sorted((each for each in merges if each.top == line), key=lambda merge: merge.left):
        if merge.left > done and merge.left in texts:  # none overlaps another, but a file may say so thousands of times
            done = min(merge.right, len(row))
            spread |= dict.fromkeys(range(merge.left, done + 1), texts[merge.left])
    single = (texts[n] for n in texts if spread.get(n + 1) is not spread[n])
    shared = _find_shared(below, reader)
    reaching = {n: cell for cell in single for n in _find_reach(cell, spread, below, shared, reader)}
    return spread | reaching


def _find_shared(below: _Columns, reader: HeadingReader) -> frozenset[int]:
    """The columns whose headings do not stand for themselves: the same stands over another column too, or they are years or a series."""
    labels = {n: _join(cells).casefold() for n, cells in below.items()}
    times = Counter(label for label in labels.values() if not reader.read_heading(label).is_bare_unit)
    twice = {n for n, label in labels.items() if times[label] > 1}
    return frozenset(twice | find_series(below, reader) | {n for n, label in labels.items() if reader.read_heading(label).is_bare_year})


def _find_reach(cell: HeadingCell, spread: Mapping[int, HeadingCell], below: _Columns, shared: frozenset[int], reader: HeadingReader) -> list[int]:
    """The columns to the right of a text, up to the next text or a column without a heading, that it heads too."""
    free: list[int] = []
    while (n := cell.column + 1 + len(free)) in below and n not in spread:
        free.append(n)
    if cell.column in shared:
        return [*takewhile(shared.__contains__, free)]
    # a year over several columns is often typed once and not merged
    return free if reader.read_heading(cell.text).is_bare_year and cell.column in below else []


def find_series(columns: _Columns, reader: HeadingReader) -> set[int]:
    """The columns that are a series by their headings: several side by side that each name a month, a part of a year or a recipient."""
    names = Counter(cell for cells in columns.values() for cell in cells if reader.names_recipient(cell.value))
    shared = {cell for cell, times in names.items() if times > 1}  # a name over Datum | Belopp heads a group of columns
    members = {n: kind for n, cells in columns.items() if (kind := _find_member(cells, reader)) and shared.isdisjoint(cells)}
    series: set[int] = set()
    run: list[int] = []
    for n in sorted(members):
        run = [*run, n] if run[-1:] == [n - 1] and members[run[-1]] == members[n] else [n]
        series |= {*run} if len(run) >= _SERIES[members[n]] else set()
    return series


def _find_member(cells: Sequence[HeadingCell], reader: HeadingReader) -> str | None:
    if any(reader.names_recipient(cell.value) for cell in cells):
        return "recipient"
    return "period" if read_period_label(_join(cells)) else None


def _join(cells: Sequence[HeadingCell]) -> str:
    return " ".join(cell.text for cell in cells)


# ---- titles


def _is_title(texts: Mapping[int, HeadingCell], columns: _Columns, reader: HeadingReader) -> bool:
    """Whether the texts of a row above headings are about all of them, and belong to no column."""
    reach = Counter(texts.values())
    if len(reach) > _TITLE_TEXTS or not texts:
        return not texts
    first = texts[min(texts)]
    if first.column > min(columns):
        return len(reach) == 1 and reach[first] < _FEWEST and not _completes(first, columns, reader)
    if columns.keys() <= {n for n, cell in texts.items() if cell == first}:
        return True
    if first.column in columns:  # over a heading: a title, unless it heads some of the columns and another text the rest
        return len(reach) == 1 or reach[first] < _FEWEST
    heading = reader.read_heading(first.text)
    return len(reach) == 1 and not (heading.is_certain and heading.unit is None and heading.year is None)


def _completes(cell: HeadingCell, columns: _Columns, reader: HeadingReader) -> bool:
    """Whether a text alone over one column belongs to what stands below it there."""
    heading = reader.read_heading(cell.text)
    if cell.column not in columns or cell.text.endswith("-") or heading.is_bare_unit or heading.is_bare_year:
        return True
    return reader.read_heading(_join(columns[cell.column])).is_bare_unit


# ---- what the headings mean


def _read_columns(columns: _Columns, grid: Grid, row: int, reader: HeadingReader) -> dict[int, Heading]:
    below = find_rows_below(grid, row)
    return {n: _check_with_values(_read_column(cells, reader), below, n, reader) for n, cells in columns.items()}


def _read_column(cells: tuple[HeadingCell, ...], reader: HeadingReader) -> Heading:
    heading = reader.read_texts(tuple(cell.text for cell in cells))
    dated = next((cell.value.year for cell in cells if isinstance(cell.value, date)), None)
    return heading._replace(cells=cells, year=heading.year or dated)


def _check_with_values(heading: Heading, below: Grid, column: int, reader: HeadingReader) -> Heading:
    """A heading of something else, but with nothing but recipients below it, is one of recipients: "Enhet" or "Var".

    One of the parties of a transfer is left alone: both of its columns hold recipients, and only the headings tell them apart.
    """
    if heading.ideas & _PARTIES:
        return heading
    cells = [row[column - 1] for row in below if cell_text(row[column - 1])]
    names = bool(cells) and all(map(reader.names_recipient, cells))
    return heading._replace(ideas=frozenset({"recipient"}), is_certain=False) if names else heading
