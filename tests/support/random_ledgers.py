"""Random small ledgers for property tests: few recipients, few days and small sums, so that limits are often met exactly."""

from collections.abc import Mapping
from dataclasses import replace
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
    # an agreement of its own for each: those of one are counted together (OM19)
    moved = [{"id": f"O-{n}", "agreement": f"STK-2026-{700 + n}", **row} for n, row in enumerate(drawn["transfers"], 1)]
    called = [{"id": f"A-{n}", **row} for n, row in enumerate(drawn["call_offs"], 1)]
    return build_book.ledger(allocations=allocations, transfers=moved, call_offs=called, as_of=drawn["as_of"])


ledgers = st.fixed_dictionaries({
    "granted": st.tuples(*[st.integers(0, 40)] * len(WITH_MONEY)), "transfers": transfers, "call_offs": call_offs, "as_of": dates,
}).map(build_ledger)  # fmt: skip

odd_amounts = st.one_of(amounts, amounts, st.integers(-6, 0))
"""Mostly amounts that are right, now and then one that is zero or less."""


def _with_holes(row: dict[str, Any], *fields: str) -> st.SearchStrategy[dict[str, Any]]:
    """A row, or now and then the same with one cell that cannot be read."""
    holes = st.sampled_from([None] * 9 + list(fields))
    return holes.map(lambda hole: {**row, hole: None, "unread": {hole}} if hole else row)


odd_call_offs = st.lists(
    st.fixed_dictionaries({"recipient": names, "date": dates, "amount": odd_amounts, "status": st.sampled_from(CALL_OFF_STATES)}).flatmap(
        lambda row: _with_holes(row, "amount", "date") if row["status"] == "begärt" else st.just(row)
    ),
    max_size=8,
)  # fmt: skip
odd_transfers = st.lists(
    st.fixed_dictionaries({
        "donor": names, "receiver": names, "date": dates, "amount": odd_amounts, "status": st.sampled_from(TRANSFER_STATES),
        **{name: st.just(value) for name, value in build_book.AGREEMENT.items() if name != "agreement"},
    }).flatmap(lambda row: _with_holes(row, "amount", "date", "receiver") if row["status"] in ("begärd", "överenskommen") else st.just(row)),
    max_size=7,
)  # fmt: skip


def _stand_twice(ledger: Ledger, name: str | None) -> Ledger:
    """The ledger with a second allocation of a recipient."""
    if name is None:
        return ledger
    rows = build_book.rows("allocations", [*({"recipient": r.recipient, "amount": r.amount} for r in ledger.book.allocations), {"recipient": name, "amount": 5}])
    return replace(ledger, book=replace(ledger.book, allocations=rows))


odd_ledgers = st.builds(
    _stand_twice,
    st.fixed_dictionaries({
        "granted": st.tuples(*[st.integers(0, 40)] * len(WITH_MONEY)), "transfers": odd_transfers, "call_offs": odd_call_offs,
        "as_of": dates,
    }).map(build_ledger),
    st.sampled_from([None] * 9 + list(WITH_MONEY)),
)  # fmt: skip
"""Ledgers with rows of zero and less, to oneself, of the same day and with cells that cannot be read, and recipients that stand twice."""

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
