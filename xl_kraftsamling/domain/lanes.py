"""A column of cells, split in two lanes: what it plainly says, and what stood there where it says nothing plain.

A column is never coerced as a whole.  The plain lane keeps the column's type; the odd lane keeps, cell by cell, the text,
number or error that stood where that type should have been.  The schemas of a workbook judge both; a worksheet function takes
the values alone.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.recipients import Match, Register
from xl_kraftsamling.domain.states import NO, YES, understood
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.written import BLANKS, Odd, as_written, is_blank


@dataclass
class Lanes:
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


def split(column: Column, cells: Sequence[Any], register: Register, *, date1904: bool = False) -> Lanes:
    """Split the cells of a column, "" where empty, into lanes."""
    texts = {Odd, str}.intersection(map(type, cells))
    blank = {cell for cell in set(cells) if type(cell) is str and cell[:1] in BLANKS and is_blank(cell)} if texts else set()
    odd = {i: str(cell) for i, cell in enumerate(cells) if type(cell) is Odd} if Odd in texts else {}
    plain = ["" if cell in blank or i in odd else cell for i, cell in enumerate(cells)] if odd or blank - {""} else cells
    found = _SPLITTERS[column.kind](column, plain, register) if column.kind in _SPLITTERS else _dates(plain, date1904)
    if column.filled and blank:
        odd.update((i, as_written(cell)) for i, cell in enumerate(cells) if cell in blank)
    found.odd.update(odd)
    return found


def _told(cells: Sequence[Any], values: Mapping[Any, Any], odd: Collection[Any]) -> Lanes:
    """The lanes of a column whose distinct cells have these values, and are odd where they stand among `odd`."""
    column = list(map(values.get, cells))
    return Lanes(column, column, {i: as_written(cell) for i, cell in enumerate(cells) if cell in odd} if odd else {})


def _amounts(_column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    if set(map(type, cells)) <= {float, int} and math.isfinite(sum(cells)):
        return Lanes(list(map(money.of_excel, cells)), cells)
    plain = [cell if type(cell) in (float, int) and math.isfinite(cell) else None for cell in cells]
    odd = {i: as_written(cell) for i, cell in enumerate(cells) if plain[i] is None and cell != ""}
    values = [None if cell is None else money.of_excel(cell) for cell in plain]
    for i in odd:
        reading = money.read(cells[i])
        values[i] = reading.ore if reading.form is money.Form.UNIT else None
    return Lanes(values, plain, odd)


def _dates(cells: Sequence[Any], date1904: bool) -> Lanes:
    if set(map(type, cells)) == {date}:
        return Lanes(cells, cells)
    values = _each(cells, lambda cell: dates.read_date(cell, date1904=date1904).value)
    odd = {i: dates.written(cell) for i, cell in enumerate(cells) if cell != "" and not isinstance(cell, date)}
    return Lanes(values, values, odd)


def _periods(_column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    readings = {cell: dates.read_period(cell) for cell in set(cells) if cell != ""}
    odd = {cell for cell, reading in readings.items() if reading.form is not dates.Form.REAL}
    return _told(cells, {cell: reading.value for cell, reading in readings.items()}, odd)


def _recipients(_column: Column, cells: Sequence[Any], register: Register) -> Lanes:
    known = {cell: register.recognise(as_written(cell)) for cell in set(cells) if cell != ""}
    odd = {cell for cell, found in known.items() if found.match is not Match.OFFICIAL}
    return _told(cells, {cell: found.name for cell, found in known.items()}, odd)


def _states(column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    known = {cell: understood(as_written(cell), column.states) for cell in set(cells) if cell != ""}
    odd = {cell for cell in known if as_written(cell).casefold() not in column.states}
    return _told(cells, known, odd)


def _declared(_column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    def meaning(cell: Any) -> str | None:
        if isinstance(cell, date) or dates.read_date(cell).value:
            return YES
        return understood(as_written(cell), (YES, NO))

    values = _each(cells, meaning)
    odd = {i: as_written(cell) for i, cell in enumerate(cells) if cell != "" and values[i] is None}
    return Lanes(values, values, odd)


def _percents(_column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    def meaning(cell: Any) -> tuple[int, ...] | None:
        parts = [part.strip(" %") for part in re.split("[;/]", as_written(cell))]
        return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None

    values = _each(cells, meaning)
    odd = {i: as_written(cell) for i, cell in enumerate(cells) if cell != "" and values[i] is None}
    return Lanes(values, [None] * len(cells), odd)


def _texts(_column: Column, cells: Sequence[Any], _register: Register) -> Lanes:
    texts = tuple(map(str.strip, cells)) if set(map(type, cells)) == {str} else tuple(map(as_written, cells))
    values = cells if "" not in texts and texts == cells else [text or None for text in texts]
    return Lanes(values, values)


def _each(cells: Sequence[Any], meaning: Callable[[Any], Any]) -> list[Any]:
    return [None if cell == "" else meaning(cell) for cell in cells]


_SPLITTERS: dict[Kind, Callable[[Column, Sequence[Any], Register], Lanes]] = {
    Kind.ID: _texts,
    Kind.TEXT: _texts,
    Kind.AMOUNT: _amounts,
    Kind.PERIOD: _periods,
    Kind.RECIPIENT: _recipients,
    Kind.STATUS: _states,
    Kind.DECLARED: _declared,
    Kind.PERCENTS: _percents,
}
