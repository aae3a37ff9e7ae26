"""The pandera schemas: one DataFrameModel per table, each check carrying the code of its rule.

The models are made from `domain/tables.py`, so that a column is described in one place.  A column of the table is two
columns of the frame: its values and, where any of its cells is irregular, their forms (:mod:`xl_kraftsamling.domain.columns`).
A missing column is ST02, an unknown one ST03.  Frames are validated eagerly: on a LazyFrame pandera checks types alone.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from xl_kraftsamling.domain.columns import CellForm
from xl_kraftsamling.domain.personal_numbers import PERSONAL_NUMBER, find_personal_number
from xl_kraftsamling.domain.tables import Column, Kind, Table

FORM = "_form"
"""Follows the field in the name of the column that holds the forms of its irregular cells."""

TYPES: dict[Kind, Any] = {
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
def build_model(table: Table, irregular: frozenset[str]) -> type[pa.DataFrameModel]:
    """The pandera model of a table: its columns, their types, and every check under its code.

    :param irregular: the fields with irregular cells.  The others get no column of forms: it would be empty, and pandera
        copies the whole frame for each check.
    """
    annotations: dict[str, Any] = {}
    members: dict[str, Any] = {"__annotations__": annotations, "__module__": __name__, "__doc__": table.sheet}
    for column in table.columns:
        values: Any = TYPES.get(column.kind, pl.String)
        annotations[column.field] = (values | None) if column.is_optional else values
        members[column.field] = pa.Field(nullable=True)
        members.update(_value_checks(column))
        if column.field in irregular:
            annotations[column.field + FORM] = pl.String
            members[column.field + FORM] = pa.Field(nullable=True)
            members.update(_form_checks(column))
    members["Config"] = type("Config", (), {"strict": True})
    return type(table.name, (pa.DataFrameModel,), members)


def _form_checks(column: Column) -> Iterator[tuple[str, Any]]:
    for code, forms in (_IN_ANY_KIND | _BY_KIND.get(column.kind, {})).items():
        yield _check(column.field + FORM, code, partial(_is_none_of, [form.value for form in forms]))


def _is_none_of(breaking: Sequence[str], forms: pl.Expr) -> pl.Expr:
    return ~forms.is_in(breaking)


def _value_checks(column: Column) -> Iterator[tuple[str, Any]]:
    if column.kind is Kind.ID:
        yield _check(column.field, "VD11", lambda ids: ids.is_first_distinct())
    if column.is_free_text:
        yield _check(column.field, "VD14", lambda texts: texts.map_batches(_have_no_personal_number, return_dtype=pl.Boolean))


def _check(name: str, code: str, is_right: Callable[[pl.Expr], pl.Expr]) -> tuple[str, Any]:
    """A check of a column of the frame under the code of its rule; an empty cell passes."""

    def _judge(_model: type, data: PolarsData) -> pl.LazyFrame:
        cells = pl.col(data.key)
        return data.lazyframe.select(cells.is_null() | is_right(cells))

    return f"{name}_{code}", pa.check(name, name=code, error=code)(_judge)


def _have_no_personal_number(texts: pl.Series) -> pl.Series:
    suspects = texts.filter(texts.str.contains(PERSONAL_NUMBER)).unique()  # few: polars searches far quicker than we could
    return ~texts.is_in([text for text in suspects if find_personal_number(text)])
