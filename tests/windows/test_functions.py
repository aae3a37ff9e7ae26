"""Every function of a worksheet as Excel calls it: the DLL, the server that it starts, and COM between two processes."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support import rule_pages
from support.call_function import BOOK, NA, REF, com_table
from xl_kraftsamling.excel.error_values import _NAMES

if TYPE_CHECKING:
    from support.excel_calls import Server

pytestmark = pytest.mark.windows

DAY = datetime(2026, 9, 30)
FUNCTIONS = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO", "KRAFT_VARFOR",
]  # fmt: skip
ERROR_VALUES = {-2_146_828_288 + number: name for number, name in _NAMES.items()}
"""The error values of cells by COM's numbers."""
ERRORS = {"#VALUE!", "#N/A", "#REF!"}
"""What the wrapper in VBA makes error values of: no function answers with another text that begins so."""


@pytest.fixture(scope="module")
def server(installed_addin: str) -> "Iterator[Server]":
    from support.excel_calls import find_dll, start_server

    with start_server(find_dll(), Path(sys.executable)) as started:
        yield started


@pytest.fixture(scope="module")
def tables() -> tuple[Any, Any, Any]:
    """Tilldelning, Omfördelning and Avrop."""
    sheets = rule_pages.book_with(BOOK)
    return tuple(com_table(sheets, name) for name in ("Tilldelning", "Omfördelning", "Avrop"))


def test_the_server_is_a_process_of_the_python_that_the_settings_name(server: "Server") -> None:
    assert server.evaluate("__import__('os').getpid()") != os.getpid()
    assert Path(server.evaluate("__import__('sys').executable")) == Path(sys.executable)


def test_cells_arrive_as_the_tests_elsewhere_take_them_to(server: "Server") -> None:
    from support.excel_calls import make_error

    cells = (*map(make_error, ERROR_VALUES), 1.5, True, None, "text", DAY, Decimal("5.50"))
    arrived = server.evaluate("lambda rows: '; '.join(f'{type(cell).__name__} {cell}' for row in rows for cell in row)", (cells, cells[::-1]))
    expected = [*(f"int {code}" for code in ERROR_VALUES), "float 1.5", "bool True", "NoneType None", "str text", "datetime 2026-09-30 00:00:00+00:00", "Decimal 5.5"]
    assert arrived.split("; ") == [*expected, *expected[::-1]]


@pytest.mark.parametrize(("code", "name"), ERROR_VALUES.items(), ids=ERROR_VALUES.values())
def test_an_error_value_in_a_table_is_never_a_number_and_its_cell_is_named(code: int, name: str, server: "Server", tables: Any) -> None:
    from support.excel_calls import LEFT_OUT, make_error

    headings = tables[2][0]
    for heading, others in (("Belopp", 4_849_999.5), ("Status", 4_849_999.5), ("Datum", 4_849_999.5), ("Mottagare", "#VALUE!")):
        column = headings.index(heading)
        wrong = (headings, tuple(make_error(code) if n == column else cell for n, cell in enumerate(tables[2][1])), *tables[2][2:])
        assert server.call("KRAFT_KVAR", (("KN", "FRN"),), *tables[:2], wrong, DAY) == ("#VALUE!", others), heading
        reasons = server.call("KRAFT_VARFOR_SALDO", *tables[:2], wrong, LEFT_OUT, DAY, LEFT_OUT, LEFT_OUT, LEFT_OUT)
        (words,) = {row[1] for row in reasons if row[2] == f"Avrop!{'ABCDEFGHI'[column]}2" and row[0]}
        assert name in words


def test_an_error_value_in_the_place_of_an_argument_is_one_in_the_cell(server: "Server", tables: Any) -> None:
    from support.excel_calls import make_error

    cells = tuple((make_error(code),) for code in ERROR_VALUES)
    shown = tuple(("#N/A" if name == "#N/A" else "#VALUE!",) for name in ERROR_VALUES.values())
    for function, rest in (("KRAFT_BELOPP", ()), ("KRAFT_MOTTAGARE", ()), ("KRAFT_KVAR", (*tables, DAY))):
        assert server.call(function, cells, *rest) == shown


