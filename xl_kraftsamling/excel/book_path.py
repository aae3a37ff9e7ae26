"""Where a workbook that is open in Excel lies: its map and its decision may lie beside it."""

from pathlib import Path

import xlwings as xw


def find_path(book: xw.Book) -> Path | None:
    """The path of a workbook in a folder; an unsaved one has only a name, and one in the cloud an address."""
    path = Path(str(getattr(book.api, "FullName", "")))
    return path if path.is_absolute() else None
