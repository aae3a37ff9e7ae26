"""What Excel needs on a computer with Windows: the add-in where Excel starts it, the settings that name Python, and xlwings' DLL.

The DLL, which starts the server of the functions, is copied from the installed xlwings to a name of ours, for an Excel of 32 and one
of 64 bits.  It knows no version: it starts whatever command it is given, and the workbooks that name it go on working whichever
xlwings is installed (https://github.com/xlwings/xlwings/issues/1502 has one of another version under the name that was wanted).
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.vba import ADDIN, WORKBOOK, build_addin, build_macro_workbook
from xl_kraftsamling.excel.vba.addin import build_addin_parts
from xl_kraftsamling.excel.vba.modules import CODE_PAGE
from xl_kraftsamling.excel.vba.parts import pack_parts
from xl_kraftsamling.saving import explain_failure, write_file

Plan = Mapping[Path, bytes | None]
"""What files are to hold; None for one that is to be taken away."""

_ANSI = f"cp{CODE_PAGE}"  # VBA opens files, and reads them, in the code page of Windows: in Sweden that of its modules
_FOLDER, _SETTINGS = ".xl_kraftsamling", "xl_kraftsamling.conf"
BITS = 32, 64
"""The bits that an Excel can have."""
_INTERPRETER = re.compile(rb'\s*"?INTERPRETER_WIN"?\s*,\s*"?(.*?)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Windows:
    """Where a user's Windows keeps what concerns Excel, and the Python that runs there."""

    profile: Path
    roaming: Path
    python: Path

    @classmethod
    def of(cls, environment: Mapping[str, str], python: str) -> "Windows":
        """Windows as described by environment variables; BadInput where APPDATA or USERPROFILE is missing."""
        if not (environment.get("USERPROFILE") and environment.get("APPDATA")):
            raise BadInput(_NO_WINDOWS)
        return cls(Path(environment["USERPROFILE"]), Path(environment["APPDATA"]), Path(python))

    @property
    def addin(self) -> Path:
        """The add-in, in the folder from which Excel opens everything when it starts."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN

    @property
    def settings(self) -> Path:
        """The file in which the runners of the add-in and of the macro workbook look for Python."""
        return self.profile / _FOLDER / _SETTINGS

    def server(self, bits: int) -> Path:
        """The DLL that starts the server of the functions, for an Excel of so many bits."""
        return self.profile / _FOLDER / f"kraftsamling{bits}.dll"


def read_settings(windows: Windows) -> list[bytes]:
    """The lines of the settings; none where there is no such file, or it cannot be read."""
    try:
        return windows.settings.read_bytes().splitlines()
    except OSError:
        return []


def find_interpreter(windows: Windows) -> Path | None:
    """The Python that the settings name; the first one, as VBA reads them."""
    found = (_INTERPRETER.fullmatch(line) for line in read_settings(windows))
    named = next((match[1] for match in found if match), b"")
    return Path(named.decode(_ANSI, "replace")) if named else None


def can_vba_read(path: Path) -> bool:
    """Whether VBA can read all the letters of a path."""
    return str(path).encode(_ANSI, "replace").decode(_ANSI) == str(path)


def is_python(path: Path) -> bool:
    """Whether a path is one that the VBA starts: a whole path, to a file with a name that Python has."""
    return path.is_absolute() and path.name.lower().startswith("python")


def pack_addin() -> bytes:
    """The add-in as it should be."""
    return pack_parts(build_addin_parts())


def plan_install(windows: Windows) -> Plan:
    """What an installation writes, but for what is there already; other settings stay.

    :raises BadInput: the path of Python has letters that VBA cannot read, or xlwings lacks its DLL.
    """
    if not can_vba_read(windows.python):
        raise BadInput(_UNREADABLE_PATH, path=str(windows.python))
    named = f'"INTERPRETER_WIN","{windows.python}"'.encode(_ANSI)
    plan = {
        windows.addin: pack_addin(),
        windows.settings: _join_lines([named, *_other_settings(windows)]),
        **{windows.server(bits): _read_dll(windows, bits) for bits in BITS},
    }
    return {path: content for path, content in plan.items() if not _holds(path, content)}


def plan_uninstall(windows: Windows) -> Plan:
    """What takes an installation away, of that which is there: our files and the setting, nobody else's settings."""
    ours = (windows.addin, *map(windows.server, BITS))
    plan: dict[Path, bytes | None] = {path: None for path in ours if path.exists()}
    if any(map(_INTERPRETER.fullmatch, read_settings(windows))):
        plan[windows.settings] = _join_lines(_other_settings(windows)) or None
    return plan


