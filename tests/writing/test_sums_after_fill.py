"""After rows are added, the workbook's own sums are right: its formulas take in the rows, and no old value is left to be believed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from support.build_xlsx import find_changed_parts
from support.recalculate import recalculate
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.stated_differences import FIGURES
from xl_kraftsamling.verdict import Verdict

DECISION = pick_shipped_decision("STK-2026-580")
SEPTEMBER = date(2026, 9, 30)
GRUND = "grundskolenämnden"
OWN_SUMS = ("FO05", "FO08", "FO11", "ST08")
"""The rules that say that the workbook's own sums are wrong."""


def verdict(path: Path) -> Verdict:
    return app.validate_workbook(path, as_of=SEPTEMBER).verdict


def found(path: Path, *codes: str) -> list[tuple[str, str]]:
    """The code and cell of each finding of some rules."""
    return [(each.rule.code, each.hit.place.address) for each in verdict(path).findings if each.rule.code in codes and each.hit.place]


def fill(folder: Path, rows: dict[str, list[dict[str, Any]]], *, name: str = "ut.xlsx") -> str:
    """Add rows to bok.xlsx in a copy of it; returns what is printed."""
    (folder / "rader.json").write_text(json.dumps(rows), "utf-8")
    done = kraft("fill", str(folder / name), "--into", str(folder / "bok.xlsx"), "--data", str(folder / "rader.json"), "--force")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def call_off(number: int, who: str, amount: float = 12_500.5, status: str = "godkänt") -> dict[str, Any]:
    return {"Avrop-id": str(number), "Datum": "2026-09-01", "Mottagare": who, "Belopp": amount, "Status": status}


def transfer(number: int, who: str, amount: int = 100_000) -> dict[str, Any]:
    return {
        "Omfördelning-id": f"O-{number}", "Datum": "2026-08-01", "Givare": "FRN", "Mottagare": who, "Belopp": amount, "Status": "bokförd",
        "Överenskommelse": "STK-2026-1", "Överenskommen datum": "2026-07-01", "Part": "stadskontoret", "Outnyttjat förklarat": "ja",
    }  # fmt: skip


def with_values(path: Path) -> Path:
    """A workbook in place of which LibreOffice has put the same with the values of its formulas."""
    folder = path.parent / "räknad"
    folder.mkdir()
    recalculate([path], folder)
    return (folder / path.name).rename(path)


# ---- the template's layout


@pytest.fixture
def canonical(tmp_path: Path) -> Path:
    """A workbook of the template as a spreadsheet program has saved it, with the values of its formulas; in it a new board."""
    app.fill_workbook(tmp_path / "mall.xlsx", decision=DECISION)
    book = openpyxl.load_workbook(tmp_path / "mall.xlsx")
    book["Inställningar"]["B6"] = SEPTEMBER
    book.save(tmp_path / "bok.xlsx")
    return with_values(tmp_path / "bok.xlsx")


def test_saldo_gets_the_recipients_that_rows_bring_and_every_sum_is_that_of_the_program(canonical: Path, tmp_path: Path) -> None:
    assert found(canonical, *OWN_SUMS) == []
    said = fill(tmp_path, {"Omfördelning": [transfer(1, GRUND)], "Avrop": [call_off(1, "KN"), call_off(2, GRUND), call_off(3, "MKB AB")]})
    assert f"Saldotabellen fick en rad för {GRUND}." in said
    filled = tmp_path / "ut.xlsx"
    assert found(filled, *OWN_SUMS) == []
    (tmp_path / "om").mkdir()
    recalculate([filled], tmp_path / "om")
    assert found(tmp_path / "om" / "ut.xlsx", *OWN_SUMS) == []  # FO08: each figure is compared with the program's
    ledger, book = verdict(filled).ledger, verdict(tmp_path / "om" / "ut.xlsx").ledger.book
    assert {row.recipient for row in book.stated_balances} == {*ledger.balances}
    assert ledger.balances[GRUND].remaining == 87_499_50
    (total,) = book.stated_totals
    for field in FIGURES:
        assert getattr(total.row, field) == sum(getattr(each, field) or 0 for each in ledger.balances.values()), field


