"""Builds a ledger of the tables that a function is given, under the decision to which Tilldelning refers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Book, Entry
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import CASE_NUMBER, Decision, shipped_decisions
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import NEGATIVE
from xl_kraftsamling.domain.tables import OUTCOMES, RECORD, SETTINGS, TABLES
from xl_kraftsamling.excel.error_values import NoAnswerError
from xl_kraftsamling.excel.functions.table_argument import ArgumentTable


def build_ledger(
    *tables: ArgumentTable, as_of: date | None = None, sign: Entry | None = None, record: Mapping[str, Entry] | None = None
) -> Ledger:
    """The ledger of some tables, allocations first.

    :param as_of: the avstämningsdatum; the last day of the decision's year where the date does not matter.
    :param sign: how costs are shown; ``record``: the sheet Beslut.  Where they are left out, those of the tables' workbook.
    :raises NoAnswerError: the date is before the decision's year, as a date of 1904 is that is read as one of 1900.
    """
    decision = _find_decision(tables[0])
    if as_of and as_of.year < min((each.year for each in decision.candidates), default=decision.year):
        raise NoAnswerError("the date is before the decision's year")
    rows: dict[str, Any] = {table.table.name: table.rows(decision.register) for table in tables}
    absent = {each.name for each in TABLES if each.name not in rows}
    settings = {} if OUTCOMES.name in absent else {"cost_sign": sign or _find_sign(tables[0])}
    if settings and settings["cost_sign"].value == NEGATIVE:  # from here on a cost is positive, whatever the accounts show
        rows[OUTCOMES.name] = [row._replace(amount=None if row.amount is None else -row.amount) for row in rows[OUTCOMES.name]]
    known = record or tables[0].read_beside(RECORD)
    book = Book(
        **rows, settings=settings, record=known or _UNKNOWN_RECORD,
        blocks={table.table.name: [table.block] for table in tables},
        # What depends on a sheet Beslut that nobody knows is open (KO01), not fulfilled.
        missing=absent.union(() if known else {RECORD.name}, *(table.missing for table in tables)),
    )  # fmt: skip
    return Ledger(book, decision, as_of or date(decision.year, 12, 31))


def _find_decision(allocations: ArgumentTable) -> Decision:
    """The decision to which the allocations refer."""
    cells = [cell_text(cell) for field in ("reference", "recipient") for cell in allocations.column(field)]
    numbers = {found[0] for cell in cells for found in CASE_NUMBER.finditer(cell)}
    # Of several case numbers none is taken for the first.  The date decides nothing: it may be any day after the year began.
    number = numbers.pop() if len(numbers) == 1 else None
    return choose_decision(shipped_decisions(), number, read_texts=lambda: cells)


def _find_sign(table: ArgumentTable) -> Entry:
    """The sign of costs in the workbook of a table; unread where nothing there states it: it is never guessed from the amounts."""
    settings = table.read_beside(SETTINGS)
    return settings["cost_sign"] if settings else Entry(None, Place(SETTINGS.sheet), unread=True)


_UNKNOWN_RECORD = {"status": Entry(None, Place(RECORD.sheet), unread=True)}
"""A sheet Beslut that may say anything: filled in, but not to be read."""
