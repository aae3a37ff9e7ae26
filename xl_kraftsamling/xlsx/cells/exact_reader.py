"""Reads any worksheet by parsing every element of it: the slow way, which leaves nothing to chance.

A row or cell without an address follows the one before it (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).  What schema and Excel forbid,
and other readers each understand in their own way, is refused: rows in two places, a cell twice, an address in another row, two
values of a cell, elements of foreign namespaces among the cells.
"""

from typing import Any

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.xlsx.cells.bounds import check_text
from xl_kraftsamling.xlsx.cells.strict_parser import (
    STRANGE,
    Children,
    Leave,
    Others,
    Refused,
    StrictParser,
    expect_rich_text,
)
from xl_kraftsamling.xlsx.cells.values import CellValues
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area, parse_cell
from xl_kraftsamling.xlsx.package import parse_whole
from xl_kraftsamling.xlsx.package.xstring import decode_xstring

_TWICE = Text("samma cell två gånger", "the same cell twice")
_ELSEWHERE = Text("en cell i en annan rad än dess adress säger", "a cell on another row than its address says")
_TWO_VALUES = Text("två värden i samma cell", "two values in the same cell")

GAP: Any = None
"""What stands for a cell without content until the sheet is read to its end."""


_TOLD_ROWS = 2_000  # between two tellings of how far it is


class SheetParser(StrictParser):
    """A sheet while it is parsed: `rows`, the values of each row by its number, up to its last one, and `merges`."""

    never = "sheetData", "row", "c"

    def __init__(self, values: CellValues) -> None:
        """Read the cells by what they refer to."""
        super().__init__("worksheet")
        self.rows: dict[int, list[Any]] = {}
        self.merges: list[Area] = []
        self.filled = 0
        self._values = values
        self._number = 0  # of the row; its cells decide it where the row does not say it
        self._row: list[Any] = []
        self._is_numbered = True
        self._column = 0
        self._kind = self._style = ""
        self._value: str | None = None
        self._has_formula = self._is_inline = self._has_data = False
        self._texts: list[str] = []
        self._expect()

    def parse(self, data: bytes) -> None:
        """Parse the sheet; ValueError also if it has no place for rows, which then are where they are no rows."""
        super().parse(data)
        if not self._has_data:
            raise ValueError("sheetData")

    def _expect(self) -> None:
        self._in_rows: Children = {"row": self._start_row, "extLst": self.pass_over}
        self._in_row: Children = {"c": self._start_cell, "extLst": self.pass_over}
        self._in_cell: Children = {
            "v": self._start_value,
            "f": self._start_formula,
            "is": self._start_inline,
            "extLst": self.pass_over,
        }
        self._inline = expect_rich_text(self, self._texts)
        self._in_merges: Children = {"mergeCell": self._add_merge, "extLst": self.pass_over}
        self.children = Others(self, {"sheetData": self._start_rows, "mergeCells": self._start_merges})

    def refuse(self, _name: str) -> Refused:
        """The error for an element that is not expected, at the cell where it is."""
        return Refused(STRANGE, (self._number, self._column) if self._number and self._column else None)

    def _start_rows(self, _attributes: dict[str, str]) -> None:
        if self._has_data:
            raise self.refuse("sheetData")
        self._has_data = True
        self.children = self._in_rows

    def _start_merges(self, _attributes: dict[str, str]) -> None:
        self.children = self._in_merges

    def _add_merge(self, attributes: dict[str, str]) -> None:
        self.merges.append(Area.parse(attributes.get("ref", "")))
        self.children = {}

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._is_numbered = "r" in attributes
        self._number = parse_whole(attributes["r"], 0) if self._is_numbered else self._number + 1
        if not 1 <= self._number <= LAST_ROW:
            raise ValueError(self._number)
        if self._number % _TOLD_ROWS == 0:
            self.tell_share()
        self._row = self.rows.get(self._number, [])
        self._column = 0
        self.children = self._in_row

    def _start_cell(self, attributes: dict[str, str]) -> Leave:
        if "r" in attributes:
            row, self._column = parse_cell(attributes["r"])
            if row != self._number:
                self._move_row(row)
        else:
            self._column += 1
        if self._column > LAST_COLUMN:
            raise ValueError(self._column)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._has_formula, self._is_inline = None, False, False
        self.children = self._in_cell
        return self._end_cell

    def _move_row(self, row: int) -> None:
        if self._is_numbered:
            raise Refused(_ELSEWHERE, (row, self._column))
        self._number, self._is_numbered = row, True
        self._row = self.rows.get(row, [])

    def _start_value(self, _attributes: dict[str, str]) -> Leave:
        if self._value is not None:
            raise self._refuse_two()
        self.read_text()
        return self._end_value

    def _end_value(self) -> None:
        self._value = self.end_text()

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        if self._has_formula:
            raise self._refuse_two()
        self._has_formula = True
        self.children = {}

    def _start_inline(self, _attributes: dict[str, str]) -> None:
        if self._is_inline:
            raise self._refuse_two()
        self._is_inline = True
        self._texts.clear()
        self.children = self._inline

    def _refuse_two(self) -> Refused:
        return Refused(_TWO_VALUES, (self._number, self._column))

    def _end_cell(self) -> None:
        if self._is_inline or self._has_formula or self._value or (self._value is not None and self._kind == "str"):
            self._add_value(self._read_value())

    def _read_value(self) -> Any:
        if self._is_inline or self._kind == "inlineStr":
            if self._value is not None or self._kind != "inlineStr":
                raise self._refuse_two()
            return decode_xstring("".join(self._texts)) if self._is_inline else ""
        if self._value or (self._value is not None and self._kind in ("str", "e")):
            return self._values.read(self._kind, self._style, self._value)
        return UNVALUED_FORMULA

    def _add_value(self, value: Any) -> None:
        row, column = self._row, self._column
        if not row:
            self.rows[self._number] = row
        if column > len(row):
            row.extend([GAP] * (column - len(row) - 1))
            row.append(value)
        elif row[column - 1] is GAP:
            row[column - 1] = value
        else:
            raise Refused(_TWICE, (self._number, column))
        self.filled += 1
        if type(value) is str:
            check_text(value, (self._number, column))
