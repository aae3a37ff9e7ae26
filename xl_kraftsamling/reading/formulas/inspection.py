"""Finds every fact about a workbook's formulas, how it is calculated and what it hides."""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.formula_facts import Deviation, FormulaFacts, FormulaWithNumbers, HiddenCells
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.progress import enter_stage
from xl_kraftsamling.domain.template import SHEETS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.canonical_layout import is_canonical
from xl_kraftsamling.reading.formulas.deviations import FormulaColumn, find_formula_columns, find_overwritten
from xl_kraftsamling.reading.formulas.differing import find_differing
from xl_kraftsamling.reading.formulas.references import FormulaSheets
from xl_kraftsamling.reading.formulas.row_sums import find_overwritten_sums
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.reading.formulas.short_totals import find_short_totals
from xl_kraftsamling.reading.formulas.summed_cells import SummedAreas, find_error_values, find_summed_texts
from xl_kraftsamling.reading.formulas.wide_totals import find_wide_totals
from xl_kraftsamling.reading.open_workbook import OpenWorkbook, is_program_sheet
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula, parse_content

_INSPECTION = Text("granskar formlerna", "auditing the formulas")
_MAX_PLACES = 50  # cells with the same formula that a finding names: 100 000 would be no help


def inspect_formulas(workbook: OpenWorkbook, regions: Sequence[Region]) -> FormulaFacts:
    """The facts about a workbook; `regions` are the tables that were read from it.  BadInput where a sheet is damaged."""
    enter_stage(_INSPECTION)
    sheets, calculation = FormulaSheets(workbook, regions), workbook.calculation
    columns = [(sheet, find_formula_columns(sheet)) for sheet in sheets.with_formulas]
    short = [*find_short_totals(sheets)]
    told = {each.place for each in short}
    summed = SummedAreas(sheets)
    links = [place for sheet in sheets.with_formulas for place in _find_first_link(sheet)]
    return FormulaFacts(
        is_manual=calculation.mode == "manual",
        is_iterative=calculation.iterate,
        overwritten_formulas=[fact for each in columns for fact in _find_overwritten(*each)],
        differing_formulas=[fact for each in columns for fact in find_differing(*each) if told.isdisjoint(fact.places)],
        formulas_with_numbers=[fact for sheet in sheets.with_formulas for fact in _find_formulas_with_numbers(sheet)],
        short_totals=short,
        wide_totals=[fact for sheet in sheets.with_formulas for fact in find_wide_totals(sheet)],
        summed_texts=[*find_summed_texts(summed)],
        error_values=[*find_error_values(sheets, summed)],
        # a workbook to be calculated when it is opened comes from a program that stores no values: none of them is missing
        unvalued_formulas=[] if calculation.on_load else [fact for sheet in sheets.with_formulas for fact in _find_unvalued(sheet)],
        hidden_cells=[fact for sheet in sheets.all if not _is_written_by_program(workbook, sheet) for fact in _find_hidden_cells(sheet)],
        very_hidden_sheets=[each.name for each in sheets.all if each.workings.state == "veryHidden" and each.name not in SHEETS],
        # a link may be in a name or a chart alone, which has no cell
        external_links=links or ([None] if workbook.is_linked else []),
        # in a workbook of the template's layout every other sheet is about the same matter
        sheets_apart=() if is_canonical(workbook.sheets) else _find_sheets_apart(sheets),
    )


def _find_overwritten(sheet: FormulaSheet, columns: Sequence[FormulaColumn]) -> list[Deviation]:
    """The constants where a formula belongs, by their columns before their rows."""
    in_rows = {fact.places: fact for fact in find_overwritten_sums(sheet)}
    return [*(in_rows | {fact.places: fact for fact in find_overwritten(sheet, columns)}).values()]


