"""Personnummer in free text: recognised by form, date and check digit, and never repeated in full."""

import re
from datetime import date

_JOINT = "\\s?[-+\u2010-\u2015\u2212]?\\s?"
PERSONAL_NUMBER = rf"\d{{6}}{_JOINT}\d{{4}}"
"""A regular expression of what may be a personnummer, without look-around: polars has none."""

_PARTS = re.compile(rf"(?<!\d)(?:18|19|20)?(\d\d)(\d\d)(\d\d){_JOINT}(\d{{4}})(?!\d)", re.ASCII)


def find_personal_number(text: str) -> str | None:
    """The first personnummer or samordningsnummer in a text, its last four digits hidden; None where there is none."""
    for match in _PARTS.finditer(text):
        year, month, day, last = match.groups()
        if _is_date(int(year), int(month), int(day)) and _has_check_digit(year + month + day + last):
            return f"{year}{month}{day}-****"
    return None


def _is_date(year: int, month: int, day: int) -> bool:
    day = day - 60 if day > 60 else day  # a samordningsnummer adds 60 to the day
    try:
        date(2000 + year, month, day)  # of the centuries that it may be, the one whose year 00 has a 29 February
    except ValueError:
        return False
    return True


def _has_check_digit(digits: str) -> bool:
    # Luhn's algorithm: without it every phone or invoice number of ten digits whose first six make a date would be found
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
