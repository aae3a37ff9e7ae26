"""The template workbook, built from the tables, the glossary and the list of rules: `templates/kraftsamling.xlsx`.

It is committed, and a test builds it again and compares every byte.  `python -m xl_kraftsamling.excel.vba` rebuilds it after a change,
with the two files that are made of it.  One module per kind of sheet; here they are put together, with the names that formulas and drop-down lists use.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.status_words import POSITIVE
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES
from xl_kraftsamling.domain.template import (
    BALANCE_SHEET,
    FINDINGS_SHEET,
    README_SHEET,
    RULES_SHEET,
    SHEETS,
    TEMPLATE_VERSION,
)
from xl_kraftsamling.finding import PROFILES
from xl_kraftsamling.saving import write_file
from xl_kraftsamling.writing.saldo_formulas import SALDO_NAMES
from xl_kraftsamling.writing.template.packing import pack_workbook
from xl_kraftsamling.writing.template.program_sheets import add_empty_findings_sheet, add_rules_sheet
from xl_kraftsamling.writing.template.readme_sheet import add_readme_sheet
from xl_kraftsamling.writing.template.saldo_sheet import add_balance_sheet
from xl_kraftsamling.writing.template.table_sheets import LIST_NAMES, add_items_sheet, add_rows_sheet
from xl_kraftsamling.writing.template.texts import BOOK_TITLE

_DEFAULTS: dict[str, str | int] = {
    "profile": PROFILES[1],
    "thresholds": "70; 85; 100",
    "cost_sign": POSITIVE,
    "version": TEMPLATE_VERSION,
}
_MADE = datetime(2026, 1, 1)  # fixed, so that every build gives the same bytes
_AUTHOR, _LANGUAGE = "xl_kraftsamling", "sv-SE"

_SPECIAL_SHEETS: dict[str, Callable[[Workbook], None]] = {
    README_SHEET: add_readme_sheet,
    RECORD.sheet: partial(add_items_sheet, table=RECORD, values={}),
    BALANCE_SHEET: lambda book: add_balance_sheet(book, [grant.recipient for grant in pick_shipped_decision("STK-2026-580").grants]),
    FINDINGS_SHEET: add_empty_findings_sheet,
    RULES_SHEET: add_rules_sheet,
    SETTINGS.sheet: partial(add_items_sheet, table=SETTINGS, values=_DEFAULTS),
}
_TABLE_SHEETS = {table.sheet: partial(add_rows_sheet, table=table) for table in TABLES}


def build_template(target: Path) -> None:
    """Write the template to a path."""
    write_file(target, pack_workbook(build_workbook()), overwrite=True)


def build_workbook() -> Workbook:
    """The template as an openpyxl workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])  # openpyxl begins with a sheet of its own
    for sheet in SHEETS:
        (_SPECIAL_SHEETS | _TABLE_SHEETS)[sheet](book)
    for name, formula in (SALDO_NAMES | LIST_NAMES).items():
        book.defined_names[name] = DefinedName(name, attr_text=formula)
    book.properties = DocumentProperties(
        creator=_AUTHOR, lastModifiedBy=_AUTHOR, title=BOOK_TITLE, language=_LANGUAGE, created=_MADE, modified=_MADE
    )
    return book
