"""What the text of a cell means, by its type and its style (ECMA-376 part 1, 18.3.1.96 and 18.18.11).

A text that is not of its cell's type is given as text: what reads it as an amount or a date then finds it wrong, at its cell.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue, is_error
from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle
from xl_kraftsamling.xlsx.cells.strict_parser import TRIMMED
from xl_kraftsamling.xlsx.package.xstring import decode_xstring

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")  # xsd:double, without INF and NaN
_INDEX = re.compile("[0-9]{1,9}")
_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}
_LEAP_DAY, _END = 60, 2_958_466
"""The day that Excel counts though it never was, 29 February 1900, and the first one after the last, 31 December 9999 (18.17.4.1)."""
_MILLISECONDS = 86_400_000


class CellValues:
    """Gives the values of a workbook's cells: of their texts, the shared strings, the styles and the first day of its calendar."""

    def __init__(self, strings: Sequence[str], styles: Sequence[NumberStyle], *, date1904: bool) -> None:
        """Take what the cells of a workbook refer to."""
        self.strings, self._styles = strings, styles
        self._is_1904 = date1904
        self._readers = {
            "n": self._read_number, "s": self._read_shared, "str": self._read_text,
            "b": self._read_boolean, "e": self._read_error, "d": self._read_iso_date,
        }  # fmt: skip

    def read(self, kind: str, style: str, text: str) -> Any:
        """Read the text of a cell of a type (`t`, "n" if it has none) and style.

        ValueError for an unknown type, and for a shared string that does not exist: the file is damaged.
        """
        reader = self._readers.get(kind)
        if reader is None:
            raise ValueError(kind)
        return reader(text, style)

    def style(self, number: str) -> NumberStyle:
        """What a style shows numbers as; a cell that names none has the first one."""
        index = int(number) if _INDEX.fullmatch(number) else 0
        return self._styles[index] if index < len(self._styles) else NumberStyle.NUMBER

    def convert(self, number: float, style: NumberStyle) -> Any:
        """Return a number as what its style shows: a date, time, point in time or duration; itself where there is none such."""
        if style is NumberStyle.NUMBER or not -_END < number < _END:
            return number
        return (
            self._to_date(number)
            if style is NumberStyle.DATE
            else timedelta(milliseconds=round(number * _MILLISECONDS))
        )

    def _to_date(self, number: float) -> Any:
        milliseconds = round(number * _MILLISECONDS)
        days, rest = divmod(milliseconds, _MILLISECONDS)
        if number < 0 or (days == _LEAP_DAY and not self._is_1904):
            return number
        if number < 1 and not days:
            return (datetime.min + timedelta(milliseconds=rest)).time()
        try:
            day = self._first_day(days) + timedelta(days=days)
        except OverflowError:
            return number
        return datetime.combine(day, time()) + timedelta(milliseconds=rest) if rest else day

    def _first_day(self, days: int) -> date:
        if self._is_1904:
            return date(1904, 1, 1)
        return date(1899, 12, 30) if days > _LEAP_DAY else date(1899, 12, 31)

    def _read_number(self, text: str, style: str) -> Any:
        text = text.strip(TRIMMED)
        if not _NUMBER.fullmatch(text):
            return text
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else self.convert(number, self.style(style))

    def _read_shared(self, text: str, _style: str) -> str:
        text = text.strip(TRIMMED)
        if not text:
            return ""
        if not _INDEX.fullmatch(text) or int(text) >= len(self.strings):
            raise ValueError(text)
        return self.strings[int(text)]

    def _read_text(self, text: str, _style: str) -> str:
        return decode_xstring(text)

    def _read_boolean(self, text: str, _style: str) -> Any:
        text = text.strip(TRIMMED)
        return _BOOLEANS.get(text, text)

    def _read_error(self, text: str, _style: str) -> NoValue:
        return read_error(text.strip(TRIMMED))

    def _read_iso_date(self, text: str, _style: str) -> Any:
        return parse_iso_date(text.strip(TRIMMED))


def read_error(text: str) -> NoValue:
    """Return an error value by its word; a word that is none is still no value."""
    return NoValue(text if is_error(text) else "#UNKNOWN!")


def parse_iso_date(text: str) -> Any:
    """Return the date, point in time or time of an ISO 8601 text, as it is written there: its zone moves nothing."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return _parse_time(text)
    return moment if moment.time() != time() else moment.date()


def _parse_time(text: str) -> Any:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
