"""The macros and the ribbon: each button has its words and its macro, each macro its function in Python."""

import inspect
import re
from pathlib import Path

import pytest
from lxml import etree

from support.vba_readers import COMMANDS
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.buttons.choices import read_choices
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, WRONG
from xl_kraftsamling.excel.vba.code_modules import ANSWERS, CALLBACKS, FAILURES, MACROS, PYTHON, SERVER, SETTINGS
from xl_kraftsamling.excel.vba.modules import make_standard_module
from xl_kraftsamling.excel.vba.ribbon import build_ribbon
from xl_kraftsamling.excel.vba.wrappers import FUNCTIONS_FILE
from xl_kraftsamling.finding import PROFILES

GETS = "control As IRibbonControl, ByRef returnedVal As Variant"
CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"


def test_each_macro_lets_python_do_one_thing() -> None:
    macros = MACROS.read_text("utf-8")
    assert dict(re.findall(r'Public Sub (\w+)\(\)\n    LetPython "(.+)"\nEnd Sub', macros)) == COMMANDS
    for command in COMMANDS.values():
        compile(command, "RunPython", "exec")
        assert '"' not in command, "it is between quotes on a command line"


def test_the_functions_that_the_macros_call_exist() -> None:
    for command in COMMANDS.values():
        called = re.search(r"buttons\.(\w+)\(\)", command)
        assert called is None or callable(getattr(buttons, called[1]))


def read_ribbon() -> etree._Element:
    return etree.fromstring(build_ribbon())


def test_every_button_and_choice_of_the_ribbon_has_an_icon_a_label_help_and_a_key_of_its_own() -> None:
    controls = [each for group in read_ribbon().iter(f"{CUSTOM_UI}group") for each in group]
    assert [each.get("label") for each in controls] == [
        "Validera", "Nästa avvikelse", "Föregående", "Rensa markeringar", "Rätta det säkra", "Avstämningsdatum", "Profil", "Beslut",
        "Saldo", "Får det omfördelas?", "Rapport",
    ]  # fmt: skip
    assert all(each.get(name) for each in controls for name in ("imageMso", "screentip", "supertip", "keytip"))
    keys = [each.get("keytip") for each in controls]
    assert len(set(keys)) == len(keys)
    assert not [one for one in keys for other in keys if one != other and other.startswith(one)]


def test_the_ribbon_offers_every_profile_and_every_decision_that_ships() -> None:
    choices = {each.get("id"): [item.get("label") for item in each] for each in read_ribbon().iter(f"{CUSTOM_UI}dropDown")}
    assert choices["kraftProfil"] == ["enligt arbetsboken", *PROFILES]
    assert choices["kraftBeslut"] == ["enligt arbetsboken", *(decision.case_number for decision in shipped_decisions())]
    ids = [each.get("id") for each in read_ribbon().iter() if each.get("id")]
    assert len(set(ids)) == len(ids)


def test_everything_that_the_ribbon_calls_is_there_with_the_arguments_that_office_gives() -> None:
    expected = {
        "onLoad": "ribbon As IRibbonUI", "getVisible": GETS, "getText": GETS, "getSelectedItemIndex": GETS,
        "onChange": "control As IRibbonControl, text As String",
        "onAction": "control As IRibbonControl",
    }  # fmt: skip
    there = dict(re.findall(r"^Public Sub (\w+)\((.*)\)$", CALLBACKS.read_text("utf-8"), re.MULTILINE))
    called = [(each, name, value.removeprefix("KraftsamlingRibbon.")) for each in read_ribbon().iter() for name, value in each.items() if name in expected]
    chosen = "control As IRibbonControl, id As String, index As Integer"
    assert len(called) == len(there) == 16
    for each, name, procedure in called:
        assert there[procedure] == (chosen if name == "onAction" and each.tag.endswith("dropDown") else expected[name]), procedure


def test_what_the_ribbon_lets_python_do_exists() -> None:
    called = re.findall(r'ButtonCall\("(\w+)", (.+?)\)$', CALLBACKS.read_text("utf-8"), re.MULTILINE)
    assert len(called) == 8
    for name, arguments in called:
        work = inspect.unwrap(getattr(buttons, name))
        assert ("choices" in inspect.signature(work).parameters) == (arguments == "Choices()"), name
    named = set(re.findall(r'Choice\("(\w+)"', CALLBACKS.read_text("utf-8")))
    assert named == set(inspect.signature(read_choices).parameters)


MODULES = (MACROS, CALLBACKS, ANSWERS, FAILURES, PYTHON, SETTINGS, SERVER, FUNCTIONS_FILE)
WORDS = {"ButtonCall", "Choices", "Choice"}
"""Functions that join words, and cannot fail."""
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
        lines = [line.strip() for line in body.splitlines() if not line.strip().startswith(("Attribute ", "Dim "))]
        is_one_step = len(lines) == 1 and (lines[0].split()[0] in guarded or " = " in lines[0])
        assert lines[0].startswith("On Error GoTo ") or is_one_step or name in WORDS, name


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
