"""The sheet Läs mig: what the workbook is, how it is used, its signs and its words."""

from collections.abc import Iterable

from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.glossary import TERMS
from xl_kraftsamling.domain.template import README_SHEET, SHEETS, TEMPLATE_VERSION
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing import colours
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.sheets import add_table, fit_row, new_sheet, set_cell
from xl_kraftsamling.writing.template.texts import BOOK_TITLE, NOTES

_ABOUT = {
    "Vad den är": (
        "En arbetsbok som följer pengarna i ett beslut: vad varje mottagare har beviljats, avropat, lämnat vidare och "
        "förbrukat, och vad som finns kvar. Saldot räknas fram av vanliga formler."
    ),
    "Vad den inte är": (
        "Ett beslut eller ett godkännande. Att arbetsboken ”uppfyller kontrollerna” är ett beslutsunderlag; bedömningen görs "
        "alltid av den som är ansvarig."
    ),
    "Mallversion": str(TEMPLATE_VERSION),
}

_STEPS = (
    "Fyll i Beslut och Tilldelning, eller kontrollera det som redan står där. Lägg till kommunstyrelsens paragraf och datum när beslutet är fattat.",
    "Skriv in insatserna på Insatser, en rad per insats.",
    "För in det som händer på Avrop, Omfördelning, Utfall och Prognos: en rad per händelse, direkt under den sista.",
    "Läs av Saldo. Välj på Inställningar vilken dag det ska gälla.",
    "Kontrollera arbetsboken (knappen Validera, eller kommandot ”kraftsamling validate”). Rätta det som står på Kontroll, och kontrollera igen.",
)

_SIGNS = {
    Severity.ERROR: "Något stämmer inte och behöver rättas. På Saldo: mottagaren har avropat mer än vad som är disponibelt.",
    Severity.WARNING: (
        "Något behöver ses över, eller beslutet lämnar frågan öppen. På Saldo: utfall över avropat, eller prognos över "
        "disponibelt."
    ),
    Severity.NOTE: "Bra att veta. Inget behöver göras.",
    Severity.NOT_TRIED: "Kunde inte kontrolleras, oftast för att en cell inte gick att läsa.",
}

_GLOSSARY, _WORDS = "Ordlista", ("Ord", "Vad det betyder", "På engelska")


def add_readme_sheet(book: Workbook) -> None:
    """Add Läs mig, the first sheet of the workbook."""
    sheet = new_sheet(book, README_SHEET, BOOK_TITLE)
    sheet["A2"] = "Fyll i bladen, läs av saldot och låt kontrollen visa vad som inte stämmer."
    for letter, width in zip("ABC", (30, 118, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    _add_section(sheet, "Om arbetsboken", _ABOUT.items())
    _add_section(sheet, "Så används den, i fem steg", ((f"Steg {n}", step) for n, step in enumerate(_STEPS, 1)))
    _add_sheet_list(sheet)
    _add_section(sheet, "Tecken", ((f"{s.symbol} {s.value}", words) for s, words in _SIGNS.items()))
    _add_glossary(sheet)


def _add_section(sheet: Worksheet, title: str, rows: Iterable[tuple[str, str]]) -> None:
    top = sheet.max_row + 2
    set_cell(sheet, top, 1, title).font = styles.make_font(size=13, bold=True, colour=colours.ACCENT)
    sheet.row_dimensions[top].height = 21
    for line, (name, words) in enumerate(rows, top + 1):
        for number, text in enumerate((name, words), 1):
            styles.style_data(set_cell(sheet, line, number, text), wrap=True)
        set_cell(sheet, line, 1).font = styles.make_font(bold=True)
        fit_row(sheet, line)


def _add_sheet_list(sheet: Worksheet) -> None:
    """Every sheet and what it is for, as links."""
    _add_section(sheet, "Bladen", ((name, NOTES[name]) for name in SHEETS if name in NOTES))
    for line in range(sheet.max_row - len(NOTES) + 1, sheet.max_row + 1):
        cell = set_cell(sheet, line, 1)
        styles.style_link(cell, f"'{cell.value}'!A1")


def _add_glossary(sheet: Worksheet) -> None:
    """The words as an Excel table, so that they can be sorted and searched."""
    sheet.row_breaks.append(Break(sheet.max_row + 1))
    _add_section(sheet, _GLOSSARY, ())
    first = sheet.max_row + 1
    for line, row in enumerate((_WORDS, *((t.sv, t.meaning, t.en) for t in TERMS)), first):
        for number, text in enumerate(row, 1):
            cell = set_cell(sheet, line, number, text)
            styles.style_heading(cell) if line == first else styles.style_data(cell, wrap=True)
        fit_row(sheet, line)
    add_table(sheet, _GLOSSARY, len(_WORDS), first + len(TERMS), top=first)
