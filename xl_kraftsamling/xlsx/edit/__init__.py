"""Editing a workbook without loss: what is not meant to change stays byte for byte, and the source is not touched.

Cells are written into the XML of their sheet, and everything else in it (formats, comments, drawings, extensions of newer
versions) is kept: a library that loads a workbook and saves it again loses what it does not know.  Formulas follow a table that
grows (`references`), what is drawn below it makes room (`drawings`), and stored values are removed where they may no longer hold
(`stale_values`): Excel computes them anew when the copy is opened.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.saving import FileState, replace_file
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue, Formula
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.drawings import move_drawings
from xl_kraftsamling.xlsx.edit.plain_range import PlainRange
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.edit.references import Growth, References
from xl_kraftsamling.xlsx.edit.refusals import explain_no_sheet, explain_no_table, refuse_protected, refuse_signed
from xl_kraftsamling.xlsx.edit.save import check_copy, write_copy
from xl_kraftsamling.xlsx.edit.stale_values import find_stale_cells
from xl_kraftsamling.xlsx.edit.styles import ensure_date_format, ensure_number_format, find_number_format
from xl_kraftsamling.xlsx.edit.table import TableXml
from xl_kraftsamling.xlsx.grid import Area, parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet

__all__ = ["CellValue", "Edit", "Formula", "refuse_signed"]


class Edit:
    """Changes to a workbook, collected until they are saved as a copy of it; after a BadInput, nothing should be saved.

    `package` is the workbook, and `parts` are its parts with the changes: sheets are added and removed there (`sheet_list`).
    """

    def __init__(self, source: Path, *, force: bool = False) -> None:
        """Open a workbook that is to be copied with changes.

        :param force: write to protected sheets and break signatures instead of refusing to.
        :raises BadInput: it is no workbook that can be read (:class:`~xl_kraftsamling.xlsx.package.Package`).
        """
        self.package = Package(source)
        self._force = force
        if not force:
            refuse_signed(self.package)
        self.parts = ChangedParts(self.package.archive)
        self._cells: dict[Sheet, SheetCells] = {}
        self._edited: set[Sheet] = set()
        self._moves_figures = False
        self._references = References(self.package, self.parts, self._read)

    @property
    def unclear_formulas(self) -> Sequence[Place]:
        """The cells whose formulas take in some rows of a table that has grown, but not clearly all: they are as they were."""
        return list(dict.fromkeys(self._references.unclear))

    def set(self, sheet: str, cell: str, value: CellValue) -> None:
        """Set the value of a cell such as "B5"; a text stays text even if it begins with "=".

        The cell keeps its format, unless a date would not show as one in it.

        :raises BadInput: there is no such sheet, it is protected, or the cell cannot hold the value.
        """
        row, column = parse_cell(cell)
        cells = self._open(self._sheet(sheet))
        style = cells.format_of(row, column)
        cells.write(Area(row, column, row, column), [[value]], [style])
        # Only now: a cell that exists keeps its old format when it is written.
        if isinstance(value, date):
            cells.set_format(row, column, ensure_date_format(self.parts, style))

    def correct(self, sheet: str, cell: str, value: CellValue, number_format: str | None = None) -> None:
        """Set the value of a cell as :meth:`set` does, and the stored values of the formulas that depend on it are removed.

        :param number_format: the code of the number format that the cell then has, such as "@"; None where it is to keep its own, and a
            date is to show as one.
        """
        self._moves_figures = True
        self.set(sheet, cell, value)
        if number_format is not None:
            row, column = parse_cell(cell)
            cells = self._open(self._sheet(sheet))
            cells.set_format(row, column, ensure_number_format(self.parts, cells.format_of(row, column), number_format))

    def number_format(self, sheet: str, cell: str) -> str:
        """The code of the number format of a cell such as "B5"; "General" where it has none."""
        cells = self._read(self._sheet(sheet))
        return find_number_format(self.parts, cells.format_of(*parse_cell(cell)))

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas on a sheet by row and column, each with its equals sign."""
        return {(each.row, each.column): f"={each.text}" for each in self._read(self._sheet(sheet)).list_formulas()}

    def append(self, table: str, rows: Iterable[Sequence[CellValue]]) -> None:
        """Add rows below those of an Excel table, each with a value for every column; None leaves a cell empty.

        A table whose only row is empty is filled from that row on.  New cells are formatted like those of the first row,
        dates always as dates; whatever covered the table's rows (filter, validations, formats, charts, names, formulas on any
        sheet) covers the new ones too, and columns of copied formulas are continued.
        :raises BadInput: there is no such table, its sheet is protected, or there is no room below it.
        """
        found = self._table(table)
        added = list(rows)
        if added:
            # An Excel table cannot be without rows: an empty one has a row without content, which is not to remain above the new.
            kept = 0 if found.is_empty else found.height
            self._resize(found, kept + len(added))
            found.write(kept, added)

    def continued_columns(self, table: str) -> Collection[int]:
        """The columns of an Excel table whose formulas new rows continue (:meth:`append`)."""
        return self._table(table, self._read).continued_columns()

    def replace(self, table: str, rows: Iterable[Sequence[CellValue]]) -> None:
        """Make these the rows of an Excel table, otherwise as :meth:`append`; without rows, it keeps an empty one."""
        found = self._table(table)
        new = list(rows) or [[None] * found.width]
        self._resize(found, len(new))
        found.write(0, new)

    def extend(self, sheet: str, data: Area, rows: Iterable[Mapping[int, CellValue]], *, totals: int | None = None) -> None:
        """Add rows below those of a table that is a plain range, each with its values by column; the other cells stay empty.

        They are formatted like the row above, dates always as dates, and only empty rows are filled: nothing is moved.  What
        covered the data follows as in :meth:`append`, and so do the formulas of the sum row.
        :param data: the rows of data without the headings, over all columns of the table; if there are none, from the row
            below the headings to that of the headings.
        :param totals: the row of a sum row below them, right above which rows may end; above other content one stays empty.
        :raises BadInput: there is no such sheet, it is protected, or there are too few empty rows.
        """
        cells, added = self._open(self._sheet(sheet)), list(rows)
        if added:
            self._moves_figures = True
            place = PlainRange(cells, self.parts, data, added)
            if growth := place.make_room(totals):
                self._follow(growth)
            place.write()

    def save(
        self, target: Path, *, overwrite: bool = False, itself: bool = False,
        like: Sequence[Path] | None = None, origin: FileState | None = None,
    ) -> None:  # fmt: skip
        """Write the changed copy; it appears at the target, which `itself` lets be the source, only when whole and compared.

        :param like: the files whose readers may read it, as for :func:`~xl_kraftsamling.saving.replace_file`; otherwise the source.
        :param origin: the source as it was when it was first looked at; otherwise as it was when this was made.
        :raises BadInput: the target exists and may not be overwritten, is the source, or cannot be written; the source or the
            target was changed meanwhile.
        """
        source = self.package.path
        check_copy(target, self.package, itself=itself)
        if self._edited:  # a copy without changes stays the same to the byte
            if self._moves_figures:  # a single cell that is set leaves all others as they are, until the copy is opened
                self._drop_stale_values()
            changed = any(cells.formulas_changed for cells in self._cells.values())
            recalculate_on_open(self.package, self.parts, formulas_changed=changed)
        origin = origin or FileState(source, self.package.sha256)
        with replace_file(target, overwrite=overwrite, like=[source] if like is None else like, origin=origin) as draft:
            write_copy(self.package.archive, draft, self.parts.changes(), self.parts.removed, self.parts.added)

    def _sheet(self, name: str) -> Sheet:
        for sheet in self.package.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise explain_no_sheet(self.package, name)

    def _table(self, name: str, read_cells: Callable[[Sheet], SheetCells] | None = None) -> TableXml:
        for sheet in self.package.sheets:
            for table in self.package.tables(sheet):
                if table.name.casefold() == name.casefold():
                    return TableXml(table, (read_cells or self._open)(sheet), self.parts)
        raise explain_no_table(self.package, name)

    def _resize(self, table: TableXml, height: int) -> None:
        self._moves_figures = True
        if growth := table.resize(height):
            self._follow(growth, table.name)

    def _follow(self, growth: Growth, table: str = "") -> None:
        self._references.follow(growth, table)
        move_drawings(self.package, self.parts, growth)

    def _drop_stale_values(self) -> None:
        for sheet, areas in find_stale_cells(self.package, self.parts, self._cells).items():
            cells = self._read(sheet)
            dropped = [cells.drop_values(area) for area in areas]
            if any(dropped):
                self.parts.tree_to_change(sheet.part)

    def _open(self, sheet: Sheet) -> SheetCells:
        """The cells of a sheet that is to be written."""
        cells = self._read(sheet)
        root = self.parts.tree_to_change(sheet.part)
        if not self._force:
            refuse_protected(self.package, sheet, root)
        self._edited.add(sheet)
        return cells

    def _read(self, sheet: Sheet) -> SheetCells:
        """The cells of a sheet, which is only written if a formula of it follows a table: that is no change of a protected sheet."""
        if sheet not in self._cells:
            self._cells[sheet] = self._parse(sheet)
        return self._cells[sheet]

    def _parse(self, sheet: Sheet) -> SheetCells:
        SheetReader(self.package).read(sheet)  # refuses what could be read in two ways, and so be changed in the wrong place
        root = self.parts.tree(sheet.part)
        tables = self.package.tables(sheet)
        headings = [table.ref._replace(bottom=table.ref.top) for table in tables if table.header_rows]
        try:
            return SheetCells(sheet.name, root, headings, date1904=self.package.date1904)
        except ValueError:
            raise self.package.archive.damaged_error(sheet.part) from None
