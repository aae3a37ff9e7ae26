"""Whether another program has a file open, on Windows, where a program may keep all others out for as long as it has one.

Excel lets others read a workbook that it has open and not write it; other programs, among them some that synchronise or scan files,
let nobody do either.  Python only learns that a permission is missing: its own functions go through the C library, which makes the
same of both.
"""

import sys
from pathlib import Path

_READ, _NOTHING_SHARED, _EXISTING = 0x80000000, 0, 3  # GENERIC_READ, no FILE_SHARE_…, OPEN_EXISTING
_HELD = 32, 33  # ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION


def is_held(path: Path) -> bool:
    """Whether a program, be it this one, has a file open; always False but on Windows, where alone that keeps others out."""
    if sys.platform != "win32":
        return False
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), _READ, _NOTHING_SHARED, None, _EXISTING, 0, None)
    if handle != ctypes.c_void_p(-1).value:  # INVALID_HANDLE_VALUE: it could be opened for itself alone, so nobody has it
        kernel.CloseHandle(ctypes.c_void_p(handle))
        return False
    return ctypes.get_last_error() in _HELD
