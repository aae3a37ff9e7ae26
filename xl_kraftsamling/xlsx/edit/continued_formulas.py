"""Columns of copied formulas, which new rows continue where they have no value of their own: as Excel does in a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from xl_kraftsamling.xlsx.edit.cell_xml import CellValue, Formula
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula
from xl_kraftsamling.xlsx.grid import Area


def find_copied_formulas(cells: SheetCells, last: int, known: Collection[int] = ()) -> dict[int, Pattern]:
    """The patterns in a table's last row by column, where the row above has the same one.

    :param known: columns that are known to be of formulas, for which one row is enough.
    """
    found: dict[int, Pattern] = {}
    for column, runs in cells.group_formulas().items():
        run = next((run for run in runs if run.top <= last <= run.bottom), None)
        if run and (run.top < last or column in known):
            found[column] = run.pattern
    return found


def fill_in_formulas(
    rows: Iterable[Sequence[CellValue]], area: Area, patterns: Mapping[int, Pattern]
) -> list[Sequence[CellValue]]:
    """Rows of values, from the top of an area on, with the formulas of columns for which they have none."""
    columns = [(column - area.left, column, pattern) for column, pattern in patterns.items() if area.left <= column <= area.right]
    return [_fill_in(row, number, columns) for number, row in enumerate(rows, area.top)] if columns else list(rows)


def _fill_in(row: Sequence[CellValue], number: int, columns: Iterable[tuple[int, int, Pattern]]) -> Sequence[CellValue]:
    filled = list(row)
    for at, column, pattern in columns:
        if filled[at] is None:
            filled[at] = Formula(format_formula(pattern, number, column).removeprefix("="))
    return filled
