"""A list in which a row with a diarienummer heads the rows of each decision: ours are read, and the others said."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, GRANTED, GRANTS, LIST_HEADINGS, plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

OURS = "STK-2026-580 Kraftsamlande insatser"
OTHER = [(n + 100, *row[1:]) for n, row in enumerate(CALLED)]


def validate(parts: Sequence[tuple[str, Sequence[Sequence[Any]]]], path: Path) -> Verdict:
    rows = [row for heading, part in parts for row in ((heading,), *part)]
    sheets = plain_sheets(Fördelning=GRANTS, Avrop=[LIST_HEADINGS, *rows])
    return app.validate_workbook(write_sheets(path / "bok.xlsx", sheets)).verdict


def codes(verdict: Verdict) -> list[str]:
    return [each.rule.code for each in verdict.findings]


def test_the_rows_below_the_decision_s_number_are_read_and_the_others_said(tmp_path: Path) -> None:
    verdict = validate([("STK-2026-112 Sommarlov", OTHER[:3]), (OURS, CALLED), ("Dnr STK-2025-701", OTHER[3:])], tmp_path)
    assert [row.id for row in verdict.ledger.book.call_offs] == [str(row[0]) for row in CALLED]
    assert "ST12" not in codes(verdict)
    left_out = [each for each in verdict.findings if each.rule.code == "ST11" and "diarienummer" in each.message("sv")]
    assert [(each.hit.place.cell, [place.cell for place in each.hit.related]) for each in left_out if each.hit.place] == [("A2", ["A13"])]


def test_where_no_row_has_the_decision_s_number_above_it_the_rows_are_asked_about(tmp_path: Path) -> None:
    verdict = validate([("STK-2026-112 Sommarlov", CALLED[:3]), ("STK-2025-701 Trygghet", CALLED[3:])], tmp_path)
    assert codes(verdict).count("ST12") == 1
    assert not any(is_known for _, is_known in verdict.balances)


@pytest.mark.parametrize("heading", ["Se STK-2024-1374", "FRN-2026-118 Lovskola", "Kulturnämndens avrop"])
def test_a_remark_and_the_number_of_a_recipient_s_own_case_say_nothing_of_the_decision(heading: str, tmp_path: Path) -> None:
    verdict = validate([(OURS, CALLED[:3]), (heading, CALLED[3:])], tmp_path)
    assert len(verdict.ledger.book.call_offs) == len(CALLED)
    known = [is_known for _, is_known in verdict.balances]
    assert len(known) >= len(GRANTED)
    assert all(known)
