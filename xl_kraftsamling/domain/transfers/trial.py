"""A transfer that somebody has in mind, tried against the books: the answer, the reasons, and its effect once it is booked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.movements import find_first_above
from xl_kraftsamling.domain.ledger.waiting import list_promises, list_requests
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF
from xl_kraftsamling.domain.tables import CallOff, Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.eligibility import Judgement, judge_transfer
from xl_kraftsamling.domain.transfers.room import find_limit, find_short_promises


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
    "Den {date} är mer avropat än disponibelt hos {who}: för {id} på {amount} saknas {short}.",
    "On {date} {who} has called off more than it may: {id} of {amount} is {short} short.",
)
_REQUESTED = Text(
    "Begärda avrop ryms inte längre hos {who}: för {id} på {amount} ({date}) saknas {short}.",
    "The requested call-offs of {who} no longer fit: {id} of {amount} ({date}) is {short} short.",
)
_WAITING = Text(
    "Väntande omfördelningar ryms inte längre hos {who}: för {id} på {amount} ({date}) saknas {short}.",
    "The waiting transfers of {who} no longer fit: {id} of {amount} ({date}) is {short} short.",
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
    if found := _find_first_above(*_list_short_call_offs(ledger, donor, since)):
        yield _make_uncovered(_CALLED_OFF, donor, *found)
    # requests come out of the least that will be left, and waiting transfers out of what the requests leave of it; below zero
    # there is nothing for either, and the first of them is the one without cover
    asked = [(row.date or since, row.amount or 0, row) for row in list_requests(ledger.book) if row.recipient == donor]
    if found := _find_first_above(asked, ledger.levels(donor).lowest_from(since)):
        yield _make_uncovered(_REQUESTED, donor, *found)
    queue = [row for row in list_promises(ledger.book) if row.donor == donor]
    if short := next(find_short_promises(ledger, queue), None):
        yield _make_uncovered(_WAITING, donor, short.row, short.amount)


def _list_short_call_offs(ledger: Ledger, donor: str, since: date) -> tuple[list[tuple[date, int, CallOff]], int]:
    """The call-offs of the first day that is short and has any, and what there was for them."""
    short = dict(ledger.levels(donor).days_below_zero(since))
    rows = [row for row in ledger.book.call_offs if row.recipient == donor and row.status in CALLED_OFF and row.date in short]
    first = min((row.date for row in rows if row.date), default=since)
    called = [(first, row.amount or 0, row) for row in rows if row.date == first]
    return called, short.get(first, 0) + sum(amount for _, amount, _ in called)


def _find_first_above(dated: Iterable[tuple[date, int, CallOff]], limit: int) -> tuple[CallOff, int] | None:
    """The row that first takes the running sum of amounts above a limit, by date, and how much of the row is above it."""
    row = find_first_above(dated := list(dated), max(0, limit))
    if row is None:
        return None
    ordered = sorted(dated, key=itemgetter(0))
    total = sum(amount for _, amount, _ in ordered[: 1 + next(n for n, each in enumerate(ordered) if each[2] is row)])
    return row, min(row.amount or 0, total - max(0, limit))


def _make_uncovered(words: Text, who: str, row: CallOff | Transfer, short: int) -> Uncovered:
    values = {"who": who, "id": row.id, "amount": Ore(row.amount or 0), "date": row.date, "short": Ore(short)}
    return Uncovered(row, short, words.bind(**values))


_ROOM = frozenset({"OM04", "OM05", "OM15", "OM18", "OM19"})
"""The rules that find an amount too large."""


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
    """Try a transfer with the largest amount that it may be of, or None where that is unknown.

    Where nothing can be given, the other reasons are found with a single öre, and that this does not fit is left out.
    """
    limit = find_limit(ledger, row)
    full = row._replace(amount=limit and limit.amount)
    if limit is None or limit.amount:
        return try_transfer(ledger, full)
    judgement = judge_transfer(ledger, row._replace(amount=1))
    reasons = tuple(reason for reason in judgement.reasons if reason.code not in _ROOM)
    return Trial(ledger, full, replace(judgement, reasons=reasons), predict_effect(ledger, full))
