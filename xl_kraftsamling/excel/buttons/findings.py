"""The sheet Kontroll: what was found, each with a link to its cell, and on the line above when, by what and how strictly."""

from datetime import datetime

import xlwings as xw

from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET
from xl_kraftsamling.excel.buttons.program_sheet import CellInput, quote_text, write_program_sheet
from xl_kraftsamling.report.findings_sheet import describe_run, describe_verdict, list_finding_rows
from xl_kraftsamling.verdict import Verdict

_CELL = list(FINDING_WIDTHS).index("Cell")  # the sheet is the column before it


def write_findings_sheet(book: xw.Book, verdict: Verdict, now: datetime) -> xw.Sheet:
    """Write the findings on their sheet."""
    return write_program_sheet(book, FINDINGS_SHEET, FINDING_WIDTHS, summarise_findings(verdict, now), finding_cells(verdict))


def summarise_findings(verdict: Verdict, now: datetime) -> str:
    """The line above the findings: the time, the version, the profile, the date of the balances, and the verdict."""
    return " · ".join((*describe_run(verdict, "sv", now), *describe_verdict(verdict, "sv")))


def finding_cells(verdict: Verdict) -> list[list[CellInput]]:
    """The findings, one per row, in the order in which they are shown everywhere."""
    return [
        [*map(quote_text, row[:_CELL]), _link(*row[_CELL - 1 : _CELL + 1]), *map(quote_text, row[_CELL + 1 :])]
        for row in list_finding_rows(verdict, "sv")
    ]


def _link(sheet: str, cell: str) -> str:
    """A formula that leads to the cell.  As a value it needs no call of its own to Excel, which a real hyperlink would."""
    if not cell:
        return ""
    # Quotes are doubled twice over: in the name of a sheet, and then in the text of a formula.
    target = "#'{}'!{}".format(sheet.replace("'", "''"), cell).replace('"', '""')
    return f'=HYPERLINK("{target}","{cell}")'
