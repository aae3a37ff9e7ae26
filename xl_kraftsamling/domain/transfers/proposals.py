"""Who has unused money, who has asked for more than is left, and which transfers could help: support for a decision."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.transfers.eligibility import Judgement, judge_transfer, propose


class Suggestion(NamedTuple):
    """A transfer that would meet a need, and its judgement; it is never *nej*."""

    row: Transfer
    judgement: Judgement


def find_unused_money(ledger: Ledger, day: date) -> dict[str, int]:
    """What each recipient could give away at a day, in öre, the most first.

    Ω, but no more than R − P where a forecast says that the rest will be used.
    """
    amounts = {}
    for balance in ledger.known_balances():
        free = ledger.transferable(balance.recipient, day)
        amounts[balance.recipient] = free if balance.forecast is None else min(free, balance.disposable - balance.forecast)
    return _sort_falling(amounts)


def find_needs(ledger: Ledger, day: date) -> dict[str, int]:
    """What each recipient has asked for beyond what is left at a day, in öre, the most first."""
    asking = [balance.recipient for balance in ledger.known_balances() if balance.requested]
    return _sort_falling({name: -ledger.giveable(name, day) for name in asking})


def _sort_falling(amounts: dict[str, int]) -> dict[str, int]:
    return {name: amount for name, amount in sorted(amounts.items(), key=lambda each: -each[1]) if amount > 0}


def suggest_transfers(ledger: Ledger, day: date) -> Iterator[Suggestion]:
    """Transfers that would meet the needs, the largest need first; one that is permitted comes before one that is unclear."""
    left = find_unused_money(ledger, day)
    for receiver, need in find_needs(ledger, day).items():
        met = 0
        for donor in _find_donors(ledger, left, receiver, day):
            amount = min(need - met, left[donor])
            if amount:
                row = propose(donor, receiver, amount, day)
                yield Suggestion(row, judge_transfer(ledger, row))
                # the next is judged as if this one were asked for: together they must fit too
                ledger = ledger.with_transfers((*ledger.book.transfers, row))
                left[donor] -= amount
                met += amount


def _find_donors(ledger: Ledger, left: dict[str, int], receiver: str, day: date) -> list[str]:
    """The donors that could give to a receiver: those that may before those for whom it is unclear."""
    # one öre always fits in what is left: the answer is then about the parties and the day, and not about the amount
    answers = {donor: judge_transfer(ledger, propose(donor, receiver, 1, day)).answer for donor, amount in left.items() if amount}
    return [donor for answer in (Answer.YES, Answer.AFTER_AGREEMENT, Answer.OPEN) for donor in answers if answers[donor] is answer]
