"""The gate: every table passes its pandera schema, and each failure case becomes a fault with its cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl
from pandera.errors import SchemaErrors

from xl_kraftsamling.domain.columns import IrregularCell, ParsedColumn, parse_column
from xl_kraftsamling.domain.personal_numbers import find_personal_number
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.schemas import FORM, TYPES, build_model
from xl_kraftsamling.reading.table_cells import TableCells


class CheckedTable(NamedTuple):
    """A table that its schema has judged: its parsed columns by field, and its faults."""

    columns: Mapping[str, ParsedColumn]
    faults: Sequence[Fault]


def check_table(cells: TableCells, register: Register) -> CheckedTable:
    """Parse the columns of a table and let its schema judge them."""
    columns = {
        column.field: parse_column(
            column, cells.columns[column.field], register, date1904=cells.date1904, factor=cells.factors.get(column.field, 1)
        )
        for column in cells.table.columns
        if column.field in cells.columns
    }
    return CheckedTable(columns, [*_repeated_headings(cells), *_broken_checks(cells, columns, register)])


def _frame(cells: TableCells, columns: Mapping[str, ParsedColumn]) -> pl.DataFrame:
    series: list[pl.Series] = []
    for column in cells.table.columns:
        if parsed := columns.get(column.field):
            series.append(pl.Series(column.field, parsed.values, TYPES.get(column.kind, pl.String), strict=False))
            if parsed.irregular:
                forms = {position: cell.form.value for position, cell in parsed.irregular.items()}
                series.append(pl.Series(column.field + FORM, [forms.get(i) for i in range(cells.height)], pl.String))
    # an unknown heading may be anything, also the name of a field: a number in its place is no field's name
    series += [pl.Series(str(number), [None] * cells.height, pl.String) for number in range(len(cells.extra))]
    return pl.DataFrame(series)


def _broken_checks(cells: TableCells, columns: Mapping[str, ParsedColumn], register: Register) -> Iterator[Fault]:
    irregular = frozenset(name for name, column in columns.items() if column.irregular)
    try:
        build_model(cells.table, irregular).validate(_frame(cells, columns), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("failure_case", "column", "check", "index")
        for case, name, check, position in cases.iter_rows():
            if check == "column_in_schema":  # pandera names only the first of the unknown columns
                yield from _unknown_headings(cells)
            elif check == "column_in_dataframe":
                yield from _missing_column(cells, case)
            else:
                field = name.removesuffix(FORM)
                yield _cell_fault(cells, columns[field], register, check, field, position)


MISSING, TWICE = Text("saknas", "is missing"), Text("står två gånger", "stands twice")
"""What may be wrong with a heading (ST02)."""


def _unknown_headings(cells: TableCells) -> Iterator[Fault]:
    for heading, place in cells.extra:
        yield Fault("ST03", Hit(place=place, values={"heading": heading}, found=heading))


def _missing_column(cells: TableCells, field: str) -> Iterator[Fault]:
    """The fault of a field without a column; one whose heading occurs twice has none either, but that is another fault."""
    if field not in dict(cells.twice):
        heading = cells.column(field).heading
        hit = Hit(place=cells.heading(field), values={"heading": heading, "problem": MISSING}, expected=heading)
        yield Fault("ST02", hit, f"{cells.table.name}.{field}")


def _repeated_headings(cells: TableCells) -> Iterator[Fault]:
    for field, place in cells.twice:
        heading = cells.column(field).heading
        values: dict[str, Value] = {"heading": heading, "problem": TWICE}
        hit = Hit(place=place, values=values, found=heading, related=(cells.heading(field),))
        yield Fault("ST02", hit, f"{cells.table.name}.{field}")


def _cell_fault(cells: TableCells, parsed: ParsedColumn, register: Register, code: str, field: str, position: int) -> Fault:
    """The fault of a cell that breaks a rule; it leaves the cell unread where its value is unknown."""
    column, cell, value = cells.column(field), parsed.irregular.get(position), parsed.values[position]
    found = cell.raw if cell else find_personal_number(value) if code == "VD14" else value
    related = (cells.place(field, parsed.first_position[value]),) if code == "VD11" else ()
    details = _message_values(code, cell, column, register) if cell else {}
    hit = Hit(
        place=cells.place(field, position), values={"heading": column.heading, "found": found, "first": related, **details},
        found=found, expected=details.get("expected"), proposal=details.get("proposal"), related=related,
    )  # fmt: skip
    return Fault(code, hit, f"{cells.table.name}.{field}" if value is None else None)


@lru_cache(maxsize=4096)  # the same text is often in many cells, and the nearest name is slow to find
def _message_values(code: str, cell: IrregularCell, column: Column, register: Register) -> Mapping[str, Value]:
    """What the message of a rule names beyond the cell's own content."""
    return _MESSAGE_VALUES[code](cell, column, register) if code in _MESSAGE_VALUES else {}


def _name_proposal(cell: IrregularCell, column: Column, _register: Register) -> dict[str, Value]:
    return {"proposal": cell.meanings[0], "kind": _KINDS.get(column.kind), "beside": _UNDER}


def _name_nearest(cell: IrregularCell, _column: Column, register: Register) -> dict[str, Value]:
    near = register.nearest(str(cell.raw))
    return {"question": Text(f" Menas {near}?", f" Is it {near}?") if near else ""}


def _name_candidates(cell: IrregularCell, _column: Column, _register: Register) -> dict[str, Value]:
    names = [str(name) for name in cell.meanings]
    return {"expected": Text(" eller ".join(names), " or ".join(names))}


def _name_example(_cell: IrregularCell, column: Column, _register: Register) -> dict[str, Value]:
    return {"expected": _EXAMPLES[column.kind]}


_UNDER = Text("under", "under")
_UNVALUED = Text("har inget sparat värde, så cellen går inte att läsa här", "has no stored value, so the cell cannot be read here")
_ANSWERS = Text("ja, nej eller ett datum", "ja, nej or a date")
_KINDS = {Kind.DATE: Text("ett datum", "a date"), Kind.PERIOD: Text("en period", "a period")}
_EXAMPLES = {
    Kind.AMOUNT: Text("ett tal, till exempel 150 000 eller 150 000,50", "a number, for example 150 000 or 150 000,50"),
    Kind.DATE: Text("ett datum, till exempel 2026-05-20", "a date, for example 2026-05-20"),
    Kind.PERIOD: Text("en period, till exempel 202605 eller 2026-05", "a period, for example 202605 or 2026-05"),
    Kind.PERCENTS: Text("en lista, till exempel 70; 85; 100", "a list, for example 70; 85; 100"),
}

_MESSAGE_VALUES: dict[str, Callable[[IrregularCell, Column, Register], dict[str, Value]]] = {
    "FO08": lambda _cell, _column, _register: {"problem": _UNVALUED},
    "VD01": lambda cell, _column, _register: {"proposal": cell.meanings[0]},
    "VD02": _name_example,
    "VD03": _name_proposal,
    "VD04": _name_example,
    "VD05": _name_proposal,
    "VD07": _name_proposal,
    "VD08": _name_nearest,
    "VD09": _name_proposal,
    "VD10": _name_candidates,
    "VD13": lambda _cell, column, _register: {"expected": ", ".join(column.states) or _ANSWERS},
}
