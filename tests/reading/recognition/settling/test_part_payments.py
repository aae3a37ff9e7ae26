"""Part payments in rows below their call-off would count its money twice: they are asked about, unless they are all that the list has."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import FRN, GRANTS, KN, plain_sheets, write_sheets
from xl_kraftsamling import app

HEADINGS = ("Nr", "Datum", "Nämnd", "Insats", "Belopp", "Status")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
WHOLE = ("A1", JUNE, FRN, "Lovskola", 90_000, "Godkänt")


def asked(rows: Sequence[Sequence[Any]], path: Path) -> list[str]:
    file = write_sheets(path / "bok.xlsx", plain_sheets(Fördelning=GRANTS, Avrop=[HEADINGS, *rows]))
    found = app.validate_workbook(file).verdict.findings
    return [each.message("sv").replace("\u00a0", " ") for each in found if each.rule.code == "ST12"]


@pytest.mark.parametrize("part", [
    ("A1 delutbetalning 1", JULY, FRN, "", 30_000, "Utbetalt"),
    ("A1, delbetalning", JULY, FRN, "Lovskola", 30_000, "Utbetalt"),
])  # fmt: skip
def test_a_part_payment_of_an_earlier_row_is_asked_about(part: Sequence[Any], tmp_path: Path) -> None:
    rows = [WHOLE, ("A3", JUNE, KN, "Kulturskola", 40_000, "Godkänt"), part]
    questions = asked(rows, tmp_path)
    assert len(questions) == 1
    assert "(130 000 kr)" in questions[0]
    assert "(160 000 kr)" in questions[0]


@pytest.mark.parametrize("rows", [
    [("A1", JUNE, FRN, "Lovskola, delutbetalning 1", 30_000, "Utbetalt"), ("A2", JULY, FRN, "Lovskola, delutbetalning 2", 30_000, "Utbetalt")],
    [WHOLE, ("A2", JULY, KN, "Kulturskola, delutbetalning", 30_000, "Utbetalt")],
    [WHOLE, ("A1 delutbetalning 1", JULY, FRN, "Lovskola", 30_000, "Avslaget")],
    [WHOLE, ("A10 delutbetalning 1", JULY, FRN, "Annat", 30_000, "Utbetalt")],
], ids=["all are part payments", "of another recipient", "one that does not count", "of a call-off that is elsewhere"])  # fmt: skip
def test_what_counts_no_money_twice_is_no_question(rows: Sequence[Sequence[Any]], tmp_path: Path) -> None:
    assert asked(rows, tmp_path) == []
