"""What pandera's failure cases become: faults with their cell, and the values that the message of their rule names."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from xl_kraftsamling.domain import money
from xl_kraftsamling.domain.cell_text import FORMULA, as_written
from xl_kraftsamling.domain.columns import Lanes
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.personal_numbers import masked
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.table_cells import Cells

MISSING, TWICE = Text("saknas", "is missing"), Text("står två gånger", "stands twice")
"""What may be wrong with a heading (ST02)."""


def unknown_columns(cells: Cells) -> Iterator[Fault]:
    """The faults of the unknown headings (ST03)."""
    for heading, place in cells.extra:
        yield Fault("ST03", Hit(place=place, values={"heading": heading}, found=heading))


def missing_column(cells: Cells, name: str) -> Iterator[Fault]:
    """The fault of a field without a column (ST02), unless its heading stands twice."""
    if name not in dict(cells.twice):
        heading = cells.column(name).heading
        hit = Hit(place=cells.heading(name), values={"heading": heading, "problem": MISSING}, expected=heading)
        yield Fault("ST02", hit, f"{cells.table.name}.{name}")


def twice(cells: Cells) -> Iterator[Fault]:
    """The faults of the headings that stand a second time (ST02)."""
    for name, place in cells.twice:
        heading = cells.column(name).heading
        values: dict[str, Value] = {"heading": heading, "problem": TWICE}
        hit = Hit(place=place, values=values, found=heading, related=(cells.heading(name),))
        yield Fault("ST02", hit, f"{cells.table.name}.{name}")


def wrong_cell(cells: Cells, lane: Lanes, register: Register, code: str, name: str, position: int) -> Fault:
    """The fault of a cell that breaks a rule; it blocks what needs the cell where its value cannot be told."""
    column = cells.column(name)
    found = lane.odd.get(position, lane.plain[position])
    told = _told(code, found, lane.values[position], column, register, cells.factors.get(name, 1))
    related = (cells.place(name, lane.first[found]),) if code == "VD11" else ()
    values = {"heading": column.heading, "found": _shown(code, found), "first": related, **told}
    hit = Hit(
        place=cells.place(name, position), values=values, found=values["found"],
        expected=told.get("expected"), proposal=told.get("proposal"), related=related,
    )  # fmt: skip
    return Fault(code, hit, f"{cells.table.name}.{name}" if lane.values[position] is None else None)


@lru_cache(maxsize=4096)
def _told(code: str, found: Any, value: Any, column: Column, register: Register, factor: int) -> Mapping[str, Value]:
    """What a message tells beyond the cell itself; the same text often stands in many cells."""
    if code == "VD01":
        return {"proposal": Ore(money.read_amount(found, factor).ore or 0)}
    if code in ("VD03", "VD05", "VD07", "VD09"):
        return {"proposal": Ore(value) if column.kind is Kind.AMOUNT else value, "kind": _KINDS.get(column.kind), "beside": _UNDER}
    return _DETAILS[code](found, column, register) if code in _DETAILS else {}


def _nearest(found: Any, _column: Column, register: Register) -> dict[str, Value]:
    near = register.nearest(found)
    return {"question": Text(f" Menas {near}?", f" Is it {near}?") if near else ""}


def _candidates(found: Any, _column: Column, register: Register) -> dict[str, Value]:
    names = register.recognise(found).candidates
    return {"expected": Text(" eller ".join(names), " or ".join(names))}


_UNDER = Text("under", "under")
_KINDS = {Kind.DATE: Text("ett datum", "a date"), Kind.PERIOD: Text("en period", "a period")}
_FORMS = {
    Kind.AMOUNT: Text("ett tal, till exempel 150 000 eller 150 000,50", "a number, for example 150 000 or 150 000,50"),
    Kind.DATE: Text("ett datum, till exempel 2026-05-20", "a date, for example 2026-05-20"),
    Kind.PERIOD: Text("en period, till exempel 202605 eller 2026-05", "a period, for example 202605 or 2026-05"),
    Kind.PERCENTS: Text("en lista, till exempel 70; 85; 100", "a list, for example 70; 85; 100"),
}


def _form(_found: Any, column: Column, _register: Register) -> dict[str, Value]:
    return {"expected": _FORMS[column.kind]}


def _words(_found: Any, column: Column, _register: Register) -> dict[str, Value]:
    return {"expected": ", ".join(column.states) or Text("ja, nej eller ett datum", "ja, nej or a date")}


def _unvalued(_found: Any, _column: Column, _register: Register) -> dict[str, Value]:
    unread = Text("har inget sparat värde, så cellen går inte att läsa här", "has no stored value, so the cell cannot be read here")
    return {"problem": unread}


_DETAILS: dict[str, Callable[[Any, Column, Register], dict[str, Value]]] = {
    "FO08": _unvalued,
    "VD02": _form,
    "VD04": _form,
    "VD08": _nearest,
    "VD10": _candidates,
    "VD13": _words,
}


def _shown(code: str, found: Any) -> Value:
    """What the cell says, as the message may show it: a personnummer is never repeated in full."""
    if code == "VD14":
        return masked(found)
    return "" if found == FORMULA else as_written(found) if isinstance(found, str) else found
