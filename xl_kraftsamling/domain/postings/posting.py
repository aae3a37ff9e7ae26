"""A posting: one line of a voucher in the accounts, whatever file it was read from."""

import re
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.texts import Count, Text

Coding = tuple[tuple[str, str], ...]
"""What a posting is booked on: each dimension with its code, in the order of the dimensions' names; a dimension without a code is left out."""

ORGANISATION, ACCOUNT, COST_CENTRE, OPERATION = "Förvaltning", "Konto", "Kostnadsställe", "Verksamhet"
COUNTERPARTY, PROJECT, ACTIVITY, OBJECT = "Motpart", "Projekt", "Aktivitet", "Objekt"
DIMENSIONS = (PROJECT, ACTIVITY, OBJECT, COST_CENTRE, ORGANISATION, OPERATION, COUNTERPARTY, ACCOUNT)
"""The dimensions that every extract is read for; the first are those that tell an insats most precisely.  Others have the names that the accounts give them."""

_BETWEEN = re.compile(r"(?<=[^\W\d])[\s\-–]+(?=\d)")


class Posting(NamedTuple):
    """A line of a voucher.

    `amount` is in öre: debit is positive where the extract tells debit from credit, otherwise it is as the extract shows it.
    `voucher` is empty where the extract does not name it; `period` is year × 100 + month, and `line` the line or row of its file.
    """

    voucher: str
    booked_on: date
    period: int
    coding: Coding
    amount: int
    text: str
    line: int


def fold_voucher(voucher: str | None) -> str:
    """The name of a voucher for comparison: A 8, A-8 and a8 are the same."""
    return _BETWEEN.sub("", fold_label(voucher or ""))


def join_voucher(series: str, number: str) -> str:
    """The name of a voucher by its series and its number: A8, but 1-8 where the series ends in a digit and would run into the number."""
    return f"{series}-{number}" if series[-1:].isdigit() and number else f"{series}{number}"


def find_leading_code(value: str) -> str:
    """The code at the beginning of a value that holds a name too (“58026110 Feriejobb”); the value itself where there is none."""
    first, _, name = value.partition(" ")
    return first if any(map(str.isdigit, first)) and any(map(str.isalpha, name)) else value


def name_rows(count: int) -> Text:
    """So many rows, as a person says it."""
    return (_ONE_ROW if count == 1 else _ROWS).bind(count=Count(count))


_ONE_ROW, _ROWS = Text("{count} rad", "{count} row"), Text("{count} rader", "{count} rows")
