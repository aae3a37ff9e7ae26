"""The rows below a heading: which are data, sums, groups or notes, and to whom each belongs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from xl_kraftsamling.domain.labels import is_number, is_sum
from xl_kraftsamling.domain.money import Form, read
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.extent import Grid
from xl_kraftsamling.sheets.recognition.bands import Band, Reader
from xl_kraftsamling.sheets.recognition.columns import KINDS, Assigned

_GROUPED = 0.3
"""The share of rows without a recipient from which on the recipient may stand on the first row of its group only."""


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
    """The columns of a table that tell its rows apart."""

    all: Sequence[int]
    amounts: frozenset[int]
    keys: frozenset[int]
    recipient: int | None


def sort_rows(grid: Grid, band: Band, end: int, each: Assigned, merges: Sequence[Area], reader: Reader) -> Lines:
    """Sort the rows below a heading up to the one before `end`."""
    shape = _shape(band, each)
    lines = Lines()
    for line in range(band.row + 1, end):
        _of_kind(lines, grid, line, shape, band, reader).append(line)
    _leave_notes(lines, grid, shape, reader)
    lines.blank = [line for line in lines.blank if lines.data and line < lines.data[-1]]
    _set_apart(lines)
    if "recipient" in {column.field for column in KINDS[each.kind].columns}:
        lines.whose = dict(_owners(lines, grid, shape, merges, reader))
    return lines


def _shape(band: Band, each: Assigned) -> _Shape:
    columns = {each.columns[c.field]: c for c in KINDS[each.kind].columns if c.field in each.columns}
    return _Shape(
        sorted({*band.headings, *columns}),
        frozenset(n for n, column in columns.items() if column.kind is Kind.AMOUNT),
        frozenset(n for n, column in columns.items() if not column.free),
        each.columns.get("recipient"),
    )


def _of_kind(lines: Lines, grid: Grid, line: int, shape: _Shape, band: Band, reader: Reader) -> list[int]:
    """The list that a row belongs to."""
    row = grid[line - 1]
    filled = {n: row[n - 1] for n in shape.all if n <= len(row) and as_written(row[n - 1])}
    cells = list(filled.values())
    if not cells:
        return lines.blank
    if is_sum(_label_first(cells)) or _is_nameless_sum(filled, shape):
        return lines.sums
    if all(as_written(cell) == as_written(band.headings[n].text) for n, cell in filled.items() if n in band.headings):
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
        isinstance(cell, str) and (read(cell).form is not Form.UNCLEAR or any(map(str.isdigit, cell)))
    )


def _leave_notes(lines: Lines, grid: Grid, shape: _Shape, reader: Reader) -> None:
    """Count as notes the rows below a gap that name nobody, where a row is but a name and amounts and all others name one."""
    column = shape.recipient
    if column is None or shape.keys - shape.amounts - {column}:
        return
    named = [line for line in lines.data if reader.names_recipient(grid[line - 1][column - 1])]
    below = [
        line for line in lines.data if named and line > named[-1] and any(named[-1] < gap < line for gap in lines.blank)
    ]
    lines.data = [line for line in lines.data if line not in below]
    lines.notes += below


def _set_apart(lines: Lines) -> None:
    """Put the rows below the grand total outside, where the total is the only sum and stands below data."""
    totals = [line for line in lines.sums if lines.data and line > lines.data[0]]
    if len(totals) == 1 and lines.data[-1] > totals[0]:
        lines.outside = [line for line in lines.data if line > totals[0]]
        lines.data = [line for line in lines.data if line < totals[0]]


def _owners(
    lines: Lines, grid: Grid, shape: _Shape, merges: Sequence[Area], reader: Reader
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The row and column of the name that each row without a recipient belongs to."""
    column = shape.recipient
    nameless = [line for line in lines.data if column is None or not as_written(grid[line - 1][column - 1])]
    named = {line: column for line in lines.data if column and line not in set(nameless)}
    named |= {line: _name_column(grid, line, shape, reader) for line in lines.groups}
    merged = {
        line: area.top
        for area in merges
        if column and area.left == column
        for line in range(area.top + 1, area.bottom + 1)
    }
    grouped = bool(lines.groups) or _is_grouped(nameless, lines, grid, column)
    tops = sorted(named)
    for line in nameless:
        above = [top for top in tops if top < line]
        if line in merged:
            yield line, (merged[line], column or 1)
        elif grouped and above:
            yield line, (above[-1], named[above[-1]])


def _name_column(grid: Grid, line: int, shape: _Shape, reader: Reader) -> int:
    return next(n for n in shape.all if n <= len(grid[line - 1]) and reader.names_recipient(grid[line - 1][n - 1]))


def _is_grouped(nameless: Sequence[int], lines: Lines, grid: Grid, column: int | None) -> bool:
    """Whether recipients stand on the first row of their group: many rows lack one, and none is written twice in a row."""
    if column is None or len(nameless) < max(2, _GROUPED * len(lines.data)):
        return False
    names = [as_written(grid[line - 1][column - 1]) for line in lines.data if line not in set(nameless)]
    return bool(names) and lines.data[0] not in nameless and all(a != b for a, b in pairwise(names))
