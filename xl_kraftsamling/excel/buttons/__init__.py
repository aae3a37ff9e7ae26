"""The work of each button, over the use cases of :mod:`xl_kraftsamling.app`, with a workbook that is open in Excel.

The workbook is read with what is not saved yet.  Selection and scrolling stay.  What a button shows is in Swedish.
"""

from datetime import datetime
from functools import partial

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import TRANSFERS, Transfer
from xl_kraftsamling.domain.template import FINDINGS_SHEET
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer
from xl_kraftsamling.excel.buttons import balances, findings, marks, reports
from xl_kraftsamling.excel.buttons.button import make_button, show_progress
from xl_kraftsamling.excel.excel_workbook import OpenBook
from xl_kraftsamling.report.caution import describe_caution
from xl_kraftsamling.report.findings import count_findings
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict


@make_button
def validate(book: xw.Book) -> str:
    """Validate the workbook, write what is found on the sheet Kontroll, and mark the cells."""
    verdict = app.validate_workbook(_open(book)).verdict
    show_progress(book, f"skriver bladet {FINDINGS_SHEET}")
    # The sheet first: marks only repeat it, and a note of the user can leave a finding without one.
    sheet = findings.write_findings_sheet(book, verdict, datetime.now())
    show_progress(book, "märker cellerna")
    marks.clear_marks(book)
    unmarked = marks.add_marks(book, verdict.findings)
    companions = _list_effects(verdict.ledger)
    if not verdict.findings:
        return " ".join((f"Arbetsboken {verdict.word}.", *companions))
    left = f", utom {unmarked} av dem" if unmarked else ""
    found = f"Kontrollen fann {', '.join(count_findings(verdict, 'sv'))}: allt står på bladet {sheet.name}, och cellerna är märkta{left}."
    return " ".join((found, *companions))


@make_button
def clear(book: xw.Book) -> str:
    """Remove the marks, and nothing else."""
    number = marks.clear_marks(book)
    return f"Borttagna märkningar: {number}." if number else "Det fanns inga märkningar att ta bort."


@make_button
def balance(book: xw.Book) -> str:
    """Write every recipient's balance on a separate sheet."""
    verdict = app.validate_workbook(_open(book)).verdict
    ledger = verdict.ledger
    sheet = balances.write_balances(book, ledger)
    overdrawn = [each.recipient for each in ledger.known_balances() if each.remaining < 0]
    overdrafts = f" Överdragna: {', '.join(overdrawn)}." if overdrawn else ""
    return " ".join((f"Saldot den {ledger.as_of} står på bladet {sheet.name}.{overdrafts}", *_list_remarks(verdict)))


@make_button
def transfer(book: xw.Book) -> str:
    """Answer whether the transfer in the selected row may be made, and why."""
    verdict = app.validate_workbook(_open(book)).verdict
    ledger = verdict.ledger
    if ledger.decision.candidates:
        raise BadInput(_WHICH_DECISION, decisions=ledger.decision.list_candidates())
    row = _find_selected_transfer(book, ledger)
    judgement = judge_transfer(ledger, row)
    reasons = [f"{reason.code}: {BY_CODE[reason.code].compose_message('sv', reason.values, reason.message)}" for reason in judgement.reasons]
    return "\n\n".join([f"Får omfördelningen {row.id or ''} på rad {row.line} göras? Svar: {judgement.answer.value}.", *reasons, *_list_remarks(verdict)])


@make_button
def report(book: xw.Book) -> str:
    """Write the findings and the balances to a text file beside the workbook."""
    verdict = app.validate_workbook(_open(book)).verdict
    return f"Rapporten är sparad: {reports.write_report(book, verdict, datetime.now())}"


def _list_remarks(verdict: Verdict) -> list[str]:
    """What a person has to know of figures: by which files the workbook was read, and the findings that concern them."""
    caution = describe_caution(verdict, "sv")
    return [*_list_effects(verdict.ledger), *([caution] if caution else [])]


def _open(book: xw.Book) -> OpenBook:
    return OpenBook(book, partial(_show_reading, book))


def _show_reading(book: xw.Book, sheet: str) -> None:
    show_progress(book, f"läser bladet {sheet}")


def _list_effects(ledger: Ledger) -> list[str]:
    """What the files beside the workbook did to its reading, a sentence each."""
    return [companion.effect.fill("sv", {}) for companion in ledger.book.companions]


def _find_selected_transfer(book: xw.Book, ledger: Ledger) -> Transfer:
    """The transfer in the row that is selected; BadInput where that is none."""
    selection = book.app.selection
    # There is no selection of cells on a sheet that is a chart.
    where = (selection.sheet.name, selection.row) if selection is not None else None
    found = (row for row in ledger.book.transfers if (row.block.sheet, row.line) == where)
    row = next(found, None)
    if row is None:
        raise BadInput(_SELECT, sheet=TRANSFERS.sheet)
    return row


_WHICH_DECISION = Text(
    "Arbetsboken kan följa {decisions}, och svaret beror på vilket. Skriv beslutets diarienummer på bladet Beslut eller överst "
    "på ett blad och försök igen.",
    "The workbook may follow {decisions}, and the answer depends on which. Write its case number on the sheet Beslut or at the "
    "top of a sheet and try again.",
)
_SELECT = Text(
    "Markera först en omfördelning, en rad i tabellen på bladet {sheet}, och försök igen.",
    "First select a transfer, a row of the table on the sheet {sheet}, and try again.",
)
