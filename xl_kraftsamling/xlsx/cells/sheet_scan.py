"""Looking through a part's XML for more than the values: which cell the parser is at, and a part that cannot be parsed."""

from collections.abc import Callable
from xml.parsers import expat

from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package, parse_whole

Start = Callable[[str, dict[str, str]], None]
"""What is done where an element begins: its name without the prefix of its namespace, and its attributes."""


class CellPosition:
    """The cell that the parser of a sheet is at; a row or cell without an address follows the one before it."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self.row = self.column = 0

    def enter(self, kind: str, attributes: dict[str, str]) -> bool:
        """Follow the beginning of an element, and tell whether it is that of a cell; ValueError for an address that is none."""
        if kind == "row":
            self.row, self.column = parse_whole(attributes["r"], 0) if "r" in attributes else self.row + 1, 0
            if not self.row:
                raise ValueError(attributes["r"])
        elif kind == "c" and "r" in attributes:
            self.row, self.column = parse_cell(attributes["r"])
        elif kind == "c":
            self.column += 1
        return kind == "c"


def scan_part(package: Package, part: str, start: Start, prepare: Callable[[expat.XMLParserType], None] = lambda _: None) -> None:
    """Parse a part and call a function where each element begins; BadInput where the part is damaged.

    :param prepare: sets what else the parser has to call.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    prepare(parser)
    try:
        parser.Parse(package.read(part), True)
    except (expat.ExpatError, ValueError):
        raise package.archive.damaged_error(part) from None
