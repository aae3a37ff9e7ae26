"""Money in whole öre: how an amount is read and how it is written.

An amount is an ``int`` of öre, never a float.  :func:`read_amount` never guesses: `150,000` may be 150 kronor or 150 000, so it
is neither.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from math import isfinite
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import DASHES, NoValue, cell_text, is_blank, runs_backwards
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.late_patterns import compile_at_use


class Ore(int):
    """An amount in öre that a text names as money: it is formatted in kronor, where a plain int is a number."""

    def show(self, lang: str) -> str:
        """The amount for a reader of the language."""
        return format_amount(self, lang)


class AmountForm(Enum):
    """How a cell holds an amount."""

    NUMBER = "number"
    TEXT = "text"
    UNIT = "unit"
    UNCLEAR = "unclear"
    MISSING = "missing"


class AmountReading(NamedTuple):
    """What a cell means: the amount in öre, None where that is unclear or nothing; its form; and whether it is whole öre."""

    ore: int | None
    form: AmountForm
    is_whole_ore: bool = True


UNIT_NAMES = {1: "kronor", 1_000: "tkr", 1_000_000: "mnkr"}
"""The name under which the program shows and writes each unit, by its worth in kronor."""
_KRONOR = r"(?:kr(?:onor)?|sek)"
UNIT_PATTERNS = {
    1: _KRONOR,
    1_000: rf"(?:[tk] ?{_KRONOR}|tusen(?: {_KRONOR})?)",
    1_000_000: rf"(?:(?:mn?|milj\.?) ?{_KRONOR}|milj(?:on|oner|\.)(?: {_KRONOR})?)",
}
"""How each unit is spelled in lower case, by its worth in kronor: "tkr", "t kr", "milj. kr", "msek"; a regular expression each."""

_SPACES = str.maketrans({**dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), **dict.fromkeys(DASHES, "-")})
# ASCII: to Unicode a long s is an s too, and every script has digits that int() would read without a word.
_WRITTEN = re.IGNORECASE | re.ASCII
_UNITS = {worth: compile_at_use(pattern, _WRITTEN) for worth, pattern in UNIT_PATTERNS.items()}
# A point separates nothing here: 1.500 is one and a half to some and fifteen hundred to others, so that it is no amount.
_AMOUNT = compile_at_use(
    rf"(?P<opened>\()?\s?(?P<lead>-)?\s?(?P<before>{_KRONOR})?\s?"
    r"(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:,(?P<part>\d+))?\s?"
    rf"(?:(?P<price_dash>[:,]--?)|(?:(?P<unit>{'|'.join(UNIT_PATTERNS.values())})\.?)?\s?(?P<trail>-)?)\s?(?P<closed>\))?",
    _WRITTEN,
)
_UNSEEN_MINUS = compile_at_use(r"^\W*\xad|\xad\W*$")  # a soft hyphen at an end: some programs show it as a minus, others not at all
_THOUSANDS = compile_at_use(r"[1-9]\d{0,2},\d{3}", re.ASCII)  # its comma may separate thousands or decimals
LARGEST = 10**13
"""The most kronor that an amount may be: a thousand times the city's turnover, and still exact to the öre in a float."""
_LONGEST = 64  # characters of an amount written as text; more are no amount, and would be slow to match
_SLACK = 1e-4  # öre: what a binary float may be off and still mean whole öre


def read_amount(value: object, factor: int = 1) -> AmountReading:
    """Read the amount in a cell.

    :param value: a number or a text; ``factor`` is the unit of its column in kronor (1 000 under a heading "tkr").
    :returns: the amount in öre and its form.  Source: domain.md part 5.
    """
    if value is None:
        return AmountReading(None, AmountForm.MISSING)
    if isinstance(value, str):
        return _read_text(value, factor)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _read_number(value, factor)
    return AmountReading(None, AmountForm.UNCLEAR)


def read_ore(cells: Sequence[Any], factor: int = 1) -> Sequence[int | None]:
    """The öre of each cell of a column, None where it states no amount; `factor` as for :func:`read_amount`."""
    plain = ore_of_column(cells) if factor == 1 and {*map(type, cells)} <= {int, float} else None
    return read_each(lambda cell: read_amount(cell, factor).ore, cells) if plain is None else plain


def read_unit(text: str) -> int | None:
    """The unit that a text names and nothing else, such as "tkr" or "Mkr", in kronor; None for any other text."""
    return next((worth for worth, pattern in _UNITS.items() if pattern.fullmatch(text.strip())), None)


def in_kronor(number: float, factor: int) -> float:
    """The kronor of a number in a column of another unit, exactly: 94.2098 tkr is 94 209.8 kronor."""
    return float(Decimal(repr(number)) * factor) if _is_possible(number) else number


def could_be_amount(cell: object) -> bool:
    """Whether somebody may have meant an amount: a cell with a number, with a text that has a digit, or with no value that is known."""
    return any(map(str.isdigit, cell)) if isinstance(cell, str) else isinstance(cell, (int, float, NoValue))


def _is_possible(kronor: float | Decimal) -> bool:
    """Whether a number can be an amount: it is finite, and not beyond :data:`LARGEST`."""
    # NaN is neither more nor less than anything; as a Decimal it must not even be compared
    return not (isinstance(kronor, Decimal) and kronor.is_nan()) and -LARGEST <= kronor <= LARGEST


