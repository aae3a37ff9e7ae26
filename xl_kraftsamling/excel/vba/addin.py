"""The add-in: the ribbon tab, and the macros behind it, for whatever workbook is open."""

from pathlib import Path

from xl_kraftsamling.excel.vba.code_modules import load_addin_modules
from xl_kraftsamling.excel.vba.modules import DocumentBase, make_document_module
from xl_kraftsamling.excel.vba.project import build_vba_project
from xl_kraftsamling.excel.vba.ribbon import RIBBON_PART, build_ribbon

ADDIN_PARTS = Path(__file__).with_name("xlam")
"""The parts of the add-in that are text, the ribbon tab (customUI/customUI.xml) among them."""

_NAME = "KraftsamlingAddin"


def build_addin_parts() -> dict[str, bytes]:
    """The parts of the add-in: those of the folder `xlam`, and the VBA project."""
    modules = (
        make_document_module("ThisWorkbook", DocumentBase.WORKBOOK),
        make_document_module("Blad1", DocumentBase.SHEET),
        *load_addin_modules(),
    )
    # In whatever order the system lists them: they are sorted when they are packed.
    files = (path for path in ADDIN_PARTS.rglob("*") if path.is_file())
    parts = {path.relative_to(ADDIN_PARTS).as_posix(): path.read_bytes() for path in files}
    return {**parts, RIBBON_PART: build_ribbon(), "xl/vbaProject.bin": build_vba_project(_NAME, modules)}
