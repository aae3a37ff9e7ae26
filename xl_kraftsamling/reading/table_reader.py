"""The tables of one workbook, read one after the other: region → raw cells → gate → rows, with every fault kept.

Faults that only the sheet shows, and not a table's values, are found here: gaps, merges, rows outside it, and wrong sums.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.column_parser import ParsedColumn, join_rows, make_rows
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.progress import enter_stage
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.rows import Rows, TableRows
from xl_kraftsamling.domain.tables import (
    NAME,
    STATED_BALANCES,
    TABLE_BY_NAME,
    VALUE,
    Kind,
    StatedBalance,
    StatedTotal,
    Table,
)
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import READING_RULES, Fault, Hit
from xl_kraftsamling.reading.cancelled_rows import settle_cancelled_rows
from xl_kraftsamling.reading.canonical_layout import find_canonical_table, find_sheet
from xl_kraftsamling.reading.cell_faults import MISSING, CheckedTable
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.reading.shown_units import read_shown_column, report_shown
from xl_kraftsamling.reading.sum_rows import PartSums, SummedTable, find_wrong_sums
from xl_kraftsamling.reading.table_cells import TableCells, has_entry_headings, read_entry_cells, read_table_cells
from xl_kraftsamling.xlsx.grid import Area


class BookContents(NamedTuple):
    """What was read for a book: the name of its layout, the decision that it follows, and the rows and entries of its sheets."""

    layout: str
    decision: Decision
    rows: Mapping[str, Rows[Any]]
    record: Mapping[str, Entry]
    settings: Mapping[str, Entry]


_GATE = Text("kontrollerar uppgifterna om {table}", "checking the data on {table}")


@dataclass
class TableReader:
    """Reads the tables of one workbook, and collects their faults, their regions, the tables and fields that are missing, and
    the sums of the balances that the workbook states.

    `check_table` is that of the gate that the tables pass: `gate`, or `plain_gate` in a cell.
    """

    opened: OpenWorkbook
    check_table: Callable[[TableCells, Register], CheckedTable]
    faults: list[Fault] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    undated: set[str] = field(default_factory=set)
    stated_totals: list[StatedTotal] = field(default_factory=list)
    _reported: set[tuple[int, str | None]] = field(default_factory=set)
    _hits: dict[tuple[str, Place | None], Hit] = field(default_factory=dict)
    _readings: defaultdict[tuple[str, str], list[Hit]] = field(default_factory=lambda: defaultdict(list))
    _part_sums: PartSums = field(default_factory=dict)

    @property
    def blocks(self) -> Mapping[str, Sequence[Block]]:
        """The ranges of the tables that were read, by the name of the table."""
        blocks: dict[str, list[Block]] = {}
        for region in self.regions:
            blocks.setdefault(region.table.name, []).append(region.block)
        return blocks

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Keep faults; a table or field that they find missing is remembered as such.

        Many records may take a value from one cell, and two tables may share a column, as a follow-up and the list that it states do:
        what is wrong there is one hit, and one fault of each table.
        """
        new = list(self._leave_out_known(faults))
        for fault in new:
            if fault.code in READING_RULES and fault.hit.place:
                self._readings[fault.code, fault.hit.place.sheet].append(fault.hit)
            known = self._hits.setdefault((fault.code, fault.hit.place), fault.hit)
            hit = known if known == fault.hit or (known.found == fault.hit.found is not None) else fault.hit
            if (key := (id(hit), fault.leaves_unread)) not in self._reported:
                self._reported.add(key)
                self.faults.append(fault._replace(hit=hit))
            if fault.code in ("ST01", "ST02", "ST12") and fault.leaves_unread:
                self.missing.add(fault.leaves_unread)

    def _leave_out_known(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults, those of several cells without the cells that an earlier table shares with this one."""
        known: dict[tuple[str, str], set[Place]] = {}
        for fault in faults:
            hit, key = fault.hit, (fault.code, fault.hit.place.sheet if fault.hit.place else "")
            if not hit.place or key not in self._readings:
                yield fault
                continue
            if key not in known:
                known[key] = {place for each in self._readings[key] if each.place for place in (each.place, *each.related)}
            left = [place for place in (hit.place, *hit.related) if place not in known[key]]
            if left:
                yield fault._replace(hit=hit._replace(place=left[0], related=left[1:]))

    def read_table(self, table: Table, register: Register) -> TableRows[Any]:
        """The rows of one of the template's tables; none where its sheet or its headings are missing, which is a fault."""
        sheet = self._find_sheet(table)
        return self.read_table_on(table, sheet, register) if sheet else join_rows(table, [])

    def read_table_on(self, table: Table, sheet: str, register: Register) -> TableRows[Any]:
        """The rows of one of the template's tables on a sheet; none where its headings are missing there, which is a fault."""
        content = self.opened.read_sheet(sheet)
        region = find_canonical_table(table, sheet, content.grid, content.tables)
        if region is None:
            self._miss_headings(table, sheet, table.headings)
        return self.read_region(self._apply_number_formats(region), register) if region else join_rows(table, [])

    def _apply_number_formats(self, region: Region) -> Region:
        """The table with its amounts in the units that their cells show; its headings state none."""
        factors: dict[str, int] = {}
        for column in region.table.columns:
            if column.kind is Kind.AMOUNT and column.field in region.block.columns:
                number = region.block.columns[column.field]
                shown = read_shown_column(self.opened, region.block.sheet, number, region.rows.data, None)
                place = Place(region.block.sheet, region.block.heading_row, number)
                self.add_faults(report_shown(shown, place, column.heading, f"{region.table.name}.{column.field}"))
                factors |= {column.field: shown.unit} if shown.unit > 1 else {}
        return replace(region, factors=factors) if factors else region

    def read_region(self, region: Region, register: Register) -> TableRows[Any]:
        """The rows of a table that was found, after the gate."""
        enter_stage(_GATE.bind(table=region.table.sheet))
        if region.table.name == STATED_BALANCES.name:
            self.regions.append(region)
            return self._read_balances(region, register)
        settled = settle_cancelled_rows(self.opened, region)
        region = settled.region
        self.regions.append(region)
        self.faults += settled.faults  # which leave cells unread, and no column
        content = self.opened.read_sheet(region.block.sheet)
        cells = read_table_cells(region, content.grid, date1904=self.opened.date1904)
        checked = self.check_table(cells, register)
        self.add_faults(_find_shape_faults(region, content.merges))
        self.add_faults(checked.faults)
        columns = settled.leave_unread(checked.columns)
        self.add_faults(find_wrong_sums(self._read_summed_table(region, columns, register), self._part_sums))
        # By the table itself, since a region's lacks the columns that its sheet does not have.
        return make_rows(TABLE_BY_NAME[region.table.name], region.block, region.rows.data, columns)

    def _read_summed_table(self, region: Region, columns: Mapping[str, ParsedColumn], register: Register) -> SummedTable:
        """A table as its sums add it up."""
        grid = self.opened.read_sheet(region.block.sheet).grid
        if region.summed is None:
            return SummedTable(region, grid, self._read_summed(region, columns, register), register)
        amounts = {column.field for column in region.table.columns if column.kind is Kind.AMOUNT}
        elsewhere = {name: values for name, values in region.block.elsewhere.items() if name not in amounts}
        own = replace(region, rows=replace(region.rows, data=region.summed), block=replace(region.block, elsewhere=elsewhere))
        return SummedTable(own, grid, read_table_cells(own, grid, date1904=self.opened.date1904).parse(register), register)

    def _read_summed(self, region: Region, columns: Mapping[str, ParsedColumn], register: Register) -> Mapping[str, ParsedColumn]:
        """The columns that the sums of a table sum: those of their own headings, where amounts of some rows stand in another."""
        if not region.block.elsewhere:
            return columns
        own = replace(region, block=replace(region.block, elsewhere={}))
        cells = read_table_cells(own, self.opened.read_sheet(region.block.sheet).grid, date1904=self.opened.date1904)
        amounts = {column.field for column in region.table.columns if column.kind is Kind.AMOUNT}
        return {**columns, **{name: column for name, column in cells.parse(register).items() if name in amounts}}

    def _read_balances(self, region: Region, register: Register) -> TableRows[StatedBalance]:
        """The balances that a workbook states; the sum that closes them is kept.

        They do not pass the gate: they are only compared with ours (FO08, FO11) and never a source of figures, so that what cannot
        be read of them is left out of the comparison, and makes nothing unknown.
        """
        rows, last = region.rows, max(region.rows.data, default=0)
        totals = [line for line in rows.sums if line > last and line not in rows.subtotals]
        if totals:  # also above no rows: a table that has been emptied
            above = max((line for line in rows.sums if line < last), default=region.block.heading_row)
            self.stated_totals += [StatedTotal(self._without_wrong_sums(row), above) for row in self._read_stated(region, totals[-1:], register)]
        # below a gap or the sum: outside the table, but whoever is named there is not missing
        outside = self._read_stated(region, rows.outside, register).where("recipient", bool)
        self.add_faults(self._find_wrong_subtotals(region, totals[-1:], register))
        return join_rows(STATED_BALANCES, [self._read_stated(region, rows.data, register), outside])

    def _find_wrong_subtotals(self, region: Region, totals: Sequence[int], register: Register) -> Iterator[Fault]:
        """The wrong sums among stated balances but for the ones that close them, which FO11 compares with all recipients."""
        inner = replace(region, rows=replace(region.rows, sums=[line for line in region.rows.sums if line not in totals]))
        grid = self.opened.read_sheet(region.block.sheet).grid
        columns = read_table_cells(inner, grid, date1904=self.opened.date1904).parse(register)
        return find_wrong_sums(SummedTable(inner, grid, columns, register), self._part_sums)

    def _without_wrong_sums(self, row: StatedBalance) -> StatedBalance:
        """A sum row without the figures that are wrong as sums of another table with the same column: that is one fault, not two."""
        wrong = {fault.hit.place for fault in self.faults if fault.code == "ST08"}
        unknown: dict[str, Any] = {name: None for name in row.block.columns if name != OWNER and row.block.cell(name, row.line) in wrong}
        return row._replace(**unknown)

    def _read_stated(self, region: Region, lines: Sequence[int], register: Register) -> TableRows[StatedBalance]:
        """Some rows of a table of balances."""
        grid = self.opened.read_sheet(region.block.sheet).grid
        cells = read_table_cells(replace(region, rows=replace(region.rows, data=lines)), grid, date1904=self.opened.date1904)
        return make_rows(STATED_BALANCES, region.block, lines, cells.parse(register))

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
        checked = self.check_table(cells, register)
        self.add_faults(checked.faults)
        columns = checked.columns.items()
        read = {name: Entry(column.values[0], cells.place(name, 0), bool(column.unread)) for name, column in columns}
        # A name that occurs twice has no value: nobody knows which of the two is meant, and an empty one would be taken for known.
        return read | {name: Entry(None, cells.place(name, 0), unread=True) for name, _ in cells.twice}

    def _find_sheet(self, table: Table) -> str | None:
        sheet = find_sheet(table, self.opened.sheets)
        if sheet is None:
            what = Text(f"Bladet ”{table.sheet}”", f"The sheet “{table.sheet}”")
            self.add_faults([Fault("ST01", Hit(place=Place(table.sheet), values={"what": what}), table.name)])
        return sheet

    def _miss_headings(self, table: Table, sheet: str, headings: Sequence[str]) -> None:
        values: dict[str, Value] = {"heading": ", ".join(headings), "problem": MISSING}
        self.add_faults([Fault("ST02", Hit(place=Place(sheet, 1, 1), values=values), table.name)])


# ---- faults of the sheet around the values


def _find_shape_faults(region: Region, merges: Sequence[Area]) -> Iterator[Fault]:
    """Blank rows in a table (ST05), data below its end (ST06), and merges among its data (ST07)."""
    sheet, first = region.block.sheet, min(region.block.columns.values())
    for line in region.rows.blank:
        yield Fault("ST05", Hit(place=Place(sheet, line, first), values={"line": line}))
    for line in region.rows.outside:
        yield Fault("ST06", Hit(place=Place(sheet, line, first), values={"line": line}))
    for area in merges:
        if _touches(region, area):
            yield Fault("ST07", Hit(place=Place(sheet, area.top, area.left), values={"range": area.ref}))


def _touches(region: Region, area: Area) -> bool:
    """Whether a merge has a cell in a row of data, in a column of the table."""
    columns = region.block.columns.values()
    # searched and not compared row by row: a sheet may have as many merges as rows
    next_line = bisect_left(region.rows.data, area.top)
    reaches = next_line < len(region.rows.data) and region.rows.data[next_line] <= area.bottom
    return reaches and area.left <= max(columns) and area.right >= min(columns)
