"""Reads the dates and periods of cells, and never guesses: 04/05/2026 is in April to some and in May to others.

Source: domain.md part 5.
"""

import re
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, is_blank


class DateForm(Enum):
    """How a cell holds a date or period."""

    REAL = "real"
    INTERPRETED = "interpreted"
    UNCLEAR = "unclear"
    MISSING = "missing"


class DateReading(NamedTuple):
    """What a cell means: the date, or the period as year × 100 + month; None where that is unclear or nothing; and its form."""

    value: date | int | None
    form: DateForm


_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan januari", "feb februari", "mar mars", "apr april", "maj", "jun juni", "jul juli", "aug augusti",
         "sep sept september", "okt oktober oct", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d(?:\.0+)?)?)?")
# A year set apart (4/5 2026) or points (4.5.2026) are Swedish ways to write a date, in which the day comes first without doubt.
_DAY_FIRST = re.compile(r"(\d{1,2})(?:/(\d{1,2})[ -]|\.(\d{1,2})\.)(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WRITTEN = re.compile(r"(?:den )?(\d{1,2})(?::[ae])? ([a-zå]+)\.? (\d{4})", re.IGNORECASE)
_DIGITS = re.compile(r"(19|20)?(\d\d)(\d\d)(\d\d)")
_PERIOD = re.compile(r"((?:19|20)\d\d)[-/]?(\d\d)")
_SERIAL = re.compile(r"\d{5}")  # five digits and not six: 260601 is 1 June 2026 and no day that Excel has counted
_YEARS = range(2000, 2050)  # a serial number outside them is some other number
# Excel's day 1 is 1 January 1900, but it counts a 29 February 1900 that never was: from March on the days fit this epoch.
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_date(value: object, *, date1904: bool = False) -> DateReading:
    """Read a date: a real one, or one that a text or number spells without doubt about which.

    :param date1904: whether the workbook counts its days from 1 January 1904.
    """
    if isinstance(value, datetime):  # before date, which a datetime is too
        return DateReading(value.date(), DateForm.REAL)
    if isinstance(value, date):
        return DateReading(value, DateForm.REAL)
    text = " ".join(cell_text(value).split())
    if is_blank(text):
        return DateReading(None, DateForm.MISSING)
    if _SERIAL.fullmatch(text):
        day = (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(int(text))
        found = day if day.year in _YEARS else None
    else:
        found = _find_spelled_day(text)
    return DateReading(found, DateForm.INTERPRETED if found else DateForm.UNCLEAR)


def read_period(value: object) -> DateReading:
    """Read a period: 202605 or 2026-05; a whole date is taken for its month."""
    text = " ".join(cell_text(value).split())
    if is_blank(text):
        return DateReading(None, DateForm.MISSING)
    match = _PERIOD.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12:
        return DateReading(int(match[1]) * 100 + int(match[2]), DateForm.REAL)
    day = value if isinstance(value, date) else _find_spelled_day(text)
    return DateReading(day.year * 100 + day.month, DateForm.INTERPRETED) if day else DateReading(None, DateForm.UNCLEAR)


def _find_spelled_day(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return _make_day(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _make_day(match[4], match[2] or match[3], match[1])
    if match := _SLASHED.fullmatch(text):  # only a day above 12, or one equal to the month, leaves a single meaning
        day, month = int(match[1]), int(match[2])
        return _make_day(match[3], month, match[1]) if day > 12 or day == month else None
    if match := _WRITTEN.fullmatch(text):
        return _make_day(match[3], _MONTHS.get(match[2].lower(), 0), match[1])  # month 0 makes no day
    if match := _DIGITS.fullmatch(text):
        return _make_day((match[1] or "20") + match[2], match[3], match[4])
    return None


def _make_day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
