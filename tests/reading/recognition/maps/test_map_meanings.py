"""The workbook's own words for values: taught by a map, checked when it is read, and listed where nobody knows them."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.build_other_layouts import (
    CALLED,
    FRN,
    GRANTS,
    KN,
    LIST_HEADINGS,
    OWN_LIST,
    Sheet,
    call_offs_of,
    plain_sheets,
    two_sheets,
    write_map,
    write_sheets,
)
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import Place

SEPTEMBER = date(2026, 9, 30)
CODES = {KN: 4711, FRN: 4712}
WORDS = {"utbetalt": "OK", "godkänt": "Klar (ekonomi)", "begärt": True}
MEANINGS = """
[meanings.Status]
"ok" = "utbetalt"
"KLAR (EKONOMI)" = "Godkänd"
TRUE = "requested"
[meanings.Mottagare]
4711 = "KN"
"4712" = "fritidsnämnden"
"""


def coded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:2], CODES[row[2]], row[3], WORDS[row[4]])


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Two tables in words that everybody knows."""
    return write_sheets(tmp_path / "känd.xlsx", two_sheets())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The same two tables, the call-offs with the workbook's own codes and words."""
    return write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *map(coded, CALLED)]))


@pytest.fixture
def teach(book: Path) -> Callable[[str], Path]:
    """Write the map beside the workbook, with nothing but what its words mean."""

    def write(meanings: str) -> Path:
        beside = book.with_suffix(".karta.toml")
        beside.write_text(f"version = 1\n{meanings}", "utf-8")
        return beside

    return write


def read_rows(path: Path) -> list[tuple[Any, ...]]:
    """The call-offs of a workbook, without where they stand."""
    ledger = app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger
    return [tuple(row)[2:] for row in ledger.book.call_offs]


def find_codes(path: Path) -> dict[str, set[str | None]]:
    """The cells of every finding about values, by its code."""
    found: dict[str, set[str | None]] = {}
    for each in app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings:
        if each.rule.code.startswith("VD"):
            found.setdefault(each.rule.code, set()).update(place.cell for place in (each.hit.place, *each.hit.related))
    return found


def test_words_that_a_map_teaches_are_read_as_what_they_mean(book: Path, plain: Path, teach: Callable[[str], Path]) -> None:
    teach(MEANINGS)
    assert read_rows(book) == read_rows(plain)
    assert find_codes(book) == {}
    assert kraft("balance", str(book), "--format", "csv").stdout == kraft("balance", str(plain), "--format", "csv").stdout


def test_they_also_hold_in_a_map_that_says_where_the_tables_are(book: Path, plain: Path) -> None:
    text = write_map(plain).read_text("utf-8")
    book.with_suffix(".karta.toml").write_text(text + MEANINGS, "utf-8")
    assert read_rows(book) == read_rows(plain)


def test_without_the_map_each_is_found_at_its_cell(book: Path, teach: Callable[[str], Path]) -> None:
    assert find_codes(book) == {"VD08": {f"C{line}" for line in range(2, 8)}, "VD13": {f"E{line}" for line in range(2, 8)}}
    teach(MEANINGS.replace('"ok" = "utbetalt"', ""))
    assert find_codes(book) == {"VD13": {"E2", "E5"}}
    teach(MEANINGS.replace('4711 = "KN"', ""))
    assert find_codes(book) == {"VD08": {"C2", "C3", "C4"}}


def test_a_number_that_names_a_recipient_heads_a_group_too(tmp_path: Path, plain: Path) -> None:
    path = write_sheets(tmp_path / "grupper.xlsx", plain_sheets(Fördelning=GRANTS, Avrop=[OWN_LIST, (4711,), *call_offs_of(KN), (4712,), *call_offs_of(FRN)]))
    path.with_suffix(".karta.toml").write_text(f"version = 1{MEANINGS}", "utf-8")
    assert read_rows(path) == read_rows(plain)


def test_a_name_that_is_taught_below_one_heading_holds_for_every_party(tmp_path: Path) -> None:
    moved = [("Nr", "Datum", "Givare", "Mottagare", "Belopp", "Status", "Överenskommelse"), (1, date(2026, 6, 1), 4711, "Fritid i city", 5_000, "bokad", "ÖK 1")]
    path = write_sheets(tmp_path / "bok.xlsx", {**two_sheets(), "Omfördelning": Sheet(moved)})
    path.with_suffix(".karta.toml").write_text(
        'version = 1\n[meanings.Givare]\n4711 = "KN"\n"fritid i City" = "FRN"\n[meanings.Status]\nbokad = "bokförd"\n', "utf-8"
    )
    [row] = app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger.book.transfers
    assert (row.donor, row.receiver, row.status) == (KN, FRN, "bokförd")


