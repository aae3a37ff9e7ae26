"""The macros and the ribbon: each button has its words and its macro, each macro its function in Python."""

import re

import pytest
from lxml import etree

from support.vba_readers import COMMANDS
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, WRONG
from xl_kraftsamling.excel.vba.addin import ADDIN_PARTS, CALLBACKS
from xl_kraftsamling.excel.vba.modules import make_standard_module
from xl_kraftsamling.excel.vba.workbook import ANSWERS, MACROS

CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"


def test_each_macro_lets_python_do_one_thing() -> None:
    macros = MACROS.read_text("utf-8")
    assert dict(re.findall(r'Public Sub (\w+)\(\)\n    LetPython "(.+)"\nEnd Sub', macros)) == COMMANDS
    for command in COMMANDS.values():
        compile(command, "RunPython", "exec")
        assert '"' not in command, "it is between quotes on a command line"


def test_the_functions_that_the_macros_call_exist() -> None:
    buttons = pytest.importorskip("xl_kraftsamling.excel.buttons", reason="the buttons are not there yet")
    for command in COMMANDS.values():
        called = re.search(r"buttons\.(\w+)\(\)", command)
        assert called is None or callable(getattr(buttons, called[1]))


def test_every_button_of_the_ribbon_has_an_icon_a_label_help_and_a_macro() -> None:
    ribbon = etree.parse(ADDIN_PARTS / "customUI/customUI.xml")
    tab = ribbon.find(f".//{CUSTOM_UI}tab")
    buttons = list(ribbon.iter(f"{CUSTOM_UI}button"))
    assert tab.get("label") == "Kraftsamling"
    assert [button.get("label") for button in buttons] == [
        "Validera", "Rensa markeringar", "Saldo", "Får det omfördelas?", "Rapport",
    ]  # fmt: skip
    assert all(button.get(name) for button in buttons for name in ("imageMso", "screentip", "supertip", "keytip"))
    macros = [button.get("onAction") for button in buttons]
    assert macros == [f"KraftsamlingRibbon.On{macro}" for macro in COMMANDS]
    called = re.findall(
        r"Public Sub (\w+)\(control As IRibbonControl\)\n    (\w+)\nEnd Sub", CALLBACKS.read_text("utf-8")
    )
    assert called == [(f"On{macro}", macro) for macro in COMMANDS]


def test_the_modules_of_our_own_are_text_that_a_project_can_hold() -> None:
    for path, end in ((MACROS, b"End Sub\r\n"), (CALLBACKS, b"End Sub\r\n"), (ANSWERS, b"End Function\r\n")):
        module = make_standard_module(path.read_text("utf-8"))
        assert module.name == path.stem
        assert module.source.endswith(end)


def test_just_the_two_error_values_that_the_functions_answer_are_made_and_by_no_function_for_a_cell() -> None:
    text = ANSWERS.read_text("utf-8")
    assert re.findall(r'If cell = "(.+?)" Then WithErrorValue = CVErr\((\w+)\)', text) == [
        (NOT_AVAILABLE, "xlErrNA"), (WRONG, "xlErrValue"),
    ]  # fmt: skip
    assert "\nOption Private Module" in text
