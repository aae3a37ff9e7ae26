"""A map states how a workbook is read: what is written gives the same reading, and what makes no sense is refused by name."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support import SHARED
from support.build_other_layouts import (
    CALLED,
    CONSTRUCTS,
    GRANTS,
    LIST,
    LIST_HEADINGS,
    Construct,
    Sheet,
    allocations_in,
    call_offs_in,
    plain_sheets,
    two_sheets,
    write_map,
    write_sheets,
)
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.recognition.maps.map_file import MAP_VERSION

CASES = SHARED / "cases"
SEPTEMBER = date(2026, 9, 30)
_HOW_IT_WAS_READ = {"ST10", "ST11", "ST12", "VD03"}
"""Findings about how a workbook was read: with a map there are fewer of them, and a unit is stated by the map, not by a title."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of two tables."""
    return write_sheets(tmp_path / "bok.xlsx", two_sheets())


def read_all(path: Path, map_file: Path | None = None) -> tuple[Any, ...]:
    """The rows, faults and balances of a workbook."""
    verdict = app.validate_workbook(path, as_of=SEPTEMBER, map_file=map_file).verdict
    book = verdict.ledger.book
    faults = {
        (each.rule.code, each.hit.place, each.message("sv")) for each in verdict.findings if each.rule.code not in _HOW_IT_WAS_READ
    }
    tables = [
        getattr(book, name)
        for name in ("allocations", "interventions", "call_offs", "transfers", "outcomes", "forecasts", "stated_balances")
    ]
    return [[tuple(row)[1:] for row in table] for table in tables], faults, verdict.ledger.balances


def assert_map_reads_the_same(path: Path) -> None:
    """The map that is written for a workbook leads to the same reading of it."""
    assert read_all(path, write_map(path)) == read_all(path)
    assert app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path)).layout == "mapped"


@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_the_written_map_gives_the_same_reading(construct: Construct, tmp_path: Path) -> None:
    assert_map_reads_the_same(write_sheets(tmp_path / "bok.xlsx", construct.sheets))


@pytest.mark.parametrize(
    "path", sorted(CASES.glob("p_f*.xlsx")) or [None], ids=lambda path: path.stem if path else "none"
)
def test_the_written_map_of_a_case_gives_the_same_reading(path: Path | None, tmp_path: Path) -> None:
    if path is None:
        pytest.skip("the collection ../shared/cases is not here")
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert_map_reads_the_same(copy)


def test_a_map_explains_to_a_person_what_each_column_is(book: Path) -> None:
    text = write_map(book).read_text("utf-8")
    assert '"Belopp" = "D"  # Summa kr\n' in text
    assert tomllib.loads(text)["table"][1] == {
        "kind": "Avrop", "sheet": "Avrop", "headings": "A1:E1",
        "columns": {"Avrop-id": "A", "Datum": "B", "Mottagare": "C", "Belopp": "D", "Status": "E"},
    }  # fmt: skip


def test_the_map_beside_a_workbook_is_followed_by_itself(book: Path) -> None:
    text = write_map(book).read_text("utf-8").replace('"Belopp" = "D"', '"Belopp" = "A"')
    book.with_suffix(".karta.toml").write_text(text, "utf-8")
    assert app.validate_workbook(book).layout == "mapped"
    assert {row.amount for row in read_ledger(book).book.call_offs} == {row[0] * 100 for row in CALLED}
    assert "Belopp     A" in kraft("map", str(book)).stdout


def test_a_map_that_the_user_names_goes_before_the_one_beside_the_workbook(book: Path) -> None:
    map_file = write_map(book)
    book.with_suffix(".karta.toml").write_text("no map", "utf-8")
    assert kraft("validate", str(book), "--map", str(map_file)).exit_code != 3
    assert kraft("validate", str(book)).exit_code == 3


@pytest.mark.parametrize("name", ['O\'Hara "24"', "a#b = 'c'", "{x}", "Å & Ö", "[2026]", "x\u2028y", "= 1+1", "☃"])
def test_a_sheet_whose_name_has_special_characters_survives_the_map(name: str, tmp_path: Path) -> None:
    sheets = {name.replace("[", "(").replace("]", ")"): Sheet(LIST), **plain_sheets(Fördelning=GRANTS)}
    path = write_sheets(tmp_path / "bok {0}.xlsx", sheets)
    assert_map_reads_the_same(path)
    assert kraft("map", str(path), "--write", str(tmp_path / "egen.toml")).exit_code == 0
    assert read_all(path, tmp_path / "egen.toml") == read_all(path)


