"""A transfer that somebody has in mind, tried against the books: the answer, the reasons, and what it would do."""

from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.eligibility import Judgement, judge, largest
from xl_kraftsamling.domain.model import Transfer
from xl_kraftsamling.domain.transfers.whatif import Effect, effect

_ROOM = frozenset({"OM04", "OM05"})


class Trial(NamedTuple):
    """The books, the transfer that is tried, its judgement and its effect; figures of who is unsettled are not to be shown."""

    ledger: Ledger
    row: Transfer
    judgement: Judgement
    effect: Effect


def tried(ledger: Ledger, row: Transfer) -> Trial:
    """Try a transfer as it is."""
    return Trial(ledger, row, judge(ledger, row), effect(ledger, row))


def tried_at_most(ledger: Ledger, row: Transfer) -> Trial:
    """Try a transfer with the largest amount that its donor can give: Ω, or None where that cannot be told.

    Where nothing can be given, what else there is to say is found with a single öre; that it does not fit goes without saying.
    """
    most = largest(ledger, row.donor or "", row.date or ledger.as_of)
    full = row._replace(amount=most)
    if most != 0:
        return tried(ledger, full)
    judgement = judge(ledger, row._replace(amount=1))
    reasons = tuple(reason for reason in judgement.reasons if reason.code not in _ROOM)
    return Trial(ledger, full, replace(judgement, reasons=reasons), effect(ledger, full))
