"""A column whose heading says what it is, and whose values cannot be read: each is found at its cell, and no column is missing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, FRN, GRANTS, KN, LIST_HEADINGS, plain_sheets, two_sheets, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding

SEPTEMBER = date(2026, 9, 30)


def validate(path: Path) -> Sequence[Finding]:
    return app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings


def places(path: Path, code: str) -> list[str]:
    return [place.address for each in validate(path) if each.rule.code == code for place in (each.hit.place, *each.hit.related)]


def write_list(folder: Path, heading: str, values: Sequence[Any]) -> Path:
    """The usual workbook with other values in a column of its list of call-offs."""
    at = LIST_HEADINGS.index(heading)
    rows = [(*row[:at], value, *row[at + 1 :]) for row, value in zip(CALLED, values, strict=True)]
    return write_sheets(folder / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *rows]))


MONTHS = ["maj 2026", "maj", "2026-05", "juni", "v. 20", "Q2"]
CODED = ["330 Kulturnämnden", "KN 330", "Kulturnämnden (330)", "FRN 310", "310 Fritidsnämnden", "310-Fritidsförv."]
WORDS = ["klar", "ok", "betalt?", "på gång", "✔", "x"]


@pytest.mark.parametrize(
    ("heading", "column", "values", "code"),
    [
        ("Datum", "B", MONTHS, "VD04"), ("Datum", "B", ["våren"] * 6, "VD04"), ("Datum", "B", [2026.5] * 6, "VD04"),
        ("Datum", "B", [date(2613, 5, 4)] * 6, "VD04"), ("Datum", "B", [990_121] * 6, "VD04"),
        ("Nämnd", "C", CODED, "VD08"), ("Nämnd", "C", ["Kultur", "Fritids", "kulturskolenämnden", "Kulturn.", "fritidsn", "Kultur"], "VD08"),
        ("Datum", "B", ["#N/A"] * 6, "FO01"), ("Nämnd", "C", ["#N/A"] * 6, "FO01"), ("Summa kr", "D", ["#REF!"] * 6, "FO01"), ("Status", "E", ["#NAME?"] * 6, "FO01"),
        ("Status", "E", WORDS, "VD13"), ("Status", "E", [1, 2, 3, 4, 5, 6], "VD13"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_read_are_found_at_their_cells_and_the_column_is_not_missing(
    heading: str, column: str, values: Sequence[Any], code: str, tmp_path: Path
) -> None:
    path = write_list(tmp_path, heading, values)
    assert places(path, code) == [f"Avrop!{column}{line}" for line in range(2, 8)]
    assert not places(path, "ST01") + places(path, "ST02")


def test_whoever_the_unreadable_rows_do_not_name_has_figures(tmp_path: Path) -> None:
    ledger = read_ledger(write_list(tmp_path, "Datum", MONTHS), as_of=SEPTEMBER)
    assert {balance.recipient for balance in ledger.known_balances()}.isdisjoint({KN, FRN})
    assert len(list(ledger.known_balances())) == 4


def test_half_of_the_values_does_not_decide_whether_the_other_half_is_read(tmp_path: Path) -> None:
    dates = [row[1] for row in CALLED]
    for readable in range(7):
        path = write_list(tmp_path, "Datum", [*dates[:readable], *MONTHS[readable:]])
        assert places(path, "VD04") == [f"Avrop!B{line}" for line in range(2 + readable, 8)]


def test_words_among_the_amounts_are_found_at_their_cells_and_the_list_is_still_one_of_call_offs(tmp_path: Path) -> None:
    path = write_list(tmp_path, "Summa kr", ["enligt avtal", 25_000, "se bilaga", "oklart", "?", 60_000])
    assert places(path, "VD02") == [f"Avrop!D{line}" for line in (2, 4, 5, 6)]
    assert not places(path, "ST01")


def test_allocations_to_coded_names_are_still_the_allocations(tmp_path: Path) -> None:
    grants = [GRANTS[0], *((f"{300 + n} {name}", amount) for n, (name, amount) in enumerate(GRANTS[1:]))]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(grants=grants))
    assert places(path, "VD08") == [f"Fördelning!A{line}" for line in range(2, 8)]
    assert not places(path, "ST01")


def test_a_column_that_the_values_prove_comes_before_one_that_only_its_heading_names(tmp_path: Path) -> None:
    rows = [(*row[:1], "våren", *row[2:], row[1]) for row in CALLED]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*LIST_HEADINGS, "Anm"), *rows]))
    assert not places(path, "VD04")
    assert read_ledger(path, as_of=SEPTEMBER).book.call_offs[0].date == CALLED[0][1]


def test_a_column_of_associations_is_not_one_of_recipients_because_of_its_heading(tmp_path: Path) -> None:
    headings = (*LIST_HEADINGS[:2], "Mottagare", *LIST_HEADINGS[3:])
    rows = [(*row[:2], f"Idrottsföreningen nr {n}", *row[3:]) for n, row in enumerate(CALLED) if row[2] == FRN]
    sheets = plain_sheets(Fördelning=GRANTS, Avrop=[("Avrop fritidsnämnden", None, None, None, None), headings, *rows])
    path = write_sheets(tmp_path / "bok.xlsx", sheets)
    assert not places(path, "VD08")
    assert read_ledger(path, as_of=SEPTEMBER).balance(FRN).called_off == 520_000_00


def test_a_declaration_may_be_a_date(tmp_path: Path) -> None:
    headings = ("Nr", "Datum", "Från", "Till", "Belopp kr", "Status", "Överenskommelse", "Överenskommen datum", "Outnyttjat")
    row = (1, date(2026, 9, 1), FRN, KN, 100_000, "bokförd", "ÖK-1", date(2026, 8, 28), date(2026, 8, 20))
    path = write_sheets(tmp_path / "bok.xlsx", {**two_sheets(), **plain_sheets(Omfördelning=[headings, row])})
    assert read_ledger(path, as_of=SEPTEMBER).book.transfers[0].declared_unused == "ja"
    assert not places(path, "OM09")
