"""`kraftsamling decision`: what comes after the proposal is entered beside the workbook, and every face follows it and says so."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from support.build_other_layouts import two_sheets, write_sheets
from support.excel_engine import open_book
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER, load_decision
from xl_kraftsamling.excel import buttons

SHIPPED = (DECISIONS_FOLDER / "stk-2026-580.toml").read_bytes()
BOOK, FILE = Path("Medel.xlsx"), Path("Medel.beslut.toml")
KN, FRN = "kulturnämnden", "fritidsnämnden"
ADOPT = ("--date", "2026-05-20", "--paragraph", "§ 187")
AMEND = ("--date", "2026-09-16", "--paragraph", "301", "--case-number", "STK-2026-1201")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert kraft("fill", str(BOOK)).exit_code == 0


def plain(text: str) -> str:
    """A text on one line, with ordinary spaces."""
    return " ".join(text.split())


def enter(*options: str, book: Path = BOOK) -> str:
    result = kraft("decision", str(book), *options)
    assert result.exit_code == 0, result.stderr
    return plain(result.stdout + " " + result.stderr)


def refuse(*options: str, book: Path = BOOK, code: int = 3) -> str:
    before = FILE.read_bytes() if FILE.exists() else None
    result = kraft("decision", str(book), *options)
    assert result.exit_code == code, result.stdout + result.stderr
    assert (FILE.read_bytes() if FILE.exists() else None) == before
    return plain(result.stderr)


def set_cells(sheet: str, cells: dict[str, object], book: Path = BOOK) -> None:
    opened = openpyxl.load_workbook(book)
    for cell, value in cells.items():
        opened[sheet][cell] = value
    opened.save(book)


def list_codes(*options: str, book: Path = BOOK) -> set[str]:
    found = json.loads(kraft("validate", str(book), "--format", "json", *options).stdout)["workbooks"][0]["findings"]
    return {each["code"] for each in found}


def test_without_options_the_decision_is_shown_and_nothing_is_written() -> None:
    shown = enter()
    assert "kulturnämnden 800 000" in shown
    assert "Summa (härledd) 10 000 000" in shown
    assert "Kommunstyrelsens eget beslut är inte infört: beloppen är förslagets." in shown
    assert "Ingen sista dag är införd för avrop, återrapportering, återbetalning: det kontrolleras inte." in shown
    assert sorted(path.name for path in Path().iterdir()) == ["Medel.xlsx"]


def test_other_amounts_than_proposed_are_right_once_the_decision_is_entered() -> None:
    set_cells("Tilldelning", {"C6": 6_000_000, "C8": 900_000})
    assert {"TD01", "BE01"} <= list_codes()
    workbook = BOOK.read_bytes()
    shown = enter(*ADOPT, "--amount", "KN=900 000", "--amount", f"{FRN}=-100 tkr", "--reference", "punkt 1")
    assert "Infört i Medel.beslut.toml som kommunstyrelsens beslut om förslaget." in shown
    assert "Kommunstyrelsen beslutade 2026-05-20, § 187." in shown
    assert list_codes().isdisjoint({"TD01", "TD02", "BE01"})
    assert BOOK.read_bytes() == workbook
    decision = load_decision(FILE)
    assert (decision.allotted[KN], decision.allotted[FRN]) == (900_000_00, 6_000_000_00)


def test_what_stood_in_the_file_stays_to_the_byte_and_the_new_is_added_at_its_end() -> None:
    enter(*ADOPT)
    first = FILE.read_bytes()
    assert first.startswith(SHIPPED)
    FILE.write_bytes(first.replace(b"\n", b"\r\n").removesuffix(b"\r\n") + b" # egen anm\xc3\xa4rkning")
    before = FILE.read_bytes()
    enter(*AMEND, "--amount", "KN=+100 000")
    after = FILE.read_bytes()
    assert after.startswith(before)
    added = after.removeprefix(before).decode()
    assert added.count("\n") == added.count("\r\n")
    assert added.replace("\r\n", "\n") == (
        "\n\n# Ett senare beslut. Beloppet är vad mottagaren sammanlagt har från och med datumet.\n[[amendment]]\ndate = 2026-09-16\n"
        'section = "§ 301"\ncase_number = "STK-2026-1201"\n\n[[amendment.allocation]]\nrecipient = "kulturnämnden"\nkronor = 900_000\n'
    )


def test_the_remarks_are_in_the_chosen_language() -> None:
    enter(*ADOPT, "--lang", "en")
    assert "# Kommunstyrelsen's decision on the proposal." in FILE.read_text("utf-8")


def test_a_later_decision_counts_from_its_day_in_every_face() -> None:
    enter(*ADOPT)
    enter(*AMEND, "--amount", "KN=900 000", "--reference", "punkt 2")
    assert "TD01" in list_codes("--as-of", "2026-09-30")
    set_cells("Tilldelning", {"C8": 900_000})
    for as_of in ("2026-09-15", "2026-09-16"):
        assert list_codes("--as-of", as_of).isdisjoint({"TD01", "TD02", "FO11", "BE05"})
    line = (
        "Beslutet är läst ur Medel.beslut.toml bredvid arbetsboken: STK-2026-580 § 266, 6 mottagare, 10 100 000 kr. "
        "Kommunstyrelsen beslutade 2026-05-20, § 187. Ändrat 2026-09-16 (STK-2026-1201 § 301)."
    )
    ask = ("transfer", str(BOOK), "--from", "KN", "--to", "FRN", "--amount", "850 000", "--date")
    for command in (("validate", str(BOOK)), ("balance", str(BOOK)), ("balance", str(BOOK), "--timeline"), (*ask, "2026-09-16")):
        assert line in plain(kraft(*command).stdout), command
    allotted = [json.loads(kraft("balance", str(BOOK), "--format", "json", "--as-of", day).stdout)["balances"][3] for day in ("2026-09-15", "2026-09-16")]
    assert [(each["recipient"], each["allotted"], each["transferable"]) for each in allotted] == [(KN, 800_000, 800_000), (KN, 900_000, 900_000)]
    assert kraft(*ask, "2026-09-15").exit_code == 1
    assert kraft(*ask, "2026-09-16").exit_code == 4
    assert line in plain(buttons.validate(open_book(BOOK.resolve())))
    assert line in plain(buttons.balance(open_book(BOOK.resolve())))


def test_what_can_be_given_away_is_held_back_for_a_cut_to_come() -> None:
    enter(*ADOPT)
    enter(*AMEND, "--amount", "KN=-300 000")
    set_cells("Tilldelning", {"C8": 500_000})
    balance = read_ledger(BOOK, as_of=date(2026, 9, 1)).balance(KN)
    assert (balance.allotted, balance.transferable) == (800_000_00, 500_000_00)


def test_a_workbook_of_another_layout_is_followed_and_says_so_in_map_too() -> None:
    own = write_sheets(Path("egen.xlsx"), two_sheets())
    assert "BE01" in list_codes(book=own)
    enter(*ADOPT, book=own)
    assert "BE01" not in list_codes(book=own)
    assert "Beslutet är läst ur egen.beslut.toml bredvid arbetsboken" in plain(kraft("map", str(own)).stdout)
    FILE.write_bytes(SHIPPED)


def test_the_decision_that_the_sheet_knows_of_is_not_entered_as_a_later_one() -> None:
    set_cells("Beslut", {"B12": "beslut", "B13": "§ 187", "B14": date(2026, 5, 20)})
    assert "Kommunstyrelsens eget beslut står på arbetsbokens blad Beslut" in enter()
    assert "som kommunstyrelsens beslut om förslaget" in enter(*ADOPT)


def test_a_decision_beside_the_one_that_the_sheet_knows_of_is_a_later_one() -> None:
    set_cells("Beslut", {"B12": "beslut", "B13": "§ 187", "B14": date(2026, 5, 20)})
    assert "finns redan, så det här är ett senare beslut. Ange vad det ändrar med --amount" in refuse(*AMEND)
    assert "kan inte vara daterat före kommunstyrelsens beslut 2026-05-20" in refuse("--date", "2026-05-19", "--paragraph", "1", "--amount", "KN=1")
    assert "som ett senare beslut, eftersom kommunstyrelsens beslut om förslaget redan är känt" in enter(*AMEND, "--amount", "KN=1")
    assert load_decision(FILE).adoption is None


@pytest.mark.parametrize("given", [("--date", "2026-05-20", "--paragraph", "188"), ("--date", "2026-05-21", "--paragraph", "187")])
def test_a_decision_that_is_half_that_of_the_sheet_is_a_slip(given: tuple[str, ...]) -> None:
    set_cells("Beslut", {"B12": "beslut", "B13": "§ 187", "B14": date(2026, 5, 20)})
    assert "Bara datumet eller paragrafen är densamma som det som anges här" in refuse(*given, "--amount", "KN=1")


def test_a_sheet_that_cannot_be_read_is_asked_about() -> None:
    set_cells("Beslut", {"B12": "beslut", "B13": "§ 187", "B14": "i maj"})
    assert "eftersom Beslut!B14 inte kan läsas. Rätta cellen först." in refuse(*ADOPT)


def test_what_is_entered_already_or_would_not_hold_is_refused() -> None:
    enter(*ADOPT)
    enter(*AMEND, "--amount", "KN=900 000")
    assert "Beslutet 2026-05-20, STK-2026-580 § 187 är redan infört" in refuse(*ADOPT, "--amount", "KN=1")
    assert "Beslutet 2026-09-16, STK-2026-1201 § 301 är redan infört" in refuse(*AMEND, "--amount", "FRN=1")
    for day in ("2026-09-16", "2026-09-10"):
        assert "är redan ett belopp beslutat från och med 2026-09-16" in refuse("--date", day, "--paragraph", "302", "--amount", "KN=1")
    late = ("--date", "2026-10-01", "--paragraph", "303", "--amount")
    assert "Ändringen −900 000,01 kr är mer än vad kulturnämnden har, 900 000 kr" in refuse(*late, "KN=-900 000,01")
    assert "före beslutet som ändras, 2026-05-20" in refuse("--date", "2026-05-01", "--paragraph", "1", "--amount", "FRN=1")


def test_kommunstyrelsens_decision_on_the_proposal_has_the_proposals_number() -> None:
    assert "utelämna --case-number" in refuse(*ADOPT, "--case-number", "STK-2026-1")


def test_days_of_conditions_reports_and_repayments_are_entered_with_where_they_stand() -> None:
    shown = enter("--last-call-off", "2026-11-30", "--report-by", "2027-01-31", "--repay-by", "2027-02-28", "--reference", "STK-2024-1374")
    assert "Sista dag för avrop: 2026-11-30 (STK-2024-1374)." in shown
    assert "Ingen sista dag" not in shown
    assert "redan införd: 2026-11-30. Har den flyttats: ändra datumet i Medel.beslut.toml" in refuse("--last-call-off", "2026-12-01", "--reference", "x")
    later = ("--as-of", "2027-03-01")
    assert {"BO03", "BO04"} <= list_codes(*later)
    enter("--reported", "2027-01-30", "--reference", "STK-2027-11")
    assert "En återrapportering den 2027-01-30 är redan införd." in refuse("--reported", "2027-01-30")
    for name, amount in load_decision(FILE).allotted.items():
        enter("--date", "2027-02-10", "--repaid", f"{name}={amount // 100}", "--reference", "V 7")
    again = ("--date", "2027-02-10", "--repaid", "KN=800 000", "--reference")
    assert "Återbetalningen den 2027-02-10 av 800 000 kr från kulturnämnden är redan införd." in refuse(*again, "V 7")
    assert "Återbetalat 2027-02-10: kulturnämnden 800 000 kr (V 7)." in enter()
    assert list_codes(*later).isdisjoint({"BO01", "BO03", "BO04", "TD01", "TD02", "FO11"})
    balance = plain(kraft("balance", str(BOOK), *later).stdout)
    assert "Återbetalat 2027-02-10, och borträknat från beviljat: kulturnämnden 800 000 kr." in balance
    assert "Outnyttjade medel ska återbetalas senast 2027-02-28 (STK-2024-1374)." in balance
    assert "Återbetalat, och borträknat från beviljat: arbetsmarknads- och socialnämnden 1 100 000 kr (2027-02-10), " in balance
    assert "Återbetalat 2027-02-10, och" not in plain(kraft("balance", str(BOOK), "--as-of", "2026-12-31").stdout)


def test_next_years_decision_is_a_copy_of_the_file() -> None:
    enter(*ADOPT, "--amount", "KN=900 000")
    text = FILE.read_text("utf-8").partition("\n# Kommunstyrelsens beslut")[0]
    copy = text.replace("STK-2026-580", "STK-2027-31").replace("§ 266", "§ 12").replace("year = 2026", "year = 2027")
    copy = copy.replace("meeting = 2026-04-20", "meeting = 2027-04-19").replace("kronor = 800_000", "kronor = 850_000")
    Path("Medel2027.beslut.toml").write_text(copy, "utf-8")
    result = kraft("fill", "Medel2027.xlsx")
    assert "Beslutet är läst ur Medel2027.beslut.toml bredvid arbetsboken: STK-2027-31 § 12, 6 mottagare, 10 050 000 kr." in plain(result.stdout)
    new = Path("Medel2027.xlsx")
    assert list_codes("--as-of", "2027-06-30", book=new).isdisjoint({"TD01", "TD02", "TD05", "BE05", "KO01"})
    enter("--date", "2027-05-19", "--paragraph", "90", book=new)
    assert "BE01" not in list_codes("--as-of", "2027-06-30", book=new)


def test_a_new_workbook_holds_all_that_is_decided() -> None:
    enter(*ADOPT)
    enter(*AMEND, "--amount", "KN=900 000", "--amount", "miljönämnden=50 000", "--reference", "punkt 2")
    assert kraft("fill", str(BOOK), "--force").exit_code == 0
    rows = list(openpyxl.load_workbook(BOOK)["Tilldelning"].iter_rows(min_row=5, max_col=4, values_only=True))
    assert (KN, "nämnd", 900_000, "STK-2026-1201 § 301, punkt 2") in rows
    assert ("miljönämnden", "nämnd", 50_000, "STK-2026-1201 § 301, punkt 2") in rows
    sheet = openpyxl.load_workbook(BOOK)["Beslut"]
    assert [sheet[cell].value for cell in ("B12", "B13")] == ["beslut", "§ 187"]
    assert sheet["B14"].value.date() == date(2026, 5, 20)
    assert list_codes("--as-of", "2026-10-01").isdisjoint({"TD01", "TD02", "TD05", "BE01", "BE02", "BE05", "FO11"})


def test_a_decision_that_is_given_is_the_one_that_is_copied() -> None:
    given = Path("annat.toml")
    given.write_bytes(SHIPPED.replace(b"800_000", b"810_000"))
    enter(*ADOPT, "--decision", str(given))
    assert load_decision(FILE).allotted[KN] == 810_000_00
    assert given.read_bytes() == SHIPPED.replace(b"800_000", b"810_000")
    assert "ligger redan bredvid arbetsboken, och är inte det beslut som skulle ändras" in refuse(*AMEND, "--decision", str(given))


def test_a_workbook_of_an_unknown_decision_has_nothing_to_begin_with() -> None:
    set_cells("Beslut", {"B5": "STK-2027-12"})
    assert "Programmet har ingen fil för beslutet STK-2027-12" in refuse(*ADOPT)
    FILE.write_bytes(SHIPPED)
    assert "ligger redan bredvid arbetsboken" in refuse(*ADOPT)
    assert "har inte använts: arbetsboken hör till STK-2027-12" in enter()


def test_the_same_is_given_as_json() -> None:
    enter(*ADOPT)
    enter(*AMEND, "--amount", "KN=900 000,50")
    enter("--last-call-off", "2026-11-30", "--reference", "STK-2024-1374")
    enter("--date", "2027-02-10", "--repaid", "KN=0,50")
    enter("--reported", "2027-01-20")
    shown = json.loads(kraft("decision", str(BOOK), "--format", "json").stdout)
    assert {name: shown[name] for name in ("schema", "file", "case_number", "section", "year", "adoption")} == {
        "schema": "kraftsamling.decision/1", "file": "Medel.beslut.toml", "case_number": "STK-2026-580", "section": "§ 266", "year": 2026,
        "adoption": {"date": "2026-05-20", "section": "§ 187"},
    }  # fmt: skip
    assert shown["allotted"][3] == {"recipient": KN, "amount": 800_000, "reference": "STK-2026-580 § 266, punkt 1"}
    assert shown["amendments"] == [{
        "date": "2026-09-16", "case_number": "STK-2026-1201", "section": "§ 301",
        "allotted": [{"recipient": KN, "amount": 900_000.5, "reference": "STK-2026-1201 § 301"}],
    }]  # fmt: skip
    assert shown["deadlines"] == [{"what": "avrop", "date": "2026-11-30", "reference": "STK-2024-1374"}]
    assert shown["reports"] == ["2027-01-20"]
    assert shown["repayments"] == [{"recipient": KN, "date": "2027-02-10", "amount": 0.5, "reference": None}]
    assert json.loads(kraft("decision", str(write_sheets(Path("egen.xlsx"), two_sheets())), "--format", "json").stdout)["file"] is None


def test_the_amounts_of_each_day_stand_beside_each_other() -> None:
    enter(*ADOPT)
    shown = enter(*AMEND, "--amount", "KN=900 000", "--amount", "miljönämnden=50 000", "--lang", "en")
    assert "Recipient From the start 2026-09-16" in shown
    assert "miljönämnden 0 50,000" in shown
    assert "Sum (derived) 10,000,000 10,150,000" in shown
    assert "2026-09-16, STK-2026-1201 § 301: kulturnämnden from SEK 800,000 to SEK 900,000, miljönämnden from SEK 0 to SEK 50,000." in shown
    assert "Entered in Medel.beslut.toml as a later decision" in shown


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--amount", "KN=1"), "Ett beslut behöver både --date och --paragraph."),
        (("--paragraph", "187"), "Ett beslut behöver både --date och --paragraph."),
        (("--date", "2026-05-20"), "--date hör till --paragraph eller --repaid."),
        (("--paragraph", "maj", "--date", "2026-05-20"), "”maj” är inte en paragraf"),
        (("--date", "idag", "--paragraph", "1"), "”idag” är inget datum"),
        ((*ADOPT, "--amount", "900 000"), "”900 000” är inte en mottagare med ett belopp"),
        ((*ADOPT, "--amount", "KN=ca 5"), "”ca 5” är inget entydigt belopp"),
        ((*ADOPT, "--amount", "KN=+"), "är inget entydigt belopp"),
        ((*ADOPT, "--amount", "FSN=5"), "”FSN” kan betyda"),
        ((*ADOPT, "--amount", "Hamnen=5"), "”Hamnen” är ingen nämnd"),
        ((*ADOPT, "--amount", "KN=5", "--amount", f"{KN}=6"), "kulturnämnden står två gånger"),
        ((*ADOPT, "--case-number", "1201"), "”1201” är inte ett diarienummer"),
        ((*ADOPT, "--repaid", "KN=5"), "--repaid förs in för sig"),
        (("--repaid", "KN=5"), "En återbetalning behöver --date."),
        (("--repaid", "KN=-5", "--date", "2027-02-01"), "större än noll"),
        (("--last-call-off", "2026-11-30"), "Var står villkoret?"),
        (("--reference", "STK-2024-1374"), "anger var något står: ange också vad"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(options: tuple[str, ...], words: str) -> None:
    assert words in refuse(*options, code=2)


def test_a_link_in_the_place_of_the_file_is_not_followed() -> None:
    elsewhere = Path("annan.toml")
    elsewhere.write_bytes(SHIPPED)
    FILE.symlink_to(elsewhere)
    assert "är en länk" in refuse(*ADOPT)
    assert elsewhere.read_bytes() == SHIPPED


def test_a_file_that_cannot_be_used_is_told_by_line_before_anything_is_entered() -> None:
    FILE.write_bytes(SHIPPED + b'\n[[deadline]]\nwhat = "avrop"\ndate = "i november"\nreference = "x"\n')
    number = SHIPPED.count(b"\n") + 4
    assert f"Medel.beslut.toml kan inte användas. Rad {number}: deadline 1, date: här står ”i november”" in refuse(*ADOPT)
    assert "should be a date without a time of day" in refuse(*ADOPT, "--lang", "en")
