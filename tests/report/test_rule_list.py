"""The rules as pages and as lists."""

import re
from collections.abc import Callable

import pytest

from xl_kraftsamling import rules
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.finding import Rule
from xl_kraftsamling.report import rule_list
from xl_kraftsamling.report.rule_page import render_rule_page

EACH = pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)


def unpainted(words: str, _role: str) -> str:
    return words


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_a_page(rule: Rule, lang: str) -> None:
    lines = list(render_rule_page(rule, lang, 80, unpainted))
    assert lines[0] == f"{rule.code}  {rule.name.fill(lang, {})}"
    assert not re.search(r"[{}]", "\n".join(lines))
    assert max(map(len, lines)) <= 80


def test_a_page_is_as_it_was(snapshot: Callable[[str, str], None]) -> None:
    for code in ("AV01", "VD01", "ST07"):
        snapshot(f"explain_{code}", "\n".join(render_rule_page(rules.BY_CODE[code], "sv", 80, unpainted)) + "\n")


def test_every_rule_is_listed_in_every_form() -> None:
    codes = [rule.code for rule in rules.RULES]
    assert [line[:4] for line in rule_list.render_rule_list(rules.RULES, "sv", 200)][2:] == codes
    assert [line[2:6] for line in rule_list.render_rule_list_as_markdown(rules.RULES, "en")][2:] == codes
    assert [rule["code"] for rule in rule_list.encode_rules(rules.RULES, "sv")] == codes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_fits_a_narrow_window(lang: str) -> None:
    lines = list(rule_list.render_rule_list(rules.RULES, lang, 60))
    assert max(map(len, lines)) <= 60
    assert {line[:4] for line in lines} >= set(rules.BY_CODE)