def test_a_heading_with_special_characters_is_a_remark_that_does_no_harm(tmp_path: Path) -> None:
    assert_map_reads_the_same(write_sheets(tmp_path / "bok.xlsx", two_sheets([("Nämnd\n\u2028\x7f# \"'''", 'Beviljat\t"kr"\\'), *GRANTS[1:]])))


def test_only_the_tables_of_a_map_are_read(book: Path) -> None:
    map_file = write_map(book)
    map_file.write_text(map_file.read_text("utf-8").partition('[[table]]\nkind = "Avrop"')[0], "utf-8")
    ledger = app.validate_workbook(book, map_file=map_file).verdict.ledger
    assert (len(allocations_in(ledger)), call_offs_in(ledger)) == (6, set())
    assert {
        each.hit.place.sheet for each in app.validate_workbook(book, map_file=map_file).verdict.findings if each.rule.code == "ST11"
    } == {"Avrop"}


def test_headings_that_are_repeated_below_are_no_rows_of_a_map_without_a_last_row(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *CALLED[:3], LIST_HEADINGS, *CALLED[3:]]))
    map_file = tmp_path / "hel.toml"
    map_file.write_text(AVROP, "utf-8")
    assert len(call_offs_in(app.validate_workbook(path, map_file=map_file).verdict.ledger)) == len(CALLED)


def test_a_recipient_and_units_that_the_map_states_are_read(tmp_path: Path) -> None:
    rows = [("a", "b", "c", "d"), *((n, date(2026, 5, n), 25 * n, "godkänt") for n in (1, 2, 3))]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Blad1=rows))
    map_file = tmp_path / "karta.toml"
    map_file.write_text(
        'version = 1\n[[table]]\nkind = "avrop"\nsheet = "blad1"\nheadings = "A1:D1"\nlast = 3\nrecipient = "KN"\n'
        '[table.columns]\nDatum = "b"\nBelopp = "C"\nStatus = "D"\n[table.units]\nBelopp = "tkr"\n', "utf-8",
    )  # fmt: skip
    read = app.validate_workbook(path, map_file=map_file).verdict.ledger.book.call_offs
    assert [(row.recipient, row.amount) for row in read] == [("kulturnämnden", 25_000_00), ("kulturnämnden", 50_000_00)]


@pytest.mark.parametrize(("unit", "factor"), [("kronor", 1), ("SEK", 1), ("kkr", 1_000), ("Tkr", 1_000), ("mkr", 1_000_000)])
def test_a_map_may_name_a_unit_as_a_cell_may(unit: str, factor: int, book: Path) -> None:
    map_file = book.parent / "karta.toml"
    map_file.write_bytes(changed("headings", f'unit = "{unit}"\nheadings'))
    read = read_ledger(book).book.call_offs
    assert [row.amount for row in app.validate_workbook(book, map_file=map_file).verdict.ledger.book.call_offs] == [
        row.amount * factor for row in read
    ]


def test_a_map_of_words_alone_teaches_the_recognition(tmp_path: Path) -> None:
    rows = [
        ("Nr", "Datum", "Nämnd", "Mål", "Stålar", "Status"),
        *((*row[:3], 5_000 + row[0], *row[3:]) for row in CALLED),
    ]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    assert call_offs_in(read_ledger(path)) == set()
    path.with_suffix(".karta.toml").write_text('version = 1\n[words]\namount = ["stål*"]\n', "utf-8")
    assert len(call_offs_in(read_ledger(path))) == len(CALLED)


AVROP = f"""
version = {MAP_VERSION}
[[table]]
kind = "Avrop"
sheet = "Avrop"
headings = "A1:E1"
[table.columns]
"Datum" = "B"
"Mottagare" = "C"
"Belopp" = "D"
"Status" = "E"
"""


def changed(one: str, other: str) -> bytes:
    assert one in AVROP
    return AVROP.replace(one, other).encode()


