"""The styles of the template: fonts, fills, number formats and column widths; every text has a contrast of at least 4.5 to 1."""

from typing import Literal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.hyperlink import Hyperlink

from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.colours import ACCENT, INK, LINE, PALE, QUIET, SEVERITY_COLOURS, WHITE

FACE = "Calibri"  # theme font of family swiss: any program without it takes its own plain sans serif
MONEY = '#,##0.00\\ "kr"'
"""Shown as 1 100 000,00 kr in Swedish Excel; files hold the English notation."""
DATE = "yyyy-mm-dd"
TEXT = "@"
NUMBER_FORMATS = {Kind.AMOUNT: MONEY, Kind.DATE: DATE, Kind.PERIOD: "0", Kind.ID: TEXT}
WIDTHS = {
    Kind.ID: 17, Kind.AMOUNT: 18, Kind.DATE: 14, Kind.PERIOD: 10, Kind.RECIPIENT: 37, Kind.STATUS: 17, Kind.DECLARED: 14,
}  # fmt: skip
WIDTHS_BY_FIELD = {"kind": 12, "reference": 28}
FREE_WIDTH, TEXT_WIDTH = 46, 19
"""Widths of columns in characters: by kind, by field if a kind's would not do, of free texts and of other texts."""
_BUTTON = 6  # characters beside a heading's text: its indent, and the button that filters
RIGHT_ALIGNED = (Kind.AMOUNT, Kind.DATE, Kind.PERIOD)
"""The kinds whose values Excel aligns to the right."""


def make_font(
    *, size: float = 11, bold: bool = False, colour: str = INK, underline: Literal["single"] | None = None
) -> Font:
    """The one typeface in a size, weight and colour."""
    return Font(name=FACE, family=2, scheme="minor", sz=size, b=bold, color=colour, u=underline)


def make_fill(colour: str) -> PatternFill:
    """A plain background of a colour."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


def choose_number_format(column: Column) -> str:
    """The number format of a column; identifiers are text, so that Excel does not turn 3-1 into a date."""
    return NUMBER_FORMATS.get(column.kind, "General")


def choose_width(column: Column) -> int:
    """The width of a column in characters: that of its kind, or more if a word of its heading needs it."""
    word = max(map(len, column.heading.split())) + _BUTTON
    usual = WIDTHS.get(column.kind, FREE_WIDTH if column.is_free_text else TEXT_WIDTH)
    return max(word, WIDTHS_BY_FIELD.get(column.field, usual))


def style_title(cell: Cell) -> None:
    """Make a cell the title of its sheet."""
    cell.font, cell.alignment = make_font(size=16, bold=True, colour=ACCENT), Alignment(vertical="center")


def style_note(cell: Cell) -> None:
    """Make a cell the sentence below the title."""
    cell.font, cell.alignment = make_font(colour=QUIET), Alignment(vertical="top")


def style_remark(cell: Cell, *, number_format: str) -> None:
    """Make a cell a remark beside a row of a table."""
    cell.font, cell.number_format = make_font(colour=QUIET), number_format
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)


def style_heading(cell: Cell, *, side: Literal["left", "right"] = "left", indent: int = 1) -> None:
    """Make a cell a heading of a table, on the side to which its column's values are aligned."""
    cell.font, cell.fill = make_font(bold=True, colour=WHITE), make_fill(ACCENT)
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=indent)


def style_data(cell: Cell, *, number_format: str = "General", wrap: bool = False, figure: bool = False) -> None:
    """Make a cell one of a table's rows.

    A figure is not aligned: Excel puts numbers and dates to the right, and to the left a text that only looks like one, so that it
    shows.
    """
    cell.font, cell.number_format = make_font(), number_format
    side, indent, height = (None, 0, "center") if figure else ("left", 1, "top" if wrap else "center")
    cell.alignment = Alignment(horizontal=side, vertical=height, wrap_text=wrap, indent=indent)
    cell.border = Border(bottom=Side("thin", color=LINE))


def style_total(cell: Cell, *, number_format: str = "General", figure: bool = True) -> None:
    """Make a cell one of a sum row."""
    style_data(cell, number_format=number_format, figure=figure)
    cell.font, cell.fill = make_font(bold=True), make_fill(PALE)
    cell.border = Border(top=Side("thin", color=ACCENT))


def style_link(cell: Cell, place: str) -> None:
    """Make a cell a link to a place in the workbook."""
    cell.hyperlink = Hyperlink(cell.coordinate, location=place)
    cell.font = make_font(colour=ACCENT, underline="single")


def make_severity_style(severity: Severity, number_format: str | None = None) -> DifferentialStyle:
    """The style of a conditional format: the severity's colours, and a number format with symbol and words if one is given."""
    ink, paper = SEVERITY_COLOURS[severity]
    # numbers from 164 on are the workbook's own (ECMA-376 part 1, 18.8.30)
    format_ = NumberFormat(numFmtId=200, formatCode=number_format) if number_format else None
    return DifferentialStyle(font=Font(color=ink, b=True), fill=PatternFill(bgColor=paper), numFmt=format_)
