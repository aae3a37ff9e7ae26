"""The rows of a recognised table: their roles, and for each whose recipient is named elsewhere, where that is."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.layouts.group_details import find_details
from xl_kraftsamling.reading.recognition.plain_records import find_plain_records
from xl_kraftsamling.reading.recognition.unnamed_sums import Amounts, IsSumFormula, find_unnamed_sums
from xl_kraftsamling.reading.row_roles import RowRole, SortedRows, TableShape, classify_row, group_by_role
from xl_kraftsamling.xlsx.grid import Area, Grid, slice_column

_GROUPED = 0.3
"""The share of rows without a recipient from which on a recipient may be named on the first row of its group only.

Fewer blanks than that are more likely forgotten names, and a forgotten name must not become the name above it.
"""


_NUMBERED_BELOW = 2
"""Rows below the headings in which the numbers of the columns may be, as in forms."""


_COLUMN_WORD = re.compile(r"kol(?:umn)?\b|col(?:umn)?\b|=.*")  # also “kol 4”; “4=2-3” says how column 4 is reckoned
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"]


def assign_rows(
    grid: Grid,
    heading: HeadingRow,
    end: int,
    assignment: ColumnAssignment,
    merges: Sequence[Area],
    reader: HeadingReader,
    is_sum_formula: IsSumFormula,
    amounts: frozenset[int] = frozenset(),
) -> SortedRows:
    """Sort the rows below a heading up to the one before `end`, and find to whom each row of data belongs.

    :param amounts: the columns of amounts of a table whose rows give several records.
    """
    shape = _find_shape(grid, heading, assignment, reader, amounts)
    rows = sort_recognised_rows(grid, heading.row + 1, end - 1, shape, is_sum_formula)
    if "recipient" in {column.field for column in TABLE_KINDS[assignment.kind].columns}:
        groups = {line: next(n for n in shape.columns if reader.names_recipient(grid[line - 1][n - 1])) for line in rows.groups}
        rows.owners = dict(find_owners(grid, rows.data, groups, shape.recipient, merges))
    return rows


def _find_shape(
    grid: Grid, heading: HeadingRow, assignment: ColumnAssignment, reader: HeadingReader, amounts: frozenset[int]
) -> TableShape:
    fields = assignment.columns
    columns = {fields[c.field]: c for c in TABLE_KINDS[assignment.kind].columns if c.field in fields}
    return TableShape(
        columns=sorted({*heading.headings, *columns}),
        headings=grid[heading.top - 1 : heading.row],
        amounts=amounts.union(n for n, column in columns.items() if column.kind is Kind.AMOUNT),
        id=fields.get("id"),
        keys=amounts.union(n for n, column in columns.items() if not column.is_free_text),
        recipient=fields.get("recipient"),
        names_recipient=reader.names_recipient,
    )


def sort_recognised_rows(grid: Grid, first: int, last: int, shape: TableShape, is_sum_formula: IsSumFormula) -> SortedRows:
    """Sort the rows of a recognised table from its first row to the last that may belong to it."""
    lines = range(first, min(last, len(grid)) + 1)
    plain = find_plain_records(grid, first, lines[-1], shape) if lines else frozenset[int]()
    roles = {line: classify_row(grid[line - 1], shape) for line in lines if line not in plain}
    roles |= {line: RowRole.NOTE for line in lines[:_NUMBERED_BELOW] if _numbers_columns(grid[line - 1], shape.columns)}
    apart = {line for line, role in roles.items() if role is not RowRole.DATA}
    data = [line for line in lines if line not in apart]
    first_data = data[0] if data else last
    # what is carried over is a sum of the rows above it; above all rows it is of rows that are on another sheet
    carried = {line for line, role in roles.items() if role is RowRole.CARRIED}
    roles |= {line: RowRole.SUM if line > first_data else RowRole.OPENING for line in carried}
    rows = group_by_role(roles)
    rows.data = data
    # the notes first: a gap with nothing but notes below it is no gap inside the table
    _move_notes(rows, grid, shape)
    rows.blank = [line for line in rows.blank if rows.data and line < rows.data[-1]]
    _move_rows_below_total(rows)
    if _move_details(rows, grid, shape):
        return rows  # what is left are sums of details, and counts
    _move_unnamed_sums(rows, grid, shape, is_sum_formula, plain)
    _add_group_figures(rows, grid, shape, is_sum_formula)
    return rows


def _move_details(rows: SortedRows, grid: Grid, shape: TableShape) -> bool:
    """Count as shares the rows that only say what the figures of a recipient are made up of; whether there were any."""
    if shape.recipient is None or shape.names_recipient is None or not rows.data:
        return False
    details = find_details(grid, rows.data, shape.recipient, shape.names_recipient)
    if details:
        rows.data = [line for line in rows.data if line not in details]
        rows.of_which = sorted({*rows.of_which, *details})
    return bool(details)


def _numbers_columns(row: Sequence[Any], columns: Sequence[int]) -> bool:
    """Whether a row numbers the columns of its table: 1 2 3, (1) (2) (3=1-2), kol 1 kol 2, a b c or I II III."""
    texts = [_COLUMN_WORD.sub("", fold_cell(row[n - 1])).strip("().: ") for n in columns if n <= len(row)]
    cells = [text for text in texts if text]
    starts = ([str(n) for n in range(first, first + len(cells))] for first in (0, 1))
    return len(cells) > 1 and cells in (*starts, [*ascii_lowercase[: len(cells)]], _ROMAN[: len(cells)])


def _move_notes(rows: SortedRows, grid: Grid, shape: TableShape) -> None:
    """Count as notes what follows below a gap and names no recipient, in a table of nothing but names and amounts.

    There a note with a figure ("Antal insatser | 12") looks like a record; only the gap and the unknown name give it away.
    """
    column = shape.recipient
    if column is None or shape.names_recipient is None or shape.keys - shape.amounts - {column}:
        return
    named = max((line for line in rows.data if shape.names_recipient(grid[line - 1][column - 1])), default=len(grid))
    gap = next((line for line in rows.blank if line > named), len(grid) + 1)
    rows.notes = [*rows.notes, *(line for line in rows.data if line > gap)]
    rows.data = [line for line in rows.data if line < gap]


def _move_rows_below_total(rows: SortedRows) -> None:
    """Count as outside what follows below the grand total, where that is the only sum and closes rows of data."""
    # a total above the first row of data closes nothing, and nor does the next one: each is above the rows that it sums
    if len(rows.sums) == 1 and rows.data and rows.data[0] < rows.sums[0] < rows.data[-1]:
        rows.outside = [line for line in rows.data if line > rows.sums[0]]
        rows.data = [line for line in rows.data if line < rows.sums[0]]


def _move_unnamed_sums(rows: SortedRows, grid: Grid, shape: TableShape, is_sum_formula: IsSumFormula, plain: frozenset[int]) -> None:
    """Count as sums the rows that no word shows to be; one that names the recipient of the rows below it heads their group too.

    :param plain: rows that are none, as they plainly are records.
    """
    amounts = Amounts(shape.amounts, shape.keys - shape.amounts, is_sum_formula)
    found = set(find_unnamed_sums(grid, rows.data, rows.sums, amounts, plain))
    if found and shape.names_recipient:
        named = [line for line in found if any(shape.names_recipient(grid[line - 1][n - 1]) for n in shape.columns)]
        rows.data = [line for line in rows.data if line not in found]
        rows.sums = sorted({*rows.sums, *found})
        rows.groups = sorted({*rows.groups, *(line for line in named if _heads_nameless_row(line, rows.data, grid, shape))})


def _add_group_figures(rows: SortedRows, grid: Grid, shape: TableShape, is_sum_formula: IsSumFormula) -> None:
    """Count the figures of group headings as sums where one of them is the sum of its rows, and else as what there is to draw from."""
    figures = {line: [n for n in shape.amounts if is_number(grid[line - 1][n - 1])] for line in rows.groups if line not in rows.sums}
    figured = [line for line, columns in figures.items() if columns]
    ends = [bisect(rows.data, line) for line in rows.groups] + [len(rows.data)]
    below = {line: rows.data[first:end] for line, (first, end) in zip(rows.groups, pairwise(ends), strict=True)}
    are_sums = any(
        is_sum_formula(line, n) or read_amount(grid[line - 1][n - 1]).ore == sum(read_amount(grid[each - 1][n - 1]).ore or 0 for each in below[line])
        for line in figured
        for n in figures[line]
    )
    if are_sums:
        rows.sums = sorted({*rows.sums, *figured})
    else:
        rows.left_over = sorted({*rows.left_over, *figured})


def _heads_nameless_row(line: int, data: Sequence[int], grid: Grid, shape: TableShape) -> bool:
    following = data[bisect(data, line) :][:1]
    return bool(following) and not (shape.recipient and cell_text(grid[following[0] - 1][shape.recipient - 1]))


def find_owners(
    grid: Grid, data: Sequence[int], groups: Mapping[int, int], column: int | None, merges: Sequence[Area]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each row of data without a recipient, with the row and column of the name above it that holds for it too.

    :param groups: the rows that head a group, with the column of the name; ``column`` is that of the recipients, if there is one.
    """
    cells = slice_column(grid, column, 1, len(grid)) if column else []
    empty = {cell for cell in {*cells} if not cell_text(cell)}
    nameless = {line for line in data if not column or cells[line - 1] in empty}
    if not nameless:
        return
    # a name merged down over rows holds for them, even where no other name is shared, and where its own row is none of data
    reach = {area.top: area.bottom for area in merges if area.left == column}
    over = {top: column for top, bottom in reach.items() if column and cell_text(cells[top - 1]) and any(top < line <= bottom for line in nameless)}
    named = {**over, **groups, **{line: column for line in data if column and line not in nameless}}
    tops = sorted(named)
    grouped = bool(groups) or _is_grouped(grid, data, nameless, column)
    for line in sorted(nameless):
        # above the first name this is the last one (index -1), which is below the line and so names nobody
        top = tops[bisect(tops, line) - 1] if tops else line
        if top < line and (grouped or line <= reach.get(top, 0)):
            yield line, (top, named[top])


def _is_grouped(grid: Grid, data: Sequence[int], nameless: Collection[int], column: int | None) -> bool:
    """Whether recipients are named on the first row of their group: many rows lack one, and none is repeated from row to row."""
    if column is None or len(nameless) < max(2, _GROUPED * len(data)) or data[0] in nameless:
        return False
    names = [cell_text(grid[line - 1][column - 1]) for line in data if line not in nameless]
    return all(a != b for a, b in pairwise(names))
