"""What the transfers that name one agreement take of it together (OM19)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.tables import Transfer


class Agreement(NamedTuple):
    """An agreement whose amount is stated: what it covers, and what `rows`, in order of date, take of it, in öre."""

    agreed: int
    rows: tuple[Transfer, ...]
    taken: int


def group_by_agreement(transfers: Sequence[Transfer]) -> Mapping[str, list[Transfer]]:
    """The transfers that presuppose an agreement, by its reference (`fold_label`)."""
    named: dict[str, list[Transfer]] = defaultdict(list)
    for row in transfers:
        if row.status in BINDING and row.agreement and row.donor != row.receiver:
            named[fold_label(row.agreement)].append(row)
    return named


def measure_agreement(rows: Sequence[Transfer]) -> Agreement | None:
    """What some transfers that name one agreement take of it; None where nothing states what it covers, or a statement cannot be read."""
    stated = {row.agreed_amount for row in rows if row.agreed_amount is not None}
    if not stated or any("agreed_amount" in row.unread for row in rows):
        return None
    # rows that state different amounts state the parts of one agreement: which of them was the whole, nobody can know
    agreed = sum(stated)
    counted = [row for row in rows if count_taken(row, agreed) > 0]  # an amount that cannot be read would only add to the sum
    counted.sort(key=lambda row: row.date or date.min)
    return Agreement(agreed, tuple(counted), sum(count_taken(row, agreed) for row in counted))


def count_taken(row: Transfer, agreed: int) -> int:
    """What a transfer takes of an agreement, in öre, at least 0: what exceeds it in one row alone is OM18's."""
    return max(0, min(row.amount or 0, agreed if row.agreed_amount is None else row.agreed_amount))
