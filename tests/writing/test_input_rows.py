"""Rows to fill in are taken from CSV, JSON and other workbooks; whatever leaves a doubt stays the text it was."""

import json
import os
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import build_xlsx, rule_pages
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.writing.input_rows import convert_typed_value, load_input

CALL_OFF = {"Avrop-id": "A-1", "Datum": "2026-06-01", "Belopp": "75 000", "Status": "godkänt"}


def refusal(path: Path) -> str:
    """The Swedish sentence that a source is refused with."""
    with pytest.raises(BadInput) as refused:
        load_input([path])
    assert refused.value.message("en")
    return refused.value.message("sv")


def test_a_json_file_gives_rows_by_sheet_with_their_values_understood(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"avrop": [CALL_OFF]}), "utf-8")
    assert load_input([path]).rows == {
        "Avrop": [{"Avrop-id": "A-1", "Datum": date(2026, 6, 1), "Belopp": 75_000.0, "Status": "godkänt"}]
    }


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ","), ("utf-8", "\t"), ("utf-16", "\t")])
def test_csv_files_are_read_as_excel_writes_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(CALL_OFF), delimiter.join(CALL_OFF.values())]
    (tmp_path / "Avrop.csv").write_bytes("\r\n".join(lines).encode(encoding))
    row = load_input([tmp_path]).rows["Avrop"][0]
    assert row["Belopp"] == 75_000.0
    assert row["Status"] == "godkänt"


def test_another_workbook_gives_its_tables_and_leaves_its_text_amounts_alone(tmp_path: Path) -> None:
    path = tmp_path / "annan.xlsx"
    rule_pages.write(rule_pages.book_with('Avrop\n| Avrop-id | Belopp |\n|---|---|\n| A-1 | "75 000" |\n| A-2 | 5 |'), path)
    assert [row["Belopp"] for row in load_input([path]).rows["Avrop"]] == ["75 000", 5]
    assert len(load_input([path]).rows["Insatser"]) == 11


@pytest.mark.parametrize("text", ["150,000", "ca 150 000", "1.100.000"])
def test_an_unclear_amount_stays_text(text: str) -> None:
    assert convert_typed_value(text, Kind.AMOUNT) == text


def test_periods_and_dates_become_what_their_columns_hold() -> None:
    assert convert_typed_value("2026-05", Kind.PERIOD) == 202605
    assert convert_typed_value("20 april 2026", Kind.DATE) == date(2026, 4, 20)
    assert convert_typed_value("vecka 25", Kind.DATE) == "vecka 25"
    assert convert_typed_value("", Kind.TEXT) is None
    assert convert_typed_value(12, Kind.AMOUNT) == 12


def test_the_settings_and_the_record_are_understood_by_the_name_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text('{"Inställningar": [{"Uppgift": "Avstämningsdatum", "Värde": "2026-09-30"}]}', "utf-8")
    assert load_input([path]).rows["Inställningar"][0]["Värde"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", "{", "kan inte läsas"),
        ("a.json", "[1]", "rad för rad"),
        ("a.json", '{"Avrop": {}}', "rad för rad"),
        ("a.json", '{"Blad1": []}', "Blad1"),
        ("a.json", '{"Avrop": [{"Summa": 1}]}', "Summa"),
        ("borta.json", None, "borta.json"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, name: str, text: str | None, expected: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    assert expected in refusal(path)


def test_a_csv_row_with_a_broken_quote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text('Avrop-id;Belopp\n"A-1"x;5\n', "utf-8")
    with pytest.raises(BadInput):
        load_input([tmp_path])


def test_a_csv_row_longer_than_its_heading_is_refused_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text("Avrop-id;Belopp\nA-1;5;\nA-2;5;6\n", "utf-8")
    assert refusal(tmp_path) == (
        "Avrop.csv har fler värden än rubriker på rad 3. Kontrollera skiljetecken och citattecken där."
    )


def test_empty_rows_and_columns_of_a_csv_file_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "AVROP.CSV").write_text("Avrop-id;Belopp;;\n\nA-1;5;;\n;;;\n", "utf-8")
    assert load_input([tmp_path]).rows == {"Avrop": [{"Avrop-id": "A-1", "Belopp": 5.0}]}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("NaN", "ett omöjligt tal"), ("Infinity", "ett omöjligt tal"), ("-1e400", "ett omöjligt tal"),
        ("9" * 400, "ett omöjligt tal"), ("9" * 5_000, "ett omöjligt tal"), ("1000000000000001", "ett omöjligt tal"),
        ("[1]", "en lista eller ett objekt"), ('{"a": 1}', "en lista eller ett objekt"), ("true", "true"),
    ],
)  # fmt: skip
def test_a_json_value_that_no_cell_holds_is_refused_at_its_place(tmp_path: Path, value: str, expected: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(f'{{"Avrop": [{{"Avrop-id": "A-1"}}, {{"BELOPP": {value}}}]}}', "utf-8")
    assert refusal(path).startswith(f"data.json: på bladet Avrop, rad 2, står {expected} under Belopp. ")


def test_an_endless_amount_as_text_is_left_for_validate_to_find() -> None:
    assert convert_typed_value("9" * 5_000, Kind.AMOUNT) == "9" * 5_000


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"Avrop": [], "AVROP": []}', "Avrop"), ('{"Avrop": [{"Avrop-id": 1, "Avrop-ID": 2}]}', "Avrop: Avrop-id"),
        ('{"Avrop": [], "Avrop": []}', "Avrop"), ('{"Avrop": [{"Belopp": 1, "Belopp": 2}]}', "Avrop: Belopp"),
        ('{"Beslut": [{"Uppgift": "Rubrik", "Värde": 1}, {"Uppgift": "RUBRIK", "Värde": 2}]}', "Beslut: RUBRIK"),
    ],
)  # fmt: skip
def test_what_occurs_twice_in_a_json_file_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "data.json").write_text(text, "utf-8")
    assert refusal(tmp_path / "data.json").startswith(f"data.json har ”{what}” två gånger.")


