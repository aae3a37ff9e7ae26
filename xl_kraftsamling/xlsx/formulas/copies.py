"""The formulas of a sheet, as runs of copies: one formula in cells below each other, however many they are.

A column of 100 000 formulas is one formula copied down.  So the XML is passed over once, and a cell that continues the run
above it costs a comparison of bytes: it is neither decoded nor parsed, nor does it become an object.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from operator import itemgetter
from typing import NamedTuple
from xml.parsers import expat

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_pattern, printf_form
from xl_kraftsamling.xlsx.grid import Area, column_number, parse_cell
from xl_kraftsamling.xlsx.scan import strip_prefix


class FormulaCell(NamedTuple):
    """A cell with a formula (ECMA-376 part 1, 18.3.1.40).

    `text` has no equals sign, and is empty where the cell refers to the shared formula with the number `shared`; `area` is
    the range that an array formula fills.
    """

    row: int
    column: int
    text: str
    shared: str = ""
    area: str = ""


class CopyRun(NamedTuple):
    """The rows from `top` to `bottom`, in which the cells of a column have the same pattern."""

    top: int
    bottom: int
    pattern: Pattern

    @property
    def height(self) -> int:
        """How many cells it has."""
        return self.bottom - self.top + 1


Formulas = Mapping[int, Sequence[CopyRun]]
"""The formulas of a sheet by column, from top to bottom."""

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>]*+>\s*+<f(?:(?= )([^<>]*?))?(?:/>|>([^<]*+)</f>)',
)
_STARTS = (b"<f>", b"<f ", b"<f/", b"<f\n", b"<f\r", b"<f\t")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def read_formulas(data: bytes) -> Formulas:
    """Read the formulas in a sheet's XML; ValueError if it is damaged."""
    runs = _RunBuilder()
    try:
        for match in _find_formulas(data):
            if not runs.continues(match):
                runs.add(_parse_match(match), match[3])
    except ValueError:  # as a rule raised at the end, so nothing is kept of the runs
        return group_copies(_parse_formulas(data))
    return runs.formulas()


def group_copies(cells: Iterable[FormulaCell]) -> Formulas:
    """Group cells, which come row by row, into runs."""
    runs = _RunBuilder()
    for cell in cells:
        runs.add(cell)
    return runs.formulas()


@dataclass(slots=True)
class _GrowingRun:
    """A run, of which the last row is not known yet."""

    top: int
    bottom: int
    pattern: Pattern


