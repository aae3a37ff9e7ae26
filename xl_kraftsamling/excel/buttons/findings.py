"""The sheet Kontroll: what was found, each with a link to its cell, and on the line above when, by what and how strictly.

What people have written beside a finding goes with it, whatever its row is then (`report/finding_list`, which the command line uses too).
"""

from collections.abc import Sequence
from datetime import datetime

import xlwings as xw

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.finding_rows import PROTECTED_LIST, FindingRow
from xl_kraftsamling.domain.finding_words import translate_labels
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET, REMARK_WIDTHS
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.buttons.finding_table import FindingTable
from xl_kraftsamling.excel.buttons.program_sheet import CellInput, find_or_add_sheet, quote_text, reveal
from xl_kraftsamling.excel.protection import is_sheet_protected
from xl_kraftsamling.report.finding_list import update_list
from xl_kraftsamling.report.findings_sheet import describe_run, describe_verdict
from xl_kraftsamling.verdict import Verdict

_CELL = list(FINDING_WIDTHS).index("Cell")


def write_findings_sheet(book: xw.Book, verdict: Verdict, now: datetime) -> xw.Sheet:
    """Write the findings on their sheet.

    :raises BadInput: it is protected, or cannot be added since the structure of the workbook is locked.
    """
    sheet, heading = find_or_add_sheet(book, FINDINGS_SHEET, FINDING_WIDTHS)
    if is_sheet_protected(sheet):
        raise BadInput(PROTECTED_LIST, sheet=sheet.name)
    _write_labels(sheet, heading)
    table = FindingTable(sheet, heading)
    reveal(sheet, table.excel_tables)
    rows = update_list(verdict, "sv", now.date(), table.rows)
    table.write(rows, finding_cells(rows))
    above = (heading - 1, 1) if heading > 1 else (1, table.last_column + 2)
    sheet.range(above).value = quote_text(summarise_findings(verdict, now))
    return sheet


def _write_labels(sheet: xw.Sheet, heading: int) -> None:
    """Write title, note and headings in Swedish where the command line has written them in English."""
    for top, bottom, width in ((1, heading - 2, 1), (heading, heading, len(FINDING_WIDTHS) + len(REMARK_WIDTHS))):
        if top > bottom:
            continue
        block = sheet.range((top, 1), (bottom, width)).options(ndim=2, err_to_str=True).value
        there = [cell_text(cell) for row in block for cell in row]
        for at, (old, new) in enumerate(zip(there, translate_labels(there, "sv"), strict=True)):
            if old != new:
                sheet.range((top + at // width, at % width + 1)).value = new


def summarise_findings(verdict: Verdict, now: datetime) -> str:
    """The line above the findings: the time, the version, the profile, the date of the balances, and the verdict."""
    return " · ".join((*describe_run(verdict, "sv", now), *(each.rstrip(".") for each in describe_verdict(verdict, "sv"))))


def finding_cells(rows: Sequence[FindingRow]) -> list[list[CellInput]]:
    """The rows as Excel takes them, each cell that is named a link to it."""
    return [
        [*map(quote_text, row.texts[:_CELL]), _link(row.place) if row.place else quote_text(row.texts[_CELL]), *map(quote_text, row.texts[_CELL + 1 :])]
        for row in rows
    ]


def _link(place: Place) -> str:
    """A formula that leads to the cell.  As a value it needs no call of its own to Excel, which a real hyperlink would."""
    # Quotes are doubled twice over: in the name of a sheet, and then in the text of a formula.
    target = "#'{}'!{}".format(place.sheet.replace("'", "''"), place.cell).replace('"', '""')
    return f'=HYPERLINK("{target}","{place.cell}")'
