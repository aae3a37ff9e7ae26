"""Random small ledgers for property tests: few recipients, few days and small sums, so that limits are often met exactly."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from support import build_book
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.transfers.eligibility import propose

FIRST = date(2026, 6, 1)
NAMES = ("fritidsnämnden", "kulturnämnden", "förskolenämnden", "MKB", "grundskolenämnden", "kommunstyrelsen")
WITH_MONEY = NAMES[:4]

names = st.sampled_from(NAMES)
amounts = st.integers(1, 12)
dates = st.integers(0, 12).map(lambda days: FIRST + timedelta(days))

call_offs = st.lists(
    st.fixed_dictionaries(
        {"recipient": names, "date": dates, "amount": amounts, "status": st.sampled_from(CALL_OFF_STATES)}
    ),
    max_size=8,
)  # fmt: skip
transfers = st.lists(
    st.fixed_dictionaries({
        "donor": names, "receiver": names, "date": dates, "amount": amounts, "status": st.sampled_from(TRANSFER_STATES),
        **{name: st.just(value) for name, value in build_book.AGREEMENT.items()},
    }),
    max_size=6,
)  # fmt: skip


def build_ledger(drawn: Mapping[str, Any]) -> Ledger:
    """A ledger of drawn rows, in which each of the recipients WITH_MONEY was granted a little."""
    allocations = [{"recipient": name, "amount": amount} for name, amount in zip(WITH_MONEY, drawn["granted"], strict=True)]
    moved = [{"id": f"O-{n}", **row} for n, row in enumerate(drawn["transfers"], 1)]
    called = [{"id": f"A-{n}", **row} for n, row in enumerate(drawn["call_offs"], 1)]
    return build_book.ledger(allocations=allocations, transfers=moved, call_offs=called, as_of=drawn["as_of"])


ledgers = st.fixed_dictionaries({
    "granted": st.tuples(*[st.integers(0, 40)] * len(WITH_MONEY)), "transfers": transfers, "call_offs": call_offs, "as_of": dates,
}).map(build_ledger)  # fmt: skip

proposals = st.builds(
    lambda donor, receiver, amount, day: propose(
        donor, receiver, amount, day, reference="STK-2026-702", agreed_on=FIRST, party="stadskontoret", declared_unused="ja"
    ),
    names, names, amounts, dates,
)  # fmt: skip


def add_proposal(ledger: Ledger, proposal: Transfer, status: str) -> tuple[Ledger, Transfer]:
    """The ledger with a proposal as its last row, and that row."""
    rows = ledger.book.transfers
    block = build_book.block(build_book.TABLE_BY_NAME["transfers"])
    row = proposal._replace(block=block, line=len(rows) + 2, id=f"O-{len(rows) + 1}", status=status)
    return ledger.with_transfers((*rows, row)), row
