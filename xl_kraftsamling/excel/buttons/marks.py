"""Marks at the cells where something was found: notes, which Excel keeps apart from a cell's value and format.

A cell with a note of the user keeps it, and gets no mark.
"""

from collections.abc import Sequence

import xlwings as xw

from xl_kraftsamling.domain.finding_notes import compose_note, find_added_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDINGS_SHEET
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.report.findings_sheet import format_finding_title, group_by_cell

MAX_MARKS = 500
"""Marks that are put at once: each takes Excel some milliseconds, and nobody reads more."""


def add_marks(book: xw.Book, findings: Sequence[Finding]) -> int:
    """Mark the cells of the findings; returns how many cells could not be marked.

    A cell cannot be marked where its sheet is protected, it has a note already, or there are :data:`MAX_MARKS` marks.
    """
    cells = group_by_cell(findings)
    marked = [place for place in list(cells)[:MAX_MARKS] if _mark(book, place, cells[place])]
    return len(cells) - len(marked)


def _mark(book: xw.Book, place: Place, found: Sequence[Finding]) -> bool:
    cell = book.sheets[place.sheet].range((place.row, place.column))
    try:
        if cell.note is None:
            cell.add_note(compose_note((format_finding_title(finding, "sv") for finding in found), FINDINGS_SHEET, "sv"))
            return True
    except Exception:  # noqa: BLE001  # a protected sheet; what Excel raises differs between systems
        return False
    return False


def clear_marks(book: xw.Book) -> int:
    """Remove every mark, and nothing else; returns how many there were."""
    # A list, since notes that are deleted while Excel enumerates them make it skip others.  Ours are known by their text: the
    # workbook may have been marked on another day, by another version of the program.
    added = [(mark, find_added_text(mark.text)) for sheet in book.sheets for mark in sheet.notes]
    ours = [(mark, text) for mark, text in added if text is not None]
    for mark, text in ours:
        if text:  # somebody has written on in it: that stays
            mark.text = text
        else:
            mark.delete()
    return len(ours)
