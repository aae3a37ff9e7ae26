"""Random rows, filled into the template and into a workbook of another layout, are read as they were; nothing else of it changes."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from support.build_xlsx import find_changed_parts, unpack
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision

DECISION = pick_shipped_decision("STK-2026-580")
NAMES = [each.name for each in DECISION.register.recipients if each.kind != "förvaltning"]
OWN_SUMS = ("FO05", "FO11", "ST08", "VD08")
DAYS = st.dates(date(2026, 1, 2), date(2026, 12, 30))
AMOUNTS = st.integers(1, 50_000_000)  # öre
CALL_OFFS = st.lists(st.tuples(DAYS, st.sampled_from(NAMES), AMOUNTS, st.sampled_from(("begärt", "godkänt", "utbetalt"))), max_size=6)
TRANSFERS = st.lists(st.tuples(DAYS, st.sampled_from(NAMES), st.sampled_from(NAMES), AMOUNTS, st.sampled_from(("bokförd", "begärd"))), max_size=4)
COSTS = st.lists(st.tuples(DAYS, st.sampled_from(NAMES), AMOUNTS), max_size=4)


def as_rows(called: Any, moved: Any, spent: Any = ()) -> dict[str, list[dict[str, Any]]]:
    """The rows as a source holds them."""
    return {
        "Avrop": [
            {"Avrop-id": f"A-{n}", "Datum": str(day), "Mottagare": who, "Belopp": amount / 100, "Status": status}
            for n, (day, who, amount, status) in enumerate(called, 1)
        ],
        "Omfördelning": [
            {"Omfördelning-id": f"O-{n}", "Datum": str(day), "Givare": a, "Mottagare": b, "Belopp": amount / 100, "Status": status}
            for n, (day, a, b, amount, status) in enumerate(moved, 1)
        ],
        "Utfall": [
            {"Verifikation": f"V-{n}", "Bokföringsdatum": str(day), "Period": f"{day:%Y-%m}", "Mottagare": who, "Belopp": amount / 100}
            for n, (day, who, amount) in enumerate(spent, 1)
        ],
    }


def write_rows(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    path = folder / "rader.json"
    path.write_text(json.dumps({sheet: each for sheet, each in rows.items() if each}), "utf-8")
    return path


def codes(path: Path) -> set[str]:
    return {each.rule.code for each in app.validate_workbook(path, as_of=date(2026, 9, 30)).verdict.findings}


def read(path: Path) -> tuple[Any, ...]:
    book = read_ledger(path).book
    return (
        sorted((row.date, row.recipient, row.amount, row.status) for row in book.call_offs),
        sorted((row.date, row.donor, row.receiver, row.amount, row.status) for row in book.transfers),
        sorted((row.booked_on, row.recipient, row.amount) for row in book.outcomes),
    )


@settings(max_examples=12, deadline=None)
@given(CALL_OFFS, TRANSFERS, COSTS)
def test_the_template_holds_any_ledger_and_its_saldo_counts_everybody(called: Any, moved: Any, spent: Any) -> None:
    with TemporaryDirectory() as name:
        folder, rows = Path(name), as_rows(called, moved, spent)
        sources = [write_rows(folder, rows)] if any(rows.values()) else []
        app.fill_workbook(folder / "ny.xlsx", decision=DECISION, data=sources)
        assert read(folder / "ny.xlsx") == (sorted(called), sorted(moved), sorted(spent))
        assert codes(folder / "ny.xlsx").isdisjoint(OWN_SUMS)


@settings(max_examples=12, deadline=None)
@given(CALL_OFFS, TRANSFERS, COSTS)
def test_rows_that_come_later_are_as_if_they_had_been_there(called: Any, moved: Any, spent: Any) -> None:
    with TemporaryDirectory() as name:
        folder, rows = Path(name), as_rows(called, moved, spent)
        if not any(rows.values()):
            return
        app.fill_workbook(folder / "först.xlsx", decision=DECISION)
        app.add_to_workbook(folder / "först.xlsx", folder / "sedan.xlsx", [write_rows(folder, rows)])
        assert read(folder / "sedan.xlsx") == (sorted(called), sorted(moved), sorted(spent))
        assert codes(folder / "sedan.xlsx").isdisjoint(OWN_SUMS)
        app.fill_workbook(folder / "genast.xlsx", decision=DECISION, data=[folder / "rader.json"])
        at_once, later = (read_ledger(folder / each, as_of=date(2026, 9, 30)) for each in ("genast.xlsx", "sedan.xlsx"))
        assert at_once.balances == later.balances
        assert {row.recipient for row in at_once.book.stated_balances} == {row.recipient for row in later.book.stated_balances}


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(DAYS, st.sampled_from([*DECISION.allotted]), AMOUNTS, st.sampled_from(("begärt", "godkänt"))), min_size=1, max_size=5))
def test_in_another_layout_the_sums_take_in_every_row_and_all_other_parts_stay(called: Any) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = write_own_layout(folder / "bok.xlsx")
        rows = {"Avrop": [{**row, "Avrop-id": str(n)} for n, row in enumerate(as_rows(called, ())["Avrop"], 100)]}
        app.add_to_workbook(path, folder / "ut.xlsx", [write_rows(folder, rows)])
        assert sorted(read(folder / "ut.xlsx")[0]) == sorted([(date(2026, 5, 4), "MKB", 100_00, "godkänt"), (date(2026, 5, 5), "MKB", 200_00, "godkänt"), *called])
        assert codes(folder / "ut.xlsx").isdisjoint(OWN_SUMS)
        last = 3 + len(called)
        formulas = openpyxl.load_workbook(folder / "ut.xlsx")
        assert formulas["Fördelning"]["C2"].value == f"=SUMIFS(Avrop!$D$2:$D${last},Avrop!$C$2:$C${last},A2)"
        assert formulas["Avrop"][f"D{last + 1}"].value == f"=SUM(D2:D{last})"
        changed = find_changed_parts(path, folder / "ut.xlsx")
        assert changed <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml", "xl/styles.xml", "xl/workbook.xml"}
        assert unpack(path).keys() == unpack(folder / "ut.xlsx").keys()


def write_own_layout(path: Path) -> Path:
    """A workbook with a summary by SUMIFS, a list as an Excel table with a totals row, and a sheet that nothing concerns."""
    book = openpyxl.Workbook()
    book.active.title = "Fördelning"
    book.active.append(["Nämnd/bolag", "Beviljat 2026", "Avropat"])
    for line, (name, amount) in enumerate(DECISION.allotted.items(), 2):
        book.active.append([name, amount / 100, f"=SUMIFS(Avrop!$D$2:$D$3,Avrop!$C$2:$C$3,A{line})"])
    listed = book.create_sheet("Avrop")
    for row in (
        ["Nr", "Datum", "Nämnd", "Belopp kr", "Status"],
        [1, date(2026, 5, 4), "MKB", 100, "godkänt"],
        [2, date(2026, 5, 5), "MKB", 200, "godkänt"],
        ["Summa", None, None, "=SUM(D2:D3)", None],
    ):
        listed.append(row)
    listed.add_table(Table(displayName="Lista", ref="A1:E4", totalsRowCount=1))
    book.create_sheet("Anteckningar").append(["=1+1", "fritt"])
    book.save(path)
    return path
