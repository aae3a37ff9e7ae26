"""The contents of the sheet Kontroll, in the template or added: findings written into its Excel table, and removed again.

The sheet is recognised by the headings of the table; what people write beside the findings is `remarks`, and stays with them.
"""

from collections.abc import Callable, Sequence
from math import ceil

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.finding_words import HEADINGS
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.highlights import add_highlight, remove_highlights
from xl_kraftsamling.writing.annotate.list_columns import (
    FINDING_HEADINGS,
    FindingsSheet,
    add_columns,
    drop_columns,
    forget_filter,
    translate_sheet,
)
from xl_kraftsamling.writing.annotate.remarks import Remarks, copy_remarks, move_remarks, replace_links
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.edit.cell_xml import MAX_TEXT, escape_text
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.edit.table import TableXml
from xl_kraftsamling.xlsx.grid import Area, Grid
from xl_kraftsamling.xlsx.package import Package

_CELL = FINDING_HEADINGS.index("Cell")
_SUMMARY = tuple(FINDING_HEADINGS.index(name) + 1 for name in ("Kod", "Meddelande", "Åtgärd"))
"""The columns above which the parts of the summary are written: those wide enough for it."""
_WIDTHS = tuple(FINDING_WIDTHS.values())  # not every program finds out by itself how high a row of wrapped text has to be
_LINE, _LETTERS = 15.5, 1.1  # points of a line; letters of running text to the width of a digit
_MAX_HEIGHT = 409
"""The points of the highest row that Excel allows."""
_MAX_LINKS = 65_530
"""The most links that Excel allows on a sheet."""


Rows = Callable[[Sequence[FindingRow]], Sequence[FindingRow]]
"""Makes the rows to write, of which there may be very many, from those that stand there."""


def find_findings_sheet(package: Package) -> FindingsSheet | None:
    """The workbook's sheet of findings, or None; a sheet Kontroll with other headings belongs to the user and is none."""
    tables = ((sheet, table) for sheet in package.sheets for table in package.tables(sheet))
    width = len(FINDING_HEADINGS)
    return next((FindingsSheet(sheet.name, sheet.part, table) for sheet, table in tables if table.columns[:width] in HEADINGS.values()), None)


def write_findings(
    package: Package, changes: ChangedParts, sheet: FindingsSheet, summary: Sequence[str], rows: Rows, lang: str
) -> None:
    """Write the findings into the table, a row each, and the parts of the summary above it; they replace the earlier ones.

    What people have written beside a finding goes with it.
    :raises BadInput: the rows would overwrite cells below the table, or those that stand there make no sense.
    """
    formats, cells, grid = Formats(package, changes), _open_cells(package, changes, sheet), _read_grid(package, sheet)
    others = [table for each in package.sheets if each.part == sheet.part for table in package.tables(each) if table.part != sheet.table.part]
    remarks = copy_remarks(sheet, others, cells)
    wanted = rows(_read_rows(sheet, grid, remarks))
    _clear_summary(cells, sheet)
    sheet = add_columns(translate_sheet(sheet, cells, changes, grid, lang), others, cells, changes, grid, lang)
    _write_texts(changes, sheet, cells, formats, summary, wanted)
    moved = {sheet.rows.top + row.earlier: line for line, row in enumerate(wanted, sheet.rows.top) if row.earlier is not None}
    move_remarks(remarks, cells, moved, sheet.table.ref.right)
    _finish(package, changes, cells)
    tail = _tail_without_own(changes, sheet)
    add_highlight(tail, [_summary_places(sheet.table.ref)[0][:2]], formats.verdict_format())
    links = [_link(tail.prefix, f"D{line}", row.place) for line, row in enumerate(wanted, sheet.rows.top) if row.place][:_MAX_LINKS]
    replace_links(tail, sheet, moved, links)
    if links:
        last = max(line for line, row in enumerate(wanted, sheet.rows.top) if row.place)
        add_highlight(tail, ((line, _CELL + 1) for line in range(sheet.rows.top, last + 1)), formats.link_format())
    changes.replace(sheet.part, tail.to_bytes())


def _read_grid(package: Package, sheet: FindingsSheet) -> Grid:
    """The values that stand on the sheet; none where it is new."""
    there = next((each for each in package.sheets if each.part == sheet.part), None)
    return SheetReader(package).read(there).grid if there else ()


def _read_rows(sheet: FindingsSheet, grid: Grid, remarks: Remarks) -> list[FindingRow]:
    """The rows that stand on the sheet, in their order."""
    rows, key, found = sheet.rows, sheet.key_column, list[FindingRow]()
    for line, row in enumerate(grid[rows.top - 1 : rows.bottom], rows.top):
        texts = [cell_text(cell) for cell in row[rows.left - 1 : rows.right]]
        named = cell_text(row[key - 1]) if key and key <= len(row) else ""
        found.append(FindingRow(named, [*texts, *[""] * (len(FINDING_HEADINGS) - len(texts))], has_remarks=line in remarks))
    return found


