"""Sums at the foot of a column that leave out rows of it (FO05)."""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formulas import Total
from xl_kraftsamling.domain.labels import is_subtotal, is_sum
from xl_kraftsamling.sheets.formulas.layer import Layer, Rows, rows_of, totals
from xl_kraftsamling.sheets.formulas.patterns import Pattern, shown

_YEARS = range(1900, 2101)
_MOST = 500  # sums in a column: where there are more they are no sums at the foot of anything


def footings(layer: Layer) -> Iterator[Total]:
    """The sums of a sheet that leave out numbers right above or below the rows that they take in."""
    for column, stretches in layer.workings.formulas.items():
        sums = [stretch for stretch in stretches if totals(stretch.pattern, column)]
        rows = [(row, each.pattern) for each in sums for row in range(each.top, min(each.bottom, len(layer.grid)) + 1)]
        if len(rows) <= _MOST:
            yield from _short(layer, column, rows)


def _short(layer: Layer, column: int, sums: Sequence[tuple[int, Pattern]]) -> Iterator[Total]:
    reach: dict[int, int] = {}  # the first row that each sum takes in, if only through the sums among its rows
    for row, parts in sums:
        covered = _covered(parts, row, column)
        if covered:
            among = (reach[each] for each in reach if covered[0] <= each <= covered[1])
            reach[row] = min([covered[0], *among])
            missed = sorted([*_above(layer, column, reach[row], row), *_below(layer, column, covered[1], row)])
            if missed:
                places = tuple(layer.place(each, column) for each in missed)
                yield Total(layer.place(row, column), shown(parts, row, column), places)


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
    return any(first <= missed[0] for first in others) if others else is_sum(label) and not is_subtotal(label[0])
