"""What keeps Excel from reaching Python: every known cause is looked for, and nothing is changed."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from xl_kraftsamling.excel import troubles, trust
from xl_kraftsamling.excel.installation import Windows, fresh_addin, interpreter, legible, setting_lines
from xl_kraftsamling.excel.registry import Registry, bits
from xl_kraftsamling.excel.troubles import Trouble
from xl_kraftsamling.excel.vba.xlwings_modules import addin_runner

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
    trust.mark_of_the_web, trust.macros, trust.places, trust.disabled_items, trust.managed, trust.store_office,
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
