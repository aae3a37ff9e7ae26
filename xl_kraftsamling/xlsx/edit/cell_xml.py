"""One cell as XML: how each kind of value is written so that every reader gets it back as it was."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from xl_kraftsamling.domain.texts import BadInput, Text


class Formula(str):
    """A formula as a file holds it: English names, commas, and no equals sign before it."""

    __slots__ = ()


CellValue = str | int | float | Decimal | bool | date | None
"""What can be written to a cell; None empties it, and a date shows as one only in a cell that is formatted so."""

MAX_TEXT = 32_767
"""Characters that a cell holds, counted as Excel does: one outside the basic plane counts as two."""

_TOO_LONG = Text(
    "Texten till {cell} på bladet {sheet} är {length} tecken lång, och en cell rymmer 32 767. Korta den.",
    "The text for {cell} on the sheet {sheet} is {length} characters long, and a cell can hold 32 767. Shorten it.",
)
_TOO_EARLY = Text(
    "Datumet {date} till {cell} på bladet {sheet} är tidigare än Excel kan lagra. Rätta det, eller skriv det som text.",
    "The date {date} for {cell} on the sheet {sheet} is earlier than Excel can store. Correct it, or write it as text.",
)

# XML has no room for these, and would turn a carriage return into a line feed; Excel writes _x0001_, and _x005F_ for an
# underscore that would otherwise begin such a sequence.
_UNWRITABLE = r"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_ESCAPED = re.compile(f"[{_UNWRITABLE}]|_(?=x[0-9A-Fa-f]{{4}}[_{_UNWRITABLE}])")


def format_cell(sheet: str, ref: str, value: CellValue, style: str | None, *, date1904: bool) -> str:
    """Return the element `c` for a value (ECMA-376 part 1, 18.3.1.4), without a namespace.

    :param style: the number of the cell's format, None for the workbook's usual one.
    :raises BadInput: Excel cannot hold the value: a text too long, a date too early.
    """
    try:
        kind, content = _format_value(value, date1904=date1904)
    except _Unfit as unfit:
        raise BadInput(unfit.text, sheet=sheet, cell=ref, **unfit.values) from None
    start = f'<c r="{ref}" s="{style}"{kind}' if style else f'<c r="{ref}"{kind}'
    return f"{start}>{content}</c>" if content else f"{start}/>"


class _Unfit(Exception):
    """A value that Excel cannot hold."""

    def __init__(self, text: Text, **values: int | date) -> None:
        super().__init__(text)
        self.text, self.values = text, values


def _format_value(value: CellValue, *, date1904: bool) -> tuple[str, str]:
    """The attribute for the kind of a value, and the elements that hold it."""
    match value:
        case None:
            return "", ""
        case Formula():  # before texts, of which it is one to Python
            return "", f"<f>{escape(value)}</f>"
        case str():
            return ' t="inlineStr"', _format_text(value)  # in the cell itself, so that the shared strings stay as they are
        case bool():  # before numbers, of which it is one to Python
            return ' t="b"', f"<v>{value:d}</v>"
        case date():
            return "", f"<v>{_to_serial(value, date1904=date1904)}</v>"
    if not math.isfinite(value):
        raise ValueError(value)
    is_short = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return "", f"<v>{int(value) if is_short else value}</v>"


_EXACT = 10**15
"""Whole numbers below it are written without a decimal point, as Excel does."""


def _format_text(text: str) -> str:
    if len(text) * 2 > MAX_TEXT:  # only then can it be too long; counting costs as much as writing
        length = len(text) + sum(sign > "\uffff" for sign in text)
        if length > MAX_TEXT:
            raise _Unfit(_TOO_LONG, length=length)
    written = escape_text(text)
    # Without the attribute readers may drop white space at the ends; with line breaks Excel writes it, too.
    space = ' xml:space="preserve"' if written != written.strip() or "\n" in written else ""
    return f"<is><t{space}>{written}</t></is>"


def escape_text(text: str) -> str:
    """Return a text as XML, with characters that XML cannot contain as Excel writes them: _x0001_."""
    return escape(_ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


def _to_serial(day: date, *, date1904: bool) -> float:
    """The day as Excel counts: from 1904, or from 1900 with a 29 February that never was."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    serial = (moment - (datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30))) / timedelta(days=1)
    if not date1904 and serial < 61:  # before 1 March 1900
        serial -= 1
    if serial < (0 if date1904 else 1):
        raise _Unfit(_TOO_EARLY, date=day)
    return int(serial) if serial.is_integer() else serial
