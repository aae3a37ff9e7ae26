"""The rows of headings on a sheet whose layout is unknown: one to four lines of labels, for one table or several side by side.

A table whose headings are known is found by :func:`~xl_kraftsamling.reading.row_roles.find_heading_row`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import compress, pairwise, takewhile
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_number
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.dates import YEARS
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, find_state
from xl_kraftsamling.reading.recognition.headings.heading_texts import (
    REACH,
    find_rows_below,
    find_series,
    grow_headings,
    is_filled,
)
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.row_roles import is_labelled_amount
from xl_kraftsamling.xlsx.grid import Area, Grid, count_columns, pick_cells

_RECIPIENTS = frozenset({"recipient", "receiver"})
_SERIES = frozenset({"a series"})
"""What the columns of a series count for, when it is asked how many headings make a column of some table."""
_MOST_ROWS = 4
"""Rows that the headings of one table can take."""
_FEWEST = 3
"""Dates or recipients side by side that can be headings: a row of data has fewer of either."""
_MOST_TRIED = 2_000
"""Rows of labels on a sheet that are tried: each costs a reading of the rows around it, and no sheet for people has so many headings."""
_MONTH_NUMBERS = range(100 * YEARS.start, 100 * YEARS.stop)
"""Numbers that may be a month of a year: 202605."""


class HeadingRow(NamedTuple):
    """The headings of one table by column, in one row or in several.

    `row` is the lowest of their rows, and `top` the uppermost; they are the same where there is one.
    """

    row: int
    top: int
    headings: Mapping[int, Heading]


def find_heading_rows(grid: Grid, merges: Sequence[Area], reader: HeadingReader) -> list[HeadingRow]:
    """The headings on a sheet, from the top down, and from left to right where tables are side by side."""
    lines = _leave_out_records(grid, _find_rows_without_values(grid), reader)
    labelled = {line: filled for line in lines if (filled := _count_labels(grid[line - 1], grid, line, reader))}
    merged: dict[int, list[Area]] = {}
    for merge in merges:
        merged.setdefault(merge.top, []).append(merge)
    labels = _Labels(grid, labelled, merged, reader)
    found: list[HeadingRow] = []
    used = tried = 0
    for line, filled in labelled.items():
        # one label alone is a title
        if line > used and filled > 1 and tried < _MOST_TRIED and _is_above_values(grid, line, reader):
            tried += 1
            chosen = labels.choose_rows(line, used)
            if chosen:
                used = chosen.row
                found += _split_tables(chosen, grid, reader)
    return found


def _find_rows_without_values(grid: Grid) -> Sequence[int]:
    """The rows that hold labels and dates alone, and so may be headings: column by column, since nearly every row of a long list has a value."""
    lines: Sequence[int] = range(1, len(grid) + 1)
    for number in range(1, count_columns(grid) + 1):
        cells = pick_cells(grid, number, lines)
        if not {*map(type, cells)} <= _LABELS:
            labels = {cell for cell in {*cells} if type(cell) in _LABELS or not _is_value(cell)}
            lines = [*compress(lines, map(labels.__contains__, cells))]
    return lines


def _leave_out_records(grid: Grid, lines: Sequence[int], reader: HeadingReader) -> Sequence[int]:
    """Those of some rows that have no date or recipient, or so many that they may be headings."""
    undated = _leave_out_few(grid, lines, lambda cell: _read_day(cell) is not None)
    return _leave_out_few(grid, undated, lambda cell: reader.names_recipient(cell) and _read_day(cell) is None)


def _leave_out_few(grid: Grid, lines: Sequence[int], is_one: Callable[[Any], bool]) -> Sequence[int]:
    """Those of some rows that have none of a kind of cells, or as many as headings would be."""
    counted = Counter[int]()
    for number in range(1, count_columns(grid) + 1):
        counted.update(compress(lines, read_each(is_one, pick_cells(grid, number, lines))))
    return [line for line in lines if not 0 < counted[line] < _FEWEST]


_LABELS: frozenset[type] = frozenset({str, date, datetime})


def _count_labels(row: Sequence[Any], grid: Grid, line: int, reader: HeadingReader) -> int:
    """How many labels a row holds that may be one of headings; 0 where its dates or recipients are those of data."""
    filled, dates, names = 0, dict[int, date](), list[int]()
    for n, cell in enumerate(row, 1):
        if cell == "":
            continue
        if day := _read_day(cell):
            dates[n] = day
        elif reader.names_recipient(cell):
            names.append(n)
        filled += 1 if cell_text(cell) else 0
    if filled == 1 and line > 1 and _heads_group(row, grid[line - 2]):
        return 0
    if filled == 2 and is_labelled_amount([cell for cell in row if cell != ""]):
        return 0  # an amount that could be a year
    if (dates and not _date_columns(dates, grid, line)) or (names and not _head_columns(names, grid, line, reader)):
        return 0
    return filled


def _is_value(cell: Any) -> bool:
    """Whether a cell is a value, and no label or date; but years and months are typed as numbers above the columns that are theirs."""
    if not is_number(cell) or type(cell) is bool:
        return isinstance(cell, (bool, NoValue))
    # limits first: whether a fraction is in a range, Python finds out number by number
    return not (YEARS.start <= cell < YEARS.stop and cell in YEARS) and not _read_month_number(cell)


def _heads_group(row: Sequence[Any], above: Sequence[Any]) -> bool:
    """Whether the one text of a row is a status that holds for the rows below it: there is a row of more than one cell right above."""
    text = next(cell_text(cell) for cell in row if cell != "" and cell_text(cell))
    return find_state(text, CALL_OFF_STATES) is not None and sum(bool(cell_text(cell)) for cell in above if cell != "") > 1


def _read_day(cell: Any) -> date | None:
    """The day of a cell that may head a column of amounts: a date, or a month."""
    if isinstance(cell, date):
        return cell
    return _read_month_number(cell) if is_number(cell) else None


def _read_month_number(cell: float) -> date | None:
    """The first day of a month that is typed as a number above its column: 202605."""
    if not _MONTH_NUMBERS.start <= cell < _MONTH_NUMBERS.stop or cell != int(cell):  # first, since infinity is no integer
        return None
    year, month = divmod(int(cell), 100)
    return date(year, month, 1) if 1 <= month <= 12 else None


def _date_columns(dates: Mapping[int, date], grid: Grid, line: int) -> bool:
    """Whether dates head columns of numbers: each later than the one before, as no row of data has so many, and no dates below them."""
    below = [row[n - 1] for row in grid[line : line + REACH] for n in dates]
    are_later = len(dates) >= _FEWEST and all(a < b for a, b in pairwise(map(_day_of, dates.values())))
    return are_later and any(map(is_number, below)) and not any(isinstance(cell, date) for cell in below)


def _day_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _head_columns(names: Sequence[int], grid: Grid, line: int, reader: HeadingReader) -> bool:
    """Whether recipients side by side head columns of numbers: a row of data names fewer, above the names of the rows that follow.

    Those that head several columns each (Datum, Belopp) stand over the same heading, as far from each other.
    """
    named = {reader.register.recognise(grid[line - 1][n - 1]).name for n in names}
    below = [[row[n - 1] for n in names] for row in grid[line : line + REACH]]
    if len(named) < max(len(names), _FEWEST) or any(reader.names_recipient(cell) for row in below for cell in row):
        return False
    steps = {b - a for a, b in pairwise(names)}
    are_over_groups = len(steps) == 1 and len({*below[0]}) == 1 and type(below[0][0]) is str if below else False
    return are_over_groups if steps != {1} else any(is_number(cell) for row in below for cell in row)


def _is_above_values(grid: Grid, line: int, reader: HeadingReader) -> bool:
    """Whether values follow below a row: a page of running text has no headings, however many of its words are known."""
    below = (cell for row in grid[line : line + REACH] for cell in row if is_filled(cell))
    return any(not reader.is_label(cell) or str(cell)[0].isdigit() for cell in below)


class _Choice(NamedTuple):
    """Rows that can be headings, and what they are worth; of equals the ones with the fewest rows come first, and then the upper ones."""

    worth: float
    fewer: int
    upper: int
    heading_row: HeadingRow


@dataclass(slots=True)
class _Labels:
    """The rows of a sheet that hold nothing but labels, each with how many; and its merged ranges by their first row.

    `chosen` are the best headings that end in a row, since every row above it asks for them anew.
    """

    grid: Grid
    filled: Mapping[int, int]
    merged: Mapping[int, Sequence[Area]]
    reader: HeadingReader
    chosen: dict[tuple[int, int], _Choice | None] = field(default_factory=dict)

    def choose_rows(self, line: int, used: int) -> HeadingRow | None:
        """Choose the rows of headings around a row of labels, which may itself be a title that happens to fill two cells.

        None where none of them has two headings that make columns of a table.  `used` is the last row that is taken already.
        """
        ends = [*takewhile(self.filled.__contains__, range(line, line + _MOST_ROWS + 1))]
        tops = {row: self._find_top(row, used) for row in ends}
        self.chosen = {
            (row, top): self.chosen[row, top] if (row, top) in self.chosen else self._choose_ending(row, top) for row, top in tops.items()
        }
        best = max(filter(None, self.chosen.values()), key=lambda choice: choice[:3], default=None)
        return best.heading_row if best else None

    def _find_top(self, row: int, used: int) -> int:
        """The uppermost row of headings that end in a row."""
        rows = range(row, max(used, row - _MOST_ROWS), -1)
        return [*takewhile(self.filled.__contains__, rows)][-1]

    def _choose_ending(self, row: int, top: int) -> _Choice | None:
        """The best headings that end in a row and begin at `top` or below."""
        if self.filled[row] < 2 and not _ends_headings(self.grid[row - 1], self.reader):
            return None
        merges = [merge for each in range(top, row + 1) for merge in self.merged.get(each, ())]
        found = (HeadingRow(row, upper, headings) for upper, headings in grow_headings(self.grid, top, row, merges, self.reader))
        choices = (_Choice(_score_headings(each, self.grid, self.reader), each.top - row, -each.top, each) for each in found)
        return max((choice for choice in choices if choice.worth), key=lambda choice: choice[:3], default=None)


def _ends_headings(row: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether the only text of a row belongs to the headings above it: a unit, say.  An unknown one may be of data."""
    return all(reader.read_heading(cell_text(cell)).is_certain for cell in row if cell != "" and cell_text(cell))


