"""Rows to fill in are taken from CSV, JSON and other workbooks; whatever leaves a doubt stays the text it was."""

import json
from datetime import date
from pathlib import Path

import pytest

import pages
from xl_kraftsamling.catalogue import BadInput
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.sheets.sources import load, understood

CALL_OFF = {"Avrop-id": "A-1", "Datum": "2026-06-01", "Belopp": "75 000", "Status": "godkänt"}


def test_a_json_file_gives_rows_by_sheet_with_their_values_understood(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"avrop": [CALL_OFF]}), "utf-8")
    assert load(path) == {
        "Avrop": [{"Avrop-id": "A-1", "Datum": date(2026, 6, 1), "Belopp": 75_000.0, "Status": "godkänt"}]
    }


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ","), ("utf-8", "\t")])
def test_csv_files_are_read_as_excel_writes_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(CALL_OFF), delimiter.join(CALL_OFF.values())]
    (tmp_path / "Avrop.csv").write_bytes("\r\n".join(lines).encode(encoding))
    row = load(tmp_path)["Avrop"][0]
    assert row["Belopp"] == 75_000.0
    assert row["Status"] == "godkänt"


def test_another_workbook_gives_its_tables_and_leaves_its_text_amounts_alone(tmp_path: Path) -> None:
    path = tmp_path / "annan.xlsx"
    pages.write(pages.book_with('Avrop\n| Avrop-id | Belopp |\n|---|---|\n| A-1 | "75 000" |\n| A-2 | 5 |'), path)
    assert [row["Belopp"] for row in load(path)["Avrop"]] == ["75 000", 5]
    assert len(load(path)["Insatser"]) == 11


@pytest.mark.parametrize("text", ["150,000", "ca 150 000", "1.100.000"])
def test_an_unclear_amount_stays_text(text: str) -> None:
    assert understood(text, Kind.AMOUNT) == text


def test_periods_and_dates_become_what_their_columns_hold() -> None:
    assert understood("2026-05", Kind.PERIOD) == 202605
    assert understood("20 april 2026", Kind.DATE) == date(2026, 4, 20)
    assert understood("vecka 25", Kind.DATE) == "vecka 25"
    assert understood("", Kind.TEXT) is None
    assert understood(12, Kind.AMOUNT) == 12


def test_the_settings_and_the_record_are_understood_by_the_name_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text('{"Inställningar": [{"Uppgift": "Avstämningsdatum", "Värde": "2026-09-30"}]}', "utf-8")
    assert load(path)["Inställningar"][0]["Värde"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "{", "kan inte läsas"),
        ("a.json", "[1]", "rad för rad"),
        ("a.json", '{"Avrop": {}}', "rad för rad"),
        ("a.json", '{"Blad1": []}', "Blad1"),
        ("a.json", '{"Avrop": [{"Summa": 1}]}', "Summa"),
        ("borta.json", None, "borta.json"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, name: str, text: str | None, says: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        load(path)
    assert says in refused.value.message("sv")
    assert refused.value.message("en")


def test_a_csv_row_with_a_broken_quote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text('Avrop-id;Belopp\n"A-1"x;5\n', "utf-8")
    with pytest.raises(BadInput):
        load(tmp_path)


def test_a_csv_row_longer_than_its_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text("Avrop-id;Belopp\nA-1;5;6\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        load(tmp_path)
    assert "Avrop" in refused.value.message("sv")
