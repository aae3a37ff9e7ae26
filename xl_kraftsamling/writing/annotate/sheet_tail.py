"""The elements after the cells of a worksheet, changed as text: the rows before them, perhaps a hundred thousand, are never parsed.

Only inserted and replaced elements are written anew, so all the rest stays byte for byte.
"""

import re
from typing import NamedTuple
from xml.parsers import expat

from xl_kraftsamling.xlsx.package.archive import UTF16

ELEMENT_ORDER = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
    "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The elements after the cells in the order that the format demands (ECMA-376 part 1, 18.3.1.99)."""

_ATTRIBUTES = rb"(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+\s*+"
# the values of attributes are matched whole, since they may contain a ">"
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet(?=[\s>])" + _ATTRIBUTES + b">")
_START = re.compile(rb"<[^\s/>]+" + _ATTRIBUTES + b"(/?)>")
_END_OF_ROWS = re.compile(rb"<(?:/(?:[\w.-]+:)?sheetData\s*|(?:[\w.-]+:)?sheetData\s*/)>")
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(\w+)")
_NAMESPACE = rb"\sxmlns%s\s*=\s*[\"']([^\"']*)"
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")


class Piece(NamedTuple):
    """A piece of the text: an element with its local name, or with the name "" the text between two elements."""

    name: str
    text: bytes

    @property
    def rank(self) -> int:
        """The position of the element in the format's order; -1 if it has none."""
        names = map(bytes.decode, _ELEMENT.findall(self.text))
        if self.name == "AlternateContent":  # its place is that of what it contains
            return next((ELEMENT_ORDER.index(name) for name in names if name in ELEMENT_ORDER), -1)
        return ELEMENT_ORDER.index(self.name) if self.name in ELEMENT_ORDER else -1


class SheetTail:
    """The elements after the cells of a worksheet; ValueError if its XML is damaged.

    `prefix` is what elements of the sheet's namespace have before their names ("x:", or nothing), `namespace` that namespace.
    """

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a worksheet."""
        self._codec = UTF16.get(data[:2])
        # UTF-16 is edited as UTF-8; every other encoding of a worksheet has the ASCII letters that the patterns look for
        plain = data.decode(self._codec).encode() if self._codec else data
        root = _ROOT.search(plain)
        if root is None:
            raise ValueError
        rows = _find_end_of_rows(plain)
        self.prefix = root[1].decode()
        self.namespace = _namespace(root[0], root[1])
        self._head = memoryview(plain)[:rows]  # not a copy: the rows may be a hundred megabytes
        self.pieces, self._end = _split(root[0], plain[rows:], self._encoding(plain))

    def _encoding(self, plain: bytes) -> str | None:
        """The declared encoding, which expat must be given as the tail is parsed without the XML declaration."""
        declared = _ENCODING.match(plain)
        return declared[1].decode() if declared and not self._codec else None

    def elements(self, name: str) -> list[Piece]:
        """The elements with a local name."""
        return [piece for piece in self.pieces if piece.name == name]

    def insert(self, name: str, text: str) -> None:
        """Insert an element at its place in the order, after others of the same name."""
        new = Piece(name, text.encode("ascii", "xmlcharrefreplace"))  # good in any encoding that a sheet may have
        # after the last element that belongs before it, wherever elements of unknown rank are
        before = [number for number, piece in enumerate(self.pieces, 1) if 0 <= piece.rank <= ELEMENT_ORDER.index(name)]
        self.pieces.insert(max(before, default=0), new)

    def replace(self, piece: Piece, text: bytes) -> None:
        """Give an element another text; an empty one removes it."""
        at = self.pieces.index(piece)
        self.pieces[at : at + 1] = [Piece(piece.name, text)] if text else []

    def to_bytes(self) -> bytes:
        """The bytes of the changed worksheet, in the encoding that it had."""
        plain = b"".join((self._head, *(piece.text for piece in self.pieces), self._end))
        return plain.decode().encode(self._codec) if self._codec else plain


def _find_end_of_rows(data: bytes) -> int:
    """The position after the last end tag of `sheetData`; searched from the end, where it is near."""
    at = len(data)
    while (at := data.rfind(b"sheetData", 0, at)) >= 0:
        end = _END_OF_ROWS.match(data, data.rfind(b"<", 0, at))
        if end and data.rfind(b"<!--", 0, at) <= data.rfind(b"-->", 0, at):  # not inside a comment
            return end.end()
    raise ValueError


def _namespace(root: bytes, prefix: bytes) -> str:
    found = re.search(_NAMESPACE % (b":" + prefix[:-1] if prefix else b""), root)
    return found[1].decode() if found else ""


def _split(root: bytes, tail: bytes, encoding: str | None) -> tuple[list[Piece], bytes]:
    """The elements below the root and the texts between them, and the end tag of the root."""
    pieces, done = [], 0
    for name, start, end in _Elements(root, tail, encoding).found:
        pieces += [Piece("", tail[done:start])] if start > done else []
        pieces.append(Piece(name, tail[start:end]))
        done = end
    return pieces, tail[done:]


class _Elements:
    """The positions at which the elements of a tail begin and end.

    expat parses the root's start tag with the tail right after it, as if the sheet had no rows, and reports the byte of each tag.
    """

    def __init__(self, root: bytes, tail: bytes, encoding: str | None) -> None:
        self.found: list[tuple[str, int, int]] = []
        self._tail, self._offset, self._depth = tail, len(root), 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(root + tail, True)
        except (expat.ExpatError, LookupError) as error:  # a LookupError for an encoding that nobody knows
            raise ValueError(str(error)) from error

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._depth == 1:
            at = self._parser.CurrentByteIndex - self._offset
            tag = _START.match(self._tail, at)
            if tag is None:
                raise ValueError(name)
            # an element without content ends with its start tag; of the others 0 is replaced when the end tag comes
            self.found.append((name.rpartition(":")[2], at, tag.end() if tag[1] else 0))
        self._depth += 1

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._depth == 1 and not self.found[-1][2]:  # expat also reports an end for an element without content
            end = self._tail.index(b">", self._parser.CurrentByteIndex - self._offset) + 1
            self.found[-1] = (*self.found[-1][:2], end)
