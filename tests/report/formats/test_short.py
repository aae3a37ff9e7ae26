"""Findings in one line each."""

from pathlib import Path

from support import rule_pages
from support.run_cli import kraft
from support.waived_book import WAIVED


def test_a_finding_is_a_line_that_begins_with_its_path_as_given_and_its_cell(workbooks: Path) -> None:
    (workbooks / "mapp").mkdir()
    (workbooks / "errors.xlsx").rename(workbooks / "mapp" / "fel.xlsx")
    first, *_ = kraft("validate", "mapp/fel.xlsx", "--format", "short").stdout.splitlines()
    assert first.startswith("mapp/fel.xlsx:Avrop!E2: VD01 fel: Beloppet ”75 000” är lagrat som text.")


def test_a_finding_about_the_workbook_has_no_cell(workbooks: Path) -> None:
    sheets = rule_pages.book_with("Arbetsboken\n| Beräkning |\n|---|\n| manuell |\n")
    rule_pages.write(sheets, workbooks / "manuell.xlsx")
    lines = kraft("validate", "manuell.xlsx", "--format", "short").stdout.splitlines()
    assert any(line.startswith("manuell.xlsx: FO09 ") for line in lines)


def test_a_waived_finding_says_so(workbooks: Path) -> None:
    rule_pages.write(rule_pages.book_with(WAIVED), workbooks / "waived.xlsx")
    lines = kraft("validate", "waived.xlsx", "--format", "short").stdout.splitlines()
    assert any(line.startswith("waived.xlsx:Avrop!E2: AV04 fel, undantag: ") for line in lines)


def test_what_stands_in_a_cell_makes_no_second_line(workbooks: Path) -> None:
    sheets = rule_pages.right_book()
    sheets["Avrop"].rows = [["A-1", "2026-06-01\nx.xlsx:Avrop!A1: AV01 fel: påhittat", "kulturnämnden", "I-07", 10, "utbetalt", "", "", ""]]
    rule_pages.write(sheets, workbooks / "rader.xlsx")
    lines = kraft("validate", "rader.xlsx", "--format", "short").stdout.splitlines()
    assert lines
    assert all(line.startswith("rader.xlsx:") for line in lines)
