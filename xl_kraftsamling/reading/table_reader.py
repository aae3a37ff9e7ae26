"""The tables of one workbook, read one after the other: region → raw cells → gate → rows, with every fault kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.columns import make_rows
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import NAME, TABLE_BY_NAME, VALUE, Table
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.canonical_layout import find_canonical_table, find_sheet
from xl_kraftsamling.reading.gate import MISSING, check_table
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.table_cells import has_entry_headings, read_entry_cells, read_table_cells
from xl_kraftsamling.reading.table_faults import PartSums, find_shape_faults, find_wrong_sums


class BookContents(NamedTuple):
    """What was read for a book: the name of its layout, the decision that it follows, and the rows and entries of its sheets."""

    layout: str
    decision: Decision
    rows: dict[str, tuple[Any, ...]]
    record: Mapping[str, Entry]
    settings: Mapping[str, Entry]


@dataclass
class TableReader:
    """Reads the tables of one workbook, and collects their faults, their regions, and the tables and fields that are missing."""

    opened: OpenWorkbook
    faults: list[Fault] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    _part_sums: PartSums = field(default_factory=dict)

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Keep faults; a table or field that they find missing is remembered as such."""
        for fault in faults:
            self.faults.append(fault)
            if fault.code in ("ST01", "ST02") and fault.leaves_unread:
                self.missing.add(fault.leaves_unread)

    def read_table(self, table: Table, register: Register) -> tuple[Any, ...]:
        """The rows of one of the template's tables; none where its sheet or its headings are missing, which is a fault."""
        sheet = self._find_sheet(table)
        region = find_canonical_table(table, sheet, self.opened.read_sheet(sheet)) if sheet else None
        if sheet and not region:
            self._miss_headings(table, sheet, table.headings)
        return self.read_region(region, register) if region else ()

    def read_region(self, region: Region, register: Register) -> tuple[Any, ...]:
        """The rows of a table that was found, after the gate."""
        self.regions.append(region)
        content = self.opened.read_sheet(region.block.sheet)
        checked = check_table(read_table_cells(region, content.grid, date1904=self.opened.date1904), register)
        self.add_faults(find_shape_faults(region, content.merges))
        # The one cell that names the owner of many rows would otherwise be faulty once per row.
        faults = {(f.code, f.hit.place): f for f in checked.faults}.values() if region.owners else checked.faults
        self.add_faults(faults)
        self.add_faults(find_wrong_sums(region, content.grid, checked, self._part_sums))
        return make_rows(TABLE_BY_NAME[region.table.name], region.block, region.rows.data, checked.columns)

    def has_entries(self, table: Table) -> bool:
        """Whether the sheet of a table is there and holds one value per row, as the template's does."""
        sheet = find_sheet(table, self.opened.sheets)
        return sheet is not None and has_entry_headings(self.opened.read_sheet(sheet).grid)

    def read_entries(self, table: Table, register: Register) -> dict[str, Entry]:
        """The values of a sheet that holds one per row, by field; empty where the sheet or its headings are missing."""
        sheet = self._find_sheet(table)
        if sheet is None:
            return {}
        cells = read_entry_cells(table, sheet, self.opened.read_sheet(sheet).grid, date1904=self.opened.date1904)
        if cells is None:
            self._miss_headings(table, sheet, (NAME, VALUE))
            return {}
        checked = check_table(cells, register)
        self.add_faults(checked.faults)
        columns = checked.columns.items()
        read = {name: Entry(column.values[0], cells.place(name, 0), bool(column.unread)) for name, column in columns}
        return read | {name: Entry(None, cells.place(name, 0), unread=True) for name, _ in cells.twice}

    def _find_sheet(self, table: Table) -> str | None:
        sheet = find_sheet(table, self.opened.sheets)
        if sheet is None:
            what = Text(f"Bladet »{table.sheet}«", f"The sheet “{table.sheet}”")
            self.add_faults([Fault("ST01", Hit(place=Place(table.sheet), values={"what": what}), table.name)])
        return sheet

    def _miss_headings(self, table: Table, sheet: str, headings: Sequence[str]) -> None:
        values: dict[str, Value] = {"heading": ", ".join(headings), "problem": MISSING}
        self.add_faults([Fault("ST02", Hit(place=Place(sheet, 1, 1), values=values), table.name)])