@dataclass(slots=True)
class _Column:
    """A column so far: its runs, its last pattern but for array formulas, and that pattern in printf form.

    `raw` is `text` as it is in the XML.
    """

    runs: list[_GrowingRun] = field(default_factory=list)
    pattern: Pattern | None = None
    text: str = ""
    raw: bytes = b""
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class _RunBuilder:
    """The runs of a sheet while they are built; equal patterns are one object, so that comparing them costs nothing."""

    _columns: dict[int, _Column] = field(default_factory=lambda: defaultdict(_Column))
    _patterns: dict[Pattern, Pattern] = field(default_factory=dict)
    _shared: dict[str, Pattern] = field(default_factory=dict)
    _by_letters: dict[bytes, _Column] = field(default_factory=dict)
    _followers: dict[bytes, Pattern] = field(default_factory=dict)  # by attributes such as t="shared" si="0", as bytes

    def continues(self, match: re.Match[bytes]) -> bool:
        """Extend the current run if this cell copies the formula above it; True if it did."""
        name, digits, attributes, text = match.groups()
        column = self._by_letters.get(name)
        if column is None or column.runs[-1].bottom != int(digits) - 1:
            return False
        row, run = int(digits), column.runs[-1]
        if attributes:
            is_copy = text is None and self._followers.get(attributes) is run.pattern
        else:  # the run above can be an array formula's, which leaves the column's pattern alone
            is_copy = column.raw % tuple([row + at for at in column.rows]) == text and run.pattern is column.pattern
        if is_copy:
            run.bottom = row
        return is_copy

    def add(self, cell: FormulaCell, attributes: bytes | None = None) -> None:
        """Add the next cell; `attributes` are those of its formula, as they are in the XML."""
        if cell.area:
            self._fill(cell, Area.parse(cell.area))
            return
        column = self._columns[cell.column]
        pattern = self._find_pattern(cell, column)
        if pattern is not None:  # it is None if the cell refers to a shared formula that is missing
            self._grow(column, cell, pattern)
            if cell.shared and attributes and not cell.text:
                self._followers[attributes] = pattern

    def formulas(self) -> Formulas:
        """The runs by column."""
        return {
            number: sorted((CopyRun(run.top, run.bottom, run.pattern) for run in column.runs), key=itemgetter(0, 1))
            for number, column in sorted(self._columns.items())
        }

    def _find_pattern(self, cell: FormulaCell, column: _Column) -> Pattern | None:
        """The pattern of a cell; as a rule it is that of the cell above, and the formula need not be parsed."""
        if cell.shared and not cell.text:
            return self._shared.get(cell.shared)
        pattern = column.pattern
        if pattern is None or column.text % tuple([cell.row + at for at in column.rows]) != cell.text:
            pattern = self._parse(cell)
        if cell.shared:
            self._shared[cell.shared] = pattern
            self._followers.clear()  # some programs use a number again: the same attributes now mean this formula
        return pattern

    def _parse(self, cell: FormulaCell) -> Pattern:
        pattern = parse_pattern(cell.text, cell.row, cell.column)
        return self._patterns.setdefault(pattern, pattern)

    def _grow(self, column: _Column, cell: FormulaCell, pattern: Pattern) -> None:
        runs = column.runs
        if runs and runs[-1].pattern is pattern and runs[-1].bottom == cell.row - 1:
            runs[-1].bottom = cell.row
        else:
            runs.append(_GrowingRun(cell.row, cell.row, pattern))
        if column.pattern is not pattern:
            column.pattern = pattern
            column.text, column.rows = printf_form(pattern, cell.column)
            column.raw = escape(column.text, quote=False).encode()  # as Excel writes it; other writing is only slower
            self._by_letters[column_letters(cell.column).encode()] = column

    def _fill(self, cell: FormulaCell, area: Area) -> None:
        """Add an array formula: each cell that it fills has the pattern of its first cell."""
        pattern = self._parse(cell)
        for number in range(area.left, area.right + 1):
            self._columns[number].runs.append(_GrowingRun(area.top, area.bottom, pattern))


def _find_formulas(data: bytes) -> Iterator[re.Match[bytes]]:
    """Find the cells with formulas, row by row, as matches of column, row, the formula's attributes, and its text.

    ValueError if this quick pass does not understand the XML; then :func:`_parse_formulas` does.
    """
    plain = strip_prefix(data)
    if not plain or b"<!" in plain:
        raise ValueError("UTF-16, comments or CDATA")
    # Counted apart from the pattern: a formula that it does not match would otherwise be lost without notice.
    count = sum(map(plain.count, _STARTS))
    for match in _CELL.finditer(plain) if count else ():
        count -= 1
        yield match
    if count:
        raise ValueError(count)


def _parse_match(match: re.Match[bytes]) -> FormulaCell:
    """Parse a cell that was found; ValueError if its text is not UTF-8."""
    name, row, attributes, text = match.groups()
    formula = text.decode() if text else ""
    if "&" in formula:
        formula = unescape(formula)
    found = _ATTRIBUTE.findall(attributes.decode()) if attributes else ()
    return _formula_cell(int(row), column_number(name.decode()), formula, dict(found))


def _formula_cell(row: int, column: int, text: str, attributes: Mapping[str, str]) -> FormulaCell:
    kind, area = attributes.get("t"), attributes.get("ref", "")
    shared = attributes.get("si", "") if kind == "shared" else ""
    return FormulaCell(row, column, text, shared, area if kind in ("array", "dataTable") and ":" in area else "")


def _parse_formulas(data: bytes) -> Iterator[FormulaCell]:
    """Find the cells with formulas by parsing every cell, in any XML; ValueError if it is damaged."""
    parsing = _Parsing()
    try:
        parsing.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return iter(parsing.cells)


class _Parsing:
    """A sheet while expat parses it; a row or cell without an address follows the one before it."""

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
            self.cells.append(_formula_cell(self._row, self._column, "".join(self._text), self._attributes))
            self._attributes = self.parser.CharacterDataHandler = None
