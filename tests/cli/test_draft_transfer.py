"""`kraftsamling transfer --write`: the draft in the workbook, or in a copy of it."""

import json
import os
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from support import rule_pages
from support.ask_transfer import AGREED, BOOK, read_answer, transfer_arguments
from support.build_other_layouts import FRN, KN, plain_sheets, two_sheets, write_sheets
from support.read_ledger import read_ledger
from support.run_cli import kraft


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.book_with(BOOK), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def read_parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def list_findings(path: str) -> list[tuple[str, str, str]]:
    document = json.loads(kraft("validate", path, "--format", "json").stdout)
    return [(each["code"], each["sheet"], each["cell"]) for each in document["workbooks"][0]["findings"]]


def test_a_draft_is_one_more_row_and_nothing_else_changes(tmp_path: Path) -> None:
    kraft("fill", "--example", "mall.xlsx")
    before = (tmp_path / "mall.xlsx").read_bytes()
    result = kraft("transfer", "mall.xlsx", *transfer_arguments("FRN", "KN", "150 000,50", *AGREED, "--write", "kopia.xlsx")[2:])
    assert "EX-O3 är införd som utkast sist på bladet Omfördelning i kopia.xlsx." in result.stdout
    assert (tmp_path / "mall.xlsx").read_bytes() == before
    old, new = read_parts(tmp_path / "mall.xlsx"), read_parts(tmp_path / "kopia.xlsx")
    assert old.keys() == new.keys()
    changed = {name.rstrip("0123456789.xml") for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/sheet"}  # the row was ready in its table
    assert list_findings("kopia.xlsx") == list_findings("mall.xlsx")
    balances = [json.loads(kraft("balance", name, "--format", "json").stdout)["balances"] for name in ("mall.xlsx", "kopia.xlsx")]
    assert balances[0] == balances[1]


def test_a_draft_is_read_back_as_it_was_asked_for(tmp_path: Path) -> None:
    more = ("--agreed-amount", "200 000", "--origin", "OMF-009", "--comment", "STK-2026-900", "--write", "kopia.xlsx")
    document = read_answer(*transfer_arguments("ASN", "KN", "150 000,50", *AGREED, *more))
    assert document["draft"] == {"path": "kopia.xlsx", "row_id": "OMF-010"}
    row = read_ledger(tmp_path / "kopia.xlsx").book.transfers[-1]
    assert row[3:] == (
        "OMF-010", date(2026, 9, 15), "arbetsmarknads- och socialnämnden", "kulturnämnden", 150_000_50, "utkast",
        "STK-2026-701", date(2026, 9, 15), "stadskontoret", 200_000_00, "ja", "OMF-009", "STK-2026-900",
    )  # fmt: skip
    assert row.unread == frozenset()


def test_the_first_transfer_of_a_workbook_gets_the_first_id(book: Path) -> None:
    book.unlink()
    kraft("fill", "bok.xlsx")
    assert read_answer(*transfer_arguments("FRN", "KN", "1", "--write", "kopia.xlsx"))["draft"]["row_id"] == "O-1"
    assert list_findings("kopia.xlsx") == list_findings("bok.xlsx")


def test_columns_may_be_in_any_order_with_others_among_them(book: Path) -> None:
    sheets = rule_pages.book_with(BOOK)
    sheet = sheets["Omfördelning"]
    sheet.headings = ["Handläggare", *reversed(sheet.headings)]
    sheet.rows = [["AB", *reversed(row)] for row in sheet.rows]
    rule_pages.write(sheets, book)
    assert read_answer(*transfer_arguments("FRN", "KN", "150 000", *AGREED, "--write", "kopia.xlsx"))["draft"]["row_id"] == "OMF-010"
    assert list_findings("kopia.xlsx") == list_findings("bok.xlsx")
    draft = read_ledger(Path("kopia.xlsx")).book.transfers[-1]
    assert (draft.donor, draft.receiver, draft.amount) == ("fritidsnämnden", "kulturnämnden", 150_000_00)


def test_what_exists_is_overwritten_only_when_that_is_asked(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    (tmp_path / "kopia.xlsx").write_bytes(b"mine")
    result = kraft(*transfer_arguments("FRN", "KN", "1", "--write", "kopia.xlsx"))
    assert (result.exit_code, result.stdout, (tmp_path / "kopia.xlsx").read_bytes()) == (3, "", b"mine")
    assert kraft(*transfer_arguments("FRN", "KN", "1", "--write", "kopia.xlsx", "--force")).exit_code == 4
    assert kraft(*transfer_arguments("FRN", "KN", "1", "--write", "./bok.xlsx")).exit_code == 2
    assert book.read_bytes() == before
    assert kraft(*transfer_arguments("FRN", "KN", "1", "--write", "bok.xlsx", "--force")).exit_code == 4
    assert list_findings("bok.xlsx") == list_findings("kopia.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.xlsx", "kopia.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="on Windows it is known at once that nobody holds it; tests/windows holds one")
def test_a_workbook_that_is_open_is_not_written_over(book: Path) -> None:
    Path("~$bok.xlsx").touch()
    result = kraft(*transfer_arguments("FRN", "KN", "1", "--write", "bok.xlsx", "--force"))
    assert (result.exit_code, "Stäng den först" in result.stderr) == (3, True)
    assert kraft(*transfer_arguments("FRN", "KN", "1", "--write", "kopia.xlsx")).exit_code == 4


def test_what_moves_nothing_is_not_written(tmp_path: Path) -> None:
    for amount in (None, "-5"):
        result = kraft(*transfer_arguments("KN", "FRN", amount, "--write", "kopia.xlsx"))
        assert (result.exit_code, "Inget utkast är skrivet" in result.stderr) == (1, True)
    assert not (tmp_path / "kopia.xlsx").exists()


def test_dates_are_seen_as_dates_where_the_workbook_has_none_yet(book: Path) -> None:
    rule_pages.write(rule_pages.right_book(), book)
    kraft(*transfer_arguments("FRN", "KN", "1", *AGREED, "--write", "kopia.xlsx"))
    kraft("transfer", "kopia.xlsx", *transfer_arguments("FRN", "KN", "2", *AGREED, "--write", "nästa.xlsx")[2:])
    sheet = openpyxl.load_workbook("nästa.xlsx")["Omfördelning"]
    assert [(sheet[cell].is_date, sheet[cell].value.date()) for cell in ("B2", "B3", "H2", "H3")] == [(True, date(2026, 9, 15))] * 4
    assert list_findings("nästa.xlsx") == list_findings("bok.xlsx")
    styles = [read_parts(Path(name))["xl/styles.xml"] for name in ("kopia.xlsx", "nästa.xlsx")]
    assert styles[0] == styles[1]


def test_a_draft_goes_into_the_list_of_a_workbook_of_ones_own_under_its_headings(tmp_path: Path) -> None:
    moved = (("Nr", "När", "Från", "Till", "Summa tkr", "Läge"), (7, date(2026, 6, 1), FRN, KN, 50, "Begärd"))
    write_sheets(tmp_path / "egen.xlsx", two_sheets() | plain_sheets(Omflyttning=moved))
    result = kraft("transfer", "egen.xlsx", *transfer_arguments("FRN", "MKB", "150 tkr", "--write", "kopia.xlsx")[2:])
    assert "8 är införd som utkast sist på bladet Omfördelning i kopia.xlsx." in result.stdout
    row = [cell.value for cell in openpyxl.load_workbook("kopia.xlsx")["Omflyttning"][3]]
    assert (row[0], row[2:]) == (8, [FRN, "MKB", 150, "utkast"])


def test_a_workbook_without_a_list_of_transfers_takes_no_draft(tmp_path: Path) -> None:
    write_sheets(tmp_path / "egen.xlsx", two_sheets())
    result = kraft("transfer", "egen.xlsx", *transfer_arguments("FRN", "KN", "150 tkr", "--write", "kopia.xlsx")[2:])
    assert result.exit_code == 3
    assert "arbetsboken har ingen sådan tabell" in result.stderr
    assert not (tmp_path / "kopia.xlsx").exists()
