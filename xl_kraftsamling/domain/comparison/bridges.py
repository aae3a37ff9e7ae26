"""The way from each figure before to the figure after, row by row: the rows add up to the difference, to the öre.

Every figure but Ω is a sum over rows, so that a row explains what it adds after less what it added before.  A row that has not changed
explains something too where its day has come since, or where a later forecast holds in its place.

Ω is the least that is spare on any day to come.  Its rows are compared on the day that decides after; what is left then is that
another day decided before, and that Ω is never below zero.  Both are lines of their own (`Remainder`), and so is what a recipient
without an allocation pays back.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Book, cell_of
from xl_kraftsamling.domain.comparison.changes import FieldChange, list_field_changes
from xl_kraftsamling.domain.comparison.pairing import Pair, PairedTable
from xl_kraftsamling.domain.ledger.contributions import (
    FIGURES,
    Contribution,
    find_deciding_day,
    list_contributions,
    list_spare_parts,
    measure_spare,
)
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import UnknownFigure
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, Table
from xl_kraftsamling.domain.texts import Text

_TRANSFERABLE, _FORECAST = "transferable", "forecast"
_NO_SUMS = (_TRANSFERABLE, _FORECAST, "called_off_unspent")
"""The figures of which a part says nothing where the whole is unknown."""

OTHER_DAY = Text(
    "En annan dag avgör vad som kan omfördelas: {after} i stället för {before}",
    "Another day decides what can be transferred: {after} instead of {before}",
)
PAID_BACK = Text(
    "Återbetalning av en mottagare utan tilldelning i arbetsboken", "Repayment by a recipient without an allocation in the workbook"
)
NEVER_BELOW_ZERO = Text("Omfördelningsbart räknas aldrig under 0", "What can be transferred is never below 0")


class Amount(NamedTuple):
    """A figure on one side, in öre: None where there is none, as of a forecast that nobody has made; `open_cells` make it unknown."""

    ore: int | None
    open_cells: tuple[Place, ...] = ()


class FigureChange(NamedTuple):
    """A figure of a recipient before and after."""

    before: Amount
    after: Amount

    @property
    def is_known(self) -> bool:
        """Whether it is known on both sides."""
        return not (self.before.open_cells or self.after.open_cells)

    @property
    def difference(self) -> int | None:
        """What it is more after than before, in öre; None where it is unknown on a side."""
        return (self.after.ore or 0) - (self.before.ore or 0) if self.is_known else None


class BridgeRow(NamedTuple):
    """A row, what has changed in it, and what that does to the figures of a recipient, in öre by the name of the figure."""

    table: Table
    pair: Pair
    changes: Sequence[FieldChange]
    effects: Mapping[str, int]


class Remainder(NamedTuple):
    """A part of the difference of some figures, by name, that no row explains: why, and how much of each in öre."""

    why: Text
    effects: Mapping[str, int]


class Bridge(NamedTuple):
    """The figures of a recipient before and after, and what explains their differences."""

    recipient: str
    figures: Mapping[str, FigureChange]
    rows: Sequence[BridgeRow]
    remainders: Sequence[Remainder]

    @property
    def moves_money(self) -> bool:
        """Whether any figure differs, is known on one side alone, or is the same only since rows balance each other."""
        return bool(self.rows) or any(
            each.difference or bool(each.before.open_cells) != bool(each.after.open_cells) for each in self.figures.values()
        )


def build_bridges(before: Ledger, after: Ledger, tables: Iterable[PairedTable]) -> list[Bridge]:
    """The bridges of all recipients that either ledger names."""
    work = _Comparison(before, after, list(tables))
    return [work.build_bridge(name) for name in dict.fromkeys((*before.balances, *after.balances))]


class _Comparison:
    """Two ledgers, and what the rows of each pair do to every recipient."""

    def __init__(self, before: Ledger, after: Ledger, tables: Sequence[PairedTable]) -> None:
        self.before, self.after = before, after
        self._pairs = [(paired, pair) for paired in tables for pair in (paired.changed if self._counts_alike(paired) else paired.pairs)]
        self._books = [self._leave_out_equal(ledger.book, side, tables) for side, ledger in enumerate((before, after))]

    def _counts_alike(self, paired: PairedTable) -> bool:
        """Whether a row that says the same on both sides adds the same to every figure on both, so that it need not be looked at.

        Of the tables that have very many rows; the amounts of others hang together with rows beside them.
        """
        same_time = self.before.as_of == self.after.as_of and {*self.before.book.undated} == {*self.after.book.undated}
        return same_time and paired.table in (CALL_OFFS, OUTCOMES)

    def _leave_out_equal(self, book: Book, side: int, tables: Iterable[PairedTable]) -> Book:
        """A book with the rows alone that explain something."""
        left: dict[str, Any] = {paired.table.name: [pair[side] for pair in paired.changed if pair[side]] for paired in tables if self._counts_alike(paired)}
        return replace(book, **left)

    @cached_property
    def _days(self) -> Mapping[str, date]:
        """The day that decides Ω after, of the recipients whose Ω is known on both sides."""
        names = {**self.before.balances, **self.after.balances}
        unknown = self.before.unsettled, self.after.unsettled
        return {name: find_deciding_day(self.after, name) for name in names if not any(name in each for each in unknown)}

    @cached_property
    def _effects(self) -> Mapping[str, Mapping[int | None, Counter[str]]]:
        """What each pair, by its position, does to the sums of each recipient; None is what no row does."""
        effects: dict[str, dict[int | None, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for side, (sign, ledger) in enumerate(((-1, self.before), (1, self.after))):
            position, book = {id(pair[side]): number for number, (_, pair) in enumerate(self._pairs)}, self._books[side]
            parts: tuple[Iterable[Contribution], ...] = (list_contributions(ledger, book), list_spare_parts(ledger, self._days, book))
            for each in (one for part in parts for one in part):
                effects[each.recipient][None if each.row is None else position[id(each.row)]][each.part] += sign * each.amount
        return effects

    @cached_property
    def _unread(self) -> Sequence[int]:
        """The pairs that have changed, and of which a cell could not be read before or after."""
        has_unread = ((number, pair) for number, (_, pair) in enumerate(self._pairs) if any(row and row.unread for row in pair))
        return [number for number, (before, after) in has_unread if not before or not after or before[2:] != after[2:]]

    def build_bridge(self, name: str) -> Bridge:
        """The bridge of a recipient."""
        figures = {figure: FigureChange(_read(self.before, name, figure), _read(self.after, name, figure)) for figure in FIGURES}
        counted = [figure for figure in FIGURES if figures[figure].is_known or figure not in _NO_SUMS]
        open_cells = {cell for each in figures.values() for side in each for cell in side.open_cells}
        moving = ((number, parts) for number, parts in self._effects.get(name, {}).items() if number is not None and any(parts.values()))
        rows = {number: self._make_row(number, parts, counted) for number, parts in moving}
        rows = {number: row for number, row in rows.items() if row.effects}
        for number in self._find_blamed(open_cells):
            rows.setdefault(number, self._make_row(number, Counter(), ()))
        return Bridge(name, figures, [rows[number] for number in sorted(rows)], self._find_remainders(name, counted))

    def _make_row(self, number: int, parts: Counter[str], counted: Sequence[str]) -> BridgeRow:
        paired, pair = self._pairs[number]
        return BridgeRow(paired.table, pair, list_field_changes(pair, paired.columns), _sum_parts(parts, counted))

    def _find_blamed(self, open_cells: Collection[Place]) -> Iterator[int]:
        """The changed pairs with a cell that leaves a figure unknown: whatever it holds, it may be money."""
        for number in self._unread if open_cells else ():
            rows = [row for row in self._pairs[number][1] if row is not None]
            if any(cell_of(row, name) in open_cells for row in rows for name in row.unread):
                yield number

    def _find_remainders(self, name: str, counted: Sequence[str]) -> list[Remainder]:
        paid_back = Remainder(PAID_BACK, _sum_parts(self._effects.get(name, {}).get(None, Counter()), counted))
        return [each for each in (paid_back, *self._find_rests(name)) if any(each.effects.values())]

    def _find_rests(self, name: str) -> Iterator[Remainder]:
        """What is left of the difference of Ω, where it is known on both sides."""
        if name in self._days:
            day, day_before = self._days[name], find_deciding_day(self.before, name)
            least, least_before = measure_spare(self.after, name, day), measure_spare(self.before, name, day_before)
            other_day = measure_spare(self.before, name, day) - least_before
            yield Remainder(OTHER_DAY.bind(before=day_before, after=day), {_TRANSFERABLE: other_day})
            yield Remainder(NEVER_BELOW_ZERO, {_TRANSFERABLE: max(0, -least) - max(0, -least_before)})


def _sum_parts(parts: Counter[str], figures: Sequence[str]) -> Mapping[str, int]:
    """What parts of sums come to in each figure that is not 0."""
    sums = {figure: sum(weight * parts[part] for part, weight in FIGURES[figure].items()) for figure in figures}
    return {figure: amount for figure, amount in sums.items() if amount}


def _read(ledger: Ledger, name: str, figure: str) -> Amount:
    """A figure of a recipient; where any cell leaves its balance unknown, all of it is, as everywhere that balances are shown."""
    unknown = ledger.unsettled
    own: Mapping[str, UnknownFigure] = {"outcome": unknown.outcome, "called_off_unspent": unknown.outcome, _FORECAST: unknown.forecast}
    where = [unknown.transferable, *([own[figure]] if figure in own else [])]
    cells = dict.fromkeys(place for each in where for key in (name, None) for place in each.cells.get(key, ()))
    balance = ledger.balances.get(name) or ledger.balance(name)
    return Amount(None if cells else getattr(balance, figure), tuple(cells))
