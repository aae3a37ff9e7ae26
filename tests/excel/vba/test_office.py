"""The buttons pressed in LibreOffice: each macro calls what it must, and what Python answers gets its error values.

There is no Windows to start Python in: a stub writes down what is to be run, or what is told where the real modules fail.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from support.vba_readers import COMMANDS
from xl_kraftsamling.excel.vba.code_modules import ANSWERS, FAILURES, MACROS, PYTHON, SETTINGS
from xl_kraftsamling.excel.vba.modules import DocumentBase, make_document_module, make_standard_module
from xl_kraftsamling.excel.vba.parts import pack_parts
from xl_kraftsamling.excel.vba.project import build_vba_project
from xl_kraftsamling.excel.vba.sheet_button import Button, add_button
from xl_kraftsamling.excel.vba.workbook import build_workbook_parts
from xl_kraftsamling.excel.vba.wrappers import ARGUMENTS_FILE, FUNCTIONS_FILE
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.package import Package

STUB = """Attribute VB_Name = "KraftsamlingPython"
Public Sub LetPython(ByVal statement As String)
    Open Environ("KRAFT_COMMANDS") For Append As #1
    Print #1, ActiveSheet.Name & ": " & statement
    Close #1
End Sub
"""

# In the place of the box alone, which would wait for somebody.
TOLD = """Public Sub Tell(ByVal sentence As String)
    Open Environ("KRAFT_COMMANDS") For Append As #1
    Print #1, sentence
    Close #1
End Sub
"""

PROBE = """Attribute VB_Name = "Probe"
Option Explicit

' Writes down what becomes of answers: a value alone, a row, and a table.

Public Sub Probe()
    Dim one As Variant, two(1 To 2, 0 To 1) As Variant
    one = Array("#N/A", 12.5, "#VALUE!", "")
    two(1, 0) = "#VALUE!": two(1, 1) = "MKB": two(2, 0) = -3: two(2, 1) = "#N/A"
    Open Environ("KRAFT_COMMANDS") For Append As #1
    Tell WithErrorValues("#N/A")
    Tell WithErrorValues("#VALUE!")
    Tell WithErrorValues("#REF!")
    Tell WithErrorValues(" #N/A")
    Tell WithErrorValues(1100000.5)
    Tell WithErrorValues(Empty)
    one = WithErrorValues(one)
    Tell one(0): Tell one(1): Tell one(2): Tell one(3)
    TellTable WithErrorValues(two)
    Close #1
End Sub

Private Sub TellTable(answer As Variant)
    Print #1, LBound(answer, 1) & " " & UBound(answer, 1) & " " & LBound(answer, 2) & " " & UBound(answer, 2)
    Tell answer(1, 0): Tell answer(1, 1): Tell answer(2, 0): Tell answer(2, 1)
End Sub

Private Sub Tell(value As Variant)
    If IsError(value) Then
        Print #1, "error " & CStr(value)
    Else
        Print #1, VarType(value) & " " & CStr(value)
    End If
End Sub
"""

DRIVER = """
Sub Press(path As String)
    Dim loading(0) As New com.sun.star.beans.PropertyValue
    loading(0).Name = "MacroExecutionMode"
    loading(0).Value = com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
    book = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, loading())
    For number = 0 To book.Sheets.Count - 1
        book.CurrentController.setActiveSheet(book.Sheets(number))
        PressOn(book.CurrentController, book.Sheets(number).DrawPage)
    Next
    book.close(True)
    StarDesktop.terminate()
End Sub

Sub PressOn(controller, page)
    controller.setFormDesignMode(False)
    For number = 0 To page.Count - 1
        If page(number).supportsService("com.sun.star.drawing.ControlShape") Then
            controller.getControl(page(number).Control).AccessibleContext.doAccessibleAction(0)
            Wait 200
        End If
    Next