WRONG: dict[str, tuple[bytes, str]] = {
    "no UTF-8": (b"\xff\xfe", "kan inte läsas, eftersom den är sparad i UTF-16"),
    "no TOML": (b"version = ", "Rad 1: ”version =” är inte rätt skrivet"),
    "too deep": (b"a = " + b"[" * 9_999, "fler än 16"),
    "empty": (b"", "Rad 1: version: uppgiften saknas. Där ska stå 1"),
    "another version": (changed("version = 1", "version = 2"), "Rad 2: version: här står ”2”, men ska stå 1"),
    "a version that is true": (changed("version = 1", "version = true"), "Rad 2: version: här står ”true”, men ska stå 1"),
    "no table": (b"version = 1\n", "table: uppgiften saknas. Där ska stå minst ett avsnitt [[table]]"),
    "tables that are none": (b"version = 1\ntable = [1]\n", "Rad 2: table: här står en lista, men ska stå avsnitt som"),
    "an unknown key": (changed("version = 1", "version = 1\nsheet = 1"), "Rad 3: sheet: programmet läser ingen uppgift med det namnet här. Det som läses är version, words, meanings, table"),
    "an unknown key of a table": (changed('headings = "A1:E1"', 'heading = "A1:E1"'), "Rad 6: table 1, heading: programmet läser ingen uppgift"),
    "an unknown kind": (changed('"Avrop"\nsheet', '"Avrp"\nsheet'), "Rad 4: table 1, kind: här står ”Avrp”, men ska stå något av Tilldelning,"),
    "an unknown sheet": (changed('sheet = "Avrop"', 'sheet = "Blad9"'), "Rad 5: table 1, sheet: här står ”Blad9”, men ska stå något av Fördelning, Avrop"),
    "no headings": (changed('headings = "A1:E1"\n', ""), "Rad 3: table 1, headings: uppgiften saknas"),
    "headings that are no range": (changed("A1:E1", "E"), "Rad 6: table 1, headings: här står ”E”"),
    "headings of five rows": (changed("A1:E1", "A1:E5"), "en till fyra rader"),
    "headings below the sheet": (changed("A1:E1", "A99:E99"), "bladet har bara 7 rader"),
    "headings in the last row": (changed("A1:E1", "A7:E7"), "bladet har bara 7 rader"),
    "a column beside the sheet": (changed('"D"', '"ZZ"'), "5 kolumner"),
    "a column that is none": (changed('"D"', '"D4"'), "Rad 10: table 1, columns, Belopp: här står ”D4”"),
    "a column that is a number": (changed('"D"', "4"), "Rad 10: table 1, columns, Belopp: här står ”4”"),
    "an unknown field": (changed('"Belopp"', '"Summa"'), "Rad 10: table 1, columns, Summa: programmet läser ingen uppgift med det namnet här. Det som läses är Avrop-id,"),
    "a field twice": (changed('"Status"', '"belopp"'), "Rad 11: table 1, columns, belopp: här står ”E”, men ska stå en rad för varje rubrik"),
    "no columns": (AVROP.partition("[table.columns]")[0].encode(), "minst en rad som"),
    "columns that are none": (changed("[table.columns]", "columns = 1\n[table.x]"), "Rad 8: table 1, x"),
    "columns that are a number": (AVROP.partition("[table.columns]")[0].encode() + b"columns = 1\n", "Rad 7: table 1, columns: här står ”1”, men ska stå rader under rubriken [columns]"),
    "a last row above the headings": (changed("headings", "last = 1\nheadings"), "Rad 6: table 1, last: här står ”1”"),
    "a last row beyond every sheet": (changed("headings", "last = 99999999\nheadings"), "Rad 6: table 1, last: här står ”99999999”"),
    "a last row that is a word": (changed("headings", 'last = "7"\nheadings'), "Rad 6: table 1, last: här står ”7” inom citattecken"),
    "an unknown unit": (changed("headings", 'unit = "öre"\nheadings'), "Rad 6: table 1, unit: här står ”öre”, men ska stå något av kronor, tkr, mnkr"),
    "an unknown unit of a column": (AVROP.encode() + b'[table.units]\n"Belopp" = 1000\n', "Rad 13: table 1, units, Belopp: här står ”1000”"),
    "a recipient that is none": (changed("headings", "recipient = 7\nheadings"), "Rad 6: table 1, recipient: här står ”7”"),
    "an unknown recipient": (changed("headings", 'recipient = "Okänd"\nheadings'), "är Okänds, men någon sådan mottagare finns inte"),
    "a table twice": (AVROP.encode() + b"[[table]]" + AVROP.partition("[[table]]")[2].encode(), "Rad 15: table 2, headings: här står ”A1:E1”, men ska stå ett annat område"),
    "words for no idea": (b'version = 1\n[words]\ncolour = ["x"]\n', "Rad 3: words, colour: programmet läser ingen uppgift"),
    "words that are none": ('version = 1\n[words]\namount = "stålar"\n'.encode(), "Rad 3: words, amount: här står ”stålar”, men ska stå en lista av ord"),
    "two words as one": ('version = 1\n[words]\namount = ["stora stålar"]\n'.encode(), "en lista av ord"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), WRONG.values(), ids=WRONG)
