"""Rows that a word or a mark says are cancelled are asked about with both totals; a map or the table's own sum answers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from support.build_other_layouts import CALLED, FRN, KN, LIST_HEADINGS, two_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)


def marked(heading: str | None, *marks: Any, last: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The list of CALLED with a further column, and perhaps a last row."""
    given = [*marks, *[None] * (len(CALLED) - len(marks))]
    return [(*LIST_HEADINGS, heading), *((*row, mark) for row, mark in zip(CALLED, given, strict=True)), *([last] if last else [])]


def validate(path: Path, rows: Sequence[Sequence[Any]], map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(write_sheets(path, two_sheets(called=rows)), as_of=SEPTEMBER, map_file=map_file).verdict


def asked(verdict: Verdict) -> dict[str, str]:
    questions = (each for each in verdict.findings if each.rule.code == "ST12")
    return {each.hit.place.address: each.message("sv").replace("\u00a0", " ") for each in questions if each.hit.place}


def unknown(verdict: Verdict) -> set[str]:
    return {balance.recipient for balance, is_known in verdict.balances if not is_known}


def called_off(verdict: Verdict) -> dict[str, int]:
    return {balance.recipient: balance.called_off // 100 for balance, _ in verdict.balances if balance.recipient in (KN, FRN)}


@pytest.mark.parametrize(("heading", "mark"), [
    ("Makulerat", "x"), ("Makulerad", date(2026, 5, 20)), ("Återtagen", "Ja"), ("Annullerad?", True), ("Anm", "MAKULERAD"), ("Kommentar", "Utgår enligt mejl 3/5"),
    ("Övrigt", "återtaget"), (None, "Makulerat"), ("Handläggare", "utgår"),
])  # fmt: skip
def test_a_row_that_is_marked_as_cancelled_is_asked_about(heading: str | None, mark: Any, tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", marked(heading, None, mark))
    assert ({*asked(verdict)}, unknown(verdict)) == ({"Avrop!F3"}, {KN})
    assert "25 000 kr" in asked(verdict)["Avrop!F3"]
    assert "utan sådana rader (695 000 kr) eller med dem (720 000 kr)" in asked(verdict)["Avrop!F3"]


@pytest.mark.parametrize(("heading", "marks"), [
    ("Makulerat", ["nej", "Nej", "-", None, "nej", 0]),
    ("Anm", ["Ej makulerad", "Ersätter makulerat avrop 9", "Utgår från budget", "Klar"]),
    ("Handläggare", ["Anna", "Bo"]),
])  # fmt: skip
def test_other_marks_and_remarks_are_nothing(heading: str, marks: list[Any], tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", marked(heading, *marks))
    assert (asked(verdict), unknown(verdict)) == ({}, set())


def test_a_row_that_its_status_says_is_refused_or_reversed_is_not_asked_about(tmp_path: Path) -> None:
    rows = [*marked("Anm"), (7, date(2026, 6, 1), KN, 9_000, "avslaget", "makulerat"), (8, date(2026, 6, 1), KN, 9_000, "återfört", "återtaget")]
    assert asked(validate(tmp_path / "bok.xlsx", rows)) == {}


@pytest.mark.parametrize("word", ["cancelled", "struck"])
def test_a_map_answers_for_the_whole_table(word: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    validate(path, marked("Makulerat", None, "x", None, "x"))
    known = write_map(path)
    text = known.read_text("utf-8")
    assert '#cancelled = "skip"' in text
    for said, figures in (("skip", {KN: 115_000, FRN: 120_000}), ("count", {KN: 140_000, FRN: 520_000})):
        known.write_text(text.replace(f'#cancelled = "{said}"', f'{word} = "{said}"'), "utf-8")
        verdict = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
        assert (called_off(verdict), asked(verdict)) == (figures, {})
        left_out = [each.hit.place.address for each in verdict.findings if each.rule.code == "ST11" and each.hit.place]
        assert left_out == (["Avrop!F3"] if said == "skip" else [])


def test_a_sum_that_leaves_the_cancelled_rows_out_answers(tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", marked("Anm", None, "makulerad", last=("Summa", None, None, 695_000)))
    assert (asked(verdict), called_off(verdict)[KN]) == ({}, 115_000)
    verdict = validate(tmp_path / "alla.xlsx", marked("Anm", None, "makulerad", last=("Summa", None, None, 720_000)))
    assert {*asked(verdict)} == {"Avrop!F3"}


def test_a_row_that_is_struck_and_marked_is_asked_about_once(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=marked("Anm", None, "makulerad")))
    book = openpyxl.load_workbook(path)
    book["Avrop"]["D3"].font = openpyxl.styles.Font(strike=True)
    book.save(path)
    assert {*asked(app.validate_workbook(path, as_of=SEPTEMBER).verdict)} == {"Avrop!D3"}


def test_a_remark_in_the_templates_layout_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    book = openpyxl.load_workbook(path)
    page = book["Tilldelning"]
    headings = {cell.value: cell.column for cell in page[1]}
    page.cell(3, headings["Kommentar"]).value = "UTGÅR"
    book.save(path)
    verdict = app.validate_workbook(path, as_of=SEPTEMBER).verdict
    assert ([*asked(verdict)], len(unknown(verdict))) == (["Tilldelning!E3"], 1)
