"""The arithmetic: what each recipient may call off, has called off, has left and can give away, at a date.

Symbols as in domain.md part 3: R = F + I − O, K = R − A, E = A − U, Ω = max(0, min over t ≥ d of K(t) − B − V).
All amounts are öre.  Of a day, the whole day counts: money that comes in on the day of a call-off is there for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.model import Book, CallOff, Transfer
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING
from xl_kraftsamling.domain.unsettled import Unsettled, unsettled


class Balance(NamedTuple):
    """One recipient's figures at a date, in öre; `outcome` and `forecast` are None where they are not known."""

    recipient: str
    allotted: int
    received: int
    ceded: int
    called_off: int
    requested: int
    waiting: int
    outcome: int | None
    forecast: int | None
    transferable: int

    @property
    def disposable(self) -> int:
        """R: what the recipient may call off in all."""
        return self.allotted + self.received - self.ceded

    @property
    def remaining(self) -> int:
        """K: what is left to call off."""
        return self.disposable - self.called_off

    @property
    def called_off_unspent(self) -> int | None:
        """E: called off but not spent; None where the outcome is not known."""
        return None if self.outcome is None else self.called_off - self.outcome


Flow = dict[date, int]


@dataclass(frozen=True)
class Ledger:
    """A book under its decision, seen at a date (avstämningsdatum)."""

    book: Book
    decision: Decision
    as_of: date

    @cached_property
    def unsettled(self) -> Unsettled:
        """The recipients whose figures a cell that could not be read leaves open."""
        return unsettled(self.book, self.decision)

    @cached_property
    def allotted(self) -> dict[str, int]:
        """F per recipient."""
        sums: dict[str, int] = defaultdict(int)
        for row in self.book.allocations:
            if row.recipient is not None and row.amount is not None:
                sums[row.recipient] += row.amount
        return dict(sums)

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """What changes K after the allocation: per recipient, the net of each day."""
        flows: dict[str, Flow] = defaultdict(lambda: defaultdict(int))
        for recipient, day, amount in self._movements():
            flows[recipient][day] += amount
        return {recipient: dict(sorted(flow.items())) for recipient, flow in flows.items()}

    def _movements(self) -> Iterator[tuple[str, date, int]]:
        for call_off in self.book.call_offs:
            if draws(call_off) and call_off.recipient and call_off.date and call_off.amount is not None:
                yield call_off.recipient, call_off.date, effect(call_off)
        for transfer in self.book.transfers:
            if transfer.status == BOOKED and transfer.date and transfer.amount is not None:
                if transfer.donor:
                    yield transfer.donor, transfer.date, -transfer.amount
                if transfer.receiver:
                    yield transfer.receiver, transfer.date, transfer.amount

    def remaining(self, recipient: str, day: date) -> int:
        """K of a recipient at the end of a day."""
        flow = self.flows.get(recipient, {})
        return self.allotted.get(recipient, 0) + sum(amount for when, amount in flow.items() if when <= day)

    def lowest(self, recipient: str, since: date) -> int:
        """The least K of a recipient at the end of any day from a date on."""
        later = (amount for when, amount in self.flows.get(recipient, {}).items() if when > since)
        return min(accumulate(later, initial=self.remaining(recipient, since)))

    def overdrawn(self, recipient: str, until: date) -> date | None:
        """The first day, up to a date, at whose end K of a recipient is below zero; None where there is none."""
        flow = self.flows.get(recipient, {})
        levels = accumulate(flow.values(), initial=self.allotted.get(recipient, 0))
        next(levels)
        return next((day for day, level in zip(flow, levels, strict=True) if level < 0 and day <= until), None)

    @cached_property
    def balances(self) -> dict[str, Balance]:
        """Every recipient's figures, those of the decision first; figures of unsettled recipients are not to be shown."""
        return {balance.recipient: balance for balance in map(self._balance, self._recipients())}

    @property
    def settled_balances(self) -> Iterator[Balance]:
        """The figures that no unread cell leaves open."""
        return (balance for name, balance in self.balances.items() if name not in self.unsettled)

    def breaking_row(self, recipient: str) -> CallOff | Transfer | None:
        """The row that first, up to the date, takes a recipient's K below zero, in order of date, then row.

        Of the day, what comes in counts first.
        """
        day = self.overdrawn(recipient, self.as_of)
        if day is None:
            return None
        left = self.remaining(recipient, day)
        rows = [(change, row) for when, change, row in self._changes(recipient) if when == day and change < 0]
        left -= sum(change for change, _ in rows)
        levels = accumulate((change for change, _ in rows), initial=left)
        next(levels)
        return next(row for (_, row), level in zip(rows, levels, strict=True) if level < 0)

    def _changes(self, recipient: str) -> Iterator[tuple[date, int, CallOff | Transfer]]:
        for transfer in self.book.transfers:
            if moves(transfer) and transfer.date and recipient in (transfer.donor, transfer.receiver):
                amount = transfer.amount or 0
                sign = (transfer.receiver == recipient) - (transfer.donor == recipient)
                yield transfer.date, sign * amount, transfer
        for call_off in self.book.call_offs:
            if call_off.recipient == recipient and draws(call_off) and call_off.date:
                yield call_off.date, effect(call_off), call_off

    @cached_property
    def allocation_explained(self) -> bool:
        """Whether a wrong unit (TD07) or a recipient that stands twice (TD03) explains what is wrong with the allocations."""
        named = [row.recipient for row in self.book.allocations if row.recipient]
        return len(set(named)) < len(named) or self.wrong_unit is not None

    @cached_property
    def wrong_unit(self) -> int | None:
        """1 000 or 1 000 000 where the allocations add up to about that part of the decision's sum, else None."""
        total = sum(self.allotted.values())
        near = (unit for unit in (1_000, 1_000_000) if self.decision.total < 2 * total * unit < 4 * self.decision.total)
        return next(near, None)

    def _recipients(self) -> dict[str, None]:
        named = dict.fromkeys((*self.decision.allotted, *self.allotted, *self.flows))
        return named | dict.fromkeys((*self._requested, *self._waiting, *self._outcomes, *self._forecasts))

    def _balance(self, recipient: str) -> Balance:
        requested, waiting = self._requested.get(recipient, 0), self._waiting.get(recipient, 0)
        free = self.lowest(recipient, self.as_of) - requested - waiting
        received, ceded = self._booked[0].get(recipient, 0), self._booked[1].get(recipient, 0)
        disposable = self.allotted.get(recipient, 0) + received - ceded
        return Balance(
            recipient, self.allotted.get(recipient, 0), received, ceded,
            disposable - self.remaining(recipient, self.as_of), requested, waiting,
            self._outcomes.get(recipient, None if self.unsettled.outcome(recipient) else 0),
            self._forecasts.get(recipient), max(0, free),
        )  # fmt: skip

    @cached_property
    def _booked(self) -> tuple[dict[str, int], dict[str, int]]:
        received: dict[str, int] = defaultdict(int)
        ceded: dict[str, int] = defaultdict(int)
        for row in self.book.transfers:
            if row.status == BOOKED and row.date and row.date <= self.as_of and row.amount is not None:
                received[row.receiver or ""] += row.amount
                ceded[row.donor or ""] += row.amount
        return received, ceded

    @cached_property
    def _requested(self) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for row in self.book.call_offs:
            if row.status == REQUESTED and row.recipient and row.amount is not None:
                sums[row.recipient] += row.amount
        return sums

    @cached_property
    def _waiting(self) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for row in self.book.transfers:
            if row.status in WAITING and row.donor and row.amount is not None:
                sums[row.donor] += row.amount
        return sums

    @cached_property
    def _outcomes(self) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for row in self.book.outcomes:
            if row.recipient and row.amount is not None and row.booked_on and row.booked_on <= self.as_of:
                sums[row.recipient] += row.amount
        return {name: amount for name, amount in sums.items() if not self.unsettled.outcome(name)}

    @cached_property
    def _forecasts(self) -> dict[str, int]:
        latest: dict[str, tuple[date, int]] = {}
        for row in self.book.forecasts:
            if row.recipient and row.amount is not None and row.date and row.date <= self.as_of:
                latest[row.recipient] = max(latest.get(row.recipient, (row.date, row.amount)), (row.date, row.amount))
        return {name: amount for name, (_, amount) in latest.items() if not self.unsettled.forecast(name)}


def draws(row: CallOff) -> bool:
    """Whether a call-off changes A: it is approved, paid, or the reversal of one."""
    return row.status in CALLED_OFF or row.status == REVERSED


def effect(row: CallOff) -> int:
    """What a call-off that draws does to K, in öre: less for a call-off, more for a reversal."""
    amount = row.amount or 0
    return amount if row.status == REVERSED else -amount


def moves(row: Transfer) -> bool:
    """Whether a transfer changes I and O: it is booked."""
    return row.status == BOOKED
