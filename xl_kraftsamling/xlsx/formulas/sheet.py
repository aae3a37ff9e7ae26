"""What is behind the values of a sheet: its formulas, its hidden rows and columns, and its Excel tables by name.

Formulas are found in two ways: one regular expression passes over the XML as programs write it, and a parser reads any other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from xl_kraftsamling.xlsx.cells.sheet_scan import CellPosition
from xl_kraftsamling.xlsx.formulas.copies import FormulaCell, Formulas, RunBuilder, group_copies
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, TableRef, column_number
from xl_kraftsamling.xlsx.package import Package, Sheet


class SheetWorkings(NamedTuple):
    """The workings of a sheet; rows and columns are counted from 1, tables named in lower case.

    `state` is `visible`, `hidden` or `veryHidden`.
    """

    formulas: Formulas
    hidden_rows: Sequence[int]
    hidden_columns: Sequence[range]
    tables: Mapping[str, TableRef]
    state: str


# Not from within a word, and a value up to its own kind of quote: what is inside a value is no attribute.
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


def read_workings(package: Package, sheet: Sheet, xml_without_rows: bytes | None = None) -> SheetWorkings:
    """Read the workings of a sheet in a file; BadInput if it is damaged.

    :param xml_without_rows: the sheet's XML, if it is known that its rows hold no formulas and that none is hidden.
    """
    data = package.read(sheet.part) if xml_without_rows is None else xml_without_rows
    try:
        formulas = read_formulas(data)
        rows, columns = _find_hidden(data.decode("utf-16").encode() if b"\0" in data[:4] else data)
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None
    tables = {table.name.casefold(): table.ref_without_totals for table in package.tables(sheet)}
    return SheetWorkings(formulas, rows, columns, tables, sheet.state)


# Hidden rows and columns

_ROW = re.compile(rb"<(?:\w+:)?row\s((?>[^<>]*?\bhidden=)[^<>]*+)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_ON = ("1", "true")


def _find_hidden(data: bytes) -> tuple[list[int], list[range]]:
    rows, columns = [], []
    # The search for the one word first: the pattern would try every row of a sheet that hides none.
    for row in _ROW.finditer(data) if b"hidden=" in data else ():
        attributes = _read_attributes(row[1])
        if attributes.get("hidden") in _ON and "r" in attributes:
            rows.append(int(attributes["r"]))
    for column in _COLUMN.finditer(data, 0, max(0, data.find(b"sheetData"))):
        attributes = _read_attributes(column[1])
        if attributes.get("hidden") in _ON or attributes.get("width") in ("0", "0.0"):
            columns.append(range(int(attributes.get("min", 1)), min(int(attributes.get("max", 0)), LAST_COLUMN) + 1))
    return rows, list(_merge(columns))


def _read_attributes(text: bytes) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(text.decode("latin-1"))}


def _merge(columns: list[range]) -> Iterator[range]:
    """Ranges of columns without those that are in another: an element of a line can claim all of them."""
    done = 1
    for each in sorted(columns, key=lambda each: each.start):
        if each.stop > done:
            yield range(max(each.start, done), each.stop)
            done = each.stop


# Formulas

# After <f come its attributes, with the space before them, or its end: <formula>, of a conditional format, is no match.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>]*+>\s*+<f(?:(?= )([^<>]*?))?(?:/>|>([^<]*+)</f>)',
)
_START = re.compile(rb"<f[\s/>]")


# Instructions may come before the root; behind a comment there, or in UTF-16, it is not found, and the sheet is parsed.
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?[^>]*+>\s*+)*+<(\w+:)?worksheet[\s>]")


def read_formulas(data: bytes) -> Formulas:
    """Read the formulas in a sheet's XML; ValueError if it is damaged."""
    try:
        return _read_quickly(data)
    except ValueError:  # as a rule raised at the end, so nothing is kept of what was read
        return _read_exactly(data)


def _read_quickly(data: bytes) -> Formulas:
    """Read the formulas in XML as programs write it; ValueError if it is not written so."""
    plain = _strip_prefix(data)
    if not plain or b"<!" in plain:
        raise ValueError("UTF-16, comments or CDATA")
    # Counted apart from the pattern: a formula that it does not match would otherwise be lost without notice.
    count = len(_START.findall(plain))
    builder = RunBuilder()
    for match in _CELL.finditer(plain) if count else ():
        count -= 1
        if not builder.continues(match):
            name, row, attributes, text = match.groups(b"")
            cell = _formula_cell(int(row), column_number(name.decode()), unescape(text.decode()), _read_attributes(attributes))
            builder.add(cell, attributes)
    if count:
        raise ValueError(count)
    return builder.runs()


def _strip_prefix(data: bytes) -> bytes:
    """The XML of a worksheet without the namespace prefix of its root; b"" if it is no worksheet, or in UTF-16."""
    root = _ROOT.match(data)
    if root is None:
        return b""
    return data.replace(b"<" + root[1], b"<").replace(b"</" + root[1], b"</") if root[1] else data


def _formula_cell(row: int, column: int, text: str, attributes: Mapping[str, str]) -> FormulaCell:
    kind, area = attributes.get("t"), attributes.get("ref", "")
    shared = attributes.get("si", "") if kind == "shared" else ""
    return FormulaCell(row, column, text, shared, area if kind in ("array", "dataTable") and ":" in area else "")


def _read_exactly(data: bytes) -> Formulas:
    """Read the formulas in any XML by parsing every cell; ValueError if it is damaged."""
    parsing = _Parsing()
    try:
        parsing.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return group_copies(parsing.cells)


class _Parsing:
    """A sheet while expat parses it."""

    def __init__(self) -> None:
        self.cells: list[FormulaCell] = []
        self._position = CellPosition()
        self._attributes: dict[str, str] | None = None
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._position.enter(local, attributes)
        if local == "f":
            self._attributes = attributes
            self._text.clear()
            self.parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        if self._attributes is not None and name.rpartition(":")[2] == "f":
            self.cells.append(_formula_cell(self._position.row, self._position.column, "".join(self._text), self._attributes))
            self._attributes = self.parser.CharacterDataHandler = None
        elif name.endswith("sheetData"):  # behind the cells, sparklines and conditional formats have elements f as well
            self.parser.StartElementHandler = None
