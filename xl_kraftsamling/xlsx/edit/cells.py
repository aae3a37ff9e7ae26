"""Writing, moving and removing the cells of a sheet without breaking merges, array formulas or shared formulas."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain, repeat
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.edit.cell_elements import CellElements
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue, format_cell
from xl_kraftsamling.xlsx.edit.formula_cells import CellFormula, list_formulas, rewrite_formulas
from xl_kraftsamling.xlsx.edit.shared_formulas import SharedFormulas
from xl_kraftsamling.xlsx.formulas.copies import FormulaCell, Formulas, group_copies
from xl_kraftsamling.xlsx.formulas.patterns import move_formula
from xl_kraftsamling.xlsx.grid import Area

_MERGED = Text(
    "{cell} kan inte skrivas: den hör till de sammanfogade cellerna {range}. Dela dem i Excel först.",
    "{cell} cannot be written: it belongs to the merged cells {range}. Unmerge them in Excel first.",
)
_ARRAY = Text(
    "{cell} kan inte skrivas: den hör till en formel som fyller {range}. Ta bort formeln i Excel först.",
    "{cell} cannot be written: it belongs to a formula that fills {range}. Delete the formula in Excel first.",
)
_HEADING = Text(
    "{cell} kan inte skrivas: den är en rubrik i tabellen på {range}. Ändra rubriken i Excel, som ändrar tabellen med den.",
    "{cell} cannot be written: it is a heading of the table at {range}. Change it in Excel, which changes the table with it.",
)


class FilledCell(NamedTuple):
    """A cell that is not empty: its row and column, and a copy of its element."""

    row: int
    column: int
    element: etree._Element


class SheetCells:
    """The cells of a worksheet; `formulas_changed` is whether any formula was added, removed or moved, `changed` are the cells written.

    ValueError if the sheet's XML makes no sense.
    """

    def __init__(self, sheet: str, root: etree._Element, headings: Sequence[Area], *, date1904: bool) -> None:
        """Take the cells of a sheet by the root of its XML; `headings` are the heading rows of its Excel tables."""
        self.sheet, self.date1904, self.formulas_changed = sheet, date1904, False
        self.changed: list[Area] = []
        self._grid = CellElements(root)
        self._merges = [Area.parse(merge.get("ref", "")) for merge in root.iter(self._grid.tag("mergeCell"))]
        filling = [f for f in self._formulas() if f.get("t") in ("array", "dataTable") and f.get("ref")]
        # One of a single cell may be overwritten like any formula; of a larger one Excel lets nobody change a part.
        self._arrays = [area for area in (Area.parse(f.get("ref", "")) for f in filling) if area != area.top_left]
        self._headings = headings
        self._shared = SharedFormulas(sheet, self._grid)

    def _formulas(self) -> Iterator[etree._Element]:
        return self._grid.rows.data.iter(self._grid.tag("f"))

    def format_of(self, row: int, column: int) -> str | None:
        """The number of the format that a cell has, or would get from its row or column."""
        return self._grid.format_of(row, column)

    def set_format(self, row: int, column: int, style: str | None) -> None:
        """Set the format of an existing cell by its number; None, the usual format, leaves it as it is."""
        cell = self._grid.cells_of_row(row)[column]
        if style:
            cell.set("s", style)

    def set_height(self, row: int, points: float | None) -> None:
        """Set the height of a row; None for what it needs, which not every program finds out for wrapped texts."""
        self._grid.rows.get_or_make(row).attrib.pop("ht", "")
        if points:
            self._grid.rows.get_or_make(row).set("ht", f"{points:g}")

    def first_content(self, area: Area) -> Place | None:
        """The first cell of an area that is not empty; None if all are."""
        # A cell with a mere format has no children; a value, a formula or an inline text is one.
        filled = (Place(self.sheet, row, column) for row, column, cell in self._grid.cells_in(area) if len(cell))
        return next(filled, None)

    def last_content(self, area: Area) -> Place | None:
        """The last cell of an area that is not empty; None if all are."""
        for number in reversed(self._grid.rows.numbers_between(area.top, area.bottom)):
            row = self.first_content(area._replace(top=number, bottom=number))
            if row:
                return row
        return None

    def elements_beside_rows(self) -> list[etree._Element]:
        """The elements of the sheet beside its cells: validations, conditional formats, extensions and so on."""
        return [element for element in self._grid.root.iterchildren("*") if element is not self._grid.rows.data]

    def write(
        self, area: Area, rows: Iterable[Sequence[CellValue]], formats: Sequence[str | None], heights: Iterable[float] = ()
    ) -> None:
        """Write rows of values into an area of their size; the formats, one for each column, are for new cells.

        :param heights: those of the rows in points, where they are to be other than usual.
        :raises BadInput: the area touches merged cells or a formula that others need, or a value fits no cell.
        """
        self.check_writable(area)
        columns = [column_letters(column) for column in range(area.left, area.right + 1)]
        heads = chain((f' ht="{points:g}"' for points in heights), repeat(""))
        written = (
            f'<row r="{number}"{head}>{self._format_row(number, columns, row, formats)}</row>'
            for (number, row), head in zip(enumerate(rows, area.top), heads, strict=False)
        )
        for row, column, replaced in self._grid.place_rows(area, written):
            self._forget(row, column, replaced)
        self.changed.append(area)
        self._grid.widen_dimension(area)
        self._shared.appoint_masters()  # not before: the next follower may have been overwritten too

    def clear(self, area: Area) -> None:
        """Remove the cells of an area; BadInput if merged cells or formulas outside it would break."""
        self.check_writable(area)
        for row, column, cell in self._grid.cells_in(area):
            self._forget(row, column, cell)
            self._grid.remove(cell, row)
        self.changed.append(area)
        self._shared.appoint_masters()

    def move(self, area: Area, down: int) -> None:
        """Move the cells of an area, whose shared formulas are expanded, some rows down, or up if negative.

        :raises BadInput: merged cells or formulas would break.
        """
        self.check_writable(area)
        cells = list(self._grid.cells_in(area))  # a list: the rows are changed below
        for row, column, cell in cells:  # all are removed before the first is put back: the two places may overlap
            self._forget(row, column, cell)
            self._grid.remove(cell, row)
        for row, column, cell in cells:
            self._grid.move(cell, row + down, column)
            for formula in cell.iterchildren(self._grid.tag("f")):
                if formula.get("ref"):  # an array formula of one cell: larger ones were refused
                    formula.set("ref", cell.get("r", ""))
        moved = area._replace(top=area.top + down, bottom=area.bottom + down)
        self.changed += [area, moved]
        self._grid.widen_dimension(moved)

    def copy_filled(self, area: Area) -> dict[int, list[FilledCell]]:
        """Copies of the cells of an area that are not empty, by row, each formula a text of its own."""
        self._shared.expand(area)
        copies: dict[int, list[FilledCell]] = {}
        for row, column, cell in self._grid.cells_in(area):
            if len(cell):
                copies.setdefault(row, []).append(FilledCell(row, column, deepcopy(cell)))
        return copies

    def put(self, filled: FilledCell, row: int) -> None:
        """Put the copy of a cell, with its format, into another row of its column; what its formula has beside it is what it had."""
        area = Area(row, filled.column, row, filled.column)
        self.check_writable(area)
        for _, column, replaced in self._grid.cells_in(area):
            self._forget(row, column, replaced)
        for formula in filled.element.iterchildren(self._grid.tag("f")):
            formula.text = move_formula(formula.text or "", filled.column, filled.row, row)
            self.formulas_changed = True
        self._grid.move(filled.element, row, filled.column)
        self.changed.append(area)

    def show_rows(self, first: int, last: int) -> None:
        """Show the rows between two, both included, that are hidden."""
        for number in self._grid.rows.numbers_between(first, last):
            self._grid.rows.get_or_make(number).attrib.pop("hidden", "")

    def expand_formulas(self, area: Area) -> None:
        """Write out the formulas in an area, so that they share none."""
        self._shared.expand(area)

    def rewrite_formulas(self, change: Callable[[CellFormula], str]) -> bool:
        """Change the texts of the formulas on the sheet; whether any of them did change."""
        changed = [each.area for each in rewrite_formulas(self._grid, change)]
        self.changed += changed
        return bool(changed)

    def list_formulas(self) -> list[CellFormula]:
        """The formulas on the sheet, each as a text of its own."""
        return [each for group in list_formulas(self._grid) for each in group]

    def group_formulas(self) -> Formulas:
        """The formulas on the sheet as runs of copies."""
        # row by row: masters and followers of a shared formula are listed together
        cells = sorted(self.list_formulas(), key=lambda each: each[:2])
        areas = (each.element.get("ref", "") if each.element.get("t") in ("array", "dataTable") else "" for each in cells)
        return group_copies(
            FormulaCell(each.row, each.column, each.text, area=area if ":" in area else "") for each, area in zip(cells, areas, strict=True)
        )

    def drop_values(self, area: Area) -> bool:
        """Remove the stored values of the formulas in an area; whether there were any."""
        dropped = False
        for row, column, cell in self._grid.parsed_cells_in(area):  # what is new has no stored value of a formula
            value, here = cell.find(self._grid.tag("v")), Area(row, column, row, column)
            has_formula = cell.find(self._grid.tag("f")) is not None or any(array.overlaps(here) for array in self._arrays)
            if value is not None and has_formula:
                cell.remove(value)
                cell.attrib.pop("t", "")
                dropped = True
        return dropped

    def check_writable(self, area: Area) -> None:
        """Refuse an area (BadInput) with a cell that is merged, filled by another cell's formula, or a table's heading."""
        # The first cell of a merge is the one that shows.  A heading is in the part of its table too, and Excel calls a workbook
        # damaged where the two differ.
        blocks = [(merge, _MERGED) for merge in self._merges if area != merge.top_left]
        blocks += [(array, _ARRAY) for array in self._arrays] + [(heading, _HEADING) for heading in self._headings]
        for block, complaint in blocks:
            if block.overlaps(area):
                cell = Place(self.sheet, max(block.top, area.top), max(block.left, area.left))
                raise BadInput(complaint, cell=cell, range=block.ref)

    def _format_row(self, number: int, columns: Sequence[str], row: Sequence[CellValue], formats: Sequence[str | None]) -> str:
        cells = [
            format_cell(self.sheet, f"{name}{number}", value, style, date1904=self.date1904)
            for name, value, style in zip(columns, row, formats, strict=True)
        ]
        text = "".join(cells)
        self.formulas_changed |= "<f>" in text  # never a text of a cell: that is escaped
        return text

    def _forget(self, row: int, column: int, cell: etree._Element) -> None:
        """Take note of the formula of a cell that is about to be removed."""
        for formula in cell.iterchildren(self._grid.tag("f")):
            self.formulas_changed = True
            self._shared.forget(row, column, formula)
