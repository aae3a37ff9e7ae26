"""An engine that lets real xlwings objects work on an openpyxl workbook, where there is no Excel.

It is built on xlwings' own `base_classes`, and behaves as Excel does over COM where that matters: numbers are floats, error
values numbers of their own, a single cell is no tuple, a text that is written is read as if it were typed.  It counts what
is read, keeps what is shown, and refuses to write on a protected sheet.
"""

from pathlib import Path

import xlwings as xw

from support.excel_engine.program import ENGINE


def open_book(path: Path) -> xw.Book:
    """Start Excel and open a workbook; nothing is ever saved."""
    if ENGINE.name not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    ENGINE.start()
    xw.engines[ENGINE.name].activate()
    return xw.Book(impl=ENGINE.apps[0].books.open(path))