def _score_headings(candidate: HeadingRow, grid: Grid, reader: HeadingReader) -> float:
    """How many headings make a column of some table; 0 where fewer than two do, have cells below, or differ: a list of months.

    Between equals decide years, units, how many of the headings differ, and how much they say.  An unknown word in one counts against it:
    text of the first row of data, put together with the headings, is no better for the year that it mentions.
    """
    headings = candidate.headings
    series = _find_series(headings, reader)
    known = {n: heading for n, heading in headings.items() if n in series or reader.can_head_column(heading.ideas)}
    kinds = {_SERIES if n in series else heading.ideas for n, heading in known.items()}
    below = find_rows_below(grid, candidate.row)
    # a month may have no amount yet; of other headings that have nothing below them, a row of titles is made
    filled = [n for n in headings if n in series or any(is_filled(row[n - 1]) for row in below)]
    if _has_cells_below(grid, candidate.row, min(headings) - 1):  # recipients often have no heading at all
        filled.append(0)
        kinds |= {frozenset()} if series else set()
    if any(n < min(series, default=0) and n not in known for n in filled):  # “Vad” before the months: an unknown word for what the rows are
        kinds.add(frozenset())
    # “Tilldelning 2026” and, at the other end of the page, “tkr” are a title and no headings: nothing stands below one of them
    if min(len(known), len(kinds), len(filled)) < 2:
        return 0
    sure = {n for n, heading in known.items() if heading.is_certain or n in series}
    stated = sum(bool(heading.year) + bool(heading.unit) for heading in headings.values())
    said = sum(len(headings[n].ideas - {"amount"}) for n in sure)
    return len(sure) + 0.95 * (len(known) - len(sure)) + 0.1 * (stated + len({each.text for each in known.values()})) + 0.01 * said


