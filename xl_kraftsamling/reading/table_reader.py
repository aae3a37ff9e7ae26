"""The sheets of a workbook, one after the other: grid → table → gate → rows, while what is amiss is collected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Block, Entry
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import NAME, VALUE, Table
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.gate import gate
from xl_kraftsamling.reading.gate_faults import MISSING
from xl_kraftsamling.reading.open_workbook import Page, Readable
from xl_kraftsamling.reading.own_layout import Region, locate
from xl_kraftsamling.reading.table_cells import entry_cells, has_entries, table_cells
from xl_kraftsamling.reading.table_faults import Above, structure, sums


class Contents(NamedTuple):
    """What a workbook holds: how its layout is told, the decision that it follows, the rows of its tables, and its values."""

    layout: str
    decision: Decision
    rows: dict[str, tuple[Any, ...]]
    record: Mapping[str, Entry]
    settings: Mapping[str, Entry]


@dataclass
class Reading:
    """One workbook being read: what is wrong with it, where its tables stand, and the tables or columns it lacks."""

    opened: Readable
    faults: list[Fault] = field(default_factory=list)
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    above: Above = field(default_factory=dict)

    def _sheet(self, table: Table) -> str | None:
        found = next((name for name in self.opened.sheets if plain(name) == plain(table.sheet)), None)
        if found is None:
            self.fault(
                Fault(
                    "ST01",
                    Hit(
                        place=Place(table.sheet),
                        values={"what": Text(f"Bladet »{table.sheet}«", f"The sheet “{table.sheet}”")},
                    ),
                    table.name,
                )
            )
        return found

    def fault(self, fault: Fault) -> None:
        """Take down what is wrong; a table or column that is missing is remembered as such."""
        self.faults.append(fault)
        if fault.code in ("ST01", "ST02") and fault.blocks:
            self.missing.add(fault.blocks)

    def take(self, faults: Iterable[Fault]) -> None:
        """Take down everything that is wrong."""
        for fault in faults:
            self.fault(fault)

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
        return self.passed_rows(region, table, page, known)

    def passed_rows(self, region: Region, table: Table, page: Page, known: Register) -> tuple[Any, ...]:
        """The rows of a table that was found, let through the gate."""
        self.blocks.setdefault(table.name, []).append(region.block)
        self.regions.append(region)
        passed = gate(table_cells(region, page.grid, date1904=self.opened.date1904), known)
        self.take(structure(region, page.merges))
        self.take(_once(passed.faults) if region.given else passed.faults)
        self.take(sums(region, page.grid, passed, self.above))
        return passed.rows(table, region.block, region.lines)

    def holds(self, table: Table) -> bool:
        """Whether there is a sheet that holds one value per row of a table, as the template's does."""
        return any(
            plain(name) == plain(table.sheet) and has_entries(self.opened.page(name).grid)
            for name in self.opened.sheets
        )

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
        self.take(passed.faults)
        unread = passed.unread.get(0, frozenset())
        read = {name: Entry(values[0], cells.place(name, 0), name in unread) for name, values in passed.values.items()}
        return read | {name: Entry(None, cells.place(name, 0), unread=True) for name, _ in cells.twice}

    def _headless(self, table: Table, sheet: str, headings: Sequence[str]) -> None:
        values: dict[str, Value] = {"heading": ", ".join(headings), "problem": MISSING}
        self.fault(Fault("ST02", Hit(place=Place(sheet, 1, 1), values=values), table.name))


def _once(faults: Iterable[Fault]) -> Iterable[Fault]:
    """The faults of a table in which one cell may speak for several rows: what is wrong with it is said once."""
    return {(fault.code, fault.hit.place): fault for fault in faults}.values()
