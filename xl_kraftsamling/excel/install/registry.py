"""What the registry of Windows holds about Excel: its version, its bits, and where its settings are."""

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import product

Registry = Callable[[str], Mapping[str, object]]
"""The values in a key, by their names in lower case; none where there is no such key."""

_CURRENT = r"Software\Classes\Excel.Application\CurVer"  # "Excel.Application.16"
_CLICK_TO_RUN = r"Software\Microsoft\Office\ClickToRun\Configuration"


def read_registry(key: str) -> Mapping[str, object]:
    """The registry of this computer, where the user's part comes before that of the computer; empty but in Windows."""
    if sys.platform != "win32":
        return {}
    import winreg

    roots = winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER
    views = winreg.KEY_WOW64_32KEY, winreg.KEY_WOW64_64KEY  # programs of 32 bits have a registry of their own
    found: dict[str, object] = {}
    for root, view in product(roots, views):
        with suppress(OSError), winreg.OpenKey(root, key, 0, winreg.KEY_READ | view) as opened:
            values = (winreg.EnumValue(opened, number) for number in range(winreg.QueryInfoKey(opened)[1]))
            found |= {name.lower(): value for name, value, _ in values}
    return found


def find_excel_key(registry: Registry) -> str:
    """Where the choices that concern Excel are, below the key Software and the key of policies in it."""
    found = re.search(r"\d+$", str(registry(_CURRENT).get("", "")))
    return rf"Microsoft\Office\{found[0] if found else 16}.0\Excel"


def count_excel_bits(registry: Registry) -> int:
    """The bits of Excel, 32 or 64, as each kind of installer notes them; 64 where none does."""
    installed = registry(rf"Software\{find_excel_key(registry)}".replace("Excel", "Outlook"))
    platform = registry(_CLICK_TO_RUN).get("platform") or installed.get("bitness")
    return 32 if platform == "x86" else 64