def _find_series(headings: Mapping[int, Heading], reader: HeadingReader) -> set[int]:
    return find_series({n: heading.cells for n, heading in headings.items()}, reader)


def _split_tables(chosen: HeadingRow, grid: Grid, reader: HeadingReader) -> Iterator[HeadingRow]:
    """Split the headings where an empty column separates two tables."""
    headings = chosen.headings
    recipients = sorted(n for n, heading in headings.items() if heading.ideas & _RECIPIENTS)
    run: dict[int, Heading] = {}  # the headings of the table at hand
    last = 0
    for column in sorted(headings):
        gap = range(last + 1, column) if run else range(0)
        # A table has one column of recipients, so there is one on either side of where another begins.  A column without a heading
        # but with cells below is the table's: often that of the recipients, or of notes.
        is_between = bool(gap) and bool(recipients) and (recipients[0] < column <= recipients[-1] or _ends_apart(grid, chosen, run, column))
        begins_again = _list_texts(headings, column, len(run)) == _list_texts(run, min(run, default=0), len(run))
        if (len(run) >= _FEWEST and begins_again) or (is_between and not all(_has_cells_below(grid, chosen.row, n) for n in gap)):
            yield from _complete_headings(chosen, run, grid, reader)
            run, gap = {}, range(0)
        run |= {n: Heading("") for n in gap}
        run[column] = headings[column]
        last = column
    yield from _complete_headings(chosen, run, grid, reader)


