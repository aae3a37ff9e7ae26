"""What keeps Excel from reaching Python: every known cause is looked for, and nothing is changed.

The files and the Python come first, then whether Windows and Office let the macros run: the mark of the web, the Trust Center,
and what Excel no longer opens.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from xl_kraftsamling.excel.install import troubles
from xl_kraftsamling.excel.install.installation import (
    Windows,
    can_vba_read,
    find_interpreter,
    pack_addin,
    read_settings,
)
from xl_kraftsamling.excel.install.registry import Registry, count_excel_bits, find_excel_key
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.excel.vba import ADDIN, WORKBOOK
from xl_kraftsamling.excel.vba.xlwings_modules import load_addin_runner

_PATH = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_SILENT = (3, 4)  # all macros, or all without a signature, are disabled without a question
_UNTRUSTED = ("ZoneId=3", "ZoneId=4")  # the internet, and the sites that are not trusted
_NO_LONGER_OPENED = ("DisabledItems", "CrashingAddinList")


def check_mark_of_the_web(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The add-in came from the internet, according to its stream Zone.Identifier."""
    try:
        stream = Path(f"{windows.addin}:Zone.Identifier").read_text("latin-1")
    except OSError:  # without the stream, or on a disk that knows no streams
        return
    if any(zone in stream for zone in _UNTRUSTED):
        yield troubles.MARKED.bind(path=str(windows.addin))


