"""Converts values between cells of openpyxl and COM."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288, "#NUM!": -2146826252,
    "#REF!": -2146826265, "#VALUE!": -2146826273, "#SPILL!": -2146826243,
}  # fmt: skip
_NAMED = {code: name for name, code in ERRORS.items() if name != "#SPILL!"}  # one that xlwings does not know
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


def value_over_com(cell: Any) -> Any:
    """The value of a cell as COM delivers it."""
    value = cell.value
    if cell.data_type == "e":
        return ERRORS[value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return Decimal(str(value)) if "kr" in cell.number_format else float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, *_time(value))
    return value


def _time(value: date) -> tuple[int, ...]:
    return (value.hour, value.minute, value.second) if isinstance(value, datetime) else ()


def show_value(cell: Any) -> Any:
    """The value that a cell shows; of formulas those of links alone are calculated."""
    if cell.data_type != "f":
        return cell.value
    link = re.fullmatch(r'=HYPERLINK\(".*","([^"]*)"\)', str(cell.value))
    return link[1] if link else None


def type_value(cell: Any, value: Any) -> None:
    """Write a value to a cell; Excel takes a text as if somebody typed it, an apostrophe keeping it a text."""
    if isinstance(value, str) and value.startswith("'"):
        cell.value = value[1:]
        cell.data_type = "s"
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        cell.value = float(value.replace(",", "."))
    else:
        cell.value = None if value == "" else value


def clean_value(value: Any, empty: Any, *, with_errors: bool) -> Any:
    """The value that xlwings makes of one of COM."""
    if value in ("", None):
        return empty
    if isinstance(value, int) and value in _NAMED:
        return _NAMED[value] if with_errors else None
    return value
