"""Parses a column of cells: typed values, and the form of every cell that does not plainly hold its column's type.

A column is never coerced as a whole.  Each distinct cell is parsed once, and its form is kept: the schemas judge the forms,
and the messages show what the parser found.  Nobody needs to read a cell again.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any, NamedTuple

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.cell_text import BLANKS, NoValue, cell_text, is_all_visible, is_blank, is_error
from xl_kraftsamling.domain.money import AmountForm, Ore
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import Match, Register
from xl_kraftsamling.domain.rows import Rows, TableRows
from xl_kraftsamling.domain.status_words import NO, YES, parse_state
from xl_kraftsamling.domain.tables import ALL_READ, Column, Kind, Table
from xl_kraftsamling.domain.texts import Value


class CellForm(Enum):
    """How a cell holds something else than a plain value of its column's kind."""

    ERROR = "error"
    UNVALUED = "unvalued"
    """A formula without a stored value."""
    BLANK = "blank"
    """Nothing, or a dash, where a value is required."""
    TEXT = "text"
    """An amount written as text: Excel's sums leave it out, so its value is not used."""
    UNIT = "unit"
    """An amount with its unit in the cell, as `75 tkr`."""
    UNIT_AND_PART_OF_ORE = "unit and part of öre"
    PART_OF_ORE = "part of öre"
    """A number that is not whole öre."""
    INTERPRETED = "interpreted"
    """A date or period written in another way, without doubt about which."""
    UNCLEAR = "unclear"
    VARIANT = "variant"
    """Another name of a recipient, or another form of a status word."""
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class IrregularCell(NamedTuple):
    """A cell that does not plainly hold its column's kind: what is in it, its form, and what it may mean.

    `raw` is its text, "" for a formula without a value; a number where the number itself is at fault.  `meanings` are the
    value that is used or proposed, or the candidates.
    """

    raw: str | float
    form: CellForm
    meanings: tuple[Value, ...] = ()


@dataclass
class ParsedColumn:
    """A parsed column: a value per row, None where there is none or it is unknown, and the irregular cells by position."""

    values: Sequence[Any]
    irregular: Mapping[int, IrregularCell] = field(default_factory=dict)

    @property
    def unread(self) -> list[int]:
        """The positions of the values that are unknown."""
        return [i for i in self.irregular if self.values[i] is None]

    def turn(self) -> "ParsedColumn":
        """A column of amounts with the opposite sign, also in what its cells may mean; zero has none."""
        irregular = {i: cell._replace(meanings=tuple(Ore(-each) for each in cell.meanings if isinstance(each, int))) for i, cell in self.irregular.items()}
        return ParsedColumn([None if value is None else -value for value in self.values], irregular)

    def leave_unread(self, positions: Iterable[int]) -> "ParsedColumn":
        """The column with the values at some positions unknown."""
        unclear = dict.fromkeys(positions, IrregularCell("", CellForm.UNCLEAR))
        return ParsedColumn([None if i in unclear else value for i, value in enumerate(self.values)], {**self.irregular, **unclear})


def make_rows(table: Table, block: Block, lines: Sequence[int], columns: Mapping[str, ParsedColumn]) -> TableRows[Any]:
    """The rows of a table from its parsed columns, by field; a field without a column is None in every row.

    :param lines: the number of each row in its sheet, from 1.
    """
    fields_by_position: dict[int, set[str]] = {}
    for name, column in columns.items():
        for position in column.unread:
            fields_by_position.setdefault(position, set()).add(name)
    unread = [ALL_READ] * len(lines)
    for position, fields in fields_by_position.items():
        unread[position] = frozenset(fields)
    empty = [None] * len(lines)
    values = (columns[c.field].values if c.field in columns else empty for c in table.columns)
    row: Any = table.row
    return TableRows(row, [[block] * len(lines), lines, unread, *values])


def join_rows(table: Table, parts: Sequence[Rows[Any]]) -> TableRows[Any]:
    """The rows of a table that is kept in several lists, list by list; none where there is no list."""
    row: Any = table.row
    columns = ([part.column(name) for part in parts] for name in row._fields)
    return TableRows(row, [each[0] if len(each) == 1 else [*chain.from_iterable(each)] for each in columns])


def parse_column(column: Column, cells: Sequence[Any], register: Register, *, date1904: bool = False, factor: int = 1) -> ParsedColumn:
    """Parse the cells of a column, "" where empty.

    :param date1904: whether the workbook counts its days from 1 January 1904; ``factor`` is the unit of amounts in kronor.
    """
    if factor > 1:
        cells = [money.in_kronor(cell, factor) if type(cell) in _NUMBERS else cell for cell in cells]
    types = set(map(type, cells))
    plain = _parse_plain_column(column.kind, cells, types)
    if plain is not None:
        return ParsedColumn(plain)
    if bool in types:  # as keys of a dict True and 1 are the same: the first to come would give both their meaning
        cells = [cell_text(cell) if type(cell) is bool else cell for cell in cells]
    source = _Source(column, register, date1904, factor)
    distinct = set(cells)  # in 100 000 cells there are often a dozen recipients, and two statuses
    numbers = [cell for cell in distinct if type(cell) in _NUMBERS] if column.kind is Kind.AMOUNT else []
    values: dict[Any, Any] = {**money.find_whole_ore(numbers)}  # one text among them shall not make them slow
    irregular: dict[Any, IrregularCell] = {}
    for cell in distinct - values.keys():
        values[cell], found = _parse_cell(cell, source)
        if found:
            irregular[cell] = found
    positions = {i: irregular[cell] for i, cell in enumerate(cells) if cell in irregular} if irregular else {}
    return ParsedColumn(list(map(values.__getitem__, cells)), positions)


