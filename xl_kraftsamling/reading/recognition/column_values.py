"""What the values below a heading say of the field that it proposes: whether they fit it, veto it, or prove it without a heading."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from xl_kraftsamling.domain import dates
from xl_kraftsamling.domain.cell_text import cell_text, fold_label, is_number
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.status_words import parse_state
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader

PROVEN_BY_VALUES = (Kind.RECIPIENT, Kind.DATE, Kind.STATUS)
"""Kinds of columns whose values cannot be mistaken for those of another kind."""
_TEXT_SAMPLE = 20
"""Cells of a column of free text that are examined: almost any value fits there, so more would prove nothing."""
_PROOF = 0.8
"""The share of fitting values that proves a column: some cells of every real list are blank, “?” or misspelt."""
_NO_VETO = 0.5
"""The share of fitting values below which the values veto what the heading proposes."""
_LONGEST_NAME = 100
"""Characters of a text that may be meant as a name; a longer one is a note."""
_LEAST_MONEY = 1_000
"""Kronor that the largest number of an unnamed column of amounts must reach: smaller numbers may be counts or row numbers."""
_FAR_APART = 100
"""The distance of numbers from one another, on the average, that ids do not have."""
_NOT_AMOUNTS = frozenset({"count", "running", "id", "remaining", "date", "period", "planned", "granted", "voucher", "case"})
"""Ideas of headings over numbers that are no amount of the row, or another amount than the one that is missing."""
_SHARE = re.compile(r"%|(?<![^\W\d_])(?:procent|percent)", re.IGNORECASE)
"""What is said of shares: “Förbrukat %”."""


def is_vetoed(column: Column, heading: Heading, cells: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether most of the values cannot be a column's, nor be meant as its.

    “330 Kulturnämnden” is meant as a name though it is none, and “enligt avtal” as an amount where numbers stand beside it.
    """
    if column.kind is Kind.ID and _is_no_id(heading, cells):
        return True
    if column.kind is Kind.AMOUNT and says_share(heading.text):
        return True
    if column.field == "reverses" and not _are_references(heading, cells):
        return True
    if _fitting_share(column, cells, reader) >= _NO_VETO:
        return False
    if column.kind is Kind.AMOUNT:
        return not (heading.is_certain and "amount" in heading.ideas and any(map(is_number, cells)))
    return column.kind is not Kind.RECIPIENT or sum(_resembles_recipient(cell, reader) for cell in cells) < _NO_VETO * len(cells)


def _is_no_id(heading: Heading, cells: Sequence[Any]) -> bool:
    """Whether values cannot number the rows: a “Kod” that most rows share is an account's, and “Avrop” may be over what was called off."""
    if len({*map(cell_text, cells)}) < _NO_VETO * len(cells):
        return True
    return heading.ideas.isdisjoint({"id", "reference"}) and _are_money(cells)


def _are_references(heading: Heading, cells: Sequence[Any]) -> bool:
    """Whether values refer to call-offs: “Avser” is also the heading of what the money is for, and “Återfört” of amounts."""
    if sum(any(map(str.isdigit, cell_text(cell))) for cell in cells) < _NO_VETO * len(cells):
        return False
    sums = [cell for cell in cells if is_number(cell) and abs(cell) >= _LEAST_MONEY]
    return "avser" in fold_label(heading.text) or not cells or len(sums) < _NO_VETO * len(cells)


def _are_money(cells: Sequence[Any]) -> bool:
    """Whether numbers are too large and too far apart to count the rows."""
    numbers = [cell for cell in cells if is_number(cell)]
    return bool(numbers) and max(numbers) >= _LEAST_MONEY and max(numbers) - min(numbers) > _FAR_APART * len(numbers)


def _resembles_recipient(cell: Any, reader: HeadingReader) -> bool:
    """Whether a cell holds a short text of which a word names a recipient, or which is like the name of one."""
    if type(cell) is not str or len(cell) > _LONGEST_NAME:
        return False
    return any(map(reader.names_recipient, cell.split())) or reader.register.nearest(cell) is not None


def values_prove(column: Column, heading: Heading, cells: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether values leave little doubt that they are those of a column, whatever their heading."""
    if column.kind in PROVEN_BY_VALUES:
        return _fitting_share(column, cells, reader) >= _PROOF
    if column.kind is not Kind.AMOUNT or heading.ideas & _NOT_AMOUNTS:
        return False
    numbers = [cell for cell in cells if is_number(cell)]
    return len(numbers) >= _PROOF * len(cells) and (heading.unit is not None or max(map(abs, numbers)) >= _LEAST_MONEY)


def _fitting_share(column: Column, cells: Sequence[Any], reader: HeadingReader) -> float:
    """The share of the values that fit a column; 1 for a column without values, since nothing contradicts it."""
    cells = reader.own_words.translate(column, cells)
    if not cells or column.kind not in (*PROVEN_BY_VALUES, Kind.AMOUNT, Kind.PERIOD):
        return 1 if all(_fits(column, cell, reader) for cell in cells[:_TEXT_SAMPLE]) else 0
    # The name that heads a group of rows may be in any column, so it is no evidence against one that holds no names.
    own = [cell for cell in cells if column.kind is Kind.RECIPIENT or not reader.names_recipient(cell)]
    return sum(_fits(column, cell, reader) for cell in own) / len(own) if own else 0


def _fits(column: Column, cell: Any, reader: HeadingReader) -> bool:
    """Whether a cell could be a value of a column."""
    if column.kind is Kind.RECIPIENT:
        return reader.names_recipient(cell)
    if column.kind is Kind.AMOUNT:
        return could_be_amount(cell) and not isinstance(cell, bool) and not _is_written_date(cell)
    if column.kind in (Kind.DATE, Kind.PERIOD):
        is_date = isinstance(cell, date) or dates.read_date(cell).value is not None or dates.read_period(cell).value is not None
        return is_date or (isinstance(cell, str) and read_period_label(cell) is not None)
    if column.kind is Kind.STATUS:
        return parse_state(cell_text(cell), column.states) is not None
    return column.kind is Kind.DECLARED or not isinstance(cell, date)


def _is_written_date(cell: Any) -> bool:
    """Whether a text is a date, whose digits would pass for an amount."""
    return isinstance(cell, str) and cell.strip()[:1].isdigit() and dates.read_date(cell).value is not None


def says_share(label: str) -> bool:
    """Whether a heading or a label is over shares in per cent, and no amounts."""
    return _SHARE.search(label) is not None
