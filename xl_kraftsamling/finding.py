"""What a rule, a hit, a fault and a finding are: the vocabulary that rules, gate, verdict and reports share.

A *hit* is a place where a rule is broken.  A *fault* is a hit that the gate finds while it reads a workbook.  A *finding* is a hit with
its severity under a profile, as it is reported.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Self

from xl_kraftsamling.domain.texts import Text, Value

if TYPE_CHECKING:  # the words for severities and profiles stand in help pages, which wait for no arithmetic
    from xl_kraftsamling.domain.book import Row
    from xl_kraftsamling.domain.ledger.ledger import Ledger
    from xl_kraftsamling.domain.money import Ore
    from xl_kraftsamling.domain.place import Place
    from xl_kraftsamling.domain.transfers.reason import Condition, Reason


class Severity(Enum):
    """How grave a finding is, in falling order.

    The value is the Swedish word, as the contracts for JSON and the command line have it; `text` is the word in both
    languages, and `symbol` a sign beside it, so that colour is never the only difference.
    """

    text: Text
    symbol: str

    ERROR = "fel", "error", "✖"
    WARNING = "varning", "warning", "▲"
    NOTE = "upplysning", "note", "●"
    NOT_TRIED = "ej prövad", "not tried", "○"

    def __new__(cls, word: str, english: str, symbol: str) -> Self:
        """Make a member whose value is its Swedish word."""
        member = object.__new__(cls)
        member._value_ = word
        member.text = Text(word, english)
        member.symbol = symbol
        return member


class Severities(NamedTuple):
    """The severity under each profile; None where the profile leaves the finding out."""

    strikt: Severity | None
    normal: Severity | None
    mild: Severity | None


PROFILES = Severities._fields

READING_RULES = ("VD03", "VD05", "VD09")
"""The rules that only tell how a value was read: in which unit, as which date, as which name."""


class Hit(NamedTuple):
    """A place where a rule is broken, with the values that its message names.

    `found`, `expected`, `difference` and `proposal` are what the cell holds, what it should hold, by how much they differ,
    and what could be there instead; amounts among them are :class:`Ore`.  `severity` is set only where this place is more or
    less grave than the rule's others, `message` and `remedy` only where the rule's do not fit it.  `leaves_unknown` names the
    table.field whose figures are unknown because of the hit: the rules that need it are then not tried (KO01).  `copied_from` is a
    cell with the formula that is expected here.
    """

    place: "Place | None"
    values: Mapping[str, Value] = {}
    found: Value = None
    expected: Value = None
    difference: "Ore | None" = None
    proposal: Value = None
    related: "Sequence[Place]" = ()
    severity: Severity | Severities | None = None
    leaves_unknown: str | None = None
    copied_from: "Place | None" = None
    message: Text | None = None
    remedy: Text | None = None

    @classmethod
    def from_reason(cls, row: "Row", reason: "Reason", related: "tuple[Place, ...]" = ()) -> "Hit":
        """The hit for a reason, at the cell of a row that it concerns."""
        from xl_kraftsamling.domain.book import cell_of

        return cls(
            place=cell_of(row, reason.field), values=reason.values, found=reason.found, expected=reason.expected,
            difference=reason.short_by, related=related, message=reason.message, remedy=reason.remedy,
        )  # fmt: skip


def find_failing_transfers(ledger: "Ledger", states: Collection[str], condition: "Condition") -> Iterator[Hit]:
    """The transfers in some states that do not meet a condition, each at the cell concerned."""
    for row in ledger.book.transfers:
        if row.status in states and (reason := condition(ledger, row)):
            yield Hit.from_reason(row, reason)


class Fault(NamedTuple):
    """A hit of the gate: the code of its rule, the hit, and the table or table.field that stays unread because of it."""

    code: str
    hit: Hit
    leaves_unread: str | None = None


class Rule(NamedTuple):
    """A rule as a page: what it finds, how grave that is, why, what to do, and examples that are its tests.

    `severity` is one for every profile, or one for each.  A `locked` rule cannot be waived.
    `needs` names what the rule reads, as table.field: what cannot be read there is not tried (KO01).  Some are no fields:
    `decision` (what is granted, by one that the program knows), `decision.year` and the like (one attribute of it, see
    `Decision.missing`), and `workings` (what lies beneath the values: formulas, links, hidden rows).  `may_lack` names what it reads
    where it is there: without such a table or column it is tried all the same, but not where a cell of it cannot be read.
    `message_of_several` is that of `n` cells of a column with the same value, which then are one finding; None where each is one.
    `deadline` is the last day (`DEADLINES`) that the rule is about: where the decision sets none the rule is open, neither tried nor not tried.
    `check` yields the hits; it is None where `reading` or `verdict` finds them.  `bad` and `good` are Markdown tables, put into
    a workbook that is otherwise right; `← AV01` marks a row that breaks AV01.  `mended` are the tables that change in the bad one
    when the remedy is followed, once for each way to follow it.
    """

    code: str
    name: Text
    severity: Severity | Severities
    source: Text
    message: Text
    remedy: Text
    why: Text
    bad: str
    good: str
    mended: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    deadline: str | None = None
    locked: bool = False
    message_of_several: Text | None = None
    check: "Callable[[Ledger], Iterable[Hit]] | None" = None

    def compose_message(self, lang: str, values: Mapping[str, Value], of_hit: Text | None = None) -> str:
        """The message, that of the hit before the rule's, as a sentence.

        Names of nämnder are lower-case inside a sentence, so the first letter is raised here.
        """
        words = (of_hit or self.message).fill(lang, values)
        # not str.capitalize, which would lower the rest: “MKB”, “A-1” and every name in the sentence
        return words[:1].upper() + words[1:]

    def compose_remedy(self, lang: str, values: Mapping[str, Value], of_hit: Text | None = None) -> str:
        """What to do, that of the hit before the rule's."""
        return (of_hit or self.remedy).fill(lang, values)

    def is_open(self, ledger: "Ledger") -> bool:
        """Whether the rule is about a last day that the decision does not set."""
        return self.deadline is not None and ledger.decision.find_deadline(self.deadline) is None

    def severity_in(self, profile: str, of_hit: Severity | Severities | None = None) -> Severity | None:
        """The severity under a profile, that of the hit before the rule's; None where the profile leaves the rule out."""
        severity = of_hit or self.severity
        return severity if isinstance(severity, Severity) else severity[PROFILES.index(profile)]


class Finding(NamedTuple):
    """A hit with its severity under a profile; `row_id` and `heading` name its row and its column, `row` is the record there, if any."""

    rule: Rule
    hit: Hit
    severity: Severity
    row: "Row | None" = None
    row_id: str | None = None
    heading: str | None = None
    waived: bool = False

    def message(self, lang: str) -> str:
        """What is wrong, and why, in one language."""
        return self.rule.compose_message(lang, self.hit.values, self.hit.message)

    def remedy(self, lang: str) -> str:
        """What to do about it, in one language."""
        return self.rule.compose_remedy(lang, self.hit.values, self.hit.remedy)
