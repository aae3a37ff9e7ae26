"""The sheets of the template put together, in their order, with the names that formulas and drop-downs use."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.states import POSITIVE
from xl_kraftsamling.domain.tables import (
    BALANCE_SHEET,
    FINDINGS_SHEET,
    README_SHEET,
    RECORD,
    RULES_SHEET,
    SETTINGS,
    SHEETS,
    TABLES,
    VERSION,
)
from xl_kraftsamling.finding import PROFILES
from xl_kraftsamling.writing import saldo_formulas as saldo
from xl_kraftsamling.writing.template import validations
from xl_kraftsamling.writing.template.program_sheets import add_empty_findings_sheet, add_rules_sheet
from xl_kraftsamling.writing.template.readme import add_readme_sheet
from xl_kraftsamling.writing.template.saldo import add_balance_sheet
from xl_kraftsamling.writing.template.table_sheets import add_items_sheet, add_rows_sheet
from xl_kraftsamling.writing.template.texts import BOOK_TITLE

_DEFAULTS: dict[str, str | int] = {
    "profile": PROFILES[1],
    "thresholds": "70; 85; 100",
    "cost_sign": POSITIVE,
    "version": VERSION,
}
_MADE = datetime(2026, 1, 1)  # fixed: the file says nothing of when it was built
_AUTHOR, _LANGUAGE = "xl_kraftsamling", "sv-SE"

_SPECIAL: dict[str, Callable[[Workbook], None]] = {
    README_SHEET: add_readme_sheet,
    RECORD.sheet: partial(add_items_sheet, table=RECORD, values={}),
    BALANCE_SHEET: lambda book: add_balance_sheet(book, [grant.recipient for grant in shipped_decisions()[0].grants]),
    FINDINGS_SHEET: add_empty_findings_sheet,
    RULES_SHEET: add_rules_sheet,
    SETTINGS.sheet: partial(add_items_sheet, table=SETTINGS, values=_DEFAULTS),
}
_ROWS = {table.sheet: partial(add_rows_sheet, table=table) for table in TABLES}


def build_workbook() -> Workbook:
    """The template as an openpyxl workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        (_SPECIAL | _ROWS)[sheet](book)
    for name, formula in (saldo.SALDO_NAMES | validations.LIST_NAMES).items():
        book.defined_names[name] = DefinedName(name, attr_text=formula)
    book.properties = DocumentProperties(
        creator=_AUTHOR, lastModifiedBy=_AUTHOR, title=BOOK_TITLE, language=_LANGUAGE, created=_MADE, modified=_MADE
    )
    return book
