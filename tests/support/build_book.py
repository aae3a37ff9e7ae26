"""Books made in memory: rows by field, each with its cell, as if they had been read from the template."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from support import TESTS
from xl_kraftsamling.domain.book import Book, Entry
from xl_kraftsamling.domain.decision import Decision, load_decision, pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.rows import TableRows
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLE_BY_NAME, Table

OTHER_DECISION = TESTS / "decisions" / "hamn-2031-7.toml"
"""A second, invented decision: another year, other recipients, no initiators and no number of insatser."""

AS_OF = date(2026, 9, 30)
AGREEMENT = {"agreement": "STK-2026-701", "agreed_on": date(2026, 6, 1), "party": "stadskontoret", "declared_unused": "ja"}
"""The fields of a transfer that is agreed with stadskontoret and whose money is declared unused."""
_DECIDED = {"status": "beslut", "executive_section": "§ 187", "decided_on": date(2026, 5, 20)}

Fields = Mapping[str, Any]


@cache
def block(table: Table) -> Block:
    """A table at A1 of its sheet; the same one for its rows as among the blocks of the book."""
    columns = {column.field: number for number, column in enumerate(table.columns, 1)}
    return Block(table.name, table.sheet, 1, columns, {column.field: column.heading for column in table.columns})


def rows(name: str, entries: Sequence[Fields]) -> TableRows[Any]:
    """The rows of a table below its heading; `unread` names the fields that could not be read."""
    table, count = TABLE_BY_NAME[name], len(entries)
    unread = [frozenset(entry.get("unread", ())) for entry in entries]
    values = ([entry.get(column.field) for entry in entries] for column in table.columns)
    return TableRows(table.row, [[block(table)] * count, range(2, count + 2), unread, *values])


def entries(table: Table, values: Fields) -> dict[str, Entry]:
    """The values of a sheet that holds one per row; an Entry is used as it is passed."""
    places = {column.field: Place(table.sheet, line, 2) for line, column in enumerate(table.columns, 2)}
    return {
        name: values[name] if isinstance(values.get(name), Entry) else Entry(values.get(name), place)
        for name, place in places.items()
    }


def unread_entry(table: Table, name: str) -> Entry:
    """A value of such a sheet, in a cell that is filled but cannot be understood."""
    return Entry(None, entries(table, {})[name].place, unread=True)


def allocation_rows(decision: Decision) -> list[Fields]:
    """The allocations that agree with a decision."""
    return [{"recipient": grant.recipient, "amount": grant.amount} for grant in decision.grants]


def ledger(
    *, decision: Decision | None = None, as_of: date = AS_OF, record: Fields | None = None, settings: Fields | None = None,
    missing: Sequence[str] = (), undated: Sequence[str] = (), **tables: Sequence[Fields],
) -> Ledger:  # fmt: skip
    """A ledger of these rows, with the decision's allocations and a recorded decision unless others are passed."""
    follows = decision or pick_shipped_decision("STK-2026-580")
    given = {"allocations": allocation_rows(follows), **tables}
    known = {"case_number": follows.case_number, "section": follows.section, "year": str(follows.year), **_DECIDED}
    book = Book(
        **{name: rows(name, given[name]) for name in given if name not in missing},
        record={} if "record" in missing else entries(RECORD, {**known, **(record or {})}),
        settings={} if "settings" in missing else entries(SETTINGS, settings or {}),
        blocks={name: [block(table)] for name, table in TABLE_BY_NAME.items() if name not in missing},
        missing=frozenset({*missing, *undated}), undated=frozenset(undated),
    )
    return Ledger(book, follows, as_of)


def other_decision() -> Decision:
    """The second decision."""
    return load_decision(OTHER_DECISION)


def call_off(number: int, who: str, amount: int, status: str, day: date = date(2026, 9, 1)) -> Fields:
    """A row of Avrop; its insats has the same number."""
    return {"id": f"A-{number}", "recipient": who, "date": day, "amount": amount, "status": status, "intervention": f"I-0{number}"}


def transfer(number: int, donor: str, receiver: str, amount: int, status: str = "bokförd", day: date = date(2026, 9, 1)) -> Fields:
    """A row of Omfördelning in good order: agreed with stadskontoret and declared unused."""
    row = {"id": f"O-{number}", "donor": donor, "receiver": receiver, "amount": amount, "status": status, "date": day}
    return {**row, **AGREEMENT}
