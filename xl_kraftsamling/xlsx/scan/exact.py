"""What a reader of a sheet must be told, and how it is found by parsing every cell: right for any XML, and slow."""

from dataclasses import dataclass, field
from xml.parsers import expat

from xl_kraftsamling.xlsx.grid import LAST_ROW, Area, parse_cell

Cell = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(slots=True)
class Scan:
    """What a sheet holds that its reader does not tell, or must not be surprised by.

    `rows` and `columns` are the last ones with a cell that has content (0 in an empty sheet); `errors` the error values by
    cell, `unvalued` the cells with a formula whose value is not stored.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[Cell, str] = field(default_factory=dict)
    unvalued: list[Cell] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)

    def add_cell(self, cell: Cell, kind: str, value: str | None, *, formula: bool) -> None:
        """Take in a cell that has content: its type `t` ("" where it has none) and its value (None where it has none)."""
        self.rows, self.columns = max(self.rows, cell[0]), max(self.columns, cell[1])
        if kind == "e":
            self.errors[cell] = value or ""
        elif formula and not (value or (kind == "str" and value is not None)):  # a formula's value may be an empty text
            self.unvalued.append(cell)


def scan_exactly(data: bytes) -> Scan:
    """Parse a sheet's XML; ValueError where it is no worksheet, is not well-formed, or has a cell outside the grid."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return reading.scan


class _Reading:
    """A sheet being parsed; a row or cell without an address follows the one before it.

    Where a row's number and its cells' addresses disagree, the larger one counts: readers go by either.
    """

    def __init__(self) -> None:
        self.scan = Scan()
        self.row = self.column = 0
        self.at = (0, 0)
        self.kind = ""
        self.content: set[str] = set()
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._root
        self.parser.EndElementHandler = self._end

    def _root(self, name: str, _attributes: dict[str, str]) -> None:
        if _local(name) != "worksheet":
            raise ValueError(name)
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "f", "is"):
            self._start_content(name)
        elif name == "row":
            self._start_row(int(attributes.get("r", self.row + 1)))
        elif name == "mergeCell":
            self.scan.merges.append(Area.parse(attributes.get("ref", "")))

    def _start_row(self, number: int) -> None:
        if not 1 <= number <= LAST_ROW:
            raise ValueError(number)
        self.row, self.column = number, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.at = parse_cell(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        self.row, self.column = max(self.row, self.at[0]), self.at[1]
        self.kind = attributes.get("t", "")
        self.content.clear()

    def _start_content(self, name: str) -> None:
        self.content.add(name)
        self.text.clear()
        if name == "f" or self.kind == "e":  # only then does the value matter, and each event costs
            self.parser.CharacterDataHandler = self.text.append

    def _end(self, name: str) -> None:
        if self.content and _local(name) == "c":
            value = "".join(self.text).strip() if "v" in self.content else None
            self.scan.add_cell(self.at, self.kind, value, formula="f" in self.content)
            self.content.clear()
            self.parser.CharacterDataHandler = None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
