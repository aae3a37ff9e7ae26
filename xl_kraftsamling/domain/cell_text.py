"""What the text of a cell is, whether it is nothing or an error value, and how it is compared with another."""

import re
import unicodedata
from datetime import datetime
from typing import Any

UNVALUED_FORMULA = " ="
"""The text of a :class:`NoValue` that is a formula without a stored value; no other cell has it, since texts are trimmed."""


class NoValue(str):
    """A cell that readers of workbooks give as empty though it is not: an error value, or :data:`UNVALUED_FORMULA`.

    A type and not a text, so that the words "#N/A" that somebody typed are not mistaken for an error.
    """

    __slots__ = ()


_DASHES = " \t\r\n\u00a0\u202f-\u2013\u2014\u2212"
BLANKS = frozenset({"", *_DASHES})
"""The first characters of texts that may be blank: a quick way to see that none of a column's texts is."""

# By form and not from a list: each version of Excel has brought new ones (#SPILL!, #CALC!, #FIELD!, #BLOCKED!).
_ERROR = re.compile(r"#(N/A|GETTING_DATA|[A-Z0-9/]+[!?])")


def cell_text(cell: Any) -> str:
    """The text of a cell as a person would write it, trimmed; "" for None and for a formula without a value.

    Whole numbers have no decimals, a date is 2026-05-20 and has a time of day only where that is not midnight.
    """
    if type(cell) is str:  # not isinstance: a NoValue is a str too, and one of them has no text
        return cell.strip()
    if cell is None or (type(cell) is NoValue and cell == UNVALUED_FORMULA):
        return ""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"  # as Excel shows it in Swedish
    return str(cell)


def is_blank(text: str) -> bool:
    """Whether a text is empty or nothing but a dash, which people write where there is nothing."""
    return not text.strip(_DASHES)


def is_error(text: str) -> bool:
    """Whether a text is one of Excel's error values."""
    return _ERROR.fullmatch(text) is not None


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, (int, float))


def fold_label(text: object) -> str:
    """A sheet name, heading or label for comparison: NFKC, case-folded, trimmed, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())
