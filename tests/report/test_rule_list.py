"""The rules as pages and as lists, and the tables that both are made of."""

import re
from collections.abc import Callable

import pytest

from xl_kraftsamling import rules
from xl_kraftsamling.finding import LANGUAGES, Rule
from xl_kraftsamling.report import rule_list as listing
from xl_kraftsamling.report.rule_page import render_rule_page
from xl_kraftsamling.report.table import TextTable

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
    assert [line[:4] for line in listing.render_rule_list(rules.RULES, "sv", 200)][2:] == codes
    assert [line[2:6] for line in listing.render_rule_list_as_markdown(rules.RULES, "en")][2:] == codes
    assert [rule["code"] for rule in listing.encode_rules(rules.RULES, "sv")] == codes


def test_a_table_wraps_words_and_never_numbers() -> None:
    table = TextTable(["Namn", "Kr"], [["ett ganska långt namn", "1 000"], ["kort", "över flera"]], {1})
    assert table.min_width == len("ganska") + 2 + len("över flera")
    assert list(table.lines(table.min_width)) == [
        "Namn            Kr",
        "──────  ──────────",
        "ett          1 000",
        "ganska",
        "långt",
        "namn",
        "kort    över flera",
    ]


def test_a_table_that_does_not_fit_is_shown_row_by_row() -> None:
    table = TextTable(["Id", "Omfördel-\nningsbart", "Text"], [["a", "1 000", ""], ["b", "5", "ord"], ["c", "inget"]], {1})
    assert list(table.blocks()) == [
        "a", "  Omfördelningsbart      1 000",
        "", "b", "  Omfördelningsbart          5", "  Text               ord",
        "", "c", "  inget",
    ]  # fmt: skip


def test_a_short_row_reaches_over_the_rest() -> None:
    table = TextTable(["A", "B", "C"], [["a", "1", "2"], ["b", "kan inte beräknas"]], {1, 2})
    assert list(table.lines(80)) == ["A  B  C", "─  ─  ─", "a  1  2", "b  kan", "   inte", "   beräknas"]


def test_an_empty_column_takes_no_width() -> None:
    assert list(TextTable(["A", ""], [["a", ""]]).lines(80)) == ["A", "─", "a"]
