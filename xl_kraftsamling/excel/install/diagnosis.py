"""What keeps Excel from reaching Python: every known cause is looked for, and nothing is changed.

Whether Windows and Office let the macros run: the mark of the web, the Trust Center, and what Excel no longer opens.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from xl_kraftsamling.excel.install import troubles
from xl_kraftsamling.excel.install.installation import Windows, fresh_addin, interpreter, legible, setting_lines
from xl_kraftsamling.excel.install.registry import Registry, bits, excel
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.excel.vba import ADDIN, WORKBOOK
from xl_kraftsamling.excel.vba.xlwings_modules import addin_runner

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


Check = Callable[[Windows, Registry], Iterator[Trouble]]
"""What looks for a cause, given the folders and the registry of a Windows."""

_DLL = r'"(xlwings{}-(.+)\.dll)"'


def diagnose(windows: Windows, registry: Registry) -> list[Trouble]:
    """Everything that is wrong, in the order in which it is best mended."""
    return list(chain.from_iterable(check(windows, registry) for check in CHECKS))


def _settings(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    lines, path = setting_lines(windows), str(windows.settings)
    if not lines:
        yield troubles.NO_SETTINGS.filled(path=path)
        return
    for row, line in enumerate(lines, 1):
        if not line.strip():
            yield troubles.EMPTY_LINE.filled(row=row, path=path)
    if not interpreter(windows):
        yield troubles.NOT_NAMED.filled(path=path)


def _python(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    named = interpreter(windows)
    if named and not named.is_file():
        yield troubles.NO_PYTHON.filled(path=str(named))
    elif named and named != windows.python:
        yield troubles.OTHER_PYTHON.filled(named=str(named), running=str(windows.python))


def _store_python(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """From the store, itself or by way of a virtual environment: what such a Python writes under APPDATA Excel never sees."""
    path = _called(windows)
    try:
        made_from = (path.parent.parent / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:  # no virtual environment
        made_from = ""
    if "windowsapps" in f"{path}\n{made_from}".lower():
        yield troubles.STORE_PYTHON.filled(path=str(path))


def _paths(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    path = _called(windows)
    if not str(path).isascii():
        yield troubles.ODD_LETTERS.filled(path=str(path))
    if any(part.lower().startswith("onedrive") for part in path.parts):
        yield troubles.ONEDRIVE.filled(path=str(path))
    if not legible(windows.settings):
        yield troubles.ODD_PROFILE.filled(path=str(windows.settings))


def _xlwings(windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """The DLL that the VBA names is where the VBA looks for it, and Python's xlwings is of the same version.

    Python runs beside Excel, so its own bits matter not: the DLL alone is loaded into Excel, and has to have as many.
    """
    python, size = _called(windows), bits(registry)
    name, version = _dll(size)
    values = {"python": str(python), "version": version}
    if not any((folder / name).is_file() for folder in _homes(python)):
        yield troubles.NO_DLL.filled(name=name, bits=size, folder=str(python.parent), **values)
    noted = _installed(windows, "xlwings-*.dist-info")
    found = {path.name.removeprefix("xlwings-").removesuffix(".dist-info") for path in noted}
    if found and version not in found:
        yield troubles.OTHER_XLWINGS.filled(found=tuple(sorted(found)), **values)


def _pywin32(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    if not _installed(windows, "win32com"):
        yield troubles.NO_PYWIN32.filled(python=str(_called(windows)))


def _addin(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    try:
        there = windows.addin.read_bytes()
    except OSError:
        yield troubles.NO_ADDIN.filled(path=str(windows.addin))
        return
    if there != fresh_addin():
        yield troubles.OTHER_ADDIN.filled(path=str(windows.addin))


CHECKS: tuple[Check, ...] = (
    _settings, _python, _store_python, _paths, _xlwings, _pywin32, _addin,
    mark_of_the_web, macros, places, disabled_items, managed, store_office,
)  # fmt: skip
"""What is looked at, one known cause each, or a few that go together."""


def _called(windows: Windows) -> Path:
    """The Python that Excel starts; until the settings name one, that which would be named."""
    return interpreter(windows) or windows.python


def _homes(python: Path) -> tuple[Path, Path]:
    """Where the VBA looks for what belongs to a Python: its folder, and the one above in a virtual environment."""
    return python.parent, python.parent.parent


def _installed(windows: Windows, pattern: str) -> list[Path]:
    """What is installed under such a name in the Python that Excel starts, or for its user alone."""
    sites = [home / "Lib" / "site-packages" for home in _homes(_called(windows))]
    own = (windows.roaming / "Python").glob("Python3*/site-packages")
    return [path for site in (*sites, *own) for path in site.glob(pattern)]


def _dll(size: int) -> tuple[str, str]:
    """The name of the DLL in the VBA, for an Excel of so many bits, and its version; ValueError where xlwings names none."""
    found = re.search(_DLL.format(size), addin_runner().text)
    if not found:
        raise ValueError("the VBA of the installed xlwings names no DLL")
    return found[1], found[2]
