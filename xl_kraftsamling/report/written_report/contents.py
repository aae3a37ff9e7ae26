"""What a written report states: everything that any of its formats shows, in one language.

Texts are as they are to be read, and may quote what stands in the workbook: each format shows them by
:func:`~xl_kraftsamling.domain.shown_text.show_text`, and as text.  Amounts are öre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.finding import Severity


class StatedAmount(NamedTuple):
    """An amount in öre; None where it is unknown, and then `why` says why, in words."""

    ore: int | None
    why: str = ""


class Fact(NamedTuple):
    """Something that is stated, by its name: *Diarienummer* and its value."""

    name: str
    value: str


class SeverityCount(NamedTuple):
    """How many findings there are of a severity, waived ones left out; `words` say it: *6 fel*."""

    severity: Severity
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class VerdictStatement:
    """The verdict: its word in the contract and in the language, its symbol, and how many findings there are.

    `counts` are those that are not zero; `waived` is the number of findings that somebody answers for (undantag).
    """

    word: str
    text: str
    symbol: str
    counts: Sequence[SeverityCount]
    waived: int

    @property
    def errors(self) -> int:
        """How many *fel* are open."""
        return sum(each.number for each in self.counts if each.severity is Severity.ERROR)


class GrantStatement(NamedTuple):
    """What the decision grants a recipient at the date of the report, in öre, and where that is decided."""

    recipient: str
    amount: int
    source: str


@dataclass(frozen=True, slots=True)
class DecisionStatement:
    """The decision that the workbook follows.

    `title` is what it is called, and `reference` how it is cited.  `facts` are what it is: diarienummer, §, body, meeting, title, year, reserve, status, conditions.
    `adopted` is a sentence about kommunstyrelsen's own decision, or that none is recorded.  `changes` are sentences about later decisions
    and repayments, and `deadlines` about the last days that conditions set; empty where the decision's file says nothing.
    `source` is a sentence that says where the decision was read.
    """

    title: str
    reference: str
    facts: Sequence[Fact]
    grants: Sequence[GrantStatement]
    adopted: str
    changes: Sequence[str]
    deadlines: Sequence[str]
    source: str


class ReadColumn(NamedTuple):
    """A column that was read: its heading in the template, its letters, and its heading in the workbook."""

    field: str
    letters: str
    heading: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that was read: which of the template's it is, where it stands, how many rows of data it has, and its unit ("" where it has none)."""

    table: str
    sheet: str
    range: str
    rows: int
    unit: str
    columns: Sequence[ReadColumn]


@dataclass(frozen=True, slots=True)
class StatedReading:
    """How the workbook was read: its layout in words, its tables, what was read otherwise than it stands, what was not, and what is asked.

    `remarks`, `not_read` and `questions` are sentences: the findings ST10, ST11 and ST12.
    """

    layout: str
    tables: Sequence[ReadTable]
    remarks: Sequence[str]
    not_read: Sequence[str]
    questions: Sequence[str]


@dataclass(frozen=True, slots=True)
class RecipientStatement:
    """A recipient's balance: by the names of :data:`~xl_kraftsamling.report.figures.FIGURES` every figure, as in the JSON.

    `unknown` says why no figure of it is known; it is empty where they are.
    """

    recipient: str
    figures: Mapping[str, StatedAmount]
    unknown: str = ""


class TimelineEvent(NamedTuple):
    """An event of a recipient's year: its day ("" from the start), what it is, its row, the change in öre, and the figures after it.

    `is_later` is whether it is dated after the date at which the report sees the figures.
    """

    day: str
    what: str
    row: str
    change: int
    figures: Mapping[str, StatedAmount]
    is_later: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recipient's year, event by event; `left_out` is how many earlier events are not among `events`, `unknown` as in its balance."""

    recipient: str
    events: Sequence[TimelineEvent]
    left_out: int
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class TransferStatement:
    """A transfer with its agreement, and the cell where its row begins; a text that cannot be read says so, an empty one is ""."""

    id: str
    place: str
    day: str
    donor: str
    receiver: str
    amount: StatedAmount
    status: str
    agreement: str
    agreed_on: str
    party: str
    agreed_amount: StatedAmount
    declared_unused: str
    origin: str


@dataclass(frozen=True, slots=True)
class InterventionStatement:
    """An insats with its status, and the cell where its row begins; texts as of a transfer."""

    id: str
    place: str
    name: str
    initiator: str
    recipient: str
    planned: StatedAmount
    status: str


