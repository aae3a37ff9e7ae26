"""The arithmetic: what each recipient may call off, has called off, has left and can give away, at a date.

F is what the decision grants at the date, less what is paid back (`allotments`).  R = F + I − O: disposable is what was allotted, plus received, less ceded.  K = R − A: remaining is that less what is called off.
E = A − U: called off but not spent.  Ω = max(0, min over t ≥ d of K(t) − B − V): what can be given away, where B is requested
and V is promised.  All amounts are öre.  Of a day, the whole day counts: money received on the day of a call-off can pay for it.

Ω is the most that can go without anybody's books breaking later.  All that is requested is held back on every day; a promise, from
its own date on: one that is dated after money has come in can be paid with that money, and takes nothing from an earlier day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple

from xl_kraftsamling.domain.book import Book, is_decision_recorded, read_decision_date
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.agreements import Agreement, group_by_agreement, measure_agreement
from xl_kraftsamling.domain.ledger.allotments import find_first_amount, list_amendments, list_repayments
from xl_kraftsamling.domain.ledger.movements import (
    NO_MOVEMENTS,
    BookedTransfers,
    Levels,
    Movement,
    find_first_above,
    list_booking_days,
    list_forecast_days,
    list_movements,
)
from xl_kraftsamling.domain.ledger.unsettled import Unsettled, find_unsettled
from xl_kraftsamling.domain.ledger.waiting import list_promises, list_requests
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.rows import MadeRows, Rows
from xl_kraftsamling.domain.status_words import BOOKED
from xl_kraftsamling.domain.tables import Allocation, CallOff, Forecast, Outcome, Transfer


class Balance(NamedTuple):
    """One recipient's figures at a date, in öre; `outcome` and `forecast` are None where they are unknown."""

    recipient: str
    allotted: int
    received: int
    ceded: int
    called_off: int
    requested: int
    promised: int
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
        """E: called off but not spent; None where the outcome is unknown."""
        return None if self.outcome is None else self.called_off - self.outcome


class Totals(NamedTuple):
    """F, I and O: granted, less what is paid back, and booked, up to a date; B and V: everything that waits (`waiting`), whatever its date; U: spent up to the date.

    Each is öre per recipient, zero for one that has none; a row that lacks its amount or recipient adds nothing.
    """

    allotted: Counter[str]
    received: Counter[str]
    ceded: Counter[str]
    requested: Counter[str]
    promised: Counter[str]
    spent: Counter[str]


def _sum_by_recipient(recipients: Iterable[str | None], amounts: Iterable[int | None]) -> Counter[str]:
    sums: defaultdict[str, int] = defaultdict(int)  # adding to a Counter takes twice the time
    for recipient, amount in zip(recipients, amounts, strict=True):
        if recipient and amount is not None:
            sums[recipient] += amount
    return Counter(sums)


def _sum_rows(rows: Rows[Any], party: str = "recipient") -> Counter[str]:
    return _sum_by_recipient(rows.column(party), rows.column("amount"))


