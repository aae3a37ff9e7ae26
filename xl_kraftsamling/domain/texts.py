"""Texts in Swedish and English, the values that they name, and the format of each value in each language.

A value of our own, such as an amount or a cell, knows how it is shown, so that a help page without any waits for none of them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from xl_kraftsamling.domain.shown_text import show_text

_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""The spaces inside an amount: no line may break there, so they become no-break spaces."""


@lru_cache(maxsize=2_000)  # a text of ours is filled again for each of a hundred thousand findings
def _keep_groups(words: str) -> str:
    return _GROUPS.sub("\u00a0", words)


LANGUAGES = ("sv", "en")
"""The languages of the program: every text is in both, in this order."""


class Text(NamedTuple):
    """A text in Swedish and in English; `{name}` is the place of a value."""

    sv: str
    en: str

    def fill(self, lang: str, values: Mapping[str, "Value"]) -> str:
        """The text in one language, with the values in place and formatted for that language."""
        # before the values go in: what a message quotes from a cell, such as “150 000”, must stay as it is
        words = _keep_groups(self.sv if lang == "sv" else self.en)
        return words.format_map({name: format_value(value, lang) for name, value in values.items()})

    def bind(self, **values: "Value") -> "Text":
        """The text with the values in place in both languages, so that it can itself be a value of another text."""
        return _FilledText(*(self.fill(lang, values) for lang in LANGUAGES))

    def join(self, values: Iterable["Value"]) -> "Text":
        """Values as one text with this one between them, as :meth:`str.join` does; it can itself be a value of another text."""
        listed = list(values)
        return _FilledText(*(self.fill(lang, {}).join(format_value(value, lang) for value in listed) for lang in LANGUAGES))


class _FilledText(Text):
    """A text whose values are in place: a brace or a space that one of them quotes stays as it is."""

    __slots__ = ()

    def fill(self, lang: str, values: Mapping[str, "Value"]) -> str:  # noqa: ARG002
        """The text in one language."""
        return self.sv if lang == "sv" else self.en


def join_words(values: Iterable["Value"]) -> Text:
    """Values as a list in a sentence: “a, b och c”; one alone as it is."""
    *first, last = [Text("{each}", "{each}").bind(each=value) for value in values]
    if not first:
        return last
    return Text("{listed} och {last}", "{listed} and {last}").bind(listed=Text(", ", ", ").join(first), last=last)


class Shown(Protocol):
    """A value that knows how a reader of a language sees it: an amount, a number of things, a place in a workbook."""

    def show(self, lang: str) -> str:
        """The value as it stands in a text of the language."""


class Count(int):
    """How many there are of something: a reader sees its thousands apart, which those of a year or of a row are not."""

    def show(self, lang: str) -> str:
        """The number for a reader of the language."""
        from xl_kraftsamling.domain.money import format_count

        return format_count(self, lang)


class ShownFormula(str):
    """A formula as a file stores it: in Swedish a reader sees it as Swedish Excel shows it."""

    __slots__ = ()


Value = str | int | float | date | Text | Shown | tuple["Value", ...] | None
"""What a text can name.  An amount is an :class:`~xl_kraftsamling.domain.money.Ore`, a number of things a :class:`Count`; a plain int is written as it is."""


def format_value(value: Value, lang: str) -> str:
    """A value for a reader of the language: amounts in kronor, dates as 2026-05-20, lists with commas."""
    if show := getattr(value, "show", None):
        return str(show(lang))
    if isinstance(value, Text):
        return value.fill(lang, {})
    if isinstance(value, tuple):
        return ", ".join(format_value(item, lang) for item in value)
    if isinstance(value, float):
        return _format_float(value, lang)
    if isinstance(value, ShownFormula) and lang == "sv":
        value = _show_in_swedish(value)
    return "" if value is None else show_text(str(value))


def _format_float(number: float, lang: str) -> str:
    from xl_kraftsamling.domain.money import format_number

    return format_number(number, lang)


def _show_in_swedish(formula: ShownFormula) -> str:
    # its names are read only where a formula is shown
    from xl_kraftsamling.domain.swedish_formulas import show_in_swedish

    return show_in_swedish(formula)


class BadInput(Exception):
    """An input that cannot be used, with one sentence for the person it came from (the command line exits with 3)."""

    def __init__(self, text: Text, **values: Value) -> None:
        """Keep the sentence and the values that it names."""
        super().__init__(text.fill("sv", values))
        self.text, self.values = text, values

    def message(self, lang: str) -> str:
        """The sentence in one language."""
        return self.text.fill(lang, self.values)
