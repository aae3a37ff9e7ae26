"""The arithmetic: what each recipient may call off, has called off, has left and can give away, at a date.

Symbols as in domain.md part 3: R = F + I − O, K = R − A, E = A − U, Ω = max(0, min over t ≥ d of K(t) − B − V).
All amounts are öre.  Of a day, the whole day counts: money that comes in on the day of a call-off is there for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.allocations import allotted
from xl_kraftsamling.domain.ledger.balance import Balance
from xl_kraftsamling.domain.ledger.levels import NEVER, Levels
from xl_kraftsamling.domain.ledger.movements import BookedTransfers, find_first_above, list_movements
from xl_kraftsamling.domain.ledger.sums import Sums, latest, sums
from xl_kraftsamling.domain.ledger.unsettled import Unsettled, unsettled
from xl_kraftsamling.domain.tables import CallOff, Forecast, Transfer

Flow = dict[date, int]


@dataclass(frozen=True)
class Ledger:
    """A book under its decision, seen at a date (avstämningsdatum)."""

    book: Book
    decision: Decision
    as_of: date

    def without_transfer(self, row: Transfer) -> "Ledger":
        """The same ledger without a transfer; itself where the transfer is not in it."""
        others = [each for each in self.book.transfers if each is not row]
        return self if len(others) == len(self.book.transfers) else self.with_transfers(others)

    def with_transfers(self, transfers: Sequence[Transfer]) -> "Ledger":
        """The same ledger with these transfers instead of its own."""
        return replace(self, book=replace(self.book, transfers=transfers))

    @cached_property
    def unsettled(self) -> Unsettled:
        """The recipients whose figures a cell that could not be read leaves open."""
        return unsettled(self.book, self.decision)

    @cached_property
    def allotted(self) -> dict[str, int]:
        """F per recipient."""
        return allotted(self.book.allocations)

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """What changes K after the allocation: per recipient, the net of each day."""
        flows: dict[str, Flow] = defaultdict(lambda: defaultdict(int))
        for recipient, day, change, _ in list_movements(self.book):
            flows[recipient][day] += change
        return {recipient: dict(sorted(flow.items())) for recipient, flow in flows.items()}

    @cached_property
    def _levels(self) -> dict[str, Levels]:
        return {name: Levels(self.allotted.get(name, 0), self.flows.get(name, {})) for name in {**self.allotted, **self.flows}}

    @cached_property
    def booked(self) -> BookedTransfers:
        """The booked transfers."""
        return BookedTransfers(self.book.transfers)

    def levels(self, recipient: str) -> Levels:
        """K of a recipient, day by day."""
        return self._levels.get(recipient, NEVER)

    def remaining(self, recipient: str, day: date) -> int:
        """K of a recipient at the end of a day."""
        return self.levels(recipient).level_on(day)

    def giveable(self, recipient: str, day: date) -> int:
        """What a recipient could give away at a day if no transfer of its waited: min over t ≥ d of K(t) − B."""
        return self.levels(recipient).lowest_from(day) - self._sums.requested.get(recipient, 0)

    def transferable(self, recipient: str, day: date) -> int:
        """Ω: what a recipient can give away at a day without anybody's books breaking later."""
        return max(0, self.giveable(recipient, day) - self.waiting(recipient))

    def waiting(self, recipient: str) -> int:
        """V: what a recipient has promised to others, or asked to give them, that is not booked yet."""
        return self._sums.waiting.get(recipient, 0)

    def first_overdrawn_day(self, recipient: str, until: date) -> date | None:
        """The first day, up to a date, at whose end K of a recipient is below zero; None where there is none."""
        return next((day for day, _ in self.levels(recipient).days_below_zero() if day <= until), None)

    @cached_property
    def balances(self) -> dict[str, Balance]:
        """Every recipient's figures, those of the decision first; figures of unsettled recipients are not to be shown."""
        return {balance.recipient: balance for balance in map(self.balance, self._recipients())}

    @property
    def known_balances(self) -> Iterator[Balance]:
        """The figures that no unread cell leaves open."""
        return (balance for name, balance in self.balances.items() if name not in self.unsettled)

    @property
    def balances_with_known_remaining(self) -> Iterator[Balance]:
        """The figures of those whose K, and so R, can be told."""
        return (balance for name, balance in self.balances.items() if not self.unsettled.remaining(name))

    @property
    def balances_with_known_disposable(self) -> Iterator[Balance]:
        """The figures of those whose R can be told."""
        return (balance for name, balance in self.balances.items() if not self.unsettled.disposable(name))

    @cached_property
    def breaking_rows(self) -> dict[str, CallOff | Transfer]:
        """The row that first, up to the date, takes a recipient's K below zero, in order of date, then row.

        Of the day, what comes in counts first.  An allocation that is itself below zero has no such row.
        """
        days = {name: day for name in self.flows if (day := self.first_overdrawn_day(name, self.as_of))}
        drawn: dict[str, list[tuple[date, int, CallOff | Transfer]]] = defaultdict(list)
        for name, day, change, row in list_movements(self.book) if days else ():
            if change < 0 and days.get(name) == day:
                drawn[name].append((day, -change, row))
        before = {name: self.remaining(name, days[name]) + sum(amount for _, amount, _ in rows) for name, rows in drawn.items()}
        breaking = {name: find_first_above(rows, before[name]) for name, rows in drawn.items()}
        return {name: row for name, row in breaking.items() if row is not None}

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:
        """The row of each recipient's latest forecast, where no unread cell leaves it open."""
        rows = latest(self.book.forecasts, self.as_of)
        return {name: row for name, row in rows.items() if not self.unsettled.forecast(name)}

    @cached_property
    def _sums(self) -> Sums:
        return sums(self.book, self.as_of)

    def _recipients(self) -> dict[str, None]:
        added = self._sums
        known = (self.decision.allotted, self.allotted, self.flows, added.requested, added.waiting, added.spent, self.forecasts)
        return dict.fromkeys(name for names in known for name in names)

    def balance(self, recipient: str) -> Balance:
        """The figures of a recipient, all zero where the book does not name it."""
        added = self._sums
        requested, waiting = added.requested.get(recipient, 0), added.waiting.get(recipient, 0)
        received, ceded = added.received.get(recipient, 0), added.ceded.get(recipient, 0)
        allotted = self.allotted.get(recipient, 0)
        forecast = self.forecasts.get(recipient)
        return Balance(
            recipient, allotted, received, ceded,
            allotted + received - ceded - self.remaining(recipient, self.as_of), requested, waiting,
            None if self.unsettled.outcome(recipient) else added.spent.get(recipient, 0),
            forecast.amount if forecast else None,
            self.transferable(recipient, self.as_of),
        )  # fmt: skip
