"""Whether Windows and Office let the macros run: the mark of the web, the Trust Center, and what Excel no longer opens."""

from collections.abc import Iterator
from pathlib import Path

from xl_kraftsamling.excel import troubles
from xl_kraftsamling.excel.installation import Windows
from xl_kraftsamling.excel.registry import Registry, excel
from xl_kraftsamling.excel.troubles import Trouble
from xl_kraftsamling.excel.vba import ADDIN, WORKBOOK

_PATH = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_SILENT = (3, 4)  # all macros, or all without a signature, are disabled without a question
_UNTRUSTED = ("ZoneId=3", "ZoneId=4")  # the internet, and the sites that are not trusted
_NO_LONGER_OPENED = ("DisabledItems", "CrashingAddinList")


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
    value = _chosen(registry, "vbawarnings")
    if value in _SILENT:
        yield troubles.NO_MACROS.filled(value=str(value))


def places(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """No folder is trusted, or add-ins are not opened."""
    if _chosen(registry, "alllocationsdisabled", r"\Trusted Locations"):
        yield troubles.NO_TRUST
    for name in ("DisableAllAddins", "RequireAddinSig"):
        if _chosen(registry, name.lower()):
            yield troubles.NO_ADDINS.filled(name=name)


def disabled_items(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Excel no longer opens one of our files, as after a crash; its lists hold the path as bytes, two to a letter."""
    for name in _NO_LONGER_OPENED:
        items = registry(rf"Software\{excel(registry)}\Resiliency\{name}").values()
        held = b"\n".join(item.replace(b"\0", b"").lower() for item in items if isinstance(item, bytes))
        for file in (ADDIN, WORKBOOK):
            if b"\\" + file.encode() in held:
                yield troubles.DISABLED.filled(name=file, list=name)


def managed(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """The IT department has blocked the add-in, or all that it has not listed (0 blocked, 1 always on, 2 the user's choice)."""
    resiliency = rf"Software\Policies\{excel(registry)}\Resiliency"
    choice = registry(rf"{resiliency}\AddinList").get(ADDIN)
    restricted = registry(resiliency).get("restricttolist")
    if str(choice) == "0" or (restricted and choice is None):
        yield troubles.NOT_ALLOWED.filled(name=ADDIN)


def store_office(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Excel comes from the store, whose programs live under WindowsApps."""
    path = str(registry(_PATH).get("", ""))
    if "\\windowsapps\\" in path.lower():
        yield troubles.STORE_OFFICE.filled(path=path)


def _chosen(registry: Registry, name: str, below: str = "") -> object:
    """A choice of the Trust Center: what is decided for the user comes before their own."""
    security = rf"{excel(registry)}\Security{below}"
    values = (registry(rf"Software\{part}{security}").get(name) for part in ("Policies\\", ""))
    return next((value for value in values if value is not None), None)
