"""A list without statuses counts as the workbook itself says, by a heading or by its own balances, and is asked about once where it says nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import (
    CALLED,
    FRN,
    GRANTED,
    GRANTS,
    KN,
    LIST_HEADINGS,
    plain_sheets,
    write_map,
    write_sheets,
)
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
ROWS = [row[:4] for row in CALLED]
"""The list of call-offs without its statuses: id, date, recipient, amount."""
SUMS = {name: sum(row[3] for row in CALLED if row[2] == name) for name, _ in GRANTED}


def validate(sheets: Mapping[str, Sequence[Sequence[Any]]], path: Path, map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(write_sheets(path / "bok.xlsx", plain_sheets(**sheets)), as_of=SEPTEMBER, map_file=map_file).verdict


def called_off(verdict: Verdict) -> dict[str, int]:
    return {balance.recipient: (balance.called_off or 0) // 100 for balance, is_known in verdict.balances if is_known}


def asked(verdict: Verdict) -> list[str]:
    return [each.message("sv").replace("\u00a0", " ") for each in verdict.findings if each.rule.code == "ST12"]


def follow_up(called: Mapping[str, int]) -> list[tuple[Any, ...]]:
    return [("Nämnd", "Beviljat", "Kvar"), *((name, granted, granted - called[name]) for name, granted in GRANTED)]


def running() -> list[tuple[Any, ...]]:
    left = dict(GRANTED)
    rows: list[tuple[Any, ...]] = [(*LIST_HEADINGS[:4], "Saldo")]
    for row in ROWS:
        left[row[2]] -= row[3]
        rows.append((*row, left[row[2]]))
    return rows


def headed(heading: str) -> list[tuple[Any, ...]]:
    return [(*LIST_HEADINGS[:3], heading), *ROWS]


ANSWERED = {
    "its amounts are called off": {"Fördelning": GRANTS, "Lista": headed("Avropat belopp")},
    "its amounts are paid": {"Fördelning": GRANTS, "Lista": headed("Utbetalt belopp")},
    "its amounts are approved": {"Fördelning": GRANTS, "Lista": headed("Godkänt avrop, kr")},
    "a follow-up counts all rows": {"Uppföljning": follow_up(SUMS), "Avrop": headed("Belopp")},
    "a balance runs beside it": {"Fördelning": GRANTS, "Avrop": running()},
}


@pytest.mark.parametrize("case", ANSWERED)
def test_a_list_without_statuses_counts_where_the_workbook_says_so(case: str, tmp_path: Path) -> None:
    verdict = validate(ANSWERED[case], tmp_path)
    assert (asked(verdict), called_off(verdict)) == ([], SUMS)


@pytest.mark.parametrize("sheets", [
    {"Uppföljning": follow_up(dict.fromkeys(SUMS, 0)), "Avrop": headed("Belopp")},
    {"Fördelning": GRANTS, "Avrop": headed("Begärt belopp")},
], ids=["its own balances count none", "its amounts are requested"])  # fmt: skip
def test_a_list_without_statuses_waits_where_the_workbook_says_so(sheets: Mapping[str, Any], tmp_path: Path) -> None:
    verdict = validate(sheets, tmp_path)
    assert (asked(verdict), called_off(verdict)) == ([], dict.fromkeys(SUMS, 0))


@pytest.mark.parametrize("sheets", [
    {"Fördelning": GRANTS, "Avrop": headed("Belopp")},
    {"Uppföljning": follow_up({**SUMS, KN: SUMS[KN] + 1, FRN: SUMS[FRN] + 1}), "Avrop": headed("Belopp")},
], ids=["nothing says it", "its own balances come out in no reading"])  # fmt: skip
def test_a_list_without_statuses_is_asked_about_once_and_has_no_figure_until_a_map_answers(sheets: Mapping[str, Any], tmp_path: Path) -> None:
    total = f"{sum(SUMS.values()):,} kr".replace(",", " ")
    verdict = validate(sheets, tmp_path)
    questions = asked(verdict)
    assert len(questions) == 1
    assert f"alla rader, de är godkänt ({total}) eller ingen rad, de är begärt (0 kr)" in questions[0]
    assert called_off(verdict) == {}
    assert not [each for each in verdict.findings if each.rule.code == "ST02"]
    known = write_map(tmp_path / "bok.xlsx")
    text = known.read_text("utf-8")
    assert '\n#"Status" = "godkänt"' in text
    known.write_text(text.replace('\n#"Status" = "godkänt"', '\n"Status" = "godkänt"'), "utf-8")
    answered = validate(sheets, tmp_path, known)
    assert (asked(answered), called_off(answered)) == ([], SUMS)


def grouped(*words: str) -> list[tuple[Any, ...]]:
    """The list with a row above each part that says its status; the parts are of two rows each."""
    parts = [[(word, None, None, None), *ROWS[2 * n : 2 * n + 2]] for n, word in enumerate(words)]
    return [(*LIST_HEADINGS[:3], "Belopp"), *(row for part in parts for row in part)]


def test_a_row_above_a_part_of_the_list_says_its_status(tmp_path: Path) -> None:
    sheets = {"Fördelning": GRANTS, "Avrop": grouped("Utbetalt", "Godkänt, ej utbetalt", "Begärt")}
    verdict = validate(sheets, tmp_path)
    assert asked(verdict) == []
    assert [row.status for row in verdict.ledger.book.call_offs] == ["utbetalt"] * 2 + ["godkänt"] * 2 + ["begärt"] * 2


@pytest.mark.parametrize(("sheet", "title", "status"), [
    ("Begärda", None, "begärt"), ("Godkända avrop", None, "godkänt"), ("Lista", "Utbetalda avrop per dag", "utbetalt"), ("Lista", "Avrop, begärda", "begärt"),
    ("Godkända ej utbetalda", None, "godkänt"),
])  # fmt: skip
def test_a_title_or_the_name_of_the_sheet_says_the_status_of_its_rows(sheet: str, title: str | None, status: str, tmp_path: Path) -> None:
    rows = [*([(title,), ()] if title else []), *headed("Belopp")]
    verdict = validate({"Fördelning": GRANTS, sheet: rows}, tmp_path)
    assert asked(verdict) == []
    assert {row.status for row in verdict.ledger.book.call_offs} == {status}


@pytest.mark.parametrize(("sheet", "heading"), [("Begärda", "Avropat belopp"), ("Beviljade medel och avrop", "Belopp"), ("Begäran och avrop", "Belopp"), ("Ej utbetalda avrop", "Belopp"),
    ("Inkomna och beviljade avrop", "Belopp"), ("Begärda eller godkända avrop", "Belopp"),
])
def test_names_that_contradict_each_other_or_speak_of_more_say_nothing(sheet: str, heading: str, tmp_path: Path) -> None:
    verdict = validate({"Fördelning": GRANTS, sheet: headed(heading)}, tmp_path)
    assert len(asked(verdict)) == 1
    assert called_off(verdict) == {}
