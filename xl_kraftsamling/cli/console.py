"""The terminal: how wide it is, and whether it knows the codes of colours, which that of Windows does once a program has asked it to."""

import os
import sys

_OBEY_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def find_width(most: int) -> int:
    """The width of the terminal that stdout is, at most `most`; where it is none, `most`."""
    columns = os.environ.get("COLUMNS", "")
    try:  # as `shutil` does, which takes longer to import than a list of rules to print
        found = int(columns) if columns.isdecimal() else 0
        return min(most, max(20, found or os.get_terminal_size(sys.stdout.fileno()).columns or most))
    except (OSError, ValueError, AttributeError):  # a pipe, or a stream without a file
        return most


def obeys_colour_codes() -> bool:
    """Whether the terminal that stdout is turns codes into colours; on Windows it is asked to, which those before Windows 10 cannot."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, handle = ctypes.WinDLL("kernel32"), ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdout.fileno()))
    mode = ctypes.c_ulong()
    return bool(kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | _OBEY_CODES))
