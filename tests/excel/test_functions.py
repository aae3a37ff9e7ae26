"""Every function of a worksheet, called the way Excel calls it: through xlwings' own COM server."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from support import pywin32_stubs, rule_pages
from support.call_function import BOOK, CALC, DAY, NA, REF, SPILL, ComCells, com_table, to_com, to_com_value
from support.pywin32_stubs import MISSING, Range, Time, call_function
from support.read_ledger import read_ledger
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import to_kronor
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, OUTCOMES, TRANSFERS
from xl_kraftsamling.finding import Rule
from xl_kraftsamling.report.figures import FIGURES
from xl_kraftsamling.rules import RULES

NAMES = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO", "KRAFT_VARFOR",
    "KRAFT_VARFOR_KVAR", "KRAFT_VARFOR_SALDO",
]  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


@pytest.fixture
def sheets() -> dict[str, rule_pages.Sheet]:
    return rule_pages.book_with(BOOK)


@pytest.fixture
def tables(sheets: dict[str, rule_pages.Sheet]) -> tuple[ComCells, ComCells, ComCells]:
    """Tilldelning, Omfördelning and Avrop."""
    return tuple(com_table(sheets, name) for name in ("Tilldelning", "Omfördelning", "Avrop"))


def fails(name: str, *arguments: Any) -> bool:
    """Whether a call raises, which the cell shows as #VALUE!."""
    try:
        call_function(name, *arguments)
    except Exception:  # noqa: BLE001  # VBA makes the same of all of them
        return True
    return False


def test_every_function_and_argument_has_help_that_excel_can_show() -> None:
    module = pywin32_stubs.load_functions()
    shown = {name: value.__xlfunc__ for name, value in vars(module).items() if hasattr(value, "__xlfunc__")}
    assert sorted(shown) == NAMES
    for function in shown.values():
        for text in (function["ret"]["doc"], *(argument["doc"] for argument in function["args"])):
            assert 20 < len(text) <= 255
            assert text.encode("cp1252")


def test_xlwings_own_generator_writes_a_vba_function_for_each() -> None:
    from xlwings import udfs

    text = StringIO()
    udfs.generate_vba_wrapper(pywin32_stubs.FUNCTIONS, pywin32_stubs.load_functions(), text, SimpleNamespace(Name="kraftsamling.xlsm"))
    declared = [line for line in text.getvalue().splitlines() if line.startswith("Function ")]
    assert [line.split("(")[0].removeprefix("Function ") for line in declared] == NAMES
    optional = "Optional utfall, Optional datum, Optional kostnadstecken, Optional prognos, Optional summarad"
    assert f"Function KRAFT_SALDO(tilldelning, omfordelning, avrop, {optional})" in declared
    assert f"Function KRAFT_VARFOR_SALDO(tilldelning, omfordelning, avrop, {optional})" in declared


def test_an_amount_is_read_however_it_is_written() -> None:
    written = (("1 100 tkr",), (Decimal("12.50"),), (75000.0,), ("(5 000)",), ("75 000:-",), (None,), ("–",))
    assert call_function("KRAFT_BELOPP", written) == [[1_100_000.0], [12.5], [75000.0], [-5000.0], [75000.0], [""], [""]]


def test_an_amount_that_can_be_read_in_two_ways_is_an_error_value_and_no_number() -> None:
    assert call_function("KRAFT_BELOPP", (("150,000", "ca 5", True, "5"),)) == ["#VALUE!", "#VALUE!", "#VALUE!", 5.0]
    assert fails("KRAFT_BELOPP", "1.100.000")


def test_error_values_are_answered_with_error_values() -> None:
    assert call_function("KRAFT_BELOPP", ((NA, REF), (SPILL, CALC))) == [["#N/A", "#VALUE!"], ["#VALUE!", "#VALUE!"]]
    assert call_function("KRAFT_MOTTAGARE", NA) == "#N/A"
    assert fails("KRAFT_MOTTAGARE", REF)


def test_a_single_cell_arrives_as_a_range_and_is_answered_with_a_single_value() -> None:
    assert call_function("KRAFT_BELOPP", Range("1,1 mnkr")) == 1_100_000.0
    assert call_function("KRAFT_MOTTAGARE", Range("kulturförvaltningen")) == "kulturnämnden"


