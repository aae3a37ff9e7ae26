"""The tables of one sheet: its headings, told by their words and values, and the rows below them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.layout import Grid
from xl_kraftsamling.sheets.opened import Page
from xl_kraftsamling.sheets.recognition.bands import Band, bands
from xl_kraftsamling.sheets.recognition.columns import KINDS, SEEN, Assigned, assign
from xl_kraftsamling.sheets.recognition.found import Found
from xl_kraftsamling.sheets.recognition.reader import Reader
from xl_kraftsamling.sheets.recognition.rows import sort_rows
from xl_kraftsamling.sheets.recognition.titles import title


def tables_of(sheet: str, page: Page, reader: Reader, year: int) -> Sequence[Found]:
    """The tables of a sheet from the top down; what is no table that is known is left out."""
    whole = list(_found(sheet, page.grid, page.merges, reader, year))
    apart = [each for grid in _strips(page.grid) for each in _found(sheet, grid, page.merges, reader, year)]
    return apart if _worth(apart) > _worth(whole) else whole


def _worth(found: Sequence[Found]) -> float:
    return sum(each.assigned.score for each in found)


def _strips(grid: Grid) -> Iterator[Grid]:
    """The sheet once for each part of it that empty columns set apart, everything else left out; nothing where it is whole.

    Tables beside each other may have their headings in different rows.
    """
    filled = [any(as_written(cell) for cell in column if cell != "") for column in zip_longest(*grid, fillvalue="")]
    edges = [n for n, (before, here) in enumerate(pairwise([False, *filled])) if here and not before]
    if len(edges) > 1:
        for first, after in pairwise([*edges, len(filled)]):
            yield [[cell if first <= n < after else "" for n, cell in enumerate(row)] for row in grid]


def _found(sheet: str, grid: Grid, merges: Sequence[Area], reader: Reader, year: int) -> Iterator[Found]:
    heads = bands(grid, merges, reader)
    titles = [title(sheet, grid, band, _ceiling(grid, heads, n), reader) for n, band in enumerate(heads)]
    for number, band in enumerate(heads):
        below = _floor(heads, number)
        end = titles[below].top if below else len(grid) + 1
        possible = assign(band, grid[band.row : min(end - 1, band.row + SEEN)], reader, year, titles[number].ideas)
        if possible:
            lines = sort_rows(grid, band, end, possible[0], merges, reader)
            if lines.data:
                units = _units(band, possible[0], titles[number].unit)
                found = Found(sheet, band, possible[0], lines, titles[number], units, end - 1 if below else None)
                yield from (found, *_granted(found, grid, merges, reader))


def _granted(stated: Found, grid: Grid, merges: Sequence[Area], reader: Reader) -> Iterator[Found]:
    """The allocations that stand in a follow-up: its recipients with what they were granted."""
    columns = stated.assigned.columns
    if {"recipient", "allotted"} <= columns.keys():
        assigned = Assigned("allocations", {"recipient": columns["recipient"], "amount": columns["allotted"]})
        lines = sort_rows(grid, stated.band, (stated.last or len(grid)) + 1, assigned, merges, reader)
        units = {"amount": stated.units["allotted"]}
        yield replace(stated, assigned=assigned, lines=lines, units=units, borrowed=True)


def _units(band: Band, assigned: Assigned, above: int | None) -> dict[str, int]:
    """The unit of each column of amounts: what its heading states, otherwise the title above, otherwise kronor."""
    amounts = [c.field for c in KINDS[assigned.kind].columns if c.kind is Kind.AMOUNT and c.field in assigned.columns]
    return {name: band.headings[assigned.columns[name]].unit or above or 1 for name in amounts}


def _beside(one: Band, other: Band) -> bool:
    """Whether two headings share no column."""
    return max(one.headings) < min(other.headings) or max(other.headings) < min(one.headings)


def _floor(heads: Sequence[Band], number: int) -> int:
    """The heading that ends the table of another one; 0 where none stands below it."""
    below = (n for n in range(number + 1, len(heads)) if heads[n].top > heads[number].row)
    return next((n for n in below if not _beside(heads[n], heads[number])), 0)


def _ceiling(grid: Grid, heads: Sequence[Band], number: int) -> int:
    """The last row above a heading that belongs to the table over it: its last with more than a text alone."""
    over = (h.row for h in reversed(heads[:number]) if h.row < heads[number].top and not _beside(h, heads[number]))
    first = next(over, 0)
    columns = range(min(heads[number].headings), max(heads[number].headings) + 1)
    filled = (
        line
        for line in range(heads[number].top - 1, first, -1)
        if sum(bool(as_written(cell)) for cell in grid[line - 1][columns[0] - 1 : columns[-1]]) > 1
    )
    return next(filled, first) if first else 0