def _list_texts(headings: Mapping[int, Heading], first: int, count: int) -> list[str]:
    return [headings[n].text if n in headings else "" for n in range(first, first + count)]


def _ends_apart(grid: Grid, chosen: HeadingRow, run: Mapping[int, Heading], column: int) -> bool:
    """Whether what has its recipients from a column on is another table than the headings before it: it has other rows below."""
    right = range(column, max(chosen.headings) + 1)
    if any(heading.ideas & _RECIPIENTS for heading in run.values()) or not any(chosen.headings[n].ideas & _RECIPIENTS for n in right if n in chosen.headings):
        return False
    left, right_rows = (_count_rows(grid, chosen.row, columns) for columns in (range(min(run), max(run) + 1), right))
    return abs(left - right_rows) > 1  # one of them may have a sum


def _count_rows(grid: Grid, row: int, columns: range) -> int:
    """The rows below the headings until the first that is blank in these columns."""
    texts = (any(cell_text(line[n - 1]) for n in columns) for line in grid[row:])
    return sum(1 for _ in takewhile(bool, texts))


def _complete_headings(chosen: HeadingRow, run: dict[int, Heading], grid: Grid, reader: HeadingReader) -> Iterable[HeadingRow]:
    """The headings of one table, with the column before them where recipients are; nothing where they make no table."""
    first = min(run)
    if first - 1 not in chosen.headings and _has_cells_below(grid, chosen.row, first - 1) and not any(h.ideas & _RECIPIENTS for h in run.values()):
        run = {first - 1: Heading("")} | run  # recipients often have no heading at all
    meant = {n for n, heading in run.items() if heading.ideas} | _find_series(run, reader)
    if len(meant) > 1 or (first - 1 in run and len(run) > 1):
        yield HeadingRow(chosen.row, chosen.top, run)


def _has_cells_below(grid: Grid, row: int, column: int) -> bool:
    return column > 0 and any(is_filled(line[column - 1]) for line in find_rows_below(grid, row))
