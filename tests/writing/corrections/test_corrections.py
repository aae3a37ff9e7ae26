"""`kraftsamling validate --fix` and `--undo`: what is corrected, what is left, the receipts, and the way back."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.build_other_layouts import plain_sheets, two_sheets, write_sheets
from support.build_xlsx import unpack
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision

AMOUNT, DAY, WHO, STATUS = "E5", "B6", "C7", "F8"
"""Cells of the sheet Avrop in the example."""

Cells = Mapping[tuple[str, str], tuple[Any, str]]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "bok.xlsx"
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), example=True)
    return path


def change(source: Path, target: Path, cells: Mapping[tuple[str, str], Any], **formats: str) -> Path:
    book = openpyxl.load_workbook(source)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
        if cell in formats:
            book[sheet][cell].number_format = formats[cell]
    book.save(target)
    return target


def read_cells(path: Path) -> Cells:
    """The value and the number format of each cell that holds anything, as openpyxl has them."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format)
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    }  # fmt: skip


def read_receipts(path: Path) -> list[tuple[Any, ...]]:
    return [row[:7] for row in openpyxl.load_workbook(path)["Rättat"].iter_rows(min_row=5, values_only=True)]


def fix(path: Path, *options: str) -> tuple[Path, str]:
    target = path.with_name("rättad.xlsx")
    result = kraft("validate", str(path), "--fix", str(target), "--force", *options)
    assert result.exit_code in (0, 1), result.output
    return target, result.stdout


def undo(path: Path) -> tuple[Path, str]:
    target = path.with_name("ångrad.xlsx")
    return target, kraft("validate", str(path), "--undo", str(target), "--force").stdout


def codes_at(path: Path) -> set[tuple[str, str]]:
    document = json.loads(kraft("validate", str(path), "--format", "json").stdout)
    return {(each["code"], each["cell"]) for each in document["workbooks"][0]["findings"]}


WRONG = {("Avrop", AMOUNT): "12 500,50", ("Avrop", DAY): "25 maj 2026", ("Avrop", WHO): "FRN", ("Avrop", STATUS): "Godkänd"}


def test_text_becomes_number_and_date_and_other_names_become_those_of_the_template(example: Path, tmp_path: Path) -> None:
    wrong = change(example, tmp_path / "bok.xlsx", WRONG, **{AMOUNT: "@", DAY: "@"})
    fixed, said = fix(wrong)
    cells = read_cells(fixed)
    assert cells["Avrop", AMOUNT] == (12500.5, "#,##0.00")
    assert cells["Avrop", DAY] == (datetime(2026, 5, 25), "mm-dd-yy")
    assert (cells["Avrop", WHO][0], cells["Avrop", STATUS][0]) == ("fritidsnämnden", "godkänt")
    assert "Rättade celler: 4 (1 VD01 (Beloppet är text), 1 VD05 (Datumet är tolkat), 2 VD09 (Namnet eller ordet känns igen))." in said
    assert not {code for code, _ in codes_at(fixed)} & {"VD01", "VD05", "VD09"}


def test_each_corrected_cell_has_a_receipt_with_what_it_held(example: Path, tmp_path: Path) -> None:
    fixed, _ = fix(change(example, tmp_path / "bok.xlsx", WRONG, **{AMOUNT: "@"}))
    assert read_receipts(fixed) == [
        ("VD01", "Avrop", "E5", "EX-A01", "12 500,50", 12500.5, "@"),
        ("VD05", "Avrop", "B6", "EX-A02", "25 maj 2026", "2026-05-25", None),
        ("VD09", "Avrop", "C7", "EX-A03", "FRN", "fritidsnämnden", None),
        ("VD09", "Avrop", "F8", "EX-A04", "Godkänd", "godkänt", None),
    ]


def test_the_sheet_of_receipts_is_no_data_and_can_be_renamed(example: Path, tmp_path: Path) -> None:
    fixed, _ = fix(change(example, tmp_path / "bok.xlsx", WRONG))
    before = codes_at(fixed)
    book = openpyxl.load_workbook(fixed)
    book["Rättat"].title = "Vad vi rättade"
    book.save(fixed)
    assert codes_at(fixed) == before
    assert read_cells(undo(fixed)[0])["Avrop", AMOUNT][0] == "12 500,50"


def test_to_correct_twice_is_to_correct_once(example: Path, tmp_path: Path) -> None:
    fixed, _ = fix(change(example, tmp_path / "bok.xlsx", WRONG))
    again = kraft("validate", str(fixed), "--fix", str(tmp_path / "igen.xlsx"))
    assert "det fanns inget som kan rättas" in again.stdout
    assert (tmp_path / "igen.xlsx").read_bytes() == fixed.read_bytes()


