"""Blocks of a list below each other, whose titles say what the rows do not; and names merged over rows that are of several kinds."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import FRN, GRANTS, KN, Sheet, plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

HEADINGS = ("Nämnd", "Insats", "Belopp")
MARCH = [("Mars 2026",), HEADINGS, (KN, "Kulturskola", 40_000), (FRN, "Lovskola", 60_000), ("Summa mars", None, 100_000)]


def validate(rows: Sequence[Sequence[Any]], path: Path, sheet: str = "Blad1") -> Verdict:
    sheets = plain_sheets(**{"Ramar": GRANTS, sheet: [("Utbetalda avrop",), (), *rows]})
    return app.validate_workbook(write_sheets(path / "bok.xlsx", sheets)).verdict


@pytest.mark.parametrize("sheet", ["Blad1", "Utbetalda", "Avrop"])
@pytest.mark.parametrize("more", [(), ("Anm",)], ids=["the same headings", "one more heading"])
def test_the_day_of_a_block_is_the_last_of_the_month_in_its_title(sheet: str, more: Sequence[str], tmp_path: Path) -> None:
    april = [(), ("April 2026",), (*HEADINGS, *more), (KN, "Ung redaktion", 20_000)]
    rows = validate([*MARCH, *april], tmp_path, sheet).ledger.book.call_offs
    assert [(row.recipient, row.amount, row.date) for row in rows] == [
        (KN, 4_000_000, date(2026, 3, 31)), (FRN, 6_000_000, date(2026, 3, 31)), (KN, 2_000_000, date(2026, 4, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["Ackumulerat", "Ack.", "Hittills i år", "Ackumulerat 2026"])
def test_what_there_is_so_far_is_no_row_below_the_table(label: str, tmp_path: Path) -> None:
    verdict = validate([*MARCH, (label, None, 250_000)], tmp_path)
    assert not {"ST06", "ST08", "VD08"} & {each.rule.code for each in verdict.findings}
    assert len(verdict.ledger.book.call_offs) == 2


def test_a_name_merged_over_the_rows_of_a_recipient_is_theirs_though_the_first_is_its_frame(tmp_path: Path) -> None:
    months = ("januari", "februari", "mars")
    rows = [("Nämnd", "Rad", *months), (KN, "Ram", 800_000, None, None), (None, "Avropat", 10_000, 20_000, 30_000),
            (FRN, "Ram", 6_100_000, None, None), (None, "Avropat", 40_000, None, 50_000)]  # fmt: skip
    path = write_sheets(tmp_path / "bok.xlsx", {**plain_sheets(Ramar=GRANTS), "Avrop": Sheet(rows, merged=["A2:A3", "A4:A5"])})
    called = app.validate_workbook(path).verdict.ledger.book.call_offs
    assert sorted((row.recipient or "", (row.amount or 0) // 100) for row in called) == [(FRN, 40_000), (FRN, 50_000), (KN, 10_000), (KN, 20_000), (KN, 30_000)]
