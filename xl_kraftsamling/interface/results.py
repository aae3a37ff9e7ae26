"""What the functions of the interface give: immutable objects with the names of the JSON.

An amount is a `Decimal` of kronor; None stands for what is absent or unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polars import DataFrame

Amount = Decimal | None
"""Kronor, exact to the öre; None where it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in a workbook: `cell` is A1, None for the sheet as a whole; both are None for the workbook."""

    sheet: str | None
    cell: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong at a place, why, and what to do.

    `severity` is fel, varning, upplysning or ej prövad, whatever the language.  `found`, `expected` and `proposal` are numbers where they are
    amounts.  `related` are other cells that the finding is about.  A `waived` one has been accepted (Undantag) and does not count.
    """

    code: str
    name: str
    severity: str
    sheet: str | None
    cell: str | None
    row_id: str | None
    heading: str | None
    found: Decimal | str | None
    expected: Decimal | str | None
    difference: Amount
    message: str
    remedy: str
    proposal: Decimal | str | None
    related: tuple[Cell, ...]
    source: str
    waived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A recipient's figures; all of them are None where a cell that cannot be read leaves them open.

    In Swedish: beviljat, mottaget, avstått, disponibelt, avropat, begärt, kvar att avropa, utfall, avropat ej förbrukat, prognos and
    omfördelningsbart.
    """

    recipient: str
    allotted: Amount
    received: Amount
    ceded: Amount
    disposable: Amount
    called_off: Amount
    requested: Amount
    remaining: Amount
    outcome: Amount
    called_off_unspent: Amount
    forecast: Amount
    transferable: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTried:
    """A rule that could not be tried in full; `because` is the index of the finding that is the reason."""

    code: str
    because: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """Where a table was read: `unit` is kronor, tkr or mnkr, and `columns` the letter of each heading of the template."""

    table: str
    sheet: str
    range: str
    unit: str | None
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A file beside the workbook, a `karta` or a `beslut`, and what it did."""

    kind: str
    file: str
    followed: bool
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was found in a workbook.

    `verdict` is fel, varning, ej prövad or uppfyller kontrollerna; `counts` has fel, varning, upplysning and ej_provad, waived findings left
    out.  `layout` is canonical (the template's), recognised or mapped.
    """

    path: Path
    sha256: str
    layout: str
    profile: str
    as_of: date
    verdict: str
    counts: Mapping[str, int]
    tried: tuple[str, ...]
    not_tried: tuple[NotTried, ...]
    findings: tuple[Finding, ...]
    read: tuple[TableRead, ...]
    companions: tuple[Companion, ...]
    balances: tuple[Balance, ...]

    def frame(self) -> "DataFrame":
        """The findings as a polars frame, a row for each; `found`, `expected` and `proposal` as text, `related` as a list of addresses."""
        from xl_kraftsamling.interface.frames import frame_findings  # imports polars

        return frame_findings(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """Every recipient's figures on a day.

    `decision` is the diarienummer, None where it is not settled which holds; `caution` says which findings concern the figures, None where
    none does.
    """

    path: Path
    decision: str | None
    as_of: date
    companions: tuple[Companion, ...]
    balances: tuple[Balance, ...]
    caution: str | None

    def frame(self) -> "DataFrame":
        """The figures as a polars frame, a row for each recipient; amounts are Decimal with two decimals."""
        from xl_kraftsamling.interface.frames import frame_balances  # imports polars

        return frame_balances(self.balances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a transfer may or may not be made, by one rule: `short_by` is the amount that is missing."""

    code: str
    name: str
    answer: str
    heading: str
    found: Decimal | str | None
    expected: Decimal | str | None
    short_by: Amount
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A row of the workbook that would no longer be covered if a transfer were booked."""

    sheet: str | None
    cell: str | None
    row_id: str | None
    date: date | None
    short_by: Amount
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAnswer:
    """Whether a transfer may be made: support for a decision, and none.

    `answer` is ja, ja_efter_overenskommelse, nej or oklart.  `amount` is the one that was tried, `available` the most that can be given and
    `why_not_more` the reason.  `before` and `after` are the balances of donor and receiver on `day`; `breaks` is None where it cannot be said
    what would break.
    """

    path: Path
    decision: str | None
    as_of: date
    companions: tuple[Companion, ...]
    donor: str
    receiver: str
    amount: Amount
    answer: str
    available: Amount
    why_not_more: str | None
    reasons: tuple[Reason, ...]
    day: date
    before: tuple[Balance, ...]
    after: tuple[Balance, ...]
    breaks: tuple[Uncovered, ...] | None
    caution: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledWorkbook:
    """A workbook that was made: how many rows each sheet got, and how many of them stood in several sources and were written once."""

    path: Path
    decision: str
    rows: Mapping[str, int]
    repeated: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWorkbook:
    """One side of a comparison."""

    path: Path
    sha256: str
    layout: str
    decision: str | None
    as_of: date
    companions: tuple[Companion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDifference:
    """A figure of a recipient, by its name in :class:`Balance`, on both sides."""

    recipient: str
    figure: str
    before: Amount
    after: Amount
    difference: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row that was added, removed or changed, or counts otherwise (counted); `recipient` is whose figures it moves, None where it moves none."""

    recipient: str | None
    table: str
    row_id: str | None
    change: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFinding:
    """A finding that only one side has."""

    code: str
    severity: str
    waived: bool
    sheet: str | None
    cell: str | None
    row_id: str | None
    heading: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two workbooks; `money_differs` also where a figure is unknown on a side.

    `figures` are all of them, `rows` those that differ; `came` and `went` the findings that only the later or the earlier one has.
    """

    before: ComparedWorkbook
    after: ComparedWorkbook
    money_differs: bool
    figures: tuple[FigureDifference, ...]
    rows: tuple[RowDifference, ...]
    came: tuple[ComparedFinding, ...]
    went: tuple[ComparedFinding, ...]

    def frame(self) -> "DataFrame":
        """The figures as a polars frame, a row for each recipient and figure."""
        from xl_kraftsamling.interface.frames import frame_figures  # imports polars

        return frame_figures(self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """A rule: `severity` by profile, None where a profile leaves it out; `page` is what `kraftsamling explain` prints."""

    code: str
    name: str
    severity: Mapping[str, str | None]
    locked: bool
    source: str
    why: str
    page: str
