"""Rows added to the tables of a workbook that is there already, ours or not; everything else of it stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.tables import TABLES, Column, Kind, Table
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.edit import Edit
from xl_kraftsamling.sheets.layout import Grid, Region
from xl_kraftsamling.sheets.opened import File
from xl_kraftsamling.sheets.package import Package, open_package
from xl_kraftsamling.sheets.package import Table as ExcelTable
from xl_kraftsamling.sheets.raw_cells import OWNER
from xl_kraftsamling.sheets.read import own_map, read_workbook
from xl_kraftsamling.sheets.sources import load

Row = Mapping[str, Any]


def fill_into(
    workbook: Path, target: Path, source: Path, decisions: Sequence[Decision], chart: Path | None, *, overwrite: bool
) -> dict[str, int]:
    """Write a copy of a workbook with the rows of a source added to its tables; returns how many each of them got.

    :param chart: the map of the workbook, as for :func:`~xl_kraftsamling.sheets.read.read_workbook`.
    :param overwrite: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook or the source cannot be read, a table or column for the rows is missing or stands twice,
        a value would not be read there as it is meant, there is no room, or the target may not or cannot be written.
    """
    given = {sheet: rows for sheet, rows in load(source).items() if rows}
    opened, package, edit = File(workbook), open_package(workbook), Edit(workbook)
    regions = read_workbook(opened, decisions, chart or own_map(workbook)).regions
    if items := given.keys() - {table.sheet for table in TABLES}:
        raise BadInput(_NO_ROWS, sheet=min(items))
    wanted = [table for table in TABLES if table.sheet in given]
    for table in wanted:
        region = _only(table, regions)
        _add(
            edit,
            _Place(table, region, _excel_table(package, region), opened.page(region.block.sheet).grid),
            given[table.sheet],
        )
    edit.save(target, overwrite=overwrite, itself=overwrite)
    return {table.sheet: len(given[table.sheet]) for table in wanted}


def _only(table: Table, regions: Iterable[Region]) -> Region:
    """The one region of a table."""
    found = [region for region in regions if region.table.name == table.name]
    if len(found) > 1:
        places = tuple(region.block.heading("") for region in found)
        raise BadInput(_SEVERAL, table=table.sheet, places=places)
    if not found:
        raise BadInput(_NO_TABLE, table=table.sheet)
    return found[0]


def _excel_table(package: Package, region: Region) -> ExcelTable | None:
    """The Excel table that a region is."""
    sheet = next(sheet for sheet in package.sheets if sheet.name == region.block.sheet)
    top, left = region.block.heading_row, min(region.block.columns.values())
    return next((t for t in package.tables(sheet) if t.ref.top == top and t.ref.left <= left <= t.ref.right), None)


class _Place(NamedTuple):
    """Where the rows of a table go: its region, the Excel table that this is, if it is one, and the cells of its sheet."""

    table: Table
    region: Region
    excel: ExcelTable | None
    grid: Grid

    def row(self, row: Row) -> dict[int, Any]:
        """The values of a row by column, as they are meant there."""
        filled = {c: value for c in self.table.columns if (value := row.get(c.heading)) is not None and value != ""}
        if self._names_groups and not any(column.field == OWNER.field for column in filled):
            raise BadInput(_NO_OWNER, table=self.table.sheet, place=self.region.block.heading(OWNER.field))
        return {self._number(column): self._meant(column, value) for column, value in filled.items()}

    @property
    def _names_groups(self) -> bool:
        """Whether a row that names no recipient is taken for one of the group above it."""
        places = {place for _, place in self.region.given.values()}
        return len(places) > 1 or (bool(places) and OWNER.field in self.region.block.columns)

    def _number(self, column: Column) -> int:
        """The number of a column in the sheet."""
        number = self.region.block.columns.get(column.field)
        if number is None or (self.excel and number > self.excel.ref.right):
            raise BadInput(
                _NO_COLUMN, table=self.table.sheet, heading=column.heading, place=self.region.block.heading("")
            )
        return number

    def _meant(self, column: Column, value: Any) -> Any:
        """A value as it is meant in its column: an amount in the unit there, an id of digits as a number among numbers."""
        factor = self.region.factors.get(column.field, 1)
        if factor != 1 and isinstance(value, str):
            raise BadInput(_NO_UNIT, table=self.table.sheet, heading=column.heading, found=value)
        if factor != 1:
            return float(Decimal(repr(value)) / factor)
        is_id = column.kind is Kind.ID or column.refers
        return int(value) if is_id and _is_number(value) and self._is_numbered(column) else value

    def _is_numbered(self, column: Column) -> bool:
        """Whether all that stands in a column is numbers: text among them would be marked by Excel."""
        number = self.region.block.columns[column.field]
        cells = (self.grid[line - 1][number - 1] for line in self.region.lines)
        return {type(cell) for cell in cells if cell != ""} in ({int}, {float}, {int, float})


def _is_number(value: Any) -> bool:
    """Whether an id is a text of digits that a number says just as well: 17, not 017."""
    return isinstance(value, str) and value.isdecimal() and len(value) <= _DIGITS and str(int(value)) == value


def _add(edit: Edit, place: _Place, rows: Sequence[Row]) -> None:
    added, region = [place.row(row) for row in rows], place.region
    if place.excel:
        columns = range(place.excel.ref.left, place.excel.ref.right + 1)
        edit.append(place.excel.name, [[row.get(column) for column in columns] for row in added])
        return
    heading, numbers = region.block.heading_row, region.block.columns.values()
    first, last = min(region.lines, default=heading + 1), max(region.lines, default=heading)
    data = Area(first, min(numbers), last, max(numbers))
    totals = min((line for line in region.sums if line > last), default=None)
    edit.extend(region.block.sheet, data, added, totals=totals)


_DIGITS = 15
"""So many digits of a number Excel keeps."""
_NO_TABLE = Text(
    "Raderna för {table} har ingenstans att ta vägen: arbetsboken har ingen sådan tabell. Visa var den står med en karta "
    "(»kraftsamling map«), eller ta bort raderna ur underlaget.",
    "The rows for {table} have nowhere to go: the workbook has no such table. Show where it stands with a map "
    "(`kraftsamling map`), or take the rows out of the source.",
)
_SEVERAL = Text(
    "Arbetsboken har flera tabeller för {table}: {places}. Gör en karta med bara den som raderna ska läggas till i "
    "(»kraftsamling map«) och ange den med --map.",
    "The workbook has several tables for {table}: {places}. Make a map with only the one that the rows are to be added to "
    "(`kraftsamling map`) and give it with --map.",
)
_NO_COLUMN = Text(
    "Uppgiften {heading} har ingen kolumn i arbetsbokens tabell för {table} (rubrikerna vid {place}). Lägg till kolumnen i "
    "arbetsboken, eller ta bort uppgiften ur underlaget.",
    "{heading} has no column in the workbook's table for {table} (headings at {place}). Add the column to the workbook, or "
    "take it out of the source.",
)
_NO_ROWS = Text(
    "Underlaget har uppgifter för bladet {sheet}, som bara mallen fylls med: i en arbetsbok som finns läggs inget till där. Ta "
    "bort dem ur underlaget, och skriv in dem för hand om de ska ändras.",
    "The source has data for the sheet {sheet}, which only the template is filled with: in a workbook that exists nothing is "
    "added there. Take them out of the source, and enter them by hand if they are to change.",
)
_NO_OWNER = Text(
    "En rad för {table} nämner ingen mottagare, och skulle i arbetsboken läsas som den sista gruppens (rubrikerna vid {place}). "
    "Ange mottagaren i underlaget, eller skriv in raden för hand i rätt grupp.",
    "A row for {table} names no recipient, and would in the workbook be read as one of the last group (headings at {place}). "
    "Give the recipient in the source, or enter the row by hand in the right group.",
)
_NO_UNIT = Text(
    "»{found}« under {heading} för {table} är text, och kan inte räknas om till den enhet som kolumnen har i arbetsboken. "
    "Skriv beloppet som ett tal i kronor i underlaget.",
    "“{found}” under {heading} for {table} is text, and cannot be converted to the unit that the column has in the workbook. "
    "Write the amount as a number in kronor in the source.",
)
