"""The second opinion on stored values: what the engine finds in real workbooks, in the process that it runs in."""

import sys
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from support import build_xlsx
from xl_kraftsamling.reading.recalculation import process
from xl_kraftsamling.reading.recalculation.process import run_engine

Cells = dict[str, Any]
"""Values by cell; a formula is a pair of its text and its stored value, None where it has none, and may have attributes."""


def write_value(value: Any) -> tuple[str, str]:
    """The type of a cell and the element of its value."""
    if value is None:
        return "n", ""
    if isinstance(value, str):
        return "e" if value.startswith("#") else "str", f"<v>{escape(value)}</v>"
    return "b" if isinstance(value, bool) else "n", f"<v>{int(value) if isinstance(value, bool) else value!r}</v>"


def write_cell(name: str, content: Any) -> str:
    formula, value, *attributes = content if isinstance(content, tuple) else ("", content)
    kind, stored = write_value(value)
    attribute = f" {attributes[0]}" if attributes else ""
    return f'<row r="{name[1:]}"><c r="{name}" t="{kind}">' + (f"<f{attribute}>{escape(formula)}</f>" if formula else "") + f"{stored}</c></row>"


def ask(folder: Path, cells: Cells, after: str = "") -> Any:
    """What the engine finds in a workbook with one sheet, whose cells are in one column."""
    path = build_xlsx.build_workbook(folder, "".join(write_cell(*each) for each in cells.items()))
    if after:
        parts = {**build_xlsx.unpack(path), build_xlsx.WORKBOOK: build_xlsx.workbook(after=after)}
        build_xlsx.pack(path, parts)
    return run_engine(path, sha256(path.read_bytes()).hexdigest())


def tell(found: Any) -> list[tuple[list[str], Any, Any]]:
    """The cells that differ, each group with the first one's stored and computed value."""
    return [
        ([f"A{row}" for _, row, _ in each["cells"]], *(next(iter(value.values())) if isinstance(value, dict) else value for value in (each["stored"], each["computed"])))
        for each in found if not each["reason"]
    ]  # fmt: skip


def explain(found: Any) -> dict[str, str]:
    """The reasons why cells were left out, by cell."""
    return {f"A{row}": f"{each['reason']} {each['function']}".strip() for each in found if each["reason"] for _, row, _ in each["cells"]}


def test_a_stale_value_is_found_with_all_that_follows_from_it(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 5, "A2": 7, "A3": ("SUM(A1:A2)", 10), "A4": ("A3*2", 20), "A5": ("A1+1", 6)})
    assert tell(found) == [(["A3"], 10, 12), (["A4"], 20, 24)]


def test_copies_of_one_formula_are_told_once(tmp_path: Path) -> None:
    cells: Cells = {f"A{row}": (f"$A$1*{2}+A{row - 1}", 0) for row in range(2, 70)}
    ((cells_told, stored, computed),) = tell(found := ask(tmp_path, {"A1": 1, **cells}))
    assert (len(cells_told), found[0]["more"], stored, computed) == (50, 18, 0, 3)


def test_very_many_different_formulas_are_told_in_bounds(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 1, **{f"A{row}": (f"A1+{row}*1{row}", 0) for row in range(2, 302)}})
    assert len(found) == 200
    assert sum(len(each["cells"]) + each["more"] for each in found) == 300


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_day_is_told_as_a_day(tmp_path: Path, from_1904: bool) -> None:
    path = tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write("A1", date(2026, 5, 20), day)
        page.write_formula("A2", "A1+1", day, 46164 - 1462 * from_1904)
        page.write_formula("A3", "A1+1", None, 3)
    found = run_engine(path, sha256(path.read_bytes()).hexdigest())
    assert tell(found) == [(["A2"], "2026-05-22", "2026-05-21"), (["A3"], 3, 46163 - 1462 * from_1904)]


def test_a_missing_value_is_found_and_an_empty_text_is_none(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 5, "A2": ("A1+1", None), "A3": ('IF(A1=5,"",1)', None), "A4": ("A1+1", "")})
    assert tell(found) == [(["A2"], None, 6), (["A4"], "", 6)]


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        ("A1/3", 1.6666666667), ("0.1+0.2-0.3", 5.6e-17), ("A1=5", True), ("A1=5", 1), ('"a"&A1', "a5"), ("A1", "5"), ("1/0", "#DIV/0!"),
        ('IF(A1=5,"x ","y")', "x"), ("SUM(A9:A10)", 0),
    ],
)  # fmt: skip
def test_what_two_programs_may_store_differently_is_the_same(tmp_path: Path, formula: str, stored: Any) -> None:
    assert ask(tmp_path, {"A1": 5, "A2": (formula, stored)}) == []


