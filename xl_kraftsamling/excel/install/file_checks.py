"""The causes that are found in files: the settings, Python and where it is, the DLL, what pywin32 has saved, and the add-in."""

from collections.abc import Iterator
from pathlib import Path

from xl_kraftsamling.excel.install import troubles
from xl_kraftsamling.excel.install.installation import (
    can_vba_read,
    find_interpreter,
    is_python,
    pack_addin,
    read_settings,
)
from xl_kraftsamling.excel.install.machine import Machine
from xl_kraftsamling.excel.install.registry import count_excel_bits
from xl_kraftsamling.excel.install.troubles import Trouble

_EXCEL_LIBRARY = "00020813-0000-0000-C000-000000000046"  # the type library of Excel
_SOUND = "CLSIDTo"  # CLSIDToClassMap or CLSIDToPackageMap, without which pywin32 fails


def check_settings(machine: Machine) -> Iterator[Trouble]:
    """The settings are missing, or name no Python: the macros start nothing else, whatever a foreign file says."""
    windows = machine.windows
    if not read_settings(windows):
        yield troubles.NO_SETTINGS.bind(path=str(windows.settings))
        return
    named = find_interpreter(windows)
    if named is None or not is_python(named):
        yield troubles.NOT_NAMED.bind(path=str(windows.settings))


def check_python(machine: Machine) -> Iterator[Trouble]:
    """The Python that the settings name does not exist, or is another than this one.

    Two Pythons: https://github.com/xlwings/xlwings/issues/766, where it was no longer the one that had xlwings.
    """
    named = find_interpreter(machine.windows)
    if named is None or not is_python(named):
        return
    if not named.is_file():
        yield troubles.NO_PYTHON.bind(path=str(named))
    elif named != machine.windows.python:
        yield troubles.OTHER_PYTHON.bind(named=str(named), running=str(machine.windows.python))


def check_store_python(machine: Machine) -> Iterator[Trouble]:
    """From the store, itself or by way of a virtual environment: what such a Python writes under APPDATA Excel never sees.

    https://github.com/python/cpython/issues/95029, and https://github.com/python/cpython/issues/85368 for what others see.
    """
    path = machine.python
    try:
        made_from = (path.parent.parent / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:  # no virtual environment
        made_from = ""
    if "windowsapps" in f"{path}\n{made_from}".lower():
        yield troubles.STORE_PYTHON.bind(path=str(path))


def check_paths(machine: Machine) -> Iterator[Trouble]:
    """A path has letters that VBA cannot read, or is in OneDrive, whose files may be in the cloud alone.

    https://github.com/xlwings/xlwings/issues/1630: what OneDrive and SharePoint make of paths.
    """
    path, settings = machine.python, machine.windows.settings
    if not str(path).isascii():
        yield troubles.LETTERS_BEYOND_ASCII.bind(path=str(path))
    if is_in_cloud(machine, path):
        yield troubles.ONEDRIVE.bind(path=str(path))
    if not can_vba_read(settings):
        yield troubles.UNREADABLE_PROFILE.bind(path=str(settings))


def is_in_cloud(machine: Machine, path: Path) -> bool:
    """Whether a path is in a folder of OneDrive or SharePoint, by its name or as the environment says."""
    roots = (machine.environment.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    return any(part.lower().startswith(("onedrive", "sharepoint")) for part in path.parts) or any(
        path.is_relative_to(root) for root in roots if root
    )


def check_server(machine: Machine) -> Iterator[Trouble]:
    """The DLL for the functions is missing, by the bits of Excel, into which it is loaded; those of Python do not matter.

    VBA's error 53: https://github.com/xlwings/xlwings/issues/1732.
    """
    bits = count_excel_bits(machine.registry)
    path = machine.windows.server(bits)
    if not path.is_file():
        yield troubles.NO_DLL.bind(path=str(path), bits=bits)


def check_cache(machine: Machine) -> Iterator[Trouble]:
    """What pywin32 has generated for Excel is damaged, as after a process that was ended while it wrote.

    https://github.com/mhammond/pywin32/issues/1694 and https://github.com/xlwings/xlwings/issues/2490: no attribute CLSIDToClassMap.
    """
    cache = Path(machine.environment.get("TEMP", "")) / "gen_py"
    for path in sorted(cache.glob(f"*/{_EXCEL_LIBRARY}*")):
        module = path / "__init__.py" if path.is_dir() else path
        try:
            is_sound = _SOUND in module.read_text("utf-8", "replace")
        except OSError:
            is_sound = False
        if module.suffix == ".py" and not is_sound:
            yield troubles.DAMAGED_CACHE.bind(path=str(path), folder=str(cache))
            return


def check_addin(machine: Machine) -> Iterator[Trouble]:
    """The add-in is missing, or is that of another version.

    https://github.com/xlwings/xlwings/issues/2516: an add-in that the virus protection had taken.
    """
    path = machine.windows.addin
    try:
        there = path.read_bytes()
    except OSError:
        yield troubles.NO_ADDIN.bind(path=str(path))
        return
    if there != pack_addin():
        yield troubles.OTHER_ADDIN.bind(path=str(path))
