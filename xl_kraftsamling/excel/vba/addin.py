"""The add-in: the ribbon tab, and the macros behind it, for whatever workbook is open."""

from pathlib import Path

from xl_kraftsamling.excel.vba.modules import Base, document_module, standard_module
from xl_kraftsamling.excel.vba.project import vba_project
from xl_kraftsamling.excel.vba.workbook import MACROS
from xl_kraftsamling.excel.vba.xlwings_modules import addin_runner, dictionary

FOLDER = Path(__file__).with_name("xlam")
"""The parts of the add-in that are text, the ribbon tab (customUI/customUI.xml) among them."""

CALLBACKS = Path(__file__).with_name("KraftsamlingRibbon.bas")
"""What the buttons of the ribbon tab call."""

_NAME = "KraftsamlingAddin"


def addin_parts() -> dict[str, bytes]:
    """The parts of the add-in: those of the folder `xlam`, and the VBA project."""
    modules = (
        document_module("ThisWorkbook", Base.WORKBOOK),
        document_module("Blad1", Base.SHEET),
        standard_module(MACROS.read_text("utf-8")),
        standard_module(CALLBACKS.read_text("utf-8")),
        addin_runner(),
        dictionary(),
    )
    files = (path for path in FOLDER.rglob("*") if path.is_file())
    parts = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in files}
    return {**parts, "xl/vbaProject.bin": vba_project(_NAME, modules)}
