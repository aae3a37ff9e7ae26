"""How the tests call the program on Windows: its own kraftsamling.exe, files that somebody holds open, what the registry says."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("kraftsamling.exe")
"""What pip has made: a program that starts Python."""

NOBODY, READERS = 0, 1  # FILE_SHARE_…: what others may do meanwhile


def is_wine() -> bool:
    """Whether this Windows is Wine."""
    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def run(*arguments: str, encoding: str = "cp1252") -> subprocess.CompletedProcess[str]:
    """Run the program; what it prints comes through a pipe, in the code page of a Swedish Windows."""
    return subprocess.run([PROGRAM, *arguments], capture_output=True, encoding=encoding, stdin=subprocess.DEVNULL, check=False)


@contextmanager
def hold(path: Path, others_may: int) -> Iterator[None]:
    """Have a file open as another program does: Excel lets others read (READERS), some let nobody in (NOBODY)."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), 0xC0000000, others_may, None, 3, 0, None)  # to read and write, one that exists
    assert handle != ctypes.c_void_p(-1).value, ctypes.get_last_error()
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


@contextmanager
def set_in_registry(root: str, key: str, name: str, value: int) -> Iterator[None]:
    """Have a number in the registry, below a root such as HKEY_CURRENT_USER; the key is left empty."""
    import winreg

    with winreg.CreateKeyEx(getattr(winreg, root), key, 0, winreg.KEY_WRITE) as opened:
        winreg.SetValueEx(opened, name, 0, winreg.REG_DWORD, value)
        try:
            yield
        finally:
            winreg.DeleteValue(opened, name)
