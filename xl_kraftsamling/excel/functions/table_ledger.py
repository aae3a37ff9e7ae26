"""Builds a ledger of the tables that a function is given, under the decision to which Tilldelning refers."""

from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import CASE_NUMBER, choose_decision, shipped_decisions
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import RECORD, TABLES
from xl_kraftsamling.excel.error_values import NoAnswerError
from xl_kraftsamling.excel.functions.table_argument import ArgumentTable


def build_ledger(*tables: ArgumentTable, as_of: date | None = None) -> Ledger:
    """The ledger of some tables, allocations first.

    :param as_of: the avstämningsdatum; the last day of the decision's year where the date does not matter.
    :raises NoAnswerError: the date is before the decision's year, as a date of 1904 is that is read as one of 1900.
    """
    cells = [cell_text(cell) for field in ("reference", "recipient") for cell in tables[0].column(field)]
    numbers = {found[0] for cell in cells for found in CASE_NUMBER.finditer(cell)}
    # Of several case numbers none is taken for the first.  The date decides nothing: it may be any day after the year began.
    number = numbers.pop() if len(numbers) == 1 else None
    decision = choose_decision(shipped_decisions(), number, read_texts=lambda: cells)
    if as_of and as_of.year < min((each.year for each in decision.candidates), default=decision.year):
        raise NoAnswerError("the date is before the decision's year")
    rows: dict[str, Any] = {table.table.name: table.rows(decision.register) for table in tables}
    # No function takes the sheet Beslut: what depends on it is open (KO01), not fulfilled.
    absent = {RECORD.name} | {each.name for each in TABLES if each.name not in rows}
    book = Book(
        **rows,
        blocks={table.table.name: [table.block] for table in tables},
        missing=absent.union(*(table.missing for table in tables)),
    )
    return Ledger(book, decision, as_of or date(decision.year, 12, 31))


def has_negative_costs(ledger: Ledger) -> bool:
    """Whether the outcomes seem to show costs as negative amounts (UT05): no argument states which sign is meant."""
    from xl_kraftsamling.rules.outcomes_and_forecasts.ut05_unexpected_sign import check  # brings all the rules along

    return bool(ledger.book.outcomes) and any(check(ledger))
