"""Transfers of an account that has a row for the one who gives and another for the one who gets: two rows, one record.

The record is the row of the giver; the row that mirrors it, of the same day and with the same amount the other way, says who gets it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, fold_label
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.reading.recognition.sources import Mirrored
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_Key = tuple[str, int]


def pair_mirrored_rows(found: FoundTable, grid: Grid) -> FoundTable:
    """A table with mirrored rows: its records are the givers' rows, each with what the mirroring row says; all rows where one has no pair."""
    mirrored = {name: source for name, source in found.sources.items() if isinstance(source, Mirrored) and not source.values}
    for name, source in mirrored.items():
        pairs = find_mirrors(found, grid, source)
        if not pairs:  # each row then lacks what its pair would say (VD06)
            continue
        values = {line: PlacedValue(grid[other - 1][source.column - 1], Place(found.sheet, other, source.column)) for line, other in pairs.items()}
        rows = replace(found.rows, data=[line for line in found.rows.data if line in pairs])
        found = replace(found, rows=rows, sources={**found.sources, name: source._replace(values=values)})
    return found


def has_pairs(found: FoundTable) -> bool:
    """Whether each of the mirrored rows of a table has its pair; true where it has no such rows."""
    return all(source.values for source in found.sources.values() if isinstance(source, Mirrored))


def list_mirrors(found: FoundTable) -> Iterator[Place]:
    """The cells of the rows that mirror those of a table."""
    for source in found.sources.values():
        if isinstance(source, Mirrored):
            yield from (value.place for value in source.values.values())


def find_mirrors(found: FoundTable, grid: Grid, source: Mirrored) -> Mapping[int, int]:
    """The mirroring row of each giver's row; empty where any row of the two kinds has no pair, or several."""
    own, date = found.assignment.columns["amount"], found.column("date")
    sign = -1 if own in found.negative else 1
    givers: dict[int, _Key] = {}
    takers: defaultdict[_Key, list[int]] = defaultdict(list)
    for line in found.rows.data:
        row = grid[line - 1]
        day = cell_text(row[date - 1]) if date else ""
        given = sign * (read_amount(row[own - 1]).ore or 0)
        taken = -given if own == source.amount else abs(read_amount(row[source.amount - 1]).ore or 0)
        if given > 0:
            givers[line] = (day, given)
        elif taken > 0:
            takers[day, taken].append(line)
    pairs = {line: other for line, key in givers.items() if (other := _choose(line, takers[key], grid, source.column))}
    return pairs if len({*pairs.values()}) == len(givers) == sum(map(len, takers.values())) else {}


def _choose(line: int, others: Sequence[int], grid: Grid, column: int) -> int | None:
    """The only row that mirrors one, or of several the one whose party the row names in another cell."""
    if len(others) > 1:
        texts = [fold_label(cell) for n, cell in enumerate(grid[line - 1], 1) if isinstance(cell, str) and n != column]
        others = [other for other in others if any(fold_cell(grid[other - 1][column - 1]) in text for text in texts)]
    return others[0] if len(others) == 1 else None
