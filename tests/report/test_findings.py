"""Findings as a person reads them: by sheet, cell first, in both languages, at every width."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.report import findings

MANY = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
""" + "\n".join(f'| A-{n} | 2026-06-{n:02d} | kulturnämnden | I-07 | "{n} 000" | utbetalt |' for n in range(1, 13))


def unpainted(words: str, _role: str) -> str:
    return words


def painted(words: str, role: str) -> str:
    return f"<{role}>{words}</>"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_are_shown_by_sheet_with_a_summary(
    lang: str, workbooks: Path, snapshot: Callable[[str, str], None]
) -> None:
    verdict = app.validate_workbook(workbooks / "errors.xlsx").verdict
    snapshot(f"validate_{lang}", "\n".join(findings.render_workbook("errors.xlsx", verdict, lang, 80, unpainted)) + "\n")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(width: int, workbooks: Path) -> None:
    verdict = app.validate_workbook(workbooks / "errors.xlsx").verdict
    wrapped = [line for line in findings.render_workbook("b", verdict, "sv", width, unpainted) if line.startswith("      ")]
    assert wrapped
    assert all(len(line) <= width for line in wrapped)


def test_findings_beyond_the_first_ten_of_a_code_are_counted(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    verdict = validated(MANY).verdict
    lines = list(findings.render_workbook("b", verdict, "sv", 100, unpainted))
    assert sum(" VD01 " in line for line in lines) == findings.MAX_PER_CODE + 1
    assert "  … och 2 till av VD01 på det här bladet. Alla visas med --format json." in lines


def test_a_waived_finding_is_shown_as_such_and_is_counted_apart(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    verdict = validated(MANY).verdict
    waived = replace(verdict, findings=[replace(finding, waived=True) for finding in verdict.findings])
    lines = list(findings.render_workbook("b", waived, "sv", 100, unpainted))
    assert any("✖ fel (undantag)  VD01" in line for line in lines)
    assert f"{len(verdict.findings)} undantag" in lines
    assert "Omdöme: ✔ uppfyller kontrollerna" in lines


def test_a_finding_without_a_cell_is_listed_under_its_sheet_and_one_without_a_sheet_under_the_workbook(
    validated: Callable[[str], app.ValidatedWorkbook],
) -> None:
    verdict = validated("~~Prognos~~").verdict
    lines = list(findings.render_workbook("b", verdict, "sv", 100, unpainted))
    assert lines[lines.index("Prognos") + 1].startswith("  –  ✖ fel  ST01")
    nowhere = replace(verdict, findings=[replace(f, hit=replace(f.hit, place=None)) for f in verdict.findings])
    assert "Arbetsboken" in list(findings.render_workbook("b", nowhere, "sv", 100, unpainted))


def test_every_severity_has_its_paint_and_its_word(workbooks: Path) -> None:
    shown = "\n".join(findings.render_workbook("b", app.validate_workbook(workbooks / "errors.xlsx").verdict, "sv", 100, painted))
    assert "<fel>✖ fel</>" in shown
    assert "<ej prövad>○ ej prövad</>" in shown
    assert "<title>Avrop</>" in shown


def test_a_run_is_summed_up_in_a_line() -> None:
    words = ["fel", "uppfyller kontrollerna", None, "fel"]
    assert findings.render_total(words, "sv") == "4 arbetsböcker: 2 fel, 1 uppfyller kontrollerna, 1 kunde inte läsas"
    assert findings.render_total(words, "en") == "4 workbooks: 2 error, 1 complies with the rules, 1 could not be read"
