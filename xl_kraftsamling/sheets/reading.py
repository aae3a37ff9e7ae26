"""The sheets of a workbook, one after the other: grid → table → gate → rows, while what is amiss is collected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.catalogue import Fault, Hit, Value
from xl_kraftsamling.domain.model import Block, Entry, Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import NAME, VALUE, Table
from xl_kraftsamling.sheets.faults import MISSING
from xl_kraftsamling.sheets.gate import Passed, gate
from xl_kraftsamling.sheets.layout import Region, locate, plain
from xl_kraftsamling.sheets.opened import Page, Readable
from xl_kraftsamling.sheets.raw_cells import entry_cells, table_cells
from xl_kraftsamling.sheets.structure import structure, sums


@dataclass
class Reading:
    """One workbook being read: what is wrong with it, where its tables stand, and the tables or columns it lacks."""

    opened: Readable
    faults: list[Fault] = field(default_factory=list)
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def _sheet(self, table: Table) -> str | None:
        found = next((name for name in self.opened.sheets if plain(name) == plain(table.sheet)), None)
        if found is None:
            self._fault(Fault("ST01", Hit(place=Place(table.sheet), values={"sheet": table.sheet}), table.name))
        return found

    def _fault(self, fault: Fault) -> None:
        self.faults.append(fault)
        if fault.code in ("ST01", "ST02") and fault.blocks:
            self.missing.add(fault.blocks)

    def rows(self, table: Table, known: Register) -> tuple[Any, ...]:
        """The rows of a table."""
        sheet = self._sheet(table)
        if sheet is None:
            return ()
        page = self.opened.page(sheet)
        region = locate(table, sheet, page.grid, page.tables)
        if region is None:
            self._headless(table, sheet, table.headings)
            return ()
        self.blocks[table.name] = [region.block]
        self.regions.append(region)
        return self._passed(region, page, known).rows(table, region.block, region.lines)

    def _passed(self, region: Region, page: Page, known: Register) -> Passed:
        passed = gate(table_cells(region, page.grid, date1904=self.opened.date1904), known)
        for fault in (*structure(region, page.merges), *passed.faults, *sums(region, page.grid, passed)):
            self._fault(fault)
        return passed

    def entries(self, table: Table, known: Register) -> dict[str, Entry]:
        """The values of a sheet that holds one per row, by field; empty where the sheet is missing."""
        sheet = self._sheet(table)
        if sheet is None:
            return {}
        cells = entry_cells(table, sheet, self.opened.page(sheet).grid, date1904=self.opened.date1904)
        if cells is None:
            self._headless(table, sheet, (NAME, VALUE))
            return {}
        passed = gate(cells, known)
        for fault in passed.faults:
            self._fault(fault)
        unread = passed.unread.get(0, frozenset())
        read = {name: Entry(values[0], cells.place(name, 0), name in unread) for name, values in passed.values.items()}
        return read | {name: Entry(None, cells.place(name, 0), unread=True) for name, _ in cells.twice}

    def _headless(self, table: Table, sheet: str, headings: Sequence[str]) -> None:
        values: dict[str, Value] = {"heading": ", ".join(headings), "problem": MISSING}
        self._fault(Fault("ST02", Hit(place=Place(sheet, 1, 1), values=values), table.name))
