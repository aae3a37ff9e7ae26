"""What the VBA in a workbook does when a cell is calculated: it loads the DLL, has it start the COM server, and calls a function.

`comtypes` holds the raw VARIANT that the DLL fills with the server; `pywin32` then calls through it, as Excel does.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import comtypes
import pythoncom
import win32com.client
from comtypes.automation import VARIANT

from support.pywin32_stubs import FUNCTIONS, MISSING

_STARTS = count(1)
OWN_DLL = Path.home() / ".xl_kraftsamling" / "kraftsamling64.dll"
"""Where `addin install` puts a copy of xlwings' DLL, under a name that says nothing of its version."""


def find_dll() -> Path:
    """The DLL that the VBA loads: ours where the add-in is installed, otherwise that of xlwings."""
    return OWN_DLL if OWN_DLL.exists() else next(Path(sys.prefix).glob("xlwings64-*.dll"))


def make_error(code: int) -> Any:
    """An error value of a cell, such as #N/A."""
    return win32com.client.VARIANT(pythoncom.VT_ERROR, code)


LEFT_OUT = make_error(MISSING)
"""An argument that is left out, as Excel sends it."""


class Server:
    """The server that the DLL has started: an object of Python, in another process."""

    def __init__(self, python: Any) -> None:
        self._python = python

    def call(self, name: str, *arguments: Any) -> Any:
        """The answer of a function; those of several cells as rows."""
        return self._python.CallUDF(FUNCTIONS, name, arguments)

    def evaluate(self, expression: str) -> Any:
        """What an expression is in the server."""
        return self._python.Var(self._python.Eval(expression))


@contextmanager
def start_server(dll: Path, python: Path) -> Iterator[Server]:
    """A server of the Python at a path, started by the DLL with the command of the VBA; it is ended afterwards."""
    comtypes.CoInitialize()
    activate = ctypes.WinDLL(str(dll)).XLPyDLLActivateAuto
    activate.restype, activate.argtypes = ctypes.c_long, [ctypes.POINTER(VARIANT), ctypes.c_char_p, ctypes.c_long]
    # the number makes it another command each time: the DLL keeps a server per command, also one that has been ended
    command = f'cmd.exe /K ""{python}" -B -P -c "import xlwings; xlwings.serve(\'$(CLSID)\'); {next(_STARTS)}""'
    held = VARIANT()
    assert not activate(ctypes.byref(held), command.encode("mbcs"), 1), held.value
    address = ctypes.cast(held.value, ctypes.c_void_p).value
    server = Server(win32com.client.Dispatch(pythoncom.ObjectFromAddress(address, pythoncom.IID_IDispatch)))
    process = server.evaluate("__import__('os').getpid()")
    try:
        yield server
    finally:
        os.kill(process, 9)
