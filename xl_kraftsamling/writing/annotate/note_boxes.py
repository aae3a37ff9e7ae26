"""The yellow boxes in which a sheet's notes are shown: their size and place, in the VML part that the sheet names `legacyDrawing`.

Programs write VML in ways that no XML parser accepts: it is edited as text, and only where a box begins and ends.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, parse_cell
from xl_kraftsamling.xlsx.package.archive import UTF16

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_SPACES = {
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}  # fmt: skip
_CLUSTER = 1024  # shapes are numbered in clusters, and a drawing names those that it uses
_COLUMNS, _CHARACTERS_PER_LINE = 5, 52  # the width of a box, in columns and in letters of Tahoma 9
_LINE, _ROW = 14, 15  # the height of a line of text and of a usual row, in points
_MAX_LINES = 24  # of a box; a taller one would not fit a screen
_TYPE_NAME = "_x0000_t202"  # the type of shape that every program gives to the boxes of notes
_TYPE = (
    f'<v:shapetype id="{_TYPE_NAME}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# the prefix of the end tag must be that of the start tag, and a shape without content (".../>") is no box
# found tag by tag: a pattern from the one to the other would look to the end of the part for each that is never ended
_SHAPE_TAG = re.compile(r"<(?P<start>\w+):shape\s[^<>]*+(?<!/)>|</(?P<end>\w+):shape>")
_PLACE = [re.compile(rf"<\w+:{name}>\s*(\d+)\s*</") for name in ("Row", "Column")]
_NUMBER = re.compile(r'id="_x0000_s(\d+)"')
# any element but those that only prepare for shapes: without one of them the part can go
_DRAWN = re.compile(r"<\w+:(?!shapelayout|idmap|shapetype|stroke|path|formulas|f\b|lock)\w+")


def draw_boxes(notes: Mapping[str, str]) -> bytes:
    """A new part with the boxes of notes, by the addresses of their cells."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
    clusters = ",".join(str(number) for number in range(1, 2 + len(notes) // _CLUSTER))
    head = f'<xml {spaces}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{clusters}"/></o:shapelayout>'
    return f"{head}{_TYPE}{''.join(_boxes(notes, _CLUSTER))}</xml>".encode("ascii")


def add_boxes(data: bytes, notes: Mapping[str, str]) -> bytes:
    """A part with the boxes of more notes; ValueError if its text is damaged."""
    text, codec = _decode(data)
    end = text.rindex("</")  # before the end tag of the root
    taken = max(map(int, _NUMBER.findall(text)), default=_CLUSTER)
    boxes = "".join(("" if _TYPE_NAME in text else _TYPE, *_boxes(notes, taken)))
    # a part by another program may declare other prefixes: then each box declares those it uses
    for prefix, name in _SPACES.items():
        if f"xmlns:{prefix}=" not in text:
            boxes = re.sub("<v:shape(type)? ", rf'\g<0>xmlns:{prefix}="{name}" ', boxes)
    return (text[:end] + boxes + text[end:]).encode(codec)


def remove_boxes(data: bytes, cells: Collection[str]) -> bytes:
    """A part without the boxes of the notes at these cells; empty if it draws nothing any more."""
    text, codec = _decode(data)
    kept = "".join(_cut_boxes(text, cells))
    if f"#{_TYPE_NAME}" not in kept:  # no box uses the shape type any more
        kept = kept.replace(_TYPE, "")
    return kept.encode(codec) if _DRAWN.search(kept) else b""


def _cut_boxes(text: str, cells: Collection[str]) -> Iterator[str]:
    """The text between the boxes of the notes at these cells, piece by piece."""
    done, start = 0, None
    for tag in _SHAPE_TAG.finditer(text):
        if start is None or (tag["start"] and tag["start"] != start["start"]):
            start = tag if tag["start"] else None
        elif tag["end"] == start["start"]:
            if _note_cell(text[start.start() : tag.end()]) in cells:
                yield text[done : start.start()]
                done = tag.end()
            start = None
    yield text[done:]


def _decode(data: bytes) -> tuple[str, str]:
    codec = UTF16.get(data[:2], "latin-1")  # which gives every byte back, and our own text is ASCII
    return data.decode(codec), codec


def _note_cell(shape: str) -> str | None:
    """The cell to whose note a box belongs; None for a shape that is no box of a note."""
    # VML counts rows and columns from 0
    row, column = (pattern.search(shape) for pattern in _PLACE)
    is_note = 'ObjectType="Note"' in shape
    return f"{column_letters(int(column[1]) + 1)}{int(row[1]) + 1}" if is_note and row and column else None


def _boxes(notes: Mapping[str, str], taken: int) -> Iterable[str]:
    return (_box(number, cell, text) for number, (cell, text) in enumerate(notes.items(), taken + 1))


def _box(number: int, cell: str, text: str) -> str:
    """The box of one note: as high as its text needs, to the right of its cell and one row higher."""
    row, column = parse_cell(cell)
    lines = min(_MAX_LINES, sum(1 + len(line) // _CHARACTERS_PER_LINE for line in text.split("\n")))
    height = -(-lines * _LINE // _ROW) + 1  # in rows, rounded up, and one for the margins
    # near the last row and column of a sheet the box is moved in, so that its anchor is inside the sheet
    top, left = max(0, min(row - 2, LAST_ROW - height - 1)), min(column, LAST_COLUMN - _COLUMNS - 1)
    style = f"position:absolute;margin-left:60pt;margin-top:1.5pt;width:260pt;height:{height * _ROW}pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_TYPE_NAME}" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{left}, 15, {top}, 4, {left + _COLUMNS}, 15, {top + height}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
