"""Rows added to a workbook that is there already: they are read as they were meant, and nothing else of it changes."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import Result
from openpyxl.worksheet.table import Table

from support import SHARED, rule_pages
from support.build_other_layouts import (
    CALLED,
    CONSTRUCTS,
    FRN,
    GRANTS,
    KN,
    LIST,
    LIST_HEADINGS,
    Sheet,
    call_offs_in,
    plain_sheets,
    two_sheets,
    write_map,
    write_sheets,
)
from support.build_xlsx import find_changed_parts
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

CASES = SHARED / "cases"
SEPTEMBER = date(2026, 9, 30)
NEW = {"Avrop-id": "7", "Datum": "2026-09-01", "Mottagare": KN, "Belopp": 12_500.5, "Status": "godkänt"}
TOTAL = ("Summa", None, None, "=SUM(D2:D7)")
ROOM = [LIST_HEADINGS, *CALLED, (), (), TOTAL]

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Fill = Callable[..., Result]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Add rows to the workbook bok.xlsx, in a copy of it."""
    monkeypatch.chdir(tmp_path)

    def run(rows: Rows, *more: str, target: str = "ut.xlsx") -> Result:
        Path("rader.json").write_text(json.dumps(rows), "utf-8")
        return kraft("fill", target, "--into", "bok.xlsx", "--data", "rader.json", *more)

    return run


def case(name: str) -> Path:
    if not CASES.is_dir():
        pytest.skip("the collection ../shared/cases is not here")
    return next(CASES.glob(f"{name}_*.xlsx"))


def read_verdict(path: Path, map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(path, as_of=SEPTEMBER, map_file=map_file).verdict


def list_findings(found: Verdict, *without: str) -> list[tuple[str, Any]]:
    """The code and place of each finding, without those of some rules."""
    return [(each.rule.code, each.hit.place) for each in found.findings if each.rule.code not in without]


def read_row(path: Path, sheet: str, row: int) -> list[Any]:
    return [cell.value for cell in openpyxl.load_workbook(path)[sheet][row]]


def part_of(path: Path, sheet: str) -> str:
    """The part of a sheet, in a workbook that openpyxl wrote."""
    return f"xl/worksheets/sheet{openpyxl.load_workbook(path).sheetnames.index(sheet) + 1}.xml"


def test_the_tables_of_a_canonical_workbook_grow(fill: Fill, tmp_path: Path) -> None:
    rule_pages.write(rule_pages.right_book(), tmp_path / "bok.xlsx")
    moved = {
        "Omfördelning-id": "O-1",
        "Datum": "2026-08-03",
        "Givare": FRN,
        "Mottagare": KN,
        "Belopp": 5_000,
        "Status": "utkast",
    }
    one, another = (
        NEW | {"Avrop-id": "A-1", "Insats-id": "I-07"},
        NEW | {"Avrop-id": "A-2", "Insats-id": "I-08", "Belopp": 100},
    )
    done = fill({"Avrop": [one, another], "Omfördelning": [moved], "Utfall": []})
    assert (done.exit_code, done.stderr) == (0, "")
    assert "ut.xlsx är en kopia av bok.xlsx med fler rader: Avrop 2, Omfördelning 1.\n" in done.stdout
    before, after = read_verdict(tmp_path / "bok.xlsx"), read_verdict(tmp_path / "ut.xlsx")
    assert list_findings(before) == list_findings(after)
    read = [(row.id, row.date, row.recipient, row.amount, row.status) for row in after.ledger.book.call_offs]
    day = date(2026, 9, 1)
    assert read == [("A-1", day, KN, 12_500_50, "godkänt"), ("A-2", day, KN, 100_00, "godkänt")]
    assert [(row.id, row.donor, row.amount) for row in after.ledger.book.transfers] == [("O-1", FRN, 5_000_00)]
    assert openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"].tables["Avrop"].ref.endswith("3")
    assert {Path(part).parent.as_posix() for part in find_changed_parts(tmp_path / "bok.xlsx", tmp_path / "ut.xlsx")} == {
        "xl/worksheets", "xl/tables", "xl",
    }  # fmt: skip


def test_rows_go_above_the_sum_of_a_plain_range_which_takes_them_in(fill: Fill, tmp_path: Path) -> None:
    before = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=ROOM))
    assert fill({"Avrop": [NEW]}).exit_code == 0
    after = tmp_path / "ut.xlsx"
    assert read_row(after, "Avrop", 8) == [7, datetime(2026, 9, 1), KN, 12_500.5, "godkänt"]
    assert read_row(after, "Avrop", 9) == [None] * 5
    assert read_row(after, "Avrop", 10)[3] == "=SUM(D2:D8)"
    assert find_changed_parts(before, after) <= {part_of(before, "Avrop"), "xl/styles.xml", "xl/workbook.xml"}
    assert call_offs_in(read_verdict(after).ledger) == call_offs_in(read_verdict(before).ledger) | {
        (KN, date(2026, 9, 1), 12_500_50, "godkänt")
    }
    assert list_findings(read_verdict(before)) == list_findings(read_verdict(after))


