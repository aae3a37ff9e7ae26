"""A log with a row for each step counts what is called off once: the last step, dated by its approval; what else repeats an id is said."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, FRN, GRANTS, KN, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
HEADINGS = ("Avropsnr", "Datum", "Nämnd", "Belopp", "Status")
PATHS = {"begärt": ("begärt",), "godkänt": ("begärt", "godkänt"), "utbetalt": ("begärt", "godkänt", "utbetalt")}


def log(heading: str = "Avropsnr") -> list[tuple[Any, ...]]:
    """The call-offs of CALLED with a row for each step, in the order of their days."""
    steps = [
        (number, day + timedelta(days=3 * step), name, amount, state)
        for number, day, name, amount, last in CALLED for step, state in enumerate(PATHS[last])
    ]  # fmt: skip
    return [(heading, *HEADINGS[1:]), *sorted(steps, key=lambda row: row[1])]


def without_ids(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[1:] for row in rows]


def validate(path: Path, rows: Sequence[tuple[Any, ...]], map_file: Path | None = None, as_of: date = SEPTEMBER) -> Verdict:
    write_sheets(path, plain_sheets(Beviljat=GRANTS, Logg=rows))
    return app.validate_workbook(path, as_of=as_of, map_file=map_file).verdict


def figures(verdict: Verdict) -> dict[str, tuple[int, int]]:
    """What the two recipients of the list have called off and requested, in kronor."""
    return {
        each.recipient: (each.called_off // 100, each.requested // 100)
        for each, is_known in verdict.balances if is_known and each.recipient in (KN, FRN)
    }  # fmt: skip


def codes(verdict: Verdict) -> list[str]:
    return [each.rule.code for each in verdict.findings if each.rule.code in ("VD11", "ST12", "AV09", "AV08")]


RIGHT = {KN: (140_000, 0), FRN: (520_000, 60_000)}


@pytest.mark.parametrize("heading", ["Avropsnr", "Avrops-ID", "Avropsnummer"])
def test_the_last_step_of_each_id_counts(heading: str, tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", log(heading))
    assert (figures(verdict), codes(verdict)) == (RIGHT, [])
    said = {each.rule.code: each.message("sv") for each in verdict.findings}
    assert "Varje steg har en egen rad" in said["ST10"]
    assert "7 rader på bladet Logg lästes inte: de är tidigare steg" in said["ST11"]


def test_the_newest_step_may_stand_first(tmp_path: Path) -> None:
    heading, *rows = log()
    assert figures(validate(tmp_path / "bok.xlsx", [heading, *rows[::-1]])) == RIGHT


def test_what_is_paid_is_dated_by_its_approval(tmp_path: Path) -> None:
    approved, paid = date(2026, 5, 7), date(2026, 5, 10)
    assert figures(validate(tmp_path / "a.xlsx", log(), as_of=approved))[KN] == (75_000, 0)
    assert figures(validate(tmp_path / "b.xlsx", log(), as_of=approved - timedelta(days=1)))[KN] == (0, 0)
    verdict = validate(tmp_path / "c.xlsx", log(), as_of=paid)
    row = verdict.ledger.book.call_offs[0]
    assert (row.date, row.block.cell("date", row.line).cell, row.block.cell("amount", row.line).cell) == (approved, "B3", "D4")


def test_a_refused_request_counts_nothing_and_a_request_may_be_for_more_than_was_given(tmp_path: Path) -> None:
    rows = [
        *log(), (7, date(2026, 8, 1), KN, 90_000, "begärt"), (7, date(2026, 8, 9), KN, 90_000, "avslaget"),
        (8, date(2026, 8, 1), KN, 50_000, "begärt"), (8, date(2026, 8, 9), KN, 30_000, "godkänt"),
    ]  # fmt: skip
    verdict = validate(tmp_path / "bok.xlsx", rows)
    assert (figures(verdict), codes(verdict)) == ({KN: (170_000, 0), FRN: (520_000, 60_000)}, [])


@pytest.mark.parametrize(("row", "called"), [
    ((1, date(2026, 6, 1), KN, 75_000, "utbetalt"), 3 * 75_000 + 65_000),  # a second instalment: nobody knows which rows are one
    ((1, date(2026, 6, 1), KN, 20_000, "utbetalt"), 2 * 75_000 + 20_000 + 65_000),  # another amount
    ((1, date(2026, 6, 1), FRN, 75_000, "utbetalt"), 140_000),  # another's
    ((1, date(2026, 6, 1), KN, 75_000, "återfört"), 65_000),
])  # fmt: skip
def test_what_else_repeats_an_id_is_an_id_that_stands_twice(row: tuple[Any, ...], called: int, tmp_path: Path) -> None:
    verdict = validate(tmp_path / "bok.xlsx", [*log(), row])
    assert "VD11" in codes(verdict)
    counted = {"godkänt": 1, "utbetalt": 1, "återfört": -1}
    rows = (each for each in verdict.ledger.book.call_offs if each.recipient == KN)
    assert sum((each.amount or 0) * counted.get(each.status or "", 0) for each in rows) == called * 100


def test_a_single_id_that_stands_twice_in_a_list_is_no_log(tmp_path: Path) -> None:
    rows = [HEADINGS, *CALLED, (2, date(2026, 6, 20), KN, 25_000, "utbetalt")]
    verdict = validate(tmp_path / "bok.xlsx", rows)
    assert codes(verdict) == ["VD11"]


def test_without_ids_it_is_asked_whether_rows_are_steps_with_both_totals(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    verdict = validate(path, without_ids(log()))
    (asked,) = [each for each in verdict.findings if each.rule.code == "ST12"]
    message = asked.message("sv").replace("\u00a0", " ")
    assert "steg, av vilka det sista räknas (720 000 kr) eller poster för sig, som alla räknas (1 855 000 kr)" in message
    assert figures(verdict) == {}
    known = write_map(path)
    text = known.read_text("utf-8")
    known.write_text(text.replace('#step_rows = "last"', 'step_rows = "last"'), "utf-8")
    answered = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
    assert (figures(answered), codes(answered)) == (RIGHT, [])
    known.write_text(text.replace('#step_rows = "all"', 'step_rows = "all"'), "utf-8")
    answered = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
    assert figures(answered)[KN] == (140_000 + 75_000, 140_000)


def test_rows_without_ids_that_are_no_steps_are_not_asked_about(tmp_path: Path) -> None:
    again = [(*row[:1], row[1] + timedelta(days=40), *row[2:]) for row in CALLED]  # the same amounts once more, as far as the first
    verdict = validate(tmp_path / "bok.xlsx", without_ids([HEADINGS, *CALLED, *again]))
    assert codes(verdict) == []


def test_a_map_of_a_log_leads_to_the_same_figures(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    before = validate(path, log())
    after = app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path)).verdict
    assert figures(before) == figures(after) == RIGHT


def test_transfers_may_have_a_row_for_each_step_too(tmp_path: Path) -> None:
    headings = ("Omfördelning nr", "Datum", "Från nämnd", "Till nämnd", "Belopp", "Status")
    rows = [
        (number, date(2026, 5, day), FRN, KN, amount, state)
        for number, amount in ((1, 10_000), (2, 20_000))
        for day, state in ((1, "begärd"), (8, "överenskommen"), (15, "bokförd"))
    ]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Beviljat=GRANTS, Avrop=log(), Omfördelning=[headings, *rows]))
    verdict = app.validate_workbook(path, as_of=SEPTEMBER).verdict
    received = {each.recipient: each.received // 100 for each, _ in verdict.balances}
    assert (received[KN], codes(verdict)) == (30_000, [])
