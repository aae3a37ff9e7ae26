"""What Excel opens: the macro workbook and the add-in, built from text without Excel.

Both are committed under `templates/`, and a test builds them again and compares every byte.  `python -m
xl_kraftsamling.excel.vba` rebuilds the template and them after a change: of what the template is made of, or of the VBA here.
They name no version of xlwings (`code_modules`), and `saved_copy` gives an older workbook the modules of today.
"""

from pathlib import Path

from xl_kraftsamling.excel.vba.addin import build_addin_parts
from xl_kraftsamling.excel.vba.parts import pack_parts
from xl_kraftsamling.excel.vba.workbook import build_workbook_parts
from xl_kraftsamling.excel.vba.wrappers import ARGUMENTS_FILE, FUNCTIONS_FILE
from xl_kraftsamling.saving import write_file

WORKBOOK, ADDIN = "kraftsamling.xlsm", "xl_kraftsamling.xlam"
"""The names of the two files.  The add-in's is also that of the package which its buttons import."""


def build_macro_workbook(template: Path, folder: Path, *, overwrite: bool = True) -> Path:
    """Write the macro workbook made of the template into a folder; returns its path."""
    parts = build_workbook_parts(template, FUNCTIONS_FILE.read_text("utf-8"), ARGUMENTS_FILE.read_text("utf-8"))
    return _write(folder / WORKBOOK, parts, overwrite=overwrite)


def build_addin(folder: Path, *, overwrite: bool = True) -> Path:
    """Write the add-in into a folder; returns its path."""
    return _write(folder / ADDIN, build_addin_parts(), overwrite=overwrite)


def _write(path: Path, parts: dict[str, bytes], *, overwrite: bool) -> Path:
    write_file(path, pack_parts(parts), overwrite=overwrite)
    return path
