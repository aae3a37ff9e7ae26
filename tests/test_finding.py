"""What rules share: severities, what they say they read, and sentences that can be filled in both languages."""

from dataclasses import fields
from pathlib import Path

import pytest

from support import rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, STATED_BALANCES, TABLES
from xl_kraftsamling.domain.texts import LANGUAGES, BadInput, Text
from xl_kraftsamling.finding import PROFILES, Rule, Severity
from xl_kraftsamling.rules import RULES

FIELDS = {f"{table.name}.{column.field}" for table in (*TABLES, STATED_BALANCES, RECORD, SETTINGS) for column in table.columns}
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@EACH
def test_a_rule_reads_columns_that_exist(rule: Rule) -> None:
    assert set(rule.needs) <= FIELDS | {"decision", "workings"} | {f"decision.{each.name}" for each in fields(Decision)}
    assert set(rule.may_lack) <= FIELDS
    assert len({*rule.needs, *rule.may_lack}) == len(rule.needs) + len(rule.may_lack)


@EACH
def test_a_rule_has_a_severity_under_every_profile_and_never_a_graver_one_under_a_milder(rule: Rule) -> None:
    order = [*Severity, None]
    severities = [rule.severity_in(profile) for profile in PROFILES]
    assert severities == sorted(severities, key=order.index)
    assert severities[0]


@EACH
def test_what_is_found_in_the_bad_example_can_be_told_in_both_languages(rule: Rule, tmp_path: Path) -> None:
    rule_pages.write(rule_pages.book_with(rule.bad), tmp_path / "bad.xlsx")
    for finding in app.validate_workbook(tmp_path / "bad.xlsx").verdict.findings:
        told = [text for lang in LANGUAGES for text in (finding.message(lang), finding.remedy(lang))]
        assert all(text.strip().endswith((".", "?")) and "None" not in text for text in told), told
        assert len(set(told)) == len(told)


def test_bad_input_is_one_sentence_in_both_languages() -> None:
    problem = BadInput(Text("{file} kostar {price}.", "{file} costs {price}."), file="a.xlsx", price=Ore(150))
    assert str(problem) == problem.message("sv") == "a.xlsx kostar 1,50\u00a0kr."
    assert problem.message("en") == "a.xlsx costs SEK\u00a01.50."


def test_every_severity_has_a_sign_of_its_own_and_a_word_in_both_languages() -> None:
    assert len({severity.symbol for severity in Severity}) == len(Severity)
    assert [severity.text.sv for severity in Severity] == ["fel", "varning", "upplysning", "ej prövad"]
    assert len({severity.text.en for severity in Severity}) == len(Severity)
