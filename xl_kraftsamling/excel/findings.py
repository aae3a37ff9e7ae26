"""The sheet Kontroll: what was found, each with a link to its cell, and on the line above when, by what and how strictly."""

from datetime import datetime

import xlwings as xw

from xl_kraftsamling import __version__
from xl_kraftsamling.catalogue import Finding, shown
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.tables import FINDINGS_SHEET
from xl_kraftsamling.excel import own_sheet
from xl_kraftsamling.excel.own_sheet import Cell, text
from xl_kraftsamling.report.text import summary
from xl_kraftsamling.verdict import Verdict

WIDTHS = {
    "Kod": 8, "Allvar": 14, "Blad": 16, "Cell": 9, "Meddelande": 70, "Funnet": 20, "Förväntat": 20, "Åtgärd": 60,
}  # fmt: skip
"""The headings of the sheet, and the widths of its columns where the template has not set them."""

_ALL_IN_ONE_LINE = 10_000


def write(book: xw.Book, verdict: Verdict, now: datetime) -> xw.Sheet:
    """Write the sheet."""
    return own_sheet.write(book, FINDINGS_SHEET, WIDTHS, about(verdict, now), rows(verdict))


def about(verdict: Verdict, now: datetime) -> str:
    """The line above the findings: the time, the version, the profile, the date of the balances, and the verdict."""
    told = summary(verdict, "sv", _ALL_IN_ONE_LINE, lambda words, _role: words)
    made = (
        f"Kontrollerad {now:%Y-%m-%d %H:%M}", f"kraftsamling {__version__}", f"profil {verdict.profile}",
        f"avstämt {verdict.ledger.as_of}",
    )  # fmt: skip
    return " · ".join((*made, *told))


def rows(verdict: Verdict) -> list[list[Cell]]:
    """The findings, one per row, in the order in which they are shown everywhere."""
    return [_row(finding) for finding in verdict.findings]


def severity(finding: Finding) -> str:
    """How grave a finding is, as a symbol and a word."""
    return f"{finding.severity.symbol} {finding.severity.text.sv}" + (" (undantag)" if finding.waived else "")


def _row(finding: Finding) -> list[Cell]:
    hit, place = finding.hit, finding.hit.place or Place("")
    told = (finding.message("sv"), shown(hit.found, "sv"), shown(hit.expected, "sv"), finding.remedy("sv"))
    return [text(finding.rule.code), text(severity(finding)), text(place.sheet), _link(place), *map(text, told)]


def _link(place: Place) -> str:
    """A formula that leads to the cell; HYPERLINK costs no call of its own, and a thousand of them are as easy as one."""
    if place.cell is None:
        return ""
    target = "#'{}'!{}".format(place.sheet.replace("'", "''"), place.cell).replace('"', '""')
    return f'=HYPERLINK("{target}","{place.cell}")'
