"""Reads the dates and periods of cells, and never guesses: 04/05/2026 is in April to some and in May to others.

Source: domain.md part 5.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, is_blank, runs_backwards
from xl_kraftsamling.domain.late_patterns import compile_at_use


class DateForm(Enum):
    """How a cell holds a date or period."""

    REAL = "real"
    INTERPRETED = "interpreted"
    UNCLEAR = "unclear"
    MISSING = "missing"


class DateReading(NamedTuple):
    """What a cell means: the date, or the period as year × 100 + month; None where that is unclear or nothing; and its form.

    `proposal` is the date that somebody may have meant where the form is unclear: for a question, never for a figure.
    """

    value: date | int | None
    form: DateForm
    proposal: date | None = None


_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan januari", "feb februari", "mar mars", "apr april", "maj", "jun juni", "jul juli", "aug augusti",
         "sep sept september", "okt oktober oct", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_WRITTEN = re.IGNORECASE | re.ASCII  # ASCII: every script has digits, which int() would read without a word
_ISO = compile_at_use(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?P<time>[ T](?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)? ?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    _WRITTEN,
)
_WITHOUT_SIGNS = compile_at_use(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?(?=Z|[+-]|$)", _WRITTEN)  # ISO 8601, basic: 20260504T101500
# A year set apart (4/5 2026) or points (4.5.2026) are Swedish ways to write a date, in which the day comes first without doubt.
_DAY_FIRST = compile_at_use(r"(\d{1,2})(?:/(\d{1,2})[ -]|\.(\d{1,2})\.)(\d{4})", re.ASCII)
_SLASHED = compile_at_use(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NAMED = compile_at_use(r"(?:den )?(\d{1,2})(?::[ae])? ([a-z]+)\.? (\d{4})", _WRITTEN)
_DIGITS = compile_at_use(r"(19|20)?(\d\d)(\d\d)(\d\d)", re.ASCII)
_PERIOD = compile_at_use(r"(20\d\d)[-/]?(\d\d)", re.ASCII)
_SERIAL = compile_at_use(r"\d{5}", re.ASCII)  # five digits and not six: 260601 is 1 June 2026 and no day that Excel has counted
YEARS = range(2000, 2100)
"""The years that a workbook can be about; a date outside them is a slip of the pen, or another number in a cell with a date format."""
_NEAR_YEARS = range(2000, 2050)
"""The years that two digits, or a number of days, may mean: 990121 is rather a day in 1999, and a number of more days is another number."""
# Excel's day 1 is 1 January 1900, but it counts a 29 February 1900 that never was: from March on the days fit this epoch.
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_date(value: object, *, date1904: bool = False) -> DateReading:
    """Read a date: a real one, or one that a text or number spells without doubt about which.

    :param date1904: whether the workbook counts its days from 1 January 1904.
    """
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return DateReading(day, DateForm.REAL) if day.year in YEARS else _read_impossible(day, epoch)
    text = _join_words(value)
    if is_blank(text):
        return DateReading(None, DateForm.MISSING)
    if _SERIAL.fullmatch(text):
        day = epoch + timedelta(int(text))
        found = day if day.year in _NEAR_YEARS else None
    else:
        found = _find_spelled_day(text)
    return DateReading(found, DateForm.INTERPRETED if found else DateForm.UNCLEAR)


def are_plain_dates(cells: Sequence[date]) -> bool:
    """Whether every one of a column's real dates is one that can be: a quick look at the first and the last of them."""
    return min(cells).year in YEARS and max(cells).year in YEARS


def _read_impossible(day: date, epoch: date) -> DateReading:
    """A real date that cannot be: 260915 in a cell with a date format is a day in 2614, and may be meant as 15 September 2026."""
    return DateReading(None, DateForm.UNCLEAR, _find_spelled_day(str((day - epoch).days)))


def _join_words(value: object) -> str:
    """The text of a cell with one space between words; "?" where it shows its digits in another order."""
    return "?" if isinstance(value, str) and runs_backwards(value) else " ".join(cell_text(value).split())


def read_period(value: object, *, date1904: bool = False) -> DateReading:
    """Read a period: 202605 or 2026-05; a whole date is taken for its month.  `date1904` as for :func:`read_date`."""
    text = _join_words(value)
    if is_blank(text):
        return DateReading(None, DateForm.MISSING)
    match = _PERIOD.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12:
        return DateReading(int(match[1]) * 100 + int(match[2]), DateForm.REAL)
    day, _, proposal = read_date(value, date1904=date1904) if isinstance(value, date) else DateReading(_find_spelled_day(text), DateForm.INTERPRETED)
    if not isinstance(day, date):
        return DateReading(None, DateForm.UNCLEAR, proposal)
    return DateReading(day.year * 100 + day.month, DateForm.INTERPRETED)


def _find_spelled_day(text: str) -> date | None:
    if match := _ISO.fullmatch(_WITHOUT_SIGNS.sub(r"\1-\2-\3T\4:\5", text)):
        day = _make_day(match[1], match[3], match[4])
        return day if day and (not match["time"] or _is_on_that_day(day, match)) else None
    if match := _DAY_FIRST.fullmatch(text):
        return _make_day(match[4], match[2] or match[3], match[1])
    if match := _SLASHED.fullmatch(text):  # only a day above 12, or one equal to the month, leaves a single meaning
        day_number, month = int(match[1]), int(match[2])
        return _make_day(match[3], month, match[1]) if day_number > 12 or day_number == month else None
    if match := _NAMED.fullmatch(text):
        return _make_day(match[3], _MONTHS.get(match[2].lower(), 0), match[1])  # month 0 makes no day
    if match := _DIGITS.fullmatch(text):
        year = (match[1] or "20") + match[2]
        return _make_day(year, match[3], match[4]) if match[1] or int(year) in _NEAR_YEARS else None
    return None


def _make_day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None


def _is_on_that_day(day: date, written: re.Match[str]) -> bool:
    """Whether a time of day, and its zone if it has one, leave no doubt about the day in Sweden.

    2026-05-04T22:00:00Z is midnight of 5 May in Sweden: programs write that day so, and mean 5 May, but whoever reads it sees the 4th.
    """
    try:
        clock = time(int(written["hour"]), int(written["minute"]))
    except ValueError:
        return False
    zone = written["zone"]
    if not zone:
        return True
    moment = datetime.combine(day, clock) - _offset(zone)
    return (moment + _swedish_offset(moment)).date() == day


def _offset(zone: str) -> timedelta:
    """How much a zone is before UTC: Z, +02, +0200 or +02:00."""
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone[0] == "-" else ahead if zone[0] == "+" else timedelta(0)


def _swedish_offset(moment: datetime) -> timedelta:
    """How much Sweden is before UTC at a moment in UTC: two hours from the last Sunday of March to that of October, else one.

    At which hour the clocks are changed makes no difference to the day.
    """
    start, end = (datetime(moment.year, month, 31 - date(moment.year, month, 31).isoweekday() % 7) for month in (3, 10))
    return timedelta(hours=2 if start <= moment < end else 1)
