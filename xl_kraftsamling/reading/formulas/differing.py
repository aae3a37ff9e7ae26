"""Formulas that differ from those that are copied beside or below them (FO03).

In a dense column, one where nearly every row has the same formula (`deviations`), any other formula is told, unless only its numbers
differ.  Everywhere else it has to be a copy but for one change: along a row or a column with gaps (`lines`), or of
the sums beside it (`row_sums`).  A cell is told once, by the reading that says most.
"""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formula_facts import Cells, Deviation, RangeComparison
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.deviations import FormulaColumn, begins_anew, find_others
from xl_kraftsamling.reading.formulas.likeness import FormulaChange
from xl_kraftsamling.reading.formulas.lines import Segment, Stray, find_strays
from xl_kraftsamling.reading.formulas.row_sums import find_stray_sums, find_sum
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.xlsx.formulas.patterns import Range, show_formula


def find_differing(sheet: FormulaSheet, columns: Sequence[FormulaColumn]) -> list[Deviation]:
    """The formulas that differ from those copied beside or below them, cells together that differ alike; from the top down."""
    told: set[Place] = set()
    found: list[Deviation] = []
    for each in (*_find_in_rows(sheet), *_find_in_columns(sheet), *_find_in_dense_columns(sheet, columns)):
        if told.isdisjoint(each.places):
            found.append(each)
            told.update(each.places)
    return sorted(found, key=lambda each: each.places[0][1:])


def _find_in_dense_columns(sheet: FormulaSheet, columns: Sequence[FormulaColumn]) -> Iterator[Deviation]:
    for column in columns:
        for run in find_others(sheet, column):
            places = tuple(Place(sheet.name, row, column.number) for row in range(run.top, run.bottom + 1))
            found = show_formula(run.pattern, run.top, column.number)
            yield Deviation(places, found, column.expected_formula(run.top), Place(sheet.name, column.model_row, column.number))


def _find_in_columns(sheet: FormulaSheet) -> Iterator[Deviation]:
    """The strays among the formulas below each other; a sum of its column is compared with those beside it alone."""
    for column, runs in sheet.workings.formulas.items():
        line = [Segment(*run) for run in runs if run.pattern and find_sum(run.pattern, column) is None]
        for stray in find_strays(line):
            top, bottom = stray.cells.first, min(stray.cells.last, len(sheet.grid))
            beside = (sheet.pattern_at(top, column + side) for side in (-1, 1))
            is_meant = any(stray.cells.pattern is each for each in beside) or _begins_balance(sheet, column, stray)
            places = tuple(Place(sheet.name, row, column) for row in range(top, bottom + 1))
            models = Cells(Place(sheet.name, stray.model.first, column), Place(sheet.name, stray.model.last, column))
            if places and not is_meant and not _is_told_by_cells(sheet, stray.change, places[0], models.first):
                yield _describe(places, stray, models, is_sideways=False)


def _find_in_rows(sheet: FormulaSheet) -> Iterator[Deviation]:
    """The strays among the formulas beside each other in a row; rows that are alike below each other are meant so."""
    for band in sheet.bands:
        row, line = band.top, [each for each in band.segments if each.pattern]
        strays = (each for each in find_strays(line) if not _are_sums(each)) if band.top == band.bottom else ()
        for stray in (*find_stray_sums(sheet, band), *strays):
            first, last = stray.cells.first, stray.cells.last
            beyond = (sheet.pattern_at(row - 1, first), sheet.pattern_at(band.bottom + 1, first))
            places = tuple(Place(sheet.name, row, column) for column in range(first, last + 1))
            models = Cells(Place(sheet.name, row, stray.model.first), Place(sheet.name, row, stray.model.last))
            is_meant = band.top < band.bottom or any(stray.cells.pattern is each for each in beyond)
            if not is_meant and not _is_told_by_cells(sheet, stray.change, places[0], models.first):
                yield _describe(places, stray, models, is_sideways=True)


def _are_sums(stray: Stray) -> bool:
    """Whether both are sums of their columns that begin or end in the same row: `row_sums` judges those."""
    one, other = (find_sum(each.pattern, each.first) for each in (stray.cells, stray.model))
    return one is not None and other is not None and (one.first == other.first or one.last == other.last)


def _begins_balance(sheet: FormulaSheet, column: int, stray: Stray) -> bool:
    """Whether a formula is the first of a running balance."""
    cells = stray.cells
    return cells.first == cells.last and begins_anew(sheet, column, cells.first, cells.pattern, stray.model.pattern)


def _is_told_by_cells(sheet: FormulaSheet, change: FormulaChange, place: Place, model: Place) -> bool:
    """Whether the cells tell why a term is missing, or added: there is no number in what it would take in, or the copies take in none."""
    if change.found is None and change.expected is not None:
        return not _has_number(sheet, change.expected, place)
    return change.found is not None and change.expected is None and not _has_number(sheet, change.found, model)


def _has_number(sheet: FormulaSheet, reference: Range, place: Place) -> bool:
    """Whether the first cell of a reference holds a number; of one that leads to another sheet it is taken for granted."""
    cells = _find_cells(reference, place) if reference.sheet == "" else None
    return cells is None or cells.first.column in sheet.number_columns(cells.first.row)


def _find_cells(reference: Range, place: Place) -> Cells | None:
    """The first and last cell of a reference, seen from the cell of its formula; None for whole rows and columns."""
    ends = [
        Place(reference.sheet or place.sheet, end.row.position_from(place.row), end.column.position_from(place.column))
        for end in (reference.first, reference.last)
        if end.row and end.column
    ]
    return Cells(*ends) if len(ends) == 2 and reference.sheet is not None else None


def _describe(places: tuple[Place, ...], stray: Stray, models: Cells, *, is_sideways: bool) -> Deviation:
    first, change = places[0], stray.change
    found = change.found and _find_cells(change.found, first)
    expected = change.expected and _find_cells(change.expected, first)
    comparison = RangeComparison(models, found, expected) if found or expected else None
    here, there = (show_formula(each, first.row, first.column) for each in (stray.cells.pattern, stray.model.pattern))
    return Deviation(places, here, there, models.first, is_sideways, comparison)
