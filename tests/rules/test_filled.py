"""The words of `filled.json` are what the rules say of their bad examples."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from support import build_book, rule_pages
from xl_kraftsamling import app, rules
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.finding import Finding, Rule, Severity
from xl_kraftsamling.rules.filled import read_filled_words

KEPT = Path(str(files("xl_kraftsamling.rules") / "filled.json"))


def find_first(rule: Rule, path: Path) -> Finding:
    """The first finding of a rule in its bad example; of the guard of the program (TD06), in balances that were tampered with."""
    if not rule.bad:
        ledger = build_book.ledger()
        ledger.balances["MKB"] = ledger.balances["MKB"]._replace(allotted=0)
        return Finding(rule=rule, hit=next(iter(rule.check(ledger))), severity=Severity.ERROR)
    rule_pages.write(rule_pages.book_with(rule.bad), path)
    findings = app.validate_workbook(path, as_of=rule_pages.AS_OF if rule.bad.strip().startswith(rule_pages.OWN) else None).verdict.findings
    return next(finding for finding in findings if finding.rule.code == rule.code)


def fill_words(finding: Finding) -> dict[str, dict[str, str]]:
    """The message and the remedy in every language."""
    return {
        "message": {lang: finding.message(lang) for lang in LANGUAGES},
        "remedy": {lang: finding.remedy(lang) for lang in LANGUAGES},
    }


def test_the_filled_words_are_those_of_the_first_finding_in_the_bad_example(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    words = {rule.code: fill_words(find_first(rule, tmp_path / "bad.xlsx")) for rule in rules.RULES}
    if request.config.getoption("--update-snapshots"):
        KEPT.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert words == json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("code", rules.BY_CODE)
def test_no_filled_words_have_a_hole(code: str) -> None:
    for text in read_filled_words(code):
        for words in text:
            assert words
            assert not re.search(r"[{}]|  |””|““|“”|\(\)| [.,:;]", words), words