def test_a_csv_heading_or_file_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text("Avrop-id;Belopp;belopp\nA-1;5;6\n", "utf-8")
    assert "”Avrop: Belopp” två gånger" in refusal(tmp_path)
    (tmp_path / "Avrop.csv").write_text("Avrop-id\nA-1\n", "utf-8")
    (tmp_path / "Avrop .csv").write_text("Avrop-id\nA-2\n", "utf-8")
    assert "”Avrop” två gånger" in refusal(tmp_path)


def test_a_source_without_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "a.json").write_text("{}", "utf-8")
    (tmp_path / "b.json").write_text('{"Avrop": []}', "utf-8")
    for source in (tmp_path / "a.json", tmp_path / "b.json"):
        assert "inget att fylla i" in refusal(source)
    assert "har inga CSV-filer" in refusal(tmp_path / "tom")
    assert "har inget av mallens blad" in refusal(build_xlsx.build_workbook(tmp_path))
    sie = tmp_path / "konton.se"
    sie.write_bytes(b'\r\n#FLAGGA 0\r\n#FORMAT PC8\r\n#FNAMN "N\x84mnden"\r\n')
    assert refusal(sie) == "konton.se är en SIE-fil ur bokföringen. Utfall hämtas ur den med ”kraftsamling import”."


def workbook(folder: Path, *rows: list[Any], ref: str = "") -> Path:
    """A workbook with a sheet Avrop alone."""
    book = openpyxl.Workbook()
    book.active.title = "Avrop"
    for row in rows:
        book.active.append(row)
    if ref:
        book.active.add_table(openpyxl.worksheet.table.Table(displayName="Avrop", ref=ref))
    book.save(folder / "annan.xlsx")
    return folder / "annan.xlsx"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#REF!", "#REF!"), ("=1+1", "en formel utan värde"), (time(8, 30), "08:30:00"), (timedelta(days=2, hours=1), "49:00:00"),
        (1e300, "ett omöjligt tal"),
    ],
)  # fmt: skip
def test_a_cell_of_a_workbook_that_would_be_lost_is_refused_at_its_place(tmp_path: Path, value: Any, expected: str) -> None:
    path = workbook(tmp_path, ["Avrop-id", "Belopp"], ["A-1", 5], ["A-2", value])
    assert refusal(path).startswith(f"annan.xlsx: på bladet Avrop, rad 3, står {expected} under Belopp. ")