def check_macros(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Macros are disabled without a question."""
    value = _trust_setting(registry, "vbawarnings")
    if value in _SILENT:
        yield troubles.NO_MACROS.bind(value=str(value))


def check_trust(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """No folder is trusted, or add-ins are not opened."""
    if _trust_setting(registry, "alllocationsdisabled", r"\Trusted Locations"):
        yield troubles.NO_TRUST
    for name in ("DisableAllAddins", "RequireAddinSig"):
        if _trust_setting(registry, name.lower()):
            yield troubles.NO_ADDINS.bind(name=name)


def check_disabled_items(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Excel no longer opens one of our files, as after a crash; its lists hold the path as bytes, two to a letter."""
    for name in _NO_LONGER_OPENED:
        items = registry(rf"Software\{find_excel_key(registry)}\Resiliency\{name}").values()
        held = b"\n".join(item.replace(b"\0", b"").lower() for item in items if isinstance(item, bytes))
        for file in (ADDIN, WORKBOOK):
            if b"\\" + file.encode() in held:
                yield troubles.DISABLED.bind(name=file, list=name)


def check_policies(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """The IT department has blocked the add-in, or all that it has not listed (0 blocked, 1 always on, 2 the user's choice)."""
    resiliency = rf"Software\Policies\{find_excel_key(registry)}\Resiliency"
    choice = registry(rf"{resiliency}\AddinList").get(ADDIN)
    restricted = registry(resiliency).get("restricttolist")
    if str(choice) == "0" or (restricted and choice is None):
        yield troubles.NOT_ALLOWED.bind(name=ADDIN)


def check_store_office(_windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """Excel comes from the store, whose programs live under WindowsApps."""
    path = str(registry(_PATH).get("", ""))
    if "\\windowsapps\\" in path.lower():
        yield troubles.STORE_OFFICE.bind(path=path)


def _trust_setting(registry: Registry, name: str, below: str = "") -> object:
    """A choice of the Trust Center: what is decided for the user comes before their own."""
    security = rf"{find_excel_key(registry)}\Security{below}"
    values = (registry(rf"Software\{part}{security}").get(name) for part in ("Policies\\", ""))
    return next((value for value in values if value is not None), None)


Check = Callable[[Windows, Registry], Iterator[Trouble]]
"""What looks for a cause, given the folders and the registry of a Windows."""

_DLL = r'"(xlwings{}-(.+)\.dll)"'


def diagnose(windows: Windows, registry: Registry) -> list[Trouble]:
    """Everything that is wrong, in the order in which it is best mended."""
    return list(chain.from_iterable(check(windows, registry) for check in CHECKS))


def check_settings(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The settings are missing, have an empty line, or do not name Python."""
    lines, path = read_settings(windows), str(windows.settings)
    if not lines:
        yield troubles.NO_SETTINGS.bind(path=path)
        return
    for row, line in enumerate(lines, 1):
        if not line.strip():
            yield troubles.EMPTY_LINE.bind(row=row, path=path)
    if not find_interpreter(windows):
        yield troubles.NOT_NAMED.bind(path=path)


def check_python(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The Python that the settings name does not exist, or is another than this one."""
    named = find_interpreter(windows)
    if named and not named.is_file():
        yield troubles.NO_PYTHON.bind(path=str(named))
    elif named and named != windows.python:
        yield troubles.OTHER_PYTHON.bind(named=str(named), running=str(windows.python))


def check_store_python(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """From the store, itself or by way of a virtual environment: what such a Python writes under APPDATA Excel never sees."""
    path = _python_of_excel(windows)
    try:
        made_from = (path.parent.parent / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:  # no virtual environment
        made_from = ""
    if "windowsapps" in f"{path}\n{made_from}".lower():
        yield troubles.STORE_PYTHON.bind(path=str(path))


def check_paths(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """A path has letters that VBA cannot read, or is in OneDrive."""
    path = _python_of_excel(windows)
    if not str(path).isascii():
        yield troubles.LETTERS_BEYOND_ASCII.bind(path=str(path))
    if any(part.lower().startswith("onedrive") for part in path.parts):
        yield troubles.ONEDRIVE.bind(path=str(path))
    if not can_vba_read(windows.settings):
        yield troubles.UNREADABLE_PROFILE.bind(path=str(windows.settings))


def check_xlwings(windows: Windows, registry: Registry) -> Iterator[Trouble]:
    """The DLL that the VBA names is where the VBA looks for it, and Python's xlwings is of the same version.

    Python runs beside Excel, so its own bits do not matter: the DLL alone is loaded into Excel, and has to have as many.
    """
    python, size = _python_of_excel(windows), count_excel_bits(registry)
    name, version = _find_dll(size)
    values = {"python": str(python), "version": version}
    if not any((folder / name).is_file() for folder in _search_folders(python)):
        yield troubles.NO_DLL.bind(name=name, bits=size, folder=str(python.parent), **values)
    noted = _find_installed(windows, "xlwings-*.dist-info")
    found = {path.name.removeprefix("xlwings-").removesuffix(".dist-info") for path in noted}
    if found and version not in found:
        yield troubles.OTHER_XLWINGS.bind(found=tuple(sorted(found)), **values)


def check_pywin32(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The Python that Excel starts has no pywin32."""
    if not _find_installed(windows, "win32com"):
        yield troubles.NO_PYWIN32.bind(python=str(_python_of_excel(windows)))


def check_addin(windows: Windows, _registry: Registry) -> Iterator[Trouble]:
    """The add-in is missing, or is that of another version."""
    try:
        there = windows.addin.read_bytes()
    except OSError:
        yield troubles.NO_ADDIN.bind(path=str(windows.addin))
        return
    if there != pack_addin():
        yield troubles.OTHER_ADDIN.bind(path=str(windows.addin))


CHECKS: tuple[Check, ...] = (
    check_settings, check_python, check_store_python, check_paths, check_xlwings, check_pywin32, check_addin,
    check_mark_of_the_web, check_macros, check_trust, check_disabled_items, check_policies, check_store_office,
)  # fmt: skip
"""What is looked at, one known cause each, or a few that go together."""


def _python_of_excel(windows: Windows) -> Path:
    """The Python that Excel starts; until the settings name one, that which would be named."""
    return find_interpreter(windows) or windows.python


def _search_folders(python: Path) -> tuple[Path, Path]:
    """Where the VBA looks for what belongs to a Python: its folder, and the one above in a virtual environment."""
    return python.parent, python.parent.parent


def _find_installed(windows: Windows, pattern: str) -> list[Path]:
    """What is installed under such a name in the Python that Excel starts, or for its user alone."""
    sites = [home / "Lib" / "site-packages" for home in _search_folders(_python_of_excel(windows))]
    own = (windows.roaming / "Python").glob("Python3*/site-packages")
    return [path for site in (*sites, *own) for path in site.glob(pattern)]


def _find_dll(size: int) -> tuple[str, str]:
    """The name of the DLL in the VBA, for an Excel of so many bits, and its version; ValueError where xlwings names none."""
    found = re.search(_DLL.format(size), load_addin_runner().text)
    if not found:
        raise ValueError("the VBA of the installed xlwings names no DLL")
    return found[1], found[2]
