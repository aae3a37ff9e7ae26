"""The gate: every table passes its pandera schema, and each failure case becomes a fault with its cell.

What passes is made into rows; a value that cannot be told is None there, and its field is among the row's `unread`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import polars as pl
from pandera.errors import SchemaErrors

from xl_kraftsamling.catalogue import Fault, Hit, Text, Value
from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.model import NOTHING, Place
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.personal import masked
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.states import understood
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.sheets.lanes import FORMULA, Lanes, as_written, split
from xl_kraftsamling.sheets.schemas import ODD, STRUCTURE, TYPES, model


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The raw cells of a table: by field, "" where empty; `odd` holds what the reader cannot show, by field and position.

    `place` tells the cell of a field at a position; `heading` the heading cell of a field; `extra` the unknown headings.
    """

    table: Table
    columns: Mapping[str, Sequence[Any]]
    odd: Mapping[str, Mapping[int, str]]
    place: Callable[[str, int], Place]
    heading: Callable[[str], Place]
    extra: Mapping[str, Place]
    height: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gate lets through: the values by field, the unread fields by position, and the faults."""

    values: Mapping[str, Sequence[Any]]
    unread: Mapping[int, frozenset[str]]
    faults: Sequence[Fault]

    def rows(self, table: Table, *lead: Any) -> tuple[Any, ...]:
        """The rows of a table; `lead` is its block and the lines of its rows."""
        block, lines = lead
        unread = [self.unread.get(i, NOTHING) for i in range(len(lines))] if self.unread else repeat(NOTHING)
        fields = (self.values.get(column.field, repeat(None)) for column in table.columns)
        return tuple(map(table.make, zip(repeat(block), lines, unread, *fields, strict=False)))


def gate(cells: Cells, register: Register) -> Passed:
    """Let a table through its schema."""
    lanes = {
        column.field: split(column, cells.columns[column.field], register, cells.odd.get(column.field, {}))
        for column in cells.table.columns
        if column.field in cells.columns
    }
    faults = [_fault(cells, lanes, register, *case) for case in _failures(cells, lanes, register)]
    unread: dict[int, set[str]] = {}
    for name, lane in lanes.items():
        for position in lane.unread:
            unread.setdefault(position, set()).add(name)
    return Passed(
        {name: lane.values for name, lane in lanes.items()}, {i: frozenset(names) for i, names in unread.items()}, faults
    )


def _frame(cells: Cells, lanes: Mapping[str, Lanes]) -> pl.DataFrame:
    columns: list[pl.Series] = []
    for column in cells.table.columns:
        if lane := lanes.get(column.field):
            columns.append(pl.Series(column.field, lane.plain, TYPES.get(column.kind, pl.String), strict=False))
            if lane.odd:
                texts = [lane.odd.get(i) for i in range(cells.height)]
                columns.append(pl.Series(column.field + ODD, texts, pl.String))
    columns += [pl.Series(heading, [None] * cells.height, pl.String) for heading in cells.extra]
    return pl.DataFrame(columns)


def _failures(cells: Cells, lanes: Mapping[str, Lanes], register: Register) -> Iterator[tuple[str, str, int]]:
    """The code, the field (or heading) and the position of each failure case."""
    try:
        model(cells.table, register).validate(_frame(cells, lanes), lazy=True)
    except SchemaErrors as errors:
        for case, column, check, position in errors.failure_cases.select(
            "failure_case", "column", "check", "index"
        ).iter_rows():
            if check in STRUCTURE:
                yield STRUCTURE[check], case, -1
            else:
                yield check, column.removesuffix(ODD), position


def _fault(cells: Cells, lanes: Mapping[str, Lanes], register: Register, code: str, name: str, position: int) -> Fault:
    if code == "ST03":
        return Fault(code, Hit(place=cells.extra[name], values={"heading": name}, found=name))
    column = next(c for c in cells.table.columns if c.field == name)
    if code == "ST02":
        hit = Hit(place=cells.heading(name), values={"heading": column.heading}, expected=column.heading)
        return Fault(code, hit, f"{cells.table.name}.{name}")
    lane = lanes[name]
    found = lane.odd.get(position, "") if position in lane.odd else lane.plain[position]
    told = _DETAILS.get(code, _nothing)(found, column, register)
    related = (cells.place(name, lane.first[found]),) if code == "VD11" else ()
    values = {"heading": column.heading, "found": _shown(code, found), **told}
    hit = Hit(
        place=cells.place(name, position), values={**values, "first": related}, found=values["found"],
        expected=told.get("expected"), proposal=told.get("proposal"), related=related,
    )  # fmt: skip
    return Fault(code, hit, f"{cells.table.name}.{name}" if lane.values[position] is None else None)


Details = Callable[[Any, Column, Register], dict[str, Value]]


def _nothing(_found: Any, _column: Column, _register: Register) -> dict[str, Value]:
    return {}


def _proposal(found: Any, column: Column, register: Register) -> dict[str, Value]:
    if column.kind is Kind.AMOUNT:
        return {"proposal": Ore(money.read(found).ore or 0)}
    if column.kind is Kind.DATE:
        return {"proposal": dates.read_date(found).value}
    if column.kind is Kind.RECIPIENT:
        return {"proposal": register.recognise(found).name}
    return {"proposal": understood(found, column.states)}


def _nearest(found: Any, _column: Column, register: Register) -> dict[str, Value]:
    near = register.nearest(found)
    return {"question": Text(f" Menas {near}?", f" Is it {near}?") if near else ""}


def _candidates(found: Any, _column: Column, register: Register) -> dict[str, Value]:
    return {"expected": " / ".join(register.recognise(found).candidates)}


def _states(_found: Any, column: Column, _register: Register) -> dict[str, Value]:
    return {"expected": ", ".join(column.states) or Text("ja, nej eller ett datum", "ja, nej or a date")}


_DETAILS: dict[str, Details] = {
    "VD01": _proposal,
    "VD03": _proposal,
    "VD05": _proposal,
    "VD07": _proposal,
    "VD08": _nearest,
    "VD09": _proposal,
    "VD10": _candidates,
    "VD13": _states,
}


def _shown(code: str, found: Any) -> Value:
    """What the cell says, as the message may show it: a personnummer is never repeated in full."""
    if code == "VD14":
        return masked(found)
    return "" if found == FORMULA else as_written(found) if isinstance(found, str) else found
