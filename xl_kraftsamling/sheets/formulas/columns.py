"""Columns of copied formulas, told apart from each other and from what stands around them.

A run is what belongs together: the formulas of a column below each other, without sum rows, and the constants among them.
It has a pattern where at least three of its cells, and two thirds of them all, hold the same one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xl_kraftsamling.sheets.formulas.layer import Layer, looks_up
from xl_kraftsamling.sheets.formulas.patterns import Pattern
from xl_kraftsamling.sheets.formulas.stretches import Stretch

_FEWEST = 3


@dataclass
class Run:
    """A run of a column: its stretches, and the rows of the constants above, among and below them."""

    column: int
    stretches: list[Stretch]
    constants: list[int] = field(default_factory=list)

    @property
    def bottom(self) -> int:
        """The last row with a formula."""
        return self.stretches[-1].bottom

    @cached_property
    def pattern(self) -> Pattern | None:
        """The formula that the run is made of; None where it has none."""
        counts: Counter[Pattern] = Counter()
        for stretch in self.stretches:
            counts[stretch.pattern] += stretch.height
        pattern, most = counts.most_common(1)[0]
        return pattern if most >= _FEWEST and most * 3 >= (counts.total() + len(self.constants)) * 2 else None

    def spans(self, row: int) -> bool:
        """Whether a row is one of the run's."""
        return self._reach[0] <= row <= self._reach[1]

    @cached_property
    def _reach(self) -> tuple[int, int]:
        return min([self.stretches[0].top, *self.constants]), max([self.bottom, *self.constants])

    @cached_property
    def fixed(self) -> frozenset[int]:
        """The rows of its constants, to look one up among many."""
        return frozenset(self.constants)


def runs(layer: Layer) -> list[Run]:
    """The runs of a sheet that have a pattern."""
    found = [
        run for column, stretches in layer.workings.formulas.items() for run in _column_runs(layer, column, stretches)
    ]
    return [run for run in found if run.pattern is not None]


def _column_runs(layer: Layer, column: int, stretches: Sequence[Stretch]) -> Iterator[Run]:
    most = sum(stretch.height for stretch in stretches) // 2 + 1  # more constants than that leave no pattern
    found: list[Run] = []
    for stretch in stretches:
        if stretch.pattern == () or (stretch.height == 1 and layer.is_sum(stretch.top)):
            continue  # a what-if table has no formula of its own
        between = _between(layer, column, range(found[-1].bottom + 1, stretch.top), most) if found else None
        if between is None:
            found.append(Run(column, [stretch], _above(layer, column, stretch, most)))
        else:
            found[-1].stretches.append(stretch)
            found[-1].constants += between
    for run in found:
        run.constants += _below(layer, run, most)
        yield run


def _between(layer: Layer, column: int, rows: range, most: int) -> list[int] | None:
    """The constants in the rows between two stretches; None where something there keeps them apart."""
    constants: list[int] = []
    for row in rows:
        cell = layer.cell(row, column)
        is_heading = isinstance(cell, str) and str(cell).strip() and not layer.numbers(row)
        if is_heading or len(constants) > most or not (layer.filled(row) or layer.is_data(row)):
            return None
        if str(cell).strip() and not layer.is_sum(row) and layer.pattern(row, column) is None:
            constants.append(row)
    return constants


def _below(layer: Layer, run: Run, most: int) -> list[int]:
    """The numbers below a run's last formula, in rows that go on as its rows do."""
    model = layer.numbers(run.bottom) - {run.column}
    constants: list[int] = []
    row = run.bottom + 1
    while len(constants) <= most and _goes_on(layer, run.column, row, model):
        constants.append(row)
        row += 1
    return constants


def _goes_on(layer: Layer, column: int, row: int, model: set[int]) -> bool:
    numbers = layer.numbers(row)
    return (
        column in numbers
        and bool(model)
        and model <= numbers
        and layer.pattern(row, column) is None
        and not layer.is_sum(row)
    )


def _above(layer: Layer, column: int, first: Stretch, most: int) -> list[int]:
    """The numbers between a known heading and a column's first formula, unless the formula builds on the cell above it."""
    top = max((row for row in layer.headings(column) if row < first.top), default=first.top)
    if first.top - top > most or looks_up(first.pattern, column):
        return []
    rows = range(top + 1, first.top)
    return [
        row
        for row in rows
        if column in layer.numbers(row) and layer.pattern(row, column) is None and not layer.is_sum(row)
    ]
