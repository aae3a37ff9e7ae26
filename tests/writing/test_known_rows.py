"""Adding to a workbook what it has already changes nothing, and what differs is refused: nothing is doubled, and nothing dropped in silence."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from support import SHARED, rule_pages
from support.build_other_layouts import EXAMPLE, write_sheets
from support.build_xlsx import unpack
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling.xlsx.edit import Edit

ROWS = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | KN | I-07 | 75 000 | utbetalt | en kommentar |
| A-2 | 2026-06-02 | fritidsnämnden | I-03 | "ca 5" | begärt | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 1 000 |
"""
CALL = {"Avrop-id": "A-1", "Datum": "2026-06-01", "Mottagare": "kulturnämnden", "Insats-id": "I-07", "Belopp": 75_000, "Status": "utbetalt"}
UNCLEAR = {"Avrop-id": "A-2", "Datum": "2026-06-02", "Mottagare": "fritidsnämnden", "Insats-id": "I-03", "Belopp": "ca 5", "Status": "begärt"}
NEW = {**CALL, "Avrop-id": "A-3"}
COST = {"Verifikation": "V-1", "Bokföringsdatum": "2026-07-15", "Period": "202607", "Mottagare": "KN", "Insats-id": "I-07", "Belopp": 1_000}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.book_with(ROWS), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def fill(*sources: Rows, into: str = "bok.xlsx", target: str = "ut.xlsx") -> Result:
    named = []
    for number, rows in enumerate(sources):
        Path(f"{number}.json").write_text(json.dumps(rows), "utf-8")
        named += ["--data", f"{number}.json"]
    return kraft("fill", target, "--into", into, *named, "--force")


def ids(path: str) -> list[str | None]:
    return [row.id for row in read_ledger(Path(path)).book.call_offs]


def test_what_the_workbook_has_is_not_entered_again_and_that_is_said(book: Path) -> None:
    result = fill({"Avrop": [CALL, NEW], "Utfall": [COST]})
    assert result.exit_code == 0, result.stderr
    assert "med fler rader: Avrop 1.\nFanns redan i arbetsboken, och är inte införda igen: Avrop 1, Utfall 1." in result.stdout
    assert ids("ut.xlsx") == ["A-1", "A-2", "A-3"]
    assert len(read_ledger(Path("ut.xlsx")).book.outcomes) == 1


def test_adding_twice_is_adding_once(book: Path) -> None:
    rows = {"Avrop": [NEW], "Utfall": [COST, COST, {**COST, "Verifikation": "V-2"}]}
    fill(rows)
    result = fill(rows, into="ut.xlsx", target="två.xlsx")
    assert "två.xlsx är en kopia av ut.xlsx, utan nya rader." in result.stdout
    assert "Avrop 1, Utfall 3" in result.stdout
    assert Path("två.xlsx").read_bytes() == Path("ut.xlsx").read_bytes()
    assert sorted(row.voucher or "" for row in read_ledger(Path("ut.xlsx")).book.outcomes) == ["V-1", "V-1", "V-2"]


def test_a_cell_that_cannot_be_read_is_known_by_what_it_says(book: Path) -> None:
    assert "Avrop 1" in fill({"Avrop": [UNCLEAR]}).stdout.partition("Fanns redan")[2]
    result = fill({"Avrop": [{**UNCLEAR, "Belopp": "ca 6"}]})
    assert (result.exit_code, "något som inte kan läsas i arbetsboken (Avrop!E3)" in result.stderr) == (3, True)


@pytest.mark.parametrize(("rows", "words"), [
    ({"Avrop": [{**CALL, "Belopp": 80_000}]}, "Avrop A-1 finns redan i arbetsboken, men är annorlunda i underlaget: under Belopp står 75 000 kr i arbetsboken (Avrop!E2) och 80 000 kr"),
    ({"Avrop": [{**CALL, "Kommentar": "en annan"}]}, "under Kommentar står en kommentar i arbetsboken (Avrop!I2) och en annan i underlaget"),
    ({"Avrop": [{**CALL, "Belopp": "ca 1"}]}, "75 000 kr i arbetsboken (Avrop!E2) och något som inte kan läsas i underlaget"),
    ({"Tilldelning": [{"Mottagare": "KN", "Beviljat belopp": 1}]}, "Tilldelning kulturnämnden finns redan"),
    ({"Inställningar": [{"Uppgift": "Avstämningsdatum", "Värde": "2026-10-31"}]}, "Inställningar Avstämningsdatum finns redan"),
])  # fmt: skip
def test_a_row_that_differs_from_its_namesake_is_refused_with_both_values(rows: Rows, words: str, book: Path) -> None:
    result = fill(rows)
    assert (result.exit_code, words in result.stderr.replace("\xa0", " ")) == (3, True), result.stderr
    assert not Path("ut.xlsx").exists()


