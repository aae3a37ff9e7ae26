"""The readings that are kept for the next call: used again where nothing has changed, and never where anything has."""

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Font, PatternFill

from support import pywin32_stubs, rule_pages
from support.build_other_layouts import two_sheets, write_map, write_sheets
from support.call_function import BOOK, DAY, NA, com_table, to_com_value
from support.com_book import ComBook, ComRange
from support.pywin32_stubs import MISSING, Range, Time, call_function
from xl_kraftsamling.excel.functions import kept_readings, table_ledger

LATER = to_com_value(date(2026, 12, 31))


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


@pytest.fixture
def tables() -> tuple[Any, ...]:
    """Tilldelning, Omfördelning and Avrop."""
    sheets = rule_pages.book_with(BOOK)
    return tuple(com_table(sheets, name) for name in ("Tilldelning", "Omfördelning", "Avrop"))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is read from now on, one entry for each reading."""
    forget()
    made: list[object] = []
    read = table_ledger._read_ranges
    monkeypatch.setattr(table_ledger, "_read_ranges", lambda *arguments: made.append(arguments) or read(*arguments))
    return made


def forget() -> None:
    table_ledger._kept._kept = ()


def ask(*tables: Any) -> Any:
    """Everything that the functions say of some tables."""
    answers: list[Any] = []
    for name in ("KRAFT_SALDO", "KRAFT_VARFOR_SALDO"):
        try:
            answers.append(call_function(name, *tables, MISSING, DAY))
        except Exception as problem:  # noqa: BLE001  # VBA makes #VALUE! of whatever it is
            answers.append(str(problem))
    return answers


def change(table: Any, row: int, column: int, cell: Any) -> Any:
    rows = [list(each) for each in table]
    rows[row][column] = cell
    return tuple(map(tuple, rows))


def list_changes(tables: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The tables with one cell changed: every cell, in turn to nothing, a truth value and an error value."""
    for which, table in enumerate(tables):
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                other = ("x" if cell is None else None, True, NA)[(row + column) % 3]
                yield *tables[:which], change(table, row, column, other), *tables[which + 1 :]


def test_any_cell_that_has_changed_is_seen(tables: tuple[Any, ...], readings: list[object]) -> None:
    for changed in list_changes(tables):
        ask(*tables)
        kept = ask(*changed)
        forget()
        assert kept == ask(*changed)


@pytest.mark.parametrize("pair", [(1.0, True), (0.0, False), (float(NA), NA), (Time(2026, 6, 1), Time(2026, 6, 1, 12)), (5.0, "5"), (None, " ")])
def test_what_python_finds_equal_or_alike_is_not_taken_for_the_same(pair: tuple[Any, Any], tables: tuple[Any, ...], readings: list[object]) -> None:
    for cell in (*pair, *pair):
        ask(*tables[:2], change(tables[2], 1, 4, cell))
    assert len(readings) == 2, "one for each, kept beside each other"


def test_a_list_that_is_changed_in_place_is_seen(tables: tuple[Any, ...], readings: list[object]) -> None:
    rows = [list(row) for row in tables[2]]
    before = call_function("KRAFT_KVAR", "KN", *tables[:2], rows, DAY)
    rows[1][4] = 400_000.0
    assert call_function("KRAFT_KVAR", "KN", *tables[:2], rows, DAY) == before + 100_000


def test_functions_of_one_list_read_it_once_at_whatever_date(tables: tuple[Any, ...], readings: list[object]) -> None:
    given = Range(tables[0], "Tilldelning"), Range(tables[1], "Omfördelning"), Range(tables[2], "Avrop")
    answers = [call_function("KRAFT_KVAR", name, *given, day) for name in ("KN", "FSKN") for day in (DAY, LATER)]
    assert (answers, len(readings)) == ([300_000, 300_000, 150_000, 50_000], 1)


def test_a_range_that_has_moved_or_is_struck_through_is_read_again(tables: tuple[Any, ...], readings: list[object]) -> None:
    def reasons(row: int, struck: frozenset[tuple[int, int]] = frozenset()) -> str:
        given = *tables[:2], Range(tables[2], "Avropslista", row, 3, struck=struck)
        return " ".join(each[1] for each in call_function("KRAFT_VARFOR", tables[2][1][2], "GVN", 1000.0, DAY, *given))

    said = [reasons(11), reasons(11, frozenset({(12, 7)})), reasons(11), reasons(31, frozenset({(32, 7)}))]
    assert ["Avropslista!G12" in said[1], "Avropslista!G12" in said[2], "Avropslista!G32" in said[3]] == [True, False, True]
    assert len(readings) == 3


