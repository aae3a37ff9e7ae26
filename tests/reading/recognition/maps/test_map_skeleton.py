"""Where no table is recognised, `map` shows what stands there and writes a map that a person can fill in and follow."""

import tomllib
from pathlib import Path

import openpyxl

from support.read_ledger import read_ledger
from support.run_cli import kraft


def unrecognised(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["Verksamhet", "Ram", "Hämtat"], ["Ung i centrum", 1_100_000, 25_000], ["Fritidsgårdarna", 6_100_000, 400_000]):
        book.active.append(row)
    book.active.title = "Blad ”1”"
    book.create_sheet("Tomt")
    book.create_sheet("Ord").append(["Bara ord", "och fler"])
    book.save(tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def test_what_was_seen_is_shown_and_the_advice_leads_on(tmp_path: Path) -> None:
    path = unrecognised(tmp_path)
    done = kraft("map", str(path))
    assert done.exit_code == 0
    assert "Blad ”1”: rad 1 kan vara rubriker (A ”Verksamhet”, B ”Ram”, C ”Hämtat”)" in done.stdout
    assert "Ord: ingen tabell kändes igen där" in done.stdout
    assert "Skriv en karta att fylla i: kraftsamling map" in done.stdout
    refused = kraft("validate", str(path))
    assert (refused.exit_code, "--write en karta att fylla i" in refused.stderr) == (3, True)


def test_the_map_that_is_written_is_followed_when_it_is_filled_in(tmp_path: Path) -> None:
    path = unrecognised(tmp_path)
    target = path.with_suffix(".karta.toml")
    assert kraft("map", str(path), "--write", str(target)).exit_code == 0
    text = target.read_text("utf-8")
    assert tomllib.loads(text) == {"version": 1}
    assert kraft("validate", str(path)).exit_code == 3  # until it is filled in
    filled = text.replace("#[[table]]", "[[table]]").replace("#[table.columns]", "[table.columns]").replace('#kind = "Avrop"', 'kind = "Tilldelning"')
    filled = filled.replace("#sheet", "sheet").replace("#headings", "headings")
    target.write_text(f'{filled}\n"Mottagare" = "A"\n"Beviljat belopp" = "B"\n', "utf-8")
    rows = read_ledger(path).book.allocations
    assert [row.amount for row in rows] == [1_100_000_00, 6_100_000_00]


def test_every_block_of_cells_that_was_not_recognised_is_one_to_fill_in(tmp_path: Path) -> None:
    path = unrecognised(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["Blad ”1”"]
    for row in ([], ["Projekt", "Plan"], ["Bokbussen", 400_000], ["Lovläger", 90_000]):
        sheet.append(row)
    book.save(path)
    done = kraft("map", str(path), "--write", str(path.with_suffix(".karta.toml")))
    assert "rad 5 kan vara rubriker (A ”Projekt”, B ”Plan”)" in done.stdout
    text = path.with_suffix(".karta.toml").read_text("utf-8")
    assert text.count("#[[table]]") == 2
    assert "# A = Projekt, B = Plan" in text


def test_sheets_that_were_not_recognised_are_to_be_filled_in_beside_the_tables_that_were(tmp_path: Path) -> None:
    path = unrecognised(tmp_path)
    book = openpyxl.load_workbook(path)
    grants = book.create_sheet("Fördelning")
    for row in (["Nämnd/bolag", "Beviljat (kr)"], ["kulturnämnden", 800_000], ["fritidsnämnden", 6_100_000]):
        grants.append(row)
    book.save(path)
    assert kraft("map", str(path), "--write", str(path.with_suffix(".karta.toml"))).exit_code == 0
    text = path.with_suffix(".karta.toml").read_text("utf-8")
    assert [table["sheet"] for table in tomllib.loads(text)["table"]] == ["Fördelning"]
    assert '#sheet = "Blad ”1”"' in text