def test_another_workbook_can_be_added_to_one_though_it_repeats_most_of_it(book: Path) -> None:
    edit = Edit(book)
    edit.append("Avrop", [["A-9", date(2026, 9, 1), "MKB", "I-10", 5, "begärt", None, None, None]])
    edit.save(Path("annan.xlsx"))
    result = kraft("fill", "ut.xlsx", "--into", "bok.xlsx", "--data", "annan.xlsx")
    assert result.exit_code == 0, result.stderr
    assert "med fler rader: Avrop 1." in result.stdout
    assert ids("ut.xlsx") == ["A-1", "A-2", "A-9"]


def test_a_single_value_that_the_workbook_has_no_place_for_is_refused_as_before(book: Path) -> None:
    result = fill({"Beslut": [{"Uppgift": "Något", "Värde": "annat"}]})
    assert (result.exit_code, "De används bara för en ny arbetsbok" in result.stderr) == (3, True)
    write_sheets(Path("egen.xlsx"), EXAMPLE)
    result = fill({"Beslut": [{"Uppgift": "Diarienummer", "Värde": "STK-2026-580"}]}, into="egen.xlsx")
    assert (result.exit_code, "De används bara för en ny arbetsbok" in result.stderr) == (3, True)


def test_costs_with_a_minus_are_known_where_the_workbook_shows_them_so(book: Path) -> None:
    sign = "\nInställningar\n| Uppgift | Värde |\n|---|---|\n| Kostnadstecken | negativt |\n"
    rule_pages.write(rule_pages.book_with(ROWS.replace("| 1 000 |", "| -1 000 |") + sign), book)
    assert "Utfall 1" in fill({"Utfall": [{**COST, "Belopp": -1_000}]}).stdout.partition("Fanns redan")[2]
    assert "med fler rader: Utfall 1" in fill({"Utfall": [{**COST, "Belopp": 1_000}]}).stdout


def test_rows_that_two_sources_have_are_entered_once_and_that_is_said(book: Path) -> None:
    result = fill({"Avrop": [NEW], "Utfall": [{**COST, "Verifikation": "V-5"}] * 2}, {"Avrop": [NEW, {**NEW, "Avrop-id": "A-4"}], "Utfall": [{**COST, "Verifikation": "V-5"}] * 3})
    assert "Stod i flera av källorna, och är införda en gång: Avrop 1, Utfall 2." in result.stdout
    assert ids("ut.xlsx") == ["A-1", "A-2", "A-3", "A-4"]
    assert len(read_ledger(Path("ut.xlsx")).book.outcomes) == 4


def test_a_row_that_two_sources_have_differently_is_refused_with_both(book: Path) -> None:
    result = fill({"Avrop": [NEW]}, {"Avrop": [{**NEW, "Belopp": 5}]})
    assert (result.exit_code, "1.json och 0.json har raden A-3 på bladet Avrop" in result.stderr) == (3, True)
    assert "under Belopp står 5 i den ena och 75000 i den andra" in result.stderr


@pytest.mark.skipif(not (SHARED / "faults" / "year").is_dir(), reason="the collection ../shared/faults is not here")
def test_a_new_workbook_takes_in_several_workbooks_and_none_is_dropped(book: Path) -> None:
    year = SHARED / "faults" / "year"
    names = ["sept", "sept_asn", "sept_kn", "sept_gvn"]
    result = kraft("fill", "ny.xlsx", *(word for name in names for word in ("--data", str(year / f"{name}.xlsx"))))
    assert result.exit_code == 0, result.stderr
    assert ids("ny.xlsx") == ["A01", "A02", "A03", "A04", "A-kn-1", "A-gvn-1"]
    both = kraft("fill", "två.xlsx", "--data", str(year / "sept_asn.xlsx"), "--data", str(year / "sept_frn.xlsx"))
    assert (both.exit_code, "har raden A04 på bladet Avrop" in both.stderr, "kraftsamling merge" in both.stderr) == (3, True, True)
    again = kraft("fill", "tre.xlsx", "--into", "ny.xlsx", "--data", str(year / "sept_kn.xlsx"))
    assert again.exit_code == 0, again.stderr
    assert unpack(Path("tre.xlsx")) == unpack(Path("ny.xlsx"))