def _read_dll(windows: Windows, bits: int) -> bytes:
    """Xlwings' DLL, from where pip puts it: beside Python, in the folder above in a virtual environment, or for the user alone."""
    folders = (windows.python.parent, windows.python.parent.parent, windows.roaming / "Python")
    found = [path for folder in folders for path in folder.glob(f"xlwings{bits}-*.dll")]
    if not found:
        raise BadInput(_NO_DLL, bits=bits, python=str(windows.python))
    newest = max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.stem)])
    try:
        return newest.read_bytes()
    except OSError as problem:
        raise BadInput(_UNREADABLE_DLL, path=str(newest), why=explain_failure(problem, newest)) from problem


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def carry_out(plan: Plan) -> None:
    """Write and take away what a plan says; BadInput where a file cannot be changed."""
    for path, content in plan.items():
        try:
            _write(path, content)
        except OSError as problem:
            raise BadInput(_LOCKED, path=str(path), why=explain_failure(problem, path)) from problem


def build_files(folder: Path, *, force: bool = False) -> list[Path]:
    """Write the macro workbook and the add-in into a folder; where they are.

    :raises BadInput: one of them is there already and `force` is not given, or the folder cannot be written.
    """
    from xl_kraftsamling.writing.template_file import find_template  # imports lxml

    there = [str(folder / name) for name in (WORKBOOK, ADDIN) if (folder / name).exists()]
    if there and not force:
        raise BadInput(_EXISTS, path=there[0])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [build_macro_workbook(find_template(), folder, overwrite=force), build_addin(folder, overwrite=force)]
    except OSError as problem:
        raise BadInput(_LOCKED, path=str(folder), why=explain_failure(problem, folder)) from problem


def _other_settings(windows: Windows) -> list[bytes]:
    return [line for line in read_settings(windows) if line.strip() and not _INTERPRETER.fullmatch(line)]


def _join_lines(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\r\n" for line in lines)


def _write(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content, overwrite=True)
        return
    path.unlink()
    if path.parent.name == _FOLDER:  # which is ours too, XLSTART is Excel's
        with suppress(OSError):  # something else is in it
            path.parent.rmdir()


_NO_WINDOWS = Text(
    "Knapparna och funktionerna i Excel behöver Windows, som den här datorn inte har (APPDATA eller USERPROFILE saknas); "
    "kraftsamling addin build och alla andra kommandon går överallt.",
    "The buttons and the functions in Excel need Windows, which this computer lacks (APPDATA or USERPROFILE is missing); "
    "kraftsamling addin build and all other commands work everywhere.",
)
_UNREADABLE_PATH = Text(
    "Excels makron kan inte läsa sökvägen {path}: installera Python i en mapp med bara bokstäverna a–z, som C:\\Python311.",
    "The macros of Excel cannot read the path {path}: install Python in a folder with only the letters a–z, like "
    "C:\\Python311.",
)  # fmt: skip
_NO_DLL = Text(
    "xlwings DLL för ett Excel med {bits} bitar finns inte vid {python}, kanske för att virusskyddet har tagit bort den. "
    "Kör: {python} -m pip install --force-reinstall xlwings",
    "The DLL of xlwings for an Excel of {bits} bits is not at {python}, perhaps because the virus protection has removed it. "
    "Run: {python} -m pip install --force-reinstall xlwings",
)
_UNREADABLE_DLL = Text("{path} kan inte läsas ({why}). Be it-avdelningen om hjälp.", "{path} cannot be read ({why}). Ask the IT department for help.")
_LOCKED = Text("{path} kan inte ändras ({why}). Stäng Excel och försök igen.",
               "{path} cannot be changed ({why}). Close Excel and try again.")  # fmt: skip
_EXISTS = Text(
    "{path} finns redan. Välj en annan mapp, eller lägg till --force.",
    "{path} already exists. Choose another folder, or add --force.",
)  # fmt: skip
