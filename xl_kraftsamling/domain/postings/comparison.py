"""The costs of the accounts beside the outcome of a workbook: what is new, there already, changed, gone, or not of these accounts.

Rows are matched in steps, the strictest first, each row with at most one: a row that stands twice in the accounts has to stand twice
in the workbook.  A voucher is the name of a row as far as it goes; rows without one are matched by all that they hold.  The order of
rows on either side makes no difference.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.postings.booked_costs import BookedCost, sort_key
from xl_kraftsamling.domain.postings.posting import fold_voucher
from xl_kraftsamling.domain.tables import Outcome


class Reach(NamedTuple):
    """What the extracts can tell about: the recipients that occur in them, those that should, and the first and last period of each extract."""

    present: Collection[str]
    expected: Collection[str]
    spans: Sequence[tuple[int, int]]

    def holds(self, row: Outcome) -> bool:
        """Whether a row of the workbook, if it is right, must stand in the extracts."""
        return row.recipient in self.expected and any(first <= _period_of(row) <= last for first, last in self.spans)

    def is_behind(self, row: Outcome) -> bool:
        """Whether the extracts should have gone on to a row of the workbook, which is of a later period than all of them."""
        return row.recipient in self.expected and _period_of(row) > max((last for _, last in self.spans), default=0)


def _period_of(row: Outcome) -> int:
    return row.period or (row.booked_on.year * 100 + row.booked_on.month if row.booked_on else 0)


class Change(NamedTuple):
    """A row of the workbook, and what the accounts now have in its place."""

    before: Outcome
    after: BookedCost


class Comparison(NamedTuple):
    """What a comparison found.

    `kept` counts the rows that are there already, `by_content` those of them that were matched without a voucher; `gone` are rows
    that the extracts should have and have not, `later` those that may be gone or of a later extract, `others` those of which they tell nothing.
    """

    new: Sequence[BookedCost]
    kept: int
    by_content: int
    changed: Sequence[Change]
    gone: Sequence[Outcome]
    later: Sequence[Outcome]
    others: Sequence[Outcome]


_LINE = attrgetter("line")
_Row = Outcome | BookedCost
_Key = Callable[[_Row], object]


def compare_costs(costs: Sequence[BookedCost], rows: Iterable[Outcome], reach: Reach) -> Comparison:
    """Compare the costs that a workbook should have with the rows of outcome that it has.

    :param costs: only with the fields for which the workbook has columns (:meth:`BookedCost.keep`).
    """
    left, new = sorted(rows, key=_order), sorted(costs, key=sort_key)
    found: list[tuple[Outcome, BookedCost]] = []
    for key in (_whole, _without_text):
        pairs, left, new = _match(left, new, key)
        found += pairs
    unnamed, left = [row for row in left if not row.voucher], [row for row in left if row.voucher]
    by_content, unnamed, new = _match(unnamed, new, _content)
    changed: list[tuple[Outcome, BookedCost]] = []
    for key in (_but_day, _but_owner):
        pairs, left, new = _match(left, new, key)
        changed += pairs
    # only here may what the rows have in common be the voucher alone: that of another company's accounts may have the same name
    present, absent = _split(left, lambda row: row.recipient in reach.present and reach.holds(row))
    for key in (_but_amount, _voucher):
        pairs, present, new = _match(present, new, key)
        changed += pairs
    gone, rest = _split([*present, *absent], reach.holds)
    later, others = _split(rest, reach.is_behind)
    by_content_too = sum(not row.voucher for row, _ in found)
    return Comparison(
        new, len(found) + len(by_content), len(by_content) + by_content_too,
        sorted(map(Change._make, changed), key=lambda change: change.before.line),
        *(sorted(each, key=_LINE) for each in (gone, later, [*others, *unnamed])),
    )  # fmt: skip


def _split(rows: Sequence[Outcome], is_first: Callable[[Outcome], bool]) -> tuple[list[Outcome], list[Outcome]]:
    return [row for row in rows if is_first(row)], [row for row in rows if not is_first(row)]


def _order(row: Outcome) -> tuple[object, ...]:
    """Where a row stands among those that hold the same: what it holds first, so that moving rows changes nothing."""
    return (*sort_key(BookedCost(row.voucher, row.booked_on, row.period, row.recipient or "", row.intervention, row.amount or 0, row.text)), row.line)


def _match(left: Sequence[Outcome], new: Sequence[BookedCost], make_key: _Key) -> tuple[list[tuple[Outcome, BookedCost]], list[Outcome], list[BookedCost]]:
    """Pair the rows that have the same key, those that come first with each other; what has no partner, or no key, is left."""
    waiting: dict[object, list[Outcome]] = defaultdict(list)
    for row in left:
        waiting[make_key(row)].append(row)
    waiting.pop(None, None)
    if not waiting:
        return [], list(left), list(new)
    for rows in waiting.values():
        rows.reverse()
    pairs, rest = [], []
    for cost in new:
        rows = waiting.get(make_key(cost)) or []
        if rows:
            pairs.append((rows.pop(), cost))
        else:
            rest.append(cost)
    taken = {id(row) for row, _ in pairs}
    return pairs, [row for row in left if id(row) not in taken], rest


def _whole(row: _Row) -> object:
    return fold_voucher(row.voucher), row.booked_on, row.period, *_target(row), row.amount, fold_label(row.text or "")


def _without_text(row: _Row) -> object:
    return (fold_voucher(row.voucher), row.booked_on, row.period, *_target(row), row.amount) if row.voucher else None


def _content(row: _Row) -> object:
    """All that a row without a voucher holds; the other may have one."""
    return row.booked_on or row.period, *_target(row), row.amount, fold_label(row.text or "")


def _but_day(row: _Row) -> object:
    return (fold_voucher(row.voucher), *_target(row), row.amount) if row.voucher else None


def _but_owner(row: _Row) -> object:
    return (fold_voucher(row.voucher), row.booked_on, row.amount, fold_label(row.text or "")) if row.voucher else None


def _but_amount(row: _Row) -> object:
    return (fold_voucher(row.voucher), *_target(row)) if row.voucher else None


def _voucher(row: _Row) -> object:
    return fold_voucher(row.voucher) or None


def _target(row: _Row) -> tuple[str | None, str]:
    return row.recipient, fold_label(row.intervention or "")
