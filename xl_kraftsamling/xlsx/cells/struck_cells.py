"""Which cells are struck through, wholly by their font or partly in a text of several formats (ECMA-376 part 1, 18.8.22 and 18.4.7)."""

from collections.abc import Callable, Collection
from xml.etree.ElementTree import Element
from xml.parsers import expat

from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet, parse_whole

_OFF = ("0", "false")
_STRIKE = b"strike"


def read_struck_cells(package: Package, sheet: Sheet, *, in_texts: bool) -> Collection[tuple[int, int]]:
    """The rows and columns of the struck-through cells of a sheet; BadInput where it is damaged.

    A sheet is only read where a style of the workbook strikes through or, if `in_texts`, a part of a text is struck through.
    """
    styles, strings = _read_struck_styles(package), _read_struck_strings(package) if in_texts else frozenset[int]()
    if styles or strings or (in_texts and _STRIKE in package.read(sheet.part)):
        scan = _SheetScan(styles, strings)
        _parse(package, sheet.part, scan.start, scan.take_text)
        return scan.struck
    return ()


def _read_struck_styles(package: Package) -> Collection[str]:
    """The styles, by the index with which cells name them, whose font strikes through."""
    root = package.styles
    if root is None:
        return ()
    fonts = {str(number) for number, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
    return {str(number) for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")) if style.get("fontId", "0") in fonts}


def _is_struck(font: Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val") not in _OFF


def _read_struck_strings(package: Package) -> frozenset[int]:
    """The positions of the shared strings of which a part is struck through."""
    part = package.part_of_kind("sharedStrings")
    if part is None or _STRIKE not in package.read(part):
        return frozenset()
    found: set[int] = set()
    position = -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal position
        kind = name.rpartition(":")[2]
        position += kind == "si"
        if kind == "strike" and attributes.get("val") not in _OFF:
            found.add(position)

    _parse(package, part, start, None)
    return frozenset(found)


class _SheetScan:
    """A sheet while it is parsed: the cell that is open, and those that were found struck through."""

    def __init__(self, styles: Collection[str], strings: Collection[int]) -> None:
        self.struck: set[tuple[int, int]] = set()
        self._styles, self._strings = styles, strings
        self._cell = 0, 0
        self._is_shared = self._in_value = False
        self._number = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        kind = name.rpartition(":")[2]
        self._take_number()
        if kind == "row":
            self._cell = parse_whole(attributes.get("r"), self._cell[0] + 1), 0
        elif kind == "c":
            self._cell = parse_cell(attributes["r"]) if "r" in attributes else (self._cell[0], self._cell[1] + 1)
            self._is_shared = attributes.get("t") == "s"
            if attributes.get("s") in self._styles:
                self.struck.add(self._cell)
        elif kind == "strike" and attributes.get("val") not in _OFF:
            self.struck.add(self._cell)
        self._in_value = kind == "v" and self._is_shared

    def take_text(self, text: str) -> None:
        """Take a piece of the text between elements: that of a shared string's position may come in several."""
        if self._in_value:
            self._number += text

    def _take_number(self) -> None:
        if self._number.strip() and parse_whole(self._number.strip(), -1) in self._strings:
            self.struck.add(self._cell)
        self._number = ""


def _parse(package: Package, part: str, start: Callable[[str, dict[str, str]], None], text: Callable[[str], None] | None) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(package.read(part), True)
    except (expat.ExpatError, ValueError):
        raise package.archive.damaged_error(part) from None
