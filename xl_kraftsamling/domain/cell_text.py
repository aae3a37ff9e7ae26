"""What a cell that is read holds, as text: how it is written, whether it says nothing, whether it is an error."""

import re
from datetime import datetime
from typing import Any

UNVALUED_FORMULA = " ="
"""Stands for a formula without a stored value: no text that is read is it, since none keeps the space before it."""


class NoValue(str):
    """What stands in a cell that its reader shows as empty: an error value, or :data:`FORMULA`."""

    __slots__ = ()


_DASHES = " \t\r\n\u00a0\u202f-\u2013\u2014\u2212"
BLANKS = frozenset({"", *_DASHES})
"""How a text that says nothing begins."""
_ERROR = re.compile(r"#(N/A|GETTING_DATA|[A-Z0-9/]+[!?])")


def cell_text(cell: Any) -> str:
    """A cell as it is written: whole numbers without decimals, dates as 2026-05-20."""
    if type(cell) is str:
        return cell.strip()
    if type(cell) is NoValue:
        return "" if cell == UNVALUED_FORMULA else str(cell)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    return str(cell)


def is_blank(text: str) -> bool:
    """Whether a text says that nothing is there: it is empty, or a dash."""
    return not text.strip(_DASHES)


def is_error(text: str) -> bool:
    """Whether a text is an error value of Excel."""
    return _ERROR.fullmatch(text) is not None
