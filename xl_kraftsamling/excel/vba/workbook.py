"""The macro workbook: the template with a VBA project in it, the functions' help, a tab on the ribbon, and buttons to press."""

from collections.abc import Iterable
from pathlib import Path

from xl_kraftsamling.domain.template import FINDINGS_SHEET, README_SHEET
from xl_kraftsamling.excel.vba.code_modules import load_workbook_modules
from xl_kraftsamling.excel.vba.modules import DocumentBase, Module, make_document_module
from xl_kraftsamling.excel.vba.parts import add_link, add_type, insert_before, replace_once, unpack_parts
from xl_kraftsamling.excel.vba.project import build_vba_project
from xl_kraftsamling.excel.vba.ribbon import add_ribbon
from xl_kraftsamling.excel.vba.sheet_button import Button, add_button
from xl_kraftsamling.xlsx.edit.changed_parts import CONTENT_TYPES
from xl_kraftsamling.xlsx.package import Package

_NAME = "VBAProject"
_PROJECT = "xl/vbaProject.bin"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TYPE = "application/vnd.ms-office.vbaProject"
_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"

_VALIDATE = ("Validera", "Knapp: prövar arbetsboken mot alla regler och skriver avvikelserna på bladet Kontroll.")
_BUTTONS = {
    README_SHEET: Button(*_VALIDATE, macro="Kraftsamling.Validera", anchor=(1, 560, 0, 4, 1, 720, 1, 16)),
    FINDINGS_SHEET: Button(*_VALIDATE, macro="Kraftsamling.Validera", anchor=(4, 320, 0, 4, 4, 480, 1, 16)),
}
"""Where they are: beside the title, in the rows that stay in sight."""


def build_workbook_parts(template: Path, functions: str, arguments: str) -> dict[str, bytes]:
    """The parts of the macro workbook made of the template.

    `functions` is the text of the module xlwings_udfs; `arguments` is the help on their arguments, as an extension of the
    workbook part.

    :raises KeyError: the template lacks a sheet that has a button.
    :raises ValueError: it is not written the way our own is, or has a project already.
    """
    package = Package(template)
    parts = unpack_parts(template)
    sheets = {sheet.name: sheet.part for sheet in package.sheets}
    modules = (*_add_code_names(parts, package.part, sheets.values()), *load_workbook_modules(functions))
    parts[_PROJECT] = build_vba_project(_NAME, modules)
    replace_once(parts, CONTENT_TYPES, _MAIN, _MACRO_MAIN)
    add_type(parts, _PROJECT, _TYPE)
    add_link(parts, package.part, "rIdProject", _KIND, _PROJECT)
    insert_before(parts, package.part, "</workbook>", f"<extLst>{arguments}</extLst>")
    add_ribbon(parts)
    # Drawings of the workbook are numbered from 1: the template has none.
    for number, (name, button) in enumerate(_BUTTONS.items(), 1):
        add_button(parts, sheets[name], number, button)
    return parts


def _add_code_names(parts: dict[str, bytes], workbook: str, sheets: Iterable[str]) -> list[Module]:
    """Give the workbook and its sheets the code names by which the project knows them; their modules."""
    # Excel finds the module of a sheet by its code name, which no sheet of the template has yet.
    replace_once(parts, workbook, "<workbookPr/>", '<workbookPr codeName="ThisWorkbook"/>')
    modules = [make_document_module("ThisWorkbook", DocumentBase.WORKBOOK)]
    for number, sheet in enumerate(sheets, 1):
        modules.append(make_document_module(f"Blad{number}", DocumentBase.SHEET))
        replace_once(parts, sheet, "<sheetPr>", f'<sheetPr codeName="Blad{number}">')
    return modules
