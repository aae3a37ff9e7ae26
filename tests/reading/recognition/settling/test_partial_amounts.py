"""Amounts beside those of a list, that went back or are of a year alone, are asked about; what changes nothing is not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, GRANTED, GRANTS, LIST_HEADINGS, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

TOTAL = sum(row[3] for row in CALLED)


def validate(rows: Sequence[Sequence[Any]], path: Path, map_file: Path | None = None) -> Verdict:
    sheets = plain_sheets(Fördelning=GRANTS, Avrop=rows)
    return app.validate_workbook(write_sheets(path / "bok.xlsx", sheets), map_file=map_file).verdict


def asked(verdict: Verdict) -> list[str]:
    return [each.message("sv").replace("\u00a0", " ") for each in verdict.findings if each.rule.code == "ST12"]


def beside(heading: str, amounts: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The list with one more column to the right."""
    return [(*LIST_HEADINGS, heading), *((*row, amount) for row, amount in zip(CALLED, amounts, strict=True))]


def some(amount: Any) -> list[Any]:
    return [amount, *[None] * (len(CALLED) - 1)]


def show(amount: int) -> str:
    return f"{amount:,} kr".replace(",", " ")


@pytest.mark.parametrize("heading", ["Återfört belopp", "Återfört", "Återförd summa kr"])
def test_what_went_back_of_a_call_off_is_asked_about_and_nothing_is_told_meanwhile(heading: str, tmp_path: Path) -> None:
    verdict = validate(beside(heading, some(1_000)), tmp_path)
    assert [(show(TOTAL - 1_000) in each, show(TOTAL) in each) for each in asked(verdict)] == [(True, True)]
    assert not any(is_known for _, is_known in verdict.balances)


def test_a_map_can_say_that_the_amounts_hold_as_they_stand(tmp_path: Path) -> None:
    rows = beside("Återfört belopp", some(1_000))
    validate(rows, tmp_path)
    known = write_map(tmp_path / "bok.xlsx")
    text = known.read_text("utf-8")
    assert '\n#"Belopp" = "D"' in text
    known.write_text(text.replace('\n#"Belopp" = "D"', '\n"Belopp" = "D"'), "utf-8")
    assert asked(validate(rows, tmp_path, known)) == []


def test_what_is_of_this_year_alone_is_asked_about(tmp_path: Path) -> None:
    verdict = validate(beside("Varav 2026", [row[3] - 500 for row in CALLED]), tmp_path)
    assert [(show(TOTAL) in each, show(TOTAL - 500 * len(CALLED)) in each) for each in asked(verdict)] == [(True, True)]


@pytest.mark.parametrize(("heading", "amounts"), [
    ("Återfört belopp", some(0)), ("Återfört belopp", some("nej")), ("Varav 2026", [row[3] for row in CALLED]), ("Varav moms", some(200)), ("Antal", some(3)),
])  # fmt: skip
def test_a_column_that_changes_nothing_is_no_question(heading: str, amounts: Sequence[Any], tmp_path: Path) -> None:
    verdict = validate(beside(heading, amounts), tmp_path)
    assert asked(verdict) == []
    known = [is_known for _, is_known in verdict.balances]
    assert len(known) >= len(GRANTED)
    assert all(known)
