"""Findings as a person reads them: what to do first, by severity, sheet and rule, in both languages, at every width."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from support.build_other_layouts import plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.report import findings
from xl_kraftsamling.verdict import Verdict

HEAD = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
"""
MANY = HEAD + "\n".join(f'| A-{n} | 2026-06-{n:02d} | kulturnämnden | I-07 | "{n} 000" | utbetalt |' for n in range(1, 13))
MIXED = HEAD + """| A-1 | 2026-06-01 | kulturnämnden | I-07 | "ca 1" | utbetalt |
| A-2 | 2026-06-02 | KN | I-07 | "ca 1" | utbetalt |
| A-3 | 2026-06-03 | KN | I-07 | "ca 2" | utbetalt |
| A-4 | 2026-06-04 | FSN | I-07 | 1 000 | utbetalt |
| A-5 | 2025-06-05 | kulturnämnden | I-07 | 1 000 | utbetalt |
| A-6 | 2025-06-06 | kulturnämnden | I-07 | 1 000 | utbetalt |
| A-7 | 2026-06-07 | kulturnämnden |  | 1 000 | utbetalt |
"""


def unpainted(words: str, _role: str) -> str:
    return words


def painted(words: str, role: str) -> str:
    return f"<{role}>{words}</>"


def render(verdict: Verdict, lang: str = "sv", *, verbose: bool = False, width: int = 100) -> list[str]:
    return list(findings.render_workbook("b", verdict, lang, width, unpainted, verbose=verbose))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_are_shown_by_severity_and_sheet_with_a_summary(
    lang: str, workbooks: Path, snapshot: Callable[[str, str], None]
) -> None:
    verdict = app.validate_workbook(workbooks / "errors.xlsx").verdict
    snapshot(f"validate_{lang}", "\n".join(findings.render_workbook("errors.xlsx", verdict, lang, 80, unpainted)) + "\n")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(width: int, workbooks: Path) -> None:
    lines = render(app.validate_workbook(workbooks / "errors.xlsx").verdict, width=width)
    wrapped = [line for line in lines if line.startswith("    ")]
    assert wrapped
    assert all(len(line) <= width for line in wrapped)


