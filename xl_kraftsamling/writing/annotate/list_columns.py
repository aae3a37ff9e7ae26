"""The columns of the sheet Kontroll beside those of the findings: what people write there, and the hidden key of each row.

The template has the columns of the findings alone.  The others are added to the table when findings are written, and taken away with them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import NamedTuple
from xml.etree import ElementTree  # noqa: ICN001

from lxml import etree

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.finding_words import NOTE, REMARKS, TITLE, translate_labels
from xl_kraftsamling.domain.template import FINDING_WIDTHS, KEY_HEADING, REMARK_WIDTHS
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area, Grid
from xl_kraftsamling.xlsx.package import ExcelTable, parse_table, parse_whole

FINDING_HEADINGS = tuple(FINDING_WIDTHS)
_RUNNING = FINDING_HEADINGS.index("Meddelande")


class FindingsSheet(NamedTuple):
    """The sheet Kontroll: its name, its part, and its table."""

    name: str
    part: str
    table: ExcelTable

    @property
    def rows(self) -> Area:
        """The cells of the findings, without the headings."""
        top, left, bottom, _ = self.table.ref
        return Area(top + 1, left, bottom, left + len(FINDING_HEADINGS) - 1)

    @property
    def key_column(self) -> int | None:
        """The column of the keys; None where the table has none yet."""
        names = self.table.columns
        return self.table.ref.left + names.index(KEY_HEADING) if KEY_HEADING in names else None


def translate_sheet(sheet: FindingsSheet, cells: SheetCells, changes: ChangedParts, grid: Grid, lang: str) -> FindingsSheet:
    """Write the title, the note and the headings of the sheet in a language, where they are the program's own.

    :param grid: the values that stand on the sheet; none where it is new, and as in the template.
    """
    ref, names = sheet.table.ref, translate_labels(sheet.table.columns, lang)
    there = [cell_text(row[0]) if row else "" for row in grid[:2]] if grid else list(TITLE[:1] + NOTE[:1])
    labels = translate_labels(there, lang) if grid else [TITLE.fill(lang, {}), NOTE.fill(lang, {})]
    for row, (old, new) in enumerate(zip(there, labels, strict=True), 1):
        if row < ref.top - 1 and (old != new or not grid):
            cells.write(Area(row, 1, row, 1), [[new]], [cells.format_of(row, 1)])
    headings = Area(ref.top, ref.left, ref.top, ref.left + len(names) - 1)
    shown = [cell_text(cell) for cell in grid[ref.top - 1][headings.left - 1 : headings.right]] if grid else list(sheet.table.columns)
    if names == list(sheet.table.columns) == shown:
        return sheet
    cells.write(headings, [names], [cells.format_of(ref.top, column) for column in range(headings.left, headings.right + 1)])
    root = changes.tree_to_change(sheet.table.part)
    for element, name in zip(root.iterfind("{*}tableColumns/{*}tableColumn"), names, strict=True):
        element.set("name", name)
    return sheet._replace(table=parse_table(ElementTree.fromstring(etree.tostring(root)), sheet.table.part))  # noqa: S314 - parsed safely before


def add_columns(
    sheet: FindingsSheet, others: Sequence[ExcelTable], cells: SheetCells, changes: ChangedParts, grid: Grid, lang: str
) -> FindingsSheet:
    """Give the table the columns that it lacks: for what people have written beside it, or may write, and for the keys.

    Where another Excel table of the sheet stands in the way it gets none: its findings are then known again by what they say.
    """
    ref, used = sheet.table.ref, _find_last_used(sheet, grid)
    # beside a table that has its eight columns alone, two invite people to write
    invited = dict(zip(REMARKS[lang], REMARK_WIDTHS.values(), strict=True)) if used == sheet.rows.right else {}
    names = [*(invited or _name_columns(sheet.table, grid, used)), KEY_HEADING]
    headings = Area(ref.top, ref.right + 1, ref.top, ref.right + len(names))
    if sheet.key_column or any(other.ref.overlaps(headings._replace(bottom=ref.bottom)) for other in others):
        return sheet
    cells.write(headings, [names], [cells.format_of(ref.top, ref.left)] * len(names))
    new = Area(ref.top + 1, used + 1, ref.top + 1, headings.right)  # nobody has written in these
    width = new.right - new.left + 1
    cells.write(new, [[None] * width], [cells.format_of(new.top, ref.left + _RUNNING)] * width)
    widths = dict(enumerate(invited.values(), headings.left))
    set_widths(changes.tree_to_change(sheet.part), {**widths, headings.right: None})
    return sheet._replace(table=_resize(changes, sheet.table, [*sheet.table.columns, *names]))


def _find_last_used(sheet: FindingsSheet, grid: Grid) -> int:
    """The last column of the table, or of what people have written to the right of its rows."""
    rows = grid[sheet.rows.top - 1 : sheet.rows.bottom]
    filled = (number for row in rows for number in range(len(row), sheet.table.ref.right, -1) if row[number - 1] != "")
    return max(filled, default=sheet.table.ref.right)


def _name_columns(table: ExcelTable, grid: Grid, last: int) -> Iterator[str]:
    """The headings of what stands to the right of a table; Excel's own word, with a number, where there is none or it is taken."""
    taken = {name.casefold() for name in table.columns} | {KEY_HEADING.casefold()}
    row = grid[table.ref.top - 1]
    for number in range(table.ref.right + 1, last + 1):
        name = cell_text(row[number - 1]) if number <= len(row) else ""
        if not name or name.casefold() in taken:
            name = next(each for n in count(1) if (each := f"Kolumn{n}").casefold() not in taken)
        taken.add(name.casefold())
        yield name


