"""The cells of a column of copied formulas that hold something else: a constant (FO02), or another formula (FO03)."""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formulas import Deviation
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.formulas.columns import Run
from xl_kraftsamling.sheets.formulas.layer import Layer, looks_up
from xl_kraftsamling.sheets.formulas.patterns import shown

_WIDE = 3  # formula columns that all hold a constant in a row: then the row is meant so


def overwritten(layer: Layer, found: Sequence[Run]) -> Iterator[Deviation]:
    """The constants in columns of formulas, cell by cell."""
    for run in found:
        for row in run.constants:
            others = [run for run in found if run.spans(row)]
            if len(others) < _WIDE or not all(row in run.fixed for run in others):
                cell = layer.cell(row, run.column)
                value = cell if isinstance(cell, float) and not cell.is_integer() else as_written(cell)
                yield Deviation((layer.place(row, run.column),), value, _expected(run, row))


def differing(layer: Layer, found: Sequence[Run]) -> Iterator[Deviation]:
    """The formulas that differ from their column's, copies of one below each other as one."""
    for run in found:
        for i, stretch in enumerate(run.stretches):
            if stretch.pattern != run.pattern and not _is_meant(layer, run, i):
                places = tuple(layer.place(row, run.column) for row in range(stretch.top, stretch.bottom + 1))
                found_there = shown(stretch.pattern, stretch.top, run.column)
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
    return shown(run.pattern or (), row, run.column)
