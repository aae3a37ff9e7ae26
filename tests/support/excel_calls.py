"""What the VBA in a workbook does when a cell is calculated: it loads the DLL, has it start the COM server, and calls a function.

`comtypes` holds the raw VARIANT that the DLL fills with the server, and those of the arguments: error values, dates, currency and arrays
arrive in the server as they do from Excel.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

import comtypes
from comtypes.automation import VARIANT, VT_ARRAY, VT_ERROR, VT_VARIANT, IDispatch

from support.pywin32_stubs import FUNCTIONS, MISSING

_STARTS = count(1)
OWN_DLL = Path.home() / ".xl_kraftsamling" / "kraftsamling64.dll"
"""Where `addin install` puts a copy of xlwings' DLL, under a name that says nothing of its version."""


def find_dll() -> Path:
    """The DLL that the VBA loads: ours where the add-in is installed, otherwise that of xlwings."""
    return OWN_DLL if OWN_DLL.exists() else next(Path(sys.prefix).glob("xlwings64-*.dll"))


class _Bound(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ulong), ("first", ctypes.c_long))


_AUTOMATION = ctypes.WinDLL("oleaut32")
_AUTOMATION.SafeArrayCreate.restype = ctypes.c_void_p
_AUTOMATION.SafeArrayAccessData.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
_AUTOMATION.SafeArrayUnaccessData.argtypes = [ctypes.c_void_p]


def make_error(code: int) -> VARIANT:
    """An error value of a cell, such as #N/A, as Excel has it: pywin32 would send a left out argument instead."""
    error = VARIANT()
    error.vt = VT_ERROR
    error._.VT_I4 = code
    return error


LEFT_OUT = make_error(MISSING)
"""An argument that is left out, as Excel sends it."""


def to_variant(value: Any) -> VARIANT:
    """A value as Excel holds it: None is an empty cell, and rows are an array of two dimensions."""
    if value is None:
        return VARIANT()
    if isinstance(value, tuple):
        return _make_array(value)
    return value if isinstance(value, VARIANT) else VARIANT(value)


def _make_array(rows: tuple[tuple[Any, ...], ...]) -> VARIANT:
    height, width = len(rows), len(rows[0])
    array = _AUTOMATION.SafeArrayCreate(VT_VARIANT, 2, (_Bound * 2)(_Bound(height, 1), _Bound(width, 1)))
    data = ctypes.c_void_p()
    _AUTOMATION.SafeArrayAccessData(array, ctypes.byref(data))
    for place, value in enumerate(chain.from_iterable(zip(*rows, strict=True))):  # column by column
        if value is not None:
            VARIANT.from_address(data.value + place * ctypes.sizeof(VARIANT)).value = value
    _AUTOMATION.SafeArrayUnaccessData(array)
    made = VARIANT()
    made.vt = VT_ARRAY | VT_VARIANT
    made._.c_void_p = array
    return made


class Server:
    """The server that the DLL has started: an object of Python, in another process."""

    def __init__(self, python: Any) -> None:
        self._python = python
        self._names: dict[str, int] = {}

    def _invoke(self, method: str, *arguments: Any) -> Any:
        if method not in self._names:
            (self._names[method],) = self._python.GetIDsOfNames(method)
        return self._python.Invoke(self._names[method], *arguments)

    def call(self, name: str, *arguments: Any) -> Any:
        """The answer of a function; those of several cells as rows."""
        return self._invoke("CallUDF", FUNCTIONS, name, [to_variant(argument) for argument in arguments])

    def evaluate(self, expression: str, *argument: Any) -> Any:
        """What an expression is in the server; a function there, where an argument is given, of that."""
        found = self._invoke("Eval", expression)
        if argument:
            found = self._invoke("Call", found, self._invoke("Tuple", *map(to_variant, argument)))
        return self._invoke("Var", found)


@contextmanager
def start_server(dll: Path, interpreter: Path) -> Iterator[Server]:
    """A server of the Python at a path, started by the DLL with the command of the VBA; it is ended afterwards."""
    comtypes.CoInitialize()
    activate = ctypes.WinDLL(str(dll)).XLPyDLLActivateAuto
    activate.restype, activate.argtypes = ctypes.c_long, [ctypes.POINTER(VARIANT), ctypes.c_char_p, ctypes.c_long]
    # the number makes it another command each time: the DLL keeps a server per command, also one that has been ended
    command = f'cmd.exe /K ""{interpreter}" -B -P -c "import xlwings; xlwings.serve(\'$(CLSID)\'); {next(_STARTS)}""'
    held = VARIANT()
    assert not activate(ctypes.byref(held), command.encode("mbcs"), 1), held.value
    python = ctypes.cast(held._.c_void_p, ctypes.POINTER(IDispatch))
    python.AddRef()  # which it gives back, and the variant its own
    server = Server(python)
    process = server.evaluate("__import__('os').getpid()")
    try:
        yield server
    finally:
        os.kill(process, 9)