def test_amounts_and_names_come_as_excel_has_them(server: "Server") -> None:
    from support.excel_calls import make_error

    assert server.call("KRAFT_BELOPP", "1 100 tkr") == 1_100_000.0
    assert server.call("KRAFT_BELOPP", Decimal("1234.50")) == 1234.5, "a cell in a currency format"
    assert isinstance(server.call("KRAFT_BELOPP", Decimal("1234.50")), float), "a Decimal would make the cell one of currency"
    cells = (("(5 000)", None, 75_000.0), ("150,000", make_error(NA), "ca 5"))
    assert server.call("KRAFT_BELOPP", cells) == ((-5000.0, "", 75_000.0), ("#VALUE!", "#N/A", "#VALUE!"))
    assert server.call("KRAFT_MOTTAGARE", (("kulturförvaltningen",), ("okänd",), (None,))) == (("kulturnämnden",), ("#N/A",), ("",))


def test_what_is_left_of_every_recipient(server: "Server", tables: Any) -> None:
    assert server.call("KRAFT_KVAR", "KN", *tables, DAY) == 300_000.0
    assert server.call("KRAFT_KVAR", (("KN",), ("FRN",), ("okänd",), (None,)), *tables, DAY) == ((300_000.0,), (4_849_999.5,), ("#N/A",), ("",))
    assert server.call("KRAFT_OMFORDELNINGSBART", "KN", *tables, DAY) == 100_000.0
    assert server.call("KRAFT_OMFORDELNINGSBART", "förskolenämnden", *tables, DAY) == 50_000.0


def test_an_argument_that_is_left_out_is_none(server: "Server", tables: Any) -> None:
    from support.excel_calls import LEFT_OUT

    assert server.call("KRAFT_KVAR", "KN", *tables, LEFT_OUT) in (300_000.0, 100_000.0), "today is the date, whichever that is"
    rows = server.call("KRAFT_SALDO", *tables, LEFT_OUT, DAY, LEFT_OUT)
    assert [row[:2] for row in rows[:2]] == [("Mottagare", "Beviljat"), ("arbetsmarknads- och socialnämnden", 1_100_000.0)]
    assert len({len(row) for row in rows}) == 1


def test_whether_money_may_be_moved_and_why(server: "Server", tables: Any) -> None:
    asked = ("KN", "GVN", 9_000_000.0, DAY, *tables)
    from support.excel_calls import LEFT_OUT

    assert server.call("KRAFT_FAR_OMFORDELAS", *asked, LEFT_OUT, LEFT_OUT) == "nej"
    reasons = server.call("KRAFT_VARFOR", *asked, LEFT_OUT, LEFT_OUT)
    assert "OM04" in [row[0] for row in reasons]
    assert all(len(text) <= 255 for row in reasons for text in row if isinstance(text, str)), "Excel takes no longer text in an array"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_is_an_error_value_or_an_error_that_the_cell_shows_as_one(name: str, server: "Server", tables: Any) -> None:
    from comtypes import COMError

    from support.excel_calls import LEFT_OUT, make_error

    count = server.evaluate(f"len(__import__('{'xl_kraftsamling.excel.functions'}', fromlist=['x']).{name}.__xlfunc__['args'])")
    for wrong in (make_error(NA), LEFT_OUT, "nonsens ÅÄÖ €", Decimal("-0.01"), (("a", None), (make_error(REF), True)), DAY):
        try:
            answer = server.call(name, *[wrong] * count)
        except COMError:  # the wrapper in VBA makes #VALUE! of it
            continue
        cells = [cell for row in answer for cell in row] if isinstance(answer, tuple) else [answer]
        assert all(type(cell) in (float, str) for cell in cells), (wrong, answer)
        assert {cell for cell in cells if str(cell).startswith("#")} <= ERRORS


def test_a_cell_that_has_changed_since_the_last_call_is_seen(server: "Server", tables: Any) -> None:
    from support.excel_calls import make_error

    headings, first, *rest = tables[2]
    column = headings.index("Belopp")
    amounts = (500_000.0, 400_000.0, make_error(NA), True, 500_000.0)
    lists = [(headings, tuple(amount if n == column else cell for n, cell in enumerate(first)), *rest) for amount in amounts]
    answers = [server.call("KRAFT_KVAR", (("KN", None),), *tables[:2], each, DAY)[0] for each in lists]
    assert answers == [300_000.0, 400_000.0, "#VALUE!", "#VALUE!", 300_000.0]


def test_a_hundred_thousand_call_offs_come_over(server: "Server", tables: Any) -> None:
    allocations, transfers, (headings, *_) = tables
    width = len(headings)
    row = ["A-1", datetime(2026, 6, 1), "fritidsnämnden", "I-03", 10.0, "utbetalt", *[None] * (width - 6)]
    many = (headings, *((f"A-{number}", *row[1:]) for number in range(100_000)))
    assert server.call("KRAFT_KVAR", "FRN", allocations, transfers, many, DAY) == 6_100_000.0 - 1_000_000.0
