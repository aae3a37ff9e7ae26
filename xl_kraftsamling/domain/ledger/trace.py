"""One krona's way: beslut → tilldelning → omfördelning → avrop → utfall."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.history import ALLOTTED, CALLED, CEDED, RECEIVED, RETURNED, SPENT, Event, list_events
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import Allocation, CallOff, Outcome, Transfer
from xl_kraftsamling.domain.texts import Text

DECIDED, GRANTED, MOVED, DRAWN, USED = (
    Text("beslut", "decision"), Text("tilldelning", "allocation"), Text("omfördelning", "transfer"), Text("avrop", "call-off"),
    Text("utfall", "outcome"),
)  # fmt: skip
STAGES = {ALLOTTED: GRANTED, RECEIVED: MOVED, CEDED: MOVED, CALLED: DRAWN, RETURNED: DRAWN, SPENT: USED}
"""The stage that each event belongs to, in order; what waits is on no way yet."""


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
    yield from _origin(ledger, recipient, 0, set())
    for stage in (DRAWN, USED):
        for event in _events(ledger, recipient, stage):
            if intervention in (None, getattr(event.row, "intervention", None)):
                yield _step(stage, recipient, event, 0)


def _origin(ledger: Ledger, holder: str, depth: int, told: set[str]) -> Iterator[Step]:
    """The grant, the allocation and the transfers; before what came in, the same of its giver, told once."""
    told.add(holder)
    for grant in ledger.decision.grants:
        if grant.recipient == holder:
            yield Step(DECIDED, holder, grant.amount, f"{ledger.decision.reference}, {grant.reference}", depth=depth)
    for event in (*_events(ledger, holder, GRANTED), *_events(ledger, holder, MOVED)):
        if isinstance(event.row, Transfer) and event.row.donor and event.row.donor not in told:
            yield from _origin(ledger, event.row.donor, depth + 1, told)
        yield _step(STAGES[event.what], holder, event, depth)


def _events(ledger: Ledger, holder: str, stage: Text) -> Iterator[Event]:
    events = (event for event in list_events(ledger, holder) if STAGES.get(event.what) is stage)
    return (event for event in events if event.day is None or event.day <= ledger.as_of)


def _step(stage: Text, holder: str, event: Event, depth: int) -> Step:
    row = event.row
    source = row.reference if isinstance(row, Allocation) else row.voucher if isinstance(row, Outcome) else row.id
    return Step(stage, holder, event.change, source or "", event.day, row, depth)
