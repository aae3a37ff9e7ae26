"""Everything that was read of a workbook, and what its sheet Beslut records of kommunstyrelsen's decision.

The rows themselves, and what None and `unread` mean in them: :mod:`xl_kraftsamling.domain.tables`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from xl_kraftsamling.domain.formula_facts import FormulaFacts
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.rows import MadeRows, Rows
from xl_kraftsamling.domain.status_words import DECIDED, NEGATIVE
from xl_kraftsamling.domain.tables import (
    Allocation,
    CallOff,
    Forecast,
    Intervention,
    Outcome,
    StatedBalance,
    StatedTotal,
    Transfer,
    Waiver,
)
from xl_kraftsamling.domain.texts import Text, Value


class Row(Protocol):
    """What every row has, whatever its table."""

    @property
    def block(self) -> Block:
        """The range that holds the row."""
        ...

    @property
    def line(self) -> int:
        """The number of the row in its sheet, counted from 1."""
        ...

    @property
    def unread(self) -> frozenset[str]:
        """The fields whose value is unknown: those that could not be read, and required ones that are empty."""
        ...


class NumberedRow(Row, Protocol):
    """What every row has whose table gives its rows ids."""

    @property
    def id(self) -> str | None:
        """The id of the row; None where its cell is empty."""
        ...


_ROW = Text("rad {line}", "row {line}")


def name_row(row: NumberedRow) -> Value:
    """What a message calls a row: its id, otherwise its place in the sheet."""
    return row.id or _ROW.bind(line=row.line)


def cell_of(row: Row, field: str) -> Place:
    """The cell of a field of a row; the row's first cell where the field has no column."""
    return row.block.cell(field, row.line)


AnyRow = TypeVar("AnyRow", bound=Row)


def rows_with_read(rows: Rows[AnyRow], *fields: str) -> Rows[AnyRow]:
    """The rows in which none of these fields is unread."""
    return rows.where("unread", lambda unread: unread.isdisjoint(fields))


class Entry(NamedTuple):
    """A value of Beslut or Inställningar: None where its cell is empty, and `unread` where it could not be read."""

    value: Any
    place: Place
    unread: bool = False


def show_costs_as_positive(rows: Rows[Outcome], sign: Entry | None) -> Rows[Outcome]:
    """Outcomes in which a cost is positive, whatever the accounts show; `sign` is how they show costs, None where nothing says so."""
    if sign is None or sign.value != NEGATIVE:
        return rows
    return rows.with_column("amount", [None if amount is None else -amount for amount in rows.column("amount")])


WORKINGS = "workings"
"""The entry of `Book.missing` for the formulas, styles and settings beneath the values, which Excel in a browser does not pass on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was read of a workbook.

    `record` and `settings` hold the values of Beslut and Inställningar by field; `blocks` the ranges of each table;
    `missing` the tables, and the table.fields, that the workbook lacks, and WORKINGS where the formulas could not be read; `undated` those
    of them that are days which its lists do not keep at all, so that their rows count at any date;
    `companions` the files beside it that bear on how it was read.
    """

    allocations: Rows[Allocation] = field(default_factory=MadeRows)
    interventions: Rows[Intervention] = field(default_factory=MadeRows)
    call_offs: Rows[CallOff] = field(default_factory=MadeRows)
    transfers: Rows[Transfer] = field(default_factory=MadeRows)
    outcomes: Rows[Outcome] = field(default_factory=MadeRows)
    forecasts: Rows[Forecast] = field(default_factory=MadeRows)
    waivers: Rows[Waiver] = field(default_factory=MadeRows)
    stated_balances: Rows[StatedBalance] = field(default_factory=MadeRows)
    stated_totals: Sequence[StatedTotal] = ()
    formula_facts: FormulaFacts = field(default_factory=FormulaFacts)
    record: Mapping[str, Entry] = field(default_factory=dict)
    settings: Mapping[str, Entry] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    missing: Collection[str] = ()
    undated: Collection[str] = ()
    companions: Sequence[Companion] = ()

    def heading(self, table: str, field: str) -> Place:
        """The heading cell of a field in the first range of a table; the table's name as a sheet where there is none."""
        blocks = self.blocks.get(table)
        return blocks[0].heading(field) if blocks else Place(table)


DECISION_FIELDS = ("record.status", "record.executive_section", "record.decided_on")
"""The fields, as table.field, that record kommunstyrelsen's own decision: the proposal cannot contain it."""


def is_decision_recorded(record: Mapping[str, Entry]) -> bool:
    """Whether kommunstyrelsen's decision is recorded: its date, its § or the status *beslut* is filled in, readable or not."""
    # an unreadable cell counts as filled in: its own finding (VD04, VD13) is enough, and BE01 beside it would be wrong
    status = record.get("status")
    has_status = status is not None and (status.unread or status.value == DECIDED)
    others = [record[name] for name in ("executive_section", "decided_on") if name in record]
    return has_status or any(entry.unread or entry.value is not None for entry in others)


def read_decision_date(record: Mapping[str, Entry]) -> date | None:
    """The date of kommunstyrelsen's decision; None where it is not recorded or cannot be read."""
    entry = record.get("decided_on")
    return entry.value if entry else None
