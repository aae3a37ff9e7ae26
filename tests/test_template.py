"""The template: built again to the byte, whole, readable, and its formulas right to the öre."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

import ledgers
from xl_kraftsamling import app
from xl_kraftsamling.domain.balances import Balance
from xl_kraftsamling.domain.decision import decisions
from xl_kraftsamling.domain.tables import HEADING_ROW, NAME, RECORD, SETTINGS, SHEETS, TABLES, VALUE, Kind
from xl_kraftsamling.domain.terms import BY_HEADING, TERMS
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.sheets.edit import Edit
from xl_kraftsamling.sheets.fill import template
from xl_kraftsamling.sheets.saldo import HEADINGS, saldo_rows
from xl_kraftsamling.sheets.template import build, styles

BOOK = openpyxl.load_workbook(template())
SALDO = ("Mottagare", "Beviljat", "Mottaget", "Avstått", "Disponibelt", "Avropat", "Begärt", "Kvar att avropa", "Utfall",
         "Avropat ej förbrukat", "Prognos", "Omfördelningsbart")  # fmt: skip
KONTROLL = ("Kod", "Allvar", "Blad", "Cell", "Meddelande", "Funnet", "Förväntat", "Åtgärd")
STRIPE = "D9D9D9"
"""The darker ground of every second row in the table style that the template names."""


def headings(page: Worksheet) -> tuple[Any, ...]:
    return tuple(cell.value for cell in page[HEADING_ROW])


def validation(sheet: str, column: int) -> DataValidation:
    """The validation of the first data cell of a column."""
    cell = BOOK[sheet].cell(HEADING_ROW + 1, column).coordinate
    return next(rule for rule in BOOK[sheet].data_validations.dataValidation if cell in rule.sqref)


def filled_cells() -> Iterator[Cell]:
    return (cell for page in BOOK for row in page.iter_rows() for cell in row if cell.value is not None)


def test_the_committed_template_is_what_the_code_builds_to_the_byte(tmp_path: Path) -> None:
    build(tmp_path / "template.xlsx")
    same = (tmp_path / "template.xlsx").read_bytes() == template().read_bytes()
    assert same, "rebuild it: python -m xl_kraftsamling.sheets.template"


def test_the_sheets_and_headings_are_those_of_the_contract() -> None:
    assert tuple(BOOK.sheetnames) == SHEETS
    for table in TABLES:
        assert headings(BOOK[table.sheet]) == table.headings
    for table in (RECORD, SETTINGS):
        page = BOOK[table.sheet]
        assert headings(page) == (NAME, VALUE)
        assert tuple(cell.value for cell in page["A"][HEADING_ROW:]) == table.headings
    assert headings(BOOK["Saldo"]) == HEADINGS == SALDO
    assert headings(BOOK["Kontroll"]) == KONTROLL


def test_every_sheet_but_the_first_is_an_excel_table_of_its_own_name_below_a_title_and_a_sentence() -> None:
    for page in BOOK.worksheets[1:]:
        table = page.tables[page.title]
        assert table.ref.startswith(f"A{HEADING_ROW}:")
        assert page["A1"].value
        assert page["A2"].value.endswith(".")
    assert BOOK["Avrop"].tables["Avrop"].ref == "A4:I5"
    assert BOOK["Saldo"].tables["Saldo"].totalsRowCount == 1


def test_the_settings_begin_with_their_defaults_and_the_decision_is_left_to_be_filled_in() -> None:
    page = BOOK["Inställningar"]
    assert [cell.value for cell in page["B"][HEADING_ROW:]] == ["normal", None, "70; 85; 100", "positivt", 1]
    assert not any(cell.value for cell in BOOK["Beslut"]["B"][HEADING_ROW:])


@pytest.mark.parametrize("table", [*TABLES, RECORD, SETTINGS], ids=lambda table: table.sheet)
def test_every_column_that_can_go_wrong_says_what_it_needs(table: Any) -> None:
    for number, column in enumerate(table.columns, 1):
        cell = f"B{HEADING_ROW + number}" if table in (RECORD, SETTINGS) else None
        rules = BOOK[table.sheet].data_validations.dataValidation
        rule = next((r for r in rules if cell in r.sqref), None) if cell else validation(table.sheet, number)
        assert rule is not None
        assert rule.prompt, column.heading
        if column.kind not in (Kind.TEXT, Kind.PERCENTS) or column.refers:
            assert rule.type, column.heading
            assert rule.error, column.heading


def test_recipients_may_be_others_but_states_and_insatser_may_not() -> None:
    recipient, insats, status = (validation("Avrop", number) for number in (3, 4, 6))
    assert (recipient.formula1, recipient.errorStyle) == ("Mottagarlista", "warning")
    assert (insats.formula1, insats.errorStyle or "stop") == ("Insatslista", "stop")
    assert (status.formula1, status.errorStyle or "stop") == ('"begärt,godkänt,utbetalt,återfört,avslaget"', "stop")
    assert BOOK.defined_names["Mottagarlista"].attr_text == "Tilldelning[Mottagare]"
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


def test_amounts_and_dates_are_shown_as_a_swedish_reader_expects() -> None:
    first = BOOK["Avrop"][HEADING_ROW + 1]
    assert [cell.number_format for cell in first[:2]] == ["@", "yyyy-mm-dd"]
    assert first[4].number_format == '#,##0.00\\ "kr"'


def test_every_sheet_is_ready_to_read_and_to_print() -> None:
    for page in BOOK:
        assert not page.merged_cells.ranges
        assert not page.sheet_view.showGridLines
        assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        assert page.oddFooter.right.text == "Sida &P av &N"
    for page in BOOK.worksheets[1:]:
        assert page.freeze_panes in ("A5", "B5")
        assert page.print_title_rows == "$4:$4"


def luminance(colour: str) -> float:
    parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_stands_out_from_its_ground() -> None:
    for cell in filled_cells():
        plain = cell.fill.patternType is None
        for paper in (styles.WHITE, STRIPE) if plain else (cell.fill.fgColor.rgb,):
            assert contrast(cell.font.color.rgb, paper) >= 4.5, cell
    flags = [rule.dxf for page in BOOK for found in page.conditional_formatting for rule in found.rules]
    assert flags
    assert all(contrast(flag.font.color.rgb, flag.fill.bgColor.rgb) >= 4.5 for flag in flags)


def test_overdraft_is_said_in_words_and_with_a_sign_where_no_colour_is_seen() -> None:
    page = BOOK["Saldo"]
    left, unspent = (
        page.cell(HEADING_ROW + 1, SALDO.index(name) + 1) for name in ("Kvar att avropa", "Avropat ej förbrukat")
    )
    assert left.number_format.partition(";")[2].startswith('"✖ överdraget "')
    assert unspent.number_format.partition(";")[2].startswith('"▲ över avropat "')


def test_the_workbook_and_its_chart_say_what_they_are() -> None:
    assert BOOK.properties.title
    assert BOOK.properties.language == "sv-SE"
    parts = _parts(template())
    assert re.search(r'cNvPr id="1" name="Diagram över saldo" descr="[^"]{40,}"', parts["xl/drawings/drawing1.xml"])


def _parts(path: Path) -> Mapping[str, str]:
    from zipfile import ZipFile

    with ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


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
    assert any("»uppfyller kontrollerna«" in text for text in texts)


def test_every_heading_of_the_balance_sheet_is_a_word_of_the_glossary() -> None:
    assert set(SALDO) <= set(BY_HEADING)
    known = {heading for table in (*TABLES, RECORD, SETTINGS) for heading in table.headings} | {*SALDO, *KONTROLL}
    assert set(BY_HEADING) <= known


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example and every invented ledger, each in a copy of the template."""
    folder = tmp_path_factory.mktemp("filled")
    app.fill(folder / "exempel.xlsx", decision=decisions()[0], example=True)
    paths = {"exempel": folder / "exempel.xlsx"}
    for number, ledger in enumerate(ledgers.LEDGERS):
        paths[ledger.name] = folder / f"{number}.xlsx"
        _fill(ledger, paths[ledger.name])
    return paths


