"""The tables of the canonical workbook: their sheets, headings and columns, each beside the row that it is read into.

One source for the reader, the pandera schemas, the template and the documentation.  Source: design.md 3.1.

A row is immutable and knows the cells it came from.  Amounts are öre.  A field is None where its cell is empty or could not
be read; `unread` names the fields of the second kind, and required fields that are empty, so that a rule can distinguish
"nothing is there" from "nobody knows what is there".
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.place import Block


class Kind(Enum):
    """What a column holds."""

    ID = "id"
    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    PERIOD = "period"
    RECIPIENT = "recipient"
    STATUS = "status"
    DECLARED = "declared"
    PERCENTS = "percents"


class Column(NamedTuple):
    """A column: its field, heading and kind.

    A required column has no empty cell; an optional one may be absent from the table altogether.  `states` are the words
    that a status may be; `refers_to` names the table.field that an id points to; free text is searched for personnummer.
    """

    field: str
    heading: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    is_optional: bool = False
    states: tuple[str, ...] = ()
    refers_to: str = ""
    is_free_text: bool = False


ALL_READ: frozenset[str] = frozenset()
"""The `unread` of a row in which every value is known: one object for all such rows."""

_ORIGIN = ("block", "line", "unread")
"""The first fields of every row: where it came from, and which of its values are unknown."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook: the name that the program uses, its sheet, its columns, and the class of its rows.

    A sheet that holds one value per line has no rows.  TypeError where the fields of the row are not those of the columns,
    in their order: rows are made by position, and a wrong order would put one column's values in another's field in silence.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    row: type[Any] | None = None

    def __post_init__(self) -> None:
        """Compare the row with the columns; an exception and not an assert, which `python -O` would drop."""
        expected = (*_ORIGIN, *(column.field for column in self.columns))
        if self.row and self.row._fields != expected:
            raise TypeError(f"{self.name}: the columns need a row of {expected}, but {self.row.__name__} has {self.row._fields}")

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings from left to right."""
        return tuple(column.heading for column in self.columns)


_RECIPIENT = Column("recipient", "Mottagare", Kind.RECIPIENT, is_required=True)
_COMMENT = Column("comment", "Kommentar", is_optional=True, is_free_text=True)
_AMOUNT = Column("amount", "Belopp", Kind.AMOUNT, is_required=True)
_INTERVENTION = Column("intervention", "Insats-id", refers_to="interventions.id")


class Allocation(NamedTuple):
    """A recipient's money under the decision."""

    block: Block
    line: int
    unread: frozenset[str]
    recipient: str | None
    kind: str | None
    amount: int | None
    reference: str | None
    comment: str | None


ALLOCATIONS = Table("allocations", "Tilldelning", (
    _RECIPIENT,
    Column("kind", "Slag"),
    Column("amount", "Beviljat belopp", Kind.AMOUNT, is_required=True),
    Column("reference", "Beslutsreferens"),
    _COMMENT,
), Allocation)  # fmt: skip


class Intervention(NamedTuple):
    """An insats: who started it, who gets the money, what is planned."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    name: str | None
    initiator: str | None
    recipient: str | None
    planned: int | None
    status: str | None
    comment: str | None


INTERVENTIONS = Table("interventions", "Insatser", (
    Column("id", "Insats-id", Kind.ID, is_required=True),
    Column("name", "Insats", is_free_text=True),
    Column("initiator", "Initiativtagare", Kind.RECIPIENT),
    _RECIPIENT,
    Column("planned", "Planerat belopp", Kind.AMOUNT),
    Column("status", "Status", Kind.STATUS, states=status_words.INTERVENTION_STATES),
    _COMMENT,
), Intervention)  # fmt: skip


class CallOff(NamedTuple):
    """An avrop, or with status *återfört* the reversal of one (its amount positive, `reverses` naming the other)."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    date: dt.date | None
    recipient: str | None
    intervention: str | None
    amount: int | None
    status: str | None
    reverses: str | None
    reference: str | None
    comment: str | None


CALL_OFFS = Table("call_offs", "Avrop", (
    Column("id", "Avrop-id", Kind.ID, is_required=True),
    Column("date", "Datum", Kind.DATE, is_required=True),
    _RECIPIENT,
    _INTERVENTION,
    _AMOUNT,
    Column("status", "Status", Kind.STATUS, is_required=True, states=status_words.CALL_OFF_STATES),
    Column("reverses", "Avser avrop", refers_to="call_offs.id"),
    Column("reference", "Referens", is_free_text=True),
    _COMMENT,
), CallOff)  # fmt: skip


class Transfer(NamedTuple):
    """An omfördelning from a donor to a receiver, with its agreement."""

    block: Block
    line: int
    unread: frozenset[str]
    id: str | None
    date: dt.date | None
    donor: str | None
    receiver: str | None
    amount: int | None
    status: str | None
    agreement: str | None
    agreed_on: dt.date | None
    party: str | None
    agreed_amount: int | None
    declared_unused: str | None
    origin: str | None
    comment: str | None


TRANSFERS = Table("transfers", "Omfördelning", (
    Column("id", "Omfördelning-id", Kind.ID, is_required=True),
    Column("date", "Datum", Kind.DATE, is_required=True),
    Column("donor", "Givare", Kind.RECIPIENT, is_required=True),
    Column("receiver", "Mottagare", Kind.RECIPIENT, is_required=True),
    _AMOUNT,
    Column("status", "Status", Kind.STATUS, is_required=True, states=status_words.TRANSFER_STATES),
    Column("agreement", "Överenskommelse"),
    Column("agreed_on", "Överenskommen datum", Kind.DATE),
    Column("party", "Part"),
    Column("agreed_amount", "Överenskommet belopp", Kind.AMOUNT),
    Column("declared_unused", "Outnyttjat förklarat", Kind.DECLARED),
    Column("origin", "Ursprung"),
    _COMMENT,
), Transfer)  # fmt: skip


