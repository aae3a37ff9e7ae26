"""The pandera schemas: one DataFrameModel per table, each check carrying the code of its rule.

The models are made from `domain/tables.py`, so that a column is described in one place.  A column of the table is two
columns of the frame: its plain lane and, where it has any odd cell, its odd lane (see :mod:`xl_kraftsamling.domain.columns`).
A missing column is ST02, an unknown one ST03.  Frames are validated eagerly: on a LazyFrame pandera checks types alone.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain import personal_numbers as personal
from xl_kraftsamling.domain.cell_text import FORMULA, is_blank, is_error
from xl_kraftsamling.domain.recipients import Match, Register
from xl_kraftsamling.domain.states import understood
from xl_kraftsamling.domain.tables import Column, Kind, Table

ODD = "_odd"
TYPES: dict[Kind, Any] = {Kind.AMOUNT: pl.Float64, Kind.DATE: pl.Date, Kind.PERIOD: pl.Int64}
"""The types of the plain lanes; the others are text."""

Breaks = Callable[[str, Column, Register], bool]
"""Whether what stands in an odd cell of a column breaks a rule."""

_ANYWHERE: dict[str, Breaks] = {
    "FO01": lambda text, _column, _register: is_error(text),
    "FO08": lambda text, _column, _register: text == FORMULA,
    "VD06": lambda text, _column, _register: is_blank(text),
}

_BY_KIND: dict[Kind, dict[str, Breaks]] = {
    Kind.AMOUNT: {
        "VD01": lambda text, _column, _register: money.read_amount(text).form is money.Form.TEXT,
        "VD02": lambda text, _column, _register: money.read_amount(text).form is money.Form.UNCLEAR,
        "VD03": lambda text, _column, _register: money.read_amount(text).form is money.Form.UNIT,
        "VD07": lambda text, _column, _register: (
            money.read_amount(text).form is money.Form.UNIT and not money.read_amount(text).is_whole_ore
        ),
    },
    Kind.DATE: {
        "VD04": lambda text, _column, _register: dates.read_date(text).form is dates.Form.UNCLEAR,
        "VD05": lambda text, _column, _register: dates.read_date(text).form is dates.Form.INTERPRETED,
    },
    Kind.PERIOD: {
        "VD04": lambda text, _column, _register: dates.read_period(text).form is dates.Form.UNCLEAR,
        "VD05": lambda text, _column, _register: dates.read_period(text).form is dates.Form.INTERPRETED,
    },
    Kind.RECIPIENT: {
        "VD08": lambda text, _column, register: register.recognise(text).match is Match.UNKNOWN,
        "VD09": lambda text, _column, register: register.recognise(text).match is Match.VARIANT,
        "VD10": lambda text, _column, register: register.recognise(text).match is Match.AMBIGUOUS,
    },
    Kind.STATUS: {
        "VD09": lambda text, column, _register: understood(text, column.states) is not None,
        "VD13": lambda text, column, _register: understood(text, column.states) is None,
    },
    Kind.DECLARED: {"VD13": lambda _text, _column, _register: True},
    Kind.PERCENTS: {"VD02": lambda _text, _column, _register: True},
}


@cache
def model(table: Table, register: Register, odd: frozenset[str]) -> type[pa.DataFrameModel]:
    """The pandera model of a table: its columns, their types, and every check under its code.

    :param odd: the fields that have an odd lane; the others have none to check, and pandera copies what it is given.
    """
    annotations: dict[str, Any] = {}
    members: dict[str, Any] = {"__annotations__": annotations, "__module__": __name__, "__doc__": table.sheet}
    for column in table.columns:
        plain: Any = TYPES.get(column.kind, pl.String)
        annotations[column.field] = (plain | None) if column.optional else plain
        members[column.field] = pa.Field(nullable=True)
        members.update(_plain_checks(column))
        if column.field in odd:
            annotations[column.field + ODD] = pl.String
            members[column.field + ODD] = pa.Field(nullable=True)
            members.update(_odd_checks(column, register))
    members["Config"] = type("Config", (), {"strict": True})
    return type(table.name, (pa.DataFrameModel,), members)


def _odd_checks(column: Column, register: Register) -> Iterator[tuple[str, Any]]:
    for code, breaks in {**_ANYWHERE, **_BY_KIND.get(column.kind, {})}.items():
        yield (
            f"{column.field}{ODD}_{code}",
            pa.check(column.field + ODD, name=code, error=code)(_odd(breaks, column, register)),
        )


def _plain_checks(column: Column) -> Iterator[tuple[str, Any]]:
    for code, holds in _holding(column):
        yield f"{column.field}_{code}", pa.check(column.field, name=code, error=code)(_plain(holds))


def _holding(column: Column) -> Iterator[tuple[str, Callable[[pl.Expr], pl.Expr]]]:
    if column.kind is Kind.AMOUNT:
        yield "VD07", lambda kronor: (kronor * 100 - (kronor * 100).round()).abs() <= money.SLACK
    if column.kind is Kind.ID:
        yield "VD11", lambda ids: ids.is_first_distinct()
    if column.free:
        yield "VD14", lambda texts: texts.map_batches(_harmless, return_dtype=pl.Boolean)


def _odd(breaks: Breaks, column: Column, register: Register) -> Callable[..., pl.LazyFrame]:
    plain_words = _ANYWHERE if breaks not in _ANYWHERE.values() else {}

    def _explained(text: str) -> bool:
        return any(other(text, column, register) for other in plain_words.values())

    def _broken(texts: pl.Series) -> pl.Series:
        bad = [
            text
            for text in texts.unique()
            if text is not None and not _explained(text) and breaks(text, column, register)
        ]
        return ~texts.is_in(bad)

    return _plain(lambda texts: texts.map_batches(_broken, return_dtype=pl.Boolean))


def _plain(holds: Callable[[pl.Expr], pl.Expr]) -> Callable[..., pl.LazyFrame]:
    def check(_model: type, data: PolarsData) -> pl.LazyFrame:
        column = pl.col(data.key)
        return data.lazyframe.select(column.is_null() | holds(column))

    return check


def _harmless(texts: pl.Series) -> pl.Series:
    suspects = texts.filter(texts.str.contains(personal.PATTERN)).unique()
    return ~texts.is_in([text for text in suspects if personal.masked(text)])
