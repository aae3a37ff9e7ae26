"""The ranges that a function is given, as an OpenWorkbook: the tables in them are then read as those of any workbook are.

A range is a part of its sheet, and what stands around it is not read: Excel must know what an answer depends on.  The titles right
above a range are an exception, since they may say the unit; so are number formats, formulas, merges and strikethrough, which belong to
its cells.  The other sheets are read too where the recipients of a range stand on one of them, in a list of insatser: a range cannot hold both.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import count
from operator import eq
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import xlwings as xw

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.tables import Table
from xl_kraftsamling.excel.book_path import find_path
from xl_kraftsamling.excel.cell_questions import find_formats, find_merges, get_range, read_formulas
from xl_kraftsamling.excel.excel_values import read_excel_value, read_range
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.excel.struck_cells import find_struck_lines
from xl_kraftsamling.reading.canonical_layout import is_canonical
from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.reading.row_roles import SEARCHED_ROWS
from xl_kraftsamling.xlsx.formulas.copies import FormulaCell, group_copies
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings
from xl_kraftsamling.xlsx.grid import Area, ColumnGrid, Grid, slice_column
from xl_kraftsamling.xlsx.package import Calculation


class Asked(NamedTuple):
    """A question about a sheet, as a method of :class:`RangeBook` with its arguments, and what Excel has answered."""

    question: Callable[..., Any]
    about: tuple[Any, ...]
    answer: Any


class RangeBook:
    """The ranges of a function as an :class:`~xl_kraftsamling.reading.open_workbook.OpenWorkbook`, which has their sheets alone.

    `arguments` are the ranges, each under the name of its sheet here: two sheets of one name, in two workbooks or of two arrays, get two.
    `book` is the workbook itself; None where the function is given arrays.  `asked` is what Excel was asked beside the cells of the ranges.
    """

    sha256 = ""
    number_formats = None  # Excel tells those of cells alone
    hidden_sheets: Collection[str] = ()  # what a person gives to a function is meant to be read
    calculation = Calculation("auto", iterate=False)
    is_linked = False

    def __init__(self, arguments: Sequence[TableArgument], book: xw.Book | None = None, *, has_other_sheets: bool = False) -> None:
        """Take the ranges; where their workbook is not given, that of the first that is a range is taken for that of all.

        :param has_other_sheets: whether the other sheets of the workbook are to be read too.
        """
        self.arguments = _name_sheets(arguments)
        self._pages = {each.sheet: each.page for each in self.arguments if each.page is not None}
        page = next(iter(self._pages.values()), None)
        self.book = page.book if book is None and page is not None else book
        self.given_sheets = frozenset(each.sheet for each in self.arguments)
        self.asked: list[Asked] = []
        others: Sequence[str] = self._ask(RangeBook._list_small_sheets) if has_other_sheets else ()
        self.sheets = tuple(dict.fromkeys((*(each.sheet for each in self.arguments), *others)))
        self.date1904 = self.book is not None and bool(getattr(self.book.api, "Date1904", False))
        self._contents: dict[str, SheetContent] = {}

    def add_other_sheets(self) -> "RangeBook":
        """The same ranges with the other sheets of their workbook."""
        return RangeBook(self.arguments, self.book, has_other_sheets=True)

    @property
    def can_show_formulas(self) -> bool:
        """Whether its formulas can be read, which tell sums apart in other layouts than the template's."""
        return bool(self._pages) and not self.is_canonical

    @cached_property
    def path(self) -> Path:
        """The name of its workbook."""
        return Path(self.book.name if self.book is not None else _NO_BOOK)

    @cached_property
    def folder_path(self) -> Path | None:
        """The path of its workbook, beside which other files may lie; None where it is in no folder, or unknown."""
        return find_path(self.book) if self.book is not None else None

    @cached_property
    def all_sheets(self) -> Sequence[str] | None:
        """The names of all sheets of its workbook; None where Excel cannot be asked for them."""
        # Only COM can be asked for other sheets while a cell is computed.
        if self.book is None or getattr(self.book.api, "Worksheets", None) is None:
            return None
        return [sheet.name for sheet in self.book.sheets]

    @cached_property
    def is_canonical(self) -> bool:
        """Whether the workbook follows the template; where its sheets are not known, whether all headings of the ranges do."""
        if self.all_sheets is None:
            return all(each.has_template_headings for each in self.arguments)
        # a range of another sheet than the table's is one that the template does not know
        own = (fold_label(each.sheet) == fold_label(each.table.sheet) or each.has_template_headings for each in self.arguments)
        return is_canonical(self.all_sheets) and all(own)

    def describe(self) -> Sequence[Any]:
        """What it is beside its cells and what is asked about them."""
        return self.path, self.folder_path, self.all_sheets, self.date1904, [each.page is None for each in self.arguments]

    def answers(self, asked: Sequence[Asked]) -> bool:
        """Whether Excel answers some questions now as it did when they were asked."""
        return all(each.question(self, *each.about) == each.answer for each in asked)

    def _ask(self, question: Callable[..., Any], *about: Any) -> Any:
        answer = question(self, *about)
        self.asked.append(Asked(question, about, answer))
        return answer

    def holds(self, table: Table) -> bool:
        """Whether a table is among the arguments."""
        return any(each.table is table for each in self.arguments)

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, areas and merges of the ranges of a sheet; in the template's layout neither titles nor merges change anything."""
        if sheet not in self._contents and sheet not in self.given_sheets:
            self._contents[sheet] = SheetContent(self._ask(RangeBook._read_page, sheet)[0], [], [])
        if sheet not in self._contents:
            here = [each for each in self.arguments if each.sheet == sheet]
            pieces = [_Piece(each.area.top, each.area.left, each.cells) for each in here]
            merges: Sequence[Area] = ()
            if not self.is_canonical:
                pieces = [*self._ask(RangeBook._read_titles, sheet)[0], *pieces]  # a range is laid over what another takes for its title
                merges = self._ask(RangeBook._find_merges, sheet)
            self._contents[sheet] = SheetContent(_lay_out(pieces), [each.ref for each in here], merges)
        return self._contents[sheet]

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas of the ranges of a sheet."""
        formulas = group_copies(self._ask(RangeBook._list_formulas, sheet))
        return SheetWorkings(formulas, hidden_rows=(), hidden_columns=(), tables={}, state="visible")

    def read_number_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        """The codes of the number formats of a column's cells in some rows, halved as long as Excel answers that they differ."""
        formats: Collection[str] = self._ask(RangeBook._find_formats, sheet, column, lines)
        return formats

    def find_struck(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[int]:
        """Those of some rows in which the cell of a column is struck through."""
        struck: Collection[int] = self._ask(RangeBook._find_struck, sheet, column, lines)
        return struck

    # ---- the questions

    def _list_small_sheets(self) -> Sequence[str]:
        """The sheets that may be read beside the ranges: a list of insatser is no long one, and a cell must not wait."""
        return [name for name in self.all_sheets or () if self.book is not None and self.book.sheets[name].used_range.size <= _MAX_BESIDE]

    def _read_page(self, sheet: str) -> "_TypedRows[Sequence[Any]]":
        rows = _read_page(self.book, sheet)
        return rows, _list_types(rows)

    def _read_titles(self, sheet: str) -> "_TypedRows[_Piece]":
        pieces = [_read_titles(each) for each in self.arguments if each.sheet == sheet]
        return pieces, _list_types(row for piece in pieces for row in piece.cells)

    def _find_merges(self, sheet: str) -> Sequence[Area]:
        return [*dict.fromkeys(area for each in self.arguments if each.sheet == sheet and each.page is not None for area in find_merges(each.page, each.area))]

    def _list_formulas(self, sheet: str) -> Sequence[FormulaCell]:
        here = (get_range(each.page, each.area) for each in self.arguments if each.sheet == sheet and each.page is not None)
        return [cell for cells in here for cell in read_formulas(cells)]

    def _find_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        return {*find_formats(self._pages[sheet], column, lines)} if sheet in self._pages and lines else {""}

    def _find_struck(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[int]:
        return [*find_struck_lines(self._pages[sheet], column, lines)] if sheet in self._pages and lines else ()


class _Piece(NamedTuple):
    """Cells that are laid out on a sheet, from a row and a column on."""

    top: int
    left: int
    cells: Grid


_P = TypeVar("_P")
_TypedRows = tuple[Sequence[_P], Sequence[Sequence[type]]]
"""Cells with their types, since to Python True is equal to 1.0."""


def _list_types(rows: Iterable[Sequence[Any]]) -> Sequence[Sequence[type]]:
    return [[*map(type, row)] for row in rows]


def _read_titles(argument: TableArgument) -> _Piece:
    """The titles right above a range: the rows there that hold no more than one cell, as those of another table do."""
    rows = [[read_excel_value(cell) for cell in row] for row in argument.read_titles(SEARCHED_ROWS)]
    count = next((n for n, row in enumerate(reversed(rows)) if sum(bool(cell_text(cell)) for cell in row) > 1), len(rows))
    return _Piece(argument.area.top - count, argument.area.left, rows[len(rows) - count :])


def _lay_out(pieces: Sequence[_Piece]) -> Grid:
    """The grid of a sheet from A1 on, with each piece laid over those before it."""
    first = pieces[0]
    if len(pieces) == 1 and first.top == first.left == 1:
        return first.cells
    height = max(piece.top + len(piece.cells) - 1 for piece in pieces)
    columns: dict[int, list[Any]] = {}
    for top, left, cells in pieces:
        for number in range(1, (len(cells[0]) if cells else 0) + 1):
            column = columns.setdefault(left + number - 1, [""] * height)
            column[top - 1 : top - 1 + len(cells)] = slice_column(cells, number, 1, len(cells))
    return ColumnGrid(columns, height)


def _read_page(book: xw.Book | None, sheet: str) -> Grid:
    """The cells of a whole sheet, from A1 on."""
    page = book.sheets[sheet] if book is not None else None
    last = page.used_range.last_cell if page is not None else None
    return read_range(page.range((1, 1), (last.row, last.column))) if page is not None and last is not None else ()


def _name_sheets(arguments: Sequence[TableArgument]) -> Sequence[TableArgument]:
    """The arguments with a name of its own for each sheet: an array that is given twice stands on one."""
    named: list[TableArgument] = []
    for each in arguments:
        known = next((other for other in named if _are_on_one_sheet(each, other)), None)
        taken = {other.sheet for other in named}
        names = (each.sheet if number == 1 else f"{each.sheet} {number}" for number in count(1))
        named.append(replace(each, sheet=known.sheet if known else next(name for name in names if name not in taken)))
    return named


def _are_on_one_sheet(one: TableArgument, other: TableArgument) -> bool:
    if one.page is not None and other.page is not None:
        return (one.book, one.page.name) == (other.book, other.page.name)
    both_arrays = one.page is None and other.page is None
    return both_arrays and len(one.cells) == len(other.cells) and all(map(eq, one.cells, other.cells))


_MAX_BESIDE = 100_000
"""Cells of a sheet that is read beside the ranges."""
_NO_BOOK = "Funktionen"
"""What stands for the name of a workbook where a function is given arrays."""
