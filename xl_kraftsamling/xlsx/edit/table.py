"""Changing an Excel table: its rows, and all that must follow when their number changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.continued_formulas import fill_in_formulas, find_copied_formulas
from xl_kraftsamling.xlsx.edit.references import Growth, extend_around, extend_table_references
from xl_kraftsamling.xlsx.edit.styles import ensure_date_format
from xl_kraftsamling.xlsx.formulas.patterns import CellRef, Pattern, parse_pattern
from xl_kraftsamling.xlsx.grid import LAST_ROW, Area
from xl_kraftsamling.xlsx.package import ExcelTable

_NO_ROOM = Text(
    "Tabellen {table} får inte plats med {rows} rader: {cell} under den är inte tom. "
    "Flytta det som står där, eller infoga rader i Excel.",
    "The table {table} has no room for {rows} rows: {cell} below it is not empty. Move what is there, or insert rows in "
    "Excel.",
)
_SHEET_ENDS = Text(
    "Tabellen {table} får inte plats med {rows} rader: bladet tar slut. Dela upp dem på flera arbetsböcker.",
    "The table {table} has no room for {rows} rows: the sheet ends. Divide them into several workbooks.",
)


class TableXml:
    """An Excel table to be changed, with the cells of its sheet."""

    def __init__(self, table: ExcelTable, cells: SheetCells, parts: ChangedParts) -> None:
        """Open a table of a sheet."""
        self.name, self._cells, self._parts = table.name, cells, parts
        self._part, self._root = table.part, parts.tree(table.part)
        self._totals = table.totals_rows
        ref = Area.parse(self._root.get("ref", ""))
        self._data = ref._replace(top=ref.top + table.header_rows, bottom=ref.bottom - table.totals_rows)

    @property
    def height(self) -> int:
        """How many data rows the table has."""
        return self._data.bottom - self._data.top + 1

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return self._data.right - self._data.left + 1

    @property
    def filled_height(self) -> int:
        """How many data rows the table has down to the last with content; below it are those that are ready to be filled in."""
        last = self._cells.last_content(self._data)
        return last.row - self._data.top + 1 if last else 0

    def write(self, start: int, rows: Sequence[Sequence[CellValue]], heights: Iterable[float] = ()) -> None:
        """Write rows from the data row `start` on, counted from 0; the table must be large enough.

        A column of copied formulas is continued where a row has no value for it.
        """
        top, left, _, right = self._data
        rows = fill_in_formulas(rows, self._data._replace(top=top + start), self._find_continued(top + start - 1))
        formats = [self._cells.format_of(top, column) for column in range(left, right + 1)]
        holding_dates = {column for row in rows for column, value in enumerate(row) if isinstance(value, date)}
        for column in holding_dates:  # for all rows, as a column of an Excel table has one format
            formats[column] = ensure_date_format(self._parts, formats[column])
        self._cells.write(Area(top + start, left, top + start + len(rows) - 1, right), rows, formats, heights)

    def continued_columns(self) -> Collection[int]:
        """The columns whose formulas new rows continue."""
        return self._find_continued(self._data.bottom).keys()

    def _find_continued(self, last: int) -> Mapping[int, Pattern]:
        """The patterns of the columns of formulas: those copied down to the last row, and those that the table itself has."""
        own: dict[int, Pattern] = {}
        for number, column in enumerate(self._root.iterfind("{*}tableColumns/{*}tableColumn"), self._data.left):
            formula = column.find("{*}calculatedColumnFormula")
            pattern = parse_pattern(formula.text or "", 1, 1) if formula is not None else ()
            # a reference by cells is only known from the rows: to which of them the table's own would belong, nothing says
            if pattern and not any(isinstance(part, CellRef) for part in pattern):
                own[number] = Pattern(pattern)
        return own | find_copied_formulas(self._cells, last, {*own})

    def resize(self, height: int) -> Growth | None:
        """Change the number of data rows; new rows are empty, surplus rows are removed, and totals rows move along.

        Returns the growth, which the references of the workbook are to follow; None where there is none.
        :raises BadInput: there is content where the new rows would be.
        """
        growth = Growth(self._cells.sheet, self._data, self._totals, self._data.top + height - 1)
        if not growth.rows:
            return None
        totals = self._data._replace(top=self._data.bottom + 1, bottom=self._data.bottom + self._totals)
        if growth.rows > 0:
            self._clear_below(totals, growth.rows)
        else:
            self._cells.clear(self._data._replace(top=growth.bottom + 1))
        self._extend_references(growth)
        if self._totals:
            self._cells.expand_formulas(totals)  # which the move needs
            self._cells.move(totals, growth.rows)
        self._data = self._data._replace(bottom=growth.bottom)
        return growth

    def _clear_below(self, totals: Area, rows: int) -> None:
        below = totals._replace(top=totals.bottom + 1, bottom=totals.bottom + rows)
        if below.bottom > LAST_ROW:
            raise BadInput(_SHEET_ENDS, table=self.name, rows=self.height + rows)
        content = self._cells.first_content(below)
        if content:
            raise BadInput(_NO_ROOM, table=self.name, rows=self.height + rows, cell=content)
        self._cells.clear(below)  # of formats that are not the table's

    def _extend_references(self, growth: Growth) -> None:
        self._parts.tree_to_change(self._part)
        ref = Area.parse(self._root.get("ref", ""))
        self._root.set("ref", ref._replace(bottom=ref.bottom + growth.rows).ref)
        for attribute in ("insertRow", "insertRowShift"):  # of a table that has no rows yet
            self._root.attrib.pop(attribute, "")
        extend_table_references(self._root, growth)
        extend_around(self._cells, growth)
