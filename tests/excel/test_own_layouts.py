"""Functions on the tables of a person's own workbook, through COM: what its map, its decision and its titles say counts in a cell too."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from support import pywin32_stubs
from support.build_other_layouts import plain_sheets, two_sheets, write_map, write_sheets
from support.call_function import to_com_value
from support.com_book import ComBook
from support.pywin32_stubs import MISSING, call_function
from support.read_ledger import read_ledger
from support.readme import fenced
from test_readme import EXAMPLE, MAPPED
from xl_kraftsamling.domain.money import to_kronor

DAY = to_com_value(date(2026, 12, 31))
KN = "kulturnämnden"


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


def write_book(path: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook with these rows, from A1 on."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def ask_remaining(book: ComBook, of: Any, allotted: str, called_off: str, *, transfers: Any = MISSING) -> Any:
    """KRAFT_KVAR with ranges by their address: Ramar!A1:B7."""
    ranges = [book.range(*address.split("!")) for address in (allotted, called_off)]
    return call_function("KRAFT_KVAR", of, ranges[0], transfers, ranges[1], DAY)


def list_reasons(book: ComBook, of: Any, allotted: str, called_off: str) -> list[list[Any]]:
    ranges = [book.range(*address.split("!")) for address in (allotted, called_off)]
    rows = call_function("KRAFT_VARFOR_KVAR", of, ranges[0], MISSING, ranges[1], DAY)
    return rows if isinstance(rows[0], list) else [rows]


def test_readmes_own_workbook_is_understood(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "Medel.xlsx", EXAMPLE)
    book, ledger = ComBook(path), read_ledger(path)
    ranges = book.range("Fördelning", "A3:C10"), MISSING, book.range("Avrop", "A1:E5")
    rows = call_function("KRAFT_SALDO", *ranges, MISSING, DAY, MISSING, MISSING, True)
    expected = [to_kronor(balance.called_off) for balance in ledger.balances.values()]
    assert [row[5] for row in rows[1:]] == [*expected, sum(expected)]
    assert (rows[-1][:2], sum(expected)) == (["Summa", 10_000_000], 515_000)


GRANTS = [["Nämnd", "Beviljat"], ["ASN", 1100], ["FRN", 6100], ["FSKN", 150], ["KN", 800], ["GVN", 650], ["MKB", 1200]]


def test_a_unit_in_the_title_above_a_range_is_that_of_its_amounts(tmp_path: Path) -> None:
    calls = [["Datum", "Nämnd", "Belopp", "Status"], [date(2026, 5, 4), "KN", 75, "utbetalt"], [date(2026, 6, 1), "FRN", 100, "godkänt"]]
    book = ComBook(write_book(tmp_path / "b.xlsx", Ramar=[["Ramar 2026, belopp i tkr"], [], *GRANTS], Avrop=[["Avrop 2026"], ["Belopp i tkr"], *calls]))
    assert ask_remaining(book, "KN", "Ramar!A3:B9", "Avrop!A3:D5") == 725_000
    # without it nobody knows, and no amount is given
    bare = ComBook(write_book(tmp_path / "c.xlsx", Ramar=[["Ramar 2026, belopp i tkr"], [], *GRANTS], Avrop=calls))
    assert ask_remaining(bare, (("KN",), ("MKB",)), "Ramar!A3:B9", "Avrop!A1:D3") == [["#VALUE!"], ["#VALUE!"]]
    assert any("tusental kronor" in row[1] for row in list_reasons(bare, "KN", "Ramar!A3:B9", "Avrop!A1:D3"))


def test_another_table_above_a_range_is_no_title_of_it(tmp_path: Path) -> None:
    rows = [["Nämnd", "Beviljat (kr)"], ["KN", 800_000], ["FRN", 6_100_000], [], ["Datum", "Nämnd", "Belopp (kr)", "Status"], [date(2026, 5, 4), "KN", 75_000, "utbetalt"]]
    rest = [["ASN", 1_100_000], ["FSKN", 150_000], ["GVN", 650_000], ["MKB", 1_200_000]]
    book = ComBook(write_book(tmp_path / "b.xlsx", Blad1=[*rows[:3], *rest, *rows[3:]]))
    assert ask_remaining(book, (("KN", "FRN"),), "Blad1!A1:B7", "Blad1!A9:D10") == [725_000, 6_100_000]


def test_a_list_of_transfers_is_read_and_may_be_empty_or_left_out(tmp_path: Path) -> None:
    headings = ["Datum", "Från nämnd", "Till nämnd", "Belopp (kr)", "Status"]
    grants, calls = [[name, amount if isinstance(amount, str) else amount * 1000] for name, amount in GRANTS], [["Datum", "Nämnd", "Belopp (kr)", "Status"], [date(2026, 5, 4), "KN", 75_000, "utbetalt"]]
    moved = [headings, [date(2026, 6, 1), "KN", "FRN", 100_000, "bokförd"]]
    book = ComBook(write_book(tmp_path / "b.xlsx", Ramar=grants, Avrop=calls, Flyttar=moved, Tom=[headings], Fel=[["Vad", "Hur"], ["x", 5]]))
    given = "Ramar!A1:B7", "Avrop!A1:D2"
    assert ask_remaining(book, "KN", *given, transfers=book.range("Flyttar")) == 625_000
    assert ask_remaining(book, "KN", *given) == ask_remaining(book, "KN", *given, transfers=book.range("Tom")) == 725_000
    with pytest.raises(Exception, match="Området Fel!A1:B2 kan inte läsas som Omfördelning"):
        ask_remaining(book, "KN", *given, transfers=book.range("Fel"))


def test_a_map_beside_the_workbook_is_followed_and_noticed_when_it_changes(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    beside = write_map(path).rename(tmp_path / "bok.karta.toml")
    given = "Fördelning!A1:B7", "Avrop!A1:E7"
    before = ask_remaining(ComBook(path), "KN", *given)
    assert "Läst efter kartan bok.karta.toml" in " ".join(row[1] for row in list_reasons(ComBook(path), "KN", *given))
    beside.write_text(beside.read_text("utf-8").replace('kind = "Avrop"', 'kind = "Avrop"\nunit = "tkr"'), "utf-8")
    after = ask_remaining(ComBook(path), "KN", *given)
    assert (before, after) == (660_000, 800_000 - 140_000_000)
    beside.write_text("version = 1\n[[table]]\n", "utf-8")
    with pytest.raises(Exception, match=r"bok\.karta\.toml kan inte användas"):
        ask_remaining(ComBook(path), "KN", *given)
    assert any("bok.karta.toml kan inte användas" in row[1] for row in list_reasons(ComBook(path), "KN", *given))


def test_readmes_map_is_followed_for_the_sheets_of_the_ranges_alone(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "Medel.xlsx", plain_sheets(**MAPPED))
    (tmp_path / "Medel.karta.toml").write_text(fenced("map-examples").removeprefix("toml\n"), "utf-8")
    book = ComBook(path)
    answers = {
        sheet: call_function("KRAFT_SALDO", book.range("Per månad"), MISSING, book.range(sheet), MISSING, DAY)[1:]
        for sheet in ("Per månad", "Avrop 1–2", "Nämnder", "Kryss", "Logg")
    }
    called_off = {sheet: sum(row[5] for row in rows) for sheet, rows in answers.items()}
    assert all(amount > 0 for amount in called_off.values()), called_off


def test_the_decision_beside_the_workbook_counts_with_its_recipients_and_figures(tmp_path: Path) -> None:
    decision = (Path(__file__).parent.parent / "decisions" / "hamn-2031-7.toml").read_text("utf-8")
    (tmp_path / "bok.beslut.toml").write_text(decision, "utf-8")
    grants = [["Mottagare", "Beviljat (kr)"], ["SN", 70_000], ["Båthus AB", 30_000.5]]
    calls = [["Datum", "Mottagare", "Belopp (kr)", "Status"], [date(2031, 5, 4), "strandförvaltningen", 5_000, "utbetalt"]]
    book = ComBook(write_book(tmp_path / "bok.xlsx", Ramar=grants, Avrop=calls))
    day = to_com_value(date(2031, 12, 31))
    ranges = book.range("Ramar"), MISSING, book.range("Avrop")
    assert call_function("KRAFT_KVAR", (("SN",), ("båthus ab",), ("KN",)), *ranges, day) == [[65_000], [30_000.5], [0]]
    reasons = call_function("KRAFT_VARFOR_SALDO", *ranges, MISSING, day)
    assert any("Beslutet är läst ur bok.beslut.toml" in row[1] for row in reasons)


def test_a_decision_beside_the_workbook_teaches_names_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings as xw

    decision = (Path(__file__).parent.parent / "decisions" / "hamn-2031-7.toml").read_text("utf-8")
    (tmp_path / "bok.beslut.toml").write_text(decision, "utf-8")
    (tmp_path / "bok.karta.toml").write_text('version = 1\n[meanings.Mottagare]\n"4711" = "strandnämnden"\n', "utf-8")
    book = ComBook(write_book(tmp_path / "bok.xlsx", Blad1=[["a"]]))
    assert call_function("KRAFT_MOTTAGARE", (("SN",), ("4711",))) == [["#N/A"], ["#N/A"]]
    monkeypatch.setattr(xw._xlwindows, "BOOK_CALLER", book)
    assert call_function("KRAFT_MOTTAGARE", (("SN",), ("4711",))) == [["strandnämnden"], ["strandnämnden"]]


def test_struck_amounts_are_asked_about_in_words_at_their_cell(tmp_path: Path) -> None:
    grants = [[name, amount if isinstance(amount, str) else amount * 1000] for name, amount in GRANTS]
    calls = [["Datum", "Nämnd", "Belopp (kr)", "Status"], [date(2026, 5, 4), "KN", 75_000, "utbetalt"], [date(2026, 5, 5), "FRN", 10_000, "utbetalt"]]
    path = write_book(tmp_path / "b.xlsx", Ramar=grants, Avrop=calls)
    file = openpyxl.load_workbook(path)
    file["Avrop"]["C2"].font = Font(strike=True)
    file.save(path)
    book, given = ComBook(path), ("Ramar!A1:B7", "Avrop!A1:D3")
    assert ask_remaining(book, (("KN", "FRN"),), *given) == ["#VALUE!", 6_090_000]
    (code, words, cell, whom), *_ = list_reasons(book, "KN", *given)
    assert (code, cell, whom) == ("ST12", "Avrop!C2", KN)
    assert "överstruket" in words


def test_what_is_wrong_is_said_in_words_for_all_that_is_asked_about(tmp_path: Path) -> None:
    grants = [[name, amount if isinstance(amount, str) else amount * 1000] for name, amount in GRANTS]
    twice = [*grants, ["Kulturförvaltningen", 5]]
    calls = [["Datum", "Nämnd", "Belopp (kr)", "Status"], [date(2026, 5, 4), "FRN", "ca 5", "utbetalt"]]
    book = ComBook(write_book(tmp_path / "b.xlsx", Ramar=twice, Avrop=calls))
    given = "Ramar!A1:B8", "Avrop!A1:D2"
    assert ask_remaining(book, (("KN", "FRN", "MKB"),), *given) == ["#VALUE!", "#VALUE!", 1_200_000]
    reasons = {(row[0], row[2]) for row in list_reasons(book, (("KN",), ("FRN",)), *given) if row[0]}
    assert reasons >= {("TD03", "Ramar!A8"), ("VD02", "Avrop!C2")}
    (sentence, *_) = list_reasons(book, "MKB", *given)
    assert sentence[1].startswith("Inga hinder")
    unknown = list_reasons(book, "grundnämnden", *given)
    assert unknown[0][1].startswith("”grundnämnden” känns inte igen som mottagare")
