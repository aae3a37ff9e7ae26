"""The workbook that a press in Excel is about, as the VBA names it."""

import os
import sys
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from traceback import format_exc
from typing import Any

import xlwings as xw

from xl_kraftsamling.excel.buttons.button import log_path

NAME = "KRAFTSAMLING_WORKBOOK"
"""The environment variable with the name of the workbook.  xlwings would read it from the command line, up to a sign of equality."""

_FAULT = 3  # unlike the 1 of a program that is missing: the sentence of the VBA shows the number


def set_caller(window: int) -> None:
    """Let `xw.Book.caller()` be the workbook that the VBA names, in the Excel that has the window of this number.

    Where that Excel cannot be reached, as with a damaged cache of pywin32, the process ends, and the log says why.
    """
    try:
        windows: Any = import_module("xlwings._xlwindows")  # which xw.Book.caller() uses too; it wants pywin32
        xw.App(impl=windows.App(xl=window)).books[os.environ[NAME]].set_mock_caller()
    except Exception:  # noqa: BLE001  # whatever it is, nobody sees this process
        with suppress(OSError), log_path().open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {NAME}\n{format_exc()}\n")
        sys.exit(_FAULT)
