"""What a value was read as is said once for a table, a column and a value, with every other cell among the related ones."""

import json
from pathlib import Path

import pytest

from support import rule_pages
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding, Hit, Severity
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict.same_values import gather_same_values

ALIASES = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | KN | I-07 | 1 000 | godkänt |
| A-2 | 2026-07-01 | FRN | I-08 | 1 000 | godkänt |
| A-3 | 2026-08-01 | KN | I-08 | 2 000 | Godkänd |
| A-4 | 2026-08-02 | KN | I-08 | 3 000 | godkänt |
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rule_pages.write(rule_pages.book_with(ALIASES), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def test_a_name_that_stands_in_several_cells_is_one_finding(book: Path) -> None:
    verdict = app.validate_workbook(book).verdict
    found = [(f.hit.found, f.hit.place.cell, [place.cell for place in f.hit.related]) for f in verdict.findings if f.rule.code == "VD09"]
    assert found == [("KN", "C2", ["C4", "C5"]), ("FRN", "C3", []), ("Godkänd", "F4", [])]
    assert verdict.counts[Severity.NOTE] == len([f for f in verdict.findings if f.severity is Severity.NOTE])


def test_the_other_cells_are_named_in_every_output(book: Path) -> None:
    shown = " ".join(kraft("validate", str(book), "--verbose").stdout.split())
    assert "C2, C4–C5 ”KN” under Mottagare har lästs som kulturnämnden." in shown
    document = json.loads(kraft("validate", str(book), "--format", "json").stdout)
    (one,) = [each for each in document["workbooks"][0]["findings"] if each["found"] == "KN"]
    assert [place["cell"] for place in one["related"]] == ["C4", "C5"]


def make_finding(severity: Severity = Severity.NOTE, *, waived: bool = False, found: str = "KN") -> Finding:
    return Finding(rule=BY_CODE["VD09"], hit=Hit(place=None, found=found), severity=severity, waived=waived)


def test_a_warning_a_waived_one_and_another_rule_stay_by_themselves() -> None:
    warnings = [make_finding(Severity.WARNING)] * 2
    waived = [make_finding(waived=True)] * 2
    others = [Finding(rule=BY_CODE["IN04"], hit=Hit(place=None, found="KN"), severity=Severity.NOTE)] * 2
    assert len(gather_same_values([*warnings, *waived, *others]).findings) == 6


def test_readings_without_a_cell_are_one_too() -> None:
    assert gather_same_values([make_finding(), make_finding(), make_finding(found="FN")]).findings == [make_finding(), make_finding(found="FN")]