def _fill(ledger: ledgers.Ledger, path: Path) -> None:
    edit = Edit(template())
    for sheet, rows in ledger.rows.items():
        width = len(BOOK[sheet][HEADING_ROW])
        edit.append(sheet, [[*row, *[None] * (width - len(row))] for row in rows])
    for line, column in enumerate(SETTINGS.columns, HEADING_ROW + 1):
        if column.heading in ledger.settings:
            edit.set(SETTINGS.sheet, f"B{line}", ledger.settings[column.heading])
    edit.replace("Saldo", saldo_rows(ledgers.OTHERS))
    edit.save(path)


@pytest.fixture(scope="session")
def recalculated(filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same workbooks as LibreOffice has computed them; no figure of theirs was stored before."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing here can compute the formulas")
    folder = tmp_path_factory.mktemp("computed")
    profile = (tmp_path_factory.mktemp("profile")).as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, filled.values())], check=True, capture_output=True, timeout=300
    )
    return {name: folder / path.name for name, path in filled.items()}


def saldo(path: Path) -> dict[str, tuple[Any, ...]]:
    """The figures of Saldo by recipient, in öre, None where a cell is empty."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Saldo").to_python(skip_empty_area=False)
    return {
        row[0]: tuple(None if cell == "" else round(cell * 100) for cell in row[1:12])
        for row in rows[HEADING_ROW:]
        if row[0]
    }


def figures(balance: Balance) -> tuple[int | None, ...]:
    return (
        balance.allotted, balance.received, balance.ceded, balance.disposable, balance.called_off, balance.requested,
        balance.remaining, balance.outcome, balance.called_off_unspent, balance.forecast, balance.transferable,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["exempel", *(ledger.name for ledger in ledgers.LEDGERS)])
def test_saldo_equals_the_arithmetic_to_the_ore(
    name: str, filled: dict[str, Path], recalculated: dict[str, Path]
) -> None:
    shown = saldo(recalculated[name])
    total = shown.pop("Summa")
    balances = app.balance(filled[name]).balances
    assert not any(any(row) for row in saldo(filled[name]).values()), "a figure is stored: this would prove nothing"
    assert shown == {recipient: figures(balances[recipient]) for recipient in shown}
    assert list(total) == [sum(figure or 0 for figure in column) for column in zip(*shown.values(), strict=True)]


def test_an_audit_of_the_template_and_of_a_filled_copy_finds_nothing(filled: dict[str, Path]) -> None:
    for path in (template(), filled["exempel"], filled["händelser framåt"]):
        assert [(error.part_uri, error.description) for error in OpenXmlValidator().validate(path).errors] == []
