"""Reading a workbook: package → grids → tables through the gate → a book whose every value keeps its cell."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from xl_kraftsamling.catalogue import BadInput, Fault, Hit, Text, Value
from xl_kraftsamling.domain.decision import Decision, choose
from xl_kraftsamling.domain.model import Block, Book, Entry, Outcome, Place
from xl_kraftsamling.domain.recipients import Register, register
from xl_kraftsamling.domain.states import NEGATIVE
from xl_kraftsamling.domain.tables import NAME, OUTCOMES, RECORD, SETTINGS, SHEETS, TABLES, VALUE, Table
from xl_kraftsamling.sheets.faults import MISSING
from xl_kraftsamling.sheets.gate import Passed, gate
from xl_kraftsamling.sheets.layout import Grid, Region, locate, plain
from xl_kraftsamling.sheets.package import Package, Scan, Sheet, open_package, scan
from xl_kraftsamling.sheets.raw_cells import complete, entry_cells, table_cells
from xl_kraftsamling.sheets.structure import structure, sums


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: the book, the decision that it follows, and what the gate found."""

    path: Path
    sha256: str
    layout: str
    book: Book
    decision: Decision
    faults: Sequence[Fault]


def read_workbook(path: Path, decisions: Sequence[Decision]) -> Workbook:
    """Read a workbook in the canonical layout.

    :param decisions: the decisions that a workbook may follow; the one with its diarienummer is taken.
    :raises BadInput: the file cannot be read, or is no workbook of this kind.
    """
    with _without_collector():
        package = open_package(path)
        _refuse_foreign(package)
        reading = _Reading(package, CalamineWorkbook.from_path(str(path)))
        record = reading.entries(RECORD, register())
        decision = choose(_value(record, "case_number"), _value(record, "year"), decisions)
        settings = reading.entries(SETTINGS, decision.register)
        rows = {table.name: reading.rows(table, decision.register) for table in TABLES}
        if _value(settings, "cost_sign") == NEGATIVE:
            rows[OUTCOMES.name] = tuple(map(_turned, rows[OUTCOMES.name]))
        book = Book(**rows, record=record, settings=settings, blocks=reading.blocks, missing=frozenset(reading.missing))
        return Workbook(path, package.sha256, "canonical", book, decision, reading.faults)


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


def _refuse_foreign(package: Package) -> None:
    ours = {plain(name) for name in SHEETS}
    if sum(plain(sheet.name) in ours for sheet in package.sheets) * 2 <= len(ours):
        raise BadInput(_FOREIGN, file=package.path.name)


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


@dataclass
class _Reading:
    """One workbook being read; faults, blocks and missing parts collect here."""

    package: Package
    reader: CalamineWorkbook
    faults: list[Fault] = field(default_factory=list)
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def _sheet(self, table: Table) -> Sheet | None:
        found = next((sheet for sheet in self.package.sheets if plain(sheet.name) == plain(table.sheet)), None)
        if found is None:
            self._fault(Fault("ST01", Hit(place=Place(table.sheet), values={"sheet": table.sheet}), table.name))
        return found

    def _fault(self, fault: Fault) -> None:
        self.faults.append(fault)
        if fault.code in ("ST01", "ST02") and fault.blocks:
            self.missing.add(fault.blocks)

    def _grid(self, sheet: Sheet) -> tuple[Grid, Scan]:
        seen = scan(self.package, sheet)  # before calamine: it trusts the extents
        try:
            grid = self.reader.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except CalamineError:
            raise self.package.archive.damaged(sheet.part) from None
        return complete(grid, seen), seen

    def rows(self, table: Table, known: Register) -> tuple[Any, ...]:
        """The rows of a table."""
        sheet = self._sheet(table)
        if sheet is None:
            return ()
        grid, seen = self._grid(sheet)
        refs = [(t.ref[0], t.ref[1], t.ref[2] - t.totals_rows, t.ref[3]) for t in self.package.tables(sheet)]
        region = locate(table, sheet.name, grid, refs)
        if region is None:
            self._headless(table, sheet, table.headings)
            return ()
        self.blocks[table.name] = [region.block]
        return self._passed(region, grid, seen, known).rows(table, region.block, region.lines)

    def _passed(self, region: Region, grid: Grid, seen: Scan, known: Register) -> Passed:
        passed = gate(table_cells(region, grid, date1904=self.package.date1904), known)
        for fault in (*structure(region, seen.merges), *passed.faults, *sums(region, grid, passed)):
            self._fault(fault)
        return passed

    def entries(self, table: Table, known: Register) -> dict[str, Entry]:
        """The values of a sheet that holds one per row, by field; empty where the sheet is missing."""
        sheet = self._sheet(table)
        if sheet is None:
            return {}
        grid, seen = self._grid(sheet)
        cells = entry_cells(table, sheet.name, grid, date1904=self.package.date1904)
        if cells is None:
            self._headless(table, sheet, (NAME, VALUE))
            return {}
        passed = gate(cells, known)
        for fault in passed.faults:
            self._fault(fault)
        unread = passed.unread.get(0, frozenset())
        read = {name: Entry(values[0], cells.place(name, 0), name in unread) for name, values in passed.values.items()}
        return read | {name: Entry(None, cells.place(name, 0), unread=True) for name, _ in cells.twice}

    def _headless(self, table: Table, sheet: Sheet, headings: Sequence[str]) -> None:
        values: dict[str, Value] = {"heading": ", ".join(headings), "problem": MISSING}
        self._fault(Fault("ST02", Hit(place=Place(sheet.name, 1, 1), values=values), table.name))
