"""The reason why a transfer may not be made, or what one should know about it: what a condition returns."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text, Value


class Reason(NamedTuple):
    """The result of one rule for a transfer.

    `answer` is the answer that this reason alone would lead to; *ja* means that it is only good to know, or remains to be done.
    `field` is the field of the transfer that it concerns.  `found` and `expected` are what is asked and what there is (or must
    be), `short_by` the difference in öre.  `values` fill the message and the remedy, whose words are on the rule's page, or here
    where those of the page do not fit.
    """

    code: str
    answer: Answer
    field: str
    values: Mapping[str, Value]
    found: Value = None
    expected: Value = None
    short_by: Ore | None = None
    message: Text | None = None
    remedy: Text | None = None


Condition = Callable[[Ledger, Transfer], Reason | None]
"""A rule about one transfer: the reason why it is not met, or None where it is met or cannot be judged."""


def to_ore(amount: int | None) -> Ore | None:
    """Mark an amount in öre, if there is one, to be formatted as money."""
    return None if amount is None else Ore(amount)


def transfer_values(row: Transfer) -> dict[str, Value]:
    """The values that every message about a transfer may name, in words where a cell of it is empty or cannot be read."""
    return {
        "donor": row.donor or _NO_DONOR,
        "receiver": row.receiver or _NO_RECEIVER,
        "amount": _NO_AMOUNT if row.amount is None else Ore(row.amount),
        "date": row.date or _NO_DATE,
    }


_NO_DONOR = Text("en okänd givare", "an unknown donor")
_NO_RECEIVER = Text("en okänd mottagare", "an unknown receiver")
_NO_AMOUNT = Text("okänt belopp", "an unknown amount")
_NO_DATE = Text("okänt datum", "an unknown date")
