"""How long one verdict on a transfer takes, from rows to reasons."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from measuring import Bench, Figure, take_time

from support import build_book
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose

AGREED = {"agreement": "STK-2026-701", "agreed_on": date(2026, 6, 1), "party": "stadskontoret", "declared_unused": "ja"}


def large_ledger(size: int) -> Ledger:
    """A ledger of so many rows, a tenth of them transfers, in every state."""
    made = Random(1)
    names = list(build_book.ledger().decision.allotted)

    def day() -> date:
        return date(2026, 6, 1) + timedelta(made.randrange(200))

    transfers = [
        {"id": f"O-{n}", "date": day(), "amount": made.randrange(1, 5_000), "status": made.choice(TRANSFER_STATES), **AGREED,
         **dict(zip(("donor", "receiver"), made.sample(names, 2), strict=True))}
        for n in range(size // 10)
    ]  # fmt: skip
    call_offs = [
        {"id": f"A-{n}", "date": day(), "recipient": made.choice(names), "amount": made.randrange(1, 5_000),
         "status": made.choice(CALL_OFF_STATES)}
        for n in range(size - len(transfers))
    ]  # fmt: skip
    return build_book.ledger(transfers=transfers, call_offs=call_offs)


def measure(bench: Bench) -> Iterator[Figure]:
    """One verdict in a ledger of 10 000 rows, however large the rest is, so that a cell of Excel need not wait."""
    book, proposal = large_ledger(10_000), propose("fritidsnämnden", "kulturnämnden", 100_00, date(2026, 9, 1))
    cost = take_time(lambda: judge_transfer(Ledger(book.book, book.decision, book.as_of), proposal), bench.runs)
    yield Figure("a verdict on a transfer among 10 000 rows", cost * 1_000, 50, unit="ms")