End Sub
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Driver" script:language="StarBasic">{}</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Driver"/></library:library>
"""
MORE = {
    "Beslut": "RensaMarkeringar",
    "Tilldelning": "VisaSaldo",
    "Insatser": "FarDetOmfordelas",
    "Avrop": "SkrivRapport",
}
"""Buttons that the workbook does not have: the ribbon, which LibreOffice does not show, has them."""


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing here can press a button")
    return found


def build_workbook(folder: Path, buttons: dict[str, str], *more: str) -> Path:
    """The macro workbook with other modules than its own, and on some sheets a button for a macro of some module."""
    parts = build_workbook_parts(find_template(), FUNCTIONS_FILE.read_text("utf-8"), ARGUMENTS_FILE.read_text("utf-8"))
    sheets = Package(find_template()).sheets
    modules = [make_document_module(f"Blad{number}", DocumentBase.SHEET) for number in range(1, len(sheets) + 1)]
    texts = (*(path.read_text("utf-8") for path in (MACROS, ANSWERS, FUNCTIONS_FILE)), *more)
    modules = [make_document_module("ThisWorkbook", DocumentBase.WORKBOOK), *modules, *map(make_standard_module, texts)]
    parts["xl/vbaProject.bin"] = build_vba_project("VBAProject", modules)
    part = {sheet.name: sheet.part for sheet in sheets}
    for number, (sheet, macro) in enumerate(buttons.items(), 3):
        add_button(parts, part[sheet], number, Button(macro, macro, macro, (6, 0, 0, 4, 7, 0, 1, 16)))
    (folder / "kraftsamling.xlsm").write_bytes(pack_parts(parts))
    return folder / "kraftsamling.xlsm"


def press_every_button(office: str, workbook: Path, profile_of_user: str = "") -> list[str]:
    """Press the buttons of a workbook, sheet by sheet; what was to be run, each behind its sheet, or what was told."""
    profile, commands = workbook.with_name("profile"), workbook.with_name("commands.txt")
    start = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    run(start, "--terminate_after_init")  # makes the profile, over which the driver is then written
    library = profile / "user/basic/Standard"
    (library / "Driver.xba").write_text(MODULE.format(escape(DRIVER)), "utf-8")
    (library / "script.xlb").write_text(LIBRARY, "utf-8")
    run(
        start,
        f'macro:///Standard.Driver.Press("{workbook}")',
        KRAFT_COMMANDS=commands,
        USERPROFILE=profile_of_user,
    )
    return commands.read_text("utf-8").splitlines()


def run(start: list[str], *arguments: str, **environment: object) -> None:
    """Run LibreOffice to its end; a dialogue that waits for somebody is ended with all its processes."""
    added = {name: str(value) for name, value in environment.items()}
    process = subprocess.Popen(
        [*start, *arguments], env=os.environ | added, start_new_session=True, stderr=subprocess.PIPE
    )
    try:
        process.communicate(timeout=120)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def test_the_buttons_of_the_workbook_validate_and_every_macro_calls_its_function(office: str, tmp_path: Path) -> None:
    book = build_workbook(tmp_path, {sheet: f"Kraftsamling.{macro}" for sheet, macro in MORE.items()}, STUB)
    pressed = {"Läs mig": "Validera", **MORE, "Kontroll": "Validera"}
    assert press_every_button(office, book) == [f"{sheet}: {COMMANDS[macro]}" for sheet, macro in pressed.items()]


def test_the_texts_of_error_values_become_error_values_and_nothing_else_changes(office: str, tmp_path: Path) -> None:
    written = press_every_button(office, build_workbook(tmp_path, {"Beslut": "Probe.Probe"}, STUB, PROBE))
    not_available, wrong = "error Error 2042", "error Error 2015"
    assert [line for line in written if "main()" not in line] == [
        *(not_available, wrong, "8 #REF!", "8  #N/A", "5 1100000.5", "0 "),
        *(not_available, "5 12.5", wrong, "8 "),
        *("1 2 0 1", wrong, "8 MKB", "2 -3", not_available),
    ]


def load_silent_failures() -> str:
    """The module that tells of failures, which writes down what it would show."""
    failures = FAILURES.read_text("utf-8")
    return failures[: failures.index("Public Sub Tell(")] + TOLD


ASK = """Attribute VB_Name = "Ask"
Option Explicit

