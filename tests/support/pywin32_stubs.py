"""Stubs of pywin32: enough for xlwings' own `udfs`, `com_server` and `_xlwindows` to run without Windows.

Nothing of xlwings is replaced.  A call goes the same way as in Excel: `XLPython().CallUDF` with values as COM delivers them.
"""

import ctypes
import importlib
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import xlwings as xw

FUNCTIONS = "xl_kraftsamling.excel.functions"
MISSING = -2147352572
"""An argument that is left out, as COM delivers it: DISP_E_PARAMNOTFOUND."""

_RANGE = "{00020846-0000-0000-C000-000000000046}"


class Time(datetime):
    """A date in a cell, as pywin32 delivers it."""


class _Anything:
    """Any object of Windows that is used while xlwings is imported."""

    def __getattr__(self, name: str) -> "_Anything":
        return self

    def __call__(self, *args: Any, **options: Any) -> "_Anything":
        return self


class _ComError(Exception):
    """An error of COM."""


def _not_wrapped(value: Any) -> None:
    raise TypeError(value)


def _modules() -> dict[str, dict[str, Any]]:
    nothing, anything = type("Nothing", (), {}), _Anything()
    client = {
        "CDispatch": nothing, "CoClassBaseClass": nothing, "DispatchBaseClass": nothing, "gencache": anything,
        "Dispatch": lambda value, *_, **__: value, "DispatchEx": anything, "dynamic": anything,
    }  # fmt: skip
    return {
        "pywintypes": {"com_error": _ComError, "error": _ComError, "IID": str, "TimeType": Time},
        "pythoncom": {
            "__file__": "", "CoInitialize": lambda *_: None, "com_error": _ComError, "ole_error": _ComError,
            "IID_IDispatch": "", "TypeIIDs": {"": nothing}, "Missing": object(), "Empty": object(),
        },
        "win32process": {"GetWindowThreadProcessId": lambda _window: (1, 1)},
        "win32timezone": {"TimeZoneInfo": SimpleNamespace(utc=lambda: UTC)},
        **{name: {} for name in ("win32api", "win32con", "win32gui", "win32event")},
        "win32com": {}, "win32com.client": client, "win32com.server": {},
        "win32com.server.util": {"wrap": lambda value, *_, **__: value, "unwrap": _not_wrapped},
        "win32com.server.policy": {"DefaultPolicy": object},
        "win32com.server.dispatcher": {},
    }  # fmt: skip


def install_stubs() -> None:
    """Put the stubs in the place of pywin32, and let xlwings add its Excel engine."""
    if "pythoncom" in sys.modules:
        return
    for name, members in _modules().items():
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(members)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, sys.modules[name])
    for name in ("windll", "oledll"):
        setattr(ctypes, name, _Anything())
    loader, ctypes.PyDLL = ctypes.PyDLL, _Anything()
    try:
        from xlwings import _xlwindows
    finally:
        ctypes.PyDLL = loader
    xw.engines.add(xw.Engine(impl=_xlwindows.engine))


def load_functions() -> ModuleType:
    """The module of functions, decorated as it is on Windows."""
    install_stubs()
    from xlwings import udfs

    kept = {name: getattr(xw, name) for name in ("func", "arg", "ret")}
    xw.func, xw.arg, xw.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    try:
        return importlib.reload(importlib.import_module(FUNCTIONS))
    finally:
        vars(xw).update(kept)


def call_function(name: str, *arguments: Any) -> Any:
    """The answer of a function to a cell; arguments left out at the end are :data:`MISSING`."""
    from xlwings.com_server import XLPython

    function = getattr(sys.modules[FUNCTIONS], name)
    left_out = len(function.__xlfunc__["args"]) - len(arguments)
    return XLPython().CallUDF(FUNCTIONS, name, (*arguments, *[MISSING] * left_out))


def range_kind() -> SimpleNamespace:
    """What tells xlwings that an object of COM is a range."""
    kind = SimpleNamespace(iid=_RANGE)
    return SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: kind))


class _Worksheets(list["_Worksheet"]):
    """The sheets of a workbook."""

    @property
    def Count(self) -> int:  # noqa: N802
        """How many there are."""
        return len(self)

    def __call__(self, number: int) -> "_Worksheet":
        """One of them, counted from 1."""
        return self[number - 1]


class _Worksheet:
    """A sheet with nothing but one range."""

    def __init__(self, name: str, whole: "Range", *, date1904: bool, beside: Mapping[str, Any] | None = None) -> None:
        self.Name, self._whole = name, whole
        self.Parent = SimpleNamespace(Name="Bok.xlsx", FullName="Bok.xlsx", Application=SimpleNamespace(Hwnd=1), Date1904=date1904)
        if beside is not None:  # otherwise the workbook cannot be asked, as outside of COM
            sheets = _Worksheets(Range(rows, other).Worksheet for other, rows in beside.items())
            self.Parent.Worksheets = self.Parent.Sheets = sheets

    @property
    def UsedRange(self) -> "Range":  # noqa: N802
        """From its first cell to the last one with something in it."""
        rows = self._whole.Value
        last = max((number for number, row in enumerate(rows, 1) if any(cell is not None for cell in row)), default=1)
        return self._whole.part(last)

    def Cells(self, row: int, column: int) -> tuple[int, int]:  # noqa: N802
        return row, column

    def Range(self, first: tuple[int, int], last: tuple[int, int]) -> "Range | SimpleNamespace":  # noqa: N802
        if first == (self._whole.Row, self._whole.Column):
            return self._whole.part(last[0] - first[0] + 1)
        if last[0] < self._whole.Row:  # nothing stands above it
            return Range(((None,) * (last[1] - first[1] + 1),) * (last[0] - first[0] + 1))
        assert first[1] == last[1]  # a part of a column, which is asked for its font alone
        struck = {(row, first[1]) in self._whole.struck for row in range(first[0], last[0] + 1)}
        return SimpleNamespace(Font=SimpleNamespace(Strikethrough=struck.pop() if len(struck) == 1 else None))


class Range:
    """A range as Excel passes it to a function; `Value` is a tuple of tuples, or the value of a single cell.

    `areas` is the number of its areas, of which `Value` is the first one; `beside` the cells of the other sheets of its workbook; `struck`
    the rows and columns of the cells that are struck through.
    """

    def __init__(
        self,
        value: Any,
        sheet: str = "Blad1",
        row: int = 1,
        column: int = 1,
        *,
        date1904: bool = False,
        areas: int = 1,
        beside: Mapping[str, Any] | None = None,
        struck: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Value, self.Row, self.Column, self.struck = value, row, column, struck
        self.Rows, self.Columns = SimpleNamespace(Count=len(rows)), SimpleNamespace(Count=len(rows[0]))
        self.Areas = SimpleNamespace(Count=areas)
        self.Worksheet = _Worksheet(sheet, self, date1904=date1904, beside=beside)
        self._oleobj_ = range_kind()

    def part(self, rows: int) -> "Range":
        """Its first rows."""
        part = Range(self.Value[:rows], self.Worksheet.Name, self.Row, self.Column)
        part.Worksheet = self.Worksheet
        return part