class Outcome(NamedTuple):
    """A booked cost; `amount` is positive for a cost whatever sign the report shows, `period` is year × 100 + month."""

    block: Block
    line: int
    unread: frozenset[str]
    voucher: str | None
    booked_on: dt.date | None
    period: int | None
    recipient: str | None
    intervention: str | None
    amount: int | None
    text: str | None


OUTCOMES = Table("outcomes", "Utfall", (
    Column("voucher", "Verifikation"),
    Column("booked_on", "Bokföringsdatum", Kind.DATE, is_required=True),
    Column("period", "Period", Kind.PERIOD, is_required=True),
    _RECIPIENT,
    _INTERVENTION,
    _AMOUNT,
    Column("text", "Text", is_optional=True, is_free_text=True),
), Outcome)  # fmt: skip


class Forecast(NamedTuple):
    """A full-year forecast."""

    block: Block
    line: int
    unread: frozenset[str]
    date: dt.date | None
    recipient: str | None
    amount: int | None
    comment: str | None


FORECASTS = Table("forecasts", "Prognos", (
    Column("date", "Prognosdatum", Kind.DATE, is_required=True),
    _RECIPIENT,
    Column("amount", "Helårsprognos", Kind.AMOUNT, is_required=True),
    _COMMENT,
), Forecast)  # fmt: skip


class Waiver(NamedTuple):
    """An undantag: a finding of one rule at one row that somebody answers for until a date."""

    block: Block
    line: int
    unread: frozenset[str]
    code: str | None
    sheet: str | None
    row_id: str | None
    reason: str | None
    reference: str | None
    role: str | None
    expires: dt.date | None


WAIVERS = Table("waivers", "Undantag", (
    Column("code", "Kod"),
    Column("sheet", "Blad"),
    Column("row_id", "Rad-id"),
    Column("reason", "Motivering", is_free_text=True),
    Column("reference", "Beslutsreferens"),
    Column("role", "Ansvarig roll"),
    Column("expires", "Giltig till", Kind.DATE),
), Waiver)  # fmt: skip


class StatedBalance(NamedTuple):
    """A recipient's balance as the workbook itself states it, whether by formulas or by hand."""

    block: Block
    line: int
    unread: frozenset[str]
    recipient: str | None
    allotted: int | None
    received: int | None
    ceded: int | None
    disposable: int | None
    called_off: int | None
    requested: int | None
    remaining: int | None
    outcome: int | None
    called_off_unspent: int | None
    forecast: int | None
    transferable: int | None


class StatedTotal(NamedTuple):
    """The sum row that closes a table of stated balances, and the row above its part: that of the sum before it, or of the headings."""

    row: StatedBalance
    above: int


STATED_BALANCES = Table("stated_balances", "Saldo", (
    _RECIPIENT,
    Column("allotted", "Beviljat", Kind.AMOUNT),
    Column("received", "Mottaget", Kind.AMOUNT),
    Column("ceded", "Avstått", Kind.AMOUNT),
    Column("disposable", "Disponibelt", Kind.AMOUNT),
    Column("called_off", "Avropat", Kind.AMOUNT),
    Column("requested", "Begärt", Kind.AMOUNT),
    Column("remaining", "Kvar att avropa", Kind.AMOUNT),
    Column("outcome", "Utfall", Kind.AMOUNT),
    Column("called_off_unspent", "Avropat ej förbrukat", Kind.AMOUNT),
    Column("forecast", "Prognos", Kind.AMOUNT),
    Column("transferable", "Omfördelningsbart", Kind.AMOUNT),
), StatedBalance)  # fmt: skip
"""The balances that the workbook itself states, by the template's formulas or others.  Never a source of figures."""

TABLES = (ALLOCATIONS, INTERVENTIONS, CALL_OFFS, TRANSFERS, OUTCOMES, FORECASTS, WAIVERS)
TABLE_BY_NAME = {table.name: table for table in TABLES}


NAME, VALUE = "Uppgift", "Värde"
"""The headings of the two sheets that hold one value per row."""

RECORD = Table("record", "Beslut", (
    Column("case_number", "Diarienummer"),
    Column("section", "Paragraf"),
    Column("body", "Organ"),
    Column("meeting", "Sammanträdesdatum", Kind.DATE),
    Column("title", "Rubrik"),
    Column("year", "År"),
    Column("reserve", "Finansiering"),
    Column("status", "Status", Kind.STATUS, states=status_words.RECORD_STATES),
    Column("executive_section", "Kommunstyrelsens paragraf"),
    Column("decided_on", "Kommunstyrelsens beslutsdatum", Kind.DATE),
    Column("conditions", "Villkor"),
))  # fmt: skip

SETTINGS = Table("settings", "Inställningar", (
    Column("profile", "Profil", Kind.STATUS, states=("strikt", "normal", "mild")),
    Column("as_of", "Avstämningsdatum", Kind.DATE),
    Column("thresholds", "Tröskelvärden", Kind.PERCENTS),
    Column("cost_sign", "Kostnadstecken", Kind.STATUS, states=(status_words.POSITIVE, status_words.NEGATIVE)),
    Column("version", "Mallversion"),
))  # fmt: skip
