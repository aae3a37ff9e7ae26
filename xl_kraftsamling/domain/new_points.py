"""What is to be added to the file of a decision, as somebody asks for it: names are official ones, amounts are in öre."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class NewAmount(NamedTuple):
    """What a recipient is to have in all, in öre; or, where `is_change`, by how much that changes."""

    ore: int
    is_change: bool


class NewPoints(NamedTuple):
    """A decision by its day and §, with the amounts in it; days of conditions, by `DEADLINES`; the day of a report; repayments.

    `reference` says where it stands: the point of the decision, the case of the condition, the voucher.
    """

    day: date | None = None
    section: str | None = None
    case_number: str | None = None
    amounts: Mapping[str, NewAmount] = {}
    repaid: Mapping[str, int] = {}
    deadlines: Mapping[str, date] = {}
    reported: date | None = None
    reference: str | None = None
