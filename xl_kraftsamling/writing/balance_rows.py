"""The rows of a workbook's own table of balances, Saldo or one in another layout, for recipients that have figures but no row.

A row is a recipient's name and the formulas of the row above it.  Where a figure is no copied formula, nobody but a person can
add the row: that is said, and `validate` finds it (FO11).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.stated_differences import FIGURES
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.reading.workbook import WorkbookContent
from xl_kraftsamling.writing.input_rows import InputRows
from xl_kraftsamling.writing.recipient_names import list_named_recipients
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.package import ExcelTable, Package


def add_balance_rows(
    edit: Edit, package: Package, content: WorkbookContent, new_rows: InputRows
) -> tuple[list[str], list[tuple[Place, str]]]:
    """Add a row to the table of balances for every recipient with figures that it lacks.

    Returns the recipients that got one, and those that did not, each with the heading cell of the table.
    :param new_rows: what is added to the workbook beside what it holds.
    """
    # a table of headings alone is only prepared; one whose sum has no rows above it has been emptied
    tables = (region for region in content.regions if region.table.name == STATED_BALANCES.name)
    regions = [region for region in tables if region.rows.data or region.rows.sums]
    stated = {row.recipient for row in content.book.stated_balances}
    missing = [name for name in _list_recipients(content, new_rows) if name not in stated]
    # several tables are parts or views of each other: which of them is to have the row is for a person to say
    if not missing or not regions:
        return [], []
    if len(regions) == 1 and _append_names(edit, find_excel_table(package, regions[0]), regions[0], missing):
        return missing, []
    return [], [(regions[0].block.heading(OWNER), name) for name in missing]


def find_excel_table(package: Package, region: Region) -> ExcelTable | None:
    """The Excel table with the region's rows; None for plain cells."""
    sheet = next(sheet for sheet in package.sheets if sheet.name == region.block.sheet)
    first, left = region.block.heading_row + 1, min(region.block.columns.values())
    # its headings may be switched off: then they are cells above it
    return next((t for t in package.tables(sheet) if t.ref.top + t.header_rows == first and t.ref.left <= left <= t.ref.right), None)


def _list_recipients(content: WorkbookContent, new_rows: InputRows) -> list[str]:
    """The recipients with figures at any date, before or after the rows are added."""
    ledger = Ledger(content.book, content.decision, date.max)
    known = (name for name, balance in ledger.balances.items() if _has_figures(balance))
    return list(dict.fromkeys([*known, *list_named_recipients(new_rows, content.decision.register)]))


def _has_figures(balance: Balance) -> bool:
    return any(getattr(balance, field) for field in FIGURES)


def _append_names(edit: Edit, table: ExcelTable | None, region: Region, names: Sequence[str]) -> bool:
    """Add rows with names to an Excel table, whose formulas fill the rest; whether every figure of it has such a formula."""
    name_column = region.block.columns.get(OWNER)
    if table is None or name_column is None or not _are_formulas(edit.continued_columns(table.name), region):
        return False
    columns = range(table.ref.left, table.ref.right + 1)
    edit.append(table.name, [[name if column == name_column else None for column in columns] for name in names])
    return True


def _are_formulas(columns: Collection[int], region: Region) -> bool:
    figures: Iterable[int] = (number for field, number in region.block.columns.items() if field != OWNER)
    return all(number in columns for number in figures)
