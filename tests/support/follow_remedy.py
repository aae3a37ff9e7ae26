"""What is found in a workbook before and after a remedy was followed."""

from collections.abc import Iterable
from pathlib import Path

from support import rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding, Severity


def find_open(path: Path) -> list[Finding]:
    """What is found in a workbook and nobody has waived."""
    return [finding for finding in app.validate_workbook(path).verdict.findings if not finding.waived]


def check_cleared(code: str, before: Iterable[Finding], after: Iterable[Finding]) -> None:
    """The finding of a code was there and is gone, and nothing new is wrong."""
    before, after = list(before), list(after)
    assert code in {finding.rule.code for finding in before}
    assert code not in {finding.rule.code for finding in after}
    assert _list_troubles(after) <= _list_troubles(before)


def follow(code: str, bad: str, mended: str, folder: Path) -> list[Finding]:
    """Follow a remedy in the workbook of an example, which it has to clear; returns what was found before."""
    path = folder / "bok.xlsx"
    rule_pages.write(rule_pages.book_with(bad), path)
    before = find_open(path)
    rule_pages.write(rule_pages.mend(bad, mended), path)
    check_cleared(code, before, find_open(path))
    return before


def _list_troubles(findings: Iterable[Finding]) -> set[tuple[str, ...]]:
    """What must not be new where a remedy was followed: an error, and a rule that is not tried."""
    found = [(finding.severity, finding.rule.code, finding.hit.values) for finding in findings]
    errors = {(code,) for severity, code, _ in found if severity is Severity.ERROR}
    return errors | {(code, untried) for severity, code, values in found if severity is Severity.NOT_TRIED for untried in values["codes"]}
