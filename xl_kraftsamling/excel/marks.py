"""Marks at the cells where something was found: notes, which Excel keeps apart from a cell's value and format.

A cell that has a note of the user's own keeps it, and gets no mark.
"""

from collections.abc import Sequence

import xlwings as xw

from xl_kraftsamling.catalogue import Finding
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.tables import FINDINGS_SHEET
from xl_kraftsamling.excel.findings import severity

MOST = 500
"""Marks that are put at once: each takes Excel some milliseconds, and nobody reads more."""

_OURS = "Kraftsamling"


def put(book: xw.Book, findings: Sequence[Finding]) -> int:
    """Mark the cells of the findings; returns how many cells could not be marked.

    A cell cannot be marked where its sheet is protected, it has a note already, or there are :data:`MOST` marks.
    """
    texts: dict[Place, list[str]] = {}
    for finding in findings:
        if finding.hit.place and finding.hit.place.row and not finding.waived:
            texts.setdefault(finding.hit.place, []).append(f"{severity(finding)} {finding.rule.code}: {finding.rule.name.sv}")
    marked = [place for place in list(texts)[:MOST] if _mark(book, place, texts[place])]
    return len(texts) - len(marked)


def _mark(book: xw.Book, place: Place, lines: Sequence[str]) -> bool:
    cell = book.sheets[place.sheet].range((place.row, place.column))
    try:
        if cell.note is None:
            cell.add_note("\n".join((_OURS, *lines, f"Mer på bladet {FINDINGS_SHEET}.")))
            return True
    except Exception:  # noqa: BLE001  # a protected sheet; what Excel raises differs between systems
        return False
    return False


def clear(book: xw.Book) -> int:
    """Take away every mark, and nothing else; returns how many there were."""
    ours = [note for sheet in book.sheets for note in sheet.notes if note.text.startswith(f"{_OURS}\n")]
    for note in ours:
        note.delete()
    return len(ours)