def test_a_name_is_recognised_and_never_guessed() -> None:
    asked = (("KN", "Mkb fastighets ab"), ("FSN", "grundskola"), (None, 5.0))
    assert call_function("KRAFT_MOTTAGARE", asked) == [["kulturnämnden", "MKB"], ["#N/A", "#N/A"], ["", "#N/A"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_argument_is_an_error_or_named_among_the_reasons(name: str) -> None:
    if name.startswith("KRAFT_VARFOR"):
        assert re.fullmatch(r"Argumentet \w+ saknas\.", call_function(name)[1])
    else:
        assert fails(name)


def test_the_balance_table_has_the_headings_and_figures_of_the_sheet(tables: tuple[ComCells, ...]) -> None:
    headings, *rows = call_function("KRAFT_SALDO", *tables, MISSING, DAY)
    assert headings == ["Mottagare", *(figure.heading.sv for figure in FIGURES)]
    assert dict(zip(headings, rows[3], strict=True)) == {
        "Mottagare": "kulturnämnden", "Beviljat": 800000.0, "Mottaget": 0.0, "Avstått": 0.0, "Disponibelt": 800000.0,
        "Avropat": 500000.0, "Begärt": 0.0, "Kvar att avropa": 300000.0, "Utfall": "", "Avropat ej förbrukat": "",
        "Prognos": "", "Omfördelningsbart": 100000.0,
    }  # fmt: skip
    assert all(isinstance(cell, float | str) for row in rows for cell in row)


def test_the_outcome_is_shown_where_its_table_is_given(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    _, *rows = call_function("KRAFT_SALDO", *tables, com_table(sheets, "Utfall"), DAY, "positivt")
    assert rows[3][8:10] == [400000.0, 100000.0]
    assert rows[0][8] == 0.0


def test_the_sign_of_costs_is_asked_for_and_never_guessed(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    given = (*tables, com_table(sheets, "Utfall"), DAY)
    answers = {sign: call_function("KRAFT_SALDO", *given, sign)[4][7:10] for sign in ("positivt", "Negativ", None)}
    # an empty cell, as on Inställningar, leaves the sign as it is in most accounts
    assert answers["positivt"] == answers[None] == [300000.0, 400000.0, 100000.0]
    assert answers["Negativ"] == [300000.0, -400000.0, 900000.0]
    assert call_function("KRAFT_SALDO", *given)[4][7:10] == [300000.0, "#VALUE!", "#VALUE!"]
    assert fails("KRAFT_SALDO", *given, "minus")
    assert fails("KRAFT_SALDO", *given, tables[2])


def test_the_sign_of_costs_may_be_the_table_of_settings(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    given = (*tables, com_table(sheets, "Utfall"), DAY)
    for sign, outcome in (("negativt", -400000.0), ("positivt", 400000.0), (None, 400000.0), ("minus", "#VALUE!")):
        settings = tuple((name, sign) if name == "Kostnadstecken" else (name, value) for name, value in com_table(sheets, "Inställningar"))
        assert call_function("KRAFT_SALDO", *given, settings)[4][8] == outcome


def test_a_sign_that_is_no_argument_is_that_of_the_workbook(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    beside = {"Inställningar": (("Uppgift", "Värde"), ("Kostnadstecken", "negativt"))}
    given = (Range(tables[0], "Tilldelning", beside=beside), *tables[1:], com_table(sheets, "Utfall"), DAY)
    assert call_function("KRAFT_SALDO", *given)[4][8] == -400000.0
    assert call_function("KRAFT_SALDO", *given, "positivt")[4][8] == 400000.0
    elsewhere = (Range(tables[0], "Tilldelning", beside={"Blad2": ((1.0,),)}), *given[1:])
    assert call_function("KRAFT_SALDO", *elsewhere)[4][8] == "#VALUE!"


def test_the_reasons_for_an_open_balance_name_the_code_the_cell_and_whose_it_is(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    rows = [list(row) for row in tables[2]]
    rows[1][4], rows[2][5] = "ca 5", "klart"
    given = (*tables[:2], tuple(map(tuple, rows)))
    reasons = call_function("KRAFT_VARFOR_SALDO", *given, MISSING, DAY)
    assert [(code, cell, whom) for code, _, cell, whom in reasons if code] == [("VD02", "Avrop!E2", "kulturnämnden"), ("VD13", "Avrop!F3", "fritidsnämnden")]
    assert all(len(text) <= 255 for _, text, *_ in reasons)
    _, why, _, whom = call_function("KRAFT_VARFOR_SALDO", *tables, com_table(sheets, "Utfall"), DAY)
    assert why.startswith("Det framgår inte hur Utfall visar kostnader")
    assert whom == "alla"


def test_the_sum_of_the_balances_is_open_where_one_of_them_is(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    given = (*tables, com_table(sheets, "Utfall"), DAY, "positivt")
    total = call_function("KRAFT_SALDO", *given, MISSING, "ja")[-1]
    assert (total[0], total[1], total[5], total[8], total[10]) == ("Summa", 10_000_000.0, 1_750_000.5, 400_000.0, "")
    assert call_function("KRAFT_SALDO", *given, MISSING, False)[-1][0] == call_function("KRAFT_SALDO", *given)[-1][0] == "MKB"
    rows = [list(row) for row in tables[2]]
    rows[1][4] = "ca 5"
    assert call_function("KRAFT_SALDO", *tables[:2], tuple(map(tuple, rows)), MISSING, DAY, MISSING, MISSING, 1.0)[-1][:2] == ["Summa", "#VALUE!"]
    assert fails("KRAFT_SALDO", *given, MISSING, "kanske")


def test_forecasts_are_shown_where_their_table_is_given(tables: tuple[ComCells, ...], sheets: dict[str, rule_pages.Sheet]) -> None:
    forecasts = (("Prognosdatum", "Mottagare", "Helårsprognos"), (Time(2026, 9, 1), "KN", 700_000.0), (Time(2026, 9, 2), "FRN", "ca 6"))
    rows = call_function("KRAFT_SALDO", *tables, MISSING, DAY, MISSING, forecasts)
    assert {row[0]: row[10] for row in rows[1:]} | {"kulturnämnden": 700_000.0, "fritidsnämnden": "#VALUE!", "MKB": ""} == {row[0]: row[10] for row in rows[1:]}
    assert any(row[2] == "Prognos!C3" for row in call_function("KRAFT_VARFOR_SALDO", *tables, MISSING, DAY, MISSING, forecasts))


def test_what_is_left_is_answered_for_a_range_of_names(tables: tuple[ComCells, ...]) -> None:
    names = Range((("KN",), ("frn",), ("okända nämnden",), (None,), (NA,)))
    assert call_function("KRAFT_KVAR", names, *tables, DAY) == [[300000.0], [4849999.5], ["#N/A"], [""], ["#N/A"]]


def test_what_can_be_given_away_holds_back_what_waits_and_what_is_dated_ahead(tables: tuple[ComCells, ...]) -> None:
    names = (("kulturnämnden", "förskolenämnden", "grundskolenämnden"),)
    assert call_function("KRAFT_OMFORDELNINGSBART", names, *tables, DAY) == [100000.0, 50000.0, 0.0]


def test_without_a_date_the_day_of_the_calculation_counts(tables: tuple[ComCells, ...]) -> None:
    today = call_function("KRAFT_KVAR", "KN", *tables, to_com_value(max(date.today(), date(2026, 1, 1))))
    assert date.today().year < 2026 or call_function("KRAFT_KVAR", "KN", *tables) == call_function("KRAFT_KVAR", "KN", *tables, None) == today


@pytest.mark.parametrize("day", [46295.0, "2026-09-30", "260930", 20260930.0, datetime(2026, 9, 30, 12), Range(DAY)])
def test_a_date_is_read_however_excel_delivers_it(tables: tuple[ComCells, ...], day: Any) -> None:
    assert call_function("KRAFT_KVAR", "FSKN", *tables, day) == 150000.0


@pytest.mark.parametrize("day", ["i höstas", True, 44833.0, (DAY, DAY), REF, NA, -1.0])
def test_a_date_that_cannot_be_meant_is_an_error(tables: tuple[ComCells, ...], day: Any) -> None:
    assert fails("KRAFT_KVAR", "FSKN", *tables, day) or call_function("KRAFT_KVAR", "FSKN", *tables, day) == "#N/A"


def test_a_number_for_a_date_is_counted_as_its_workbook_counts(tables: tuple[ComCells, ...]) -> None:
    rows = [list(row) for row in tables[2]]
    rows[1][1] = 44833.0 - 121  # 2026-06-01 in a workbook whose days begin in 1904
    given = Range(tuple(map(tuple, rows)), date1904=True)
    assert call_function("KRAFT_KVAR", "KN", *tables[:2], given, Range(44833.0, date1904=True)) == 300000.0
    assert call_function("KRAFT_KVAR", "KN", *tables[:2], given, Time(2026, 5, 31)) == 800000.0


def test_columns_may_be_in_another_order_and_rows_be_empty(tables: tuple[ComCells, ...]) -> None:
    turned = tuple((*reversed(row), None) for row in tables[2])
    empty = ((None,) * len(turned[0]),) * 3
    total = (("Summa", None, None, None, 1850000.5, *[None] * 5),)
    title = ("Avrop 2026", *empty[0][1:])
    given = (title, *turned[:2], *empty, *turned[2:], *empty, *total)
    assert call_function("KRAFT_KVAR", "KN", *tables[:2], given, DAY) == 300000.0


def test_an_extra_column_matters_no_more_than_an_optional_one_that_is_left_out(tables: tuple[ComCells, ...]) -> None:
    wider = tuple((*row[:-1], "Anteckning" if not i else "x") for i, row in enumerate(tables[2]))
    assert call_function("KRAFT_KVAR", "KN", *tables[:2], wider, DAY) == 300000.0


def test_a_table_with_headings_alone_has_no_rows(tables: tuple[ComCells, ...]) -> None:
    assert call_function("KRAFT_KVAR", "KN", tables[0], tables[1][:1], (*tables[2][:1], (None,) * 9), DAY) == 800000.0


@pytest.mark.parametrize("wrong", [None, 5.0, "Avrop", REF, (("a", "b"), (1.0, 2.0)), MISSING])
def test_what_is_no_table_is_an_error(tables: tuple[ComCells, ...], wrong: Any) -> None:
    assert fails("KRAFT_KVAR", "KN", *tables[:2], wrong, DAY)
    assert fails("KRAFT_SALDO", wrong, *tables[1:])


def test_a_table_without_its_headings_or_in_anothers_place_is_an_error(tables: tuple[ComCells, ...]) -> None:
    assert fails("KRAFT_KVAR", "KN", tables[0][1:], *tables[1:], DAY)
    assert fails("KRAFT_KVAR", "KN", tables[2], tables[1], tables[0], DAY)


def test_a_column_that_is_missing_or_occurs_twice_leaves_every_figure_open(tables: tuple[ComCells, ...]) -> None:
    without = tuple(row[:4] + row[5:] for row in tables[2])
    twice = tuple((*row, row[4]) for row in tables[2])
    for given in (without, twice):
        assert call_function("KRAFT_KVAR", (("KN",), ("MKB",)), *tables[:2], given, DAY) == [["#VALUE!"], ["#VALUE!"]]


@pytest.mark.parametrize(("column", "cell"), [(4, REF), (4, "75 000"), (4, None), (4, CALC), (5, "klart"), (1, "våren")])
def test_a_cell_that_cannot_be_read_leaves_the_figures_of_its_recipient_open(
    tables: tuple[ComCells, ...], column: int, cell: Any
) -> None:
    rows = [list(row) for row in tables[2]]
    rows[1][column] = cell
    given = tuple(map(tuple, rows))
    assert call_function("KRAFT_KVAR", (("KN",), ("MKB",)), *tables[:2], given, DAY) == [["#VALUE!"], [1200000.0]]
    assert call_function("KRAFT_SALDO", *tables[:2], given, MISSING, DAY)[4] == ["kulturnämnden", *["#VALUE!"] * len(FIGURES)]


def test_amounts_in_currency_cells_are_amounts(tables: tuple[ComCells, ...]) -> None:
    money = tuple(tuple(Decimal(str(cell)) if isinstance(cell, float) else cell for cell in row) for row in tables[2])
    assert call_function("KRAFT_KVAR", (("KN", "FRN"),), *tables[:2], money, DAY) == [300000.0, 4849999.5]


def test_a_transfer_is_judged_with_yes_no_or_unclear(tables: tuple[ComCells, ...]) -> None:
    names = (("KN",), ("KN",), ("MKB",), ("KN",), ("ingen",), (None,))
    to = (("GVN",), ("MKB",), ("KN",), ("KN",), ("KN",), (None,))
    amounts = ((100000.0,), (1000.0,), (1000.0,), (1000.0,), ("1 tkr",), (None,))
    days = ((DAY,), (DAY,), (DAY,), (DAY,), (DAY,), (None,))
    answers = call_function("KRAFT_FAR_OMFORDELAS", names, to, amounts, days, *tables)
    assert answers == [["ja, efter överenskommelse"], ["nej"], ["oklart"], ["nej"], ["#N/A"], [""]]


def test_the_answer_depends_on_kommunstyrelsens_decision_where_the_sheet_is_known(tables: tuple[ComCells, ...]) -> None:
    signed = (("STK-2026-702", Time(2026, 9, 1), "stadskontoret", 1000.0, "ja", None),)
    asked = ("KN", "GVN", 1000.0, DAY)
    record = {day: (("Uppgift", "Värde"), ("Kommunstyrelsens beslutsdatum", day)) for day in (None, Time(2026, 5, 20), Time(2026, 10, 1))}
    answers = [call_function("KRAFT_FAR_OMFORDELAS", *asked, *tables, signed, beslut) for beslut in record.values()]
    assert answers == ["oklart", "ja", "nej"]
    beside = Range(tables[0], "Tilldelning", beside={"Beslut": record[None]})
    assert call_function("KRAFT_FAR_OMFORDELAS", *asked, beside, *tables[1:], signed) == "oklart"
    reasons = call_function("KRAFT_VARFOR", *asked, beside, *tables[1:], signed)
    assert reasons[0] == "BE01"  # a single row
    assert call_function("KRAFT_FAR_OMFORDELAS", *asked, *tables, signed) == "ja"
    assert fails("KRAFT_FAR_OMFORDELAS", *asked, *tables, signed, tables[1])


def test_a_transfer_that_is_in_the_table_is_not_counted_twice(tables: tuple[ComCells, ...]) -> None:
    standing = ("KN", "GVN", 200000.0, Time(2026, 8, 1))
    assert call_function("KRAFT_FAR_OMFORDELAS", *standing, *tables) == "ja"
    assert call_function("KRAFT_FAR_OMFORDELAS", "KN", "GVN", 200000.0, Time(2026, 8, 2), *tables) == "nej"


def test_an_agreement_is_taken_from_the_cells_of_a_row(tables: tuple[ComCells, ...]) -> None:
    asked = ("KN", "GVN", 1000.0, DAY)
    signed = (("STK-2026-702", Time(2026, 9, 1), "stadskontoret", 1000.0, "ja", None),)
    assert call_function("KRAFT_FAR_OMFORDELAS", *asked, *tables, signed) == "ja"
    late = (("STK-2026-702", Time(2026, 10, 1)),)
    assert call_function("KRAFT_FAR_OMFORDELAS", *asked, *tables, late) == "nej"
    assert fails("KRAFT_FAR_OMFORDELAS", *asked, *tables, (("STK-2026-702", "nyligen"),))
    assert fails("KRAFT_FAR_OMFORDELAS", *asked, *tables, (("x",) * 7,))


def test_ranges_of_different_size_are_an_error_but_one_cell_goes_with_all(tables: tuple[ComCells, ...]) -> None:
    amounts = ((1000.0,), (2000.0,), (9e6,))
    after = ["ja, efter överenskommelse"]
    assert call_function("KRAFT_FAR_OMFORDELAS", "KN", "GVN", amounts, DAY, *tables) == [after, after, ["nej"]]
    assert fails("KRAFT_FAR_OMFORDELAS", (("KN",), ("KN",)), "GVN", amounts, DAY, *tables)


def test_a_question_with_a_gap_is_an_error(tables: tuple[ComCells, ...]) -> None:
    assert fails("KRAFT_FAR_OMFORDELAS", "KN", "GVN", None, DAY, *tables)
    assert call_function("KRAFT_FAR_OMFORDELAS", (("KN",), ("KN",)), "GVN", ((1000.0,), (REF,)), DAY, *tables) == [["ja, efter överenskommelse"], ["#VALUE!"]]


def test_the_reasons_come_one_per_row_with_their_numbers(tables: tuple[ComCells, ...]) -> None:
    rows = call_function("KRAFT_VARFOR", "KN", "GVN", 200000.0, DAY, *tables)
    by_code = {row[0]: row for row in rows}
    assert (rows[0][0], rows[-1][0]) == ("OM05", "KO01")
    assert by_code["OM05"][2:] == [200000.0, 100000.0, 100000.0]
    assert by_code["OM05"][1].startswith("Kulturnämnden kan lämna")
    assert all(len(row) == 5 and len(row[1]) <= 255 for row in rows)


def test_a_reason_that_is_too_long_for_a_cell_goes_on_in_the_next_row(tables: tuple[ComCells, ...]) -> None:
    long = "gymnasie- och vuxenutbildningsnämnden"
    rows = call_function("KRAFT_VARFOR", "arbetsmarknads- och socialnämnden", long, 9e6, DAY, *tables)
    assert any(row[0] == "" for row in rows)
    assert all(len(row[1]) <= 255 for row in rows)


def test_reasons_are_given_for_one_transfer_at_a_time(tables: tuple[ComCells, ...]) -> None:
    assert call_function("KRAFT_VARFOR", (("KN",), ("KN",)), "GVN", 1000.0, DAY, *tables)[1].startswith("Skälen ges för en omfördelning i taget")
    assert call_function("KRAFT_VARFOR", NA, "GVN", 1000.0, DAY, *tables) == "#N/A"


def test_a_reason_names_the_cell_where_the_range_really_is(tables: tuple[ComCells, ...]) -> None:
    rows = [list(row) for row in tables[2]]
    rows[1][4] = "ca 500 000"
    given = Range(tuple(map(tuple, rows)), "Avropslista", 11, 3)
    reasons = call_function("KRAFT_VARFOR", "KN", "GVN", 1000.0, DAY, *tables[:2], given)
    assert any("Avropslista!G12" in row[1] for row in reasons)


def test_a_struck_amount_leaves_its_recipient_without_a_figure(tables: tuple[ComCells, ...]) -> None:
    whose, cell = tables[2][1][2], (12, 7)  # the amount of the first call-off

    def give(struck: frozenset[tuple[int, int]]) -> tuple[Any, ...]:
        return *tables[:2], Range(tables[2], "Avropslista", 11, 3, struck=struck)

    reasons = [[row[1] for row in call_function("KRAFT_VARFOR", whose, "GVN", 1000.0, DAY, *give(struck))] for struck in (frozenset(), frozenset({cell}))]
    assert ["Avropslista!G12" in " ".join(texts) for texts in reasons] == [False, True]


def read_table(page: Any) -> ComCells:
    """The Excel table of a sheet with its headings, as Excel hands over Avrop[#Alla]; the whole sheet where it has none."""
    refs = [page[table.ref] for table in page.tables.values()] or [page.iter_rows()]
    return to_com([[cell.value if cell.data_type != "e" else REF for cell in row] for row in refs[0]])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_functions_give_the_figures_of_the_command_line(rule: Rule, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rule_pages.write(rule_pages.book_with(rule.bad), path)
    book = openpyxl.load_workbook(path)
    names = [each.sheet for each in (ALLOCATIONS, TRANSFERS, CALL_OFFS, OUTCOMES)]
    if not {*names} <= {*book.sheetnames}:
        pytest.skip("a table is missing in the example, and a function cannot do without it")
    ledger = read_ledger(path, known=shipped_decisions())  # a function knows of no file beside a workbook that is open nowhere
    given = [read_table(book[name]) for name in names]
    sign = read_table(book["Inställningar"])
    assert call_function("KRAFT_SALDO", *given, to_com_value(ledger.as_of), sign)[1:] == list(expected_rows(ledger))


def expected_rows(ledger: Ledger) -> Iterator[list[Any]]:
    """The figures of a ledger as cells show them: functions take no forecasts."""
    for name, balance in ledger.balances.items():
        shown = balance._replace(forecast=None)
        amounts = {figure.name: figure.of(shown) for figure in FIGURES}
        open_figure = {"forecast": ""}
        cells = [open_figure.get(key, "#VALUE!") if ore is None else to_kronor(ore) for key, ore in amounts.items()]
        yield [name, *(["#VALUE!"] * len(cells) if name in ledger.unsettled else cells)]


@pytest.mark.parametrize("module", ["pandera", "polars", "openpyxl", "lxml", "click", "xl_kraftsamling.reading.workbook", "xl_kraftsamling.app"])
def test_the_functions_import_nothing_that_a_cell_does_not_use(module: str) -> None:
    program = f"""
import sys, xlwings
before = set(sys.modules)  # xlwings itself takes polars where it finds it
import xl_kraftsamling.excel.functions
print([name for name in set(sys.modules) - before if (name + '.').startswith('{module}.')])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
