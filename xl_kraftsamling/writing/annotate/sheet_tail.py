"""What stands after the cells of a sheet, taken apart as text: a hundred thousand rows before it are never parsed.

Nothing is written anew but what is put in, so all the rest stays byte for byte.
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

_ATTRIBUTES = rb"(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*"
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet(?=[\s>])" + _ATTRIBUTES + b">")
_START = re.compile(rb"<[^\s/>]+" + _ATTRIBUTES + b"(/?)>")
_END_OF_ROWS = re.compile(rb"<(?:/(?:[\w.-]+:)?sheetData\s*|(?:[\w.-]+:)?sheetData\s*/)>")
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(\w+)")
_NAMESPACE = rb"\sxmlns%s\s*=\s*[\"']([^\"']*)"
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")


class Piece(NamedTuple):
    """A part of the text: an element by its local name, or with the name "" what stands between two elements."""

    name: str
    text: bytes

    @property
    def rank(self) -> int:
        """Where the element stands in the format's order; -1 for what has no place of its own in it."""
        names = map(bytes.decode, _ELEMENT.findall(self.text))
        if self.name == "AlternateContent":  # it stands where what it holds would
            return next((ELEMENT_ORDER.index(name) for name in names if name in ELEMENT_ORDER), -1)
        return ELEMENT_ORDER.index(self.name) if self.name in ELEMENT_ORDER else -1


class SheetTail:
    """The elements after the cells of a worksheet; ValueError where its XML makes no sense.

    `prefix` is what the sheet's own elements have before their names ("x:", or nothing), `namespace` what they belong to.
    """

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a worksheet."""
        self._codec = UTF16.get(data[:2])
        plain = data.decode(self._codec).encode() if self._codec else data
        root = _ROOT.search(plain)
        if root is None:
            raise ValueError
        rows = _end_of_rows(plain)
        self.prefix = root[1].decode()
        self.namespace = _namespace(root[0], root[1])
        self._head = plain[:rows]
        self.pieces, self._end = _taken_apart(root[0], plain[rows:], self._encoding(plain))

    def _encoding(self, plain: bytes) -> str | None:
        declared = _ENCODING.match(plain)
        return declared[1].decode() if declared and not self._codec else None

    def named(self, name: str) -> list[Piece]:
        """The elements of a local name."""
        return [piece for piece in self.pieces if piece.name == name]

    def put(self, name: str, text: str) -> None:
        """Put an element where it belongs, after those of its own kind."""
        new = Piece(name, text.encode("ascii", "xmlcharrefreplace"))  # good in any encoding that a sheet may have
        before = [number for number, piece in enumerate(self.pieces, 1) if 0 <= piece.rank <= ELEMENT_ORDER.index(name)]
        self.pieces.insert(max(before, default=0), new)

    def replace(self, piece: Piece, text: bytes) -> None:
        """Give an element another text; without any it is gone."""
        at = self.pieces.index(piece)
        self.pieces[at : at + 1] = [Piece(piece.name, text)] if text else []

    def written(self) -> bytes:
        """The bytes of the worksheet as it is by now, in the encoding that it had."""
        plain = b"".join((self._head, *(piece.text for piece in self.pieces), self._end))
        return plain.decode().encode(self._codec) if self._codec else plain


def _end_of_rows(data: bytes) -> int:
    at = len(data)
    while (at := data.rfind(b"sheetData", 0, at)) >= 0:
        end = _END_OF_ROWS.match(data, data.rfind(b"<", 0, at))
        if end and data.rfind(b"<!--", 0, at) <= data.rfind(b"-->", 0, at):  # not inside a comment
            return end.end()
    raise ValueError


def _namespace(root: bytes, prefix: bytes) -> str:
    found = re.search(_NAMESPACE % (b":" + prefix[:-1] if prefix else b""), root)
    return found[1].decode() if found else ""


def _taken_apart(root: bytes, tail: bytes, encoding: str | None) -> tuple[list[Piece], bytes]:
    """The elements below the root with what stands between them, and the end of the root."""
    pieces, done = [], 0
    for name, start, end in _Elements(root, tail, encoding).found:
        pieces += [Piece("", tail[done:start])] if start > done else []
        pieces.append(Piece(name, tail[start:end]))
        done = end
    return pieces, tail[done:]


class _Elements:
    """Where the elements of a tail begin and end, by its parse below the root's start tag."""

    def __init__(self, root: bytes, tail: bytes, encoding: str | None) -> None:
        self.found: list[tuple[str, int, int]] = []
        self._tail, self._offset, self._depth = tail, len(root), 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(root + tail, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._depth == 1:
            at = self._parser.CurrentByteIndex - self._offset
            tag = _START.match(self._tail, at)
            if tag is None:
                raise ValueError(name)
            self.found.append((name.rpartition(":")[2], at, tag.end() if tag[1] else 0))
        self._depth += 1

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._depth == 1 and not self.found[-1][2]:
            end = self._tail.index(b">", self._parser.CurrentByteIndex - self._offset) + 1
            self.found[-1] = (*self.found[-1][:2], end)
