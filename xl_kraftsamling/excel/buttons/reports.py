"""The report of a workbook as a text file: everything that was found, and the balances."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

import xlwings as xw

from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.report import balance, findings
from xl_kraftsamling.saving import write_file
from xl_kraftsamling.verdict import Verdict

_WIDTH = 100


def write_report(book: xw.Book, verdict: Verdict, now: datetime) -> Path:
    """Write the report beside the workbook, or among temporary files where the workbook is not saved yet; returns its path."""
    path = _choose_folder(book) / f"{Path(book.name).stem} kontroll {now:%Y-%m-%d %H%M%S}.txt"
    lines = map(show_text, _render_lines(book.name, verdict))
    # with a mark, so that old programs read å, ä and ö
    write_file(path, ("\n".join(lines) + "\n").encode("utf-8-sig"), overwrite=False, like=_list_sources(book))
    return path


def _render_lines(name: str, verdict: Verdict) -> Iterator[str]:
    yield from findings.render_workbook(name, verdict, "sv", _WIDTH, lambda words, _role: words, verbose=True)
    yield ""
    yield from balance.render_balances(name, verdict.ledger, "sv", _WIDTH)


def _list_sources(book: xw.Book) -> list[Path]:
    """The file of the workbook, if it has one: who may read it may read the report."""
    return [path] if (path := _choose_folder(book) / book.name).is_file() else []


def _choose_folder(book: xw.Book) -> Path:
    try:
        folder = Path(book.fullname).parent
    except Exception:  # noqa: BLE001  # a workbook in the cloud whose folder xlwings cannot find
        folder = Path()
    return folder if folder.is_absolute() and folder.is_dir() else Path(gettempdir())
