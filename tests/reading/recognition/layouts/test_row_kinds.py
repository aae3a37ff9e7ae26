"""Rows of a matrix that say what their amounts are, below each other for each nämnd, are read by what they say."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import FRN, GRANTS, KN, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
AMOUNTS = {
    KN: {"Plan": (50, 50, 50), "Begärt": (None, None, 7), "Avropat": (None, 40, 20)},
    FRN: {"Plan": (90, 90, 90), "Begärt": (None, None, 9), "Avropat": (70, None, 30)},
}
"""Thousands of kronor of three months by what they are."""


def matrix(*words: str, heading: str | None = None, repeated: bool = False) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [("Nämnd", heading, "Jan", "Feb", "Mar")]
    for name, by_word in AMOUNTS.items():
        for number, word in enumerate(words):
            amounts = (amount and amount * 1000 for amount in by_word[word.split()[0]])
            rows.append((name if repeated or not number else None, word, *amounts))
    return rows


def validate(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Avrop per månad") -> Verdict:
    write_sheets(path, plain_sheets(**{"Beviljat": GRANTS, sheet: rows}))
    return app.validate_workbook(path, as_of=SEPTEMBER).verdict


def figures(verdict: Verdict) -> dict[str, tuple[int, int]]:
    return {
        each.recipient: (each.called_off // 100_000, each.requested // 100_000)
        for each, is_known in verdict.balances if is_known and each.recipient in (KN, FRN)
    }  # fmt: skip


@pytest.mark.parametrize("heading", [None, "Typ", "Vad"])
@pytest.mark.parametrize("repeated", [False, True])
def test_only_the_rows_of_call_offs_are_read_where_plans_stand_between_them(heading: str | None, repeated: bool, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    verdict = validate(path, matrix("Plan", "Avropat", heading=heading, repeated=repeated))
    assert figures(verdict) == {KN: (60, 0), FRN: (100, 0)}
    assert [each.hit.place.address for each in verdict.findings if each.rule.code == "ST11" and each.hit.place] == ["Avrop per månad!B2"]
    assert not [each for each in verdict.findings if each.rule.code == "ST12"]
    mapped = app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path)).verdict
    assert figures(mapped) == figures(verdict)


def test_rows_that_are_called_off_and_rows_that_wait_have_each_their_status(tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", matrix("Plan", "Begärt", "Avropat"))
    assert figures(verdict) == {KN: (60, 7), FRN: (100, 9)}
    mapped = app.validate_workbook(tmp_path / "bok.xlsx", as_of=SEPTEMBER, map_file=write_map(tmp_path / "bok.xlsx")).verdict
    assert figures(mapped) == figures(verdict)


def test_nothing_is_left_out_where_the_rows_say_nothing_known(tmp_path: Path) -> None:
    rows = [tuple("Feriejobb" if cell == "Plan" else cell for cell in row) for row in matrix("Plan", "Avropat")]
    verdict = validate(tmp_path / "bok.xlsx", rows)
    assert [each.rule.code for each in verdict.findings if each.rule.code == "ST12"] == ["ST12"]
