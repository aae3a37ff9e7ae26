"""A button on a sheet: a form control, which Excel knows from a drawing in VML (ECMA-376 part 4, 19.4)."""

from pathlib import Path
from string import Template
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from xl_kraftsamling.excel.vba.parts import add_link, add_type, insert_before

_DRAWING = Template(Path(__file__).with_name("button.vml").read_text("utf-8"))
_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINK = "rIdButton"
_FOLLOWING = ("<tableParts", "</worksheet>")  # what a legacyDrawing may precede (ECMA-376 part 1, 18.3.1.99)


class Button(NamedTuple):
    """A button: its words, its help for those who do not see it, its macro, and where it is.

    `anchor` is column, pixels, row, pixels of the upper left corner, then of the lower right one, counted from 0.
    """

    label: str
    help: str
    macro: str
    anchor: tuple[int, int, int, int, int, int, int, int]


def add_button(parts: dict[str, bytes], sheet: str, number: int, button: Button) -> None:
    """Put a button on a sheet (a part that has no VML drawing yet); each button of a workbook has a number, from 1."""
    drawing = f"xl/drawings/vmlDrawing{number}.vml"
    parts[drawing] = _DRAWING.substitute(
        number=number,
        shape=1024 * number + 1,  # a drawing's shapes are numbered from here on
        label=escape(button.label),
        help=quoteattr(button.help),
        macro=button.macro,
        anchor=", ".join(map(str, button.anchor)),
    ).encode()
    add_type(parts, drawing, _TYPE)
    add_link(parts, sheet, _LINK, _KIND, drawing)
    # Excel calls a sheet damaged whose elements are in another order than that of the schema.
    place = next(place for place in _FOLLOWING if place.encode() in parts[sheet])
    insert_before(parts, sheet, place, f'<legacyDrawing xmlns:r="{_RELATIONSHIPS}" r:id="{_LINK}"/>')
