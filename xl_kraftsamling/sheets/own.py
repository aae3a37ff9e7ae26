"""The sheets that the program itself has written in somebody's workbook: nothing there is data of theirs."""

from xl_kraftsamling.domain.tables import FINDING_WIDTHS, HEADING_ROW, STATED
from xl_kraftsamling.sheets.opened import Page

_HEADINGS = tuple(FINDING_WIDTHS), (*STATED.headings, "Kommentar")
"""Those of the findings, and those of the balances that a button has written beside the workbook's own."""


def is_own(page: Page) -> bool:
    """Whether the program has written a sheet, as its headings tell."""
    return any(tuple(row[: len(known)]) == known for row in page.grid[:HEADING_ROW] for known in _HEADINGS)
