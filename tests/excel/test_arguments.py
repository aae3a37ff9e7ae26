"""Unusual arguments, through xlwings' own COM server: each is answered rightly or with an error value, never with a wrong number."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from support import pywin32_stubs, rule_pages
from support.call_function import BOOK, DAY, NA, REF, ComCells, com_table
from support.pywin32_stubs import MISSING, Range, Time, call_function
from xl_kraftsamling.excel.functions import converters as extent

DIVIDED, BAD_NUMBER, NOT_PASSED = -2146826281, -2146826252, -2147352561
VALUE = "#VALUE!"
TABLES = ("Tilldelning", "Omfördelning", "Avrop")
ROWS = 1_048_576


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


@pytest.fixture(scope="module")
def tables() -> dict[str, ComCells]:
    sheets = rule_pages.book_with(BOOK)
    return {name: com_table(sheets, name) for name in (*TABLES, "Utfall")}


@pytest.fixture
def remaining(tables: dict[str, ComCells]) -> Callable[..., Any]:
    """The answer of KRAFT_KVAR for kulturnämnden and MKB, with other values for some of the arguments."""

    def ask(*, of: Any = (("KN",), ("MKB",)), datum: Any = DAY, **changes: Any) -> Any:
        return answer("KRAFT_KVAR", of, *(changes.get(name, tables[name]) for name in TABLES), datum)

    return ask


RIGHT, OPEN = [[300000.0], [1200000.0]], [[VALUE], [VALUE]]


def answer(name: str, *arguments: Any) -> Any:
    """The answer that the cell shows: a failure is #VALUE! there."""
    try:
        return call_function(name, *arguments)
    except Exception:  # noqa: BLE001  # VBA makes the same of all of them
        return VALUE


@pytest.mark.parametrize(
    ("cell", "kronor"),
    [
        (None, ""), ("", ""), (" ", ""), ("\u00a0", ""), ("–", ""), (0.0, 0.0), (-0.0, 0.0), (-5.0, -5.0),
        (12.345, 12.35), (Decimal("12.345"), 12.35), (1e13, 1e13), ("−5", -5.0), ("5 000,-", 5000.0), ("(5)", -5.0),
        ("1 100,000 tkr", 1100000.0), ("500,000 tkr", VALUE), ("-(5)", VALUE), ("1e5", VALUE), ("5 %", VALUE), ("5 000.00", VALUE),
        (1e14, VALUE), (1e300, VALUE), (float("nan"), VALUE), (float("inf"), VALUE), (Decimal("NaN"), VALUE), ("9" * 300, VALUE),
        (True, VALUE), (False, VALUE), (NA, "#N/A"), (DIVIDED, VALUE), (BAD_NUMBER, VALUE), (NOT_PASSED, VALUE), (MISSING, VALUE),
        ("#REF!", VALUE), ("#DIVISION/0!", VALUE), (Time(2026, 9, 30), VALUE), (datetime(2026, 9, 30, tzinfo=UTC), VALUE),
        ((), VALUE), (((),), VALUE), (((None,),), ""), (((1.0, 2.0), (3.0,)), VALUE), (("5", "6"), [5.0, 6.0]),
        ((("5",), ("6",)), [[5.0], [6.0]]), ((("5",),), 5.0),
    ],
)  # fmt: skip
def test_an_amount_is_a_number_of_kronor_or_nothing_or_an_error(cell: Any, kronor: Any) -> None:
    assert answer("KRAFT_BELOPP", cell) == kronor


@pytest.mark.parametrize(
    "written",
    [
        "FSN",
        "fsn",
        "grundskola",
        "ASN/FRN",
        "kulturnämnden (FRN)",
        "Summa",
        "x" * 300,
        5.0,
        True,
        Time(2026, 1, 1),
        NOT_PASSED,
        "#SAKNAS!",
    ],
)
def test_a_name_that_names_nobody_for_sure_is_not_available(written: Any) -> None:
    assert answer("KRAFT_MOTTAGARE", written) in ("#N/A", VALUE)


def change_headings(rows: ComCells, change: Callable[[str], Any]) -> ComCells:
    """The table with other headings."""
    return tuple(map(change, rows[0])), *rows[1:]


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda h: f" {h}  ", lambda h: h.replace(" ", "\u00a0"), lambda h: h.replace(" ", "\n").lower()],
    ids=["capitals", "spaces", "no-break", "lines"],
)
def test_headings_are_known_however_they_are_set(
    remaining: Callable[..., Any], tables: dict[str, ComCells], change: Callable[[str], str]
) -> None:
    assert remaining(**{name: change_headings(tables[name], change) for name in TABLES}) == RIGHT


@pytest.mark.parametrize("empty", [None, "", " "])
def test_empty_rows_at_the_end_matter_not(remaining: Callable[..., Any], tables: dict[str, ComCells], empty: Any) -> None:
    longer = {name: (*tables[name], *[(empty,) * len(tables[name][0])] * 500) for name in TABLES}
    assert remaining(**longer) == RIGHT


@pytest.mark.parametrize(("place", "given"), [(a, b) for a in TABLES for b in (*TABLES, "Utfall") if a != b])
def test_a_table_in_the_place_of_another_is_an_error(
    remaining: Callable[..., Any], tables: dict[str, ComCells], place: str, given: str
) -> None:
    assert remaining(**{place: tables[given]}) == VALUE


