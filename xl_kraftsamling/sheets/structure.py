"""Faults in a table's structure that no frame shows: headings, gaps, merges, rows outside, and sum rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xl_kraftsamling.catalogue import Fault, Hit
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.money import Ore, read
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.sheets.layout import Grid, Ref, Region, is_subtotal


def structure(region: Region, merges: Sequence[Ref]) -> Iterator[Fault]:
    """What is wrong with a table's shape: ST02 (a heading stands twice), ST05, ST06 and ST07."""
    block = region.block
    first = min(block.columns.values())
    for name, column in region.twice.items():
        heading = block.headings[name]
        place = Place(block.sheet, block.heading_row, column)
        yield Fault("ST02", Hit(place=place, values={"heading": heading}, found=heading, related=(block.heading(name),)),
                    f"{block.table}.{name}")  # fmt: skip
    for line in region.blank:
        yield Fault("ST05", Hit(place=Place(block.sheet, line, first), values={"line": line}))
    for line in region.outside:
        yield Fault("ST06", Hit(place=Place(block.sheet, line, first), values={"line": line}))
    for top, left, bottom, right in merges:
        if _touches(region, top, left, bottom, right):
            yield Fault("ST07", Hit(place=Place(block.sheet, top, left), values={"range": _range(top, left, bottom, right)}))


def _touches(region: Region, top: int, left: int, bottom: int, right: int) -> bool:
    columns = region.block.columns.values()
    last = region.lines[-1] if region.lines else 0
    return top <= last and bottom > region.block.heading_row and left <= max(columns) and right >= min(columns)


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{Place('', top, left).cell}:{Place('', bottom, right).cell}"


def sums(region: Region, grid: Grid, values: Mapping[str, Sequence[Any]]) -> Iterator[Fault]:
    """Sum rows that differ from the sum of their rows (ST08); rows with an unread amount leave a sum untried."""
    for column in region.table.columns:
        if column.kind is Kind.AMOUNT and column.field in region.block.columns and region.sums:
            yield from _column_sums(region, grid, column.field, dict(zip(region.lines, values[column.field], strict=True)))


def _column_sums(region: Region, grid: Grid, name: str, amounts: Mapping[int, int | None]) -> Iterator[Fault]:
    number = region.block.columns[name]
    since = region.block.heading_row
    for line in sorted(region.sums):
        row = grid[line - 1]
        written = read(row[number - 1] if number <= len(row) and row[number - 1] != "" else None).ore
        part = [amount for at, amount in amounts.items() if since < at < line]
        above = [amount for at, amount in amounts.items() if at < line]
        label = next((cell for cell in row if cell != ""), "")
        if is_subtotal(str(label)):
            since = line
        if written is None or None in above:
            continue
        expected = _total(part if is_subtotal(str(label)) else above)
        if written not in (expected, _total(part)):
            hit = Hit(
                place=Place(region.block.sheet, line, number), values={"found": Ore(written), "expected": Ore(expected)},
                found=Ore(written), expected=Ore(expected), difference=Ore(written - expected),
            )  # fmt: skip
            yield Fault("ST08", hit)


def _total(amounts: Sequence[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)
