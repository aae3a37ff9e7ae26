"""The amounts of an extract: as people write them, and as programs export them."""

import re
from typing import Any

from xl_kraftsamling.domain.money import AmountForm, AmountReading, read_amount

# A point before one or two digits at the end is a decimal point, since thousands come three by three; so is the last of two different signs.
_EXPORTED = re.compile(r"(-?)(?:(\d+)|(\d{1,3}(?:,\d{3})+))\.(\d{1,2})(-?)|(-?)(\d{1,3}(?:\.\d{3})+),(\d{1,2})(-?)", re.ASCII)
_PLAIN = re.compile(r"-?\d{1,13}(?:[.,]\d{1,2})?", re.ASCII)


def read_plain_amount(text: str) -> int | None:
    """The öre of an amount in kronor with a decimal comma or point and nothing else, as nearly every cell of a CSV file; None for any other."""
    if not _PLAIN.fullmatch(text):
        return None
    whole, _, part = text.replace(",", ".").partition(".")
    return int(whole + (part + "00")[:2])


def read_exported_amount(cell: Any, factor: int = 1) -> AmountReading:
    """Read the amount in a cell of an extract.

    Also 16738.94, 1,234.50 and 1.234,50 are read, which a person may have meant otherwise but no program writes so; what has no
    single meaning stays unclear.

    :param factor: the unit of its column in kronor.
    """
    if isinstance(cell, str) and factor == 1 and (ore := read_plain_amount(cell)) is not None:
        return AmountReading(ore, AmountForm.TEXT)
    read = read_amount(cell, factor)
    match = _EXPORTED.fullmatch(cell.strip().replace("−", "-")) if read.form is AmountForm.UNCLEAR and isinstance(cell, str) else None
    if match is None:
        return read
    before, plain, commas, part, behind, before_too, points, part_too, behind_too = match.groups("")
    if (before or before_too) and (behind or behind_too):
        return read
    whole = (plain or commas or points).replace(",", "").replace(".", "")
    minus = "-" if before or behind or before_too or behind_too else ""
    return read_amount(f"{minus}{whole},{part or part_too}", factor)
