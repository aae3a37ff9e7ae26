"""What the values of a column bear out: which kind of column they can be those of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xl_kraftsamling.domain import dates
from xl_kraftsamling.domain.headings import Heading
from xl_kraftsamling.domain.labels import is_number, is_sum
from xl_kraftsamling.domain.states import understood
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.extent import Grid
from xl_kraftsamling.sheets.recognition.reader import Reader

WITNESSED = (Kind.RECIPIENT, Kind.DATE, Kind.STATUS)
"""Kinds of columns whose values cannot be mistaken for others."""
_FEW = 20
"""Cells of a column of texts that are looked at: hardly anything gainsays one."""
_ALMOST = 0.8
"""The share of values that leaves little doubt."""
_MONEY = 1_000
"""Kronor below which numbers may as well be something else."""
_NO_AMOUNTS = frozenset(
    {"count", "running", "id", "remaining", "date", "period", "planned", "granted", "voucher", "case"}
)


def filled(rows: Grid, column: int) -> list[Any]:
    """The filled cells of a column, but for the labels of sums."""
    return [row[column - 1] for row in rows if as_written(row[column - 1]) and not is_sum([row[column - 1]])]


def says(column: Column, heading: Heading, cells: Sequence[Any], reader: Reader) -> bool:
    """Whether values leave little doubt that a column holds what another one should."""
    if column.kind in WITNESSED:
        return share(column, cells, reader) >= _ALMOST
    if column.kind is not Kind.AMOUNT or heading.ideas & _NO_AMOUNTS:
        return False
    numbers = [cell for cell in cells if is_number(cell)]
    return len(numbers) >= _ALMOST * len(cells) and (heading.unit is not None or max(map(abs, numbers)) >= _MONEY)


def share(column: Column, cells: Sequence[Any], reader: Reader) -> float:
    """How large a part of the values a column can hold: 1 where there are none to gainsay it."""
    if not cells or column.kind not in (*WITNESSED, Kind.AMOUNT, Kind.PERIOD):
        return 1 if all(_fits(column, cell, reader) for cell in cells[:_FEW]) else 0
    said = [cell for cell in cells if column.kind is Kind.RECIPIENT or not reader.names_recipient(cell)]
    return (
        sum(_fits(column, cell, reader) for cell in said) / len(said) if said else 0
    )  # heads of groups stand anywhere


def _fits(column: Column, cell: Any, reader: Reader) -> bool:
    if column.kind is Kind.RECIPIENT:
        return reader.names_recipient(cell)
    if column.kind is Kind.AMOUNT:
        return not isinstance(cell, (bool, date)) and (not isinstance(cell, str) or _is_written_amount(cell))
    if column.kind in (Kind.DATE, Kind.PERIOD):
        return (
            isinstance(cell, date)
            or dates.read_date(cell).value is not None
            or dates.read_period(cell).value is not None
        )
    if column.kind is Kind.STATUS:
        return understood(as_written(cell), column.states) is not None
    return not isinstance(cell, date)


def _is_written_amount(text: str) -> bool:
    """Whether a text is an amount, or tries to be one, and no date."""
    return any(map(str.isdigit, text)) and not (text.strip()[:1].isdigit() and dates.read_date(text).value)
