"""The postings that are outcome, as the rows that a workbook should have of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.postings.coding_key import Placement
from xl_kraftsamling.domain.postings.posting import Posting, fold_voucher


class BookedCost(NamedTuple):
    """A row of outcome that the accounts give: the fields of :class:`~xl_kraftsamling.domain.tables.Outcome`, a cost positive in öre."""

    voucher: str | None
    booked_on: date | None
    period: int | None
    recipient: str
    intervention: str | None
    amount: int
    text: str | None

    def keep(self, fields: Collection[str]) -> "BookedCost":
        """This cost without what a workbook has no column for; whose it is and how much it is stays."""
        if all(name in fields for name in ("voucher", "booked_on", "period", "intervention", "text")):
            return self  # nearly always: a copy of a million rows would take a hundred megabytes
        voucher, booked_on, period, recipient, intervention, amount, text = self
        return BookedCost(
            voucher if "voucher" in fields else None, booked_on if "booked_on" in fields else None, period if "period" in fields else None,
            recipient, intervention if "intervention" in fields else None, amount, text if "text" in fields else None,
        )  # fmt: skip


def make_cost(posting: Posting, placement: Placement, sign: int) -> BookedCost:
    """The cost that a counted posting is; `sign` is −1 where the extract shows costs as negative."""
    return BookedCost(
        posting.voucher or None, posting.booked_on, posting.period, placement.recipient or "", placement.intervention,
        sign * posting.amount, posting.text or None,
    )  # fmt: skip


def sort_key(cost: BookedCost) -> tuple[object, ...]:
    """The order of costs in a workbook: by day and voucher, the same whatever the order in the extract."""
    voucher, booked_on, period, recipient, intervention, amount, text = cost
    return booked_on or date.min, period or 0, fold_voucher(voucher), voucher or "", recipient, intervention or "", amount, text or ""


def unite(extracts: Sequence[Sequence[BookedCost]]) -> tuple[list[BookedCost], list[BookedCost]]:
    """The costs of several extracts together, and those that stand in more than one: they are the same postings, and counted once.

    A cost that one extract has twice is two costs.
    """
    costs, repeated, known = list[BookedCost](), list[BookedCost](), Counter[tuple[object, ...]]()
    for extract in extracts:
        own = Counter[tuple[object, ...]]()
        for cost in extract:
            key = _identify(cost) if len(extracts) > 1 else ()
            own[key] += 1
            (repeated if key and own[key] <= known[key] else costs).append(cost)
        known |= own
    return costs, repeated


def _identify(cost: BookedCost) -> tuple[object, ...]:
    """What two extracts say alike of the same posting: its text is cut or put together in many ways, but may be all there is."""
    text = None if cost.voucher else fold_label(cost.text or "")
    return fold_voucher(cost.voucher), cost.booked_on, cost.period, cost.recipient, cost.intervention, cost.amount, text


def add_up(costs: Iterable[tuple[str | None, int | None]]) -> Counter[str]:
    """Amounts in öre by recipient; what belongs to nobody is left out."""
    totals = Counter[str]()
    for recipient, amount in costs:
        if recipient:
            totals[recipient] += amount or 0
    return totals
