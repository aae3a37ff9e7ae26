"""Columns of copied formulas, told apart from each other and from what stands around them.

A run is what belongs together: the formulas of a column below each other, without sum rows, and the constants among them.
It has a pattern where at least three of its cells, and two thirds of them all, hold the same one.

The cells of a column of copied formulas that hold something else: a constant (FO02), or another formula (FO03).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.formula_facts import Deviation
from xl_kraftsamling.reading.formulas.sheets import Layer, looks_up
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula

_FEWEST = 3


@dataclass
class Run:
    """A run of a column: its stretches, and the rows of the constants above, among and below them."""

    column: int
    stretches: list[CopyRun]
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


def _column_runs(layer: Layer, column: int, stretches: Sequence[CopyRun]) -> Iterator[Run]:
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


def _above(layer: Layer, column: int, first: CopyRun, most: int) -> list[int]:
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


_WIDE = 3  # formula columns that all hold a constant in a row: then the row is meant so


def overwritten(layer: Layer, found: Sequence[Run]) -> Iterator[Deviation]:
    """The constants in columns of formulas, cell by cell."""
    for run in found:
        for row in run.constants:
            others = [run for run in found if run.spans(row)]
            if len(others) < _WIDE or not all(row in run.fixed for run in others):
                cell = layer.cell(row, run.column)
                value = cell if isinstance(cell, float) and not cell.is_integer() else cell_text(cell)
                yield Deviation((layer.place(row, run.column),), value, _expected(run, row))


def differing(layer: Layer, found: Sequence[Run]) -> Iterator[Deviation]:
    """The formulas that differ from their column's, copies of one below each other as one."""
    for run in found:
        for i, stretch in enumerate(run.stretches):
            if stretch.pattern != run.pattern and not _is_meant(layer, run, i):
                places = tuple(layer.place(row, run.column) for row in range(stretch.top, stretch.bottom + 1))
                found_there = format_formula(stretch.pattern, stretch.top, run.column)
                yield Deviation(places, found_there, _expected(run, stretch.top))


def _is_meant(layer: Layer, run: Run, i: int) -> bool:
    """Whether a formula may differ: it is a heading or begins a running column, or its row goes on to the side, or sums."""
    stretch = run.stretches[i]
    heads = isinstance(layer.cell(stretch.top, run.column), str) or looks_up(run.pattern or (), run.column)
    beside = (layer.pattern(stretch.top, run.column + side) for side in (-1, 1))
    goes_on = stretch.pattern in beside or _is_other_kind(layer, run, stretch.top)
    return (i == 0 and stretch.height == 1 and heads) or goes_on or layer.is_sum(stretch.top)


def _is_other_kind(layer: Layer, run: Run, row: int) -> bool:
    """Whether a row has formulas where the run's rows have none, or the other way round, in more than one more column."""
    model = next(stretch.top for stretch in run.stretches if stretch.pattern == run.pattern)
    mixed = [
        column
        for column in layer.workings.formulas
        if column != run.column and (layer.pattern(row, column) is None) != (layer.pattern(model, column) is None)
    ]
    return len(mixed) > 1


def _expected(run: Run, row: int) -> str:
    return format_formula(run.pattern or (), row, run.column)
