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

if TYPE_CHECKING:
    from support.excel_calls import Server

pytestmark = pytest.mark.windows

DAY = datetime(2026, 9, 30)
FUNCTIONS = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO", "KRAFT_VARFOR",
]  # fmt: skip
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


def test_amounts_and_names_come_as_excel_has_them(server: "Server") -> None:

    assert server.call("KRAFT_BELOPP", "1 100 tkr") == 1_100_000.0
    assert server.call("KRAFT_BELOPP", Decimal("1234.50")) == 1234.5, "a cell in a currency format"
    assert isinstance(server.call("KRAFT_BELOPP", Decimal("1234.50")), float), "a Decimal would make the cell one of currency"
    cells = (("(5 000)", None, 75_000.0), ("150,000", NA, "ca 5"))
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
    from pywintypes import com_error

    from support.excel_calls import LEFT_OUT, make_error

    count = server.evaluate(f"len(__import__('{'xl_kraftsamling.excel.functions'}', fromlist=['x']).{name}.__xlfunc__['args'])")
    for wrong in (make_error(NA), LEFT_OUT, "nonsens ÅÄÖ €", Decimal("-0.01"), (("a", None), (make_error(REF), True)), DAY):
        try:
            answer = server.call(name, *[wrong] * count)
        except com_error:  # the wrapper in VBA makes #VALUE! of it
            continue
        cells = [cell for row in answer for cell in row] if isinstance(answer, tuple) else [answer]
        assert all(type(cell) in (float, str) for cell in cells), (wrong, answer)
        assert {cell for cell in cells if str(cell).startswith("#")} <= ERRORS


def test_a_hundred_thousand_call_offs_come_over(server: "Server", tables: Any) -> None:
    allocations, transfers, (headings, *_) = tables
    width = len(headings)
    row = ["A-1", datetime(2026, 6, 1), "fritidsnämnden", "I-03", 10.0, "utbetalt", *[None] * (width - 6)]
    many = (headings, *((f"A-{number}", *row[1:]) for number in range(100_000)))
    assert server.call("KRAFT_KVAR", "FRN", allocations, transfers, many, DAY) == 6_100_000.0 - 1_000_000.0
