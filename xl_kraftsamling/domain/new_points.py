"""What is to be added to the file of a decision, as somebody asks for it: names are official ones, amounts are in öre."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class NewAmount(NamedTuple):
    """What a recipient is to have in all, in öre; or, where `is_change`, by how much that changes."""

    ore: int
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPoints:
    """A decision by its day and §, with the amounts in it; days of conditions, by `DEADLINES`; the day of a report; repayments.

    `reference` says where it stands: the point of the decision, the case of the condition, the voucher.
    """

    day: date | None = None
    section: str | None = None
    case_number: str | None = None
    amounts: Mapping[str, NewAmount] = field(default_factory=dict)
    repaid: Mapping[str, int] = field(default_factory=dict)
    deadlines: Mapping[str, date] = field(default_factory=dict)
    reported: date | None = None
    reference: str | None = None
