"""The rows below a heading: which are data, sums, groups or notes, and to whom each belongs.

To whom the rows of a table belong that do not name their recipient themselves.
"""

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.labels import is_number, is_sum_row
from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.heading_rows import Band
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.xlsx.area import Area
from xl_kraftsamling.xlsx.grid import Grid

_GROUPED = 0.3
"""The share of rows without a recipient from which on the recipient may stand on the first row of its group only."""


def owners(
    grid: Grid, data: Sequence[int], groups: Mapping[int, int], column: int | None, merges: Sequence[Area]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each row of data without a recipient, with the row and column of the name above it that holds for it.

    :param groups: the rows that head a group, with the column of the name; ``column`` is that of the recipients, if any.
    """
    nameless = {line for line in data if column is None or not cell_text(grid[line - 1][column - 1])}
    named = {**groups, **{line: column for line in data if column and line not in nameless}}
    tops = sorted(named)
    reach = {area.top: area.bottom for area in merges if area.left == column}
    grouped = bool(groups) or _is_grouped(grid, data, nameless, column)
    for line in sorted(nameless):
        top = tops[bisect(tops, line) - 1] if tops else line
        if top < line and (grouped or line <= reach.get(top, 0)):
            yield line, (top, named[top])


def _is_grouped(grid: Grid, data: Sequence[int], nameless: Collection[int], column: int | None) -> bool:
    """Whether recipients stand on the first row of their group: many rows lack one, and none is written twice in a row."""
    if column is None or len(nameless) < max(2, _GROUPED * len(data)) or data[0] in nameless:
        return False
    names = [cell_text(grid[line - 1][column - 1]) for line in data if line not in nameless]
    return all(a != b for a, b in pairwise(names))


@dataclass
class Lines:
    """The rows of a table by their kind; `groups` name a recipient for those below, `notes` are none of the table's.

    `whose` tells the row and column that names the recipient of a row which does not name it itself.
    """

    data: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    whose: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Shape:
    """The columns of a table that tell its rows apart, and the rows of its headings."""

    headings: Sequence[Sequence[Any]]
    all: Sequence[int]
    amounts: frozenset[int]
    keys: frozenset[int]
    recipient: int | None


def sort_rows(grid: Grid, band: Band, end: int, each: ColumnAssignment, merges: Sequence[Area], reader: HeadingReader) -> Lines:
    """Sort the rows below a heading up to the one before `end`."""
    shape = _shape(grid, band, each)
    lines = Lines()
    for line, row in enumerate(grid[band.row : end - 1], band.row + 1):
        _of_kind(lines, row, shape, reader).append(line)
    _leave_notes(lines, grid, shape, reader)
    lines.blank = [line for line in lines.blank if lines.data and line < lines.data[-1]]
    _set_apart(lines)
    if "recipient" in {column.field for column in TABLE_KINDS[each.kind].columns}:
        heads = {line: _name_column(grid[line - 1], shape, reader) for line in lines.groups}
        lines.whose = dict(owners(grid, lines.data, heads, shape.recipient, merges))
    return lines


def _shape(grid: Grid, band: Band, each: ColumnAssignment) -> _Shape:
    columns = {each.columns[c.field]: c for c in TABLE_KINDS[each.kind].columns if c.field in each.columns}
    return _Shape(
        grid[band.top - 1 : band.row],
        sorted({*band.headings, *columns}),
        frozenset(n for n, column in columns.items() if column.kind is Kind.AMOUNT),
        frozenset(n for n, column in columns.items() if not column.free),
        each.columns.get("recipient"),
    )


def _of_kind(lines: Lines, row: Sequence[Any], shape: _Shape, reader: HeadingReader) -> list[int]:
    """The list that a row belongs to."""
    filled = {n: row[n - 1] for n in shape.all if row[n - 1] != "" and cell_text(row[n - 1])}
    cells = list(filled.values())
    if not cells:
        return lines.blank
    if is_sum_row(_label_first(cells)) or _is_nameless_sum(filled, shape):
        return lines.sums
    if any(all(cell == head[n - 1] for n, cell in filled.items()) for head in shape.headings):
        return lines.repeated
    if len(cells) == 1 and reader.names_recipient(cells[0]) and (shape.recipient is None or shape.recipient in filled):
        return lines.groups
    return lines.data if _is_data(filled, shape) else lines.notes


def _label_first(cells: Sequence[Any]) -> Sequence[Any]:
    """The cells of a row with its first text before its numbers, wherever the amounts stand."""
    return sorted(cells, key=lambda cell: not isinstance(cell, str))


def _is_nameless_sum(filled: Mapping[int, Any], shape: _Shape) -> bool:
    """Whether a row holds amounts and nothing else, as a sum without a label does."""
    return (
        bool(shape.amounts)
        and shape.keys > shape.amounts
        and set(filled) <= shape.amounts
        and all(map(is_number, filled.values()))
    )


def _is_data(filled: Mapping[int, Any], shape: _Shape) -> bool:
    """Whether a row says something of the table's own: an amount with something beside it, or most of the rest."""
    paid = any(n in shape.amounts and _is_amount(cell) for n, cell in filled.items())
    keys = len(shape.keys & set(filled))
    return keys > 1 if paid or not shape.amounts else keys * 2 > len(shape.keys)


def _is_amount(cell: Any) -> bool:
    return is_number(cell) or (
        isinstance(cell, str) and (read_amount(cell).form is not AmountForm.UNCLEAR or any(map(str.isdigit, cell)))
    )


def _leave_notes(lines: Lines, grid: Grid, shape: _Shape, reader: HeadingReader) -> None:
    """Count as notes the rows below a gap that name nobody, where a row is but a name and amounts and all others name one."""
    column = shape.recipient
    if column is None or shape.keys - shape.amounts - {column}:
        return
    named = max((line for line in lines.data if reader.names_recipient(grid[line - 1][column - 1])), default=len(grid))
    gap = next((line for line in lines.blank if line > named), len(grid) + 1)
    lines.notes += [line for line in lines.data if line > gap]
    lines.data = [line for line in lines.data if line < gap]


def _set_apart(lines: Lines) -> None:
    """Put the rows below the grand total outside, where the total is the only sum and stands below data."""
    totals = [line for line in lines.sums if lines.data and line > lines.data[0]]
    if len(totals) == 1 and lines.data[-1] > totals[0]:
        lines.outside = [line for line in lines.data if line > totals[0]]
        lines.data = [line for line in lines.data if line < totals[0]]


def _name_column(row: Sequence[Any], shape: _Shape, reader: HeadingReader) -> int:
    return next(n for n in shape.all if reader.names_recipient(row[n - 1]))
