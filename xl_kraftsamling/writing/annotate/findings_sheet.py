"""The sheet Kontroll of a workbook: found by the headings of its Excel table, filled, and emptied again."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from xl_kraftsamling.domain.tables import FINDING_WIDTHS
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.highlights import add_highlight, remove_highlights
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.edit.cell_xml import MAX_TEXT, escape_text
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.edit.table import TableXml
from xl_kraftsamling.xlsx.grid import Area
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.parts import ExcelTable

FINDING_HEADINGS = tuple(FINDING_WIDTHS)
_SHEET, _CELL = FINDING_HEADINGS.index("Blad"), FINDING_HEADINGS.index("Cell")
_SUMMARY = tuple(FINDING_HEADINGS.index(name) + 1 for name in ("Kod", "Meddelande", "Åtgärd"))
"""The columns above which the summary stands, in so many pieces: those with room for it."""
_LINE, _LETTERS = 15.5, 1.1  # points of a line; letters of running text to the width of a digit
_MOST_LINKS = 65_530
"""Links that Excel lets a sheet have."""


class FindingsSheet(NamedTuple):
    """The sheet Kontroll: its name, its part, and its table."""

    name: str
    part: str
    table: ExcelTable


def find_findings_sheet(package: Package) -> FindingsSheet | None:
    """The sheet of findings that a workbook has; a sheet of the user's own, whatever its name, is none."""
    pages = (FindingsSheet(sheet.name, sheet.part, table) for sheet in package.sheets for table in package.tables(sheet))
    return next((page for page in pages if page.table.columns == FINDING_HEADINGS), None)


def write_findings(package: Package, trees: ChangedParts, page: FindingsSheet, summary: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the findings into the table, a row each, and the pieces of the summary above it, instead of what stood there.

    :raises BadInput: something that is not ours stands where the rows would.
    """
    looks, top = Formats(package, trees), page.table.ref.top
    cells = _write(package, trees, page, rows)
    _summarise(cells, page, summary)
    if looks.wraps(cells.format_of(top + 1, _SUMMARY[1])):
        _heighten(cells, page, summary, rows)
    tail = _cleared(trees, page)
    add_highlight(tail, [_places(page.table.ref)[0][:2]], looks.of_headline())
    links = [_link(tail.prefix, f"D{line}", row) for line, row in enumerate(rows, top + 1) if row[_CELL]][:_MOST_LINKS]
    if links:
        tail.put("hyperlinks", f"<{tail.prefix}hyperlinks>{''.join(links)}</{tail.prefix}hyperlinks>")
        add_highlight(tail, ((line, _CELL + 1) for line in range(top + 1, top + len(rows) + 1)), looks.of_links())
    trees.replace(page.part, tail.written())


def clear_findings(package: Package, trees: ChangedParts, page: FindingsSheet) -> bool:
    """Take away what was written on the sheet: the table keeps one empty row; returns whether there was anything."""
    cells = _cells(package, trees, page)
    if not any(
        map(cells.first_content, (page.table.ref._replace(top=page.table.ref.top + 1), *_places(page.table.ref)))
    ):
        return False
    _write(package, trees, page, [])
    for row in (page.table.ref.top + 1, _places(page.table.ref)[0].top):
        cells.set_height(row, None)
    trees.replace(page.part, _cleared(trees, page).written())
    return True


def _cells(package: Package, trees: ChangedParts, page: FindingsSheet) -> SheetCells:
    """The cells of the sheet; BadInput where its rows make no sense."""
    try:
        return SheetCells(page.name, trees.tree(page.part), (), date1904=package.date1904)
    except ValueError:
        raise package.archive.damaged_error(page.part) from None


def _write(package: Package, trees: ChangedParts, page: FindingsSheet, rows: Sequence[Sequence[str]]) -> SheetCells:
    """Write the rows of the table, with no summary above it."""
    trees.tree_to_change(page.part)
    cells = _cells(package, trees, page)
    table = TableXml(page.table, cells, trees, package.part)
    table.resize(max(1, len(rows)))
    table.write(0, [[*map(_short, row)] for row in rows] or [[None] * len(FINDING_HEADINGS)])
    for place in _places(page.table.ref):
        cells.clear(place)
    if cells.formulas_changed:  # the button in Excel writes its links as formulas
        recalculate_on_open(package, trees, formulas_changed=True)
    return cells


def _summarise(cells: SheetCells, page: FindingsSheet, summary: Sequence[str]) -> None:
    running = cells.format_of(page.table.ref.top + 1, _SUMMARY[1])
    for place, text in zip(_places(page.table.ref), summary, strict=True):
        above = cells.format_of(place.top - 1, place.left) if place.left == 1 else running
        cells.write(place, [[_short(text)]], [above])


def _heighten(cells: SheetCells, page: FindingsSheet, summary: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Make the rows as high as their texts need in columns of the usual widths."""
    widths = tuple(FINDING_WIDTHS.values())
    cells.set_height(_places(page.table.ref)[0].top, _height(summary[1:], [widths[each - 1] for each in _SUMMARY[1:]]))
    for line, row in enumerate(rows, page.table.ref.top + 1):
        cells.set_height(line, _height(row, widths))


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    return _LINE * max(ceil(len(text) / width / _LETTERS) for text, width in zip(texts, widths, strict=True))


def _places(table: Area) -> list[Area]:
    """Where the pieces of the summary stand: above the headings, or beside them where nothing is above."""
    above = table.top > 1
    columns = _SUMMARY if above else [table.right + 1 + number for number in range(1, len(_SUMMARY) + 1)]
    return [Area(max(1, table.top - 1), column, max(1, table.top - 1), column) for column in columns]


def _short(text: str) -> str | None:
    return text[: MAX_TEXT // 2] or None


def _cleared(trees: ChangedParts, page: FindingsSheet) -> SheetTail:
    tail = SheetTail(trees.data(page.part))
    remove_highlights(tail)
    for links in tail.named("hyperlinks"):
        tail.replace(links, b"")
    return tail


def _link(prefix: str, ref: str, row: Sequence[str]) -> str:
    sheet = row[_SHEET].replace("'", "''")
    place = escape_text(f"'{sheet}'!{row[_CELL]}").replace('"', "&quot;")
    return f'<{prefix}hyperlink ref="{ref}" location="{place}" display="{row[_CELL]}"/>'
