"""The buttons pressed in LibreOffice: each macro calls what it must.

LibreOffice cannot compile xlwings' own module, so a stub stands in its place and writes down what it is asked to run.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from test_vba_macros import COMMANDS
from xl_kraftsamling.excel.vba.button import Button, add_button
from xl_kraftsamling.excel.vba.modules import Base, document_module, standard_module
from xl_kraftsamling.excel.vba.parts import packed
from xl_kraftsamling.excel.vba.project import vba_project
from xl_kraftsamling.excel.vba.workbook import MACROS, workbook_parts
from xl_kraftsamling.excel.vba.wrappers import ARGUMENTS, FUNCTIONS
from xl_kraftsamling.sheets.fill import template
from xl_kraftsamling.sheets.package import open_package

STUB = """Attribute VB_Name = "xlwings"
Public Function RunPython(command As String)
    Open Environ("KRAFT_COMMANDS") For Append As #1
    Print #1, ActiveSheet.Name & ": " & command
    Close #1
End Function

Public Function GetConfig(key As String)
    GetConfig = Environ("KRAFT_" & key)
End Function
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


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The macro workbook with the stub, and a button for each macro."""
    parts = workbook_parts(template(), FUNCTIONS.read_text("utf-8"), ARGUMENTS.read_text("utf-8"))
    sheets = open_package(template()).sheets
    modules = [document_module(f"Blad{number}", Base.SHEET) for number in range(1, len(sheets) + 1)]
    texts = (MACROS.read_text("utf-8"), FUNCTIONS.read_text("utf-8"), STUB)
    modules = [document_module("ThisWorkbook", Base.WORKBOOK), *modules, *map(standard_module, texts)]
    parts["xl/vbaProject.bin"] = vba_project("VBAProject", modules)
    part = {sheet.name: sheet.part for sheet in sheets}
    for number, (sheet, macro) in enumerate(MORE.items(), 3):
        add_button(parts, part[sheet], number, Button(macro, macro, f"Kraftsamling.{macro}", (6, 0, 0, 4, 7, 0, 1, 16)))
    (tmp_path / "kraftsamling.xlsm").write_bytes(packed(parts))
    return tmp_path / "kraftsamling.xlsm"


def press_every_button(office: str, workbook: Path) -> list[str]:
    """Press the buttons of a workbook, sheet by sheet; what was to be run, each behind its sheet."""
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
        KRAFT_INTERPRETER_WIN=sys.executable,
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


def test_the_buttons_of_the_workbook_validate_and_every_macro_calls_its_function(office: str, workbook: Path) -> None:
    pressed = {"Läs mig": "Validera", **MORE, "Kontroll": "Validera"}
    assert press_every_button(office, workbook) == [f"{sheet}: {COMMANDS[macro]}" for sheet, macro in pressed.items()]