def test_amounts_are_written_in_the_unit_of_their_column(fill: Fill, tmp_path: Path) -> None:
    write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["units in the headings"].sheets)
    assert fill({"Avrop": [NEW, NEW | {"Avrop-id": "8", "Belopp": 300_000}]}).exit_code == 0
    assert [read_row(tmp_path / "ut.xlsx", "Avrop", row)[3] for row in (8, 9)] == [12.5005, 300]
    amounts = {row.id: row.amount for row in read_verdict(tmp_path / "ut.xlsx").ledger.book.call_offs}
    assert (amounts["7"], amounts["8"]) == (12_500_50, 300_000_00)


def test_a_new_id_is_a_number_only_among_numbers(fill: Fill, tmp_path: Path) -> None:
    write_sheets(tmp_path / "bok.xlsx", two_sheets())
    assert fill({"Avrop": [NEW | {"Avrop-id": name} for name in ("7", "008", "A-9", "²", "9" * 16)]}).exit_code == 0
    assert [read_row(tmp_path / "ut.xlsx", "Avrop", row)[0] for row in range(8, 13)] == [7, "008", "A-9", "²", "9" * 16]
    write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *((f"A{row[0]}", *row[1:]) for row in CALLED)]))
    assert fill({"Avrop": [NEW]}, "--force").exit_code == 0
    assert read_row(tmp_path / "ut.xlsx", "Avrop", 8)[0] == "7"
    rule_pages.write(rule_pages.right_book(), tmp_path / "bok.xlsx")
    assert fill({"Avrop": [NEW]}, "--force").exit_code == 0
    assert [row.id for row in read_verdict(tmp_path / "ut.xlsx").ledger.book.call_offs] == ["7"]
    assert "7" in [cell for row in openpyxl.load_workbook(tmp_path / "ut.xlsx")["Avrop"].values for cell in row]


def test_a_row_keeps_its_own_recipient_below_a_group_of_another(fill: Fill, tmp_path: Path) -> None:
    write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["the recipient on the first row of its group"].sheets)
    assert fill({"Avrop": [NEW]}).exit_code == 0
    assert (KN, date(2026, 9, 1), 12_500_50, "godkänt") in call_offs_in(read_verdict(tmp_path / "ut.xlsx").ledger)


@pytest.mark.parametrize("name", ["the recipient on the first row of its group", "the recipient as a row of its own"])
def test_a_row_without_a_recipient_is_never_taken_for_one_of_the_last_group(
    name: str, fill: Fill, tmp_path: Path
) -> None:
    write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS[name].sheets)
    refused = fill({"Avrop": [{heading: value for heading, value in NEW.items() if heading != "Mottagare"}]})
    assert refused.exit_code == 3
    assert refused.stderr.startswith("En rad för Avrop nämner ingen mottagare")
    assert not (tmp_path / "ut.xlsx").exists()


def test_the_map_beside_the_workbook_is_followed_and_another_where_the_user_names_it(fill: Fill, tmp_path: Path) -> None:
    more = [(51, date(2026, 10, 2), "kulturnämnden", 1_000, "begärt"), (52, date(2026, 10, 9), "MKB", 2_000, "begärt")]
    sheets = {**two_sheets(), "Fler": Sheet([LIST_HEADINGS, *more])}
    map_file = write_map(write_sheets(tmp_path / "bok.xlsx", sheets))
    text = map_file.read_text("utf-8")
    assert text.count("[[") >= 3  # it maps them all
    assert fill({"Avrop": [NEW]}, "--map", str(map_file)).exit_code == 3
    head, *tables = text.split("[[")
    map_file.write_text("[[".join([head, *(each for each in tables if '"Fler"' not in each)]), "utf-8")
    assert fill({"Avrop": [NEW]}, "--map", str(map_file)).exit_code == 0
    assert read_row(tmp_path / "ut.xlsx", "Avrop", 8)[0] == 7
    map_file.rename(tmp_path / "bok.karta.toml")
    assert fill({"Avrop": [NEW]}, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("name", "sheet", "summing"), [("p_f02", "Blad1", set()), ("p_f04", "Avropslista", {"xl/worksheets/sheet1.xml"})]
)
def test_a_workbook_of_the_acceptance_cases_takes_a_row_and_is_otherwise_read_as_before(
    name: str, sheet: str, summing: set[str], fill: Fill, tmp_path: Path
) -> None:
    book = tmp_path / "bok.xlsx"
    book.write_bytes(case(name).read_bytes())
    assert fill({"Avrop": [NEW | {"Avrop-id": "907", "Mottagare": "förskolenämnden"}]}).exit_code == 0
    before, after = read_verdict(book), read_verdict(tmp_path / "ut.xlsx")
    assert call_offs_in(after.ledger) == call_offs_in(before.ledger) | {("förskolenämnden", date(2026, 9, 1), 12_500_50, "godkänt")}
    line = after.ledger.book.call_offs[-1].line
    found = [each for each in list_findings(after, "FO08") if not (each[1] and each[1].sheet == sheet and each[1].row == line)]
    assert found == list_findings(before, "FO08")
    changed = find_changed_parts(book, tmp_path / "ut.xlsx") - {part_of(book, sheet), "xl/styles.xml", "xl/workbook.xml"}
    assert changed == summing  # the sheet whose sums take in the rows: their stored values are gone


