"""The ledger that the tables given to a function make up, under the decision that Tilldelning refers to."""

from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import CASE_NUMBER, choose_decision, shipped_decisions
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import RECORD, TABLES
from xl_kraftsamling.excel.error_values import NoAnswerError
from xl_kraftsamling.excel.functions.table_argument import ArgumentTable


def ledger(*tables: ArgumentTable, as_of: date | None = None) -> Ledger:
    """The ledger of some tables, allocations first.

    :param as_of: the avstämningsdatum; the last day of the decision's year where the date does not matter.
    :raises NoAnswerError: the date is before the decision's year, as a date of 1904 is that is read as one of 1900.
    """
    cells = [cell_text(cell) for field in ("reference", "recipient") for cell in tables[0].column(field)]
    number = next(filter(None, map(CASE_NUMBER.search, cells)), None)
    decision = choose_decision(shipped_decisions(), number and number[0], read_texts=lambda: [*cells, str(as_of)])
    if as_of and as_of.year < decision.year:
        raise NoAnswerError("the date is before the decision's year")
    rows: dict[str, Any] = {given.table.name: given.rows(decision.register) for given in tables}
    absent = {RECORD.name} | {table.name for table in TABLES if table.name not in rows}
    book = Book(
        **rows,
        blocks={given.table.name: [given.block] for given in tables},
        missing=absent.union(*(given.missing for given in tables)),
    )
    return Ledger(book, decision, as_of or date(decision.year, 12, 31))


def outcome_is_turned(seen: Ledger) -> bool:
    """Whether the outcome seems to show costs as negative (UT05): a function is not told which sign is meant."""
    from xl_kraftsamling.rules.outcomes.ut05_unexpected_sign import check  # the other pages come with it

    return bool(seen.book.outcomes) and any(check(seen))