def ore_of_column(kronor: Sequence[float]) -> list[int] | None:
    """The öre of a column of numbers, all at once; None where one is no possible amount, or not whole öre."""
    possible = kronor and _is_possible(min(kronor)) and _is_possible(max(kronor))
    if not possible or not isfinite(sum(kronor)):  # min and max may pass NaN by, a sum does not
        return None
    # dividing gives back the very float where the amount was written as whole öre: exact, and in a quarter of the time of one cell by one
    ore = [round(amount * 100) for amount in kronor]
    if [amount / 100 for amount in ore] == list(kronor):
        return ore
    # a float that was computed may be off by less than any part of an öre that somebody could mean
    return ore if all(abs(amount * 100 - nearest) <= _SLACK for amount, nearest in zip(kronor, ore, strict=True)) else None


def find_whole_ore(kronor: Iterable[float]) -> dict[float, int]:
    """The öre of each number that is a possible amount, and whole öre."""
    return {
        amount: ore for amount in kronor if -LARGEST <= amount <= LARGEST and abs(amount * 100 - (ore := round(amount * 100))) <= _SLACK
    }  # fmt: skip


def _read_number(value: float | Decimal, factor: int) -> AmountReading:
    if not _is_possible(value) or not _is_possible(value * factor):
        return AmountReading(None, AmountForm.UNCLEAR)
    form = AmountForm.NUMBER if factor == 1 else AmountForm.UNIT
    if factor == 1 and isinstance(value, float) and abs(value * 100 - round(value * 100)) <= _SLACK:
        return AmountReading(round(value * 100), form)  # as the exact way below, in a fifth of the time: nearly every cell
    ore = (Decimal(repr(value)) if isinstance(value, float) else Decimal(value)) * factor * 100
    nearest = int(ore.quantize(Decimal(1), ROUND_HALF_UP))
    return AmountReading(nearest, form, abs(ore - nearest) <= _SLACK)


def _read_text(text: str, factor: int) -> AmountReading:
    plain = cell_text(text).translate(_SPACES).strip()
    if is_blank(plain):
        return AmountReading(None, AmountForm.MISSING)
    is_other_than_seen = runs_backwards(text) or _UNSEEN_MINUS.search(text)
    match = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST and not is_other_than_seen else None
    return _read_match(match, factor) if match else AmountReading(None, AmountForm.UNCLEAR)


def _read_match(match: re.Match[str], factor: int) -> AmountReading:
    opened, lead, before, whole, part, price_dash, unit, trail, closed = match.groups("")
    minus = opened + lead + trail
    named = read_unit(before or unit) or (1 if price_dash else None)
    worth = named or factor  # a unit in the cell overrules the heading's
    # No amount in kronor has three decimals, so 150,000 may be thousands; 94,2098 tkr is plain, but 1,500 tkr may be either.
    could_be_thousands = len(part) > 2 and (worth == 1 or _THOUSANDS.fullmatch(f"{whole},{part}"))
    if len(opened) != len(closed) or len(minus) > 1 or (before and unit) or could_be_thousands:
        return AmountReading(None, AmountForm.UNCLEAR)
    # In whole numbers, since these are exact however many decimals there are, and in a quarter of the time that Decimal takes.
    scaled = int(whole.replace(" ", "") + part) * worth * 100
    one = 10 ** len(part)  # `scaled` is in this fraction of an öre
    if scaled > LARGEST * 100 * one:
        return AmountReading(None, AmountForm.UNCLEAR)
    ore, rest = divmod(scaled, one)
    nearest = ore + (2 * rest >= one)
    form = AmountForm.UNIT if named and named > 1 else AmountForm.TEXT
    return AmountReading(-nearest if minus else nearest, form, not rest)


def format_amount(ore: int, lang: str = "sv", *, unit: bool = True) -> str:
    """An amount in kronor for a reader, with öre only where there are any.

    Swedish groups by no-break spaces (`1 100 000,50 kr`), English by commas (`SEK 1,100,000.50`, its space unbroken too).
    """
    kronor, rest = divmod(abs(ore), 100)
    number = _format_number(kronor, f"{rest:02d}" if rest else "", lang)
    before, after = ("SEK\u00a0", "") if lang == "en" else ("", "\u00a0kr")
    return ("\u2212" if ore < 0 else "") + (f"{before}{number}{after}" if unit else number)


def format_entry(ore: int, factor: int, lang: str = "sv") -> str:
    """An amount as the number to write in a column whose unit is `factor` kronor: 636 250 kr is 636,25 in a column of tkr."""
    whole, rest = divmod(abs(ore), 100 * factor)
    decimals = str(100 * factor + rest)[1:].rstrip("0")
    number = _format_number(whole, decimals, lang)
    # to be typed: in a Swedish Excel the comma of an English 75,000 would begin the decimals
    return ("\u2212" if ore < 0 else "") + (number.replace(",", "") if lang == "en" else number)


def format_count(number: int, lang: str) -> str:
    """A number of things for a reader, its thousands apart as in an amount."""
    return _format_number(number, "", lang)


def format_number(number: float, lang: str) -> str:
    """A number of any kind for a reader, with all its decimals; its thousands are apart from 10 000 on, as a smaller one may be a year."""
    whole, _, decimals = repr(number).partition(".")
    if not whole.lstrip("-").isdigit() or not decimals.isdigit():  # a power of ten, or no number
        return repr(number) if lang == "en" else repr(number).replace(".", ",")
    if abs(int(whole)) >= _GROUPED:
        return _format_number(int(whole), decimals, lang)
    return whole + ("." if lang == "en" else ",") + decimals


_GROUPED = 10_000


def _format_number(whole: int, decimals: str, lang: str) -> str:
    group, point = (",", ".") if lang == "en" else ("\u00a0", ",")
    return f"{whole:,}".replace(",", group) + (point + decimals if decimals else "")


def to_kronor(ore: int) -> int | float:
    """An amount as a JSON number of kronor, with at most two decimals."""
    return ore // 100 if ore % 100 == 0 else ore / 100
