"""Personnummer: recognised by form, date and check digit, and never repeated in full, whatever column or text they stand in.

A number is one where its first six or eight digits are a day of birth, or one with 60 added to the day (samordningsnummer), and its
last digit is the check digit of the others; so one amount or id in ten that begins with a date is taken for one too.  What has the
date of a day this year or later is none: that is how vouchers and diary numbers are numbered, and nobody whose money this is about is
a new-born child.
"""

import re
from datetime import date

from xl_kraftsamling.domain.late_patterns import compile_at_use

_BLANKS = "[\\s\u00ad\u200b-\u200f\u2060\ufeff]{0,3}"  # the digits of every script, and the blanks of every kind: \\d and \\s are Unicode's
_DASHES = "-+\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0b\uff0d"
_JOINT = f"{_BLANKS}[{_DASHES}]?{_BLANKS}"
PERSONAL_NUMBER = rf"\d\d-?\d\d-?\d\d{_JOINT}\d{{4}}"
"""A regular expression of what may be a personnummer, without look-around: polars has none."""

_PARTS = compile_at_use(rf"(?<!\d)(\d\d)?(\d\d)(-?)(\d\d)\3(\d\d)({_JOINT})(\d{{4}})(?!\d)")
_CENTURIES = (18, 19, 20)
_HIDDEN = "****"


def find_personal_number(text: str) -> str | None:
    """The first personnummer or samordningsnummer in a text, its last four digits hidden; None where there is none."""
    found = next(filter(_is_personal_number, _PARTS.finditer(text)), None)
    return f"{found[2]}{found[4]}{found[5]}-{_HIDDEN}" if found else None


def mask_personal_numbers(text: str) -> str:
    """A text with the last four digits of each personnummer hidden, and otherwise as it is."""
    return _PARTS.sub(_mask, text)


def _mask(match: "re.Match[str]") -> str:
    return match[0][:-4] + _HIDDEN if _is_personal_number(match) else match[0]


def _is_personal_number(match: "re.Match[str]") -> bool:
    century, year, dash, month, day, joint, last = match.groups()
    if (dash and joint != "-") or _is_numbering(century, year, joint):  # a date, and something behind it
        return False
    return _is_date(f"{century or 20}{year}", int(month), int(day)) and _has_check_digit(year + month + day + last)


def _is_numbering(century: str | None, year: str, joint: str) -> bool:
    """Whether it is a running number behind a date, by the year of that date."""
    this_year = date.today().year
    if century:
        return int(century) not in _CENTURIES or int(century + year) >= this_year
    return int(year) == this_year % 100 and "+" not in joint  # the sign of those who are a hundred years old


def _is_date(year: str, month: int, day: int) -> bool:
    day = day - 60 if day > 60 else day  # a samordningsnummer adds 60 to the day
    try:
        date(int(year), month, day)  # without a century that of 2000, which has a 29 February
    except ValueError:
        return False
    return True


def _has_check_digit(digits: str) -> bool:
    # Luhn's algorithm: without it every phone or invoice number of ten digits whose first six make a date would be found
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