' Finds Python by each of the files of settings 0, 1, 2 ..., which takes the place of the one before, and last by none.

Public Sub Ask()
    Dim number As Long
    For number = 0 To {last}
        FileCopy "{folder}/" & number, OwnFolder() & "xl_kraftsamling.conf"
        AskOnce
    Next
    Kill OwnFolder() & "xl_kraftsamling.conf"
    AskOnce
End Sub

Private Sub AskOnce()
    On Error GoTo failed
    Tell FindPython()
    Exit Sub
failed:
    TellFailure Err.Number, Err.Description
End Sub
"""

NAMES_NONE = "Inställningsfilen {path} säger inte var Python finns. Kör 'kraftsamling addin install' och starta om Excel."
SETTINGS_FILES = (
    (b"", NAMES_NONE),
    (b"PK\x03\x04\0\0\n\n,,,\n", NAMES_NONE),
    (b'"INTERPRETER_WIN","C:\\Windows\\calc.exe"\r\n', NAMES_NONE),
    (b'"INTERPRETER_WIN","python.exe"\r\n', NAMES_NONE),
    ('"INTERPRETER_WIN","C:\\Python\\python.exe"'.encode("utf-16"), NAMES_NONE),
    (b'"INTERPRETER_WIN","C:\\Python\\python.exe"\r\n' + b"\r\n" * 40_000, NAMES_NONE),
    (
        b'\r\n"SHOW CONSOLE","1"\n\n interpreter_win , C:\\Python 311\\python.exe \r\n',
        "Python finns inte längre i C:\\Python 311\\python.exe. Kör 'kraftsamling addin install'",
    ),
)
"""What a file of settings holds, and how the sentence begins."""


def test_settings_that_name_no_python_are_told_in_one_swedish_sentence(office: str, tmp_path: Path) -> None:
    for number, (content, _) in enumerate(SETTINGS_FILES):
        (tmp_path / str(number)).write_bytes(content)
    ask = ASK.format(folder=tmp_path, last=len(SETTINGS_FILES) - 1)
    book = build_workbook(tmp_path, {"Beslut": "Ask.Ask"}, STUB, SETTINGS.read_text("utf-8"), load_silent_failures(), ask)
    # To LibreOffice on this system, a reversed stroke in the name of a file is a letter like any other.
    pressed = [line for line in press_every_button(office, book, str(tmp_path / "eva")) if "main()" not in line]
    path = f"{tmp_path}/eva\\.xl_kraftsamling\\xl_kraftsamling.conf"
    expected = [*(begun.format(path=path) for _, begun in SETTINGS_FILES), "Kraftsamling hittar inte Python på den här datorn. Kör 'kraftsamling"]
    assert [told[: len(begun)] for told, begun in zip(pressed, expected, strict=True)] == expected


FOUND = """Attribute VB_Name = "KraftsamlingSettings"
Public Function FindPython() As String
    FindPython = "C:\\Python311\\python.exe"
End Function
"""


def test_a_shell_that_the_system_refuses_is_told_in_one_sentence_at_each_press(office: str, tmp_path: Path) -> None:
    _, _, windows = PYTHON.read_text("utf-8").partition("#Else\n")  # LibreOffice has no conditional compilation
    module = 'Attribute VB_Name = "KraftsamlingPython"\nOption Explicit\n' + windows.replace("#End If\n", "")
    module = module.replace("Not ThisWorkbook.IsAddin", "True")  # which LibreOffice cannot be asked
    pressed = press_every_button(office, build_workbook(tmp_path, {}, module, FOUND, load_silent_failures()))
    assert len(pressed) == 2
    for sentence in pressed:
        assert sentence.startswith("Windows låter inte Excel använda WScript.Shell, som startar Python (fel ")
        assert "Be it-avdelningen tillåta det. 'kraftsamling addin doctor' visar vad som är fel." in sentence
