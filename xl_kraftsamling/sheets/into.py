"""Rows added to the tables of a workbook that is there already, ours or not; everything else of it stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.tables import TABLES, Table
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.edit import Edit
from xl_kraftsamling.sheets.layout import Region
from xl_kraftsamling.sheets.package import Package, open_package
from xl_kraftsamling.sheets.package import Table as ExcelTable
from xl_kraftsamling.sheets.read import read_workbook
from xl_kraftsamling.sheets.sources import load

Row = Mapping[str, Any]


def fill_into(
    workbook: Path, target: Path, source: Path, decisions: Sequence[Decision], chart: Path | None, *, overwrite: bool
) -> dict[str, int]:
    """Write a copy of a workbook with the rows of a source added to its tables; returns how many each of them got.

    :param chart: the map of the workbook, as for :func:`~xl_kraftsamling.sheets.read.read_workbook`.
    :param overwrite: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook or the source cannot be read, a table or column for the rows is missing or stands twice,
        there is no room, or the target may not or cannot be written.
    """
    given = load(source)
    regions = read_workbook(workbook, decisions, chart).regions
    package, edit = open_package(workbook), Edit(workbook)
    counts: dict[str, int] = {}
    for table in TABLES:
        if rows := given.get(table.sheet):
            _add(edit, package, _only(table, regions), table, rows)
            counts[table.sheet] = len(rows)
    for sheet in given:
        if sheet not in counts:
            raise BadInput(_NO_TABLE, table=sheet)
    edit.save(target, overwrite=overwrite, itself=overwrite)
    return counts


def _only(table: Table, regions: Iterable[Region]) -> Region:
    """The one region of a table."""
    found = [region for region in regions if region.table.name == table.name]
    if len(found) > 1:
        places = tuple(region.block.heading(table.columns[0].field) for region in found)
        raise BadInput(_SEVERAL, table=table.sheet, places=places)
    if not found:
        raise BadInput(_NO_TABLE, table=table.sheet)
    return found[0]


def _add(edit: Edit, package: Package, region: Region, table: Table, rows: Sequence[Row]) -> None:
    added = [_by_column(region, table, row) for row in rows]
    excel = _excel_table(package, region)
    if excel:
        columns = range(excel.ref.left, excel.ref.right + 1)
        edit.append(excel.name, [[row.get(column) for column in columns] for row in added])
        return
    heading, columns_of = region.block.heading_row, region.block.columns.values()
    first, last = min(region.lines, default=heading + 1), max(region.lines, default=heading)
    data = Area(first, min(columns_of), last, max(columns_of))
    below = [line for line in region.sums if line > data.bottom]
    edit.extend(region.block.sheet, data, added, totals=min(below, default=None))


def _excel_table(package: Package, region: Region) -> ExcelTable | None:
    sheet = next(sheet for sheet in package.sheets if sheet.name == region.block.sheet)
    heading = region.block.heading_row
    columns = region.block.columns.values()
    return next((t for t in package.tables(sheet) if t.ref.top == heading and t.ref.left <= min(columns) <= t.ref.right), None)


def _by_column(region: Region, table: Table, row: Row) -> dict[int, Any]:
    """The values of a row by column, amounts in the unit of theirs."""
    fields = {column.heading: column.field for column in table.columns}
    values: dict[int, Any] = {}
    for heading, value in row.items():
        if value is not None and value != "":
            column = region.block.columns.get(fields[heading])
            if column is None:
                raise BadInput(_NO_COLUMN, table=table.sheet, heading=heading, place=region.block.heading(fields[heading]))
            values[column] = _in_unit(value, region.factors.get(fields[heading], 1))
    return values


def _in_unit(value: Any, factor: int) -> Any:
    if factor == 1 or type(value) not in (int, float):
        return value
    return float(Decimal(repr(value)) / factor)


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
