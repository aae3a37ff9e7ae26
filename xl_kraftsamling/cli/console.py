"""The console of Windows, which shows the codes of colours as signs until a program has asked it to obey them."""

import sys

_OBEY_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def obeys_colour_codes() -> bool:
    """Whether the terminal that stdout is turns codes into colours; on Windows it is asked to, which those before Windows 10 cannot."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, handle = ctypes.WinDLL("kernel32"), ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdout.fileno()))
    mode = ctypes.c_ulong()
    return bool(kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | _OBEY_CODES))