def drop_columns(sheet: FindingsSheet, cells: SheetCells, changes: ChangedParts) -> None:
    """Take away the columns that :func:`add_columns` has added, as far as nobody has added one behind them."""
    names = list(sheet.table.columns)
    while len(names) > len(FINDING_HEADINGS) and names[-1] in (*REMARK_WIDTHS, KEY_HEADING):
        names.pop()
    ref = sheet.table.ref
    kept = ref.left + len(names) - 1
    if kept < ref.right:
        cells.clear(ref._replace(left=kept + 1))
        set_widths(changes.tree_to_change(sheet.part), {}, without=range(kept + 1, ref.right + 1))
        _resize(changes, sheet.table, names)


def _resize(changes: ChangedParts, table: ExcelTable, names: Sequence[str]) -> ExcelTable:
    """Give a table columns of these names, the first of which it has already; the others are gone."""
    root = changes.tree_to_change(table.part)
    columns = next(root.iterchildren("{*}tableColumns"))
    listed = list(columns.iterchildren("{*}tableColumn"))
    number = max(parse_whole(each.get("id"), 0) for each in listed)
    for surplus in listed[len(names) :]:
        columns.remove(surplus)
    for name in names[len(listed) :]:
        number += 1
        etree.SubElement(columns, listed[0].tag, id=str(number), name=name)
    columns.set("count", str(len(names)))
    for ranged in (root, *root.iterchildren("{*}autoFilter")):
        ref = Area.parse(ranged.get("ref", ""))
        ranged.set("ref", ref._replace(right=ref.left + len(names) - 1).ref)
    return parse_table(ElementTree.fromstring(etree.tostring(root)), table.part)  # noqa: S314 - parsed safely before


def forget_filter(table: ExcelTable, cells: SheetCells, changes: ChangedParts) -> None:
    """Let no old choice in a filter hide what is written: its buttons stay, and so does nothing of what was chosen or sorted by."""
    root = changes.tree_to_change(table.part)
    for element in [*root.iter("{*}filterColumn", "{*}sortState")]:
        element.getparent().remove(element)  # type: ignore[union-attr]  # it is below the root
    cells.show_rows(table.ref.top + 1, table.ref.bottom)


def set_widths(root: etree._Element, widths: Mapping[int, float | None], *, without: Collection[int] = ()) -> None:
    """Set the widths of columns of a sheet, None for one that is to be hidden; those of `without` get the usual one."""
    space = f"{{{etree.QName(root).namespace}}}"
    columns = root.find(f"{space}cols")
    if columns is None:
        columns = etree.Element(f"{space}cols")
        next(root.iterchildren(f"{space}sheetData")).addprevious(columns)
    for span in list(columns.iterchildren("*")):
        first, last = parse_whole(span.get("min"), 0), min(parse_whole(span.get("max"), 0), LAST_COLUMN)
        ends = sorted(number for number in {*widths, *without} if first <= number <= last)
        if ends:  # its other columns keep their width
            for start, end in zip([first, *(each + 1 for each in ends)], [*(each - 1 for each in ends), last], strict=True):
                if start <= end:
                    span.addprevious(_copy_span(span, start, end))
            columns.remove(span)
    for number, width in widths.items():
        shown = {"width": f"{width:g}"} if width else {"width": "0", "hidden": "1"}
        etree.SubElement(columns, f"{space}col", {"min": str(number), "max": str(number), **shown, "customWidth": "1"})
    columns[:] = sorted(columns, key=lambda each: parse_whole(each.get("min"), 0))
    if not len(columns):
        root.remove(columns)



def _copy_span(span: etree._Element, first: int, last: int) -> etree._Element:
    copied = deepcopy(span)
    copied.set("min", str(first))
    copied.set("max", str(last))
    return copied