@pytest.mark.parametrize(
    ("formula", "stored", "computed"),
    [
        ("A1/3", 1.66667, 5 / 3), ("A1=5", False, True), ('"a"&A1', "a6", "a5"), ("1/0", 3, "#DIV/0!"), ("A1", "#N/A", 5), ("A1", "fem", 5),
        ("DATE(2026,5,20)", 46161, 46162), ('IF(A1=5,"x","y")', 7, "x"),
    ],
)  # fmt: skip
def test_a_difference_that_counts_is_told(tmp_path: Path, formula: str, stored: Any, computed: Any) -> None:
    assert tell(ask(tmp_path, {"A1": 5, "A2": (formula, stored)})) == [(["A2"], stored, computed)]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("TODAY()", "changing TODAY"), ("A1+RAND()", "changing RAND"), ("SUM(OFFSET(A1,0,0))", "changing OFFSET"), ('INDIRECT("A1")', "changing INDIRECT"),
        ('TEXT(A1,"0.0")', "language TEXT"), ("A8&A1/3", "language"), ('"1,5"*2', "language"), ('COUNTIF(A1,">1.5")', "language"),
        ("IRR(A1:A2)", "approximated IRR"), ('CUBEVALUE("x")', "unknown_function CUBEVALUE"), ("[1]Blad!A1+1", "link"), ("MinEgen(A1)", "name"),
        ("SQRT(-A1)", "doubtful"), ("A1+", "unreadable"), ("A3+1", "loop"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_left_out_and_keeps_its_stored_value(tmp_path: Path, formula: str, reason: str) -> None:
    found = ask(tmp_path, {"A1": 5, "A3": (formula, 17), "A4": ("A3*2", 34), "A5": ("IFERROR(A3,0)", 18)})
    assert explain(found) == {"A3": reason}
    assert tell(found) == [(["A5"], 18, 17)], "what reads it is calculated with the value stored beside it"


def test_what_reads_a_cell_that_cannot_be_known_and_has_no_value_is_left_out_too(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": ("NOW()", None), "A2": ("A1+1", 2), "A3": ("A2+1", 9), "A4": ("SUM(A1:A2)", 9)})
    assert explain(found) == {"A1": "changing NOW", "A2": "unknown_value", "A4": "unknown_value"}
    assert tell(found) == [(["A1"], None, None), (["A3"], 9, 3)]


def test_a_function_that_is_not_called_does_no_harm(tmp_path: Path) -> None:
    assert tell(ask(tmp_path, {"A1": 5, "A2": ('IF(A1="",TODAY(),A1)', 4)})) == [(["A2"], 4, 5)]


def test_a_loop_and_what_reads_it(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": ("A2", 1), "A2": ("A1", 1), "A3": ("A1+1", 2)})
    assert (explain(found), tell(found)) == ({"A1": "loop", "A2": "loop"}, [])


def test_a_data_table_is_left_out(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 5, "A3": (" ", 5, 't="dataTable" ref="A3:A3" dt2D="0" dtr="0" r1="A1"')})
    assert explain(found) == {"A3": "data_table"}


def test_an_array_formula_is_compared_in_every_cell_that_it_fills(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 5, "A2": 6, "A3": ("A1:A2*2", 10, 't="array" ref="A3:A4"'), "A4": 13})
    assert tell(found) == [(["A4"], 13, 12)]


def test_a_workbook_that_calculates_as_shown_is_left_out(tmp_path: Path) -> None:
    found = ask(tmp_path, {"A1": 5, "A2": ("A1/3", 1.67)}, '<calcPr calcId="1" fullPrecision="0"/>')
    assert (explain(found), tell(found)) == ({"A2": "as_shown"}, [])


def test_a_file_that_is_another_one_by_now_or_that_the_engine_cannot_open_is_said(tmp_path: Path) -> None:
    path = build_xlsx.build_workbook(tmp_path)
    assert run_engine(path, "0" * 64) == "changed"
    path.write_bytes(b"PK")
    assert run_engine(path, sha256(b"PK").hexdigest()) == "unopened"


def test_a_calculation_that_takes_too_long_leaves_out_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_CALCULATING", 0)
    assert explain(ask(tmp_path, {"A1": ("1+1", 3), "A2": ("A1", 2)})) == {"A1": "time", "A2": "time"}
    monkeypatch.setattr(process, "SECONDS", 0.01)
    assert ask(tmp_path, {"A1": ("1+1", 3)}) == "time"


def test_a_process_that_ends_without_an_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_PROGRAM", "raise SystemExit(3)")
    assert ask(tmp_path, {"A1": ("1+1", 3)}) == "failed"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no bound on memory here")
def test_a_formula_that_would_take_all_memory_ends_its_process_and_not_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MEMORY", 300_000_000)
    found = ask(tmp_path, {"A1": ("SUM(SEQUENCE(1048576,2000))", 3)})
    assert found == "failed" or list(explain(found)) == ["A1"]


def test_a_module_in_the_folder_that_it_is_run_from_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert tell(ask(tmp_path, {"A1": ("1+1", 3)})) == [(["A1"], 3, 2)]