def test_what_is_corrected_later_is_added_to_the_receipts_and_all_is_undone_together(example: Path, tmp_path: Path) -> None:
    wrong = change(example, tmp_path / "bok.xlsx", {("Avrop", AMOUNT): "12 500"})
    fixed, _ = fix(wrong)
    fixed, _ = fix(change(fixed, tmp_path / "senare.xlsx", {("Avrop", "E6"): "1 000"}))
    assert [row[2] for row in read_receipts(fixed)] == ["E5", "E6"]
    cells = read_cells(undo(fixed)[0])
    assert (cells["Avrop", "E5"][0], cells["Avrop", "E6"][0]) == ("12 500", "1 000")


def test_undoing_gives_back_every_cell_with_its_format_and_no_sheet_is_left(example: Path, tmp_path: Path) -> None:
    wrong = change(example, tmp_path / "bok.xlsx", {**WRONG, ("Saldo", "D6"): 100}, **{AMOUNT: "@", DAY: "@"})
    undone, said = undo(fix(wrong, "--fix-formulas")[0])
    assert read_cells(undone) == read_cells(wrong)
    assert "Celler som har det som stod där från början: 5." in said
    assert unpack(undone).keys() == unpack(wrong).keys()


def test_parts_that_hold_no_corrected_cell_stay_as_they_are(example: Path, tmp_path: Path) -> None:
    before, after = unpack(example), unpack(fix(change_raw(example, tmp_path))[0])
    untouched = {name for name in before if after[name] == before[name]}
    for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/sheet11.xml", "xl/tables/table4.xml", "docProps/core.xml"):
        assert name in untouched or name not in before


def change_raw(source: Path, folder: Path) -> Path:
    """A copy with one amount as text, written by the program's own editor, so that nothing else differs."""
    from xl_kraftsamling.xlsx.edit import Edit

    edit = Edit(source)
    edit.set("Avrop", AMOUNT, "12 500")
    edit.save(folder / "rå.xlsx")
    return folder / "rå.xlsx"


def test_an_overwritten_formula_is_restored_only_where_that_is_asked_for(example: Path, tmp_path: Path) -> None:
    formula = read_cells(example)["Saldo", "D6"]
    wrong = change(example, tmp_path / "bok.xlsx", {("Saldo", "D6"): 100})
    assert read_cells(fix(wrong)[0])["Saldo", "D6"][0] == 100
    fixed, _ = fix(wrong, "--fix-formulas")
    assert read_cells(fixed)["Saldo", "D6"] == formula
    assert read_receipts(fixed) == [("FO02", "Saldo", "D6", "fritidsnämnden", 100, formula[0], None)]


def test_a_sum_that_is_overwritten_in_its_row_is_restored_from_the_sum_beside_it(tmp_path: Path) -> None:
    rows = [("Post", "a", "b", "c", "d"), *((f"post {n}", n, n, n, n) for n in (1, 2, 3)), ("Summa", "=SUM(B2:B4)", "=SUM(C2:C4)", 100, "=SUM(E2:E4)")]
    path = write_sheets(tmp_path / "bok.xlsx", {**two_sheets(), **plain_sheets(Nyckeltal=rows)})
    assert read_cells(fix(path, "--fix-formulas")[0])["Nyckeltal", "D5"][0] == "=SUM(D2:D4)"


@pytest.mark.parametrize(("cell", "value"), [
    (("Avrop", AMOUNT), "150,000"),  # two readings
    (("Avrop", AMOUNT), "75 tkr"),  # a unit
    (("Avrop", AMOUNT), '="12500"'),  # what a formula gives
    (("Avrop", DAY), "03/04/26"),  # two readings
    (("Utfall", "F5"), "12 500"),  # the outcome is to equal the accounts
    (("Utfall", "B5"), "25 maj 2026"),
])  # fmt: skip
def test_what_somebody_has_to_decide_is_left(cell: tuple[str, str], value: str, example: Path, tmp_path: Path) -> None:
    wrong = change(example, tmp_path / "bok.xlsx", {cell: value})
    assert read_cells(fix(wrong)[0]) == read_cells(wrong)


def test_a_finding_with_an_exception_is_left(example: Path, tmp_path: Path) -> None:
    waiver = zip("ABCDEFG", ("VD01", "Avrop", "EX-A01", "Avtalat", "STK-2026-1", "controller", date(2027, 1, 1)), strict=True)
    wrong = change(example, tmp_path / "bok.xlsx", {("Avrop", AMOUNT): "12 500"} | {("Undantag", f"{column}5"): value for column, value in waiver})
    assert read_cells(fix(wrong)[0])["Avrop", AMOUNT][0] == "12 500"


