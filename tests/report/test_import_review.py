"""What an import found, as data: after the schema that ships, and the same figures as the text."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from support.build_extracts import Line, make_workbook, write_csv, write_sie
from support.run_cli import kraft
from xl_kraftsamling import report

SCHEMA = json.loads((Path(report.__file__).parent / "import.schema.json").read_text("utf-8"))
LEDGER = "Ver;Datum;Konto;Projekt;Belopp;Text\nA1;2026-05-04;4010;100;500,50;Böcker\nA1;2026-05-04;4010;999;20;\nA2;2026-06-01;4010;200;1;\nA3;2025-06-01;4010;200;7;\n"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_review_is_after_the_schema_and_adds_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    make_workbook(tmp_path)
    ledgers = {"a.csv": LEDGER, "b.csv": LEDGER.replace("500,50", "400,25").replace("A2;2026-06", "A9;2026-06"), "c.csv": LEDGER.replace("A3;2025-06-01;4010;200;7;\n", "Summa;;;;9;\n")}
    for name, text in ledgers.items():
        (tmp_path / name).write_text(text, "utf-8")
    kraft("import", "a.csv", "--into", "Medel.xlsx", "--write", "ny.xlsx")
    for name in ledgers:
        arguments = ("import", name, "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--compare", "--lang", lang)
        said = json.loads(kraft(*arguments, "--format", "json").stdout)
        jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(said)
        booked = sum(each["booked"] for each in said["recipients"]) + sum(each["amount"] for each in said["left_out"])
        assert round(booked, 2) == round(sum(each["total"] for each in said["extracts"]), 2)
        text = kraft(*arguments).stdout
        assert (said["schema"], said["settled"], said["written"]) == ("kraftsamling.import/1", False, None)
        assert ("Skillnad" in text) == (lang == "sv")
        assert len(said["changed"]) == len(said["gone"]) == (name == "b.csv")
        assert len(said["faults"]) == (name == "c.csv")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_long_lists_are_cut_in_the_text_and_whole_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_workbook(tmp_path)
    write_sie(tmp_path / "a.se", [Line(f"A{n}", date(2026, 5, 4), "4010", f"5{n:02}", 100) for n in range(25)])
    write_csv(tmp_path / "b.csv", [])
    assert "och 5 till" in kraft("import", "a.se", "--into", "Medel.xlsx", "--compare").stdout
    assert len(json.loads(kraft("import", "a.se", "--into", "Medel.xlsx", "--compare", "--format", "json").stdout)["no_key"]) == 25
    empty = kraft("import", "b.csv", "--into", "Medel.xlsx", "--compare")
    assert empty.exit_code == 3
    assert "har inga rader" in empty.stderr
