"""The sheets of a workbook as the judges of formulas see them, and where the references in their formulas lead."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.formula_facts import FormulaArgument
from xl_kraftsamling.reading.formulas.ranges import row_span
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.reading.open_workbook import OpenWorkbook, is_program_sheet
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import TableRange, parse_content
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area

_BRACKETED = re.compile(r"\[((?:[^\[\]']|'[\s\S])*+)\]?")  # an apostrophe before a bracket makes it part of a heading


class FormulaSheets:
    """The sheets of a workbook with the tables that were read from it, and where the references in their formulas lead.

    `with_formulas` are those of `all` that have any, but for sheets that the program itself has written.
    """

    def __init__(self, workbook: OpenWorkbook, regions: Sequence[Region]) -> None:
        """Take a workbook, and the tables that were read from it."""
        of_sheet: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            of_sheet[region.block.sheet].append(region)
        self.all = [FormulaSheet(workbook, name, of_sheet[name]) for name in workbook.sheets]
        self.with_formulas = [
            sheet for sheet in self.all if sheet.formulas and not is_program_sheet(workbook.read_sheet(sheet.name))
        ]
        self._by_name = {fold_label(sheet.name): sheet for sheet in self.all}
        self._tables = {name: (sheet, ref) for sheet in self.all for name, ref in sheet.workings.tables.items()}
        self._headings: dict[str, dict[str, int]] = {}

    def find_areas(self, sheet: FormulaSheet, column: int, run: CopyRun) -> Iterator[tuple[FormulaArgument, FormulaSheet, Area]]:
        """The ranges of a run of copies: the argument that each is part of, its sheet, and all cells that any of the copies takes in.

        Ranges on unknown sheets, and in other workbooks, are left out.
        """
        for each in parse_content(run.pattern).ranges:
            target = self._by_name.get(fold_label(each.sheet or "")) if each.sheet != "" else sheet
            if target:
                # The first and the last copy are enough: from one to the next a range moves in one direction, or not at all.
                rows = (*row_span(each, run.top), *row_span(each, run.bottom))
                left, right = (end.column.position_from(column) if end.column else None for end in (each.first, each.last))
                yield each.at, target, Area(min(rows), left or 1, max(rows) if each.last.row else LAST_ROW, right or LAST_COLUMN)

    def find_table_areas(self, named: TableRange) -> Iterator[tuple[FormulaSheet, Area]]:
        """The area of a structured reference with its sheet; none for a totals row, an unknown table or an unknown heading."""
        if named.table.casefold() in self._tables:
            sheet, (top, _, bottom, _) = self._tables[named.table.casefold()]
            inside = named.inside[1:-1]
            words = [fold_label(word) for word in _BRACKETED.findall(inside) or [inside.lstrip("@")]]
            headings = self._read_headings(named.table.casefold())
            columns = [headings[word] for word in words if word in headings]
            if columns and "#totals" not in words:
                yield sheet, Area(top + 1, min(columns), bottom, max(columns))

    def _read_headings(self, table: str) -> dict[str, int]:
        """The columns of a table by their folded headings, read once: each formula may name the table."""
        if table not in self._headings:
            sheet, (top, left, _, right) = self._tables[table]
            cells = sheet.filled_cells(top).items()
            self._headings[table] = {fold_label(cell): column for column, cell in cells if left <= column <= right}
        return self._headings[table]
