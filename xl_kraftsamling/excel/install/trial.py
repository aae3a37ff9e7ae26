"""What Excel does, done without Excel: run by the Python that Excel starts, in the way in which Excel starts it.

`python -B -P -m xl_kraftsamling.excel.install.trial DLL` prints a line of JSON for each step: its name, and the error or nothing.  What
fails ends the steps that need it; the doctor says what that means.
"""

import ctypes
import json
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

BITS = 64
"""The bits of the Python that is needed: polars is made for no other on Windows."""

STEPS = ("python", "pywin32", "xlwings", "program", "shell", "button", "dll", "server", "function")
"""The steps in their order."""

SERVER_COMMAND = "\"{python}\" -B -P -c \"import xlwings; xlwings.serve('$(CLSID)')\""
"""What the VBA has the DLL start; the DLL puts the id of the server in the place of $(CLSID)."""

BUTTON_COMMAND = '"{python}" -B -P -c "from xl_kraftsamling.excel.caller import set_caller; {statement}"'
"""What the VBA starts at a press, but for the workbook, which only Excel can name."""

_STATEMENT = "from xl_kraftsamling.excel import buttons; buttons.validate"
_FUNCTIONS = "xl_kraftsamling.excel.functions"
_VARIANT = 24  # bytes, at most
_DISPATCH, _RUNNING, _ENDED = 9, 1, -1  # VT_DISPATCH, and what the DLL is asked for


class _StepFailed(Exception):
    """A step has failed, and those that need it are not tried."""


def main() -> None:
    """Try every step that can be tried."""
    for attempt in (_try_modules, _try_shell, _try_server):
        try:
            attempt()
        except _StepFailed:
            if attempt is _try_modules:  # without them nothing else goes
                break


def _try_modules() -> None:
    with _report("python"):
        if struct.calcsize("P") * 8 != BITS:
            raise OSError(struct.calcsize("P") * 8)
    with _report("pywin32"):
        import_module("pythoncom")
        import_module("win32com.client")
    with _report("xlwings"):
        import xlwings  # noqa: F401
    with _report("program"):
        from xl_kraftsamling import app
        from xl_kraftsamling.excel import buttons, functions  # noqa: F401
        from xl_kraftsamling.writing.template_file import find_template

        app.validate_workbook(find_template())  # as a press does, and so with everything that it needs


def _try_shell() -> None:
    with _report("shell"):
        shell = import_module("win32com.client").Dispatch("WScript.Shell")
    with _report("button"):
        code = shell.Run(BUTTON_COMMAND.format(python=sys.executable, statement=_STATEMENT), 0, True)
        if code:
            raise OSError(code)


def _try_server() -> None:
    with _report("dll"):
        activate = ctypes.WinDLL(sys.argv[1]).XLPyDLLActivateAuto  # type: ignore[attr-defined,unused-ignore]
        activate.restype, activate.argtypes = ctypes.c_long, [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_long]
    command = SERVER_COMMAND.format(python=_find_windowless()).encode("mbcs")
    answer = ctypes.create_string_buffer(_VARIANT)
    with _report("server"):
        if activate(answer, command, _RUNNING):
            raise OSError(ctypes.wstring_at(_read_address(answer)))
        server = _take_object(answer)
    try:
        with _report("function"):
            given = server.CallUDF(_FUNCTIONS, "KRAFT_BELOPP", ("1 100 tkr",))
            if given != 1_100_000:
                raise OSError(repr(given))
    finally:
        activate(ctypes.create_string_buffer(_VARIANT), command, _ENDED)


def _read_address(answer: Any) -> int:
    """The address in a VARIANT, behind its kind and what is reserved."""
    address: int = struct.unpack_from("P", answer, 8)[0]
    return address


def _take_object(answer: Any) -> Any:
    pythoncom, client = map(import_module, ("pythoncom", "win32com.client"))  # there is no pywin32 but on Windows
    (kind,) = struct.unpack_from("H", answer)
    if kind != _DISPATCH:
        raise OSError(f"VARIANT {kind}")
    return client.Dispatch(pythoncom.ObjectFromAddress(_read_address(answer), pythoncom.IID_IDispatch))


def _find_windowless() -> str:
    windowless = Path(sys.executable).with_name("pythonw.exe")
    return str(windowless if windowless.is_file() else sys.executable)


@contextmanager
def _report(step: str) -> Iterator[None]:
    """Print what became of a step; _StepFailed where it has failed."""
    try:
        yield
    except Exception as problem:
        _print(step, str(problem) or type(problem).__name__)
        raise _StepFailed from problem  # whatever it is, it is what Excel meets
    _print(step, None)


def _print(step: str, error: str | None) -> None:
    sys.stdout.write(json.dumps({"step": step, "error": error}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
