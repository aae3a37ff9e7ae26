"""The rows of a workbook as immutable values, each knowing the cells it came from, and the book they make up.

A field is None where its cell is empty or cannot be read; `unread` names the fields of the second kind, and required
fields that are empty, so that a rule can tell "nothing there" from "cannot be told".  Amounts are öre.

What the sheet Beslut says of kommunstyrelsen's own decision, which is no part of the proposal.

It is recorded as soon as its date, its § or the status *beslut* stands there, readable or not.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.states import DECIDED

if TYPE_CHECKING:
    from xl_kraftsamling.domain.formula_facts import Condition

NOTHING: frozenset[str] = frozenset()






@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A range of a sheet that holds rows of one table: where its heading is, and the column of each field."""

    table: str
    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]

    def heading(self, name: str) -> Place:
        """The heading cell of a field; the first heading where the field has no column."""
        return Place(self.sheet, self.heading_row, self.columns.get(name, min(self.columns.values(), default=1)))


class Row(Protocol):
    """What every row has: its block, its line in the sheet, and the names of the fields that could not be read."""

    @property
    def block(self) -> Block:
        """The range that the row stands in."""
        ...

    @property
    def line(self) -> int:
        """The number of the row in its sheet."""
        ...

    @property
    def unread(self) -> frozenset[str]:
        """The fields that could not be read, and required ones that are empty."""
        ...


def cell_of(row: Row, name: str) -> Place:
    """The cell of a field of a row; the row's first cell where the field has no column."""
    columns = row.block.columns
    return Place(row.block.sheet, row.line, columns.get(name) or min(columns.values(), default=1))


class Allocation(NamedTuple):
    """A recipient's money under the decision."""

    block: Block
    line: int
    unread: frozenset[str]
    recipient: str | None
    kind: str | None
    amount: int | None
    reference: str | None
    comment: str | None


class Intervention(NamedTuple):
    """An insats: who started it, who gets the money, what is planned."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    name: str | None
    initiator: str | None
    recipient: str | None
    planned: int | None
    status: str | None
    comment: str | None


class CallOff(NamedTuple):
    """An avrop, or with status *återfört* the reversal of one (its amount positive, `reverses` naming the other)."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    date: dt.date | None
    recipient: str | None
    intervention: str | None
    amount: int | None
    status: str | None
    reverses: str | None
    reference: str | None
    comment: str | None


class Transfer(NamedTuple):
    """An omfördelning from a donor to a receiver, with its agreement."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    date: dt.date | None
    donor: str | None
    receiver: str | None
    amount: int | None
    status: str | None
    agreement: str | None
    agreed_on: dt.date | None
    party: str | None
    agreed_amount: int | None
    declared_unused: str | None
    origin: str | None
    comment: str | None


class Outcome(NamedTuple):
    """A booked cost; `amount` is positive for a cost whatever sign the report shows, `period` is year × 100 + month."""

    block: Block
    line: int
    unread: frozenset[str]
    voucher: str | None
    booked_on: dt.date | None
    period: int | None
    recipient: str | None
    intervention: str | None
    amount: int | None
    text: str | None


class Forecast(NamedTuple):
    """A full-year forecast."""

    block: Block
    line: int
    unread: frozenset[str]
    date: dt.date | None
    recipient: str | None
    amount: int | None
    comment: str | None


class Waiver(NamedTuple):
    """An undantag: a finding of one rule at one row that somebody answers for until a date."""

    block: Block
    line: int
    unread: frozenset[str]
    code: str | None
    sheet: str | None
    row_id: str | None
    reason: str | None
    reference: str | None
    role: str | None
    expires: dt.date | None


class StatedBalance(NamedTuple):
    """A recipient's balance as the workbook itself states it, whether by formulas or by hand."""

    block: Block
    line: int
    unread: frozenset[str]
    recipient: str | None
    allotted: int | None
    received: int | None
    ceded: int | None
    disposable: int | None
    called_off: int | None
    requested: int | None
    remaining: int | None
    outcome: int | None
    called_off_unspent: int | None
    forecast: int | None
    transferable: int | None


class Entry(NamedTuple):
    """A row of Beslut or Inställningar: a value under its name, unread where it stands but cannot be understood."""

    value: Any
    place: Place
    unread: bool = False


def _sound() -> "Condition":
    from xl_kraftsamling.domain.formula_facts import Condition  # whose facts have places, which are told here

    return Condition()


WORKINGS = "workings"
"""What lies beneath the values of a workbook, which a browser does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was read of a workbook.

    `missing` holds the tables, and the table.fields, that the workbook does not have, and WORKINGS where they are not told;
    `blocks` the ranges by table;
    `condition` what its formulas tell, and how it is calculated.
    """

    allocations: Sequence[Allocation] = ()
    interventions: Sequence[Intervention] = ()
    call_offs: Sequence[CallOff] = ()
    transfers: Sequence[Transfer] = ()
    outcomes: Sequence[Outcome] = ()
    forecasts: Sequence[Forecast] = ()
    waivers: Sequence[Waiver] = ()
    stated_balances: Sequence[StatedBalance] = ()
    condition: "Condition" = field(default_factory=_sound)
    record: Mapping[str, Entry] = field(default_factory=dict)
    settings: Mapping[str, Entry] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    missing: Collection[str] = ()

    def heading(self, table: str, name: str) -> Place:
        """The heading cell of a field in the first range of a table; the table's name as a sheet where there is none."""
        blocks = self.blocks.get(table)
        return blocks[0].heading(name) if blocks else Place(table)


R = TypeVar("R", bound=Row)
_UNREAD = attrgetter("unread")


def rows_with_read(rows: Sequence[R], *names: str) -> Iterator[R]:
    """The rows in which all these fields could be read."""
    if not any(map(_UNREAD, rows)):
        return iter(rows)
    return (row for row in rows if not row.unread or row.unread.isdisjoint(names))


DECISION_FIELDS = ("record.status", "record.executive_section", "record.decided_on")
"""The fields that say it."""


def is_decision_recorded(record: Mapping[str, Entry]) -> bool:
    """Whether a decision by kommunstyrelsen is recorded."""
    status = record.get("status")
    stated = status is not None and (status.unread or status.value == DECIDED)
    return stated or any(_filled(record, name) for name in ("executive_section", "decided_on"))


def read_decision_date(record: Mapping[str, Entry]) -> date | None:
    """The date of kommunstyrelsen's decision; None where it is not recorded or cannot be read."""
    entry = record.get("decided_on")
    return entry.value if entry else None


def _filled(record: Mapping[str, Entry], name: str) -> bool:
    return name in record and (record[name].unread or record[name].value is not None)
