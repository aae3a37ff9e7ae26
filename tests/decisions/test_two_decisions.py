"""Two decisions ship: a workbook follows the one that it names or that fits it alone, and is asked about otherwise."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import openpyxl
import pytest

from support import pywin32_stubs, rule_pages
from support.ask_transfer import AGREED, BOOK, transfer_arguments
from support.call_function import BOOK as TABLES
from support.call_function import DAY, com_table
from support.excel_engine import open_book
from support.press_button import read_findings_sheet
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain import decision as decisions
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.error_values import NoAnswerError

OURS, OTHER = "STK-2026-580", "STK-2026-999"
FILE = decisions.DECISIONS_FOLDER / "stk-2026-580.toml"
QUESTION = "STK-2026-580 § 266 eller STK-2026-999 § 266"
OWN_LAYOUT = """
En egen arbetsbok

Fördelning {title}
| Nämnd/bolag | Beviljat (kr) |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |

Avrop
| Nr | Datum | Nämnd | Belopp | Status |
|---|---|---|---:|---|
| 1 | 2026-06-01 | kulturnämnden | 75 000 | godkänt |
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(decisions, "DECISIONS_FOLDER", tmp_path / "decisions")
    (tmp_path / "decisions").mkdir()
    decisions.shipped_decisions.cache_clear()
    copyfile(FILE, tmp_path / "decisions" / FILE.name)
    copyfile(FILE.with_suffix(".exempel.json"), tmp_path / "decisions" / "stk-2026-580.exempel.json")
    ship()
    yield
    decisions.shipped_decisions.cache_clear()


def ship(number: str = OTHER, year: int = 2026, more: str = "", **changed: str) -> None:
    """Ship a second decision, which has everything of ours but its diarienummer, its year and what is changed or added."""
    text = FILE.read_text("utf-8").replace(OURS, number).replace("\nyear = 2026", f"\nyear = {year}") + more
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    (decisions.DECISIONS_FOLDER / f"{OTHER.lower()}.toml").write_text(text, "utf-8")
    decisions.shipped_decisions.cache_clear()


def make(number: str | None = None, year: int | None = 2026, *, own: bool = False) -> Path:
    """A workbook that says which decision it follows, or does not."""
    book = OWN_LAYOUT.format(title="") if own else BOOK
    sheets = rule_pages.book_with(book)
    if not own:
        items: dict[str, Any] = {"Diarienummer": number or "", "År": year}
        for row in sheets["Beslut"].rows:
            row[1] = items.get(row[0], row[1])
        for row in sheets["Tilldelning"].rows:
            row[3] = "punkt 1"
    rule_pages.write(sheets, Path("bok.xlsx"))
    if own and number:
        file = openpyxl.load_workbook("bok.xlsx")
        file["Fördelning"]["H1"] = f"Beslut {number} § 266"
        file.save("bok.xlsx")
    return Path("bok.xlsx")


def codes(path: Path, **options: Any) -> set[str]:
    return {finding.rule.code for finding in app.validate_workbook(path, **options).verdict.findings}


def test_a_new_workbook_asks_which_decision_it_is_made_after() -> None:
    result = kraft("fill", "ny.xlsx")
    assert (result.exit_code, Path("ny.xlsx").exists()) == (2, False)
    assert f"Vilket beslut gäller: {QUESTION}? Ange dess diarienummer efter --decision." in result.stderr
    assert "or STK-2026-999 § 266" in kraft("fill", "ny.xlsx", "--lang", "en").stderr
    assert kraft("fill", "ny.xlsx", "--decision", OTHER).exit_code == 0
    assert read_ledger(Path("ny.xlsx")).decision.case_number == OTHER


def test_the_example_is_that_of_the_first_decision_that_has_one() -> None:
    assert kraft("fill", "exempel.xlsx", "--example").exit_code == 0
    assert read_ledger(Path("exempel.xlsx")).decision.case_number == OURS
    assert "Det finns inga exempeldata" in kraft("fill", "annat.xlsx", "--example", "--decision", OTHER).stderr
    copyfile(FILE.with_suffix(".exempel.json"), decisions.DECISIONS_FOLDER / f"{OTHER.lower()}.exempel.json")
    result = kraft("fill", "annat.xlsx", "--example")
    assert (result.exit_code, "är skapad efter STK-2026-580 § 266" in result.stdout) == (0, True)


