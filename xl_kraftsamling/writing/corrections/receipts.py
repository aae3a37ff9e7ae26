"""The sheet Rättat: one row for each corrected cell, with what it held before and after.

It is recognised by its headings, wherever a user moves it and whatever it is called, and is no data of the workbook's.
"""

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.template import CORRECTION_WIDTHS, CORRECTIONS_SHEET, HEADING_ROW
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.row_roles import find_program_headings
from xl_kraftsamling.writing.annotate.added_sheet import refuse_locked
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit import CellValue, Edit
from xl_kraftsamling.xlsx.edit.cell_xml import format_cell
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.new_parts import add_part, add_relationship, find_free_name, relationship_namespace
from xl_kraftsamling.xlsx.edit.sheet_list import list_sheet, remove_sheet, repeat_in_print
from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet

_HEADINGS = tuple(CORRECTION_WIDTHS)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
NOTE = (
    "Cellerna som kraftsamling har rättat: det som stod där, och det som står där nu. "
    "”kraftsamling validate --undo” tar tillbaka rättelserna, så länge bladet finns kvar."
)
"""What stands above the receipts."""
_MODEL = "Kontroll"
"""The sheet of the template after which this one is formatted: its title, note, headings and rows."""


class Receipt(NamedTuple):
    """A corrected cell: the rule that it broke, the id of its row, what it held and holds, and its number format before, if that changed."""

    code: str
    sheet: str
    cell: str
    row_id: str
    before: CellValue
    after: CellValue
    number_format: str = ""


def find_receipts(opened: OpenWorkbook) -> list[Receipt]:
    """The receipts in a workbook, from the first correction to the last; a row that is none any more is passed over."""
    return [
        receipt
        for sheet in opened.sheets
        if (top := _find_headings(opened, sheet))
        for row in opened.read_sheet(sheet).grid[top:]
        if (receipt := _read_receipt(row))
    ]


def _find_headings(opened: OpenWorkbook, sheet: str) -> int | None:
    return find_program_headings(_HEADINGS, opened.read_sheet(sheet).grid)


def _read_receipt(row: Sequence[CellValue]) -> Receipt | None:
    code, sheet, cell, row_id, before, after, number_format = [*row, *[""] * len(_HEADINGS)][: len(_HEADINGS)]
    try:
        parse_cell(cell_text(cell))
    except ValueError:
        return None
    return Receipt(cell_text(code), cell_text(sheet), cell_text(cell), cell_text(row_id), before, after, cell_text(number_format))


def write_receipts(edit: Edit, opened: OpenWorkbook, receipts: Sequence[Receipt], *, force: bool) -> str:
    """Make these the receipts of a workbook, on the sheet that it has for them or on a new one; returns the name of the sheet.

    :param opened: the workbook that is edited, as it was read.
    :raises BadInput: without `force`, the structure of the workbook is locked, so that no sheet can be added.
    """
    found = _find_sheet(edit, opened)
    formats = Formats(edit.package, edit.parts)
    data = _compose_sheet(receipts, formats).encode()
    if found:
        edit.parts.replace(found.part, data)
        return found.name
    if not force:
        refuse_locked(edit.package, edit.parts, CORRECTIONS_SHEET)
    part = find_free_name(edit.parts, posixpath.join(posixpath.dirname(edit.package.part), "worksheets/sheet{}.xml"))
    add_part(edit.parts, part, data, _TYPE)
    workbook, base = edit.parts.tree_to_change(edit.package.part), relationship_namespace(formats.namespace)
    name = list_sheet(workbook, add_relationship(edit.parts, edit.package.part, f"{base}/worksheet", part), base, CORRECTIONS_SHEET)
    repeat_in_print(workbook, name, HEADING_ROW)
    return name


def remove_receipts(edit: Edit, opened: OpenWorkbook, *, force: bool) -> None:
    """Remove the sheet of receipts; without `force`, a locked structure is refused (BadInput)."""
    if not force:
        refuse_locked(edit.package, edit.parts, CORRECTIONS_SHEET)
    if found := _find_sheet(edit, opened):
        remove_sheet(edit.package, edit.parts, found)


def _find_sheet(edit: Edit, opened: OpenWorkbook) -> Sheet | None:
    return next((sheet for sheet in edit.package.sheets if _find_headings(opened, sheet.name)), None)


def _compose_sheet(receipts: Iterable[Receipt], formats: Formats) -> str:
    """The XML of the sheet, formatted as the template's list of findings is."""
    title, note, heading, text = _copy_formats(formats)
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(CORRECTION_WIDTHS.values(), 1))
    rows = [
        _row(1, [CORRECTIONS_SHEET], title), _row(2, [NOTE], note), _row(HEADING_ROW, _HEADINGS, heading),
        *(_row(number, _list_values(receipt), text) for number, receipt in enumerate(receipts, HEADING_ROW + 1)),
    ]  # fmt: skip
    last = column_letters(len(_HEADINGS))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{formats.namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEADING_ROW}" topLeftCell="A{HEADING_ROW + 1}" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="A{HEADING_ROW}:{last}{HEADING_ROW + len(rows) - 3}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _list_values(receipt: Receipt) -> Iterator[CellValue]:
    """The values of a receipt; a date as text, so that what a cell held as text and what it holds now cannot be taken for each other."""
    return (None if value == "" else f"{value}" if isinstance(value, date) else value for value in receipt)


def _row(number: int, values: Iterable[CellValue], style: str) -> str:
    cells = (
        format_cell(CORRECTIONS_SHEET, f"{column_letters(n)}{number}", value, style, date1904=False)
        for n, value in enumerate(values, 1)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _copy_formats(formats: Formats) -> list[str]:
    """The formats of a title, a note, a heading and a text, as the template has them."""
    template = Package(find_template())
    changes = ChangedParts(template.archive)
    sheet = next(sheet for sheet in template.sheets if sheet.name == _MODEL)
    styles = changes.tree(changes.of_type("styles+xml")[0])
    cells = {cell.get("r"): int(cell.get("s", "0")) for cell in changes.tree(sheet.part).iter("{*}c")}
    return [str(formats.copy_format(styles, cells[ref])) for ref in ("A1", "A2", f"A{HEADING_ROW}", f"E{HEADING_ROW + 1}")]


