"""The report of a workbook as one HTML file beside it: the same that `kraftsamling report` writes of the saved workbook."""

from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

import xlwings as xw

from xl_kraftsamling.report.written_report.contents import Contents
from xl_kraftsamling.report.written_report.html_document import render_page
from xl_kraftsamling.saving import write_file


def write_report(book: xw.Book, contents: Contents, now: datetime) -> Path:
    """Write the report beside the workbook, or among temporary files where the workbook is not saved yet; returns its path."""
    path = _choose_folder(book) / f"{Path(book.name).stem} rapport {now:%Y-%m-%d %H%M%S}.html"
    text = "\n".join(render_page(contents)) + "\n"
    write_file(path, text.encode("utf-8", "replace"), overwrite=False, like=_list_sources(book))
    return path


def _list_sources(book: xw.Book) -> list[Path]:
    """The file of the workbook, if it has one: who may read it may read the report."""
    return [path] if (path := _choose_folder(book) / book.name).is_file() else []


def _choose_folder(book: xw.Book) -> Path:
    try:
        folder = Path(book.fullname).parent
    except Exception:  # noqa: BLE001  # a workbook in the cloud whose folder xlwings cannot find
        folder = Path()
    return folder if folder.is_absolute() and folder.is_dir() else Path(gettempdir())
