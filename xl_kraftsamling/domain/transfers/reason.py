"""Why a transfer may not be made, or what is to be known about it: one reason per rule that has something to say."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text, Value


class Reason(NamedTuple):
    """What one rule has to say about a transfer.

    `answer` is what the reason alone would lead to; *ja* means that it is only good to know, or still to be done.  `field` is
    the field of the transfer that it is about.  `found` and `expected` are what is asked and what there is (or must be),
    `short_by` the difference in öre.  `values` are named by the message and the remedy of the rule's page, which hold the
    words.
    """

    code: str
    answer: Answer
    field: str
    values: Mapping[str, Value]
    found: Value = None
    expected: Value = None
    short_by: Ore | None = None


Condition = Callable[[Ledger, Transfer], Reason | None]
"""A rule about one transfer: the reason that it gives, or None where it has nothing to say or cannot be told."""


def to_ore(amount: int | None) -> Ore | None:
    """An amount that is to be shown as money, if there is one."""
    return None if amount is None else Ore(amount)


def transfer_values(row: Transfer) -> dict[str, Value]:
    """What every message about a transfer may name."""
    return {"donor": row.donor, "receiver": row.receiver, "amount": _UNKNOWN if row.amount is None else Ore(row.amount), "date": row.date}


_UNKNOWN = Text("okänt belopp", "an unknown amount")
