"""Writing, moving and taking away the cells of a sheet, with regard to what Excel forbids: merges and tied formulas."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.model import Place, letters
from xl_kraftsamling.sheets.areas import Area, cell_of
from xl_kraftsamling.sheets.edit.cell_xml import Value, cell_xml
from xl_kraftsamling.sheets.edit.grid import Grid

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
_SHARED = Text(
    "{cell} kan inte skrivas: andra cellers formler bygger på formeln där. Skriv deras formler på nytt i Excel först.",
    "{cell} cannot be written: the formulas of other cells build on the formula there. Write theirs anew in Excel first.",
)


class Cells:
    """The cells of a worksheet; `formulas_changed` tells whether any formula came, went or moved.

    ValueError where the sheet's XML makes no sense.
    """

    def __init__(self, sheet: str, root: etree._Element, headings: Sequence[Area], *, date1904: bool) -> None:
        """Take the cells of a sheet by the root of its XML; `headings` are the heading rows of its Excel tables."""
        self.sheet, self.date1904, self.formulas_changed = sheet, date1904, False
        self._grid = Grid(root)
        self._merges = [Area.of(merge.get("ref", "")) for merge in root.iter(self._grid.tag("mergeCell"))]
        filling = [f for f in self._formulas() if f.get("t") in ("array", "dataTable") and f.get("ref")]
        self._arrays = [area for area in (Area.of(f.get("ref", "")) for f in filling) if area != area.first]
        self._headings = headings
        self._lost_masters: dict[str, Place] = {}

    def _formulas(self) -> Iterator[etree._Element]:
        return self._grid.rows.data.iter(self._grid.tag("f"))

    def format_of(self, row: int, column: int) -> str | None:
        """The number of the format that a cell has, or would get from its row or column."""
        return self._grid.format_of(row, column)

    def first_content(self, area: Area) -> Place | None:
        """The first cell of an area that is not empty; None where all are."""
        filled = (Place(self.sheet, row, column) for row, column, cell in self._grid.within(area) if len(cell))
        return next(filled, None)

    def surroundings(self) -> list[etree._Element]:
        """What the sheet consists of beside its cells: validations, conditional formats, extensions and so on."""
        return [element for element in self._grid.root.iterchildren("*") if element is not self._grid.rows.data]

    def write(self, area: Area, rows: Iterable[Sequence[Value]], formats: Sequence[str | None]) -> None:
        """Write rows of values into an area of their size; the formats, one a column, are for cells that are not there yet.

        :raises BadInput: the area touches merged cells or a formula that others need, or a value fits no cell.
        """
        self.check(area)
        columns = [letters(column) for column in range(area.left, area.right + 1)]
        written = (self._row_xml(number, columns, row, formats) for number, row in enumerate(rows, area.top))
        for replaced in self._grid.lay(area, written):
            self._lose(replaced)
        self._grid.cover(area)
        self._check_masters()

    def clear(self, area: Area) -> None:
        """Take the cells of an area away; BadInput where merged cells or formulas outside it would break."""
        self.check(area)
        for row, _, cell in self._grid.within(area):
            self._lose(cell)
            self._grid.remove(cell, row)
        self._check_masters()

    def move(self, area: Area, down: int) -> None:
        """Move the cells of an area some rows down, or up where that is negative; BadInput where formulas would break."""
        self.check(area)
        cells = list(self._grid.within(area))
        for row, column, cell in cells:
            formula = cell.find(self._grid.tag("f"))
            if formula is not None and formula.get("t") == "shared":
                raise BadInput(_SHARED, cell=Place(self.sheet, row, column))
            self._lose(cell)
            self._grid.remove(cell, row)
        for row, column, cell in cells:
            self._grid.move(cell, row + down, column)
        self._grid.cover(area._replace(top=area.top + down, bottom=area.bottom + down))

    def formulas(self, area: Area) -> Iterator[etree._Element]:
        """The formula elements of the cells in an area."""
        for _, _, cell in self._grid.within(area):
            yield from cell.iterchildren(self._grid.tag("f"))

    def check(self, area: Area) -> None:
        """Refuse an area that cannot be written: covered by a merge, part of a formula that fills many, a table's heading."""
        blocks = [(merge, _MERGED) for merge in self._merges if area != merge.first]
        blocks += [(array, _ARRAY) for array in self._arrays] + [(heading, _HEADING) for heading in self._headings]
        for block, complaint in blocks:
            if block.overlaps(area):
                cell = Place(self.sheet, max(block.top, area.top), max(block.left, area.left))
                raise BadInput(complaint, cell=cell, range=block.ref)

    def _row_xml(self, number: int, columns: Sequence[str], row: Sequence[Value], formats: Sequence[str | None]) -> str:
        cells = [
            cell_xml(self.sheet, f"{name}{number}", value, style, date1904=self.date1904)
            for name, value, style in zip(columns, row, formats, strict=True)
        ]
        text = "".join(cells)
        self.formulas_changed |= "<f>" in text
        return f'<row r="{number}">{text}</row>'

    def _lose(self, cell: etree._Element) -> None:
        """Take note of the formula of a cell that is about to go."""
        for formula in cell.iterchildren(self._grid.tag("f")):
            self.formulas_changed = True
            if formula.get("t") == "shared" and formula.text:
                self._lost_masters[formula.get("si", "")] = Place(self.sheet, *cell_of(cell.get("r", "")))

    def _check_masters(self) -> None:
        """Formulas are often stored once, in a master cell, and others refer to it: then they must go with it."""
        for formula in self._formulas() if self._lost_masters else ():
            if formula.get("si") in self._lost_masters and not formula.text:
                raise BadInput(_SHARED, cell=self._lost_masters[formula.get("si", "")])
        self._lost_masters.clear()