def test_a_saldo_that_has_been_emptied_gets_every_recipient_again(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=DECISION)
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    for row in book["Saldo"].iter_rows(min_row=5, max_row=10):
        for cell in row:
            cell.value = None
    book.save(tmp_path / "bok.xlsx")
    assert {cell for _, cell in found(tmp_path / "bok.xlsx", "FO11")} == {"Saldo!A4"}
    assert "Saldotabellen fick en rad för " in fill(tmp_path, {"Avrop": [call_off(1, GRUND)]})
    (tmp_path / "om").mkdir()
    recalculate([tmp_path / "ut.xlsx"], tmp_path / "om")
    assert found(tmp_path / "om" / "ut.xlsx", *OWN_SUMS) == []
    ledger, book = verdict(tmp_path / "ut.xlsx").ledger, verdict(tmp_path / "om" / "ut.xlsx").ledger.book
    assert {row.recipient for row in book.stated_balances} == {*ledger.balances}


def test_a_row_that_was_missing_before_is_added_too(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=DECISION)
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    book["Omfördelning"]["A5"] = "O-1"
    for column, value in zip("BCDEF", (date(2026, 8, 1), "fritidsnämnden", GRUND, 100_000, "bokförd"), strict=True):
        book["Omfördelning"][f"{column}5"] = value
    book.save(tmp_path / "bok.xlsx")
    assert found(tmp_path / "bok.xlsx", "FO11") == [("FO11", "Saldo!A4")]
    fill(tmp_path, {"Avrop": [call_off(1, "KN")]})
    assert found(tmp_path / "ut.xlsx", "FO11") == []


def test_a_filled_template_has_a_row_in_saldo_for_whoever_its_rows_name(tmp_path: Path) -> None:
    others = {"Avrop": [call_off(1, "miljönämnden")], "Utfall": [], "Omfördelning": [transfer(1, GRUND)]}
    (tmp_path / "rader.json").write_text(json.dumps(others), "utf-8")
    app.fill_workbook(tmp_path / "ny.xlsx", decision=DECISION, data=[tmp_path / "rader.json"])
    named = [row.recipient for row in verdict(tmp_path / "ny.xlsx").ledger.book.stated_balances]
    assert named == [*DECISION.allotted, "miljönämnden", GRUND]
    assert found(tmp_path / "ny.xlsx", "FO11") == []


def test_names_are_written_as_the_formulas_of_saldo_know_them(tmp_path: Path) -> None:
    (tmp_path / "rader.json").write_text(json.dumps({"Avrop": [call_off(1, "KN"), call_off(2, "vem som helst")]}), "utf-8")
    app.fill_workbook(tmp_path / "ny.xlsx", decision=DECISION, data=[tmp_path / "rader.json"])
    cells = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Avrop"]
    assert [cells["C5"].value, cells["C6"].value] == ["kulturnämnden", "vem som helst"]


def test_a_draft_of_a_transfer_adds_the_row_of_its_receiver(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=DECISION)
    asked = ("--from", "FRN", "--to", GRUND, "--amount", "1000", "--date", "2026-09-01", "--write", str(tmp_path / "ut.xlsx"))
    kraft("transfer", str(tmp_path / "bok.xlsx"), *asked)
    named = [row.recipient for row in verdict(tmp_path / "ut.xlsx").ledger.book.stated_balances]
    assert named == [*DECISION.allotted, GRUND]


# ---- other layouts

HEADINGS = ("Nr", "Datum", "Nämnd", "Belopp kr", "Status")
CALLED = [(n, date(2026, 5, 3 + n), who, 1000 * n, "godkänt") for n, who in enumerate(("kulturnämnden", "fritidsnämnden", "MKB"), 1)]


def own_layout(path: Path, *, table: bool = False, spelt: dict[str, str] | None = None, more: dict[str, Any] | None = None) -> Path:
    """A workbook with a summary whose SUMIFS names the rows of a list on another sheet, and a sum below the list."""
    book = openpyxl.Workbook()
    book.active.title = "Fördelning"
    book.active.append(["Nämnd/bolag", "Beviljat 2026", "Avropat", "Kvar"])
    for line, (name, amount) in enumerate(DECISION.allotted.items(), 2):
        shown = (spelt or {}).get(name, name)
        book.active.append([shown, amount / 100, f"=SUMIFS(Avrop!$D$2:$D$4,Avrop!$C$2:$C$4,A{line})", f"=B{line}-C{line}"])
    if table:
        book.active.add_table(Table(displayName="Uppföljning", ref=f"A1:D{1 + len(DECISION.allotted)}"))
    listed = book.create_sheet("Avrop")
    for row in (HEADINGS, *CALLED):
        listed.append(row)
    listed["A8"], listed["D8"] = "Summa", "=SUM(D2:D4)"
    for cell, value in (more or {}).items():
        sheet, _, place = cell.partition("!")
        (book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet))[place] = value
    book.save(path)
    return path


