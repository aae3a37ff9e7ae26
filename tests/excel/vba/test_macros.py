"""The macros and the ribbon: each button has its words and its macro, each macro its function in Python."""

import re
from pathlib import Path

import pytest
from lxml import etree

from support.vba_readers import COMMANDS
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, WRONG
from xl_kraftsamling.excel.vba.addin import ADDIN_PARTS
from xl_kraftsamling.excel.vba.code_modules import ANSWERS, CALLBACKS, FAILURES, MACROS, PYTHON, SERVER, SETTINGS
from xl_kraftsamling.excel.vba.modules import make_standard_module
from xl_kraftsamling.excel.vba.wrappers import FUNCTIONS_FILE

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


MODULES = (MACROS, CALLBACKS, ANSWERS, FAILURES, PYTHON, SETTINGS, SERVER, FUNCTIONS_FILE)
PROCEDURE = re.compile(r"^(Public |Private )?(Sub|Function) (\w+)\(.*?\n(.*?)^End \2", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_module_is_text_that_a_project_can_hold(path: Path) -> None:
    module = make_standard_module(path.read_text("utf-8"))
    assert module.name == path.stem
    assert module.source.endswith(b"\r\n")
    assert "\nOption Explicit\n" in module.text
    assert "\t" not in module.text
    assert max(map(len, module.text.splitlines())) < 1024, "VBA reads no longer lines"


@pytest.mark.parametrize("path", [MACROS, CALLBACKS, FUNCTIONS_FILE], ids=lambda path: path.stem)
def test_what_excel_calls_meets_every_error_itself_or_is_one_call_of_what_does(path: Path) -> None:
    guarded = {*COMMANDS, "LetPython"}
    for _, _, name, body in PROCEDURE.findall(path.read_text("utf-8")):
        lines = [line.strip() for line in body.splitlines() if not line.startswith("Attribute ")]
        assert lines[0].startswith("On Error GoTo ") or (len(lines) == 1 and lines[0].split()[0] in guarded), name


def test_no_box_is_shown_but_by_the_one_procedure_and_no_error_is_passed_over() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert text.count("MsgBox") == (path == FAILURES)
        assert "On Error Resume Next" not in text
        assert "Popup" not in text


def test_no_program_is_chosen_by_a_workbook_or_what_lies_beside_it() -> None:
    text = SETTINGS.read_text("utf-8") + PYTHON.read_text("utf-8") + SERVER.read_text("utf-8")
    code = re.sub(r"'.*", "", text)
    assert re.findall(r"Environ\$\((.+?)\)", code) == ['"USERPROFILE"']
    assert not re.search(r"\.(Path|FullName|Sheets|Worksheets)\b|CurDir|cmd", code)
    assert code.count("-B -P -c") == 2, "Python must not look for modules in the folder in which Excel is"


def test_every_sentence_of_the_macros_says_what_to_do() -> None:
    text = "".join(path.read_text("utf-8") for path in (PYTHON, SETTINGS, SERVER, FAILURES))
    sentences = re.findall(r'(?:Fail|Tell) (.*"(?:.*_\n.*)?.*)\n', text)
    assert len(sentences) >= 11
    for sentence in sentences:
        assert re.search(r"[Kk]ör|[Kk]licka|[Öö]ppna|Stäng|Be it-|skriv|DOCTOR|Install\(\)|bara i Excel", sentence), sentence


def test_the_module_of_the_server_keeps_the_licence_of_xlwings_and_names_no_version() -> None:
    text = SERVER.read_text("utf-8")
    assert "'xlwings is distributed under a BSD 3-clause license." in text
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in text
    assert "EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE." in text
    assert re.findall(r'Lib "(.+?)"', text) == ["kraftsamling64.dll", "kraftsamling32.dll", "kernel32"]
    assert not re.search(r"\d\.\d+\.\d", text)
    for path in MODULES:
        assert path == SERVER or "Declare" not in path.read_text("utf-8"), "the add-in does without the rule against Win32 calls"


def test_just_the_two_error_values_that_the_functions_answer_are_made_and_by_no_function_for_a_cell() -> None:
    text = ANSWERS.read_text("utf-8")
    assert re.findall(r'If cell = "(.+?)" Then WithErrorValue = CVErr\((\w+)\)', text) == [
        (NOT_AVAILABLE, "xlErrNA"), (WRONG, "xlErrValue"),
    ]  # fmt: skip
    assert "\nOption Private Module" in text