def test_a_cell_that_was_changed_after_it_was_corrected_is_left_and_named(example: Path, tmp_path: Path) -> None:
    fixed, _ = fix(change(example, tmp_path / "bok.xlsx", WRONG))
    later = change(fixed, tmp_path / "senare.xlsx", {("Avrop", AMOUNT): 999})
    undone, said = undo(later)
    assert read_cells(undone)["Avrop", AMOUNT][0] == 999
    assert "och är som de var: Avrop!E5." in said
    assert [row[2] for row in read_receipts(undone)] == ["E5"]


def test_a_row_that_has_moved_is_not_taken_for_the_one_that_was_corrected(example: Path, tmp_path: Path) -> None:
    fixed, _ = fix(change(example, tmp_path / "bok.xlsx", {("Avrop", WHO): "FRN"}))
    later = change(fixed, tmp_path / "senare.xlsx", {("Avrop", "A7"): "EX-A99"})
    assert read_cells(undo(later)[0])["Avrop", WHO][0] == "fritidsnämnden"


def test_a_protected_sheet_is_named_and_the_others_are_corrected(example: Path, tmp_path: Path) -> None:
    wrong = change(example, tmp_path / "bok.xlsx", {("Avrop", AMOUNT): "12 500", ("Tilldelning", "C5"): "1 100 000"})
    book = openpyxl.load_workbook(wrong)
    book["Tilldelning"].protection.sheet = True
    book.save(wrong)
    result = kraft("validate", str(wrong), "--fix", str(tmp_path / "ny.xlsx"))
    assert "Tilldelning!C5 är inte rättad: Bladet Tilldelning" in result.stdout
    cells = read_cells(tmp_path / "ny.xlsx")
    assert (cells["Avrop", AMOUNT][0], cells["Tilldelning", "C5"][0]) == (12500, "1 100 000")


def test_another_layout_keeps_its_names_and_its_unit(tmp_path: Path) -> None:
    rows = [["Nämnd", "Datum", "Belopp (tkr)", "Status"], ["KN", "25 maj 2026", "150", "godkänt"], ["FRN", date(2026, 5, 26), 12.5, "godkänt"]]
    grants = [["Nämnd", "Beviljat (kr)"], ["KN", 800_000], ["FRN", 6_100_000]]
    own = write_sheets(tmp_path / "egen.xlsx", plain_sheets(Budget=grants, Avrop=rows))
    fixed, said = fix(own)
    cells = read_cells(fixed)
    assert (cells["Avrop", "C2"][0], cells["Avrop", "B2"][0], cells["Avrop", "A2"][0]) == (150, datetime(2026, 5, 25), "KN")
    assert "VD09" not in said.splitlines()[-3]
    assert read_cells(undo(fixed)[0]) == read_cells(own)


def test_one_copy_is_written_at_a_time_of_one_workbook(example: Path, tmp_path: Path) -> None:
    both = kraft("validate", str(example), "--fix", str(tmp_path / "a.xlsx"), "--undo", str(tmp_path / "b.xlsx"))
    assert (both.exit_code, "Välj en av --fix, --undo" in both.stderr) == (2, True)
    other = tmp_path / "other.xlsx"
    other.write_bytes(example.read_bytes())
    assert kraft("validate", str(example), str(other), "--fix", str(tmp_path / "a.xlsx")).exit_code == 2
    alone = kraft("validate", str(example), "--fix-formulas")
    assert (alone.exit_code, "--fix-formulas hör till --fix" in alone.stderr) == (2, True)
    assert kraft("validate", str(example), "--undo", str(tmp_path / "b.xlsx")).exit_code in (0, 1)
    assert (tmp_path / "b.xlsx").read_bytes() == example.read_bytes()


AMOUNTS = st.integers(1, 99_999_999).map(lambda ore: (ore, f"{ore // 100:,}".replace(",", " ") + (f",{ore % 100:02}" if ore % 100 else "")))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=5))
def test_amounts_in_text_become_to_the_ore_what_they_say(amounts: list[tuple[int, str]], example: Path, tmp_path: Path) -> None:
    texts = {("Avrop", f"E{row}"): text for row, (_, text) in enumerate(amounts, 5)}
    numbers = {("Avrop", f"E{row}"): ore / 100 for row, (ore, _) in enumerate(amounts, 5)}
    wrong, right = change(example, tmp_path / "text.xlsx", texts), change(example, tmp_path / "tal.xlsx", numbers)
    fixed, _ = fix(wrong)
    balances = [app.validate_workbook(path).verdict.ledger.balances for path in (fixed, right)]
    assert balances[0] == balances[1]
    assert read_cells(undo(fixed)[0]) == read_cells(wrong)
