"""Reading a workbook, in its file or open in Excel: sheets → a book whose every value keeps its cell."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.book import WORKINGS, Book, Entry, Outcome
from xl_kraftsamling.domain.decision import Decision, choose
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.states import NEGATIVE
from xl_kraftsamling.domain.tables import OUTCOMES, RECORD, SETTINGS, SHEETS, TABLES
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.formulas.inspection import condition, unexplained
from xl_kraftsamling.reading.open_workbook import File, Readable
from xl_kraftsamling.reading.own_layout import Region
from xl_kraftsamling.reading.stated_balances import saldo, stated_blocks, stated_rows
from xl_kraftsamling.reading.table_reader import Contents, Reading


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: the book, the decision that it follows, what the gate found, and where its tables stand."""

    path: Path
    sha256: str
    layout: str
    book: Book
    decision: Decision
    faults: Sequence[Fault]
    regions: Sequence[Region]


def read_workbook(source: Path | Readable, decisions: Sequence[Decision], chart: Path | None = None) -> Workbook:
    """Read a workbook, in the canonical layout or in one of its own.

    :param source: the path of its file, or the workbook as it is open.
    :param decisions: the decisions that a workbook may follow; the one with its diarienummer is taken.
    :param chart: the map that tells where its tables stand; otherwise the one that lies beside it, if any does.
    :raises BadInput: the file cannot be read, or is no workbook of this kind.
    """
    with _without_collector(for_good=isinstance(source, Path)):
        opened = File(source) if isinstance(source, Path) else source
        reading = Reading(opened)
        chart = chart or opened.chart
        contents = _foreign(reading, decisions, chart) if chart or not is_ours(opened) else _canonical(reading, decisions)
        if _value(contents.settings, "cost_sign") == NEGATIVE:
            contents.rows[OUTCOMES.name] = tuple(map(_turned, contents.rows[OUTCOMES.name]))
        book = Book(
            **contents.rows, record=contents.record, settings=contents.settings,
            stated=tuple(stated_rows(opened, reading.regions, contents.decision.register)),
            condition=condition(opened, reading.regions),
            blocks=reading.blocks | stated_blocks(reading.regions),
            missing=frozenset(reading.missing if opened.tells_workings else {*reading.missing, WORKINGS}),
        )  # fmt: skip
        faults = unexplained(reading.faults, book.condition)
        return Workbook(opened.path, opened.sha256, contents.layout, book, contents.decision, faults, reading.regions)


def is_ours(opened: Readable) -> bool:
    """Whether a workbook has most of the template's sheets."""
    ours = {fold_label(name) for name in SHEETS}
    return sum(fold_label(name) in ours for name in opened.sheets) * 2 > len(ours)


def _canonical(reading: Reading, decisions: Sequence[Decision]) -> Contents:
    record = reading.entries(RECORD, load_register())
    decision = choose(_value(record, "case_number"), _value(record, "year"), decisions)
    settings = reading.entries(SETTINGS, decision.register)
    rows = {table.name: reading.rows(table, decision.register) for table in TABLES}
    reading.regions += saldo(reading.opened)
    return Contents("canonical", decision, rows, record, settings)


def _foreign(reading: Reading, decisions: Sequence[Decision], chart: Path | None) -> Contents:
    from xl_kraftsamling.reading.other_layouts import read_other_layout  # most workbooks are ours

    return read_other_layout(reading, decisions, chart)


@contextmanager
def _without_collector(*, for_good: bool) -> Iterator[None]:
    """Reading makes millions of objects and hardly a cycle: the collector would only look at them again and again.

    What was read of a file is put out of its sight for good (frozen): that process ends soon.  One that reads an open
    workbook lives as long as Excel, and its few cycles have to go.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if enabled:
            gc.enable()


def _value(entries: Mapping[str, Entry], name: str) -> Any:
    return entries[name].value if name in entries else None


def _turned(row: Outcome) -> Outcome:
    return row._replace(amount=None if row.amount is None else -row.amount)