@dataclass(frozen=True, slots=True)
class YearEndStatement:
    """What a recipient has left at the year's end, as `balance --format json` has it under `closing`: in all, not called off, and called off but not spent."""

    recipient: str
    unused: StatedAmount
    not_called_off: StatedAmount
    called_off_unspent: StatedAmount


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The end of the decision's year: `is_reached` on its last day or later, before that there are no `lines`.

    `total` is their sum, None where a recipient is unknown or there are no lines; `notes` are sentences about what happens to what is
    left, and what the figures do not say.
    """

    year: int | None
    is_reached: bool
    lines: Sequence[YearEndStatement]
    total: YearEndStatement | None
    notes: Sequence[str]


class TriedRule(NamedTuple):
    """A rule that was tried: its code and name, and how many findings there are of it, waived ones included."""

    code: str
    name: str
    findings: int


class UntriedRule(NamedTuple):
    """A rule that was not tried in full: its code and name, and the cell, sheet or table because of which ("" where it is none)."""

    code: str
    name: str
    because: str


class PieceCell(NamedTuple):
    """A cell of a piece of a sheet: its text as it is shown, whether it is a number, and whether a finding points to it or names it too."""

    text: str
    is_number: bool = False
    is_marked: bool = False
    is_related: bool = False


class PieceRow(NamedTuple):
    """A row of a piece of a sheet: its number, whether it holds the headings, and its cells."""

    number: int
    is_heading: bool
    cells: Sequence[PieceCell]


@dataclass(frozen=True, slots=True)
class SheetPiece:
    """The cells around the one that a finding points to: their columns by letters and their rows by number, each with gaps where cells between are left out."""

    sheet: str
    columns: Sequence[str]
    rows: Sequence[PieceRow]


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding: its rule, how grave it is, where it is, what is wrong and what to do.

    `place` is the address of its cell, its sheet, or "" for the workbook as a whole; `row` and `column` are what a reader calls them.
    `facts` are what the cell holds, what it should hold and by how much they differ, as far as the finding says.
    """

    code: str
    name: str
    severity: Severity
    severity_text: str
    is_waived: bool
    place: str
    row: str
    column: str
    message: str
    remedy: str
    facts: Sequence[Fact]
    source: str
    piece: SheetPiece | None


class UnshownFindings(NamedTuple):
    """How many findings of a rule on a sheet ("" of none) the report leaves out."""

    code: str
    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class WaiverStatement:
    """An undantag: what it is for, who answers for it and until when, and for how many findings it answers (0 where it is not valid)."""

    code: str
    sheet: str
    row: str
    reason: str
    reference: str
    role: str
    expires: str
    place: str
    findings: int


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report of a workbook states, in `lang`.

    `workbook` is its path as it was given, `sha256` the checksum of its file ("" where it is open in Excel), `made_on` the day of the
    report, and `as_of` the date at which the figures are seen.  `companions` are sentences about the files beside the workbook: what
    each did to the reading.  `total` are the sums over all recipients, by the names of
    :data:`~xl_kraftsamling.report.figures.FIGURES`.  `notes` are sentences below the balances, and `caution` says which findings
    concern the figures ("" where none does).  `right` are sentences about what is right.  `findings` are the gravest first, then in the order of the workbook; `left_out` are those
    beyond what a report shows, as `transfers_left_out` and `interventions_left_out` are numbers of rows.
    """

    lang: str
    workbook: str
    sha256: str
    program: str
    made_on: date
    as_of: date
    profile: str
    verdict: VerdictStatement
    decision: DecisionStatement
    companions: Sequence[str]
    reading: StatedReading
    recipients: Sequence[RecipientStatement]
    total: Mapping[str, StatedAmount]
    notes: Sequence[str]
    caution: str
    timelines: Sequence[Timeline]
    transfers: Sequence[TransferStatement]
    transfers_left_out: int
    interventions: Sequence[InterventionStatement]
    interventions_left_out: int
    year_end: YearEnd
    right: Sequence[str]
    tried: Sequence[TriedRule]
    not_tried: Sequence[UntriedRule]
    findings: Sequence[ReportedFinding]
    left_out: Sequence[UnshownFindings]
    waivers: Sequence[WaiverStatement]
