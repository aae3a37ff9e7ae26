"""The template: built again to the byte, whole, readable, and its formulas right to the öre."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.glossary import TERM_BY_HEADING, TERMS
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.tables import CALL_OFFS, NAME, RECORD, SETTINGS, TABLES, VALUE, Kind
from xl_kraftsamling.domain.template import HEADING_ROW, SHEETS
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.writing.saldo_formulas import SALDO_HEADINGS
from xl_kraftsamling.writing.template import build_template
from xl_kraftsamling.writing.template_file import find_template

BOOK = openpyxl.load_workbook(find_template())
SALDO = ("Mottagare", "Beviljat", "Mottaget", "Avstått", "Disponibelt", "Avropat", "Begärt", "Kvar att avropa", "Utfall",
         "Avropat ej förbrukat", "Prognos", "Omfördelningsbart")  # fmt: skip
KONTROLL = ("Kod", "Allvar", "Blad", "Cell", "Meddelande", "Funnet", "Förväntat", "Åtgärd")
STRIPE = "D9D9D9"
"""The darker ground of every second row in the table style that the template names."""


def headings(page: Worksheet) -> tuple[Any, ...]:
    return tuple(cell.value for cell in page[HEADING_ROW] if cell.value is not None)


def validation(sheet: str, column: int) -> DataValidation:
    """The validation of the first data cell of a column."""
    cell = BOOK[sheet].cell(HEADING_ROW + 1, column).coordinate
    return next(rule for rule in BOOK[sheet].data_validations.dataValidation if cell in rule.sqref)


def test_the_committed_template_is_what_the_code_builds_to_the_byte(tmp_path: Path) -> None:
    build_template(tmp_path / "template.xlsx")
    same = (tmp_path / "template.xlsx").read_bytes() == find_template().read_bytes()
    assert same, "rebuild it: python -m xl_kraftsamling.excel.vba"


def test_the_sheets_and_headings_are_those_of_the_contract() -> None:
    assert tuple(BOOK.sheetnames) == SHEETS
    for table in TABLES:
        assert headings(BOOK[table.sheet]) == table.headings
    for table in (RECORD, SETTINGS):
        page = BOOK[table.sheet]
        assert headings(page) == (NAME, VALUE)
        assert tuple(cell.value for cell in page["A"][HEADING_ROW:]) == table.headings
    assert headings(BOOK["Saldo"]) == SALDO_HEADINGS == SALDO
    assert headings(BOOK["Kontroll"]) == KONTROLL


def test_every_sheet_but_the_first_is_an_excel_table_of_its_own_name_below_a_title_and_a_sentence() -> None:
    for page in BOOK.worksheets[1:]:
        table = page.tables[page.title]
        assert table.ref.startswith(f"A{HEADING_ROW}:")
        assert page["A1"].value
        assert page["A2"].value.endswith(".")
    assert BOOK["Avrop"].tables["Avrop"].ref == f"A4:{column_letters(len(CALL_OFFS.columns))}34"
    assert BOOK["Saldo"].tables["Saldo"].totalsRowCount == 1


def test_the_settings_begin_with_their_defaults_and_the_decision_is_left_to_be_filled_in() -> None:
    page = BOOK["Inställningar"]
    assert [cell.value for cell in page["B"][HEADING_ROW:]] == ["normal", None, "70; 85; 100", "positivt", 1]
    assert not any(cell.value for cell in BOOK["Beslut"]["B"][HEADING_ROW:])


@pytest.mark.parametrize("table", [*TABLES, RECORD, SETTINGS], ids=lambda table: table.sheet)
def test_every_column_that_can_go_wrong_explains_what_it_needs(table: Any) -> None:
    for number, column in enumerate(table.columns, 1):
        cell = f"B{HEADING_ROW + number}" if table in (RECORD, SETTINGS) else None
        rules = BOOK[table.sheet].data_validations.dataValidation
        rule = next((r for r in rules if cell in r.sqref), None) if cell else validation(table.sheet, number)
        assert rule is not None
        assert rule.prompt, column.heading
        if column.kind not in (Kind.TEXT, Kind.PERCENTS) or column.refers_to:
            assert rule.type, column.heading
            assert rule.error, column.heading


def test_recipients_may_be_others_but_states_and_insatser_may_not() -> None:
    recipient, insats, status = (validation("Avrop", number) for number in (3, 4, 6))
    assert (recipient.formula1, recipient.errorStyle) == ("Mottagarlista", "warning")
    assert (insats.formula1, insats.errorStyle or "stop") == ("Insatslista", "stop")
    assert (status.formula1, status.errorStyle or "stop") == ('"begärt,godkänt,utbetalt,återfört,avslaget"', "stop")
    filled = "Tilldelning[Mottagare]"  # without its empty cells: with one among them Excel would let anything be entered
    assert BOOK.defined_names["Mottagarlista"].attr_text == f"INDEX({filled},1):INDEX({filled},MAX(1,COUNTA({filled})))"
    assert validation("Omfördelning", 11).formula1 == '"ja,nej"'
    assert validation("Tilldelning", 2).formula1 == '"nämnd,bolag"'


def test_no_help_is_longer_than_excel_shows() -> None:
    for page in BOOK:
        for rule in page.data_validations.dataValidation:
            lengths = [
                len(text or "") for text in (rule.promptTitle, rule.prompt, rule.errorTitle, rule.error, rule.formula1)
            ]
            assert all(length <= most for length, most in zip(lengths, (32, 255, 32, 225, 255), strict=True)), (
                rule.prompt
            )


def test_the_rules_are_those_of_the_catalogue_without_the_values_of_a_case() -> None:
    rows = list(BOOK["Regler"].iter_rows(min_row=HEADING_ROW + 1, values_only=True))
    assert [row[0] for row in rows] == [rule.code for rule in RULES]
    assert not any("{" in text for row in rows for text in row)


def test_the_first_sheet_explains_every_word_every_sign_and_every_sheet() -> None:
    page = BOOK["Läs mig"]
    texts = {cell.value for row in page.iter_rows() for cell in row if cell.value}
    assert {term.sv for term in TERMS} <= texts
    assert {"✖ fel", "▲ varning", "● upplysning", "○ ej prövad"} <= texts
    assert {cell.value for row in page.iter_rows() for cell in row if cell.hyperlink} == set(SHEETS[1:])
    assert any("”uppfyller kontrollerna”" in text for text in texts)


def test_every_heading_of_the_balance_sheet_is_a_word_of_the_glossary() -> None:
    assert set(SALDO) <= set(TERM_BY_HEADING)
    known = {heading for table in (*TABLES, RECORD, SETTINGS) for heading in table.headings} | {*SALDO, *KONTROLL}
    assert set(TERM_BY_HEADING) <= known


def test_the_tables_have_thirty_rows_ready_that_are_formatted_and_have_their_lists() -> None:
    for table in TABLES:
        page = BOOK[table.sheet]
        assert page.tables[table.sheet].ref.endswith(str(HEADING_ROW + 30))
        for number, column in enumerate(table.columns, 1):
            first, last = page.cell(HEADING_ROW + 1, number), page.cell(HEADING_ROW + 30, number)
            assert (last.value, last.number_format, last.border.bottom.style) == (None, first.number_format, "thin")
            rules = [rule for rule in page.data_validations.dataValidation if first.coordinate in rule.sqref]
            assert all(last.coordinate in rule.sqref for rule in rules), column


def test_nobody_types_over_a_formula_of_saldo_unawares() -> None:
    page = BOOK["Saldo"]
    guards = [rule for rule in page.data_validations.dataValidation if rule.formula1 == "FALSE"]
    assert all(rule.showErrorMessage and (rule.errorStyle or "stop") == "stop" and len(rule.error) <= 225 for rule in guards)
    formulas = [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(any(cell.coordinate in rule.sqref for rule in guards) for cell in formulas)
