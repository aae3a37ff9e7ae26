"""The functions that lead from a cell to Python: what xlwings' own generator makes, described and failing as they should."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest
from lxml import etree

from support import pywin32_stubs
from xl_kraftsamling.excel.vba import wrappers
from xl_kraftsamling.excel.vba.modules import make_standard_module

X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"


@pytest.fixture(scope="module")
def functions() -> ModuleType:
    return pywin32_stubs.load_functions()


@pytest.fixture
def make_module() -> Callable[..., ModuleType]:
    """Makes a module with a function that xlwings has decorated, with help on it."""
    pywin32_stubs.install_stubs()
    from xlwings import udfs

    def make(help_: str, argument: str = "Vad som helst.") -> ModuleType:
        def DUBBLA(tal, antal=2):  # noqa: N802
            return [[tal * antal]]

        DUBBLA.__doc__ = help_
        module = ModuleType("stand_in")
        module.DUBBLA = udfs.xlarg("tal", doc=argument)(udfs.xlfunc(DUBBLA))  # type: ignore[attr-defined]
        return module

    return make


@pytest.mark.parametrize("name", ["functions", "arguments"])
def test_the_committed_text_is_what_xlwings_generates_for_the_functions(
    name: str, functions: ModuleType, request: pytest.FixtureRequest
) -> None:
    fresh = getattr(wrappers, f"write_{name}")(functions)
    committed = getattr(wrappers, f"{name.upper()}_FILE")
    if request.config.getoption("--update-snapshots"):
        committed.write_text(fresh, "utf-8")
    assert committed.read_text("utf-8") == fresh, "run pytest --update-snapshots, and read the difference"


def test_every_function_goes_to_python_and_gives_an_error_value_when_that_fails(functions: ModuleType) -> None:
    text = wrappers.FUNCTIONS_FILE.read_text("utf-8")
    names = [name for name in vars(functions) if name.startswith("KRAFT_")]
    assert sorted(re.findall(r"^Function (\w+)\(", text, re.MULTILINE)) == sorted(names)
    for name in names:
        assert f'{name} = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "{name}", Array(' in text
        failed = "AnswerFailure(Err.Number, Err.Description)" if name.startswith("KRAFT_VARFOR") else "CVErr(xlErrValue)"
        assert f"failed:\n    {name} = {failed}\n" in text
    assert text.count("XLPy.CallUDF(") == text.count("WithErrorValues(XLPy.CallUDF("), "every answer may be an error value"
    assert text.count("    On Error GoTo failed\n") == len(names), "whoever calls, a failure is an answer"
    assert "#If" not in text


def test_help_on_functions_and_arguments_is_stored_where_excel_looks_for_it(make_module: Callable[..., ModuleType]) -> None:
    module = make_module('Dubblar ett tal,\n    eller "mer".', "Talet & inget <annat>.")
    text = wrappers.write_functions(module)
    assert (
        'Function DUBBLA(tal, Optional antal)\nAttribute DUBBLA.VB_Description = "Dubblar ett tal, eller ""mer""."'
        in text
    )
    extension = etree.fromstring(wrappers.write_arguments(module))
    assert [element.get("name") for element in extension.iter(f"{X14}definedName")] == ["DUBBLA"]
    helps = [(element.get("index"), element.text) for element in extension.iter(f"{X14}argumentDescription")]
    assert helps == [("0", "Talet & inget <annat>."), ("1", "Positional argument 2")]


def test_help_that_excel_would_cut_is_refused(make_module: Callable[..., ModuleType]) -> None:
    with pytest.raises(ValueError, match="DUBBLA has 256 characters"):
        wrappers.write_functions(make_module("x" * 256))
    with pytest.raises(ValueError, match="tal has 256 characters"):
        wrappers.write_arguments(make_module("x" * 255, "y" * 256))


def test_what_is_generated_is_a_module_that_a_project_can_hold() -> None:
    module = make_standard_module(wrappers.FUNCTIONS_FILE.read_text("utf-8"))
    assert module.name == "xlwings_udfs"
    assert module.source
    assert max(map(len, module.text.splitlines())) < 1024, "VBA reads no longer lines"