def computed(path: Path, folder: Path) -> Any:
    """A workbook as LibreOffice computes it, values alone."""
    folder.mkdir()
    recalculate([path], folder)
    return openpyxl.load_workbook(folder / path.name, data_only=True)


def test_sums_below_a_list_and_on_other_sheets_take_in_the_new_rows(tmp_path: Path) -> None:
    with_values(own_layout(tmp_path / "bok.xlsx"))
    said = fill(tmp_path, {"Avrop": [call_off(4, "kulturnämnden"), call_off(5, "fritidsnämnden", 99)]})
    assert "Dessa formler" not in said
    assert found(tmp_path / "ut.xlsx", *OWN_SUMS) == []
    values = computed(tmp_path / "ut.xlsx", tmp_path / "om")
    assert values["Avrop"]["D8"].value == 6000 + 12_599.5
    assert [values["Fördelning"][f"C{line}"].value for line in range(2, 8)] == [0, 2099, 0, 13_500.5, 0, 3000]
    assert found(tmp_path / "om" / "ut.xlsx", *OWN_SUMS) == []


def test_a_balance_table_of_copied_formulas_gets_the_row_and_another_is_said_to_lack_it(tmp_path: Path) -> None:
    own_layout(tmp_path / "bok.xlsx", table=True)
    said = fill(tmp_path, {"Avrop": [call_off(4, GRUND)]})
    assert f"Saldotabellen vid Fördelning!A1 har ingen rad för {GRUND}" in said  # what was granted is no formula
    assert found(tmp_path / "ut.xlsx", "FO11") == [("FO11", "Fördelning!A1")]


def test_new_rows_name_a_recipient_as_the_workbook_does(tmp_path: Path) -> None:
    own_layout(tmp_path / "bok.xlsx", spelt={"gymnasie- och vuxenutbildningsnämnden": "GyVux"})
    fill(tmp_path, {"Avrop": [call_off(4, "GVN"), call_off(5, "KN")]})
    rows = openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"]
    assert [rows["C5"].value, rows["C6"].value] == ["GyVux", "kulturnämnden"]
    assert computed(tmp_path / "ut.xlsx", tmp_path / "om")["Fördelning"]["C6"].value == 12_500.5


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=SUM(Avrop!D2:D4)", "=SUM(Avrop!D2:D5)"),
        ("=SUM('Avrop'!$D$1:$D$4)", "=SUM('Avrop'!$D$1:$D$5)"),
        ("=SUMPRODUCT((Avrop!C2:C4=A2)*Avrop!D2:D4)", "=SUMPRODUCT((Avrop!C2:C5=A2)*Avrop!D2:D5)"),
        ("=SUM(Avrop!D:D)", "=SUM(Avrop!D:D)"),
        ('=Avrop!D4&" Avrop!D2:D4"', '=Avrop!D4&" Avrop!D2:D4"'),
        ("=SUM(Avrop!D2:D6)", "=SUM(Avrop!D2:D6)"),
    ],
)
def test_a_range_of_all_rows_is_extended_and_nothing_else(tmp_path: Path, formula: str, after: str) -> None:
    own_layout(tmp_path / "bok.xlsx", more={"Nyckeltal!A1": formula})
    said = fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    assert openpyxl.load_workbook(tmp_path / "ut.xlsx")["Nyckeltal"]["A1"].value == after
    assert "Dessa formler" not in said


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(Avrop!D3:D4)", "=Avrop!D2+Avrop!D3+Avrop!D4", '=SUM(INDIRECT("Avrop!D2:D4"))', "=SUM(OFFSET(Avrop!D1,1,0,3,1))",
        "=SUM(Avrop!D2:INDEX(Avrop!D:D,4))", "=SUM(INDEX(Avrop!D:D,2):Avrop!D4)",
    ],
)
def test_a_formula_over_some_rows_stays_and_is_named(tmp_path: Path, formula: str) -> None:
    own_layout(tmp_path / "bok.xlsx", more={"Nyckeltal!A1": formula})
    said = fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    assert openpyxl.load_workbook(tmp_path / "ut.xlsx")["Nyckeltal"]["A1"].value == formula
    assert "Nyckeltal!A1" in said
    assert "Kontrollera om de nya raderna ska vara med" in said


