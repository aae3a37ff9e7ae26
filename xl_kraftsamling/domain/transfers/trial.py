"""A transfer that somebody has in mind, tried against the books: the answer, the reasons, and its effect once it is booked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.movements import find_first_above
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REQUESTED, WAITING
from xl_kraftsamling.domain.tables import CallOff, Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.eligibility import Judgement, judge_transfer, most_transferable


class Uncovered(NamedTuple):
    """A row that would no longer be covered, by how much in öre, and a sentence that explains it."""

    row: CallOff | Transfer
    short_by: int
    words: Text


class Effect(NamedTuple):
    """The balances of donor and receiver without and with the transfer, at `day`, and what it would break at its donor."""

    day: date
    before: tuple[Balance, ...]
    after: tuple[Balance, ...]
    breaks: tuple[Uncovered, ...]


_CALLED_OFF = Text(
    "Den {date} är mer avropat än disponibelt hos {who}: {id} på {amount} saknar täckning för {short}.",
    "On {date} more is called off than {who} may call off: {id} of {amount} has no cover for {short}.",
)
_REQUESTED = Text(
    "Begärda avrop ryms inte längre hos {who}: {id} på {amount} ({date}) saknar täckning för {short}.",
    "Requested call-offs no longer fit at {who}: {id} of {amount} ({date}) has no cover for {short}.",
)
_WAITING = Text(
    "Väntande omfördelningar ryms inte längre hos {who}: {id} på {amount} ({date}) saknar täckning för {short}.",
    "Waiting transfers no longer fit at {who}: {id} of {amount} ({date}) has no cover for {short}.",
)


def predict_effect(ledger: Ledger, proposal: Transfer) -> Effect:
    """The effect of booking a transfer, seen at its date or at the ledger's, whichever is later."""
    day = max(proposal.date or ledger.as_of, ledger.as_of)
    before = replace(ledger.without_transfer(proposal), as_of=day)
    after = before.with_transfers((*before.book.transfers, proposal._replace(status=BOOKED)))
    parties = [name for name in (proposal.donor, proposal.receiver) if name]
    # only what is new: a row that is uncovered already is no effect of the transfer
    old = {each.row for each in _find_uncovered(before, proposal)}
    new = tuple(each for each in _find_uncovered(after, proposal) if each.row not in old)
    return Effect(day, tuple(map(before.balance, parties)), tuple(map(after.balance, parties)), new)


def _find_uncovered(ledger: Ledger, proposal: Transfer) -> Iterator[Uncovered]:
    """What is not covered at the donor from the transfer's day on: the first call-off, request and waiting transfer."""
    donor, since = proposal.donor or "", proposal.date or ledger.as_of
    levels, free = ledger.levels(donor), ledger.giveable(donor, since)
    short = {day: -level for day, level in levels.days_below_zero(since)}
    rows = [row for row in ledger.book.call_offs if row.recipient == donor]
    called = [(row.date or since, row.line, row) for row in rows if row.status in CALLED_OFF and row.date in short]
    if called:
        day, _, first = min(called, key=itemgetter(0, 1))  # rows have no order, and two blocks may have a row on one line
        yield _make_uncovered(_CALLED_OFF, donor, first, short[day])
    # requests come out of the least that will be left, and waiting transfers out of what the requests leave of it; below zero
    # there is nothing for either, and the first of them is the one without cover
    asked = [(row.date or since, row.amount or 0, row) for row in rows if row.status == REQUESTED]
    if row := find_first_above(asked, max(0, levels.lowest_from(since))):
        yield _make_uncovered(_REQUESTED, donor, row, -free)
    queue = [(row.date or since, row.amount or 0, row) for row in ledger.book.transfers if row.donor == donor and row.status in WAITING]
    if other := find_first_above(queue, max(0, free)):
        yield _make_uncovered(_WAITING, donor, other, ledger.totals.promised[donor] - free)


def _make_uncovered(words: Text, who: str, row: CallOff | Transfer, short: int) -> Uncovered:
    values = {"who": who, "id": row.id, "amount": Ore(row.amount or 0), "date": row.date, "short": Ore(short)}
    return Uncovered(row, short, words.bind(**values))


_ROOM = frozenset({"OM04", "OM05"})
"""The rules that find an amount too large for its donor."""


class Trial(NamedTuple):
    """A ledger, the transfer that is tried, its judgement and its effect; figures of unsettled recipients must not be shown."""

    ledger: Ledger
    row: Transfer
    judgement: Judgement
    effect: Effect


def try_transfer(ledger: Ledger, row: Transfer) -> Trial:
    """Try a transfer: judge it, and predict its effect."""
    return Trial(ledger, row, judge_transfer(ledger, row), predict_effect(ledger, row))


def try_largest(ledger: Ledger, row: Transfer) -> Trial:
    """Try a transfer with the largest amount that its donor can give: Ω, or None where that is unknown.

    Where nothing can be given, the other reasons are found with a single öre, and that this does not fit is left out.
    """
    most = most_transferable(ledger, row.donor or "", row.date or ledger.as_of)
    full = row._replace(amount=most)
    if most != 0:
        return try_transfer(ledger, full)
    judgement = judge_transfer(ledger, row._replace(amount=1))
    reasons = tuple(reason for reason in judgement.reasons if reason.code not in _ROOM)
    return Trial(ledger, full, replace(judgement, reasons=reasons), predict_effect(ledger, full))