# ---- a workbook in a layout of its own


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_sheets(tmp_path / "bok.xlsx", two_sheets())


def remaining(path: Path) -> Any:
    """KRAFT_KVAR of a nämnd in a workbook as it is now."""
    book = ComBook(path)
    return call_function("KRAFT_KVAR", (("KN", None),), book.range("Fördelning", "A1:B7"), MISSING, book.range("Avrop", "A1:E7"), LATER)[0]


def edit(path: Path, cell: str, **formats: Any) -> None:
    book = openpyxl.load_workbook(path)
    for name, value in formats.items():
        setattr(book["Avrop"][cell], name, value)
    book.save(path)


def test_a_format_counts_where_it_bears_on_what_is_read_and_only_there(path: Path, readings: list[object]) -> None:
    before = remaining(path)
    edit(path, "D2", font=Font(bold=True), fill=PatternFill("solid", "FFFF00"))
    assert (remaining(path), len(readings)) == (before, 1)
    edit(path, "D2", font=Font(strike=True))
    assert (remaining(path), len(readings)) == ("#VALUE!", 2)


def test_a_unit_that_the_number_format_shows_is_seen(path: Path, readings: list[object]) -> None:
    before = remaining(path)
    for line in range(2, 8):
        edit(path, f"D{line}", number_format='#,##0," tkr"')
    remaining(path)
    assert (before, len(readings)) == (660_000, 2)


def test_a_map_or_a_decision_beside_the_workbook_is_seen_when_it_comes_changes_and_goes(path: Path, readings: list[object]) -> None:
    before = remaining(path)
    beside = write_map(path).rename(path.with_name("bok.karta.toml"))
    assert remaining(path) == before
    beside.write_text(beside.read_text("utf-8").replace('kind = "Avrop"', 'kind = "Avrop"\nunit = "tkr"'), "utf-8")
    assert remaining(path) == 800_000 - 140_000_000
    beside.unlink()
    assert (remaining(path), len(readings)) == (before, 3)
    decision = Path(__file__).parent.parent / "decisions" / "hamn-2031-7.toml"
    path.with_name("bok.beslut.toml").write_text(decision.read_text("utf-8"), "utf-8")
    with pytest.raises(Exception, match="annat år än 2031"):
        remaining(path)


# ---- what is kept


def test_few_are_kept_and_a_large_one_alone(tables: tuple[Any, ...], readings: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    for amount in range(20):
        ask(*tables[:2], change(tables[2], 1, 4, float(amount)))
    assert len(table_ledger._kept._kept) == kept_readings._MOST_READINGS
    size = table_ledger._kept._kept[0].size
    monkeypatch.setattr(kept_readings, "_MOST_CELLS", size + 1)
    ask(*tables)
    assert len(table_ledger._kept._kept) == 1
    monkeypatch.setattr(kept_readings, "_MOST_CELLS", size - 1)
    ask(*tables)
    assert len(table_ledger._kept._kept) == 0


def test_nothing_of_excel_is_kept(path: Path, readings: list[object]) -> None:
    remaining(path)
    seen: dict[int, object] = {}
    waiting: list[object] = [*table_ledger._kept._kept]
    while waiting:
        each = waiting.pop()
        if id(each) not in seen and not isinstance(each, type) and getattr(each, "__module__", "").partition(".")[0] not in ("builtins", "sys"):
            seen[id(each)] = each
            waiting += [other for other in gc.get_referents(each) if not hasattr(other, "__code__") and type(other).__name__ != "module"]
    assert len(seen) > 100
    assert not [each for each in seen.values() if isinstance(each, (ComRange, ComBook, xw.Range, xw.Sheet, xw.Book))]


def test_two_threads_get_each_its_own_answer(tables: tuple[Any, ...], readings: list[object]) -> None:
    def remain(amount: float) -> Any:
        return call_function("KRAFT_KVAR", "KN", *tables[:2], change(tables[2], 1, 4, amount), DAY)

    amounts = [float(100_000 + each % 9) for each in range(60)]
    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(remain, amounts)]
    assert answers == [800_000 - amount for amount in amounts]