def test_a_decision_that_cannot_be_used_is_named_with_what_is_wrong_in_it() -> None:
    make()
    ship(**{"[transfers]": "[overforingar]"})
    result = kraft("validate", "bok.xlsx")
    assert result.exit_code == 3
    assert "stk-2026-999.toml kan inte användas. Rad 51: overforingar: " in result.stderr
    assert kraft("fill", "ny.xlsx").exit_code == 3


def test_two_files_with_one_case_number_are_refused() -> None:
    make()
    ship(number=OURS)
    result = kraft("balance", "bok.xlsx")
    assert result.exit_code == 3
    assert "Filerna stk-2026-580.toml och stk-2026-999.toml" in result.stderr
    assert "har samma diarienummer: STK-2026-580" in result.stderr


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("number", [OURS, OTHER])
def test_a_workbook_that_names_its_decision_follows_it(number: str, *, own: bool) -> None:
    verdict = app.validate_workbook(make(number, own=own)).verdict
    assert verdict.ledger.decision.case_number == number
    assert "ST12" not in {finding.rule.code for finding in verdict.findings}


@pytest.mark.parametrize("number", ["Dnr STK-2026-999", "stk-2026-999", "STK-2026-999 § 12", "stk-2026-999, § 12"])
def test_a_number_in_another_form_chooses_all_the_same_and_its_form_is_spoken_of(number: str) -> None:
    verdict = app.validate_workbook(make(number)).verdict
    assert verdict.ledger.decision.case_number == OTHER
    found = {finding.rule.code for finding in verdict.findings}
    assert ("BE02" in found, "ST12" in found) == (True, False)


@pytest.mark.parametrize("given", [OURS, OTHER])
def test_of_several_numbers_that_a_workbook_mentions_the_given_one_is_followed(given: str) -> None:
    file = openpyxl.load_workbook(make())
    for cell, number in zip(file["Tilldelning"]["D"][1:3], [OURS, OTHER], strict=True):
        cell.value = f"{number} punkt 1"
    file.save("bok.xlsx")
    assert "ST12" in codes(Path("bok.xlsx"))
    verdict = app.validate_workbook(Path("bok.xlsx"), known=app.known_decisions(given)).verdict
    assert verdict.ledger.decision.case_number == given
    assert "ST12" not in {finding.rule.code for finding in verdict.findings}


def test_the_allocations_name_the_decision_where_the_sheet_beslut_does_not() -> None:
    sheets = rule_pages.book_with("Beslut\n| Uppgift | Värde |\n|---|---|\n| Diarienummer | |")
    rule_pages.write(sheets, Path("bok.xlsx"))
    assert read_ledger(Path("bok.xlsx")).decision.case_number == OURS


@pytest.mark.parametrize("own", [False, True])
def test_a_workbook_that_fits_two_that_grant_the_same_is_asked_about_and_tried_in_full(*, own: bool) -> None:
    (decisions.DECISIONS_FOLDER / f"{OTHER.lower()}.toml").unlink()
    decisions.shipped_decisions.cache_clear()
    alone = app.validate_workbook(make(own=own)).verdict
    ship()
    both = app.validate_workbook(Path("bok.xlsx")).verdict
    found = [(finding.rule.code, finding.hit) for finding in both.findings if finding.rule.code != "ST12"]
    assert found == [(finding.rule.code, finding.hit) for finding in alone.findings]
    assert (both.tried, both.ledger.balances) == (alone.tried, alone.ledger.balances)
    asked = next(finding for finding in both.findings if finding.rule.code == "ST12")
    assert "Bara det som besluten har gemensamt används" in asked.message("sv")
    assert "eller överst på ett blad" in asked.remedy("sv")


@pytest.mark.parametrize(
    ("more", "changed", "codes"),
    [
        ("", {"stadskontoret": "kommunstyrelsen"}, {"OM03"}),
        ("", {"interventions = 11": "interventions = 12"}, {"IN02"}),
        ("", {'    "MKB",\n': ""}, {"IN01"}),
        ('[transfers.readings]\ncompany_gives = "ja"\n', {}, {"OM10", "OM11", "OM12", "OM13", "OM14", "OM15"}),
    ],
)
def test_only_what_rests_on_a_difference_is_not_tried(more: str, changed: dict[str, str], codes: set[str]) -> None:
    tried = {*app.validate_workbook(make()).verdict.tried}
    ship(more=more, **changed)
    verdict = app.validate_workbook(make()).verdict
    assert tried - {*verdict.tried} == codes - {"OM15"}  # which a missing column of this workbook leaves untried already
    assert codes in [{*finding.hit.values["codes"]} for finding in verdict.findings if finding.rule.code == "KO01"]
    assert {"TD01", "TD02", "AV10"} <= {*verdict.tried}


