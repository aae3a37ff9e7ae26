"""What formulas do on a sheet of which nothing is read: said, but no fault, unless the sheet has to do with what is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.build_other_layouts import CALLED, GRANTS, LIST_HEADINGS, plain_sheets, two_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.finding import Severity

SCORES: Sequence[Sequence[Any]] = [
    ("Betyg", "Antal", "Dubbelt"), *((grade, grade * 10, f"=B{row}+B{row}") for row, grade in enumerate((5, 4, 3, 2, 1), 2)),
]  # fmt: skip


def judge_formulas(folder: Path, rows: Sequence[Sequence[Any]], called: Sequence[Sequence[Any]] = (LIST_HEADINGS, *CALLED)) -> dict[str, Severity]:
    """The severity of each finding about formulas on a third sheet, by its rule and cell."""
    path = write_sheets(folder / "bok.xlsx", {**two_sheets(called=called), **plain_sheets(Nyckeltal=rows)})
    found = app.validate_workbook(path).verdict.findings
    return {
        f"{each.rule.code} {each.hit.place.cell}": each.severity
        for each in found
        if each.rule.code in ("FO01", "FO02", "FO03", "FO04", "FO05", "FO10") and each.hit.place and each.hit.place.sheet == "Nyckeltal"
    }


def test_a_sum_of_a_part_that_says_so_is_meant_so(tmp_path: Path) -> None:
    total = (None, "=SUM(B2:B6)")
    assert judge_formulas(tmp_path, [*SCORES, total, (), ("Varav 3 eller högre", "=SUM(B2:B4)")]) == {}
    assert judge_formulas(tmp_path, [*SCORES, ("Andel", "=SUM(B2:B4)")]) == {"FO05 B7": Severity.NOTE}


def test_formulas_of_a_sheet_that_has_nothing_to_do_with_what_is_read_are_noted(tmp_path: Path) -> None:
    rows = [*SCORES[:3], (3, 30, 60), *SCORES[4:]]
    assert judge_formulas(tmp_path, rows) == {"FO02 C4": Severity.NOTE}
    rows[3] = (3, 30, "=B4+A4")
    assert judge_formulas(tmp_path, rows) == {"FO03 C4": Severity.NOTE}
    rows = [*SCORES, (), ("Andel av 60", "=B2/60")]
    assert judge_formulas(tmp_path, rows) == {"FO04 B8": Severity.NOTE}
    rows = [*SCORES[:3], (3, "30", None), (2, "#N/A", None), SCORES[5], ("Summa", "=SUM(B2:B6)")]
    assert judge_formulas(tmp_path, rows) == {"FO10 B4": Severity.NOTE, "FO01 B5": Severity.NOTE}


def test_formulas_of_a_sheet_that_builds_on_what_is_read_are_faults(tmp_path: Path) -> None:
    rows = [*SCORES[:3], (3, 30, 60), *SCORES[4:], (), ("Avropat", "=SUM(Avrop!D2:D7)")]
    assert judge_formulas(tmp_path, rows) == {"FO02 C4": Severity.ERROR}


def test_formulas_of_a_sheet_on_which_what_is_read_builds_are_faults(tmp_path: Path) -> None:
    rows = [*SCORES[:3], (3, 30, 60), *SCORES[4:]]
    number, day, name, _, status = CALLED[0]
    called = [LIST_HEADINGS, (number, day, name, "=Nyckeltal!C4*1000", status), *CALLED[1:]]
    assert judge_formulas(tmp_path, rows, called) == {"FO02 C4": Severity.ERROR}


def test_a_short_sum_of_what_is_read_is_a_fault(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=[*GRANTS, ("Summa", "=SUM(B2:B6)")]))
    assert "FO05" in {each.rule.code for each in app.validate_workbook(path).verdict.findings if each.severity is Severity.ERROR}
