"""A pivot table of call-offs by recipient and step, and summaries with a column or a row for each step: read where they say what contains what."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import GRANTS, LIST, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
GRANTED = {"ASN": 1_100_000, "FRN": 6_100_000, "FSKN": 150_000, "KN": 800_000, "GVN": 650_000, "MKB": 1_200_000}
ASKED = (10_000, 0, 30_000, 5_000, 0, 0)
APPROVED = (50_000, 600_000, 20_000, 0, 0, 40_000)
PAID = (300_000, 0, 0, 81_000, 0, 50_000)
APART = [(approved + paid, asked) for asked, approved, paid in zip(ASKED, APPROVED, PAID, strict=True)]
"""What is called off and what waits where each amount is in one step alone."""

Rows = list[Sequence[Any]]


def columns(*headings: str, title: Sequence[Any] = (), total: bool = True) -> Rows:
    rows = [(name, *(each or None for each in steps), *((sum(steps),) if total else ())) for name, steps in zip(GRANTED, zip(ASKED, APPROVED, PAID, strict=True), strict=True)]
    ends = (sum(ASKED), sum(APPROVED), sum(PAID))
    return [title, headings, *rows, *((("Totalsumma", *ends, sum(ends)),) if total else ())]


def balances(cells: Sequence[Sequence[int]], called_off: Sequence[int], *headings: str) -> Rows:
    """Steps between the frame and what is left of it."""
    rows = zip(GRANTED.items(), cells, called_off, strict=True)
    return [("Nämnd", "Beviljat", *headings, "Kvar"), *((name, kr, *each, kr - got) for (name, kr), each, got in rows)]


def judge(path: Path, *, is_mapped: bool = False, **sheets: Any) -> Verdict:
    write_sheets(path, plain_sheets(**sheets))
    return app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path) if is_mapped else None).verdict


def figures(verdict: Verdict) -> list[tuple[int, int]]:
    return [(each.called_off // 100, each.requested // 100) for each, is_known in verdict.balances if is_known]


def loud(verdict: Verdict) -> list[tuple[str, str | None]]:
    quiet = {"BE01", "BE03", "AV06", "IN02"}
    graves = (each for each in verdict.findings if each.severity.value in ("fel", "varning") and each.rule.code not in quiet)
    return [(each.rule.code, each.hit.place.address if each.hit.place else None) for each in graves]


PIVOT = ("Summa av Belopp", "Kolumnetiketter")
TURNED: Rows = [
    PIVOT, ("Radetiketter", *GRANTED, "Totalsumma"), ("begärt", *ASKED, sum(ASKED)), ("godkänt", *APPROVED, sum(APPROVED)), ("utbetalt", *PAID, sum(PAID)),
]  # fmt: skip
STEPS_APART: Mapping[str, dict[str, Any]] = {
    "a pivot table": {"Ramar": GRANTS, "Pivot": columns("Radetiketter", "begärt", "godkänt", "utbetalt", "Totalsumma", title=PIVOT)},
    "its English words": {"Ramar": GRANTS, "Pivot": columns("Row Labels", "requested", "approved", "paid", "Grand Total", title=("Sum of Belopp", "Column Labels"))},
    "its own total": {"Ramar": GRANTS, "Avrop": columns("Nämnd", "Begärt", "Godkänt", "Utbetalt", "Totalt", title=("Avrop per status",))},
    "a denial": {"Ramar": GRANTS, "Avrop": columns("Nämnd", "Begärt", "Godkänt, ej utbetalt", "Utbetalt", title=("Avrop",), total=False)},
    "amounts that no step can contain": {"Ramar": GRANTS, "Avrop": columns("Nämnd", "Begärt", "Godkänt", "Utbetalt", title=("Avrop",), total=False)},
    "what is left": {"Läget": balances([*zip(ASKED, APPROVED, PAID, strict=True)], [got for got, _ in APART], "Begärt", "Godkänt", "Utbetalt")},
    "a pivot table that is turned": {"Ramar": GRANTS, "Pivot": TURNED},
}  # fmt: skip


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize("by", STEPS_APART)
def test_each_amount_is_in_its_step_alone(by: str, is_mapped: bool, tmp_path: Path) -> None:
    verdict = judge(tmp_path / "bok.xlsx", is_mapped=is_mapped, **STEPS_APART[by])
    assert (figures(verdict), loud(verdict)) == (APART, [])


WHOLE = [(asked + approved + paid, approved + paid, paid) for asked, approved, paid in zip(ASKED, APPROVED, PAID, strict=True)]
"""What was requested, of that approved, and of that paid."""


@pytest.mark.parametrize("is_mapped", [False, True])
def test_of_steps_that_contain_each_other_what_is_approved_counts_and_the_others_are_said(is_mapped: bool, tmp_path: Path) -> None:
    called_off = [got for got, _ in APART]
    verdict = judge(tmp_path / "bok.xlsx", is_mapped=is_mapped, Läget=balances(WHOLE, called_off, "Sökt", "Godkänt", "Utbetalt"))
    assert (figures(verdict), loud(verdict)) == ([(got, 0) for got in called_off], [])
    said = [each.hit.place.cell for each in verdict.findings if each.rule.code == "ST11" and each.hit.place]
    assert said == ([] if is_mapped else ["C1"])


def test_what_is_requested_beyond_what_is_approved_waits(tmp_path: Path) -> None:
    cells = [(asked, approved, paid) for asked, (_, approved, paid) in zip(ASKED, WHOLE, strict=True)]
    verdict = judge(tmp_path / "bok.xlsx", Läget=balances(cells, [got for got, _ in APART], "Sökt", "Beviljade avrop", "Utbetalt"))
    assert (figures(verdict), loud(verdict)) == (APART, [])


def answer(known: Path, line: str, more: str = "") -> Path:
    text = known.read_text("utf-8")
    assert f"\n#{line}" in text
    known.write_text(text.replace(f"\n#{line}", f"\n{line}").replace("[table.columns]\n#", f"[table.columns]\n{more}#"), "utf-8")
    return known


def test_where_nothing_tells_what_contains_what_it_is_asked_with_both_totals_and_a_map_answers(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    rows = [("Nämnd", "Sökt", "Godkänt", "Utbetalt"), *((name, *each) for name, each in zip(GRANTED, WHOLE, strict=True))]
    verdict = judge(path, Ramar=GRANTS, Avrop=rows)
    assert (figures(verdict), loud(verdict)) == ([], [("ST12", "Avrop!B1")])
    (asked,) = [each.message("sv").replace("\u00a0", " ") for each in verdict.findings if each.rule.code == "ST12"]
    assert "det godkända och det utbetalda tillsammans (1 572 000 kr) eller det godkända, som det utbetalda är en del av (1 141 000 kr)" in asked
    known = answer(write_map(path), '"Belopp" = ["C"]')
    answered = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
    assert figures(answered) == [(got, 0) for got, _ in APART]


def test_rows_of_steps_of_which_nothing_tells_are_asked_about_also_with_an_open_map(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    rows = [("Uppföljning",), (), (None, *GRANTED), ("Beviljat", *GRANTED.values()), ("Begärt", *ASKED), ("Godkänt", *APPROVED), ("Utbetalt", *PAID)]
    for is_mapped in (False, True):
        verdict = judge(path, is_mapped=is_mapped, Läget=rows)
        assert figures(verdict) == []
        assert {code for code, _ in loud(verdict)} == {"ST12"}
    known = answer(write_map(path), 'A = ["Godkänt"]')
    assert [got for got, _ in figures(app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict)] == [*APPROVED]


def test_a_pivot_table_beside_the_list_that_it_sums_is_not_counted_again(tmp_path: Path) -> None:
    alone = judge(tmp_path / "lista.xlsx", Ramar=GRANTS, Avrop=LIST)
    both = judge(tmp_path / "bok.xlsx", Avrop=LIST, **STEPS_APART["a pivot table"])
    assert figures(both) == figures(alone)


def test_a_list_with_an_amount_for_each_step_is_no_summary(tmp_path: Path) -> None:
    rows = [("Datum", "Nämnd", "Begärt", "Godkänt", "Utbetalt"), (date(2026, 5, 4), "KN", 9_000, 8_000, 8_000), (date(2026, 5, 9), "KN", 5_000, 4_000, 0)]
    verdict = judge(tmp_path / "bok.xlsx", Ramar=GRANTS, Avrop=rows)
    assert {code for code, _ in loud(verdict)} == {"ST12"}
    assert "Belopp kan stå i flera kolumner" in next(each.message("sv") for each in verdict.findings if each.rule.code == "ST12")


def test_a_summary_that_states_what_is_called_off_is_not_asked_what_its_steps_contain(tmp_path: Path) -> None:
    rows = [("Nämnd", "Beviljat", "Avropat", "Godkänt", "Utbetalt"), *((name, kr, each[1], each[1], each[2]) for (name, kr), each in zip(GRANTED.items(), WHOLE, strict=True))]
    verdict = judge(tmp_path / "bok.xlsx", Läget=rows)
    assert (figures(verdict), loud(verdict)) == ([(got, 0) for got, _ in APART], [])
