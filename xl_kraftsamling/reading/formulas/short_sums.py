"""Sums at the foot of a column that leave out rows of it (FO05).

Sums of chosen rows (SUMIFS) over a list that has grown beyond them (FO05).
"""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formula_facts import ShortTotal
from xl_kraftsamling.domain.labels import fold_label, is_subtotal_label, is_sum_row
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.reading.formulas.sheets import Layer, Layers, Rows, rows_of, totals
from xl_kraftsamling.reading.formulas.summed_cells import area_of
from xl_kraftsamling.xlsx.formulas.content import parse_content
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula
from xl_kraftsamling.xlsx.grid import Area

_CHOOSING = ("SUMIF", "SUMIFS")


def short_choices(layers: Layers, layer: Layer) -> Iterator[ShortTotal]:
    """The formulas of a sheet that choose among the rows of a table that was read, but not among all; copies count once."""
    for column, stretches in layer.workings.formulas.items():
        told: set[tuple[Place, ...]] = set()
        for stretch in stretches:
            missed = _missed(layers, layer, column, stretch)
            if missed and missed not in told:
                told.add(missed)
                yield ShortTotal(layer.place(stretch.top, column), format_formula(stretch.pattern, stretch.top, column), missed)


def _missed(layers: Layers, layer: Layer, column: int, stretch: CopyRun) -> tuple[Place, ...]:
    """The cells that a formula leaves out of the column of a table that it sums."""
    found = parse_content(stretch.pattern)
    for each in found.ranges:
        if each.at.function in _CHOOSING and found.is_summed(each.at) and each.first.row and each.sheet is not None:
            area = area_of(each, column, stretch)
            missed = _outside(layers, each.sheet or layer.name, area)
            if missed:
                return missed
    return ()


def _outside(layers: Layers, sheet: str, area: Area) -> tuple[Place, ...]:
    """The cells of a table's column above and below an area that takes in some of it."""
    for region in layers.regions:
        known = fold_label(region.block.sheet) == fold_label(sheet) and area.left in region.block.columns.values()
        inside = known and region.table is not STATED_BALANCES and area.left == area.right
        rows = [line for line in region.rows.data if not area.top <= line <= area.bottom] if inside else []
        if rows and len(rows) < len(region.rows.data):
            return tuple(Place(region.block.sheet, row, area.left) for row in rows)
    return ()


_YEARS = range(1900, 2101)
_MOST = 500  # sums in a column: where there are more they are no sums at the foot of anything


def footings(layer: Layer) -> Iterator[ShortTotal]:
    """The sums of a sheet that leave out numbers right above or below the rows that they take in."""
    for column, stretches in layer.workings.formulas.items():
        sums = [stretch for stretch in stretches if totals(stretch.pattern, column)]
        rows = [(row, each.pattern) for each in sums for row in range(each.top, min(each.bottom, len(layer.grid)) + 1)]
        if len(rows) <= _MOST:
            yield from _short(layer, column, rows)


def _short(layer: Layer, column: int, sums: Sequence[tuple[int, Pattern]]) -> Iterator[ShortTotal]:
    reach: dict[int, int] = {}  # the first row that each sum takes in, if only through the sums among its rows
    for row, parts in sums:
        covered = _covered(parts, row, column)
        if covered:
            among = (reach[each] for each in reach if covered[0] <= each <= covered[1])
            reach[row] = min([covered[0], *among])
            missed = sorted([*_above(layer, column, reach[row], row), *_below(layer, column, covered[1], row)])
            if missed:
                places = tuple(layer.place(each, column) for each in missed)
                yield ShortTotal(layer.place(row, column), format_formula(parts, row, column), places)


def _covered(parts: Pattern, row: int, column: int) -> Rows | None:
    """From which to which row a sum reaches; None where not all of it stands above."""
    spans = [rows_of(each, row) for each in totals(parts, column)]
    first, last = min(top for top, _ in spans), max(bottom for _, bottom in spans)
    return (first, last) if last < row else None


def _below(layer: Layer, column: int, last: int, row: int) -> list[int]:
    """The rows with a number between the last row of a sum and the sum itself."""
    missed = []
    for each in range(last + 1, row):
        if layer.is_sum(each) or not layer.filled(each):
            break
        missed += [each] if column in layer.numbers(each) else []
    return missed


def _above(layer: Layer, column: int, first: int, row: int) -> list[int]:
    """The rows with a number above the first row of a sum, where it should have begun with them."""
    missed = []
    for each in range(first - 1, 0, -1):
        cell = layer.cell(each, column)
        is_heading = each in layer.headings(column) or (cell in _YEARS and not layer.is_data(each))
        if column not in layer.numbers(each) or is_heading or layer.is_sum(each):
            break
        missed.append(each)
    return missed if missed and _should_begin_above(layer, column, row, missed) else []


def _should_begin_above(layer: Layer, column: int, row: int, missed: list[int]) -> bool:
    """Whether other sums of the row begin higher up, or there are none and the row's label promises a sum of all."""
    if all(layer.is_data(each) for each in missed):
        return True
    others = [
        min(top for top, _ in (rows_of(each, row) for each in totals(pattern, other)))
        for other in layer.filled(row)
        if other != column and (pattern := layer.pattern(row, other)) and totals(pattern, other)
    ]
    label = [*layer.filled(row).values()][:1]
    return any(first <= missed[0] for first in others) if others else is_sum_row(label) and not is_subtotal_label(label[0])
