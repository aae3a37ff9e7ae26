"""The tables of the canonical workbook: their sheets, headings and what each column holds.

One source for the reader, the pandera schemas, the template and the documentation.  Each table's columns stand in the
order of the fields of its row in :mod:`xl_kraftsamling.domain.book`.  Source: design.md 3.1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

from xl_kraftsamling.domain import book as model
from xl_kraftsamling.domain import states


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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field, heading and kind.

    `filled` columns may not be empty; `optional` ones may be left out of the table altogether; `states` are the words
    that a status may be; `refers` names the table.field that an id points to; `free` text may hold anything.
    """

    field: str
    heading: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    is_optional: bool = False
    states: tuple[str, ...] = ()
    refers_to: str = ""
    is_free_text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook: the name the program uses, its sheet, its columns, and the row that it is read into."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    make_row: Callable[[Sequence[Any]], Any]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings from left to right."""
        return tuple(column.heading for column in self.columns)


def _makes(row: type[Any]) -> Callable[[Sequence[Any]], Any]:
    return partial(tuple.__new__, row)  # what row._make does, in a third of the time: it counts the fields of each row


_RECIPIENT = Column("recipient", "Mottagare", Kind.RECIPIENT, is_required=True)
_COMMENT = Column("comment", "Kommentar", is_optional=True, is_free_text=True)
_AMOUNT = Column("amount", "Belopp", Kind.AMOUNT, is_required=True)
_INTERVENTION = Column("intervention", "Insats-id", refers_to="interventions.id")

ALLOCATIONS = Table("allocations", "Tilldelning", (
    _RECIPIENT,
    Column("kind", "Slag"),
    Column("amount", "Beviljat belopp", Kind.AMOUNT, is_required=True),
    Column("reference", "Beslutsreferens"),
    _COMMENT,
), _makes(model.Allocation))  # fmt: skip

INTERVENTIONS = Table("interventions", "Insatser", (
    Column("id", "Insats-id", Kind.ID, is_required=True),
    Column("name", "Insats", is_free_text=True),
    Column("initiator", "Initiativtagare", Kind.RECIPIENT),
    _RECIPIENT,
    Column("planned", "Planerat belopp", Kind.AMOUNT),
    Column("status", "Status", Kind.STATUS, states=states.INTERVENTION_STATES),
    _COMMENT,
), _makes(model.Intervention))  # fmt: skip

CALL_OFFS = Table("call_offs", "Avrop", (
    Column("id", "Avrop-id", Kind.ID, is_required=True),
    Column("date", "Datum", Kind.DATE, is_required=True),
    _RECIPIENT,
    _INTERVENTION,
    _AMOUNT,
    Column("status", "Status", Kind.STATUS, is_required=True, states=states.CALL_OFF_STATES),
    Column("reverses", "Avser avrop", refers_to="call_offs.id"),
    Column("reference", "Referens", is_free_text=True),
    _COMMENT,
), _makes(model.CallOff))  # fmt: skip

TRANSFERS = Table("transfers", "Omfördelning", (
    Column("id", "Omfördelning-id", Kind.ID, is_required=True),
    Column("date", "Datum", Kind.DATE, is_required=True),
    Column("donor", "Givare", Kind.RECIPIENT, is_required=True),
    Column("receiver", "Mottagare", Kind.RECIPIENT, is_required=True),
    _AMOUNT,
    Column("status", "Status", Kind.STATUS, is_required=True, states=states.TRANSFER_STATES),
    Column("agreement", "Överenskommelse"),
    Column("agreed_on", "Överenskommen datum", Kind.DATE),
    Column("party", "Part"),
    Column("agreed_amount", "Överenskommet belopp", Kind.AMOUNT),
    Column("declared_unused", "Outnyttjat förklarat", Kind.DECLARED),
    Column("origin", "Ursprung"),
    _COMMENT,
), _makes(model.Transfer))  # fmt: skip

OUTCOMES = Table("outcomes", "Utfall", (
    Column("voucher", "Verifikation"),
    Column("booked_on", "Bokföringsdatum", Kind.DATE, is_required=True),
    Column("period", "Period", Kind.PERIOD, is_required=True),
    _RECIPIENT,
    _INTERVENTION,
    _AMOUNT,
    Column("text", "Text", is_optional=True, is_free_text=True),
), _makes(model.Outcome))  # fmt: skip

FORECASTS = Table("forecasts", "Prognos", (
    Column("date", "Prognosdatum", Kind.DATE, is_required=True),
    _RECIPIENT,
    Column("amount", "Helårsprognos", Kind.AMOUNT, is_required=True),
    _COMMENT,
), _makes(model.Forecast))  # fmt: skip

WAIVERS = Table("waivers", "Undantag", (
    Column("code", "Kod"),
    Column("sheet", "Blad"),
    Column("row_id", "Rad-id"),
    Column("reason", "Motivering", is_free_text=True),
    Column("reference", "Beslutsreferens"),
    Column("role", "Ansvarig roll"),
    Column("expires", "Giltig till", Kind.DATE),
), _makes(model.Waiver))  # fmt: skip

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
), _makes(model.StatedBalance))  # fmt: skip
"""The balances that the workbook states itself: formulas of ours, or of whoever made it.  Never a source of figures."""

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
    Column("status", "Status", Kind.STATUS, states=states.RECORD_STATES),
    Column("executive_section", "Kommunstyrelsens paragraf"),
    Column("decided_on", "Kommunstyrelsens beslutsdatum", Kind.DATE),
    Column("conditions", "Villkor"),
), tuple)  # fmt: skip

SETTINGS = Table("settings", "Inställningar", (
    Column("profile", "Profil", Kind.STATUS, states=("strikt", "normal", "mild")),
    Column("as_of", "Avstämningsdatum", Kind.DATE),
    Column("thresholds", "Tröskelvärden", Kind.PERCENTS),
    Column("cost_sign", "Kostnadstecken", Kind.STATUS, states=(states.POSITIVE, states.NEGATIVE)),
    Column("version", "Mallversion"),
), tuple)  # fmt: skip

VERSION = 1
"""The version of the template that this program builds and reads."""

HEADING_ROW = 4
"""The row of every table's headings in the template; the sheet's title and a note stand above it."""

README_SHEET, BALANCE_SHEET, FINDINGS_SHEET, RULES_SHEET = "Läs mig", "Saldo", "Kontroll", "Regler"

FINDING_WIDTHS = {
    "Kod": 8, "Allvar": 14, "Blad": 16, "Cell": 9, "Meddelande": 70, "Funnet": 20, "Förväntat": 20, "Åtgärd": 60,
}  # fmt: skip
"""The headings of the sheet Kontroll, and the widths of its columns in characters."""

SHEETS = (
    README_SHEET, RECORD.sheet, *(table.sheet for table in TABLES[:-1]),
    BALANCE_SHEET, FINDINGS_SHEET, RULES_SHEET, WAIVERS.sheet, SETTINGS.sheet,
)  # fmt: skip
"""The sheets of the template, in order."""
