"""What the text of a cell is, whether it is nothing or an error value, and how it is compared with another."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from xl_kraftsamling.domain.late_patterns import compile_at_use


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that readers of workbooks give as empty though it is not: an error value, or :data:`UNVALUED_FORMULA`.

    No text, so that the words "#N/A" that somebody typed are neither mistaken for an error nor equal to one.
    """

    text: str

    def __str__(self) -> str:
        """The error value as Excel writes it."""
        return self.text


UNVALUED_FORMULA = NoValue("=")
"""A formula without a stored value: always this very object."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""What people and programs write for a dash or a minus: hyphens, dashes and minus signs of every width."""
_NOTHING = DASHES + " \t\r\n\u00a0\u2007\u2009\u202f"
BLANKS = frozenset({"", *_NOTHING})
"""The first characters of texts that may be blank: a quick way to see that none of a column's texts is."""

# Nobody sees these, and copying from mail, PDF and the web brings them along: Unicode's format characters (Cf), and those that it
# calls ignorable by default (variation selectors, joiners, Hangul fillers).  Half of a character, which no file may hold, goes with them.
_INVISIBLE = compile_at_use(
    "[\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\ud800-\udfff"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_FROM_RIGHT_TO_LEFT = compile_at_use("[\u202b\u202e\u2067]")
# By form and not from a list: each version of Excel has brought new ones (#SPILL!, #CALC!, #FIELD!, #BLOCKED!).
_ERROR = compile_at_use(r"#(N/A|GETTING_DATA|[A-ZÅÄÖ0-9/_]+[!?])")


def cell_text(cell: Any) -> str:
    """The text of a cell as a person would write it, visible and trimmed; "" for None and for a formula without a value.

    Whole numbers have no decimals, a date is 2026-05-20 and has a time of day only where that is not midnight.
    """
    if isinstance(cell, str):
        return drop_invisible(cell).strip()
    if cell is None or cell is UNVALUED_FORMULA:
        return ""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"  # as Excel shows it in Swedish
    if isinstance(cell, timedelta):
        return f"{cell // _HOUR}:{cell % _HOUR // _MINUTE:02}:{cell % _MINUTE // timedelta(seconds=1):02}"  # as its [h]:mm:ss
    return str(cell)


_EXACT = 10**17
"""Whole numbers below it are written digit by digit, as Python does with floats; beyond it most of the digits would be invented."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def drop_invisible(text: str) -> str:
    """A text without the characters that nobody can see: a soft hyphen inside a word, a zero-width space behind it."""
    return text if is_all_visible(text) else _INVISIBLE.sub("", text)


def is_all_visible(text: str) -> bool:
    """A quick look at a text, or at the texts of a whole column joined: true only if it hides nothing."""
    try:
        text.encode("latin-1")  # the letters of Swedish, and of invisible characters the soft hyphen alone
    except UnicodeEncodeError:
        return False
    return "\xad" not in text


def runs_backwards(text: str) -> bool:
    """Whether a text has itself shown from right to left, so that a reader may see its digits in another order."""
    return not text.isascii() and _FROM_RIGHT_TO_LEFT.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether a text is empty or nothing but a dash, which people write where there is nothing."""
    return not text.strip(_NOTHING)


def is_error(text: str) -> bool:
    """Whether a text is one of Excel's error values."""
    return _ERROR.fullmatch(text) is not None


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, (int, float))


def fold_label(text: object) -> str:
    """A sheet name, heading or label for comparison: visible, NFKC, case-folded, trimmed, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", drop_invisible(str(text))).casefold().split())


def fold_cell(cell: Any) -> str:
    """The text of a cell for comparison, as :func:`fold_label` does it."""
    return fold_label(cell_text(cell))
