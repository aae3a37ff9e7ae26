"""Rows added to the tables of an existing workbook, in our layout or another; everything else in it stays as it is.

A row goes below its table's last one, each value in the column of its heading, written so that reading the workbook gives it back.
The workbook's own table of balances gets a row for every recipient that then has figures (`balance_rows`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES, Column, Kind, Table
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.balance_rows import add_balance_rows, find_excel_table
from xl_kraftsamling.writing.input_rows import InputRows
from xl_kraftsamling.writing.known_rows import split_known_rows
from xl_kraftsamling.writing.recipient_names import use_names_of_workbook
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.grid import Area, Grid
from xl_kraftsamling.xlsx.package import ExcelTable

RowValues = Mapping[str, Any]
"""The values of a row by the template's headings."""


class AddedRows(NamedTuple):
    """What was added to a workbook, and what a person has to look at.

    `counts` are the rows by sheet of the template, `balances` the recipients that got a row in the table of balances, `lacking` the
    heading cells of such tables with those that could not, and `unclear` the cells with formulas that may need the new rows too.
    `companions` are the files beside the workbook that bear on how it was read.  `known` are the rows by sheet that it had already, and that were
    not added again; `repeated` those that were in several sources, and count once.
    """

    counts: Mapping[str, int]
    balances: Sequence[str] = ()
    lacking: Sequence[tuple[Place, str]] = ()
    unclear: Sequence[Place] = ()
    companions: Sequence[Companion] = ()
    known: Mapping[str, int] = {}  # nobody writes to it
    repeated: Mapping[str, int] = {}


_DIGITS = 15
"""The digits of a number that Excel keeps."""


@dataclass(frozen=True)
class Destination:
    """Where the rows of a table go: its region, the Excel table there if any, and the cells of its sheet."""

    table: Table
    region: Region
    excel_table: ExcelTable | None
    grid: Grid

    def row_for(self, row: RowValues) -> dict[int, Any]:
        """The values of a row by the numbers of their columns, in the units of these.

        :raises BadInput: a value has no column, or would be read there as something else.
        """
        filled = {c: value for c in self.table.columns if (value := row.get(c.heading)) is not None and value != ""}
        if self._names_groups and OWNER not in {column.field for column in filled}:
            raise BadInput(_NO_OWNER, table=self.table.sheet, place=self.region.block.heading(OWNER))
        return {self._column_number(column): self._in_its_unit(column, value) for column, value in filled.items()}

    @cached_property
    def _names_groups(self) -> bool:
        """Whether rows take their recipient from a heading above a group, so that a new row without one would get the last group's."""
        places = {name.place for name in self.region.block.elsewhere.get(OWNER, {}).values()}
        return len(places) > 1 or (bool(places) and OWNER in self.region.block.columns)

    def _column_number(self, column: Column) -> int:
        """The number of a column in the sheet."""
        number = self.region.block.columns.get(column.field)
        # a value beside the Excel table would be lost: only its own columns are filled
        if number is None or (self.excel_table and number > self.excel_table.ref.right):
            raise BadInput(
                _NO_COLUMN, table=self.table.sheet, heading=column.heading, place=self.region.block.heading("")
            )
        return number

    def _in_its_unit(self, column: Column, value: Any) -> Any:
        """A value as its column holds it: an amount in the column's unit, an id of digits as a number if the other ids are numbers."""
        factor = self.region.factors.get(column.field, 1)
        if factor == 1:
            return int(value) if column.field in self._number_columns and _is_plain_number(value) else value
        if type(value) not in (int, float):
            raise BadInput(_NO_UNIT, table=self.table.sheet, heading=column.heading, found=cell_text(value))
        # in decimal digits: as floats, 0.07 kronor in tkr would become 7.000000000000001e-05
        return float(Decimal(repr(value)) / factor)

    @cached_property
    def _number_columns(self) -> frozenset[str]:
        """The columns of ids that hold numbers alone: there Excel would mark a text of digits as an error."""
        ids = {column.field for column in self.table.columns if column.kind is Kind.ID or column.refers_to}
        return frozenset(
            name for name, n in self.region.block.columns.items() if name in ids and self._holds_numbers(n)
        )

    def _holds_numbers(self, column: int) -> bool:
        cells = [cell for line in self.region.rows.data if (cell := self.grid[line - 1][column - 1]) != ""]
        return bool(cells) and all(type(cell) in (int, float) for cell in cells)


def _is_plain_number(value: Any) -> bool:
    """Whether an id is a text of digits that stays the same as a number: 17, not 017."""
    return isinstance(value, str) and value.isdecimal() and len(value) <= _DIGITS and str(int(value)) == value


_NO_COLUMN = Text(
    "Uppgiften {heading} har ingen kolumn i arbetsbokens tabell för {table} (rubrikerna vid {place}). Lägg till kolumnen i "
    "arbetsboken, eller ta bort uppgiften ur underlaget.",
    "{heading} has no column in the workbook's table for {table} (headings at {place}). Add the column to the workbook, or "
    "take it out of the source.",
)
_NO_OWNER = Text(
    "En rad för {table} nämner ingen mottagare, och skulle i arbetsboken läsas som en rad i den sista gruppen (rubrikerna "
    "vid {place}). Ange mottagaren i underlaget, eller skriv in raden för hand i rätt grupp.",
    "A row for {table} names no recipient, and would be read as part of the last group in the workbook (headings at "
    "{place}). Give the recipient in the source, or enter the row by hand in the right group.",
)
_NO_UNIT = Text(
    "”{found}” under {heading} för {table} är inte ett tal, och kan inte räknas om till den enhet som kolumnen har i "
    "arbetsboken. Skriv beloppet som ett tal i kronor i underlaget.",
    "“{found}” under {heading} for {table} is not a number, and cannot be converted to the unit that the column has in the "
    "workbook. Write the amount as a number in kronor in the source.",
)


