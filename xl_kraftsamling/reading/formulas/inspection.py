"""The condition of a workbook: every fact about its formulas, its calculation and what it hides."""

from collections.abc import Iterator, Sequence
from itertools import chain

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA
from xl_kraftsamling.domain.formula_facts import FormulaFacts, HiddenCells, FormulaWithNumbers
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import SHEETS
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.formulas.deviations import differing, overwritten, runs
from xl_kraftsamling.reading.formulas.sheets import Layer, Layers
from xl_kraftsamling.reading.formulas.short_sums import footings, short_choices
from xl_kraftsamling.reading.formulas.summed_cells import Summing, errors, texts
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.formulas.content import parse_content
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula

_LISTED = 50  # cells with the same formula that a finding names


def inspect_formulas(opened: OpenWorkbook, regions: Sequence[Region]) -> FormulaFacts:
    """What the formulas of a workbook tell, and how it is calculated; `regions` are the tables that were read of it."""
    layers = Layers(opened, regions)
    judged = [(layer, runs(layer)) for layer in layers.with_formulas]
    summing, calculation = Summing(layers), opened.calculation
    return FormulaFacts(
        is_manual=calculation.mode == "manual",
        is_iterative=calculation.iterate,
        overwritten_formulas=[*chain.from_iterable(overwritten(layer, found) for layer, found in judged)],
        differing_formulas=[*chain.from_iterable(differing(layer, found) for layer, found in judged)],
        formulas_with_numbers=[*chain.from_iterable(_written(layer) for layer, _ in judged)],
        short_totals=[*chain.from_iterable((*footings(layer), *short_choices(layers, layer)) for layer, _ in judged)],
        summed_texts=[*texts(layers, summing)],
        error_values=[*errors(layers, summing)],
        unvalued_formulas=[] if calculation.on_load else [*chain.from_iterable(_unvalued(layer, layers) for layer, _ in judged)],
        hidden_cells=[*_hidden(layers)],
        very_hidden_sheets=[name for name, each in layers.workings.items() if each.state == "veryHidden" and name not in SHEETS],
        external_links=[*_linked(layers, is_linked=opened.is_linked)],
    )


def _written(layer: Layer) -> Iterator[FormulaWithNumbers]:
    """The formulas with numbers in them, each once with its first cells."""
    places: dict[Pattern, list[Place]] = {}
    for column, stretches in layer.workings.formulas.items():
        for top, bottom, parts in stretches:
            if parse_content(parts).numbers:
                found = places.setdefault(parts, [])
                found += [layer.place(row, column) for row in range(top, bottom + 1)[: _LISTED - len(found)]]
    for parts, found in places.items():
        first = min(found, key=lambda place: (place.row, place.column))
        others = (place for place in found if place != first)
        yield FormulaWithNumbers((first, *others), format_formula(parts, first.row, first.column), parse_content(parts).numbers)


def _unvalued(layer: Layer, layers: Layers) -> Iterator[tuple[Place, int]]:
    """The first formula of a sheet without a stored value that no table has read, and how many more there are."""
    found = [
        (row, column)
        for row, cells in enumerate(layer.grid, 1)
        for column, cell in enumerate(cells if UNVALUED_FORMULA in cells else (), 1)
        if cell == UNVALUED_FORMULA and not layers.is_judged(layer.name, row, column)
    ]
    if found:
        yield layer.place(*min(found)), len(found) - 1


def _hidden(layers: Layers) -> Iterator[HiddenCells]:
    for name, workings in layers.workings.items():
        if workings.hidden_rows:
            cells = ((row, min(layers[name].filled(row), default=0)) for row in workings.hidden_rows)
            yield from _hiding(layers[name], cells, are_columns=False)
        if workings.hidden_columns:
            grid = layers[name].grid
            width = len(grid[0]) if grid else 0
            columns = [column for span in workings.hidden_columns for column in span if column <= width]
            firsts = ((_first(layers[name], column), column) for column in columns)
            yield from _hiding(layers[name], firsts, are_columns=True)


def _hiding(layer: Layer, cells: Iterator[tuple[int, int]], *, are_columns: bool) -> Iterator[HiddenCells]:
    places = tuple(layer.place(*cell) for cell in cells if all(cell))
    if places:
        yield HiddenCells(places, are_columns)


def _first(layer: Layer, column: int) -> int:
    """The first row of a column that shows something; 0 where none does."""
    return next((row for row, cells in enumerate(layer.grid, 1) if str(cells[column - 1]).strip()), 0)


def _linked(layers: Layers, *, is_linked: bool) -> Iterator[Place | None]:
    """The first cell of each sheet that takes in another workbook; None where the workbook does, and no cell."""
    places: list[Place | None] = [
        layer.place(*min(cells))
        for layer in layers.with_formulas
        if (
            cells := [
                (each.top, column)
                for column, found in layer.workings.formulas.items()
                for each in found
                if parse_content(each.pattern).linked
            ]
        )
    ]
    yield from places or ([None] if is_linked else [])


def without_explained_sums(faults: Sequence[Fault], found: FormulaFacts) -> list[Fault]:
    """The faults that a total which leaves rows out does not explain: one cause, one finding."""
    short = {total.place for total in found.short_totals}
    return [fault for fault in faults if fault.code != "ST08" or fault.hit.place not in short]