def test_each_cell_has_one_line_and_what_they_share_is_said_once(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    lines = render(validated(MANY).verdict)
    at = lines.index("  ✖ VD01  Beloppet är text (12 celler)")
    assert lines[at + 1 : at + 3] == ["    E2   ”1 000” → 1\u00a0000", "    E3   ”2 000” → 2\u00a0000"]
    assert lines[at + 13].startswith("    Beloppet ”…” är lagrat som text.")
    assert sum("→ Skriv talet … i cellen" in line for line in lines) == 1


def test_cells_with_one_value_share_a_line_and_sentences_that_differ_stand_with_their_cells(
    validated: Callable[[str], app.ValidatedWorkbook],
) -> None:
    lines = render(validated(MIXED).verdict)
    at = lines.index("  ✖ VD02  Beloppet går inte att tolka (3 celler)")
    assert lines[at + 1 : at + 3] == ["    E2–E3  ”ca 1”", "    E4     ”ca 2”"]
    at = lines.index("  ✖ AV10  Avropet ligger utanför beslutets år (2 celler)")
    assert lines[at + 1].startswith("    B6  Avropet är daterat 2025-06-05, men")
    assert lines[at + 2].startswith("    B7  Avropet är daterat 2025-06-06, men")
    assert "undantag för AV10 på den raden" in " ".join(" ".join(lines[at + 3 : at + 6]).split())


def test_errors_come_first_and_what_asks_for_nothing_is_counted_last(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    lines = render(validated(MIXED).verdict)
    order = [lines.index(line) for line in ("✖ 6 fel", "▲ 1 varning", "● 1 upplysning om hur namn lästes: --verbose visar dem.")]
    assert order == sorted(order)
    assert not any("VD09" in line for line in lines)


def test_what_could_not_be_tried_is_one_paragraph_and_its_codes_are_shown_on_demand(
    validated: Callable[[str], app.ValidatedWorkbook],
) -> None:
    verdict = validated(MIXED).verdict
    lines = render(verdict)
    at = next(number for number, line in enumerate(lines) if line.startswith("○ Ej prövat: "))
    assert lines[at].endswith("kontroller (--verbose visar vilka)")
    paragraph = " ".join(" ".join(lines[at + 1 : lines.index("", at)]).split())
    assert paragraph.endswith("kontroller väntar på Avrop!E2, Avrop!E3, Avrop!E4 och Avrop!C5.")
    assert not any("KO01  " in line for line in lines)
    shown = "\n".join(render(verdict, verbose=True))
    assert "Avrop!E2 och 2 celler till går inte att läsa (VD02)." in shown
    assert "inte kunnat göras: TD06, AV01" in " ".join(shown.split())
    assert "VD09  Namnet eller ordet känns igen (2 celler)" in shown


def test_a_long_list_ends_with_what_to_do_first(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    last = " ".join(render(validated(MIXED).verdict)[-2:])
    assert "Börja med VD10 i Avrop!C5: 17 kontroller väntar på det. När det är rättat försvinner 1 av 2 ”ej prövad” (KO01)." in last
    assert not any("Börja med" in line for line in render(validated(MANY.partition("| A-2")[0]).verdict))


def test_a_task_is_bounded_and_says_how_to_see_the_rest(
    validated: Callable[[str], app.ValidatedWorkbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MAX_ENTRIES", 10)
    verdict = validated(MANY).verdict
    assert "    … och 2 till: --verbose visar alla." in render(verdict)
    assert any(line.startswith("    E13  ") for line in render(verdict, verbose=True))


def test_many_cells_of_one_entry_are_counted(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    rows = (f"| A-{n} | 2026-06-01 | {'FSN' if n % 2 else 'kulturnämnden'} | I-07 | {n} 000 | utbetalt |" for n in range(1, 31))
    verdict = validated(HEAD + "\n".join(rows)).verdict
    assert any(line.endswith("… (15 celler)") for line in render(verdict))
    assert not any(line.endswith("… (15 celler)") for line in render(verdict, verbose=True))


def test_what_is_missing_is_named_by_table_and_the_rest_by_column(tmp_path: Path) -> None:
    sheets = plain_sheets(
        Tilldelning=[["Nämnd", "Beviljat"], ["kulturnämnden", 800_000], ["MKB", 1_200_000]],
        Avrop=[["Datum", "Nämnd", "Belopp", "Status"], ["2026-06-01", "kulturnämnden", 1_000, "utbetalt"]],
    )
    shown = " ".join(" ".join(render(app.validate_workbook(write_sheets(tmp_path / "b.xlsx", sheets)).verdict)).split())
    assert "Arbetsboken saknar uppgifter om Prognos, Insatser, Utfall och Omfördelning; Avrop-id, Insats-id och Avser avrop i Avrop" in shown
    assert "Ska det inte kontrolleras behöver inget göras." in shown


def test_a_waived_finding_is_folded_and_shown_as_such(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    verdict = validated(MANY).verdict
    waived = replace(verdict, findings=[finding._replace(waived=True) for finding in verdict.findings], causes={})
    lines = render(waived)
    assert f"● {len(verdict.findings)} avvikelser med undantag: --verbose visar dem." in lines
    assert any("✖ VD01  Beloppet är text (undantag)" in line for line in render(waived, verbose=True))
    assert f"Dessutom {len(verdict.findings)} undantag." in lines
    assert "Resultat: ✔ arbetsboken uppfyller kontrollerna" in lines


def test_a_finding_without_a_cell_is_listed_under_its_sheet_and_one_without_a_sheet_under_the_workbook(
    validated: Callable[[str], app.ValidatedWorkbook],
) -> None:
    verdict = validated("~~Prognos~~").verdict
    lines = render(verdict)
    assert lines[lines.index("Prognos") + 1].startswith("  ✖ ST01")
    nowhere = replace(verdict, findings=[f._replace(hit=f.hit._replace(place=None)) for f in verdict.findings])
    assert "Arbetsboken" in render(nowhere)


def test_every_severity_has_its_paint_and_its_word(workbooks: Path) -> None:
    shown = "\n".join(findings.render_workbook("b", app.validate_workbook(workbooks / "errors.xlsx").verdict, "sv", 100, painted))
    assert "<fel>✖ 2 fel</>" in shown
    assert "<ej prövad>○ Ej prövat: " in shown
    assert "<title>Avrop</>" in shown
    assert "Resultat: <fel>✖ 2 fel att rätta</>" in shown
