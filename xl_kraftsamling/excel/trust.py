"""Whether Windows and Office let the macros run: the mark of the web, and the choices of the Trust Center."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from xl_kraftsamling.excel import troubles
from xl_kraftsamling.excel.installation import Windows
from xl_kraftsamling.excel.troubles import Trouble

Registry = Callable[[str, str], object]
"""The value of that name in a key below the user's own part of the registry; None where there is none."""

_OFFICE = r"Microsoft\Office\16.0\Excel\Security"
_KEYS = (rf"Software\Policies\{_OFFICE}", rf"Software\{_OFFICE}")  # what is decided for the user comes before their own choice
_EXCEL = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_SILENT = (3, 4)  # all macros, or all without a signature, are disabled without a question
_UNTRUSTED = ("ZoneId=3", "ZoneId=4")  # the internet, and the sites that are not trusted


def registry(key: str, name: str) -> object:
    """The registry of this computer, the user's part before that of the computer; None everywhere but in Windows."""
    if sys.platform != "win32":
        return None
    import winreg

    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            with winreg.OpenKey(root, key) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            continue
    return None


def mark_of_the_web(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The add-in came from the internet, as its stream Zone.Identifier says."""
    try:
        stream = Path(f"{windows.addin}:Zone.Identifier").read_text("latin-1")
    except OSError:  # without the stream, or on a disk that knows no streams
        return
    if any(zone in stream for zone in _UNTRUSTED):
        yield troubles.MARKED.filled(path=str(windows.addin))


def macros(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Macros are disabled without a question."""
    value = _chosen(registry, "VBAWarnings")
    if value in _SILENT:
        yield troubles.NO_MACROS.filled(value=str(value))


def places(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """No folder is trusted, or add-ins are not opened."""
    if _chosen(registry, "AllLocationsDisabled", r"\Trusted Locations"):
        yield troubles.NO_TRUST
    for name in ("DisableAllAddins", "RequireAddinSig"):
        if _chosen(registry, name):
            yield troubles.NO_ADDINS.filled(name=name)


def store_office(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Excel comes from the store, whose programs live under WindowsApps."""
    path = str(registry(_EXCEL, "") or "")
    if "\\windowsapps\\" in path.lower():
        yield troubles.STORE_OFFICE.filled(path=path)


def _chosen(registry: Registry, name: str, below: str = "") -> object:
    values = (registry(key + below, name) for key in _KEYS)
    return next((value for value in values if value is not None), None)