def test_a_missing_agreement_is_one_with_either_party() -> None:
    ship(stadskontoret="kommunstyrelsen")
    file = openpyxl.load_workbook(make())
    sheet = file["Omfördelning"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, columns["Överenskommelse"]).value = None
    file.save("bok.xlsx")
    found = [finding for finding in app.validate_workbook(Path("bok.xlsx")).verdict.findings if finding.rule.code == "OM01"]
    assert found
    assert all("stadskontoret / kommunstyrelsen" in finding.message("sv") + finding.remedy("sv") for finding in found)


@pytest.mark.parametrize("own", [False, True])
def test_a_workbook_that_fits_two_that_grant_other_amounts_is_compared_with_neither(*, own: bool) -> None:
    ship(**{"800_000": "700_000"})
    verdict = app.validate_workbook(make(own=own)).verdict
    found = {finding.rule.code: finding for finding in verdict.findings}
    assert QUESTION in found["ST12"].message("sv")
    assert "Beloppen skiljer sig mellan besluten" in found["ST12"].message("sv")
    assert "--decision" in found["ST12"].remedy("sv")
    not_tried = [str(finding.hit.values["codes"]) for finding in verdict.findings if finding.rule.code == "KO01"]
    assert any("TD01" in each for each in not_tried)
    assert not {"TD01", "TD02", "TD05"} & (found.keys() | {*verdict.tried})
    assert "AV10" in verdict.tried
    assert "ST12" not in codes(Path("bok.xlsx"), known=app.known_decisions(OTHER))
    assert read_ledger(Path("bok.xlsx"), known=app.known_decisions(OTHER)).decision.case_number == OTHER


def test_a_figure_that_is_unknown_under_one_of_the_decisions_is_not_given() -> None:
    ship(**{"6_100_000": "6_200_000", 'recipient = "förskolenämnden"': 'recipient = "miljönämnden"'})
    file = openpyxl.load_workbook(make())
    rows = [row for row in file["Tilldelning"] if row[0].value == "förskolenämnden"]
    rows[0][0].value = "gymnasie- och vuxenutbildningsnämnden"
    file.save("bok.xlsx")
    verdict = app.validate_workbook(Path("bok.xlsx")).verdict
    unsettled = verdict.ledger.unsettled
    assert ("miljönämnden" in unsettled, "förskolenämnden" in unsettled, "kulturnämnden" in unsettled) == (True, True, False)
    causes = [finding.message("sv") for finding in verdict.findings if finding.rule.code == "KO01" and "AV01" in finding.hit.values["codes"]]
    assert any("av förskolenämnden och miljönämnden inte" in cause for cause in causes)
    assert {"AV01", "OM04"} <= {code for code, _ in verdict.not_tried}


def test_a_unit_that_is_wrong_under_one_of_the_decisions_leaves_every_figure_unknown() -> None:
    ship(**{"6_100_000": "6_100_000_000", "1_100_000": "4_000_000_000"})
    verdict = app.validate_workbook(make()).verdict
    assert None in verdict.ledger.unsettled.disposable.cells
    assert any("för någon mottagare" in finding.message("sv") for finding in verdict.findings if finding.rule.code == "KO01")


@pytest.mark.parametrize(("year", "number"), [(2026, OURS), (2027, OTHER)])
def test_the_year_chooses_between_decisions_of_different_years(year: int, number: str) -> None:
    ship(year=2027)
    assert read_ledger(make(year=year)).decision.case_number == number


def test_whom_else_an_own_layout_names_does_not_choose_a_decision_that_grants_to_more() -> None:
    ship(more='[[allocation]]\nrecipient = "miljönämnden"\nkronor = 1\nreference = "punkt 1"\n')
    file = openpyxl.load_workbook(make(own=True))
    file["Avrop"]["C3"] = "miljönämnden"
    file.save("bok.xlsx")
    assert "ST12" in codes(Path("bok.xlsx"))


def test_an_own_layout_whose_tables_depend_on_the_year_is_asked_about() -> None:
    ship(year=2025)
    path = make(own=True)
    file = openpyxl.load_workbook(path)
    file["Fördelning"]["H1"] = "2025"
    sheet = file["Avrop"]
    for column, value in enumerate(["Utfall 2025", "Utfall 2026"], 7):
        sheet.cell(1, column).value = value
        sheet.cell(2, column).value = 1000 * column
    file.save(path)
    result = kraft("validate", str(path))
    assert (result.exit_code, "av olika år" in result.stderr) == (3, True)
    assert kraft("validate", str(path), "--decision", OURS).exit_code != 3