def test_the_workbook_itself_is_changed_only_when_asked(fill: Fill, tmp_path: Path) -> None:
    book = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    before = book.read_bytes()
    refused = fill({"Avrop": [NEW]}, target="bok.xlsx")
    assert (refused.exit_code, book.read_bytes()) == (2, before)
    assert refused.stderr.startswith("bok.xlsx är själva arbetsboken. ")
    assert "--force" in refused.stderr
    assert fill({"Avrop": [NEW]}, "--force", target="bok.xlsx").exit_code == 0
    assert read_row(book, "Avrop", 8)[0] == 7


def test_a_target_that_exists_is_kept_unless_asked(fill: Fill, tmp_path: Path) -> None:
    write_sheets(tmp_path / "bok.xlsx", two_sheets())
    (tmp_path / "ut.xlsx").write_bytes(b"viktigt")
    refused = fill({"Avrop": [NEW]})
    assert (refused.exit_code, (tmp_path / "ut.xlsx").read_bytes()) == (2, b"viktigt")
    assert refused.stderr.startswith("ut.xlsx finns redan. ")
    assert "--force" in refused.stderr


def excel_table_without_the_last_column(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["Avrop"].add_table(Table(displayName="Lista", ref="A1:D7"))
    book.save(path)


def protected(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["Avrop"].protection.enable()
    book.save(path)


def signed(path: Path) -> None:
    with ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")


def untouched(_path: Path) -> None:
    """Leave the workbook as it is."""


@pytest.mark.parametrize(("sheets", "rows", "spoil", "words"), [
    (two_sheets(), {"Utfall": [{"Verifikation": "V-1", "Belopp": 5}]}, untouched, "Raderna för Utfall har ingen plats"),
    (two_sheets(), {"Beslut": [{"Uppgift": "År", "Värde": 2026}]}, untouched, "Underlaget har uppgifter för bladet Beslut"),
    (CONSTRUCTS["a sheet per recipient"].sheets, {"Avrop": [NEW]}, untouched,
     "Arbetsboken har flera tabeller för Avrop: Kulturnämnden!A1, Fritidsnämnden!A1."),
    (two_sheets(), {"Avrop": [NEW | {"Kommentar": "brådskar"}]}, untouched, "Uppgiften Kommentar har ingen kolumn"),
    (two_sheets(), {"Avrop": [NEW]}, excel_table_without_the_last_column, "Uppgiften Status har ingen kolumn"),
    (CONSTRUCTS["units in the headings"].sheets, {"Avrop": [NEW | {"Belopp": "ca 5 000"}]}, untouched, "”ca 5 000” under Belopp"),
    (two_sheets(called=ROOM), {"Avrop": [NEW] * 3}, untouched, "Det som ska läggas till under rad 7 får inte plats ovanför Avrop!A10."),
    (plain_sheets(Fördelning=GRANTS, Avrop=[*LIST, ("Summa", None, None, 720_000)]), {"Avrop": [NEW]}, untouched,
     "Det som ska läggas till under rad 7 får inte plats ovanför Avrop!A8."),
    (two_sheets(), {"Avrop": [NEW]}, protected, "Bladet Avrop i bok.xlsx är skyddat."),
    (two_sheets(), {"Avrop": [NEW]}, signed, "bok.xlsx är digitalt signerad"),
    (two_sheets(), {"Avrop": [NEW]}, Path.unlink, "bok.xlsx"),
])  # fmt: skip
def test_what_cannot_be_added_is_refused_in_a_sentence(
    sheets: Mapping[str, Sheet], rows: Rows, spoil: Callable[[Path], Any], words: str, fill: Fill, tmp_path: Path
) -> None:
    spoil(write_sheets(tmp_path / "bok.xlsx", sheets))
    refused = fill(rows)
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert refused.stderr.startswith(words)
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "ut.xlsx").exists()


def test_the_copy_of_a_workbook_is_of_its_own_kind(fill: Fill, tmp_path: Path) -> None:
    write_sheets(tmp_path / "bok.xlsx", two_sheets())
    refused = fill({"Avrop": [NEW]}, target="ut.xlsm")
    assert refused.exit_code == 3
    assert refused.stderr == "ut.xlsm: kopian blir en .xlsx, så dess namn ska sluta på .xlsx.\n"


@pytest.mark.parametrize(("arguments", "words"), [
    (["--into", "bok.xlsx"], "--into behöver rader"),
    (["--into", "bok.xlsx", "--example"], "--into behöver rader"),
    (["--into", "bok.xlsx", "--example", "--data", "rader.json"], "Välj --data eller --example"),
    (["--map", "karta.toml"], "--map visar var raderna ska in"),
])  # fmt: skip
def test_options_that_do_not_go_together_are_refused(arguments: list[str], words: str, tmp_path: Path) -> None:
    refused = kraft("fill", str(tmp_path / "ut.xlsx"), *arguments)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(words)
    assert not list(tmp_path.iterdir())
