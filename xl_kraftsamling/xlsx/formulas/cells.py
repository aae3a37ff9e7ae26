"""The formulas of a sheet, found in one pass over its XML; no object for a cell without a formula."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from xl_kraftsamling.xlsx.grid import column_number, parse_cell


class FormulaCell(NamedTuple):
    """A cell with a formula.

    `text` is without its equals sign, empty where the cell follows the shared formula `shared`; `area` is the range that an
    array formula fills.
    """

    row: int
    column: int
    text: str
    shared: str = ""
    area: str = ""


_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>]*+>\s*+<f(?:(?= )([^<>]*?))?(?:/>|>([^<]*+)</f>)',
)
_STARTS = (b"<f>", b"<f ", b"<f/", b"<f\n", b"<f\r", b"<f\t")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_PREFIX = re.compile(rb"<(\w+:)worksheet[\s>]")


def find_formulas(data: bytes) -> Iterator[re.Match[bytes]]:
    """The cells with formulas in a sheet's XML, row by row, as :func:`matched_cell` takes them.

    Their groups are column, row, the attributes of the formula and its text.  ValueError where this quick pass does not
    understand the XML (then :func:`parsed_cells` does), as a rule only at the end.
    """
    prefix = _PREFIX.search(data, 0, 4096)
    plain = data.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</") if prefix else data
    if b"\0" in plain[:4] or b"<!" in plain:
        raise ValueError("UTF-16, comments or CDATA")
    count = sum(map(plain.count, _STARTS))
    for match in _CELL.finditer(plain) if count else ():
        count -= 1
        yield match
    if count:
        raise ValueError(count)


def matched_cell(match: re.Match[bytes]) -> FormulaCell:
    """A cell that was found; ValueError where its text is not UTF-8."""
    letters, row, attributes, text = match.groups()
    formula = text.decode() if text else ""
    if "&" in formula:
        formula = unescape(formula)
    if not attributes:
        return FormulaCell(int(row), column_number(letters.decode()), formula)
    return _cell(int(row), column_number(letters.decode()), formula, dict(_ATTRIBUTE.findall(attributes.decode())))


def _cell(row: int, column: int, text: str, attributes: Mapping[str, str]) -> FormulaCell:
    kind, area = attributes.get("t"), attributes.get("ref", "")
    shared = attributes.get("si", "") if kind == "shared" else ""
    return FormulaCell(row, column, text, shared, area if kind in ("array", "dataTable") and ":" in area else "")


def parse_formulas(data: bytes) -> Iterator[FormulaCell]:
    """The same, every cell being parsed: for XML that no program is known to write; ValueError where it is damaged."""
    parsing = _Parsing()
    try:
        parsing.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return iter(parsing.cells)


class _Parsing:
    """A sheet being parsed; a row or cell without an address follows the one before it."""

    def __init__(self) -> None:
        self.cells: list[FormulaCell] = []
        self._row = self._column = 0
        self._attributes: dict[str, str] | None = None
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif local == "c" and "r" in attributes:
            self._row, self._column = parse_cell(attributes["r"])
        elif local == "c":
            self._column += 1
        elif local == "f":
            self._attributes = attributes
            self._text.clear()
            self.parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        if self._attributes is not None and name.rpartition(":")[2] == "f":
            self.cells.append(_cell(self._row, self._column, "".join(self._text), self._attributes))
            self._attributes = self.parser.CharacterDataHandler = None