def test_columns_of_formulas_beside_a_plain_list_are_continued_and_those_that_go_on_below_it_are_left(tmp_path: Path) -> None:
    more = {"Avrop!F1": "Moms", "Avrop!G1": "Löpande", "Avrop!H1": "Rad", "Avrop!F9": "=SUM(F2:F4)"}
    for line in (2, 3, 4):
        more |= {f"Avrop!F{line}": f"=D{line}*Nyckeltal!$B$1", f"Avrop!G{line}": f"=SUM(D$2:D{line})"}
    own_layout(tmp_path / "bok.xlsx", more=more | {f"Avrop!H{line}": f"=A{line}" for line in range(2, 9)} | {"Nyckeltal!B1": 0.25})
    fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    sheet = openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"]
    assert [cell.value for cell in sheet[5][5:]] == ["=D5*Nyckeltal!$B$1", "=SUM(D$2:D5)", "=A5"]
    assert (sheet["F9"].value, sheet["G4"].value) == ("=SUM(F2:F5)", "=SUM(D$2:D4)")


def test_columns_of_formulas_are_continued_and_running_totals_stay_running(tmp_path: Path) -> None:
    more = {"Avrop!F1": "Löpande", "Avrop!G1": "Andel"}
    for line in (2, 3, 4):
        more |= {f"Avrop!F{line}": f"=SUM(D$2:D{line})", f"Avrop!G{line}": f"=D{line}/SUM(D$2:D$4)"}
    own_layout(tmp_path / "bok.xlsx", more=more)
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    book["Avrop"].add_table(Table(displayName="Lista", ref="A1:G4"))
    book.save(tmp_path / "bok.xlsx")
    fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    cells = openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"]
    assert [cells[f"F{line}"].value for line in (3, 4, 5)] == ["=SUM(D$2:D3)", "=SUM(D$2:D4)", "=SUM(D$2:D5)"]
    assert [cells[f"G{line}"].value for line in (4, 5)] == ["=D4/SUM(D$2:D$5)", "=D5/SUM(D$2:D$5)"]


def test_values_that_do_not_depend_on_the_rows_are_kept_and_their_sheet_too(tmp_path: Path) -> None:
    more = {"Nyckeltal!A1": "=2*21", "Nyckeltal!A2": "=Nyckeltal!A1+1", "Kedja!A1": "=Kedja!A2", "Kedja!A2": "=Fördelning!D5+1"}
    with_values(own_layout(tmp_path / "bok.xlsx", more=more))
    fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    kept = openpyxl.load_workbook(tmp_path / "ut.xlsx", data_only=True)
    assert [kept["Nyckeltal"]["A1"].value, kept["Nyckeltal"]["A2"].value] == [42, 43]
    assert [kept["Kedja"]["A1"].value, kept["Kedja"]["A2"].value] == [None, None]
    assert "xl/worksheets/sheet3.xml" not in find_changed_parts(tmp_path / "bok.xlsx", tmp_path / "ut.xlsx")


def test_a_table_whose_headings_are_switched_off_grows(tmp_path: Path) -> None:
    own_layout(tmp_path / "bok.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    book["Avrop"].add_table(Table(displayName="Lista", ref="A2:E4", headerRowCount=0))
    book.save(tmp_path / "bok.xlsx")
    fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    assert openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"].tables["Lista"].ref == "A2:E5"


def test_references_to_a_totals_row_go_where_it_has_gone(tmp_path: Path) -> None:
    own_layout(tmp_path / "bok.xlsx", more={"Nyckeltal!A1": "=Avrop!$D$5*2", "Avrop!G2": "=D2/$D$5"})
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    listed = book["Avrop"]
    listed["A5"], listed["D5"], listed["A8"], listed["D8"] = "Summa", "=SUM(D2:D4)", None, None
    table = Table(displayName="Lista", ref="A1:E5", totalsRowCount=1)
    listed.add_table(table)
    book.save(tmp_path / "bok.xlsx")
    fill(tmp_path, {"Avrop": [call_off(4, "KN")]})
    cells = openpyxl.load_workbook(tmp_path / "ut.xlsx")
    assert [cells["Avrop"]["D6"].value, cells["Avrop"]["G2"].value] == ["=SUM(D2:D5)", "=D2/$D$6"]
    assert cells["Nyckeltal"]["A1"].value == "=Avrop!$D$6*2"
