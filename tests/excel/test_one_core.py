"""The same workbook gives the same figures: by the functions in cells, whose ranges come through COM, and by the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from layouts.build_layouts import HERE
from support import SHARED, pywin32_stubs
from support.call_function import to_com_value
from support.com_book import ComBook
from support.pywin32_stubs import MISSING, call_function
from support.seeded_ledgers import InventedLedger, invent_ledger
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import to_kronor
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, FORECASTS, OUTCOMES, TABLE_BY_NAME, TRANSFERS
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook
from xl_kraftsamling.report.figures import FIGURES

GIVEN = (ALLOCATIONS.name, TRANSFERS.name, CALL_OFFS.name)
ONE_OF_TWO = {"t03_tva_listor_utan_lika_rader", "o18_kopia_av_listan"}
"""Workbooks with two lists, of which nobody can tell which holds: whoever gives a function one of them has told it."""
ON_SEVERAL_SHEETS = {"f44_ett_blad_per_manad", "r01_blad_per_namnd", "o08_blad_per_namnd", "o10_blad_per_kvartal_tkr", "o11_blad_per_insats", "o26_kvartal_med_saldon", "o29_en_lista_per_status"}
"""Workbooks with a table on several sheets, which no range can be."""
WORKBOOKS = sorted([*(SHARED / "layouts").glob("*.xlsx"), *HERE.glob("*.xlsx"), *(SHARED / "cases").glob("p_*.xlsx")])
AS_RANGES = [path for path in WORKBOOKS if path.stem not in ON_SEVERAL_SHEETS | ONE_OF_TWO]


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


def read_ledger_on(content: WorkbookContent, day: date) -> Ledger:
    return Ledger(content.book, content.decision, day)


def find_sheets(content: WorkbookContent, table: str) -> list[str]:
    """The sheets on which the command line has found a table."""
    return [*dict.fromkeys(region.block.sheet for region in content.regions if region.table.name == table)]


def show_balances(ledger: Ledger, *, hidden: tuple[str, ...] = ("outcome", "called_off_unspent", "forecast")) -> list[list[Any]]:
    """The balances of the command line as cells show them; `hidden` are the figures whose tables no function was given."""
    rows = []
    for name, balance in ledger.balances.items():
        amounts = {figure.name: figure.of(balance) for figure in FIGURES}
        open_figure = {"forecast": "" if name not in ledger.unsettled.forecast else "#VALUE!"}
        cells = ["" if key in hidden else open_figure.get(key, "#VALUE!") if ore is None else to_kronor(ore) for key, ore in amounts.items()]
        rows.append([name, *(["#VALUE!"] * len(FIGURES) if name in ledger.unsettled else cells)])
    return rows


@pytest.mark.parametrize("path", AS_RANGES, ids=lambda path: path.stem)
def test_every_workbook_whose_tables_are_ranges_has_the_balances_of_the_command_line(path: Path) -> None:
    content, day = read_workbook(path), date.fromisoformat(json.loads(path.with_suffix(".json").read_text("utf-8"))["as_of"])
    book, sheets = ComBook(path), [find_sheets(content, table) for table in GIVEN]
    assert [len(each) for each in sheets] in ([1, 0, 1], [1, 1, 1])
    tables = [book.range(each[0]) if each else MISSING for each in sheets]
    assert call_function("KRAFT_SALDO", *tables, MISSING, to_com_value(day))[1:] == show_balances(read_ledger_on(content, day))


@pytest.mark.parametrize("path", [path for path in WORKBOOKS if path.stem in ONE_OF_TWO], ids=lambda path: path.stem)
def test_of_two_lists_the_one_that_is_given_counts(path: Path) -> None:
    content, book = read_workbook(path), ComBook(path)
    (allotted,), called_off = find_sheets(content, ALLOCATIONS.name), find_sheets(content, CALL_OFFS.name)
    rows = call_function("KRAFT_SALDO", book.range(allotted), MISSING, book.range(called_off[0]), MISSING, to_com_value(date(2026, 12, 31)))[1:]
    own = sum(row.amount for row in content.book.call_offs if row.block.sheet == called_off[0] and row.status in ("godkänt", "utbetalt"))
    assert sum(row[5] for row in rows) == to_kronor(own)


LEDGERS = [invent_ledger(seed, 30, smallest=1, largest=9_999_999, as_of=date(2026, 9, 30), negative=seed % 2 == 1) for seed in range(12)]
SHEETS = {"Tilldelning": "Ramar", "Avrop": "Uttag", "Omfördelning": "Flyttar", "Utfall": "Kostnader", "Prognos": "Bedömning"}
OWN = {
    "Ramar": ("Nämnd/bolag", "Slag", "Beviljat (kr)"),
    "Uttag": ("Nr", "Avropat den", "Förvaltning", "Insats", "Belopp (kr)", "Läge"),
    "Flyttar": ("Nr", "Datum", "Från nämnd", "Till nämnd", "Belopp (kr)", "Status"),
    "Kostnader": ("Ver", "Bokföringsdatum", "Period", "Nämnd", "Insats", "Kostnad (kr)"),
    "Bedömning": ("Prognosdatum", "Nämnd", "Prognos helår (kr)"),
}
"""Headings of a person's own, on sheets with names of a person's own."""


def write_own(ledger: InventedLedger, path: Path) -> Path:
    """The rows of a ledger in a workbook of a layout of its own, each table below a title and above a sum."""
    book = openpyxl.Workbook()
    for name, headings in OWN.items():
        page = book.create_sheet(name)
        page.append([f"{name} 2026"])
        page.append([])
        page.append(headings)
        rows = ledger.rows[next(sheet for sheet, own in SHEETS.items() if own == name)]
        for row in rows:
            page.append([*row[: len(headings)]])
        at = next(number for number, heading in enumerate(headings) if "(kr)" in heading)
        page.append([*["Summa", *[None] * len(headings)][:at], sum(round(row[at] * 100) for row in rows) / 100])
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def write_as_template(ledger: InventedLedger, path: Path) -> Path:
    """The rows of a ledger in the template's tables."""
    book = openpyxl.Workbook()
    for table in TABLE_BY_NAME.values():
        page = book.create_sheet(table.sheet)
        page.append(table.headings)
        for row in ledger.rows.get(table.sheet, ()):
            page.append([*row])
    for name in ("Läs mig", "Saldo", "Kontroll", "Regler", "Beslut"):
        book.create_sheet(name)
    settings = book.create_sheet("Inställningar")
    for row in (("Uppgift", "Värde"), *ledger.settings.items()):
        settings.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


