"""What is protected in a workbook that is open in Excel: a sheet, and its structure, so that no sheet can be added.

xlwings has no word for it: Excel for Windows and for Mac are asked by their own.  In a browser it cannot be asked.
"""

from typing import Any

import xlwings as xw


def is_sheet_protected(sheet: xw.Sheet) -> bool:
    """Whether a sheet is protected; False where Excel cannot be asked."""
    return _ask(sheet, "ProtectContents", "protect_contents")


def is_structure_locked(book: xw.Book) -> bool:
    """Whether the structure of a workbook is locked; False where Excel cannot be asked."""
    return _ask(book, "ProtectStructure", "protect_structure")


def _ask(thing: xw.Sheet | xw.Book, on_windows: str, on_mac: str) -> bool:
    try:
        api: Any = thing.api
        return bool(getattr(api, on_windows) if hasattr(api, on_windows) else getattr(api, on_mac).get())
    except (AttributeError, NotImplementedError):
        return False
