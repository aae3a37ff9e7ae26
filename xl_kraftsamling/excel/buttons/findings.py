"""The sheet Kontroll: what was found, each with a link to its cell, and on the line above when, by what and how strictly."""

from datetime import datetime

import xlwings as xw

from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET
from xl_kraftsamling.excel.buttons import program_sheet as own_sheet
from xl_kraftsamling.excel.buttons.program_sheet import CellInput, quote_text
from xl_kraftsamling.report import findings_sheet as kontroll
from xl_kraftsamling.verdict import Verdict

_CELL = list(FINDING_WIDTHS).index("Cell")


def write_findings_sheet(book: xw.Book, verdict: Verdict, now: datetime) -> xw.Sheet:
    """Write the findings on their sheet."""
    return own_sheet.write_program_sheet(book, FINDINGS_SHEET, FINDING_WIDTHS, summarise_findings(verdict, now), finding_cells(verdict))


def summarise_findings(verdict: Verdict, now: datetime) -> str:
    """The line above the findings: the time, the version, the profile, the date of the balances, and the verdict."""
    return " · ".join((*kontroll.describe_run(verdict, "sv", now), *kontroll.describe_verdict(verdict, "sv")))


def finding_cells(verdict: Verdict) -> list[list[CellInput]]:
    """The findings, one per row, in the order in which they are shown everywhere."""
    return [
        [*map(quote_text, row[:_CELL]), _link(*row[2:4]), *map(quote_text, row[_CELL + 1 :])]
        for row in kontroll.list_finding_rows(verdict, "sv")
    ]


def _link(sheet: str, cell: str) -> str:
    """A formula that leads to the cell; HYPERLINK costs no call of its own, and a thousand of them are as easy as one."""
    if not cell:
        return ""
    target = "#'{}'!{}".format(sheet.replace("'", "''"), cell).replace('"', '""')
    return f'=HYPERLINK("{target}","{cell}")'