def test_an_own_layout_is_of_the_year_that_its_dates_are_of() -> None:
    ship(year=2027)
    assert read_ledger(make(own=True)).decision.case_number == OURS


def test_where_the_year_is_open_too_nothing_is_said_to_be_outside_it() -> None:
    ship(year=2027)
    verdict = app.validate_workbook(make(year=None)).verdict
    assert "ST12" in {finding.rule.code for finding in verdict.findings}
    assert not {"AV10", "UT02", "UT03", "BO01", "OM17"} & {*verdict.tried}


def test_a_case_number_that_nobody_knows_is_as_before() -> None:
    found = codes(make("STK-2026-111"))
    assert ("ST12" in found, "KO01" in found) == (False, True)


def test_the_balances_come_with_the_question() -> None:
    result = kraft("balance", str(make()))
    assert result.exit_code == 0
    assert QUESTION in result.stderr
    assert kraft("balance", str(make()), "--decision", OURS).stderr == ""
    assert '"decision": null' in kraft("balance", str(make()), "--format", "json").stdout


def test_whether_money_may_be_moved_is_not_answered_before_the_question_is() -> None:
    make()
    call = transfer_arguments("fritidsnämnden", "kulturnämnden", "1 000", *AGREED)
    result = kraft(*call)
    assert (result.exit_code, result.stdout, QUESTION in result.stderr) == (2, "", True)
    assert kraft(*call, "--decision", OURS).stdout.startswith("bok.xlsx\nSTK-2026-580 § 266")


@pytest.mark.parametrize("number", [None, OTHER])
def test_a_map_needs_no_decision(number: str | None) -> None:
    result = kraft("map", str(make(number, own=True)), "--write", "bok.karta.toml")
    assert result.exit_code == 0
    assert "ST12" in codes(Path("bok.xlsx")) if number is None else True


def test_rows_are_added_whatever_the_decision() -> None:
    make()
    Path("rader").mkdir()
    Path("rader/Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Belopp;Status\nA-9;2026-10-01;MKB;1000;begärt\n", "utf-8")
    assert kraft("fill", "mer.xlsx", "--into", "bok.xlsx", "--data", "rader").exit_code == 0


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.report])
def test_the_buttons_find_the_same(press: Callable[..., str]) -> None:
    book = open_book(make())
    press(book)
    if press is buttons.validate:
        assert QUESTION in next(row for row in read_findings_sheet(book, "Kontroll 2") if row[0] == "ST12")[4]


def test_the_button_does_not_answer_before_the_question_is() -> None:
    book = open_book(make())
    assert QUESTION in buttons.transfer(book)


@pytest.fixture
def balance() -> Callable[..., float | None]:
    """What KRAFT_KVAR answers for kulturnämnden, with some references among the allocations; None for #VALUE!."""
    pywin32_stubs.load_functions()

    def call(*references: str) -> float | None:
        sheets = rule_pages.book_with(TABLES)
        for row, reference in zip(sheets["Tilldelning"].rows, [*references, *["punkt 1"] * 6], strict=False):
            row[3:4] = [reference]
        tables = [com_table(sheets, name) for name in ("Tilldelning", "Omfördelning", "Avrop")]
        try:
            return float(pywin32_stubs.call_function("KRAFT_KVAR", "kulturnämnden", *tables, DAY))
        except NoAnswerError:  # which the cell shows as #VALUE!
            return None

    return call


def test_functions_answer_what_is_the_same_under_every_decision(balance: Callable[..., float | None]) -> None:
    assert balance() == balance(OURS) == balance(OTHER) == 300_000
    ship(**{"800_000": "700_000"})
    assert balance() == 300_000


def test_functions_follow_no_decision_that_is_merely_named_first(balance: Callable[..., float | None]) -> None:
    ship(**{"800_000": "800_000_000", "6_100_000": "6_100_000_000", "1_100_000": "1_100_000_000"})
    assert balance(OURS, OURS) == 300_000
    for references in ([OURS, OTHER], [OTHER, OURS]):
        assert balance(*references) is None


def test_the_date_of_a_function_does_not_choose_a_decision(balance: Callable[..., float | None]) -> None:
    ship(year=2025, **{"800_000": "800_000_000", "6_100_000": "6_100_000_000", "1_100_000": "1_100_000_000"})
    assert balance() is None
