"""The modules of xlwings that a project contains, from the installed package: its licence notices stay in the text.

`xlwings.bas` names the DLL of its version, so the files are rebuilt whenever another version of xlwings is installed.
"""

from importlib import resources

from xl_kraftsamling.excel.vba.modules import Module, make_class_module, make_standard_module

PROJECT = "xl_kraftsamling"
"""The name of the project to its runner, which reads `.xl_kraftsamling/xl_kraftsamling.conf` in the user's folder."""

_NOTE = (
    "'Changed by xl_kraftsamling: its settings are its own, no folder of a workbook is searched for Python code,\n"
    "'and nothing here is offered as a function for a cell or as a macro.\n"
)
_NAME = 'Attribute VB_Name = "xlwings"\n'
_HIDDEN = "Option Private Module\n"  # public in its project alone, which holds everything that calls it
# Python code beside a workbook would otherwise run when a button is pressed, whoever has put it there.
_SEARCH = 'GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "{}")'
# Nor is it in the folder in which Excel happens to be, which is often that of the workbook: -P leaves it out.
_START = '" -B {}-c ""'
_SETTINGS_OF = (
    'SheetExists({}, PROJECT_NAME & ".conf")',
    "GetConfigFromSheet({}).",
    "GetDirectoryPath({}) & ",
    'GetFullName({}) <> ""',
)


def load_workbook_runner() -> Module:
    """The module `xlwings` for a macro workbook, which runs Python on the workbook that contains it."""
    return make_standard_module(_adapt(_read_text("xlwings.bas"), "xlwings"))


def load_addin_runner() -> Module:
    """The module `xlwings` for an add-in, which runs Python on the active workbook, whosever that is.

    Its settings are the add-in's and the user's: a workbook that somebody was sent must not choose the program that a
    click on the ribbon starts.
    """
    text = _adapt(_read_text("xlwings_custom_addin.bas"), "myaddin")
    for place in _SETTINGS_OF:  # the add-in itself, not the workbook in front
        text = _replace(text, place.format("ActiveWorkbook"), place.format("ThisWorkbook"))
    return make_standard_module(text)


def load_dictionary() -> Module:
    """The class `Dictionary`, which the runner uses on a Mac."""
    return make_class_module(_read_text("addin/Dictionary.cls"))


def _adapt(text: str, name: str) -> str:
    constant = 'Public Const PROJECT_NAME As String = "{}"'
    text = _replace(text, constant.format(name), _NOTE + constant.format(PROJECT))
    text = _replace(text, _NAME, _NAME + _HIDDEN)
    text = _replace(text, _SEARCH.format("true"), _SEARCH.format("false"))
    return _replace(text, _START.format(""), _START.format("-P "))


def _replace(text: str, old: str, new: str) -> str:
    """The text with all occurrences of another replaced; ValueError where there is none, as after a change in xlwings."""
    if old not in text:
        raise ValueError(f"the installed xlwings has no {old!r} in its VBA")
    return text.replace(old, new)


def _read_text(name: str) -> str:
    return resources.files("xlwings").joinpath(name).read_text("cp1252")
