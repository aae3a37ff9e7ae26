"""The rows of a table whose rows give several records, where what they hold themselves does not show what they are.

A matrix has little but amounts beside a name: an insats with a single amount looks like a note, and so does a nämnd without any.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_FEWEST = 2
"""Recipients in a column of labels that head the rows below them."""

_Owners = Mapping[int, tuple[int, int]]


def settle_series_rows(found: FoundTable, grid: Grid, reader: HeadingReader) -> FoundTable:
    """The table with its rows by whose they are, and those of recipients without any amount among its data."""
    column = found.column("recipient")
    if column is None and found.has("recipient"):
        return found  # the headings name them
    if column is None:
        return _group_by_recipient(found, grid, reader)
    unused = {line for line in found.rows.notes if reader.names_recipient(grid[line - 1][column - 1])}
    data, notes = sorted([*found.rows.data, *unused]), [line for line in found.rows.notes if line not in unused]
    return replace(found, rows=replace(found.rows, data=data, notes=notes)) if unused else found


def _group_by_recipient(found: FoundTable, grid: Grid, reader: HeadingReader) -> FoundTable:
    """The table with its rows below the name of their recipient, which bears their sums: nämnd by nämnd, with the insatser of each."""
    columns = found.list_columns("amount")
    single = {line for line in found.rows.notes if any(is_number(grid[line - 1][n - 1]) for n in columns)}
    notes = [line for line in found.rows.notes if line not in single]
    lines = sorted([*found.rows.data, *single])
    column, heads = _find_heads(found, lines, grid, reader)
    if len(heads) < _FEWEST or heads[0] > lines[0]:
        # the title says whose they are
        return replace(found, rows=replace(found.rows, data=lines, notes=notes)) if found.title.owner else found
    heading = {*heads}
    owners = {line: (heads[bisect_left(heads, line) - 1], column) for line in lines if line not in heading}
    if not _are_sums(found, grid, owners):
        return found
    groups, sums = sorted([*found.rows.groups, *heads]), sorted([*found.rows.sums, *heads])
    return replace(found, rows=replace(found.rows, data=[*owners], notes=notes, groups=groups, sums=sums, owners=owners))


def _find_heads(found: FoundTable, lines: Sequence[int], grid: Grid, reader: HeadingReader) -> tuple[int, list[int]]:
    """The column of labels with the most recipients, and their rows."""
    first = min(found.list_columns("amount"))
    named = {
        n: [line for line in lines if reader.names_recipient(grid[line - 1][n - 1])]
        for n in found.heading_row.headings
        if n < first
    }
    return max(named.items(), key=lambda each: len(each[1]), default=(0, []))


def _are_sums(found: FoundTable, grid: Grid, owners: _Owners) -> bool:
    """Whether the amounts of each row that heads others are theirs added up, in most columns."""
    sums = Counter[tuple[int, int]]()
    for line, (head, _) in owners.items():
        sums.update({(head, n): ore for n, ore in _read_row(found, grid, line)})
    stated = [
        ore == sums[head, n]
        for head in {head for head, _ in owners.values()}
        for n, ore in _read_row(found, grid, head)
    ]
    return 2 * sum(stated) > len(stated)


def _read_row(found: FoundTable, grid: Grid, line: int) -> Iterator[tuple[int, int]]:
    """The amounts of a row in öre, by column."""
    for n in found.list_columns("amount"):
        yield n, read_amount(grid[line - 1][n - 1]).ore or 0
