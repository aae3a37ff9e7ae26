"""The kinds of values that a TOML file can hold: for each a function that gives None for any other value, and its words.

TOML has true, inf, nan, points in time and endless numbers where Python takes them for numbers or dates without complaint.
"""

import math
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from xl_kraftsamling.domain.dates import YEARS
from xl_kraftsamling.domain.money import LARGEST
from xl_kraftsamling.domain.texts import Text


def as_text(value: Any) -> str | None:
    """A text that is not blank."""
    return value if isinstance(value, str) and value.strip() else None


def as_texts(value: Any) -> list[str] | None:
    """A list of texts that are not blank."""
    return value if isinstance(value, list) and all(map(as_text, value)) else None


def as_one_of(words: Collection[str], value: Any) -> str | None:
    """One of some words."""
    return value if isinstance(value, str) and value in words else None


def as_whole(value: Any) -> int | None:
    """A whole number from 0 on that a person would write."""
    # type() and not isinstance: in TOML as in Python, `true` would pass for the number 1
    return value if type(value) is int and 0 <= value < LARGEST else None


def as_year(value: Any) -> int | None:
    """A year that a workbook of the program can be about."""
    return value if type(value) is int and value in YEARS else None


def as_day(value: Any) -> date | None:
    """A date without a time of day."""
    return value if type(value) is date and value.year in YEARS else None


def as_amount(value: Any) -> int | None:
    """An amount above zero, in öre, of one in kronor with at most two decimals."""
    is_amount = type(value) in (int, float) and 0 < value <= LARGEST  # also false for nan
    return round(value * 100) if is_amount and math.isclose(value * 100, round(value * 100), rel_tol=1e-12) else None


def as_amount_or_zero(value: Any) -> int | None:
    """An amount of zero or more, in öre, of one in kronor with at most two decimals."""
    return 0 if type(value) in (int, float) and value == 0 else as_amount(value)


def as_table(value: Any) -> Mapping[str, Any] | None:
    """A table."""
    return value if isinstance(value, dict) else None


def as_tables(value: Any) -> list[Mapping[str, Any]] | None:
    """A list of tables."""
    return value if isinstance(value, list) and all(isinstance(each, dict) for each in value) else None


A_TEXT = Text("en text inom citattecken", "a text in quotation marks")
TEXTS = Text('en lista av texter, som ["ett", "två"]', 'a list of texts, like ["one", "two"]')
A_WHOLE = Text("ett heltal, som 11", "a whole number, like 11")
A_YEAR = Text("ett år mellan {first} och {last}, som 2026", "a year from {first} to {last}, like 2026").bind(first=YEARS[0], last=YEARS[-1])
A_DAY = Text("ett datum utan klockslag, som 2026-04-20", "a date without a time of day, like 2026-04-20")
AN_AMOUNT = Text(
    "ett belopp över noll i kronor med högst två decimaler, som 150_000",
    "an amount above zero in kronor with at most two decimals, like 150_000",
)
AN_AMOUNT_OR_ZERO = Text(
    "ett belopp i kronor, noll eller mer, med högst två decimaler, som 150_000",
    "an amount in kronor, zero or more, with at most two decimals, like 150_000",
)
A_TABLE = Text("rader under rubriken [{name}]", "lines under the heading [{name}]")
TABLES = Text("avsnitt som vart och ett har rubriken [[{name}]]", "sections that each have the heading [[{name}]]")
_MOST_LISTED = 20


def list_words(words: Collection[str]) -> Text:
    """The words that can stand somewhere, as a list in a sentence; the first of very many."""
    listed = tuple(shorten(word) for word in list(words)[:_MOST_LISTED])
    more = len(words) - len(listed)
    return Text("{listed} (och {more} till)", "{listed} (and {more} more)").bind(listed=listed, more=more) if more else (
        Text("{listed}", "{listed}").bind(listed=listed)
    )


def one_of(words: Collection[str]) -> Text:
    """What is wanted where one of some words has to stand."""
    return Text("något av {listed}", "one of {listed}").bind(listed=list_words(words))


_LONGEST = 60


def shorten(text: str) -> str:
    """A text, or its beginning where it is long; how its signs are shown is for :mod:`xl_kraftsamling.domain.texts`."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
