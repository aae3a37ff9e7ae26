"""Editing a workbook without loss: what is not meant to change stays byte for byte, and the source is not touched.

Cells are written into the XML of their sheet, and everything else in it (formats, comments, drawings, extensions of newer
versions) is kept: a library that loads a workbook and saves it again loses what it does not know.  What Excel computes is
computed anew when the copy is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from xl_kraftsamling.saving import FileState, replace_file
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue, Formula
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.plain_range import extend_range
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.edit.refusals import explain_no_sheet, explain_no_table, refuse_protected, refuse_signed
from xl_kraftsamling.xlsx.edit.save import check_copy, write_copy
from xl_kraftsamling.xlsx.edit.styles import ensure_date_format
from xl_kraftsamling.xlsx.edit.table import TableXml
from xl_kraftsamling.xlsx.grid import Area, parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.sheet_scan import scan_sheet

__all__ = ["CellValue", "Edit", "Formula", "refuse_signed"]


class Edit:
    """Changes to a workbook, collected until they are saved as a copy of it; after a BadInput, nothing should be saved.

    Formulas elsewhere that refer to cells of a table do not follow when it grows; those that refer to it by name do.
    """

    def __init__(self, source: Path, *, force: bool = False) -> None:
        """Open a workbook that is to be copied with changes.

        :param force: write to protected sheets and break signatures instead of refusing to.
        :raises BadInput: it is no workbook that can be read (:class:`~xl_kraftsamling.xlsx.package.Package`).
        """
        self._package = Package(source)
        self._force = force
        if not force:
            refuse_signed(self._package)
        self._parts = ChangedParts(self._package.archive)
        self._cells: dict[Sheet, SheetCells] = {}

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
            cells.set_format(row, column, ensure_date_format(self._parts, style))

    def append(self, table: str, rows: Iterable[Sequence[CellValue]]) -> None:
        """Add rows below those of an Excel table, each with a value for every column; None leaves a cell empty.

        A table whose only row is empty is filled from that row on.  New cells are formatted like those of the first row,
        dates always as dates; the filter, validations, conditional formats and charts that covered the table's rows cover
        the new ones too.  No formula is filled in, not even where Excel would do so in a calculated column.
        :raises BadInput: there is no such table, its sheet is protected, or there is no room below it.
        """
        found = self._table(table)
        added = list(rows)
        if added:
            # An Excel table cannot be without rows: an empty one has a row without content, which is not to remain above the new.
            kept = 0 if found.is_empty else found.height
            found.resize(kept + len(added))
            found.write(kept, added)

    def replace(self, table: str, rows: Iterable[Sequence[CellValue]]) -> None:
        """Make these the rows of an Excel table, otherwise as :meth:`append`; without rows, it keeps an empty one."""
        found = self._table(table)
        new = list(rows) or [[None] * found.width]
        found.resize(len(new))
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
            extend_range(cells, self._parts, self._package.part, data, added, totals)

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
        source = self._package.path
        check_copy(target, source, itself=itself)
        if self._cells:  # a copy without changes stays the same to the byte
            changed = any(cells.formulas_changed for cells in self._cells.values())
            recalculate_on_open(self._package, self._parts, formulas_changed=changed)
        origin = origin or FileState(source, self._package.sha256)
        with replace_file(target, overwrite=overwrite, like=[source] if like is None else like, origin=origin) as draft:
            write_copy(self._package.archive, draft, self._parts.changes(), self._parts.removed)

    def _sheet(self, name: str) -> Sheet:
        for sheet in self._package.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise explain_no_sheet(self._package, name)

    def _table(self, name: str) -> TableXml:
        for sheet in self._package.sheets:
            for table in self._package.tables(sheet):
                if table.name.casefold() == name.casefold():
                    return TableXml(table, self._open(sheet), self._parts, self._package.part)
        raise explain_no_table(self._package, name)

    def _open(self, sheet: Sheet) -> SheetCells:
        if sheet not in self._cells:
            self._cells[sheet] = self._parse(sheet)
        return self._cells[sheet]

    def _parse(self, sheet: Sheet) -> SheetCells:
        scan_sheet(self._package, sheet)  # refuses cells that are outside the worksheet, or that no XML parser could find
        root = self._parts.tree_to_change(sheet.part)
        if not self._force:
            refuse_protected(self._package, sheet, root)
        tables = self._package.tables(sheet)
        headings = [table.ref._replace(bottom=table.ref.top) for table in tables if table.header_rows]
        try:
            return SheetCells(sheet.name, root, headings, date1904=self._package.date1904)
        except ValueError:
            raise self._package.archive.damaged_error(sheet.part) from None
