"""What a rule is, and what it says: the vocabulary that rules, gate and reports share.

Pure: standard library and :mod:`xl_kraftsamling.domain` only.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.book import Row, at
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.reason import Condition, Reason

PROFILES = ("strikt", "normal", "mild")
LANGUAGES = ("sv", "en")




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
    and what could stand there; amounts among them are :class:`Ore`.  `severity` is a letter per profile where this place is
    graver, or less so, than the rule's others.
    """

    place: Place | None
    values: Mapping[str, Value] = field(default_factory=dict)
    found: Value = None
    expected: Value = None
    difference: Ore | None = None
    proposal: Value = None
    related: tuple[Place, ...] = ()
    severity: str = ""

    @classmethod
    def of(cls, row: Row, reason: Reason, related: tuple[Place, ...] = ()) -> "Hit":
        """The hit that a reason makes of a row, at the cell that it is about."""
        return cls(
            place=at(row, reason.field), values=reason.values, found=reason.found, expected=reason.expected,
            difference=reason.short_by, related=related,
        )  # fmt: skip


def unmet(ledger: Ledger, states: Collection[str], condition: Condition) -> Iterator[Hit]:
    """The transfers in any of these states about which a condition has something to say, each at the cell concerned."""
    for row in ledger.book.transfers:
        if row.status in states and (reason := condition(ledger, row)):
            yield Hit.of(row, reason)


class Fault(NamedTuple):
    """What the gate found: the code of its rule, the hit, and the table or table.field that it leaves unread."""

    code: str
    hit: Hit
    blocks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as a page: what it finds, how grave that is, why, what to do, and examples that are its tests.

    `severity` has a letter per profile (strikt, normal, mild): F fel, V varning, U upplysning, E ej prövad, – nothing.
    `needs` names what the rule reads, as table.field: what cannot be read there is not tried (KO01).  Two are no fields:
    `decision`, one that the program knows, and `workings`, what lies beneath the values: formulas, links, what is hidden.
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

    def said(self, lang: str, values: Mapping[str, Value]) -> str:
        """The message with its values in place, as a sentence: organs are lower-case inside it, but not at its head."""
        words = self.message.fill(lang, values)
        return words[:1].upper() + words[1:]

    def severity_under(self, profile: str, own: str = "") -> Severity | None:
        """The severity under a profile, `own` being that of a hit; None where the profile leaves the rule out."""
        return _LETTERS[(own or self.severity)[PROFILES.index(profile)]]


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
        return self.rule.said(lang, self.hit.values)

    def remedy(self, lang: str) -> str:
        """What to do about it, in one language."""
        return self.rule.remedy.fill(lang, self.hit.values)
