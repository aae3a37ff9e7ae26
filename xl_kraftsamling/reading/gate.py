"""The gate: every table passes a pandera schema, and each of its failure cases becomes a fault with its cell.

The schemas are made from `domain/tables.py`, so that a column is described in one place, and each of their checks is named by
the code of its rule.  A column of the table is two columns of the frame: its values and, where any of its cells is irregular, the
forms of those (:mod:`xl_kraftsamling.domain.column_parser`).  Which forms break which rule is a table here.

Whether ids differ (VD11) is asked last, of all lists of a table together: several of one kind are one table in parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from pandera.errors import SchemaErrors

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.column_parser import CellForm, IrregularCell, ParsedColumn
from xl_kraftsamling.domain.money import UNIT_NAMES, format_entry
from xl_kraftsamling.domain.personal_numbers import PERSONAL_NUMBER, find_personal_number
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.domain.texts import LANGUAGES, Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.table_cells import TableCells


class CheckedTable(NamedTuple):
    """A table that its schema has judged: its parsed columns by field, and its faults."""

    columns: Mapping[str, ParsedColumn]
    faults: Sequence[Fault]


def check_table(cells: TableCells, register: Register) -> CheckedTable:
    """Parse the columns of a table and let its schema judge them."""
    columns = cells.parse(register)
    return CheckedTable(columns, [*_find_faults(cells, columns, register)])


def check_ids(table: Table, rows: Sequence[Any]) -> Iterator[Fault]:
    """Let the schema of a table's ids judge those of all its rows, in whatever lists they are."""
    column = next((column for column in table.columns if column.kind is Kind.ID), None)
    if column and rows:
        ids = RowIds(rows)
        checked, series = ids.rows, ids.series
        frame = pl.DataFrame({"series": series, "id": [row.id for row in checked]}, _ID_FRAME)
        try:
            _IDS.validate(frame, lazy=True)
        except SchemaErrors as errors:
            first = {(number, row.id): row for number, row in zip(reversed(series), reversed(checked), strict=True)}
            for position in errors.failure_cases["index"]:
                yield _make_id_fault(column, first[series[position], checked[position].id], checked[position])


def _make_id_fault(column: Column, first: Any, row: Any) -> Fault:
    place = cell_of(first, "id")
    values = {"heading": column.heading, "found": row.id, "first": place}
    return Fault("VD11", Hit(place=cell_of(row, "id"), values=values, found=row.id, related=(place,)))


# ---- the schemas


FORM = "_form"
"""Follows the field in the name of the column that holds the forms of its irregular cells."""

_TYPES: dict[Kind, Any] = {
    Kind.AMOUNT: pl.Int64, Kind.DATE: pl.Date, Kind.PERIOD: pl.Int64, Kind.PERCENTS: pl.List(pl.Int64),
}  # fmt: skip
"""The types of the values; the others are text."""

_Breaking = dict[str, tuple[CellForm, ...]]
"""By rule, the forms that break it."""

_IN_ANY_KIND: _Breaking = {"FO01": (CellForm.ERROR,), "FO08": (CellForm.UNVALUED,), "VD06": (CellForm.BLANK,)}

_BY_KIND: dict[Kind, _Breaking] = {
    Kind.AMOUNT: {
        "VD01": (CellForm.TEXT,),
        "VD02": (CellForm.UNCLEAR,),
        "VD03": (CellForm.UNIT, CellForm.UNIT_AND_PART_OF_ORE),
        "VD07": (CellForm.PART_OF_ORE, CellForm.UNIT_AND_PART_OF_ORE),
    },
    Kind.DATE: {"VD04": (CellForm.UNCLEAR,), "VD05": (CellForm.INTERPRETED,)},
    Kind.PERIOD: {"VD04": (CellForm.UNCLEAR,), "VD05": (CellForm.INTERPRETED,)},
    Kind.RECIPIENT: {"VD08": (CellForm.UNKNOWN,), "VD09": (CellForm.VARIANT,), "VD10": (CellForm.AMBIGUOUS,)},
    Kind.STATUS: {"VD09": (CellForm.VARIANT,), "VD13": (CellForm.UNKNOWN,)},
    Kind.DECLARED: {"VD13": (CellForm.UNKNOWN,)},
    Kind.PERCENTS: {"VD02": (CellForm.UNCLEAR,)},
}  # fmt: skip