def _write_texts(
    changes: ChangedParts, sheet: FindingsSheet, cells: SheetCells, formats: Formats,
    summary: Sequence[str], rows: Sequence[FindingRow],
) -> None:  # fmt: skip
    """Write the texts into the cells of the sheet, and make the rows as high as they need."""
    running = cells.format_of(sheet.rows.top, _SUMMARY[1])
    # only where the cells wrap: in a sheet set to one line per row, higher rows would be mostly empty
    wraps = formats.wraps_text(running)
    heights = [_height(row.texts, _WIDTHS) for row in rows] if wraps else []
    _write_rows(changes, sheet, cells, [_fill_row(sheet, row) for row in rows], heights)
    _write_summary(cells, sheet, summary, running)
    if wraps:
        cells.set_height(_summary_places(sheet.table.ref)[0].top, _height(summary[1:], [_WIDTHS[each - 1] for each in _SUMMARY[1:]]))


def _fill_row(sheet: FindingsSheet, row: FindingRow) -> list[str | None]:
    """A row with a text or None for every column of the table; what people have written is put there afterwards."""
    others: list[str | None] = [None] * (len(sheet.table.columns) - len(FINDING_HEADINGS))
    if sheet.key_column:
        others[sheet.key_column - sheet.rows.right - 1] = row.key or None
    return [*map(_cut, row.texts), *others]


def clear_findings(package: Package, changes: ChangedParts, sheet: FindingsSheet) -> bool:
    """Remove what was written on the sheet, so that its table has one empty row; returns whether there was anything."""
    cells = _open_cells(package, changes, sheet)
    places = _summary_places(sheet.table.ref)
    if not any(map(cells.first_content, (sheet.rows, *places))):
        return False
    _clear_summary(cells, sheet)
    _write_rows(changes, sheet, cells, [], [])
    sheet = translate_sheet(sheet, cells, changes, _read_grid(package, sheet), LANGUAGES[0])  # as the template has it
    drop_columns(sheet, cells, changes)
    for row in (sheet.rows.top, places[0].top):
        cells.set_height(row, None)
    _finish(package, changes, cells)
    tail = _tail_without_own(changes, sheet)
    replace_links(tail, sheet, {}, [])
    changes.replace(sheet.part, tail.to_bytes())
    return True


def _open_cells(package: Package, changes: ChangedParts, sheet: FindingsSheet) -> SheetCells:
    """The cells of the sheet, to be changed; BadInput if the XML of its rows is damaged."""
    try:
        return SheetCells(sheet.name, changes.tree_to_change(sheet.part), (), date1904=package.date1904)
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None


def _write_rows(
    changes: ChangedParts, sheet: FindingsSheet, cells: SheetCells, rows: Sequence[Sequence[str | None]], heights: Sequence[float]
) -> None:
    """Write the rows of the table, all of them in sight."""
    forget_filter(sheet.table, cells, changes)
    links = sheet.rows._replace(left=sheet.rows.left + _CELL, right=sheet.rows.left + _CELL)
    if any(each.column == links.left for each in cells.list_formulas()):
        # the button in Excel writes its links as formulas: as those of a column they would be continued in the new rows
        cells.write(links, [[None]] * (links.bottom - links.top + 1), [cells.format_of(links.top, links.left)])
    table = TableXml(sheet.table, cells, changes)
    table.resize(max(1, len(rows)))
    # with their heights at once: to set them afterwards, all rows would have to become elements, which take thirty times the memory
    table.write(0, rows or [[None] * table.width], heights)


def _finish(package: Package, changes: ChangedParts, cells: SheetCells) -> None:
    if cells.formulas_changed:
        recalculate_on_open(package, changes, formulas_changed=True)


def _clear_summary(cells: SheetCells, sheet: FindingsSheet) -> None:
    """Remove the summary, which is beside a table that begins in row 1: to be done before that table gets more columns."""
    for place in _summary_places(sheet.table.ref):
        cells.clear(place)


def _write_summary(cells: SheetCells, sheet: FindingsSheet, summary: Sequence[str], running: str | None) -> None:
    """Write the parts of the summary: the verdict looks like the title's note above it, the rest like the `running` messages below."""
    for place, text in zip(_summary_places(sheet.table.ref), summary, strict=True):
        above = cells.format_of(place.top - 1, place.left) if place.left == 1 else running
        cells.write(place, [[_cut(text)]], [above])


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    lines = (sum(max(1, ceil(len(line) / width / _LETTERS)) for line in text.split("\n")) for text, width in zip(texts, widths, strict=True))
    return min(_MAX_HEIGHT, _LINE * max(lines))


def _summary_places(table: Area) -> list[Area]:
    """The cells of the summary: above the headings, or beside them if the table begins in row 1."""
    above = table.top > 1
    columns = _SUMMARY if above else [table.right + 1 + number for number in range(1, len(_SUMMARY) + 1)]
    return [Area(max(1, table.top - 1), column, max(1, table.top - 1), column) for column in columns]


def _cut(text: str) -> str | None:
    return text[: MAX_TEXT // 2] or None  # Excel counts UTF-16 units, of which a letter can take two


def _tail_without_own(changes: ChangedParts, sheet: FindingsSheet) -> SheetTail:
    """The elements after the cells, without the colours of an earlier run."""
    tail = SheetTail(changes.settle(sheet.part))
    remove_highlights(tail)
    return tail


def _link(prefix: str, ref: str, target: Place) -> str:
    name = target.sheet.replace("'", "''")
    place = escape_text(f"'{name}'!{target.cell}").replace('"', "&quot;")
    return f'<{prefix}hyperlink ref="{ref}" location="{place}" display="{target.cell}"/>'
