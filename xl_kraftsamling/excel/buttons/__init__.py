"""The work of each button, over the use cases of :mod:`xl_kraftsamling.app`, with a workbook that is open in Excel.

The workbook is read as it stands, saved or not.  Selection and scrolling stay as they are.  Excel's face speaks Swedish.
"""

from datetime import datetime
from functools import partial

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.book import Transfer
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import FINDINGS_SHEET, TRANSFERS
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.transfers.eligibility import judge
from xl_kraftsamling.excel.buttons import balances, findings, marks, reports
from xl_kraftsamling.excel.buttons.button import button, tell
from xl_kraftsamling.excel.open_book import OpenBook
from xl_kraftsamling.report.text import counted
from xl_kraftsamling.rules import BY_CODE


@button
def validate(book: xw.Book) -> str:
    """Validate the workbook, write what is found on the sheet Kontroll, and mark the cells."""
    verdict = app.validate(_opened(book)).verdict
    tell(book, f"skriver bladet {FINDINGS_SHEET}")
    sheet = findings.write(book, verdict, datetime.now())
    tell(book, "märker cellerna")
    marks.clear(book)
    unmarked = marks.put(book, verdict.findings)
    if not verdict.findings:
        return f"Arbetsboken {verdict.word}."
    left = f", utom {unmarked} av dem" if unmarked else ""
    return f"Kontrollen fann {', '.join(counted(verdict, 'sv'))}: allt står på bladet {sheet.name}, och cellerna är märkta{left}."


@button
def clear(book: xw.Book) -> str:
    """Take away the marks, and nothing else."""
    number = marks.clear(book)
    return f"Borttagna märkningar: {number}." if number else "Det fanns inga märkningar att ta bort."


@button
def balance(book: xw.Book) -> str:
    """Write every recipient's balance on a sheet of its own."""
    ledger = app.balance(_opened(book))
    sheet = balances.write(book, ledger)
    overdrawn = [each.recipient for each in ledger.settled_balances if each.remaining < 0]
    told = f" Överdragna: {', '.join(overdrawn)}." if overdrawn else ""
    return f"Saldot den {ledger.as_of} står på bladet {sheet.name}.{told}"


@button
def transfer(book: xw.Book) -> str:
    """Tell whether the transfer in the selected row may be made, and why."""
    ledger = app.balance(_opened(book))
    row = _selected(book, ledger)
    judgement = judge(ledger, row)
    reasons = [f"{reason.code}: {BY_CODE[reason.code].said('sv', reason.values)}" for reason in judgement.reasons]
    return "\n\n".join([f"Får omfördelningen {row.id or ''} på rad {row.line} göras? Svar: {judgement.answer.value}.", *reasons])


@button
def report(book: xw.Book) -> str:
    """Write the findings and the balances to a text file beside the workbook."""
    verdict = app.validate(_opened(book)).verdict
    return f"Rapporten är sparad: {reports.write(book, verdict, datetime.now())}"


def _opened(book: xw.Book) -> OpenBook:
    return OpenBook(book, partial(_reads, book))


def _reads(book: xw.Book, sheet: str) -> None:
    tell(book, f"läser bladet {sheet}")


def _selected(book: xw.Book, ledger: Ledger) -> Transfer:
    """The transfer in the row that is selected; BadInput where that is none."""
    selection = book.app.selection
    where = (selection.sheet.name, selection.row) if selection is not None else None
    found = (row for row in ledger.book.transfers if (row.block.sheet, row.line) == where)
    row = next(found, None)
    if row is None:
        raise BadInput(_SELECT, sheet=TRANSFERS.sheet)
    return row


_SELECT = Text(
    "Markera först en omfördelning, en rad i tabellen på bladet {sheet}, och försök igen.",
    "First select a transfer, a row of the table on the sheet {sheet}, and try again.",
)
