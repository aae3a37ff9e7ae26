"""`kraftsamling validate --recalc`: what the second opinion on formulas adds to a check, and that nothing changes without it."""

import json
from pathlib import Path

import pytest

from support import build_xlsx, rule_pages
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.rules import BY_CODE

FORMULAS = (
    '<row r="40"><c r="P40"><v>5</v></c><c r="Q40"><f>P40*2</f><v>11</v></c></row>'
    '<row r="41"><c r="P41"><v>6</v></c><c r="Q41"><f>P41*2</f><v>13</v></c><c r="R41"><f>TODAY()</f><v>46000</v></c></row>'
    '<row r="42"><c r="Q42"><f>P42*2</f><v>0</v></c><c r="R42" t="str"><f>"&lt;b>"</f><v>\u202e=1</v></c></row>'
)


def add_formulas(path: Path, rows: str = FORMULAS) -> None:
    """Put formulas beside the data of the last sheet of a workbook, which is not calculated when it is opened."""
    parts = build_xlsx.unpack(path)
    parts[build_xlsx.WORKBOOK] = parts[build_xlsx.WORKBOOK].replace(b' fullCalcOnLoad="1"', b"")
    name = max(each for each in parts if each.startswith("xl/worksheets/sheet"))
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    build_xlsx.pack(path, parts)


def find(workbook: str, *options: str) -> dict[str, list[dict[str, object]]]:
    """The findings of a workbook about its formulas and about what was not tried, by code."""
    (checked,) = json.loads(kraft("validate", workbook, "--format", "json", *options).stdout)["workbooks"]
    found = checked["findings"]
    return {code: [each for each in found if each["code"] == code] for code in ("FO08", "KO01")}


def test_stale_formulas_are_found_where_it_is_asked_for_and_only_there(workbooks: Path) -> None:
    add_formulas(workbooks / "right.xlsx")
    assert find("right.xlsx") == {"FO08": [], "KO01": []}
    found = find("right.xlsx", "--recalc")
    assert [(each["cell"], each["found"], each["expected"]) for each in found["FO08"]] == [("Q40", 11, 10), ("R42", "\\u202e=1", "<b>")]
    assert [each["cell"] for each in found["FO08"][0]["related"]] == ["Q41"]  # type: ignore[attr-defined]
    (untried,) = found["KO01"]
    sheet = untried["sheet"]
    assert untried["message"] == f"Formeln i {sheet}!R41 har inte räknats om: IDAG() ger ett nytt värde varje gång arbetsboken räknas om."


def test_values_are_told_as_excel_shows_them(workbooks: Path) -> None:
    rows = [("1/3", "0.25"), ("12345*2", "7"), ("2025+1", "2025"), ("1/0", "5"), ("DATE(2026,5,20)", "1")]
    cells = [f'<c r="{letter}50"><f>{formula}</f><v>{stored}</v></c>' for letter, (formula, stored) in zip("PQRST", rows, strict=True)]
    add_formulas(workbooks / "right.xlsx", f'<row r="50">{"".join(cells)}<c r="U50" t="b"><f>1=1</f><v>0</v></c></row>')
    told = [str(each["message"]).removeprefix("Cellen visar ") for each in find("right.xlsx", "--recalc")["FO08"]]
    assert told == [
        "0,25, men omräknad ger formeln 0,333333333333.", "7, men omräknad ger formeln 24\u00a0690.", "2025, men omräknad ger formeln 2026.",
        "5, men omräknad ger formeln #DIV/0!.", "1, men omräknad ger formeln 46\u00a0162.", "FALSKT, men omräknad ger formeln SANT.",
    ]  # fmt: skip


def test_signs_that_steer_a_terminal_are_shown_and_not_passed_on(workbooks: Path) -> None:
    add_formulas(workbooks / "right.xlsx")
    shown = kraft("validate", "right.xlsx", "--recalc").stdout
    assert "\u202e" not in shown
    assert "visar ”\\u202e=1”, men omräknad ger formeln ”<b>”" in " ".join(shown.split())


def test_a_workbook_whose_values_are_fresh_gets_the_same_verdict(workbooks: Path) -> None:
    assert kraft("fill", "--example", "exempel.xlsx").exit_code == 0
    for name in ("right.xlsx", "exempel.xlsx", "errors.xlsx"):
        assert kraft("validate", name, "--recalc").stdout == kraft("validate", name).stdout


def test_a_cell_of_a_table_without_a_value_is_told_once(workbooks: Path) -> None:
    rule_pages.write(rule_pages.book_with(BY_CODE["FO08"].bad), workbooks / "utan.xlsx")
    add_formulas(workbooks / "utan.xlsx", '<row r="50"><c r="P50"><f>1+1</f></c><c r="Q50"><f>NOW()</f></c></row>')
    before, after = find("utan.xlsx"), find("utan.xlsx", "--recalc")
    assert [each["cell"] for each in before["FO08"]] == ["E2", "H6", "P50"]
    assert [(each["cell"], each["expected"]) for each in after["FO08"]] == [("E2", None), ("H6", 1_200_000), ("P50", 2), ("Q50", None)]


def test_several_workbooks_at_a_time_find_the_same(workbooks: Path) -> None:
    add_formulas(workbooks / "right.xlsx")
    one, two = (kraft("validate", "right.xlsx", "errors.xlsx", "--recalc", "--jobs", jobs) for jobs in ("1", "2"))
    assert (one.stdout, one.exit_code) == (two.stdout, two.exit_code)


def test_without_the_engine_a_sentence_says_how_to_install_it(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "can_recalculate", lambda: False)
    refused = kraft("validate", "right.xlsx", "--recalc")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "pip install pyOfficeEditor==0.4.1" in refused.stderr
    assert kraft("validate", "right.xlsx").exit_code == 0
