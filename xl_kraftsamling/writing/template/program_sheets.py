"""The sheets that the program writes: Kontroll, empty until the workbook has been checked, and Regler."""

import re
from collections.abc import Iterator

from openpyxl.formatting.rule import Rule as Condition
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.tables import FINDING_WIDTHS, FINDINGS_SHEET, RULES_SHEET
from xl_kraftsamling.finding import PROFILES, Rule, Severity
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.pages import FIRST_DATA_ROW, add_table, fit_row, new_sheet, set_cell, set_headings
from xl_kraftsamling.xlsx.grid import LAST_ROW

RULE_WIDTHS = {
    "Kod": 8, "Regel": 30, **dict.fromkeys(map(str.capitalize, PROFILES), 14), "Låst": 8,
    "Vad den säger": 52, "Så rättas det": 46, "Varför": 70, "Källa": 24,
}  # fmt: skip
"""The headings of Regler and the widths of their columns."""

NOT_APPLICABLE = "–"


def add_empty_findings_sheet(book: Workbook) -> None:
    """Kontroll with its headings and one empty row."""
    page = new_sheet(book, FINDINGS_SHEET)
    set_headings(page, tuple(FINDING_WIDTHS), tuple(FINDING_WIDTHS.values()))
    for number in range(1, len(FINDING_WIDTHS) + 1):
        styles.style_data(set_cell(page, FIRST_DATA_ROW, number), wrap=True)
    add_table(page, FINDINGS_SHEET, len(FINDING_WIDTHS), FIRST_DATA_ROW)
    _colour(page, "B", "B")


def add_rules_sheet(book: Workbook) -> None:
    """Regler: the catalogue, a row per rule."""
    page = new_sheet(book, RULES_SHEET)
    set_headings(page, tuple(RULE_WIDTHS), tuple(RULE_WIDTHS.values()))
    for line, rule in enumerate(RULES, FIRST_DATA_ROW):
        for number, text in enumerate(_told(rule), 1):
            styles.style_data(set_cell(page, line, number, text), wrap=True)
        fit_row(page, line)
    add_table(page, RULES_SHEET, len(RULE_WIDTHS), FIRST_DATA_ROW + len(RULES) - 1)
    _colour(page, "C", "E")


def _told(rule: Rule) -> Iterator[str]:
    yield from (rule.code, rule.name.sv)
    yield from (f"{s.symbol} {s.value}" if s else NOT_APPLICABLE for s in map(rule.severity_in, PROFILES))
    yield from (
        "ja" if rule.locked else NOT_APPLICABLE,
        _general(rule.message.sv),
        _general(rule.remedy.sv),
        rule.why.sv,
        rule.source.sv,
    )


def _general(message: str) -> str:
    """A message without its values: what the rule says, whatever the case."""
    return re.sub(r"\{\w+\}", "…", message)


def _colour(page: Worksheet, first: str, last: str) -> None:
    """A colour for each severity, beside the word and the symbol that stand in the cell."""
    for severity in Severity:
        formula = f'ISNUMBER(FIND("{severity.symbol}",{first}{FIRST_DATA_ROW}))'
        rule = Condition(type="expression", formula=[formula], dxf=styles.severity_style(severity))
        page.conditional_formatting.add(f"{first}{FIRST_DATA_ROW}:{last}{LAST_ROW}", rule)