@pytest.mark.parametrize("ledger", LEDGERS, ids=range(len(LEDGERS)))
def test_random_ledgers_have_the_balances_of_the_command_line_in_the_template_and_in_a_layout_of_its_own(ledger: InventedLedger, tmp_path: Path) -> None:
    day = date(2026, 9, 30)
    for path in (write_as_template(ledger, tmp_path / "mall.xlsx"), write_own(ledger, tmp_path / "egen.xlsx")):
        content, book = read_workbook(path), ComBook(path)
        sheets = {table: find_sheets(content, table)[0] for table in (*GIVEN, OUTCOMES.name, FORECASTS.name)}
        tables = {table: book.range(sheet) for table, sheet in sheets.items()}
        sign = content.book.settings["cost_sign"].value if "cost_sign" in content.book.settings else "positivt"
        given = (*(tables[name] for name in (*GIVEN, OUTCOMES.name)), to_com_value(day), sign, tables[FORECASTS.name])
        expected = show_balances(read_ledger_on(content, day), hidden=())
        assert call_function("KRAFT_SALDO", *given)[1:] == expected
        assert not any("#VALUE!" in row for row in expected)
        assert call_function("KRAFT_VARFOR_SALDO", *given)[0][1].startswith("Inga hinder")
        names = tuple((row[0],) for row in expected)
        basic = [tables[name] for name in GIVEN]
        assert [row[0] for row in call_function("KRAFT_KVAR", names, *basic, to_com_value(day))] == [row[7] for row in expected]
        assert [row[0] for row in call_function("KRAFT_OMFORDELNINGSBART", names, *basic, to_com_value(day))] == [row[11] for row in expected]
