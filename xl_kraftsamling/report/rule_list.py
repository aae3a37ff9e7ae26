"""The rules as a list: a table for a terminal, Markdown for the README, and data."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import PROFILES, Rule
from xl_kraftsamling.report.table import TextTable

_HEADINGS = (Text("Kod", "Code"), Text("Kontroll", "Rule"), *(Text(profile, profile) for profile in PROFILES))
_LOCKED = Text(" (låst)", " (locked)")


def render_rule_list(rules: Sequence[Rule], lang: str, width: int) -> Iterator[str]:
    """The rules as a table of the width, with their severity in each profile."""
    headings, rows = [heading.fill(lang, {}) for heading in _HEADINGS], [_row(rule, lang) for rule in rules]
    table = TextTable(headings, rows)
    if table.min_width > width:  # then the sign of a severity stands above its word
        table = TextTable(headings, [[cell.replace("\u00a0", " ") for cell in row] for row in rows])
    return table.lines(width)


def render_rule_list_as_markdown(rules: Sequence[Rule], lang: str) -> Iterator[str]:
    """The rules as a Markdown table."""
    headings = [heading.fill(lang, {}) for heading in _HEADINGS]
    for cells in (headings, ["---"] * len(headings), *(_row(rule, lang) for rule in rules)):
        # Markdown is wrapped where it is shown; in the text, no-break spaces would only hide from a search
        yield f"| {' | '.join(cells)} |".replace("\u00a0", " ")


def encode_rules(rules: Sequence[Rule], lang: str) -> list[dict[str, Any]]:
    """The rules as data for JSON; `severity` has the Swedish words of the contract, null if a profile leaves the rule out."""
    return [
        {
            "code": rule.code,
            "name": rule.name.fill(lang, {}),
            "severity": {p: s.value if (s := rule.severity_in(p)) else None for p in PROFILES},
            "locked": rule.locked,
            "source": rule.source.fill(lang, {}),
            "why": rule.why.fill(lang, {}),
        }
        for rule in rules
    ]


def format_rule_severity(rule: Rule, profile: str, lang: str) -> str:
    """The severity of a rule in a profile, as a symbol and a word; a dash if the profile leaves the rule out.

    Between them is a no-break space, so that a narrow table wraps neither from the other.
    """
    severity = rule.severity_in(profile)
    return f"{severity.symbol}\u00a0{severity.text.fill(lang, {})}" if severity else "–"


def _row(rule: Rule, lang: str) -> list[str]:
    name = rule.name.fill(lang, {}) + (_LOCKED.fill(lang, {}) if rule.locked else "")
    return [rule.code, name, *(format_rule_severity(rule, profile, lang) for profile in PROFILES)]