def _find_sheets_apart(sheets: FormulaSheets) -> frozenset[str]:
    """The sheets that no table was read from, and that no formula ties to one of those; none where nothing at all was read."""
    found = {sheet.name for sheet in sheets.all if sheet.regions}
    tied = {sheet.name: {sheet.name} for sheet in sheets.all}
    for sheet in sheets.with_formulas if found else ():
        for column, run in sheet.formulas:
            for _, target, _ in sheets.find_areas(sheet, column, run):
                tied[sheet.name].add(target.name)
                tied[target.name].add(sheet.name)
    reached = found
    while reached:
        reached = {name for each in reached for name in tied[each]} - found
        found |= reached
    return frozenset(tied.keys() - found if found else ())


def without_explained_sums(faults: Sequence[Fault], facts: FormulaFacts) -> list[Fault]:
    """The faults without each wrong sum (ST08) whose formula leaves out rows, or others than those beside it: that finding names the cause."""
    explained = {total.place for total in facts.short_totals} | {place for each in facts.differing_formulas for place in each.places}
    return [fault for fault in faults if fault.code != "ST08" or fault.hit.place not in explained]


def _find_formulas_with_numbers(sheet: FormulaSheet) -> Iterator[FormulaWithNumbers]:
    """The formulas with numbers in them, each once with its cells: the topmost first, then column by column."""
    places: dict[Pattern, list[Place]] = {}
    for column, run in sheet.formulas:
        if parse_content(run.pattern).numbers:
            listed = places.setdefault(run.pattern, [])
            rows = range(run.top, run.bottom + 1)[: _MAX_PLACES - len(listed)]
            listed += [Place(sheet.name, row, column) for row in rows]
    for pattern, listed in places.items():
        first = min(listed, key=lambda place: (place.row, place.column))  # the runs come column by column
        others = (place for place in listed if place != first)
        yield FormulaWithNumbers((first, *others), format_formula(pattern, first.row, first.column), parse_content(pattern).numbers)


def _find_unvalued(sheet: FormulaSheet) -> Iterator[tuple[Place, int]]:
    """The first formula without a stored value outside the tables that the gate has checked, and how many more there are."""
    cells = [
        (row, column)
        for column, cells in enumerate(sheet.columns, 1)
        if NoValue in map(type, cells)  # hardly any column has one: the quick look first
        for row, cell in enumerate(cells, 1)
        if cell is UNVALUED_FORMULA and not sheet.is_checked(row, column)
    ]
    if cells:
        yield Place(sheet.name, *min(cells)), len(cells) - 1


def _is_written_by_program(workbook: OpenWorkbook, sheet: FormulaSheet) -> bool:
    """Whether what a sheet hides is the program's own doing, such as the keys on Kontroll, or somebody's filter over its findings."""
    hides = sheet.workings.hidden_rows or sheet.workings.hidden_columns
    return bool(hides) and is_program_sheet(workbook.read_sheet(sheet.name))


def _find_hidden_cells(sheet: FormulaSheet) -> Iterator[HiddenCells]:
    """The first filled cell of each hidden row and column."""
    # Columns are often hidden up to the last that Excel has: those to the right of everything hide nothing.
    hidden = (column for span in sheet.workings.hidden_columns for column in span if column <= len(sheet.columns))
    in_rows = [Place(sheet.name, row, column) for row in sheet.workings.hidden_rows if (column := _find_first_column(sheet, row))]
    in_columns = [Place(sheet.name, row, column) for column in hidden if (row := _find_first_row(sheet, column))]
    for places, are_columns in ((in_rows, False), (in_columns, True)):
        if places:
            yield HiddenCells(tuple(places), are_columns)


def _find_first_column(sheet: FormulaSheet, row: int) -> int | None:
    cells = sheet.grid[row - 1] if 0 < row <= len(sheet.grid) else ()
    return next((column for column, cell in enumerate(cells, 1) if str(cell).strip()), None)


def _find_first_row(sheet: FormulaSheet, column: int) -> int | None:
    return next((row for row, cell in enumerate(sheet.columns[column - 1], 1) if str(cell).strip()), None)


def _find_first_link(sheet: FormulaSheet) -> Iterator[Place]:
    """The first cell whose formula refers to another workbook, if any does."""
    cells = [(run.top, column) for column, run in sheet.formulas if parse_content(run.pattern).linked]
    if cells:
        yield Place(sheet.name, *min(cells))
