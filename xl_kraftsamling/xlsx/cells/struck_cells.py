"""Which cells are struck through, wholly by their font or partly in a text of several formats (ECMA-376 part 1, 18.8.22 and 18.4.7)."""

from collections.abc import Collection
from xml.etree.ElementTree import Element
from xml.parsers import expat

from xl_kraftsamling.xlsx.cells.sheet_scan import CellPosition, scan_part
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
        scan_part(package, sheet.part, scan.start, scan.listen)
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

    def find_strike(kind: str, attributes: dict[str, str]) -> None:
        nonlocal position
        position += kind == "si"
        if kind == "strike" and attributes.get("val") not in _OFF:
            found.add(position)

    scan_part(package, part, find_strike)
    return frozenset(found)


class _SheetScan:
    """A sheet while it is parsed: the cell that is open, and those that were found struck through."""

    def __init__(self, styles: Collection[str], strings: Collection[int]) -> None:
        self.struck: set[tuple[int, int]] = set()
        self._styles, self._strings = styles, strings
        self._position = CellPosition()
        self._is_shared = self._in_value = False
        self._number = ""

    def listen(self, parser: expat.XMLParserType) -> None:
        """Let a parser tell of the text and the end of elements too."""
        parser.EndElementHandler, parser.CharacterDataHandler = self.end, self.take_text

    def start(self, kind: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._position.enter(kind, attributes):
            self._is_shared = attributes.get("t") == "s"
            if attributes.get("s") in self._styles:
                self._add()
        elif kind == "strike" and attributes.get("val") not in _OFF:
            self._add()
        self._in_value = kind == "v" and self._is_shared

    def take_text(self, text: str) -> None:
        """Take a piece of the text between elements: that of a shared string's position may come in several."""
        if self._in_value:
            self._number += text

    def end(self, _name: str) -> None:
        """Take the end of an element: only now is the position of a shared string whole."""
        if self._number.strip() and parse_whole(self._number.strip(), -1) in self._strings:
            self._add()
        self._number = ""

    def _add(self) -> None:
        self.struck.add((self._position.row, self._position.column))
