"""Words in two languages, and how a reader of each sees the values that they name."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.place import Place

_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""The spaces inside an amount, which no line may break at."""


class Text(NamedTuple):
    """The same words in Swedish and in English; `{name}` stands for a value."""

    sv: str
    en: str

    def fill(self, lang: str, values: Mapping[str, "Value"]) -> str:
        """These words in one language with the values in place, each shown as that language shows it."""
        words = _GROUPS.sub("\u00a0", self.sv if lang == "sv" else self.en)
        return words.format_map({name: format_value(value, lang) for name, value in values.items()})

    def bind(self, **values: "Value") -> "Text":
        """The same words with the values in place, each language in its own way."""
        return Text(*(self.fill(lang, values).replace("{", "{{").replace("}", "}}") for lang in ("sv", "en")))


Value = str | int | float | date | Ore | Text | Place | tuple["Value", ...] | None
"""What a message can name; an amount is an :class:`Ore`."""


def format_value(value: Value, lang: str) -> str:
    """A value as a reader of the language sees it: amounts in kronor, dates as 2026-05-20, lists with commas."""
    if isinstance(value, Ore):
        return format_amount(value, lang)
    if isinstance(value, Text):
        return value.fill(lang, {})
    if isinstance(value, Place):
        return value.address
    if isinstance(value, tuple):
        return ", ".join(format_value(item, lang) for item in value)
    if isinstance(value, float):
        return repr(value) if lang == "en" else repr(value).replace(".", ",")
    return "" if value is None else str(value)


class BadInput(Exception):
    """Something given to the program cannot be used: one sentence for the person who gave it (exit 3)."""

    def __init__(self, text: Text, **values: Value) -> None:
        """Take the sentence and the values that it names."""
        super().__init__(text.fill("sv", values))
        self.text, self.values = text, values

    def message(self, lang: str) -> str:
        """The sentence in one language."""
        return self.text.fill(lang, self.values)
