"""Reading a workbook, in its file or open in Excel: sheets → a book whose every value keeps its cell."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_kraftsamling.catalogue import BadInput, Fault, Text
from xl_kraftsamling.domain.decision import Decision, choose
from xl_kraftsamling.domain.model import Book, Entry, Outcome
from xl_kraftsamling.domain.recipients import register
from xl_kraftsamling.domain.states import NEGATIVE
from xl_kraftsamling.domain.tables import OUTCOMES, RECORD, SETTINGS, SHEETS, TABLES
from xl_kraftsamling.sheets.layout import plain
from xl_kraftsamling.sheets.opened import File, Readable
from xl_kraftsamling.sheets.reading import Reading


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: the book, the decision that it follows, and what the gate found."""

    path: Path
    sha256: str
    layout: str
    book: Book
    decision: Decision
    faults: Sequence[Fault]


def read_workbook(source: Path | Readable, decisions: Sequence[Decision]) -> Workbook:
    """Read a workbook in the canonical layout.

    :param source: the path of its file, or the workbook as it is open.
    :param decisions: the decisions that a workbook may follow; the one with its diarienummer is taken.
    :raises BadInput: the file cannot be read, or is no workbook of this kind.
    """
    with _without_collector():
        opened = File(source) if isinstance(source, Path) else source
        _refuse_foreign(opened)
        reading = Reading(opened)
        record = reading.entries(RECORD, register())
        decision = choose(_value(record, "case_number"), _value(record, "year"), decisions)
        settings = reading.entries(SETTINGS, decision.register)
        rows = {table.name: reading.rows(table, decision.register) for table in TABLES}
        if _value(settings, "cost_sign") == NEGATIVE:
            rows[OUTCOMES.name] = tuple(map(_turned, rows[OUTCOMES.name]))
        book = Book(**rows, record=record, settings=settings, blocks=reading.blocks, missing=frozenset(reading.missing))
        return Workbook(opened.path, opened.sha256, "canonical", book, decision, reading.faults)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reading makes millions of objects and no cycles: the collector would only look at them again and again.

    What was read is put out of its sight for good (frozen); it goes, as it came, with the last reference to it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def _refuse_foreign(opened: Readable) -> None:
    ours = {plain(name) for name in SHEETS}
    if sum(plain(name) in ours for name in opened.sheets) * 2 <= len(ours):
        raise BadInput(_FOREIGN, file=opened.path.name)


_FOREIGN = Text(
    "{file} är ingen arbetsbok av mallens slag: de flesta av mallens blad (Beslut, Tilldelning, Avrop …) saknas. "
    "Skapa en med »kraftsamling fill« och för över uppgifterna dit.",
    "{file} is no workbook of the template's kind: most of its sheets (Beslut, Tilldelning, Avrop …) are missing. "
    "Make one with `kraftsamling fill` and move the data there.",
)


def _value(entries: Mapping[str, Entry], name: str) -> Any:
    return entries[name].value if name in entries else None


def _turned(row: Outcome) -> Outcome:
    return row._replace(amount=None if row.amount is None else -row.amount)
