"""Stepping through the cells with findings, in the order in which the sheet Kontroll lists them; what a filter hides there is passed over."""

from collections.abc import Sequence
from contextlib import suppress

import xlwings as xw

from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET
from xl_kraftsamling.domain.texts import LANGUAGES, BadInput, Text
from xl_kraftsamling.excel.buttons.finding_table import FindingTable
from xl_kraftsamling.excel.buttons.program_sheet import find_sheet
from xl_kraftsamling.excel.excel_workbook import find_hidden_rows
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.xlsx.grid import parse_cell

_SEVERITY, _SHEET, _CELL, _MESSAGE = map(list(FINDING_WIDTHS).index, ("Allvar", "Blad", "Cell", "Meddelande"))
_PRESENT = tuple(f"{each.symbol} {each.text.fill(lang, {})}" for each in Severity for lang in LANGUAGES)


def select_next(book: xw.Book, step: int) -> str:
    """Select the cell of the finding after, or with a step of −1 before, the cell that is selected; returns a sentence about it.

    From a cell without findings it leads to the first, or to the last.
    :raises BadInput: no cell is listed, or the one that is listed cannot be selected.
    """
    listed = _list_cells(book)
    if not listed:
        raise BadInput(_NOTHING, sheet=FINDINGS_SHEET)
    places = list(listed)
    here = _find_selected(book)
    number = (places.index(here) + step) % len(places) if here in listed else (0 if step > 0 else -1) % len(places)
    place, row = places[number], listed[places[number]]
    try:
        sheet = book.sheets[place.sheet]
        sheet.activate()
        sheet.range((place.row, place.column)).select()
    except Exception:  # noqa: BLE001  # a sheet that is hidden or gone; what Excel raises differs between systems
        raise BadInput(_UNREACHABLE, place=place, sheet=FINDINGS_SHEET) from None
    return f"{number + 1} av {len(places)}: {row.texts[_SEVERITY]}. {row.texts[_MESSAGE]}"


def _list_cells(book: xw.Book) -> dict[Place, FindingRow]:
    """The cells with findings in the order of the sheet, each once, with the first row about it."""
    found = find_sheet(book, FINDINGS_SHEET, FINDING_WIDTHS)
    if found is None:
        return {}
    sheet, heading = found
    rows = FindingTable(sheet, heading).rows
    hidden = _find_hidden(sheet, heading, rows)
    listed: dict[Place, FindingRow] = {}
    for line, row in enumerate(rows, heading + 1):
        is_dated = row.texts[_SEVERITY][-1:].isdigit()  # one that is gone
        if row.texts[_SEVERITY].startswith(_PRESENT) and not is_dated and line not in hidden:
            with suppress(ValueError):  # without a cell, or with what somebody has typed there
                listed.setdefault(Place(row.texts[_SHEET], *parse_cell(row.texts[_CELL])), row)
    return listed


def _find_hidden(sheet: xw.Sheet, heading: int, rows: Sequence[FindingRow]) -> set[int]:
    """The rows that a filter hides."""
    return set(find_hidden_rows(sheet.range((heading + 1, 1), (heading + max(1, len(rows)), 1))))


def _find_selected(book: xw.Book) -> Place | None:
    selection = book.app.selection  # there is none on a sheet that is a chart
    return Place(selection.sheet.name, selection.row, selection.column) if selection is not None else None


_NOTHING = Text(
    "Det finns ingen avvikelse att gå till. Klicka på Validera, så skrivs de på bladet {sheet}.",
    "There is no finding to go to. Click Validera, and they are written on the sheet {sheet}.",
)
_UNREACHABLE = Text(
    "Det går inte att gå till {place}: bladet är dolt eller borttaget. Klicka på Validera, så uppdateras bladet {sheet}.",
    "{place} cannot be reached: the sheet is hidden or deleted. Click Validera to bring the sheet {sheet} up to date.",
)