@dataclass(frozen=True)
class Ledger:
    """A book under its decision, seen at a date (avstämningsdatum)."""

    book: Book
    decision: Decision
    as_of: date

    def without_transfer(self, row: Transfer) -> "Ledger":
        """The same ledger without a transfer; itself where the transfer is not in it."""
        # by identity: an equal row may be in the book as a double entry, and that one must stay
        others = [each for each in self.book.transfers if each is not row]
        return self if len(others) == len(self.book.transfers) else self.with_transfers(others)

    @cached_property
    def _transfers(self) -> frozenset[int]:
        return frozenset(map(id, self.book.transfers))

    def holds(self, row: Transfer) -> bool:
        """Whether a transfer is one of the book's: this very row, and not an equal one."""
        return id(row) in self._transfers

    def with_transfers(self, transfers: Sequence[Transfer]) -> "Ledger":
        """The same ledger with other transfers: these, and none of those that it has."""
        # a new ledger of a new book, and not a copy: every sum that this one has cached would be wrong there
        return replace(self, book=replace(self.book, transfers=MadeRows(transfers)))

    @cached_property
    def _ids(self) -> dict[str, RowIds]:
        return {}

    def ids_of(self, table: str) -> RowIds:
        """The rows of a table by their ids: `interventions`, say."""
        if table not in self._ids:
            self._ids[table] = RowIds(getattr(self.book, table))
        return self._ids[table]

    @property
    def is_year_end(self) -> bool:
        """Whether the date is the last day of the decision's year, or later; not where the year is open."""
        return "decision.year" not in self.decision.missing and self.as_of >= date(self.decision.year, 12, 31)

    @cached_property
    def unsettled(self) -> Unsettled:
        """The recipients whose figures are unknown because a cell could not be read."""
        return find_unsettled(self.book, self.decision, self.as_of)

    @property
    def decided_on(self) -> date | None:
        """The date of kommunstyrelsen's decision: that of the sheet Beslut, or else of the decision's file; None where neither can tell."""
        entry, adoption = self.book.record.get("decided_on"), self.decision.adoption
        is_stated = entry is not None and (entry.unread or entry.value is not None)
        return read_decision_date(self.book.record) if is_stated else adoption and adoption.day

    @property
    def is_decided(self) -> bool:
        """Whether kommunstyrelsen's decision is recorded, in the sheet Beslut or in the decision's file."""
        return self.decision.adoption is not None or is_decision_recorded(self.book.record)

    @cached_property
    def amendments(self) -> Sequence[Movement]:
        """The changes of F by the amendments that count."""
        return tuple(list_amendments(self.book.allocations, self.decision, self.as_of))

    @cached_property
    def repayments(self) -> Sequence[Movement]:
        """The changes of F by money paid back."""
        return tuple(list_repayments(self.book, self.decision))

    def list_movements(self) -> Iterator[Movement]:
        """Every change of K: of one day those of F first."""
        return chain(self.amendments, self.repayments, list_movements(self.book))

    @cached_property
    def _first_allotted(self) -> Counter[str]:
        """F before any amendment."""
        rows = self.book.allocations
        return _sum_by_recipient(rows.column("recipient"), [find_first_amount(row, self.decision) for row in rows])

    @cached_property
    def totals(self) -> Totals:
        """The sums of the rows per recipient, at the date."""
        book, as_of = self.book, self.as_of
        booked = book.transfers.where("status", lambda status: status == BOOKED).where("date", lambda day: day is not None and day <= as_of)
        return Totals(
            allotted=self._allotted_on(as_of),
            received=_sum_rows(booked, "receiver"),
            ceded=_sum_rows(booked, "donor"),
            requested=_sum_rows(list_requests(book)),
            promised=_sum_rows(MadeRows(list_promises(book)), "donor"),
            spent=_sum_rows(self.costs),
        )

    def _allotted_on(self, day: date) -> Counter[str]:
        allotted = self._first_allotted.copy()
        for name, since, change, *_ in (*self.amendments, *self.repayments):
            if since <= day:
                allotted[name] += change
        return allotted

    @cached_property
    def costs(self) -> Rows[Outcome]:
        """The costs that U is made of at the date."""
        days = list_booking_days(self.book)
        return self.book.outcomes.pick(days, {day for day in {*days} if day is not None and day <= self.as_of})

    @cached_property
    def booked(self) -> BookedTransfers:
        """The booked transfers."""
        return BookedTransfers(self.book.transfers)

    @cached_property
    def _rows_by_agreement(self) -> Mapping[str, Sequence[Transfer]]:
        return group_by_agreement(self.book.transfers)

    @cached_property
    def agreements(self) -> dict[str, Agreement | None]:
        """What is taken of each agreement that binding transfers name, by its reference (`fold_label`); None where that is unknown."""
        return {name: measure_agreement(rows) for name, rows in self._rows_by_agreement.items()}

    def agreement_with(self, row: Transfer) -> Agreement | None:
        """What is taken of a binding transfer's agreement, the transfer included whether or not it is in the book."""
        name = fold_label(row.agreement or "")
        if self.holds(row):
            return self.agreements.get(name)
        return measure_agreement((*self._rows_by_agreement.get(name, ()), row)) if row.agreement else None

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:
        """The row of P: each recipient's latest forecast up to the date, of two from one day the higher; none where P is unknown."""
        rows = zip(list_forecast_days(self.book), self.book.forecasts, strict=True)
        dated = [(day, row.amount, row) for day, row in rows if day and day <= self.as_of and row.amount is not None]
        # the last of the sorted rows wins; sorted by date and amount alone, since rows have no order
        latest = {row.recipient: row for _, _, row in sorted(dated, key=lambda each: each[:2]) if row.recipient}
        return {name: row for name, row in latest.items() if name not in self.unsettled.forecast}

    @cached_property
    def _flows(self) -> dict[str, dict[date, int]]:
        """The net change of K by recipient and day."""
        flows: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for name, day, change, *_ in self.list_movements():
            flows[name][day] += change
        return flows

    @cached_property
    def _levels(self) -> dict[str, Levels]:
        allotted = self._first_allotted
        return {name: Levels(allotted[name], self._flows.get(name, {})) for name in {**allotted, **self._flows}}

    @cached_property
    def _unpromised(self) -> dict[str, Levels]:
        """K less what is promised, each promise from its own date on; one without a date from the start; of donors with promises alone."""
        flows = {name: defaultdict(int, self._flows.get(name, {})) for name in self.totals.promised}
        for row in list_promises(self.book):
            flows[row.donor or ""][row.date or date.min] -= row.amount or 0
        return {name: Levels(self._first_allotted[name], flow) for name, flow in flows.items()}

    def levels(self, recipient: str) -> Levels:
        """K of a recipient, day by day."""
        return self._levels.get(recipient, NO_MOVEMENTS)

    def unpromised(self, recipient: str) -> Levels:
        """K of a recipient less what it has promised, each promise from its own date on, day by day."""
        return self._unpromised.get(recipient) or self.levels(recipient)

    def remaining(self, recipient: str, day: date) -> int:
        """K of a recipient at the end of a day."""
        return self.levels(recipient).level_on(day)

    def giveable(self, recipient: str, day: date) -> int:
        """What a recipient could give away on a day if it had promised nothing: min over t ≥ d of K(t) − B; may be negative."""
        return self.levels(recipient).lowest_from(day) - self.totals.requested[recipient]

    def spare(self, recipient: str, day: date) -> int:
        """What is left of that beside its promises: Ω, but negative where more is held back than there is."""
        return self.unpromised(recipient).lowest_from(day) - self.totals.requested[recipient]

    def transferable(self, recipient: str, day: date) -> int:
        """Ω: what a recipient can give away on a day so that its money still suffices on every later day."""
        return max(0, self.spare(recipient, day))

    def balance(self, recipient: str) -> Balance:
        """The figures of a recipient, all zero where the book does not name it."""
        totals, forecast = self.totals, self.forecasts.get(recipient)
        # A follows from R and K: the one place that counts call-offs by date is the levels, and TD06 adds them up anew to check it
        allotted, received, ceded = totals.allotted[recipient], totals.received[recipient], totals.ceded[recipient]
        return Balance(
            recipient, allotted, received, ceded,
            called_off=allotted + received - ceded - self.remaining(recipient, self.as_of),
            requested=totals.requested[recipient],
            promised=totals.promised[recipient],
            outcome=None if recipient in self.unsettled.outcome else totals.spent[recipient],
            forecast=forecast.amount if forecast else None,
            transferable=self.transferable(recipient, self.as_of),
        )  # fmt: skip

    @cached_property
    def balances(self) -> dict[str, Balance]:
        """Every recipient's figures, those of the decision first; those of unsettled recipients must not be shown."""
        totals = self.totals
        # also whoever a row names beside the decision: its money moves, and no sum may leave it out.  Whoever has only booked a
        # transfer to itself (OM06) has no levels, but has received and ceded.
        known = (self.decision.recipients, self._levels, totals.received, totals.requested, totals.promised, totals.spent, self.forecasts)
        return {name: self.balance(name) for name in dict.fromkeys(name for names in known for name in names)}

    def known_balances(self, figure: Literal["disposable", "called_off", "remaining", "transferable"] = "transferable") -> Iterator[Balance]:
        """The figures of the recipients for whom R is known, or A, or K (and so both), or Ω (and so all): those that are not unsettled."""
        unknown = getattr(self.unsettled, figure)
        return (balance for name, balance in self.balances.items() if name not in unknown)

    def find_breaking_rows(self, days: Mapping[str, date]) -> dict[str, CallOff | Transfer | Allocation]:
        """The row that takes the K of a recipient below zero on a day at whose end it is below; of the day, what comes in counts first.

        :param days: the day by recipient, of `Levels.days_going_below_zero`.
        """
        rows: dict[str, list[tuple[date, int, CallOff | Transfer | Allocation]]] = defaultdict(list)
        # nearly always nobody is below zero: then the rows need not be gone through again
        for name, day, change, among, number in self.list_movements() if days else ():
            if change < 0 and days.get(name) == day:
                rows[name].append((day, -change, among[number]))
        # what there was to take from that day: the level at its end, with everything that went out of it put back
        before = {name: self.remaining(name, days[name]) + sum(amount for _, amount, _ in taken) for name, taken in rows.items()}
        breaking = {name: find_first_above(taken, before[name]) for name, taken in rows.items()}
        return {name: row for name, row in breaking.items() if row is not None}
