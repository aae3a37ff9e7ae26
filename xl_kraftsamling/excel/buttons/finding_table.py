"""The table on the sheet Kontroll, as it stands in Excel: the findings, what people have written beside them, and the hidden keys."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET, KEY_HEADING, REMARK_WIDTHS
from xl_kraftsamling.excel.buttons.program_sheet import MAX_WRITTEN_TEXT, CellInput, quote_text
from xl_kraftsamling.xlsx.formulas.patterns import move_formula, parse_pattern

_WIDTH = len(FINDING_WIDTHS)


def _list_columns(tables: Iterable[xw.main.Table]) -> Iterator[int]:
    """The columns of some Excel tables."""
    for table in tables:
        yield from range(table.range.column, table.range.last_cell.column + 1)


class FindingTable:
    """The table with its headings in a row of the sheet; `rows` are those that stand there, `last_column` is that of the last heading."""

    def __init__(self, sheet: xw.Sheet, heading: int) -> None:
        """Read what stands there."""
        self._sheet, self._heading = sheet, heading
        self.excel_tables = [table for table in sheet.tables if table.range.row == heading and table.range.column == 1]
        own = {table.name for table in self.excel_tables}
        table = self.excel_tables[0].range.last_cell if self.excel_tables else None
        used = sheet.used_range.last_cell
        last = max(table.row if table else used.row, heading + 1)
        right = max(_WIDTH, used.column, table.column if table else 0)
        cells = self._range(heading, 1, last, right).options(ndim=2, err_to_str=True).value
        self._cells: list[list[Any]] = cells[1:]
        named = {cell_text(name): number for number, name in enumerate(cells[0], 1)}
        self._key = named.get(KEY_HEADING)
        # beside a table that begins in the first row there is the line about the check, which is no remark
        self._apart = {self._key, *_list_columns(table for table in sheet.tables if table.name not in own)}
        filled = {n for row in self._cells for n, cell in enumerate(row, 1) if n > _WIDTH and n not in self._apart and cell not in (None, "")}
        headed = {n for n, name in enumerate(cells[0], 1) if n > _WIDTH and n not in self._apart and cell_text(name)} if heading > 1 else set[int]()
        self._remarks = sorted(filled)
        self.last_column = max({_WIDTH, self._key or 0, *filled, *headed, table.column if table else 0})
        self.rows = [self._read_row(row) for row in self._cells]

    @property
    def _has_room(self) -> bool:
        """Whether no other table of the sheet is where the columns beside the findings would be."""
        return not any(column and column > _WIDTH for column in self._apart)

    def _read_row(self, row: Sequence[Any]) -> FindingRow:
        key = cell_text(row[self._key - 1]) if self._key else ""
        return FindingRow(key, [*map(cell_text, row[:_WIDTH])], has_remarks=any(row[n - 1] not in (None, "") for n in self._remarks))

    def write(self, rows: Sequence[FindingRow], cells: Sequence[Sequence[CellInput]]) -> None:
        """Write rows in place of those that stand there; `cells` are their texts as Excel takes them."""
        key = self._key or (self._add_columns() if self._has_room else None)
        remarks = {number: self._move_remarks(number, rows) for number in self._remarks}
        first, last = self._heading + 1, self._heading + len(self._cells)
        self._range(first, 1, last, _WIDTH).clear_contents()  # contents alone: formats and widths may be the user's
        if rows:
            bottom = self._heading + len(rows)
            block = self._range(first, 1, bottom, _WIDTH)
            block.value = [list(row) for row in cells]  # in one call, however many there are
            block.wrap_text = True
        if key:
            self._write_column(key, [*(quote_text(row.key) for row in rows), *[None] * (len(self._cells) - len(rows))])
        for number, column in remarks.items():
            self._write_column(number, column)
        self._fit_excel_table(len(rows))

    def _add_columns(self) -> int:
        """Give the table what it lacks beside the findings; returns the column of the keys."""
        invited = REMARK_WIDTHS if self.last_column == _WIDTH else {}  # beside the findings alone, two columns invite people to write
        key = self.last_column + len(invited) + 1
        model = self._sheet.range((self._heading, _WIDTH))
        for number, (name, width) in enumerate((*invited.items(), (KEY_HEADING, 0)), self.last_column + 1):
            heading = self._sheet.range((self._heading, number))
            with suppress(AttributeError, NotImplementedError):  # how it looks is no reason to stop, in a browser
                model.copy(heading)
                heading.column_width = width  # at none a column is hidden
            heading.value = name
        if invited:
            first = self._heading + 1
            self._range(first, _WIDTH + 1, first + len(self._cells) - 1, key - 1).wrap_text = True
        self._name_remarks()
        self.last_column = key
        return key

    def _name_remarks(self) -> None:
        """Give each column in which people have written a heading, as Excel does, since a column of its tables must have one."""
        for number in self._remarks:
            heading = self._sheet.range((self._heading, number))
            if self._heading > 1 and not cell_text(heading.value):
                heading.value = f"Kolumn{number - _WIDTH}"

    def _move_remarks(self, number: int, rows: Sequence[FindingRow]) -> list[CellInput] | None:
        """The cells of a column in which people have written, each beside its finding; None for one of formulas that are all alike."""
        first = self._heading + 1
        formulas = self._read_formulas(number)
        patterns = {parse_pattern(text, first + at, number) for at, text in formulas.items()}
        if len(patterns) == 1 and len(formulas) == len(self._cells):
            return None
        moved: list[CellInput] = []
        for line, row in enumerate(rows, first):
            if row.earlier is None:
                moved.append(None)
            elif row.earlier in formulas:
                moved.append("=" + move_formula(formulas[row.earlier], number, first + row.earlier, line))
            else:
                cell = self._cells[row.earlier][number - 1]
                moved.append(f"'{cell}" if isinstance(cell, str) and cell else cell)
        return moved + [None] * (len(self._cells) - len(rows))

    def _read_formulas(self, number: int) -> dict[int, str]:
        """The formulas of a column by the position of their row, without equals signs."""
        first = self._heading + 1
        texts: Any = ()
        with suppress(AttributeError, NotImplementedError):  # in a browser they cannot be asked for
            texts = self._range(first, number, first + len(self._cells) - 1, number).formula
        listed = [row[0] for row in texts] if isinstance(texts, (tuple, list)) else [texts]  # that of a single cell comes without rows
        return {at: text[1:] for at, text in enumerate(listed) if isinstance(text, str) and text.startswith("=")}

    def _write_column(self, number: int, column: Sequence[CellInput] | None) -> None:
        if column is None:
            return
        first = self._heading + 1
        if all(len(cell) <= MAX_WRITTEN_TEXT for cell in column if isinstance(cell, str)):
            self._range(first, number, first + len(column) - 1, number).value = [[cell] for cell in column]
            return
        for line, cell in enumerate(column, first):  # a longer text Excel takes by itself alone
            self._sheet.range((line, number)).value = cell

    def _fit_excel_table(self, height: int) -> None:
        """Let the Excel table hold the rows, at least one, or Excel refuses; where there is none it is made, so that it can be filtered."""
        area = self._range(self._heading, 1, self._heading + max(1, height), self.last_column)
        for table in self.excel_tables:
            table.resize(area)
        if not self.excel_tables and self._heading > 1:
            with suppress(Exception):  # a name that is taken, or a table in the way: it is then a plain range
                self._sheet.tables.add(area, name=FINDINGS_SHEET, table_style_name="TableStyleLight1")

    def _range(self, top: int, left: int, bottom: int, right: int) -> xw.Range:
        return self._sheet.range((top, left), (bottom, right))
