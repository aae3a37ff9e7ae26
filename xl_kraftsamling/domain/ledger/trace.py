"""The way of a recipient's money: beslut → tilldelning → omfördelning → avrop → utfall."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.history import (
    ALLOTTED,
    AMENDED,
    CALLED,
    CEDED,
    RECEIVED,
    REPAID,
    RETURNED,
    SPENT,
    Event,
    list_events,
)
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import Allocation, CallOff, Outcome, Transfer
from xl_kraftsamling.domain.texts import Text

DECISION, GRANTED, MOVED, PAID_BACK, DRAWN, USED = (
    Text("beslut", "decision"), Text("tilldelning", "allocation"), Text("omfördelning", "transfer"),
    Text("återbetalning", "repayment"), Text("avrop", "call-off"),
    Text("utfall", "outcome"),
)  # fmt: skip
STAGES = {ALLOTTED: GRANTED, AMENDED: GRANTED, REPAID: PAID_BACK, RECEIVED: MOVED, CEDED: MOVED, CALLED: DRAWN, RETURNED: DRAWN, SPENT: USED}
"""The stage that each event belongs to; what only waits has none, since no money has moved."""


class Step(NamedTuple):
    """A step on the way: its stage, who holds the money, the change in öre, what it rests on, and its row if it has one.

    `depth` is 0 for the recipient itself, 1 for those who gave it money, 2 for those who gave it to them.
    """

    stage: Text
    holder: str
    amount: int
    source: str
    day: date | None = None
    row: Allocation | Transfer | CallOff | Outcome | None = None
    depth: int = 0


def trace_money(ledger: Ledger, recipient: str, intervention: str | None = None) -> Iterator[Step]:
    """The way of a recipient's money up to the ledger's date: where it came from, where it went, what it was spent on.

    :param intervention: an Insats-id: only the call-offs and the outcome of that one.
    """
    yield from _trace_origin(ledger, recipient, 0, set())
    for stage in (DRAWN, USED):
        for event in _events_of_stage(ledger, recipient, stage):
            if intervention in (None, getattr(event.row, "intervention", None)):
                yield _make_step(stage, recipient, event, 0)


def _trace_origin(ledger: Ledger, holder: str, depth: int, seen: set[str]) -> Iterator[Step]:
    """The grant, the allocation and the transfers; before money received, the same of its giver.

    `seen` holds those already followed: each is shown once, and money that went round in a circle ends here.
    """
    seen.add(holder)  # before the givers are followed: money that went A → B → A would otherwise never end
    yield from _list_decided(ledger, holder, depth)
    for event in (event for stage in (GRANTED, MOVED, PAID_BACK) for event in _events_of_stage(ledger, holder, stage)):
        if isinstance(event.row, Transfer) and event.row.donor and event.row.donor not in seen:
            yield from _trace_origin(ledger, event.row.donor, depth + 1, seen)
        yield _make_step(STAGES[event.what], holder, event, depth)


def _list_decided(ledger: Ledger, holder: str, depth: int) -> Iterator[Step]:
    """What the decision grants a recipient, and by how much each amendment up to the date has changed that."""
    before = 0
    for day, grant in ledger.decision.list_stages(holder):
        if day <= ledger.as_of and grant.amount != before:
            since = None if day == date.min else day
            yield Step(DECISION, holder, grant.amount - before, ledger.decision.cite(grant), since, depth=depth)
            before = grant.amount


def _events_of_stage(ledger: Ledger, holder: str, stage: Text) -> Iterator[Event]:
    events = (event for event in list_events(ledger, holder) if STAGES.get(event.what) is stage)
    return (event for event in events if event.day is None or event.day <= ledger.as_of)


def _make_step(stage: Text, holder: str, event: Event, depth: int) -> Step:
    row = event.row
    source = row.reference if isinstance(row, Allocation) else row.voucher if isinstance(row, Outcome) else row.id
    return Step(stage, holder, event.change, source or "", event.day, row, depth)
