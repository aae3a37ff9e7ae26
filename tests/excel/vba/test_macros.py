"""The macros and the ribbon: each button has its words and its macro, each macro its function in Python."""

import inspect
import re

from lxml import etree

from support.vba_readers import COMMANDS
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.buttons.choices import read_choices
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, WRONG
from xl_kraftsamling.excel.vba.modules import make_standard_module
from xl_kraftsamling.excel.vba.ribbon import CALLBACKS, build_ribbon
from xl_kraftsamling.excel.vba.workbook import ANSWERS, MACROS
from xl_kraftsamling.finding import PROFILES

GETS = "control As IRibbonControl, ByRef returnedVal"
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
        "Validera", "Nästa avvikelse", "Föregående", "Rensa markeringar", "Avstämningsdatum", "Profil", "Beslut", "Saldo",
        "Får det omfördelas?", "Rapport",
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
    assert len(called) == len(there) == 15
    for each, name, procedure in called:
        assert there[procedure] == (chosen if name == "onAction" and each.tag.endswith("dropDown") else expected[name]), procedure


def test_what_the_ribbon_lets_python_do_exists() -> None:
    called = re.findall(r'ButtonCall\("(\w+)", (.+?)\)$', CALLBACKS.read_text("utf-8"), re.MULTILINE)
    assert len(called) == 7
    for name, arguments in called:
        work = inspect.unwrap(getattr(buttons, name))
        assert ("choices" in inspect.signature(work).parameters) == (arguments == "Choices()"), name
    named = set(re.findall(r'Choice\("(\w+)"', CALLBACKS.read_text("utf-8")))
    assert named == set(inspect.signature(read_choices).parameters)


def test_the_modules_of_our_own_are_text_that_a_project_can_hold() -> None:
    for path, end in ((MACROS, b"End Sub\r\n"), (CALLBACKS, b"End Function\r\n"), (ANSWERS, b"End Function\r\n")):
        module = make_standard_module(path.read_text("utf-8"))
        assert module.name == path.stem
        assert module.source.endswith(end)


def test_just_the_two_error_values_that_the_functions_answer_are_made_and_by_no_function_for_a_cell() -> None:
    text = ANSWERS.read_text("utf-8")
    assert re.findall(r'If cell = "(.+?)" Then WithErrorValue = CVErr\((\w+)\)', text) == [
        (NOT_AVAILABLE, "xlErrNA"), (WRONG, "xlErrValue"),
    ]  # fmt: skip
    assert "\nOption Private Module" in text