def add_rows(
    workbook: Path, target: Path, source: InputRows, decisions: Sequence[Decision] | None, map_file: Path | None, *, overwrite: bool,
    origin: FileState | None = None, is_new: bool = True,
) -> AddedRows:  # fmt: skip
    """Write a copy of a workbook with rows added to its tables.

    :param source: by sheet of the template, each row by heading.
    :param decisions: the decisions that the workbook may follow, and `map_file` its map, as for :func:`~xl_kraftsamling.reading.workbook.read_workbook`.
    :param overwrite: the target may exist, and may be the workbook itself.
    :param is_new: whether the workbook has none of the rows; otherwise those that it has are left out.
    :param origin: the workbook as it was when the rows were made for it; otherwise as it is now.
    :raises BadInput: the workbook cannot be read, a table or column for the rows is missing or occurs twice, a value would be
        read there as something else, there is no room, or the target may not or cannot be written.
    """
    opened, edit = WorkbookFile(workbook), Edit(workbook)
    # the workbook is read as `validate` reads it, so that rows go where it will look for them
    content = read_workbook(opened, decisions, map_file)
    new, known = (source, {}) if is_new else split_known_rows(source, opened, content)
    added = enter_rows(edit, opened, content, new)._replace(known=known)
    edit.save(target, overwrite=overwrite, itself=overwrite, origin=origin or FileState(workbook, opened.sha256))
    return added


def enter_rows(edit: Edit, opened: WorkbookFile, content: WorkbookContent, source: InputRows) -> AddedRows:
    """Add rows to the tables of a workbook that is being edited.

    :param content: the same workbook as it was read.
    :raises BadInput: as for :func:`add_rows`.
    """
    new_rows = {sheet: rows for sheet, rows in source.items() if rows}
    package = edit.package
    if items := new_rows.keys() - {table.sheet for table in TABLES}:
        raise BadInput(_NO_ROWS, sheet=min(items))
    if new_rows:
        new_rows = dict(
            use_names_of_workbook(new_rows, content.decision.register, content.regions, lambda sheet: opened.read_sheet(sheet).grid)
        )
    wanted = [table for table in TABLES if table.sheet in new_rows]
    for table in wanted:
        region = _choose_region(table, content.regions)
        grid = opened.read_sheet(region.block.sheet).grid
        _append_rows(edit, Destination(table, region, find_excel_table(package, region), grid), new_rows[table.sheet])
    added, lacking = add_balance_rows(edit, package, content, new_rows)
    counts = {table.sheet: len(new_rows[table.sheet]) for table in wanted}
    return AddedRows(counts, added, lacking, edit.unclear_formulas, content.book.companions)


def _choose_region(table: Table, regions: Iterable[Region]) -> Region:
    """The region of a table; BadInput unless there is exactly one, to which rows can be added."""
    found = [region for region in regions if region.table.name == table.name]
    if closed := next((region for region in found if region.closed_because), None):
        raise BadInput(_CLOSED, table=table.sheet, place=closed.block.heading(""), why=closed.closed_because)
    if len(found) > 1:
        places = tuple(region.block.heading("") for region in found)
        raise BadInput(_SEVERAL, table=table.sheet, places=places)
    if not found:
        raise BadInput(_NO_TABLE, table=table.sheet)
    return found[0]


def _append_rows(edit: Edit, place: Destination, rows: Sequence[RowValues]) -> None:
    added, region = [place.row_for(row) for row in rows], place.region
    if place.excel_table:
        columns = range(place.excel_table.ref.left, place.excel_table.ref.right + 1)
        edit.append(place.excel_table.name, [[row.get(column) for column in columns] for row in added])
        return
    heading, numbers = region.block.heading_row, region.block.columns.values()
    # a table without rows has its first one right below the headings
    first, last = min(region.rows.data, default=heading + 1), max(region.rows.data, default=heading)
    data = Area(first, min(numbers), last, max(numbers))
    # only a sum row below the data moves down; one above it stays where it is
    totals = min((line for line in region.rows.sums if line > last), default=None)
    edit.extend(region.block.sheet, data, added, totals=totals)


_CLOSED = Text(
    "Raderna för {table} kan inte skrivas in i tabellen vid {place}: {why}. Skriv in dem för hand, och kontrollera sedan "
    "arbetsboken.",
    "The rows for {table} cannot be entered in the table at {place}: {why}. Enter them by hand, and then check the workbook.",
)
_NO_TABLE = Text(
    "Raderna för {table} har ingen plats: arbetsboken har ingen sådan tabell. Visa var den står med en karta (”kraftsamling "
    "map”), eller ta bort raderna ur underlaget.",
    "The rows for {table} have nowhere to go: the workbook has no such table. Show where it is with a map (“kraftsamling "
    "map”), or take the rows out of the source.",
)
_SEVERAL = Text(
    "Arbetsboken har flera tabeller för {table}: {places}. Gör en karta med bara den som raderna ska läggas till i "
    "(”kraftsamling map”) och ange den med --map.",
    "The workbook has several tables for {table}: {places}. Make a map with only the one that the rows are to be added to "
    "(“kraftsamling map”) and give it with --map.",
)
_NO_ROWS = Text(
    "Underlaget har uppgifter för bladet {sheet}. De används bara för en ny arbetsbok: i en som redan finns läggs inget till "
    "på det bladet. Ta bort dem ur underlaget, och skriv in dem för hand om de ska ändras.",
    "The source has data for the sheet {sheet}. It is used only for a new workbook: nothing is added to that sheet in an "
    "existing one. Take them out of the source, and enter them by hand if they are to change.",
)