def test_a_column_too_few_or_too_many_leaves_figures_open_only_where_they_need_it(
    remaining: Callable[..., Any], tables: dict[str, ComCells]
) -> None:
    needed = {
        "Tilldelning": {"Mottagare", "Beviljat belopp"},
        "Omfördelning": {"Datum", "Givare", "Mottagare", "Belopp", "Status"},
        "Avrop": {"Datum", "Mottagare", "Belopp", "Status"},
    }
    for name, columns in needed.items():
        rows = tables[name]
        for at, heading in enumerate(rows[0]):
            expected = OPEN if heading in columns else RIGHT
            assert remaining(**{name: tuple(row[:at] + row[at + 1 :] for row in rows)}) == expected, heading
            assert remaining(**{name: tuple((*row, row[at]) for row in rows)}) == expected, heading


@pytest.mark.parametrize(
    "given",
    ["Avrop", 5.0, True, REF, None, MISSING, (), (("Belopp",),), (("Mottagare", "Belopp"), ("?", "?")), (("KN", 5.0),)],
)
def test_what_is_no_table_is_an_error(remaining: Callable[..., Any], given: Any) -> None:
    for name in TABLES:
        # whoever has made no transfers need not keep a list of them, and leaves the argument out
        expected = RIGHT if given is MISSING and name == "Omfördelning" else None
        assert remaining(**{name: given}) in ([expected] if expected else [VALUE, OPEN])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (46295.0, RIGHT), (46295.75, RIGHT), (46295, RIGHT), (Decimal(46295), RIGHT), ("30/9 2026", RIGHT), (((DAY,),), RIGHT),
        (Time(2026, 9, 30, 23, 59, tzinfo=UTC), RIGHT), (Time(2030, 1, 1), RIGHT), (Time(1900, 1, 1), VALUE),
        (True, VALUE), (0.0, VALUE), (-1.0, VALUE), (1e10, VALUE), (float("nan"), VALUE), ("09/30/2026", VALUE), ("i dag", VALUE),
        (NA, VALUE), (((DAY, DAY),), VALUE), (((None,), (None,)), VALUE), ((), VALUE),
    ],
)  # fmt: skip
def test_a_day_is_one_day_or_an_error(remaining: Callable[..., Any], day: Any, expected: Any) -> None:
    assert remaining(datum=day) == expected


def test_names_and_answers_have_the_same_shape(remaining: Callable[..., Any]) -> None:
    assert remaining(of=("KN", "FRN")) == [300000.0, 4849999.5]
    assert remaining(of=(("KN", None), ("FSN", REF))) == [[300000.0, ""], ["#N/A", VALUE]]
    assert remaining(of=(("KN",),)) == remaining(of="KN") == 300000.0


def test_a_range_of_several_areas_is_an_error(remaining: Callable[..., Any], tables: dict[str, ComCells]) -> None:
    headings_alone = Range(tables["Avrop"][:1], "Avrop", areas=2)
    whole_columns = Range((*tables["Avrop"][:1], *[(None,) * 9] * (ROWS - 1)), "Avrop", areas=2)
    assert remaining(Avrop=headings_alone) == remaining(Avrop=whole_columns) == VALUE
    assert answer("KRAFT_BELOPP", Range((("5",),), areas=2)) == VALUE


def test_whole_columns_are_read_as_far_as_the_sheet_is_used(remaining: Callable[..., Any], tables: dict[str, ComCells]) -> None:
    def get_columns(name: str) -> Range:
        rows = tables[name]
        return Range((*rows, *[(None,) * len(rows[0])] * (ROWS - len(rows))), name)

    assert remaining(**{name: get_columns(name) for name in TABLES}) == RIGHT


def test_empty_rows_at_the_end_of_values_are_not_looked_at_one_by_one() -> None:
    for rows, expected in (((("a", None), (None, 0.0), *[(None, None)] * ROWS), 2), (((None,),) * 9, 1), ((), 0)):
        context = SimpleNamespace(value=rows)
        extent.drop_empty_rows(context)
        assert len(context.value) == expected


def test_an_agreement_of_another_workbooks_days_is_read_as_they_count(tables: dict[str, ComCells]) -> None:
    ask = ("KN", "GVN", 1000.0, DAY, *(tables[name] for name in TABLES))
    terms = (
        "STK-2026-702",
        44833.0 + 30,
        "stadskontoret",
        1000.0,
        "ja",
        None,
    )  # 30 October 2026, if days begin in 1904
    assert answer("KRAFT_FAR_OMFORDELAS", *ask, Range((terms,), date1904=True)) == "nej"
    assert answer("KRAFT_FAR_OMFORDELAS", *ask, Range((terms,))) == "ja"


@pytest.mark.parametrize(
    "terms", [((REF,) * 6,), ((NA, *[None] * 5),), (("x",) * 6,), ((True,) * 6,), (("x",) * 7,), ()]
)
def test_an_agreement_that_cannot_be_read_is_an_error(tables: dict[str, ComCells], terms: Any) -> None:
    assert answer("KRAFT_FAR_OMFORDELAS", "KN", "GVN", 1000.0, DAY, *(tables[name] for name in TABLES), terms) == VALUE


def test_no_text_of_an_answer_is_longer_than_excel_takes(tables: dict[str, ComCells]) -> None:
    terms = (("x" * 300, DAY, "y" * 300, 1.0, "nej", "z" * 300),)
    rows = answer("KRAFT_VARFOR", "KN", "GVN", 1000.0, DAY, *(tables[name] for name in TABLES), terms)
    assert {"OM03", "OM18"} <= {row[0] for row in rows}
    assert max(len(cell) for row in rows for cell in row if isinstance(cell, str)) <= 255