def test_dates_amounts_and_references_can_be_taught_too(tmp_path: Path) -> None:
    rows = [("Nr", "Datum", "Nämnd", "Insats", "Summa tkr", "Status"), (1, "våren", KN, "Lovläger", "en halv ton", "godkänt"), *(
        (n, date(2026, 5, n), KN, "I-2", 10 * n, "godkänt") for n in range(2, 9)
    )]  # fmt: skip
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    path.with_suffix(".karta.toml").write_text(
        'version = 1\n[meanings.Datum]\n"Våren" = 2026-05-31\n[meanings.Belopp]\n"en halv ton" = 0.5\n[meanings.Insats-id]\nlovläger = "I-1"\n'.replace("lovläger", '"lovläger"'), "utf-8"
    )
    row = app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger.book.call_offs[0]
    assert (row.date, row.amount, row.intervention) == (date(2026, 5, 31), 500_00, "I-1")


def test_the_amount_of_a_row_is_that_of_the_step_that_its_taught_status_names(tmp_path: Path) -> None:
    rows = [("Nr", "Datum", "Nämnd", "Sökt belopp", "Beviljat belopp", "Status"), *(
        (n, date(2026, 5, n), KN, 1_000 * n, 900 * n, word) for n, word in enumerate(("klart", "klart", "väntar", "klart", "väntar"), 1)
    )]  # fmt: skip
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    path.with_suffix(".karta.toml").write_text('version = 1\n[meanings.Status]\nklart = "godkänt"\nväntar = "begärt"\n'.replace("väntar =", '"väntar" ='), "utf-8")
    read = app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger.book.call_offs
    assert [row.amount for row in read] == [900_00, 1_800_00, 3_000_00, 3_600_00, 5_000_00]


def test_a_transfer_is_drafted_by_the_names_that_the_workbook_uses(tmp_path: Path) -> None:
    moved = [("Nr", "Datum", "Givare", "Mottagare", "Belopp", "Status"), ("O-1", date(2026, 6, 1), "Kultur", "Fritid", 5_000, "utkast")]
    path = write_sheets(tmp_path / "bok.xlsx", {**two_sheets(), "Omfördelning": Sheet(moved)})
    path.with_suffix(".karta.toml").write_text('version = 1\n[meanings.Mottagare]\nKultur = "KN"\nFritid = "FRN"\n', "utf-8")
    target = tmp_path / "ny.xlsx"
    result = kraft("transfer", str(path), "--from", "KN", "--to", "FRN", "--amount", "1000", "--date", "2026-06-02", "--as-of", "2026-06-02", "--write", str(target))
    assert target.exists(), result.output
    target.with_suffix(".karta.toml").write_bytes(path.with_suffix(".karta.toml").read_bytes())
    drafted = app.validate_workbook(target, as_of=SEPTEMBER).verdict.ledger.book.transfers[1]
    assert (drafted.donor, drafted.receiver) == (KN, FRN)


def test_a_row_that_is_added_names_its_recipient_by_the_number_that_the_workbook_has(tmp_path: Path, book: Path, teach: Callable[[str], Path]) -> None:
    teach(MEANINGS)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Belopp;Status\n7;2026-08-01;kulturnämnden;5000;godkänt\n", "utf-8")
    target = tmp_path / "ny.xlsx"
    assert kraft("fill", str(target), "--into", str(book), "--data", str(tmp_path / "data")).exit_code == 0
    assert [cell.value for cell in openpyxl.load_workbook(target)["Avrop"][8]][2:4] == [4711, 5000]


# ---- what makes no sense


