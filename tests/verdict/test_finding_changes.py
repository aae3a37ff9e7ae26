"""The findings that came and went: the same finding is known by its row, wherever that stands."""

from pathlib import Path

from support import rule_pages
from xl_kraftsamling import app

ROW = "| A-1 | 2026-06-01 | kulturnämnden | I-07 | {} | utbetalt |"
OTHER = "| A-0 | 2026-06-01 | {} | I-03 | 1 000 | utbetalt |"
HEAD = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"


def compare(folder: Path, before: str, after: str) -> tuple[list[str], list[str]]:
    for name, example in (("f.xlsx", before), ("e.xlsx", after)):
        rule_pages.write(rule_pages.book_with(example), folder / name)
    found = app.compare_workbooks(folder / "f.xlsx", folder / "e.xlsx").findings
    return [each.rule.code for each in found.came], [each.rule.code for each in found.went]


def test_a_finding_whose_row_has_moved_is_the_same(tmp_path: Path) -> None:
    wrong = ROW.format('"75 000"')
    assert compare(tmp_path, HEAD + wrong, HEAD + OTHER.format("fritidsnämnden") + "\n" + wrong) == ([], [])


def test_what_was_mended_is_gone_and_what_was_broken_is_new(tmp_path: Path) -> None:
    right, wrong = HEAD + ROW.format("75 000"), HEAD + ROW.format('"75 000"')
    assert compare(tmp_path, wrong, right) == ([], ["VD01", "KO01"])
    assert compare(tmp_path, right, wrong) == (["VD01", "KO01"], [])


def test_another_fault_in_the_same_cell_is_another_finding(tmp_path: Path) -> None:
    assert compare(tmp_path, HEAD + ROW.format('"75 000"'), HEAD + ROW.format('"ca 75 000"')) == (["VD02"], ["VD01"])


def test_a_note_on_a_word_is_the_same_in_whatever_cell_it_is_first_found(tmp_path: Path) -> None:
    before = HEAD + OTHER.format("FRN")
    after = HEAD + ROW.format("75 000").replace("kulturnämnden", "FRN").replace("I-07", "I-03") + "\n" + OTHER.format("FRN")
    assert compare(tmp_path, before, after) == ([], [])


def test_findings_at_headings_at_single_values_and_of_the_whole_workbook_are_compared_too(tmp_path: Path) -> None:
    def at(status: str) -> str:
        return f"Beslut\n| Uppgift | Värde |\n|---|---|\n| Status | {status} |\n| Diarienummer | STK-2026-58 |\n"

    assert compare(tmp_path, at("beslut"), at("beslut")) == ([], [])
    assert compare(tmp_path, at("beslut"), at("klart"))[0] == ["VD13", "KO01"]
    wrong = "Tilldelning\n| Mottagare | Slag | Beviljat belopp |\n|---|---|---:|\n| kulturnämnden | nämnd | 900 000 |\n"
    assert compare(tmp_path, wrong, wrong) == ([], [])
    assert {"TD01", "TD02"} <= {*compare(tmp_path, HEAD, wrong)[0]}
    assert "ST01" in compare(tmp_path, HEAD, HEAD + "~~Utfall~~\n")[0]