@cache
def build_schema(table: Table, irregular: frozenset[str]) -> pa.DataFrameSchema:
    """The schema of a table: its columns, their types, and every check under its code.  A missing column is ST02, an unknown one ST03.

    :param irregular: the fields with irregular cells.  The others get no column of forms: it would be empty, and pandera
        copies the whole frame for each check.
    """
    columns: dict[str, pa.Column] = {}
    for column in table.columns:
        checks = [_NO_PERSONAL_NUMBER] if column.is_free_text else []
        dtype = _TYPES.get(column.kind, pl.String)
        columns[column.field] = pa.Column(dtype, checks, nullable=True, required=not column.is_optional)
        if column.field in irregular:
            breaking = _IN_ANY_KIND | _BY_KIND.get(column.kind, {})
            columns[column.field + FORM] = pa.Column(pl.String, [_forbid_forms(*each) for each in breaking.items()], nullable=True)
    return pa.DataFrameSchema(columns, strict=True)


def _forbid_forms(code: str, forms: Sequence[CellForm]) -> pa.Check:
    values = [form.value for form in forms]
    return _make_check(code, lambda cells: ~cells.is_in(values))


def _make_check(code: str, is_right: Callable[[pl.Expr], pl.Expr]) -> pa.Check:
    """A check of a column under the code of its rule; an answer of null passes, as that of an empty cell does."""

    def _judge(data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(is_right(pl.col(data.key)))

    return pa.Check(_judge, name=code, error=code)


def _have_no_personal_number(texts: pl.Series) -> pl.Series:
    suspects = texts.filter(texts.str.contains(PERSONAL_NUMBER)).unique()  # few: polars searches far quicker than we could
    return ~texts.is_in([text for text in suspects if find_personal_number(text)])


_ID_FRAME = {"series": pl.Int64, "id": pl.String}
_DIFFER = _make_check("VD11", lambda ids: ids.is_null() | pl.struct("series", ids).is_first_distinct())
_IDS = pa.DataFrameSchema({"series": pa.Column(pl.Int64), "id": pa.Column(pl.String, [_DIFFER], nullable=True)}, strict=True)
"""The ids of a table, each with the series within which no other may be the same (:mod:`xl_kraftsamling.domain.row_ids`)."""
_NO_PERSONAL_NUMBER = _make_check("VD14", lambda texts: texts.map_batches(_have_no_personal_number, return_dtype=pl.Boolean))


# ---- from failure cases to faults


def _find_faults(cells: TableCells, columns: Mapping[str, ParsedColumn], register: Register) -> Iterator[Fault]:
    for field, place in cells.twice:
        yield _make_heading_fault(cells, field, _TWICE, place, (cells.heading(field),))
    irregular = frozenset(name for name, column in columns.items() if column.irregular)
    try:
        # The frame is no LazyFrame, on which pandera would check the types of the columns and nothing else.
        build_schema(cells.table, irregular).validate(_make_frame(cells, columns), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("failure_case", "column", "check", "index")
        for case, name, check, position in cases.iter_rows():
            if check == "column_in_schema":
                for heading, place in cells.extra:
                    yield Fault("ST03", Hit(place=place, values={"heading": heading}, found=heading))
            elif check == "column_in_dataframe":
                if case not in dict(cells.twice):  # a field whose heading occurs twice has no column either, and its own fault
                    yield _make_heading_fault(cells, case, MISSING, cells.heading(case))
            else:
                field = name.removesuffix(FORM)
                yield _make_cell_fault(cells, columns[field], register, check, field, position)


def _make_frame(cells: TableCells, columns: Mapping[str, ParsedColumn]) -> pl.DataFrame:
    series: list[pl.Series] = []
    for column in cells.table.columns:
        if parsed := columns.get(column.field):
            series.append(pl.Series(column.field, parsed.values, _TYPES.get(column.kind, pl.String)))
            if parsed.irregular:
                forms = {position: cell.form.value for position, cell in parsed.irregular.items()}
                series.append(pl.Series(column.field + FORM, [forms.get(i) for i in range(cells.height)], pl.String))
    if cells.extra:  # one column for all unknown headings: pandera names the first alone, and a heading may be the name of a field
        series.append(pl.Series("unknown heading", [None] * cells.height, pl.String))
    return pl.DataFrame(series)


MISSING, _TWICE = Text("saknas", "is missing"), Text("står två gånger", "stands twice")
"""What may be wrong with a heading (ST02)."""


def _make_heading_fault(cells: TableCells, field: str, problem: Text, place: Place, related: tuple[Place, ...] = ()) -> Fault:
    heading = cells.column(field).heading
    found, expected = (None, heading) if problem is MISSING else (heading, None)
    hit = Hit(place=place, values={"heading": heading, "problem": problem}, found=found, expected=expected, related=related)
    return Fault("ST02", hit, f"{cells.table.name}.{field}")


def _make_cell_fault(cells: TableCells, parsed: ParsedColumn, register: Register, code: str, field: str, position: int) -> Fault:
    """The fault of a cell that breaks a rule; it leaves the cell unread where its value is unknown."""
    column, cell, value = cells.column(field), parsed.irregular.get(position), parsed.values[position]
    found = cell.raw if cell else find_personal_number(value) if code == "VD14" else value
    details = _find_message_values(code, cell, column, cells.factors.get(field, 1), register) if cell else {}
    hit = Hit(
        place=cells.place(field, position), values={"heading": column.heading, "found": found, **details},
        found=found, expected=details.get("expected"), proposal=details.get("proposal"),
    )  # fmt: skip
    if code == "VD08" and field in cells.looked_up:
        hit = _say_not_looked_up(hit, cells, field)
    return Fault(code, hit, f"{cells.table.name}.{field}" if value is None else None)


def _say_not_looked_up(hit: Hit, cells: TableCells, field: str) -> Hit:
    """The hit, with the sheet on which nothing was found for what stands in the row; as it is where a name was found that nobody knows."""
    column, sheet = cells.looked_up[field]
    if hit.place and (hit.place.sheet, hit.place.column) == (cells.heading(field).sheet, column):
        return replace(hit, values={**hit.values, "sheet": sheet}, message=_NOT_LOOKED_UP, remedy=_CORRECT_KEY)
    return hit


@lru_cache(maxsize=4096)  # the same text is often in many cells, and the nearest name is slow to find
def _find_message_values(code: str, cell: IrregularCell, column: Column, factor: int, register: Register) -> Mapping[str, Value]:
    """What the message of a rule names beyond the cell's own content; `factor` is the unit of its column in kronor."""
    values: dict[str, Value] = {}
    match code:
        case "FO08":
            values = {"problem": _UNVALUED}
        case "VD01" | "VD07":
            values = {"proposal": cell.meanings[0], "entry": _describe_entry(cell.meanings[0], factor)}
        case "VD02":
            values = {"expected": _EXAMPLES[column.kind] if factor == 1 else _EXAMPLE_IN_UNIT.bind(unit=UNIT_NAMES[factor])}
        case "VD04":
            proposal = cell.meanings[0] if cell.meanings else None
            values = {"expected": _EXAMPLES[column.kind], "proposal": proposal, "question": _ask(proposal)}
        case "VD03" | "VD05" | "VD09":
            values = {"proposal": cell.meanings[0], "kind": _KINDS.get(column.kind), "beside": _UNDER}
        case "VD08":
            values = {"question": _ask(register.nearest(str(cell.raw)))}
        case "VD10":
            values = {"expected": Text(" eller ", " or ").join(cell.meanings)}
        case "VD13":
            values = {"expected": ", ".join(column.states) or _ANSWERS}
    return values


def _ask(meaning: Value) -> Text | str:
    """Whether something is meant, as a question; "" where nothing is known to be."""
    return "" if meaning is None else _MEANT.bind(meaning=meaning)


def _describe_entry(amount: Value, factor: int) -> Value:
    """What to write in a cell for it to mean an amount, in the unit of its column."""
    if not isinstance(amount, int):
        return amount
    numbers = Text(*(format_entry(amount, factor, lang) for lang in LANGUAGES))
    if factor == 1:
        return numbers  # without "kr", which would make a text of it again
    return _ENTRY_IN_UNIT.bind(number=numbers, unit=UNIT_NAMES[factor], amount=amount)


_NOT_LOOKED_UP = Text(
    "»{found}« finns inte på bladet {sheet}, som säger vilken mottagare det gäller. Raden kan inte kopplas till någon mottagare.",
    "“{found}” is not on the sheet {sheet}, which says whose it is. The row cannot be tied to a recipient.",
)
_CORRECT_KEY = Text(
    "Rätta det så att det stämmer med bladet {sheet}, eller lägg till raden där om den saknas.",
    "Correct it so that it agrees with the sheet {sheet}, or add the row there if it is missing.",
)
_MEANT = Text(" Menas {meaning}?", " Is it {meaning}?")
_ENTRY_IN_UNIT = Text("{number} (kolumnen är i {unit}: det blir {amount})", "{number} (the column is in {unit}: that makes {amount})")
_EXAMPLE_IN_UNIT = Text("ett tal i {unit}, till exempel 150 eller 150,5", "a number in {unit}, for example 150 or 150,5")
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