def test_a_map_that_makes_no_sense_is_refused_in_a_sentence(content: bytes, words: str, book: Path) -> None:
    map_file = book.parent / "karta.toml"
    map_file.write_bytes(content)
    for command in ("validate", "map"):
        result = kraft(command, str(book), "--map", str(map_file))
        assert (result.exit_code, result.stdout) == (3, "")
        assert words in result.stderr
        english = kraft(command, str(book), "--map", str(map_file), "--lang", "en").stderr
        assert english.startswith("The map ")


def test_a_map_of_very_many_tables_is_read_or_refused_at_once(book: Path) -> None:
    map_file = book.parent / "karta.toml"
    table = AVROP.partition("[[table]]")[2]
    map_file.write_text(AVROP + "".join(f"[[table]]{table}" for _ in range(5_000)), "utf-8")
    assert "table 2, headings" in kraft("validate", str(book), "--map", str(map_file)).stderr
    map_file.write_text(AVROP + "".join(f"[[table]]{table}" for _ in range(20_000)), "utf-8")
    assert "större än 1000 kB" in kraft("validate", str(book), "--map", str(map_file)).stderr


@pytest.mark.parametrize("name", ["saknas.toml", "."])
def test_a_map_that_is_no_file_is_refused_in_a_sentence(name: str, book: Path) -> None:
    with pytest.raises(BadInput, match="kan inte läsas"):
        app.validate_workbook(book, map_file=book.parent / name)


def test_the_command_shows_the_reading_and_how_to_correct_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Callable[[str, str], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_sheets(
        Path("Medel.xlsx"),
        {
            **CONSTRUCTS["copies and spare sheets"].sheets,
            "Fördelning": CONSTRUCTS["units in the headings"].sheets["Fördelning"],
        },
    )
    for lang in ("sv", "en"):
        result = kraft("map", "Medel.xlsx", "--lang", lang)
        assert (result.exit_code, result.stderr) == (0, "")
        snapshot(f"map_{lang}", result.stdout)
    assert kraft("map", "Medel.xlsx", "--write", "Medel.karta.toml").exit_code == 0
    snapshot("map_toml", Path("Medel.karta.toml").read_text("utf-8"))


def test_a_map_that_exists_is_overwritten_only_where_that_is_said(book: Path) -> None:
    target = book.with_suffix(".karta.toml")
    assert kraft("map", str(book), "--write", str(target)).exit_code == 0
    target.write_text("# mitt\n" + target.read_text("utf-8"), "utf-8")
    refused = kraft("map", str(book), "--write", str(target))
    assert refused.exit_code == 3
    assert "finns redan" in refused.stderr
    assert target.read_text("utf-8").startswith("# mitt")
    assert kraft("map", str(book), "--write", str(target), "--force").exit_code == 0
    assert not target.read_text("utf-8").startswith("# mitt")


def test_a_map_is_no_workbook(book: Path) -> None:
    before = book.read_bytes()
    result = kraft("map", str(book), "--write", str(book), "--force")
    assert (result.exit_code, book.read_bytes()) == (3, before)
    assert "ska sluta på .toml" in result.stderr


def test_a_workbook_in_our_layout_needs_no_map(workbooks: Path) -> None:
    result = kraft("map", "right.xlsx")
    assert (result.exit_code, result.stdout) == (0, "right.xlsx följer mallen och behöver ingen karta.\n")


def test_a_workbook_that_cannot_be_read_has_no_map(workbooks: Path) -> None:
    assert kraft("map", "broken.xlsx").exit_code == 3
