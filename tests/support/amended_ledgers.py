"""Random ledgers whose decision changes: amended on some days, with money paid back on others, and a sheet that has taken in some of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from support import build_book
from xl_kraftsamling.domain.decision import Decision, pick_shipped_decision
from xl_kraftsamling.domain.decision_points import Amendment, Grant, Repayment
from xl_kraftsamling.domain.ledger.ledger import Ledger

KN, FRN, MKB = NAMES = ("kulturnämnden", "fritidsnämnden", "MKB")
START = date(2026, 6, 1)
DAYS = [START + timedelta(days) for days in range(8)]
names, days = st.sampled_from(NAMES), st.sampled_from(DAYS)
row = st.fixed_dictionaries


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Any decision over three recipients, changed on any days, with money paid back on any."""
    first = draw(st.dictionaries(names, st.integers(1, 100)))
    later = draw(st.dictionaries(days, st.dictionaries(names, st.integers(0, 150), min_size=1), max_size=4))
    paid = draw(st.lists(st.tuples(days, names, st.integers(1, 30)), max_size=3))
    return replace(
        pick_shipped_decision("STK-2026-580"), grants=tuple(Grant(name, amount, "punkt 1") for name, amount in first.items()),
        amendments=tuple(
            Amendment(day, "STK-2026-1", "§ 1", tuple(Grant(name, amount, "", "STK-2026-1 § 1") for name, amount in new.items()))
            for day, new in sorted(later.items())
        ),
        repayments=tuple(sorted(Repayment(*each, "") for each in paid)),
    )  # fmt: skip


def movements() -> st.SearchStrategy[dict[str, Any]]:
    status = st.sampled_from(["godkänt", "utbetalt", "återfört", "begärt", "avslaget"])
    return row({
        "call_offs": st.lists(row({"recipient": names, "date": days, "amount": st.integers(1, 60), "status": status}), max_size=6),
        "transfers": st.lists(row({
            "donor": names, "receiver": names, "date": days, "amount": st.integers(1, 60),
            "status": st.sampled_from(["bokförd", "begärd"]),
        }), max_size=4),
    })  # fmt: skip


def rows_of(decision: Decision, day: date = date.max) -> list[Mapping[str, Any]]:
    """The sheet Tilldelning of somebody who has taken in all that was decided up to a day."""
    granted = decision.allotted_on(day)
    return [{"recipient": name, "amount": granted.get(name, 0)} for name in decision.recipients]


@st.composite
def amended_ledgers(draw: st.DrawFn) -> Ledger:
    """Any ledger over such a decision, at any of its days; the sheet may lack a recipient, and may have taken in what is still to come."""
    decision = draw(decisions())
    rows = [each for each in rows_of(decision, draw(days)) if draw(st.integers(0, 4))]
    return build_book.ledger(decision=decision, as_of=draw(days), allocations=rows, **draw(movements()))