WRONG = {
    "an unknown heading": ('[meanings.Läge]\nx = "godkänt"'.replace("Läge", '"Läge"'), "Rad 2: meanings, Läge: programmet läser ingen uppgift med det namnet här. Det som läses är Mottagare, Slag, Beviljat belopp"),
    "an unknown status": ('[meanings.Status]\nx = "okej"', "Rad 3: meanings, Status, x: här står ”okej”, men ska stå något av planerad, pågår, avslutad, avbruten, begärt, godkänt, utbetalt"),
    "an unknown recipient": ('[meanings.Mottagare]\n4711 = "Kultis"', "Rad 3: meanings, Mottagare, 4711: här står ”Kultis”, men ska stå något av arbetsmarknads- och socialnämnden, fritidsnämnden"),
    "an ambiguous recipient": ('[meanings.Mottagare]\n4711 = "FSN"', "Rad 3: meanings, Mottagare, 4711: här står ”FSN”"),
    "nothing": ('[meanings.Status]\nx = ""', "Rad 3: meanings, Status, x: här står ”” inom citattecken, men ska stå något av"),
    "a status that is true": ("[meanings.Status]\nx = true", "Rad 3: meanings, Status, x: här står ”true”"),
    "several": ('[meanings.Status]\nx = ["godkänt"]', "Rad 3: meanings, Status, x: här står en lista"),
    "an amount in words": ('[meanings.Belopp]\nx = "tusen"', "Rad 3: meanings, Belopp, x: här står ”tusen”, men ska stå ett tal, som 150_000"),
    "an amount as text": ('[meanings.Belopp]\nx = "1000"', "men ska stå ett tal"),
    "no amount": ("[meanings.Belopp]\nx = nan", "men ska stå ett tal"),
    "an endless amount": (f"[meanings.Belopp]\nx = {'9' * 30}", "men ska stå ett tal"),
    "no date": ('[meanings.Datum]\nx = "i våras"', "Rad 3: meanings, Datum, x: här står ”i våras”, men ska stå ett datum"),
    "no period": ('[meanings.Period]\nx = "i våras"', "men ska stå en period"),
    "no declaration": ('[meanings."Outnyttjat förklarat"]\nx = "kanske"', "men ska stå något av ja, nej"),
    "no section": ('meanings = "Status"', "Rad 2: meanings: här står ”Status”, men ska stå rader under rubriken [meanings]"),
    "no words": ('[meanings]\nStatus = "godkänt"', "Rad 3: meanings, Status: här står ”godkänt”, men ska stå rader under rubriken [Status]"),
    "two meanings": ('[meanings.Status]\nOK = "godkänt"\nok = "utbetalt"', "Rad 4: meanings, Status, ok: här står ”utbetalt”, men ska stå samma som ordet redan betyder, och ok är godkänt"),
    "two meanings of a number": ('[meanings.Mottagare]\n4711 = "KN"\n[meanings.Givare]\n"4711 " = "FRN"', "Rad 5: meanings, Givare, 4711 : här står ”FRN”, men ska stå samma som ordet redan betyder, och 4711  är kulturnämnden"),
    "the name of another": ('[meanings.Mottagare]\n"Kulturnämnden" = "FRN"', "Rad 3: meanings, Mottagare, Kulturnämnden: här står ”FRN”, men ska stå samma som ordet redan betyder, och Kulturnämnden är kulturnämnden"),
    "the förvaltning of another": ('[meanings.Mottagare]\n"kulturforvaltningen" = "FRN"', "och kulturforvaltningen är kulturnämnden"),
    "another status": ('[meanings.Status]\n"Utbetalt" = "godkänt"', "Rad 3: meanings, Status, Utbetalt: här står ”godkänt”, men ska stå samma som ordet redan betyder, och Utbetalt är utbetalt"),
    "yes for no": ('[meanings."Outnyttjat förklarat"]\nja = "nej"', "och ja är ja"),
}  # fmt: skip


@pytest.mark.parametrize(("meanings", "words"), WRONG.values(), ids=WRONG)
def test_what_a_map_cannot_teach_is_refused_in_a_sentence(meanings: str, words: str, book: Path, teach: Callable[[str], Path]) -> None:
    teach(f"{meanings}\n")
    for command in ("validate", "map"):
        result = kraft(command, str(book))
        assert (result.exit_code, result.stdout) == (3, "")
        assert words in result.stderr
        assert kraft(command, str(book), "--lang", "en").stderr.startswith("The map ")


@pytest.mark.parametrize("meanings", ["", "[meanings]\n", "[meanings.Status]\n", '[meanings.Status]\n#"OK" = ""\n'])
def test_a_map_that_says_nothing_is_refused(meanings: str, book: Path, teach: Callable[[str], Path]) -> None:
    teach(meanings)
    assert "minst ett avsnitt [[table]]" in kraft("validate", str(book)).stderr


def test_the_same_meaning_twice_and_a_name_for_itself_are_no_contradiction(book: Path, teach: Callable[[str], Path]) -> None:
    teach(MEANINGS + '" OK" = "MKB"\nKulturnämnden = "KN"\n'.replace("Kulturnämnden", '"Kulturnämnden"') + '[meanings.Givare]\n4711 = "kulturnämnden"\n')
    assert find_codes(book) == {}


