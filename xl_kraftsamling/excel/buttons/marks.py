"""Marks at the cells where something was found: notes, which Excel keeps apart from a cell's value and format.

A cell with a note of the user keeps it, and gets no mark.
"""

from collections.abc import Callable, Sequence

import xlwings as xw

from xl_kraftsamling.domain.finding_notes import find_added_text
from xl_kraftsamling.domain.mark_counts import MarkCounts
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.excel.protection import is_sheet_protected
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.findings_sheet import list_notes

MAX_MARKS = 500
"""Marks that are put at once: each takes Excel some milliseconds, and nobody reads more."""


def add_marks(book: xw.Book, findings: Sequence[Finding], findings_sheet: str | None) -> MarkCounts:
    """Mark the cells of the findings that can be marked, the gravest first, and count the others.

    :param findings_sheet: the name of the sheet of findings, which the notes mention; None where it could not be written.
    """
    notes, gravest = list_notes(findings, findings_sheet, "sv"), list(Severity).index
    chosen = sorted(notes, key=lambda place: gravest(notes[place][0]))[:MAX_MARKS]
    protected = {name for name in {place.sheet for place in chosen} if is_sheet_protected(book.sheets[name])}
    free = [place for place in chosen if place.sheet not in protected]
    marked = sum(_mark(book, place, notes[place][1]) for place in free)
    return MarkCounts(
        findings_sheet, most=MAX_MARKS, marked=marked, with_note=len(free) - marked, protected=len(chosen) - len(free),
        beyond=len(notes) - len(chosen), protected_sheets=tuple(sorted(protected)),
    )  # fmt: skip


def _mark(book: xw.Book, place: Place, compose: Callable[[], str]) -> bool:
    """Put a note at a cell that has none; returns whether it had none."""
    cell = book.sheets[place.sheet].range((place.row, place.column))
    if cell.note is not None:
        return False
    try:
        cell.add_note(compose())
    except Exception:  # noqa: BLE001  # a threaded comment, which Excel calls no note; what it raises differs between systems
        return False
    return True


def clear_marks(book: xw.Book) -> tuple[int, list[str]]:
    """Remove every mark, and nothing else; returns how many there were, and the protected sheets where some had to stay."""
    # A list, since notes that are deleted while Excel enumerates them make it skip others.  Ours are known by their text: the
    # workbook may have been marked on another day, by another version of the program.
    added = [(sheet, mark, find_added_text(mark.text)) for sheet in book.sheets for mark in sheet.notes]
    ours = [(sheet, mark, text) for sheet, mark, text in added if text is not None]
    protected = {name for name in {sheet.name for sheet, _, _ in ours} if is_sheet_protected(book.sheets[name])}
    free = [(mark, text) for sheet, mark, text in ours if sheet.name not in protected]
    for mark, text in free:
        if text:  # somebody has written on in it: that stays
            mark.text = text
        else:
            mark.delete()
    return len(free), sorted(protected)
