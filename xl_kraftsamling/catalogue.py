"""What a rule is, and what it says: the vocabulary that rules, gate and reports share.

Pure: standard library and :mod:`xl_kraftsamling.domain` only.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.money import Ore, show

PROFILES = ("strikt", "normal", "mild")
LANGUAGES = ("sv", "en")


class Text(NamedTuple):
    """The same words in Swedish and in English; `{name}` stands for a value."""

    sv: str
    en: str

    def fill(self, lang: str, values: Mapping[str, "Value"]) -> str:
        """These words in one language with the values in place, each shown as that language shows it."""
        words = self.sv if lang == "sv" else self.en
        return words.format_map({name: shown(value, lang) for name, value in values.items()})


Value = str | int | float | date | Ore | Text | Place | tuple["Value", ...] | None
"""What a message can name; an amount is an :class:`Ore`."""


def shown(value: Value, lang: str) -> str:
    """A value as a reader of the language sees it: amounts in kronor, dates as 2026-05-20, lists with commas."""
    if isinstance(value, Ore):
        return show(value, lang)
    if isinstance(value, Text):
        return value.fill(lang, {})
    if isinstance(value, Place):
        return value.shown
    if isinstance(value, tuple):
        return ", ".join(shown(item, lang) for item in value)
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


class Severity(Enum):
    """How grave a finding is; the values are the words of the contract, in falling order."""

    ERROR = "fel"
    WARNING = "varning"
    NOTE = "upplysning"
    NOT_TRIED = "ej prövad"

    @property
    def symbol(self) -> str:
        """A sign beside the word, so that colour is never alone."""
        return {"fel": "✖", "varning": "▲", "upplysning": "●", "ej prövad": "○"}[self.value]

    @property
    def text(self) -> Text:
        """The word in both languages."""
        english = {"fel": "error", "varning": "warning", "upplysning": "note", "ej prövad": "not tried"}
        return Text(self.value, english[self.value])


_LETTERS = {"F": Severity.ERROR, "V": Severity.WARNING, "U": Severity.NOTE, "E": Severity.NOT_TRIED, "–": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where a rule is broken, with the values that its message names.

    `found`, `expected`, `difference` and `proposal` are what the cell says, what it should say, by how much they differ
    and what could stand there; amounts among them are :class:`Ore`.
    """

    place: Place | None
    values: Mapping[str, Value] = field(default_factory=dict)
    found: Value = None
    expected: Value = None
    difference: Ore | None = None
    proposal: Value = None
    related: tuple[Place, ...] = ()


class Fault(NamedTuple):
    """What the gate found: the code of its rule, the hit, and the table or table.field that it leaves unread."""

    code: str
    hit: Hit
    blocks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as a page: what it finds, how grave that is, why, what to do, and examples that are its tests.

    `severity` has a letter per profile (strikt, normal, mild): F fel, V varning, U upplysning, E ej prövad, – nothing.
    `needs` names what the rule reads, as table.field: what cannot be read there is not tried (KO01).
    `check` yields the hits; None where the gate (`sheets/`) finds it.  `bad` and `good` are Markdown tables that stand on
    a book that is right.
    """

    code: str
    name: Text
    severity: str
    source: Text
    message: Text
    remedy: Text
    why: Text
    bad: str
    good: str
    needs: tuple[str, ...] = ()
    locked: bool = False
    check: "Callable[[Ledger], Iterable[Hit]] | None" = None

    def severity_under(self, profile: str) -> Severity | None:
        """The severity under a profile; None where the profile leaves the rule out."""
        return _LETTERS[self.severity[PROFILES.index(profile)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit of a rule, weighed under a profile; `row_id` and `heading` name its row and its column."""

    rule: Rule
    hit: Hit
    severity: Severity
    row_id: str | None = None
    heading: str | None = None
    waived: bool = False

    def message(self, lang: str) -> str:
        """What is wrong, and why, in one language."""
        return self.rule.message.fill(lang, self.hit.values)

    def remedy(self, lang: str) -> str:
        """What to do about it, in one language."""
        return self.rule.remedy.fill(lang, self.hit.values)