def _parse_plain_column(kind: Kind, cells: Sequence[Any], types: set[type]) -> Sequence[Any] | None:
    """The values of a column in which every cell plainly holds its kind, all at once: most columns are so."""
    # the exact types decide: a NoValue is no str here, True no int and a datetime no date, so that none of them slips through
    if kind is Kind.AMOUNT and types <= _NUMBERS:
        return money.ore_of_column(cells)
    if kind is Kind.DATE and types == {date}:
        return cells if dates.are_plain_dates(cells) else None
    if kind in _TEXTS and types == {str}:
        texts = list(map(str.strip, cells))
        return texts if BLANKS.isdisjoint({text[:1] for text in texts}) and is_all_visible("".join(texts)) else None
    return None


_NUMBERS = {float, int}
_TEXTS = (Kind.ID, Kind.TEXT)
"""Kinds whose value is the text itself, even where somebody has typed the words of an error value."""


class _Source(NamedTuple):
    """What the meaning of a cell depends on, besides the cell."""

    column: Column
    register: Register
    date1904: bool
    factor: int


_Parsed = tuple[Any, CellForm | None, tuple[Value, ...]]
"""The value of a cell, its form unless it is plain, and what it may mean."""


def _parse_cell(cell: Any, source: _Source) -> tuple[Any, IrregularCell | None]:
    kind, text = source.column.kind, cell_text(cell)
    if type(cell) is NoValue:
        return None, IrregularCell(text, CellForm.ERROR if text else CellForm.UNVALUED)
    if is_blank(text):
        return None, IrregularCell(text, CellForm.BLANK) if source.column.is_required else None
    if kind in _TEXTS:
        return text, None
    if is_error(text):  # typed as text, as other programs save it
        return None, IrregularCell(text, CellForm.ERROR)
    value, form, meanings = _PARSERS[kind](cell, source)
    if form is None:
        return value, None
    return value, IrregularCell(cell if form is CellForm.PART_OF_ORE else text, form, meanings)


def _parse_amount(cell: Any, source: _Source) -> _Parsed:
    reading = money.read_amount(cell, source.factor if type(cell) is str else 1)  # numbers are in kronor already
    if reading.ore is None:
        return None, CellForm.UNCLEAR, ()
    if reading.form is AmountForm.NUMBER and reading.is_whole_ore:
        return reading.ore, None, ()
    if reading.form is AmountForm.TEXT:  # Excel's SUM leaves it out: used here, our figures would not be the workbook's
        return None, CellForm.TEXT, (Ore(reading.ore),)
    return reading.ore, _AMOUNT_FORMS[reading.form, reading.is_whole_ore], (Ore(reading.ore),)


_AMOUNT_FORMS = {
    (AmountForm.NUMBER, False): CellForm.PART_OF_ORE,
    (AmountForm.UNIT, True): CellForm.UNIT,
    (AmountForm.UNIT, False): CellForm.UNIT_AND_PART_OF_ORE,
}


def _parse_date(cell: Any, source: _Source) -> _Parsed:
    """A date, or a period, which is read in the same way."""
    read = dates.read_period if source.column.kind is Kind.PERIOD else dates.read_date
    value, form, proposal = read(cell, date1904=source.date1904)
    if form is dates.DateForm.REAL:
        return value, None, ()
    return (value, CellForm.INTERPRETED, (value,)) if value else (None, CellForm.UNCLEAR, (proposal,) if proposal else ())


def _parse_recipient(cell: Any, source: _Source) -> _Parsed:
    name, match, candidates = source.register.recognise(cell_text(cell))
    return name, _RECIPIENT_FORMS[match], candidates or (() if name is None else (name,))


_RECIPIENT_FORMS = {
    Match.OFFICIAL: None, Match.TAUGHT: None, Match.VARIANT: CellForm.VARIANT, Match.AMBIGUOUS: CellForm.AMBIGUOUS, Match.UNKNOWN: CellForm.UNKNOWN,
}  # fmt: skip


def _parse_status(cell: Any, source: _Source) -> _Parsed:
    text = cell_text(cell)
    state = parse_state(text, source.column.states)
    if state == text.casefold():  # “Utbetalt” with a capital, as people begin a cell, is no variant that anybody need be shown
        return state, None, ()
    return (state, CellForm.VARIANT, (state,)) if state else (None, CellForm.UNKNOWN, ())


def _parse_declaration(cell: Any, source: _Source) -> _Parsed:
    """A date is the day on which something was declared, and therefore a yes."""
    answer = YES if dates.read_date(cell, date1904=source.date1904).value else parse_state(cell_text(cell), (YES, NO))
    return answer, None if answer else CellForm.UNKNOWN, ()


def _parse_percents(cell: Any, _source: _Source) -> _Parsed:
    parts = [part.strip(" %") for part in re.split("[;/]", cell_text(cell))]
    are_numbers = all(re.fullmatch("[0-9]{1,9}", part) for part in parts)
    return (tuple(map(int, parts)), None, ()) if are_numbers else (None, CellForm.UNCLEAR, ())


_PARSERS: dict[Kind, Callable[[Any, _Source], _Parsed]] = {
    Kind.AMOUNT: _parse_amount,
    Kind.DATE: _parse_date,
    Kind.PERIOD: _parse_date,
    Kind.RECIPIENT: _parse_recipient,
    Kind.STATUS: _parse_status,
    Kind.DECLARED: _parse_declaration,
    Kind.PERCENTS: _parse_percents,
}
