"""Macro workbooks as somebody has saved them: a real one of Excel's, with modules of ours, old or new, and of others."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pyopenvba

from xl_kraftsamling.excel.vba.code_modules import ANSWERS, MACROS
from xl_kraftsamling.excel.vba.modules import Module, make_standard_module
from xl_kraftsamling.excel.vba.stored_project import StoredProject

PROJECT = "xl/vbaProject.bin"
BLANK = Path(pyopenvba.__file__).parent / "_templates/blank_files/blank_workbook.xlsm"
"""A workbook that Excel has saved, with compiled code beside the text of its modules."""

OLD_MACROS = """Attribute VB_Name = "Kraftsamling"
Option Explicit

Public Sub Validera()
    LetPython "import xl_kraftsamling; xl_kraftsamling.main()"
End Sub

Private Sub LetPython(statement As String)
    RunPython statement
End Sub
"""
OLD_RUNNER = """Attribute VB_Name = "xlwings"
Option Private Module
#If Win64 Then
    Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-0.37.8.dll" (ByRef Result As Variant) As Long
#End If
'Changed by xl_kraftsamling: its settings are its own
Public Function RunPython(PythonCommand As String)
End Function
"""
OLD_DICTIONARY = """Attribute VB_Name = "Dictionary"
'' (c) Tim Hall - https://github.com/timhall/VBA-Dictionary
Public Sub Add()
End Sub
"""
FOREIGN = """Attribute VB_Name = "Egna"
' Egna makron: åäö
Public Sub Skriv_ut()
    MsgBox "Hej"
End Sub
"""


def make_old_modules() -> list[Module]:
    """The modules of a workbook of before the DLL had a name of ours."""
    return list(map(make_standard_module, (OLD_MACROS, ANSWERS.read_text("utf-8"), OLD_RUNNER, OLD_DICTIONARY)))


def make_new_macros(added: str = "") -> Module:
    """The module of the macros, with something that somebody has added."""
    return make_standard_module(MACROS.read_text("utf-8") + added)


def write_saved_workbook(path: Path, modules: Iterable[Module], foreign: str = FOREIGN) -> Path:
    """Excel's workbook with these modules beside its own, and one of somebody else."""
    with ZipFile(BLANK) as source, ZipFile(path, "w") as target:
        project = StoredProject(source.read(PROJECT))
        others = [make_standard_module(foreign)] if foreign else []
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry, project.replace_modules((), [*modules, *others]) if entry.filename == PROJECT else data)
    return path


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of a package."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
