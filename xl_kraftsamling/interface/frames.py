"""Findings and figures as polars frames: amounts are Decimal columns with two decimals."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import polars as pl

from xl_kraftsamling.interface.results import Balance, Cell, FigureDifference, Finding

_KRONOR = pl.Decimal(38, 2)
_TYPES: dict[str, Any] = {"difference": _KRONOR, "related": pl.List(pl.String), "waived": pl.Boolean}
"""The types of the columns of findings that hold no text."""


def frame_findings(findings: Iterable[Finding]) -> pl.DataFrame:
    """A row for each finding."""
    names = [each.name for each in fields(Finding)]
    rows = [[_simplify(name, getattr(each, name)) for name in names] for each in findings]
    return pl.DataFrame(rows, {name: _TYPES.get(name, pl.String) for name in names}, orient="row")


def _simplify(name: str, value: Any) -> Any:
    """A value as its column holds it: what may be text or a number is text, and a cell is its address."""
    if name == "related":
        return [_address(each) for each in value]
    return value if name in _TYPES or value is None else str(value)


def _address(place: Cell) -> str:
    return "!".join(filter(None, (place.sheet, place.cell)))


def frame_balances(balances: Iterable[Balance]) -> pl.DataFrame:
    """A row for each recipient."""
    return _frame(Balance, balances, text=("recipient",))


def frame_figures(figures: Iterable[FigureDifference]) -> pl.DataFrame:
    """A row for each recipient and figure."""
    return _frame(FigureDifference, figures, text=("recipient", "figure"))


def _frame(kind: type[Any], objects: Iterable[object], text: tuple[str, ...]) -> pl.DataFrame:
    names = [each.name for each in fields(kind)]
    schema = {name: pl.String if name in text else _KRONOR for name in names}
    return pl.DataFrame([[getattr(each, name) for name in names] for each in objects], schema, orient="row")
