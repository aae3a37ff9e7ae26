"""Rows added to the tables of a workbook that is there already, ours or not; everything else of it stays as it was."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.tables import TABLES, Table
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.destination import Destination, Row
from xl_kraftsamling.sheets.edit import Edit
from xl_kraftsamling.sheets.layout import Region
from xl_kraftsamling.sheets.opened import File
from xl_kraftsamling.sheets.package import Package, open_package
from xl_kraftsamling.sheets.package import Table as ExcelTable
from xl_kraftsamling.sheets.read import read_workbook
from xl_kraftsamling.sheets.sources import Source, load


def fill_into(
    workbook: Path, target: Path, source: Path, decisions: Sequence[Decision], chart: Path | None, *, overwrite: bool
) -> dict[str, int]:
    """Write a copy of a workbook with the rows of a source added to its tables; returns how many each of them got.

    :param chart: the map of the workbook, as for :func:`~xl_kraftsamling.sheets.read.read_workbook`.
    :param overwrite: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook or the source cannot be read, a table or column for the rows is missing or stands twice,
        a value would not be read there as it is meant, there is no room, or the target may not or cannot be written.
    """
    return add_rows(workbook, target, load(source), decisions, chart, overwrite=overwrite)


def add_rows(
    workbook: Path, target: Path, source: Source, decisions: Sequence[Decision], chart: Path | None, *, overwrite: bool
) -> dict[str, int]:
    """The same with rows that are at hand: by sheet of the template, each by heading."""
    given = {sheet: rows for sheet, rows in source.items() if rows}
    opened, package, edit = File(workbook), open_package(workbook), Edit(workbook)
    regions = read_workbook(opened, decisions, chart).regions
    if items := given.keys() - {table.sheet for table in TABLES}:
        raise BadInput(_NO_ROWS, sheet=min(items))
    wanted = [table for table in TABLES if table.sheet in given]
    for table in wanted:
        region = _only(table, regions)
        grid = opened.page(region.block.sheet).grid
        _add(edit, Destination(table, region, _excel_table(package, region), grid), given[table.sheet])
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


def _add(edit: Edit, place: Destination, rows: Sequence[Row]) -> None:
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
_NO_ROWS = Text(
    "Underlaget har uppgifter för bladet {sheet}, som bara mallen fylls med: i en arbetsbok som finns läggs inget till där. Ta "
    "bort dem ur underlaget, och skriv in dem för hand om de ska ändras.",
    "The source has data for the sheet {sheet}, which only the template is filled with: in a workbook that exists nothing is "
    "added there. Take them out of the source, and enter them by hand if they are to change.",
)