def test_a_number_in_a_workbook_that_is_none_stays_the_text_that_validate_asks_about(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Avrop-id", "Belopp"], ["A-1", 4711])
    for number in ("NaN", "inf", "-INF"):
        content = build_xlsx.unpack(path)
        changed = {name: data.replace(b"<v>4711</v>", f"<v>{number}</v>".encode()) for name, data in content.items()}
        packed = build_xlsx.pack(tmp_path / "annan2.xlsx", changed)
        assert load_input([packed]).rows == {"Avrop": [{"Avrop-id": "A-1", "Belopp": number}]}


def test_rows_headings_and_columns_that_would_be_lost_from_a_workbook_are_refused(tmp_path: Path) -> None:
    head, row = ["Avrop-id", "Belopp"], ["A-1", 5]
    assert "rad 3 nedanför tabellens slut" in refusal(workbook(tmp_path, head, row, ["A-2", 6], ref="A1:B2"))
    assert "”Avrop: Handläggare”" in refusal(workbook(tmp_path, [*head, "Handläggare"], [*row, "kansliet"]))
    assert "”Avrop: Belopp” två gånger" in refusal(workbook(tmp_path, [*head, "BELOPP"], [*row, 6]))
    assert "ingen rad med mallens rubriker" in refusal(workbook(tmp_path, ["Nummer", "Summa"], row))


def test_columns_without_values_and_truth_values_of_a_workbook_are_no_obstacle(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Avrop-id", "Belopp", "Handläggare"], ["A-1", True, None])
    assert load_input([path]).rows == {"Avrop": [{"Avrop-id": "A-1", "Belopp": "SANT"}]}


def test_a_workbook_that_its_reader_refuses_is_said_to_be_damaged(tmp_path: Path) -> None:
    content = build_xlsx.unpack(workbook(tmp_path, ["Avrop-id", "Belopp"], ["A-1", 5]))
    content["xl/worksheets/sheet1.xml"] = content["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", b"")
    assert "är skadad" in refusal(build_xlsx.pack(tmp_path / "trasig.xlsx", content))


def test_the_content_of_a_file_decides_how_it_is_read_and_not_its_name(tmp_path: Path) -> None:
    book = workbook(tmp_path, ["Avrop-id", "Belopp"], ["A-1", 5])
    for name in ("annan.xls", "annan.csv", "annan.json"):
        assert load_input([book.rename(tmp_path / name)]).rows == {"Avrop": [{"Avrop-id": "A-1", "Belopp": 5}]}
        book = (tmp_path / name).rename(tmp_path / "annan.xlsx")
    (tmp_path / "Avrop.xlsx").write_text("Avrop-id;Belopp\nA-2;6\n", "utf-8")
    assert load_input([tmp_path / "Avrop.xlsx"]).rows == {"Avrop": [{"Avrop-id": "A-2", "Belopp": 6}]}
    (tmp_path / "rader.csv").write_text('\ufeff {"Avrop": [{"Avrop-id": "A-3"}]}', "utf-8")
    assert load_input([tmp_path / "rader.csv"]).rows == {"Avrop": [{"Avrop-id": "A-3"}]}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Avrop-id;Mottagare\nA-1;kulturnämnden\nA-2;x\n".encode().replace(b"x", b"\xe4"), 3),  # UTF-8 with one byte of another kind
        ("Avrop-id;Mottagare\nA-1;kulturnämnden\n".encode("cp850"), 2),
        ("Avrop-id;Mottagare\nA-1;kulturnämnden\n".encode("mac_roman"), 2),
        ("Avrop-id;Mottagare\nA-1;nämnden \n".encode("cp1252") + b"A-2;\x81\n", 3),
    ],
)
def test_a_csv_file_in_which_a_letter_is_uncertain_is_refused_by_its_row(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "Avrop.csv").write_bytes(content)
    assert f"på rad {line} står ett tecken" in refusal(tmp_path / "Avrop.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_what_is_no_file_is_said_to_be_none_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Avrop.csv")
    assert "ingen vanlig fil" in refusal(tmp_path / "Avrop.csv")
    assert "ingen vanlig fil" in refusal(tmp_path)  # in a folder too
    assert "ingen vanlig fil" in refusal(Path("/dev/zero"))


def test_a_folder_with_sources_of_two_kinds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Avrop.csv").write_text("Avrop-id\nA-1\n", "utf-8")
    workbook(tmp_path, ["Avrop-id"], ["A-2"])
    assert "annan.xlsx, som då inte skulle komma med" in refusal(tmp_path)


def test_several_sources_are_taken_together_and_a_row_in_two_of_them_counts_once_or_is_refused(tmp_path: Path) -> None:
    for name, row in (("ett", "A-1;5"), ("två", "A-2;6"), ("tre", "a-1;7")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Avrop.csv").write_text(f"Avrop-id;Belopp\n{row}\n", "utf-8")
    both = load_input([tmp_path / "ett", tmp_path / "två", tmp_path / "ett"])
    assert ([row["Avrop-id"] for row in both.rows["Avrop"]], both.repeated) == (["A-1", "A-2"], {"Avrop": 1})
    with pytest.raises(BadInput, match="har raden a-1 på bladet Avrop"):
        load_input([tmp_path / name for name in ("ett", "två", "tre")])


def test_costs_have_no_id_so_that_the_whole_row_tells_whether_they_are_the_same(tmp_path: Path) -> None:
    for name, amounts in (("ett", [5]), ("två", [6, 5, 5])):
        rows = [{"Verifikation": "V-1", "Belopp": amount} for amount in amounts]
        (tmp_path / f"{name}.json").write_text(json.dumps({"Utfall": rows}), "utf-8")
    loaded = load_input([tmp_path / "ett.json", tmp_path / "två.json"])
    assert ([row["Belopp"] for row in loaded.rows["Utfall"]], loaded.repeated) == ([5, 6, 5], {"Utfall": 1})


def test_a_workbook_in_another_layout_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Huvudbok"
    book.active.append(["Ver.nr", "Bokf.datum", "Period", "Förvaltning", "Netto", "Vertext"])
    for number in (1, 2):
        book.active.append([f"V{number}", date(2026, 9, 10), 202609, "Fritidsförvaltningen", 12500.5, "Material"])
    book.save(tmp_path / "huvudbok.xlsx")
    assert "Huvudbok!A1:F3, som känns igen som Utfall (rader: 2)" in refusal(tmp_path / "huvudbok.xlsx")
