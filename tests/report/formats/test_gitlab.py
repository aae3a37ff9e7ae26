"""Findings as GitLab's Code Quality report: what GitLab's documentation requires of each, and fingerprints that stay."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support import rule_pages
from support.run_cli import kraft
from support.waived_book import WAIVED

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}
HEAD = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"


def write_report(*arguments: str, **environment: str) -> list[dict[str, Any]]:
    report: list[dict[str, Any]] = json.loads(kraft("validate", *arguments, "--format", "gitlab", **environment).stdout)
    return report


def write_book(path: Path, example: str) -> str:
    rule_pages.write(rule_pages.book_with(example), path)
    return path.name


def test_every_entry_of_every_rule_has_what_gitlab_requires_and_a_fingerprint_of_its_own(
    examples: Path, rule_books: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples)
    report = write_report(*rule_books, "broken.xlsx", "right.xlsx", "undan tåg.xlsx", rule_books[0])
    for entry in report:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["description"]
        assert entry["severity"] in SEVERITIES
        assert entry["location"]["path"] in {*rule_books, "broken.xlsx", "undan tåg.xlsx"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert re.fullmatch("[0-9a-f]{64}", entry["fingerprint"])
    assert len({entry["fingerprint"] for entry in report}) == len(report)
    assert {entry["check_name"] for entry in report} >= {"unreadable", "AV01", "FO09", "KO01"}


def test_nothing_found_is_an_empty_array(workbooks: Path) -> None:
    assert write_report("right.xlsx") == []


def test_severities_and_lines_are_those_of_the_findings(workbooks: Path) -> None:
    found = {(entry["check_name"], entry["severity"], entry["location"]["lines"]["begin"]) for entry in write_report("errors.xlsx", "broken.xlsx")}
    assert found == {("VD01", "critical", 2), ("VD02", "critical", 2), ("KO01", "minor", 2), ("unreadable", "blocker", 1)}


def test_a_waived_finding_is_left_out_and_its_waiver_is_told(workbooks: Path) -> None:
    found = [(entry["check_name"], entry["location"]["lines"]["begin"]) for entry in write_report(write_book(workbooks / "w.xlsx", WAIVED))]
    assert ("AV04", 3) in found
    assert ("AV04", 2) not in found
    assert any(code == "KO03" for code, _ in found)


def test_a_fingerprint_outlives_an_inserted_row(workbooks: Path) -> None:
    row = '| A-5 | 2026-06-01 | kulturnämnden | I-07 | "75 000" | utbetalt |'
    (before, *_) = write_report(write_book(workbooks / "bok.xlsx", HEAD + row))
    (after, *_) = write_report(write_book(workbooks / "bok.xlsx", f"{HEAD}| A-1 | 2026-06-01 | kulturnämnden | I-07 | 10 | utbetalt |\n{row}"))
    assert (before["location"]["lines"]["begin"], after["location"]["lines"]["begin"]) == (2, 3)
    assert before["fingerprint"] == after["fingerprint"]


def test_the_path_is_relative_to_the_repository(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workbooks / "ekonomi").mkdir()
    (workbooks / "errors.xlsx").rename(workbooks / "ekonomi" / "errors.xlsx")
    monkeypatch.chdir(workbooks / "ekonomi")
    here, there = write_report("errors.xlsx"), write_report("errors.xlsx", CI_PROJECT_DIR=str(workbooks))
    assert [report[0]["location"]["path"] for report in (here, there)] == ["errors.xlsx", "ekonomi/errors.xlsx"]
