"""The workbook of a press, as the VBA names it: whatever its name is, and told in the log where Excel is not reached."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
import xlwings as xw

from support.excel_engine import open_book
from xl_kraftsamling.excel.caller import NAME, set_caller
from xl_kraftsamling.excel.vba.code_modules import PYTHON


@pytest.fixture(autouse=True)
def _no_caller_afterwards() -> Iterator[None]:
    yield
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


@pytest.mark.parametrize("name", ["a=b.xlsx", "100 % & --wb=annan.xlsx", "Ева 'åäö'.xlsx"])
def test_the_caller_is_the_workbook_that_the_environment_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl.Workbook().save(tmp_path / name)
    book = open_book(tmp_path / name)
    asked = []
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", SimpleNamespace(App=lambda xl: asked.append(xl) or book.app.impl))
    monkeypatch.setenv(NAME, name)
    set_caller(4711)
    assert (xw.Book.caller().name, asked) == (name, [4711])


def test_an_excel_that_is_not_reached_ends_the_process_with_a_code_and_the_log_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(xl: int) -> None:
        raise AttributeError(f"CLSIDToClassMap {xl}")

    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", SimpleNamespace(App=fail))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        set_caller(4711)
    assert ended.value.code == 3
    assert "CLSIDToClassMap 4711" in (tmp_path / "kraftsamling.log").read_text("utf-8")


def test_the_vba_names_it_by_the_same_variable() -> None:
    assert f'Item("{NAME}")' in PYTHON.read_text("utf-8")
