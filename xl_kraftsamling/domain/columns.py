"""A column of cells, split in two lanes: what it plainly says, and what stood there where it says nothing plain.

A column is never coerced as a whole.  The plain lane keeps the column's type; the odd lane keeps, cell by cell, the text,
number or error that stood where that type should have been.  The schemas of a workbook judge both; a worksheet function takes
the values alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.cell_text import BLANKS, NoValue, cell_text, is_blank
from xl_kraftsamling.domain.recipients import Match, Register
from xl_kraftsamling.domain.states import NO, YES, parse_state
from xl_kraftsamling.domain.tables import Column, Kind


@dataclass
class ParsedColumn:
    """A column's values for its rows, its plain lane for the schema where that differs, and its odd cells by position."""

    values: Sequence[Any]
    plain: Sequence[Any]
    odd: dict[int, str] = field(default_factory=dict)

    @property
    def unread(self) -> list[int]:
        """The positions whose value is needed and cannot be told."""
        return [i for i in self.odd if self.values[i] is None]

    @cached_property
    def first(self) -> dict[Any, int]:
        """Where each value stands first."""
        positions: dict[Any, int] = {}
        for i, value in enumerate(self.values):
            positions.setdefault(value, i)
        return positions


def parse_column(
    column: Column, cells: Sequence[Any], register: Register, *, date1904: bool = False, factor: int = 1
) -> ParsedColumn:
    """Split the cells of a column, "" where empty, into lanes; `factor` is the unit of its amounts in kronor."""
    if factor > 1:
        cells = [money.in_kronor(cell, factor) if type(cell) in (float, int) else cell for cell in cells]
    types = set(map(type, cells))
    quick = _quick(column.kind, cells, types)
    if quick:
        return quick
    if bool in types:
        cells = [cell_text(cell) if type(cell) is bool else cell for cell in cells]  # TRUE is no 1, though equal to it
    tell = _TELLERS[column.kind](column, register, date1904)
    told = {cell: _told(cell, tell, filled=column.is_required) for cell in set(cells)}
    odd = {cell: text for cell, (_, text) in told.items() if text is not None}
    values = list(map({cell: value for cell, (value, _) in told.items()}.__getitem__, cells))
    return ParsedColumn(
        values, _plain(column.kind, cells, values), {i: odd[c] for i, c in enumerate(cells) if c in odd} if odd else {}
    )


def _quick(kind: Kind, cells: Sequence[Any], types: set[type]) -> ParsedColumn | None:
    """The lanes of a column in which every cell is plain, found without looking at one after the other."""
    if kind is Kind.AMOUNT and types <= {float, int} and (ore := money.ore_of_column(cells)):
        return ParsedColumn(ore, cells)
    if kind is Kind.DATE and types == {date}:
        return ParsedColumn(cells, cells)
    if kind in (Kind.ID, Kind.TEXT) and types == {str} and BLANKS.isdisjoint({cell[:1] for cell in cells}):
        texts = list(map(str.strip, cells))
        return ParsedColumn(texts, texts)
    return None


def _plain(kind: Kind, cells: Sequence[Any], values: Sequence[Any]) -> Sequence[Any]:
    if kind is Kind.AMOUNT:
        return [cell if type(cell) in (float, int) and money.is_possible(cell) else None for cell in cells]
    return [None] * len(cells) if kind is Kind.PERCENTS else values


Told = tuple[Any, str | None]
"""What a cell means, and its text where it is odd."""

Tell = Callable[[Any], Told]


def _told(cell: Any, tell: Tell, *, filled: bool) -> Told:
    if type(cell) is NoValue:
        return None, str(cell)
    if type(cell) is str and cell[:1] in BLANKS and is_blank(cell):
        return None, cell_text(cell) if filled else None
    return tell(cell)


def _amount(_column: Column, _register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        if type(cell) in (float, int) and money.is_possible(cell):
            return money.ore_of_number(cell), None
        reading = money.read_amount(cell)  # a text has no other value than one whose unit it states itself
        return reading.ore if reading.form is money.AmountForm.UNIT else None, cell_text(cell)

    return _tell


def _date(_column: Column, _register: Register, date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        value = dates.read_date(cell, date1904=date1904).value
        return value, None if isinstance(cell, date) else dates.written(cell)

    return _tell


def _period(_column: Column, _register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        reading = dates.read_period(cell)
        return reading.value, None if reading.form is dates.DateForm.REAL else cell_text(cell)

    return _tell


def _recipient(_column: Column, register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        found = register.recognise(cell_text(cell))
        return found.name, None if found.match is Match.OFFICIAL else cell_text(cell)

    return _tell


def _status(column: Column, _register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        word = cell_text(cell)
        return parse_state(word, column.states), None if word.casefold() in column.states else word

    return _tell


def _declared(_column: Column, _register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        dated = isinstance(cell, date) or dates.read_date(cell).value
        meaning = YES if dated else parse_state(cell_text(cell), (YES, NO))
        return meaning, None if meaning else cell_text(cell)

    return _tell


def _percents(_column: Column, _register: Register, _date1904: bool) -> Tell:
    def _tell(cell: Any) -> Told:
        parts = [part.strip(" %") for part in re.split("[;/]", cell_text(cell))]
        known = all(re.fullmatch(r"\d{1,9}", part) for part in parts)
        return tuple(map(int, parts)) if known else None, None if known else cell_text(cell)

    return _tell


def _text(_column: Column, _register: Register, _date1904: bool) -> Tell:
    return lambda cell: (cell_text(cell) or None, None)


_TELLERS: dict[Kind, Callable[[Column, Register, bool], Tell]] = {
    Kind.ID: _text,
    Kind.TEXT: _text,
    Kind.AMOUNT: _amount,
    Kind.DATE: _date,
    Kind.PERIOD: _period,
    Kind.RECIPIENT: _recipient,
    Kind.STATUS: _status,
    Kind.DECLARED: _declared,
    Kind.PERCENTS: _percents,
}
