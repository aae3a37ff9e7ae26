"""The sheets that the program writes: Kontroll, empty until the workbook has been checked, and Regler."""

from collections.abc import Iterator

from openpyxl.formatting.rule import Rule as Condition
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET, RULES_SHEET
from xl_kraftsamling.finding import PROFILES, Rule, Severity
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.rules.filled import read_filled_words
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.sheets import (
    FIRST_DATA_ROW,
    add_table,
    fit_row,
    new_sheet,
    set_cell,
    set_headings,
)
from xl_kraftsamling.xlsx.grid import LAST_ROW

RULE_WIDTHS = {
    "Kod": 8, "Kontroll": 28, **dict.fromkeys(map(str.capitalize, PROFILES), 14), "Låst": 8,
    "Exempel på meddelande": 52, "Så rättas exemplet": 52, "Varför": 96, "Källa": 32,
}  # fmt: skip
"""The headings of Regler and the widths of their columns."""

_LAST_PRINTED = "H"
"""The last column of Regler on paper: what a rule says and what to do, in letters that can be read.  Why, and the source, are for the screen."""

NOT_APPLICABLE = "–"


def add_empty_findings_sheet(book: Workbook) -> None:
    """Add Kontroll with its headings and one empty row."""
    sheet = new_sheet(book, FINDINGS_SHEET)
    set_headings(sheet, tuple(FINDING_WIDTHS), tuple(FINDING_WIDTHS.values()))
    for number in range(1, len(FINDING_WIDTHS) + 1):
        styles.style_data(set_cell(sheet, FIRST_DATA_ROW, number), wrap=True)
    add_table(sheet, FINDINGS_SHEET, len(FINDING_WIDTHS), FIRST_DATA_ROW)
    _colour_severities(sheet, "B", "B")


def add_rules_sheet(book: Workbook) -> None:
    """Add Regler, a row per rule."""
    sheet = new_sheet(book, RULES_SHEET)
    set_headings(sheet, tuple(RULE_WIDTHS), tuple(RULE_WIDTHS.values()), on_one_page=True)
    for line, rule in enumerate(RULES, FIRST_DATA_ROW):
        for number, text in enumerate(_rule_cells(rule), 1):
            styles.style_data(set_cell(sheet, line, number, text), wrap=True)
        fit_row(sheet, line)
    last = FIRST_DATA_ROW + len(RULES) - 1
    add_table(sheet, RULES_SHEET, len(RULE_WIDTHS), last)
    sheet.print_area = f"A1:{_LAST_PRINTED}{last}"
    _colour_severities(sheet, "C", "E")


def _rule_cells(rule: Rule) -> Iterator[str]:
    filled = read_filled_words(rule.code)
    yield from (rule.code, rule.name.sv)
    yield from (f"{s.symbol} {s.value}" if s else NOT_APPLICABLE for s in map(rule.severity_in, PROFILES))
    yield from (
        "ja" if rule.locked else NOT_APPLICABLE,
        filled.message.sv,
        filled.remedy.sv,
        rule.why.sv,
        rule.source.sv,
    )


def _colour_severities(sheet: Worksheet, first: str, last: str) -> None:
    """Give the columns from `first` to `last` the colour of each severity whose symbol a cell contains."""
    for severity in Severity:
        # the symbol, not the word: it is the same whichever language the sheet is written in
        formula = f'ISNUMBER(FIND("{severity.symbol}",{first}{FIRST_DATA_ROW}))'
        rule = Condition(type="expression", formula=[formula], dxf=styles.make_severity_style(severity))
        sheet.conditional_formatting.add(f"{first}{FIRST_DATA_ROW}:{last}{LAST_ROW}", rule)
