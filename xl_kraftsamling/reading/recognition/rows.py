"""The rows of a recognised table: their roles, and for each whose recipient is named elsewhere, where that is."""

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.reading.row_roles import SortedRows, TableShape, sort_recognised_rows
from xl_kraftsamling.xlsx.grid import Area, Grid

_GROUPED = 0.3
"""The share of rows without a recipient from which on a recipient may be named on the first row of its group only.

Fewer blanks than that are more likely forgotten names, and a forgotten name must not become the name above it.
"""


def assign_rows(
    grid: Grid, heading: HeadingRow, end: int, assignment: ColumnAssignment, merges: Sequence[Area], reader: HeadingReader
) -> SortedRows:
    """Sort the rows below a heading up to the one before `end`, and find to whom each row of data belongs."""
    fields = assignment.columns
    columns = {fields[c.field]: c for c in TABLE_KINDS[assignment.kind].columns if c.field in fields}
    shape = TableShape(
        columns=sorted({*heading.headings, *columns}),
        headings=grid[heading.top - 1 : heading.row],
        amounts=frozenset(n for n, column in columns.items() if column.kind is Kind.AMOUNT),
        keys=frozenset(n for n, column in columns.items() if not column.is_free_text),
        recipient=fields.get("recipient"),
        names_recipient=reader.names_recipient,
    )
    rows = sort_recognised_rows(grid, heading.row + 1, end - 1, shape)
    if "recipient" in {column.field for column in TABLE_KINDS[assignment.kind].columns}:
        groups = {line: next(n for n in shape.columns if reader.names_recipient(grid[line - 1][n - 1])) for line in rows.groups}
        rows.owners = dict(find_owners(grid, rows.data, groups, shape.recipient, merges))
    return rows


def find_owners(
    grid: Grid, data: Sequence[int], groups: Mapping[int, int], column: int | None, merges: Sequence[Area]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each row of data without a recipient, with the row and column of the name above it that holds for it too.

    :param groups: the rows that head a group, with the column of the name; ``column`` is that of the recipients, if there is one.
    """
    nameless = {line for line in data if column is None or not cell_text(grid[line - 1][column - 1])}
    named = {**groups, **{line: column for line in data if column and line not in nameless}}
    tops = sorted(named)
    # a name merged down over rows holds for them, even where no other name is shared
    reach = {area.top: area.bottom for area in merges if area.left == column}
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
