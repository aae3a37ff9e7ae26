"""The work of each button, over the use cases of :mod:`xl_kraftsamling.app`, with a workbook that is open in Excel.

The workbook is read with what is not saved yet.  Selection and scrolling stay.  What a button shows is in Swedish.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import TRANSFERS, Transfer
from xl_kraftsamling.domain.template import FINDINGS_SHEET
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer
from xl_kraftsamling.excel.buttons import balances, corrections, findings, marks, reports, steps
from xl_kraftsamling.excel.buttons.beginning import BEGIN, is_unfilled
from xl_kraftsamling.excel.buttons.button import make_button, show_progress
from xl_kraftsamling.excel.buttons.choices import read_choices
from xl_kraftsamling.excel.excel_workbook import OpenBook
from xl_kraftsamling.report.caution import describe_caution
from xl_kraftsamling.report.corrections import count_corrections
from xl_kraftsamling.report.summary import describe_rest, name_result
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict


@make_button
def validate(book: xw.Book, **choices: str) -> str:
    """Validate the workbook, write what is found on the sheet Kontroll, and mark the cells."""
    validated = _validate(book, choices)
    verdict = validated.verdict
    if is_unfilled(validated):
        return BEGIN.fill("sv", {})
    show_progress(book, f"skriver bladet {FINDINGS_SHEET}")
    # The sheet first: marks only repeat it, and a note of the user can leave a finding without one.
    sheet, hindrance = _write_list(book, verdict)
    show_progress(book, "märker cellerna")
    _, kept = marks.clear_marks(book)
    counts = marks.add_marks(book, verdict.findings, sheet)
    found = (f"Resultat: {name_result(verdict, 'sv')}.", *describe_rest(verdict, "sv"))
    listed = _LISTED.format(sheet) if verdict.findings and sheet else ""
    stale = [_KEPT_MARKS.format(", ".join(kept))] if kept else []
    left_out = (listed, hindrance, *counts.explain_left_out("sv"), *stale, *_list_effects(verdict.ledger))
    return " ".join((*found, *filter(None, left_out)))


_LISTED = "Allt står på bladet {}, det som ska rättas först, och cellerna är märkta."


def _write_list(book: xw.Book, verdict: Verdict) -> tuple[str | None, str]:
    """The name of the sheet on which the findings are written, or None and why they are not: the cells are marked all the same."""
    try:
        return findings.write_findings_sheet(book, verdict, datetime.now()).name, ""
    except BadInput as problem:
        return None, problem.message("sv")


@make_button
def clear(book: xw.Book) -> str:
    """Remove the marks, and nothing else."""
    number, kept = marks.clear_marks(book)
    removed = f"Borttagna märkningar: {number}." if number else "Det fanns inga märkningar att ta bort." if not kept else ""
    return " ".join(filter(None, (removed, _KEPT_MARKS.format(", ".join(kept)) if kept else "")))


_KEPT_MARKS = "Äldre märkningar är kvar på skyddade blad ({}): ta bort skyddet och försök igen."


@make_button
def correct(book: xw.Book, **choices: str) -> str:
    """Correct what cannot be wrong, and write a receipt for each cell on the sheet Rättat."""
    opened = _open(book)
    corrected = corrections.correct_cells(book, _validate(book, choices, opened), opened)
    left = [_LEFT_PROTECTED.format(", ".join(corrected.protected))] if corrected.protected else []
    if not corrected.receipts:
        return " ".join((_NOTHING_SAFE, *left))
    counts = count_corrections((each.code for each in corrected.receipts), "sv")
    return " ".join((_CORRECTED.format(len(corrected.receipts), counts, corrected.sheet), *left))


_NOTHING_SAFE = "Det fanns inget som kan rättas utan att någon avgör något."
_CORRECTED = "Rättade celler: {} ({}). Bladet {} visar var och en, före och efter. Klicka på Validera för att se vad som är kvar."
_LEFT_PROTECTED = "Skyddade blad är som de var ({}): ta bort skyddet och försök igen."


@make_button
def balance(book: xw.Book, **choices: str) -> str:
    """Write every recipient's balance on a separate sheet."""
    verdict = _validate(book, choices).verdict
    ledger = verdict.ledger
    sheet = balances.write_balances(book, ledger)
    overdrawn = [each.recipient for each in ledger.known_balances() if each.remaining < 0]
    overdrafts = f" Överdragna: {', '.join(overdrawn)}." if overdrawn else ""
    return " ".join((f"Saldot den {ledger.as_of} står på bladet {sheet.name}.{overdrafts}", *_list_remarks(verdict)))


@partial(make_button, changes_cells=False)
def transfer(book: xw.Book, **choices: str) -> str:
    """Answer whether the transfer in the selected row may be made, and why."""
    verdict = _validate(book, choices).verdict
    ledger = verdict.ledger
    if ledger.decision.candidates:
        raise BadInput(_WHICH_DECISION, decisions=ledger.decision.list_candidates())
    row = _find_selected_transfer(book, ledger)
    judgement = judge_transfer(ledger, row)
    reasons = [f"{reason.code}: {BY_CODE[reason.code].compose_message('sv', reason.values, reason.message)}" for reason in judgement.reasons]
    return "\n\n".join([f"Får omfördelningen {row.id or ''} på rad {row.line} göras? Svar: {judgement.answer.value}.", *reasons, *_list_remarks(verdict)])


@partial(make_button, changes_cells=False)
def report(book: xw.Book, **choices: str) -> str:
    """Write the report to an HTML file beside the workbook."""
    chosen, now = read_choices(**choices), datetime.now()
    contents = app.report_on_workbook(_open(book), made_on=now.date(), lang="sv", profile=chosen.profile, as_of=chosen.as_of, known=chosen.known)
    return f"Rapporten är sparad: {reports.write_report(book, contents, now)}"


@partial(make_button, is_quiet=True, changes_cells=False)
def step_forward(book: xw.Book) -> str:
    """Select the cell of the next finding on the sheet Kontroll."""
    return steps.select_next(book, 1)


@partial(make_button, is_quiet=True, changes_cells=False)
def step_back(book: xw.Book) -> str:
    """Select the cell of the finding before."""
    return steps.select_next(book, -1)


def _open(book: xw.Book) -> OpenBook:
    return OpenBook(book, partial(_show_reading, book))


def _validate(book: xw.Book, choices: Mapping[str, str], opened: OpenBook | None = None) -> app.ValidatedWorkbook:
    """Validate the workbook as it is open, as chosen on the ribbon; BadInput where it cannot be read, or a choice makes no sense."""
    chosen = read_choices(**choices)
    return app.validate_workbook(opened or _open(book), profile=chosen.profile, as_of=chosen.as_of, known=chosen.known)


def _list_remarks(verdict: Verdict) -> list[str]:
    """What a person has to know of figures: by which files the workbook was read, and the findings that concern them."""
    caution = describe_caution(verdict, "sv")
    return [*_list_effects(verdict.ledger), *([caution] if caution else [])]


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
