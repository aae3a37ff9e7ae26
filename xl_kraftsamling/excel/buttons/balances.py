"""The balances that the program computes, on a sheet beside the one with formulas, Saldo."""

from collections.abc import Iterator

import xlwings as xw

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.excel.buttons.program_sheet import CellInput, quote_text, write_program_sheet
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, explain_open_cells, find_open_cells

BALANCES_SHEET = "Saldo beräknat"
BALANCES_WIDTHS = {RECIPIENT.sv: 38, **{figure.heading.sv: 16 for figure in FIGURES}, "Kommentar": 50}
"""The name of the sheet, and its headings with the widths of their columns."""


def write_balances(book: xw.Book, ledger: Ledger) -> xw.Sheet:
    """Write the balances on their sheet."""
    sheet = write_program_sheet(book, BALANCES_SHEET, BALANCES_WIDTHS, describe_balances(ledger), balance_rows(ledger))
    first, last = (HEADING_ROW + 1, 2), (HEADING_ROW + len(ledger.balances), 1 + len(FIGURES))
    sheet.range(first, last).number_format = "#,##0.00"  # which Excel shows as the country writes it
    return sheet


def describe_balances(ledger: Ledger) -> str:
    """The line above the figures."""
    line = f"Beräknat av kraftsamling · avstämt {ledger.as_of} · belopp i kronor"
    return " · ".join((line, *(companion.effect.fill("sv", {}).rstrip(".") for companion in ledger.book.companions)))


def balance_rows(ledger: Ledger) -> list[list[CellInput]]:
    """A recipient's figures in kronor per row; those that an unreadable cell leaves unknown are empty, and the comment names the cell."""
    return list(_make_rows(ledger))


def _make_rows(ledger: Ledger) -> Iterator[list[CellInput]]:
    for balance in ledger.balances.values():
        places = find_open_cells(ledger, balance.recipient)
        amounts = [None if places else figure.of(balance) for figure in FIGURES]
        comment = explain_open_cells(places, "sv") if places else ""
        yield [quote_text(balance.recipient), *(None if ore is None else ore / 100 for ore in amounts), quote_text(comment)]
