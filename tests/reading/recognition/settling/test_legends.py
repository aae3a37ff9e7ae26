"""Codes for statuses that the workbook itself explains are read so, and said; what it does not explain is found once for each code."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import (
    CALLED,
    FRN,
    GRANTS,
    KN,
    LIST_HEADINGS,
    Rows,
    plain_sheets,
    write_map,
    write_sheets,
)
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
CODES = {"begärt": "A", "godkänt": "B", "utbetalt": "C"}
NUMBERS = {"begärt": 1, "godkänt": 2, "utbetalt": 3}
FIGURES = {KN: (140_000, 0), FRN: (520_000, 60_000)}


def coded(codes: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [LIST_HEADINGS, *((*row[:4], codes[row[4]]) for row in CALLED)]


def judge(path: Path, *, is_mapped: bool = False, **sheets: Rows) -> Verdict:
    write_sheets(path, plain_sheets(Fördelning=GRANTS, **sheets))
    return app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path) if is_mapped else None).verdict


def figures(verdict: Verdict) -> dict[str, tuple[int, int]]:
    known = {each.recipient: (each.called_off // 100, each.requested // 100) for each, is_known in verdict.balances if is_known}
    return {name: known[name] for name in (KN, FRN) if name in known}


def unknown(verdict: Verdict) -> list[tuple[Any, list[str | None]]]:
    return [
        (each.hit.found, [place.cell for place in (each.hit.place, *each.hit.related) if place])
        for each in verdict.findings
        if each.rule.code == "VD13"
    ]


def beside(rows: Sequence[Sequence[Any]], legend: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """A list with a legend to its right, a column apart."""
    filled = [*legend, *[()] * (len(rows) - len(legend))]
    return [(*row, None, *more) for row, more in zip(rows, filled, strict=True)]


EXPLAINED: Mapping[str, dict[str, Rows]] = {
    "a note above": {"Avrop": [("A = begärt, B = beviljat, C = utbetalt",), (), *coded(CODES)]},
    "a note below": {"Avrop": [*coded(CODES), (), ("Status: A – begärt, B – godkänt av KS, C – utbetalt till nämnden",)]},
    "a note elsewhere": {"Avrop": coded(NUMBERS), "Läs mig": [("Så här förs listan",), ("1 = begärt; 2 = godkänt; 3 = utbetalt",)]},
    "a table elsewhere": {"Avrop": coded(NUMBERS), "Koder": [("Kod", "Betydelse"), (1, "Begäran inkommen"), (2, "Godkänt"), (3, "Utbetalt")]},
    "a table beside": {"Avrop": beside(coded(NUMBERS), [("Kod", "Betydelse"), (1, "begärt"), (2, "beviljat"), (3, "utbetalt")])},
    "a cell each": {"Avrop": coded(CODES), "Koder": [("Statuskoder",), ("A = begärt",), ("B = godkänt",), ("C = utbetalt",)]},
    "its own sheet before another": {
        "Avrop": [("A = begärt, B = beviljat, C = utbetalt",), (), *coded(CODES)], "Annat": [("A = utbetalt, B = begärt, C = avslaget",)],
    },
}  # fmt: skip


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize("how", EXPLAINED)
def test_codes_mean_what_the_workbook_says(how: str, is_mapped: bool, tmp_path: Path) -> None:
    verdict = judge(tmp_path / "bok.xlsx", is_mapped=is_mapped, **EXPLAINED[how])
    assert (figures(verdict), unknown(verdict)) == (FIGURES, [])
    said = [each.message("sv") for each in verdict.findings if each.rule.code == "ST10"]
    assert any("under Status betyder utbetalt, som det står i " in text for text in said)


UNEXPLAINED: Mapping[str, Rows] = {
    "nothing": [("Avrop 2026",)], "a denial": [("A = ej beslutat, B = inte utbetalt, C = klar för utbetalning",)],
    "two places that differ": [("A = begärt, B = godkänt, C = utbetalt",), ("A = godkänt, B = begärt, C = avslaget",)],
    "a list": [("B", "godkänt"), ("A", "begärt"), ("B", "godkänt"), ("A", "begärt"), ("C", "utbetalt"), ("C", "utbetalt")],
}  # fmt: skip


@pytest.mark.parametrize("how", UNEXPLAINED)
def test_what_nothing_explains_is_found_once_for_each_code(how: str, tmp_path: Path) -> None:
    verdict = judge(tmp_path / "bok.xlsx", Avrop=coded(CODES), Annat=UNEXPLAINED[how])
    assert unknown(verdict) == [("C", ["E2", "E5"]), ("B", ["E3", "E4", "E6"]), ("A", ["E7"])]
    assert figures(verdict) == {}


def test_what_a_legend_leaves_out_stays_unknown(tmp_path: Path) -> None:
    verdict = judge(tmp_path / "bok.xlsx", Avrop=[("A = begärt, C = utbetalt",), (), *coded(CODES)])
    assert unknown(verdict) == [("B", ["E5", "E6", "E8"])]


def test_a_map_comes_before_the_legend(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    write_sheets(path, plain_sheets(Fördelning=GRANTS, Avrop=[("A = begärt, B = beviljat, C = utbetalt",), (), *coded(CODES)]))
    known = tmp_path / "karta.toml"
    known.write_text('version = 1\n[meanings.Status]\n"B" = "begärt"\n', "utf-8")
    assert figures(app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict) == {KN: (75_000, 65_000), FRN: (400_000, 180_000)}
