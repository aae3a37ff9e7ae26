"""The contents of the sheet Kontroll, in the template or added: findings written into its Excel table, and removed again.

The sheet is recognised by the headings of the table.
"""

from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.highlights import add_highlight, remove_highlights
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.edit.cell_xml import MAX_TEXT, escape_text
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.edit.table import TableXml
from xl_kraftsamling.xlsx.grid import Area
from xl_kraftsamling.xlsx.package import ExcelTable, Package

FINDING_HEADINGS = tuple(FINDING_WIDTHS)
_SHEET, _CELL = FINDING_HEADINGS.index("Blad"), FINDING_HEADINGS.index("Cell")
_SUMMARY = tuple(FINDING_HEADINGS.index(name) + 1 for name in ("Kod", "Meddelande", "Åtgärd"))
"""The columns above which the parts of the summary are written: those wide enough for it."""
_WIDTHS = tuple(FINDING_WIDTHS.values())  # not every program finds out by itself how high a row of wrapped text has to be
_LINE, _LETTERS = 15.5, 1.1  # points of a line; letters of running text to the width of a digit
_MAX_LINKS = 65_530
"""The most links that Excel allows on a sheet."""


Rows = Callable[[], Sequence[Sequence[str]]]
"""Makes the rows of the findings, of which there may be very many."""


class FindingsSheet(NamedTuple):
    """The sheet Kontroll: its name, its part, and its table."""

    name: str
    part: str
    table: ExcelTable


def find_findings_sheet(package: Package) -> FindingsSheet | None:
    """The workbook's sheet of findings, or None; a sheet Kontroll with other headings belongs to the user and is none."""
    tables = ((sheet, table) for sheet in package.sheets for table in package.tables(sheet))
    return next((FindingsSheet(sheet.name, sheet.part, table) for sheet, table in tables if table.columns == FINDING_HEADINGS), None)


def write_findings(package: Package, changes: ChangedParts, sheet: FindingsSheet, summary: Sequence[str], rows: Rows) -> None:
    """Write the findings into the table, a row each, and the parts of the summary above it; they replace the earlier ones.

    :raises BadInput: the rows would overwrite cells below the table.
    """
    formats, top = Formats(package, changes), sheet.table.ref.top
    places = _write_texts(package, changes, sheet, formats, summary, rows())
    tail = _tail_without_own(changes, sheet)
    add_highlight(tail, [_summary_places(sheet.table.ref)[0][:2]], formats.verdict_format())
    links = [_link(tail.prefix, f"D{line}", *place) for line, place in enumerate(places, top + 1) if place[1]][:_MAX_LINKS]
    if links:
        tail.insert("hyperlinks", f"<{tail.prefix}hyperlinks>{''.join(links)}</{tail.prefix}hyperlinks>")
        add_highlight(tail, ((line, _CELL + 1) for line in range(top + 1, top + len(places) + 1)), formats.link_format())
    changes.replace(sheet.part, tail.to_bytes())


def _write_texts(
    package: Package, changes: ChangedParts, sheet: FindingsSheet, formats: Formats,
    summary: Sequence[str], rows: Sequence[Sequence[str]],
) -> list[tuple[str, str]]:  # fmt: skip
    """Write the texts into the cells of the sheet, and make the rows as high as they need; returns the sheet and cell of each row."""
    cells = _cells(package, changes, sheet)
    running = cells.format_of(sheet.table.ref.top + 1, _SUMMARY[1])
    # only where the cells wrap: in a sheet set to one line per row, higher rows would be mostly empty
    wraps = formats.wraps_text(running)
    _write_rows(package, changes, sheet, cells, rows, [_height(row, _WIDTHS) for row in rows] if wraps else [])
    _write_summary(cells, sheet, summary, running)
    if wraps:
        cells.set_height(_summary_places(sheet.table.ref)[0].top, _height(summary[1:], [_WIDTHS[each - 1] for each in _SUMMARY[1:]]))
    return [(row[_SHEET], row[_CELL]) for row in rows]


def clear_findings(package: Package, changes: ChangedParts, sheet: FindingsSheet) -> bool:
    """Remove what was written on the sheet, so that its table has one empty row; returns whether there was anything."""
    cells = _cells(package, changes, sheet)
    ref, places = sheet.table.ref, _summary_places(sheet.table.ref)
    if not any(map(cells.first_content, (ref._replace(top=ref.top + 1), *places))):
        return False
    _write_rows(package, changes, sheet, cells, [], [])
    for row in (ref.top + 1, places[0].top):
        cells.set_height(row, None)
    changes.replace(sheet.part, _tail_without_own(changes, sheet).to_bytes())
    return True


def _cells(package: Package, changes: ChangedParts, sheet: FindingsSheet) -> SheetCells:
    """The cells of the sheet; BadInput if the XML of its rows is damaged."""
    try:
        return SheetCells(sheet.name, changes.tree(sheet.part), (), date1904=package.date1904)
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None


def _write_rows(
    package: Package, changes: ChangedParts, sheet: FindingsSheet, cells: SheetCells,
    rows: Sequence[Sequence[str]], heights: Sequence[float],
) -> None:  # fmt: skip
    """Write the rows of the table, and remove the summary above it."""
    changes.tree_to_change(sheet.part)
    table = TableXml(sheet.table, cells, changes)
    table.resize(max(1, len(rows)))
    # with their heights at once: to set them afterwards, all rows would have to become elements, which take thirty times the memory
    table.write(0, [[*map(_cut, row)] for row in rows] or [[None] * len(FINDING_HEADINGS)], heights)
    for place in _summary_places(sheet.table.ref):
        cells.clear(place)
    if cells.formulas_changed:  # the button in Excel writes its links as formulas
        recalculate_on_open(package, changes, formulas_changed=True)


def _write_summary(cells: SheetCells, sheet: FindingsSheet, summary: Sequence[str], running: str | None) -> None:
    """Write the parts of the summary: the verdict looks like the title's note above it, the rest like the `running` messages below."""
    for place, text in zip(_summary_places(sheet.table.ref), summary, strict=True):
        above = cells.format_of(place.top - 1, place.left) if place.left == 1 else running
        cells.write(place, [[_cut(text)]], [above])


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    return _LINE * max(ceil(len(text) / width / _LETTERS) for text, width in zip(texts, widths, strict=True))


def _summary_places(table: Area) -> list[Area]:
    """The cells of the summary: above the headings, or beside them if the table begins in row 1."""
    above = table.top > 1
    columns = _SUMMARY if above else [table.right + 1 + number for number in range(1, len(_SUMMARY) + 1)]
    return [Area(max(1, table.top - 1), column, max(1, table.top - 1), column) for column in columns]


def _cut(text: str) -> str | None:
    return text[: MAX_TEXT // 2] or None  # Excel counts UTF-16 units, of which a letter can take two


def _tail_without_own(changes: ChangedParts, sheet: FindingsSheet) -> SheetTail:
    """The elements after the cells, without the colours and links of an earlier run."""
    tail = SheetTail(changes.settle(sheet.part))
    remove_highlights(tail)
    for links in tail.elements("hyperlinks"):
        tail.replace(links, b"")
    return tail


def _link(prefix: str, ref: str, sheet: str, cell: str) -> str:
    name = sheet.replace("'", "''")
    place = escape_text(f"'{name}'!{cell}").replace('"', "&quot;")
    return f'<{prefix}hyperlink ref="{ref}" location="{place}" display="{cell}"/>'
