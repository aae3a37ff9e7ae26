"""The gate: every table passes a pandera schema, and each of its failure cases becomes a fault with its cell.

The schemas are made from `domain/tables.py`, so that a column is described in one place, and each of their checks is named by
the code of its rule.  A column of the table is two columns of the frame: its values and, where any of its cells is irregular, the
forms of those (:mod:`xl_kraftsamling.domain.column_parser`).  Which forms break which rule is a table in `cell_faults`.

Whether ids differ (VD11) is asked last, of all lists of a table together: several of one kind are one table in parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from pandera.errors import SchemaErrors

from xl_kraftsamling.domain.column_parser import CellForm, ParsedColumn
from xl_kraftsamling.domain.personal_numbers import PERSONAL_NUMBER, find_personal_number
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import Kind, Table
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.cell_faults import (
    MISSING,
    TWICE,
    CheckedTable,
    group_faults,
    list_breaking_forms,
    make_cell_fault,
    make_extra_fault,
    make_heading_fault,
    make_id_fault,
)
from xl_kraftsamling.reading.table_cells import TableCells


def check_table(cells: TableCells, register: Register) -> CheckedTable:
    """Parse the columns of a table and let its schema judge them."""
    columns = cells.parse(register)
    return CheckedTable(columns, [*_find_faults(cells, columns, register)])


def check_ids(table: Table, rows: Rows[Any]) -> Iterator[Fault]:
    """Let the schema of a table's ids judge those of all its rows, in whatever lists they are."""
    column = next((column for column in table.columns if column.kind is Kind.ID), None)
    if column and rows:
        ids, names = RowIds(rows), rows.column("id")
        keys = ids.series, [names[number] for number in ids.numbers]
        try:
            _IDS.validate(pl.DataFrame(dict(zip(_ID_FRAME, keys, strict=True)), _ID_FRAME), lazy=True)
        except SchemaErrors as errors:
            series_and_id, numbers = [*zip(*keys, strict=True)], ids.numbers
            first = dict(zip(reversed(series_and_id), reversed(numbers), strict=True))
            for position in errors.failure_cases["index"]:
                yield make_id_fault(column, rows[first[series_and_id[position]]], rows[numbers[position]])


# ---- the schemas


FORM = "_form"
"""Follows the field in the name of the column that holds the forms of its irregular cells."""

_TYPES: dict[Kind, Any] = {
    Kind.AMOUNT: pl.Int64, Kind.DATE: pl.Date, Kind.PERIOD: pl.Int64, Kind.PERCENTS: pl.List(pl.Int64),
}  # fmt: skip
"""The types of the values; the others are text."""


@cache
def build_schema(table: Table, irregular: frozenset[str], suspected: frozenset[str]) -> pa.DataFrameSchema:
    """The schema of a table: its columns, their types, and every check under its code.  A missing column is ST02, an unknown one ST03.

    :param irregular: the fields with irregular cells.  The others get no column of forms: it would be empty, and pandera
        copies the whole frame for each check.
    :param suspected: the free texts that :func:`_find_suspected` found.  The others get no check for personnummer: it takes a
        millisecond to find none, which are ten in a small workbook.
    """
    columns: dict[str, pa.Column] = {}
    for column in table.columns:
        checks = [_NO_PERSONAL_NUMBER] if column.field in suspected else []
        dtype = _TYPES.get(column.kind, pl.String)
        columns[column.field] = pa.Column(dtype, checks, nullable=True, required=not column.is_optional)
        if column.field in irregular:
            breaking = list_breaking_forms(column.kind)
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


def _find_suspected(table: Table, frame: pl.DataFrame) -> frozenset[str]:
    """The free texts of a table in which something has at least the form of a personnummer."""
    texts = {column.field for column in table.columns if column.is_free_text}.intersection(frame.columns)
    return frozenset(field for field in texts if frame[field].str.contains(PERSONAL_NUMBER).any())


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
        yield make_heading_fault(cells, field, TWICE, place, (cells.heading(field),))
    grouped = {name: group_faults(column) for name, column in columns.items() if column.irregular}
    try:
        # The frame is no LazyFrame, on which pandera would check the types of the columns and nothing else.
        frame = _make_frame(cells, columns, grouped)
        build_schema(cells.table, frozenset(grouped), _find_suspected(cells.table, frame)).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("failure_case", "column", "check", "index")
        for case, name, check, position in cases.iter_rows():
            if check == "column_in_schema":
                yield from (make_extra_fault(*each) for each in cells.extra)
            elif check == "column_in_dataframe":
                if case not in dict(cells.twice):  # a field whose heading occurs twice has no column either, and its own fault
                    yield make_heading_fault(cells, case, MISSING, cells.heading(case))
            else:
                field = name.removesuffix(FORM)
                others = grouped[field][position] if name != field else ()
                yield make_cell_fault(cells, columns[field], register, check, field, position, others)


def _make_frame(cells: TableCells, columns: Mapping[str, ParsedColumn], grouped: Mapping[str, Mapping[int, Sequence[int]]]) -> pl.DataFrame:
    """The frame that a schema judges.

    :param grouped: by field, the irregular cells that make a fault (:func:`group_faults`): the forms of those alone are in it.
    """
    series: list[pl.Series] = []
    for column in cells.table.columns:
        if parsed := columns.get(column.field):
            series.append(pl.Series(column.field, parsed.values, _TYPES.get(column.kind, pl.String)))
            if parsed.irregular:
                forms: list[str | None] = [None] * cells.height
                for position in grouped[column.field]:
                    forms[position] = parsed.irregular[position].form.value
                series.append(pl.Series(column.field + FORM, forms, pl.String))
    if cells.extra:  # one column for all unknown headings: pandera names the first alone, and a heading may be the name of a field
        series.append(pl.Series("unknown heading", [None] * cells.height, pl.String))
    return pl.DataFrame(series)
