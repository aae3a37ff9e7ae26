"""Notes at the cells of a workbook in xlwings Lite.

There the text of a note must be awaited, and what is written waits in a queue until it is flushed: only then does a protected sheet refuse it.
"""

from collections.abc import Sequence
from itertools import groupby

import xlwings as xw

from xl_kraftsamling.domain.finding_notes import compose_note, find_added_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.excel.buttons.marks import MAX_MARKS
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.report.findings_sheet import format_finding_title, group_by_cell


async def renew_notes(book: xw.Book, findings: Sequence[Finding], findings_sheet: str) -> Sequence[str] | None:
    """Put a note at the cells of the findings, in place of the program's earlier ones; returns the sheets that refused them.

    A note of the user stays, and its cell gets no other; in a note of ours what somebody has written on stays.  None where the program has
    no notes for us: outside of a browser, and in an Excel older than ExcelApi 1.18.
    """
    cells = [*group_by_cell(findings).items()][:MAX_MARKS]
    by_sheet = {name: [*group] for name, group in groupby(sorted(cells, key=lambda each: each[0].sheet), key=lambda each: each[0].sheet)}
    try:
        await book.flush()  # what is on Kontroll by now stays, whatever happens to the notes
        return [page.name for page in book.sheets if not await _renew_on(book, page, by_sheet.get(page.name, []), findings_sheet)]
    except (AttributeError, NotImplementedError):
        return None


async def _renew_on(book: xw.Book, page: xw.Sheet, cells: Sequence[tuple[Place, Sequence[Finding]]], findings_sheet: str) -> bool:
    """Renew the notes of a sheet; whether it took them."""
    for note in [*page.notes]:
        added = find_added_text(await note.get_text() or "")
        if added:
            note.text = added
        elif added is not None:
            note.delete()
    for place, found in cells:
        cell = page.range((place.row, place.column))
        if cell.note is None:
            cell.add_note(compose_note((format_finding_title(finding, "sv") for finding in found), findings_sheet, "sv"))
    try:
        await book.flush()
    except Exception:  # noqa: BLE001  # a protected sheet; what comes from the browser has no class of its own
        return False
    return True
