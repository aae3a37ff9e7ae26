"""Every rule's page is its test: its bad example breaks exactly the marked rows, its good one breaks nothing."""

import re
from pathlib import Path
from string import Formatter

import pytest

from support import rule_pages
from support.follow_remedy import follow
from xl_kraftsamling import app, rules
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Finding, Rule, Severity

EACH = pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)


def find_marks(example: str, path: Path) -> tuple[set[rule_pages.Mark], set[rule_pages.Mark], list[Finding]]:
    wanted = rule_pages.write(rule_pages.book_with(example), path)
    findings = list(app.validate_workbook(path).verdict.findings)
    places = [(f.rule.code, f.hit.place or Place("")) for f in findings]
    marks = {(code, place.sheet, place.row) for code, place in places}
    return wanted, marks, findings


@EACH
def test_the_bad_example_breaks_exactly_the_marked_rows(rule: Rule, tmp_path: Path) -> None:
    if not rule.bad:
        pytest.skip(f"{rule.code}: {NOTHING_TO_MEND[rule.code]}")
    wanted, marks, findings = find_marks(rule.bad, tmp_path / "bad.xlsx")
    alarms = {f.rule.code for f in findings if f.severity in (Severity.ERROR, Severity.WARNING)}
    named = {code for code, _, _ in wanted} | alarms | {rule.code}
    assert {mark for mark in marks if mark[0] in named} == wanted
    assert rule.code in {code for code, _, _ in wanted}


@EACH
def test_the_good_example_breaks_nothing_in_the_whole_catalogue(rule: Rule, tmp_path: Path) -> None:
    _, marks, _ = find_marks(rule.good, tmp_path / "good.xlsx")
    assert marks == set()


@pytest.mark.parametrize(
    ("rule", "mended"), [(rule, each) for rule in rules.RULES for each in rule.mended], ids=lambda value: getattr(value, "code", "")
)
def test_the_bad_example_mended_as_the_remedy_says_is_rid_of_its_finding_and_has_no_new_error(
    rule: Rule, mended: str, tmp_path: Path
) -> None:
    follow(rule.code, rule.bad, mended, tmp_path)


NOTHING_TO_MEND = {
    "ST10": "it says how a table was read, and still does when a map has set that right",
    "TD06": "it guards the program itself: no workbook breaks it",
    "AV03": "it says how much has been used: nothing is wrong",
}


def test_every_rule_shows_how_its_bad_example_is_mended_where_there_is_something_to_mend() -> None:
    assert {rule.code for rule in rules.RULES if not rule.mended} == set(NOTHING_TO_MEND)


@EACH
def test_both_languages_name_the_same_values(rule: Rule) -> None:
    for text in (rule.name, rule.source, rule.message, rule.remedy, rule.why):
        named = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in text]
        assert named[0] == named[1], text


def test_every_file_of_a_rule_is_listed_under_its_own_code() -> None:
    folder = Path(rules.__file__).parent
    files = {path.stem[:4].upper() for path in folder.rglob("*.py") if re.match(r"[a-z]{2}\d\d_", path.name)}
    assert files == set(rules.BY_CODE)
    assert len(rules.BY_CODE) == len(rules.RULES)