def test_an_abbreviation_can_be_taught_to_mean_what_it_does_in_this_workbook(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *((*row[:2], {KN: "FSN", FRN: "FRN"}[row[2]], *row[3:]) for row in CALLED)]))
    assert find_codes(path)["VD10"] == {"C2", "C3", "C4"}
    path.with_suffix(".karta.toml").write_text('version = 1\n[meanings.Mottagare]\nFSN = "förskolenämnden"\n', "utf-8")
    assert find_codes(path) == {"VD09": {"C5", "C6", "C7"}}
    assert {row.recipient for row in app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger.book.call_offs} == {"förskolenämnden", FRN}


# ---- what the written map proposes


def test_the_written_map_lists_the_unknown_words_with_their_rows_and_guesses_nothing(book: Path) -> None:
    text = write_map(book).read_text("utf-8")
    assert "[meanings.Status]\n# Okända ord: skriv mellan citattecknen vad de betyder (begärt, godkänt, utbetalt, återfört, avslaget)" in text
    assert '\n#"Klar (ekonomi)" = ""  # rader: 3\n#"OK" = ""  # rader: 2\n#"SANT" = ""  # rader: 1\n' in text
    assert '\n#"4711" = ""  # rader: 3\n#"4712" = ""  # rader: 3\n' in text
    assert tomllib.loads(text)["meanings"] == {"Mottagare": {}, "Status": {}}


def test_a_known_word_is_not_listed(plain: Path) -> None:
    assert "Okända ord" not in write_map(plain).read_text("utf-8")


def test_filled_in_the_written_map_reads_the_workbook(book: Path, plain: Path) -> None:
    text = write_map(book).read_text("utf-8")
    for word, meaning in (("OK", "utbetalt"), ("Klar (ekonomi)", "godkänt"), ("SANT", "begärt"), ("4711", "KN"), ("4712", "FRN")):
        text = text.replace(f'#"{word}" = ""', f'"{word}" = "{meaning}"')
    book.with_suffix(".karta.toml").write_text(text, "utf-8")
    assert read_rows(book) == read_rows(plain)


def test_what_a_map_teaches_stands_in_the_map_that_is_written_by_it(book: Path, plain: Path, teach: Callable[[str], Path]) -> None:
    beside = teach(MEANINGS + '[meanings.Datum]\n"våren" = 2026-05-31\n[meanings."Överenskommet belopp"]\nhalva = 0.5\n')
    again = beside.with_name("igen.toml")
    assert kraft("map", str(book), "--write", str(again)).exit_code == 0
    assert tomllib.loads(again.read_text("utf-8"))["meanings"] == {
        "Mottagare": {"4711": KN, "4712": FRN}, "Status": {"ok": "utbetalt", "klar (ekonomi)": "godkänt", "sant": "begärt"},
        "Datum": {"våren": date(2026, 5, 31)}, "Överenskommet belopp": {"halva": 0.5},
    }  # fmt: skip
    beside.write_bytes(again.read_bytes())
    assert read_rows(book) == read_rows(plain)
    assert "Okända ord" not in again.read_text("utf-8")


def test_words_with_any_signs_are_remarks_that_do_no_harm(tmp_path: Path) -> None:
    words = ['"', "\\", "a\nb", "#", "a\u2028b", "[x]", "'''", "\u202eabc"]
    rows = [LIST_HEADINGS, *((n, date(2026, 5, 1 + n), KN, 100 * n, word) for n, word in enumerate(words, 1))]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    text = write_map(path).read_text("utf-8")
    filled = text.replace(' = ""  #', ' = "godkänt"  #').replace('\n#"', '\n"')
    path.with_suffix(".karta.toml").write_text(filled, "utf-8")
    assert len(tomllib.loads(filled)["meanings"]["Status"]) == len(words)
    assert {row[6] for row in read_rows(path)} == {"godkänt"}


def test_a_column_of_very_many_words_lists_the_most_frequent(tmp_path: Path) -> None:
    rows = [LIST_HEADINGS, *((n, date(2026, 5, 1), KN, 100, f"ord {min(n, 90)}") for n in range(1, 101))]
    text = write_map(write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))).read_text("utf-8")
    listed = [line for line in text.split("\n") if line.startswith('#"ord')]
    assert (len(listed), listed[0]) == (40, '#"ord 90" = ""  # rader: 11')


def test_a_finding_about_a_row_with_taught_words_names_the_cell_of_the_row(book: Path, teach: Callable[[str], Path]) -> None:
    teach(MEANINGS.replace("4711", "4713"))
    found = [each for each in app.validate_workbook(book, as_of=SEPTEMBER).verdict.findings if each.rule.code == "VD08"]
    assert {each.hit.place for each in found} == {Place("Avrop", line, 3) for line in (2, 3, 4)}
    assert {str(each.hit.found) for each in found} == {"4711"}
