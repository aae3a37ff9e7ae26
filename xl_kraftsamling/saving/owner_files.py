"""How a spreadsheet program says that a workbook is open: the small file beside it, with the name of whoever has it open.

Excel writes `~$Medel.xlsx`, LibreOffice `.~lock.Medel.xlsx#`, and each takes it away when the workbook is closed; where the program
or the computer dies, it stays.  Whether it is such a leftover can be known

- on Windows: Excel and LibreOffice hold the workbook and Excel its owner file, so where both can be opened for writing nobody does;
- elsewhere, where the system refuses to open one of them for writing (a Windows share), or lists a process that has one open: then
  somebody has the workbook open;
- of LibreOffice on Linux: its file names computer and user, and where they are these, no LibreOffice runs here if it is a leftover.

Of an Excel on another computer, whose file lies on a disk that enforces nothing, nothing can be known: it counts as open, until its
file is a week old.  Then, and where it is known to be a leftover, the workbook may be written.  Whoever knows better removes the file,
which the sentence names.
"""

import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.domain.texts import BadInput, Text, Value

_FORGOTTEN = 7 * 24 * 3600.0
"""Seconds after which a file of which nothing can be known is a leftover."""
_EXCEL_SIZE, _EXCEL_NAME = 165, 55
"""The bytes of an owner file of Excel, and where in it the name stands in UTF-16, behind its length."""
_PROCESSES = Path("/proc")

_OPEN = Text(
    "{file} är öppen i ett kalkylprogram{who}: det som inte är sparat där kommer inte med här.",
    "{file} is open in a spreadsheet program{who}: what is not saved there is not included here.",
)
_OPEN_TARGET = Text(
    "{file} är öppen i ett kalkylprogram{who}. Stäng den först, annars går ändringar förlorade. Är den inte öppen någonstans "
    "har {owner_file} blivit kvar när programmet avbröts: ta då bort den filen.",
    "{file} is open in a spreadsheet program{who}. Close it first, otherwise one of the versions would be lost. If it is not "
    "open anywhere, {owner_file} was left by a program that was interrupted: then delete that file.",
)
_LEFTOVER = Text(
    "{owner_file} är kvar från ett kalkylprogram som avbröts {since}: ingen har {file} öppen.",
    "{owner_file} was left by a spreadsheet program that was interrupted on {since}: nobody has {file} open.",
)
_WHO = Text(" ({name} sedan {since})", " ({name} since {since})")
_SINCE = Text(" (sedan {since})", " (since {since})")


class Owner(NamedTuple):
    """Who has a workbook open, by the owner file beside it: a name if it holds one, and since when; LibreOffice adds user and computer."""

    file: Path
    name: str
    since: datetime
    user: str = ""
    computer: str = ""

    def describe(self) -> Text:
        """Who it is, in parentheses after a blank."""
        since = f"{self.since:%Y-%m-%d %H:%M}"
        return (_WHO if self.name else _SINCE).bind(name=self.name, since=since)


def refuse_open(workbook: Path) -> None:
    """Raise BadInput where a workbook that is to be written is open in a spreadsheet program."""
    for owner in _find_owners(workbook):
        if not _is_leftover(owner, workbook):
            raise BadInput(_OPEN_TARGET, file=str(workbook), who=owner.describe(), owner_file=str(owner.file))


def describe_owner(workbook: Path, lang: str) -> str:
    """A note about a workbook that is read: that it is open in a spreadsheet program, or only seems so; empty where it does not."""
    owner = next(_find_owners(workbook), None)
    if owner is None:
        return ""
    text = _LEFTOVER if _is_leftover(owner, workbook) else _OPEN
    values: dict[str, Value] = {"who": owner.describe(), "owner_file": str(owner.file), "since": owner.since.date()}
    return text.fill(lang, {"file": str(workbook), **values})


def _find_owners(workbook: Path) -> Iterator[Owner]:
    workbook = Path(os.path.realpath(workbook))  # the file to which a link leads is the one that is open
    for name, parse in ((f"~${workbook.name}", _parse_excel), (f".~lock.{workbook.name}#", _parse_libreoffice)):
        path = workbook.parent / name
        if os.path.lexists(path):
            yield parse(path, datetime.fromtimestamp(path.lstat().st_mtime), _read_beginning(path))


def _read_beginning(path: Path) -> bytes:
    with suppress(OSError):  # Excel may hold it so that it cannot even be read
        if path.is_file():  # opening a pipe would wait for a writer
            with path.open("rb") as file:
                return file.read(4096)
    return b""


def _parse_excel(path: Path, since: datetime, data: bytes) -> Owner:
    start = _EXCEL_NAME + 2
    name = data[start : start + 2 * data[_EXCEL_NAME]] if len(data) == _EXCEL_SIZE else b""
    return Owner(path, name.decode("utf-16-le", "replace").strip(), since)


def _parse_libreoffice(path: Path, since: datetime, data: bytes) -> Owner:
    name, user, computer, *_ = (part.strip() for part in [*data.decode("utf-8", "replace").split(","), "", "", ""])
    return Owner(path, name or user, since, user, computer)


def _is_leftover(owner: Owner, workbook: Path) -> bool:
    workbook = Path(os.path.realpath(workbook))
    if any(map(_is_refused, (owner.file, workbook))) or _is_open_in_a_process((owner.file, workbook)):
        return False
    if os.name == "nt":
        return True
    if owner.computer and _is_from_here(owner) and _PROCESSES.is_dir():
        return not any("soffice" in name or "oosplash" in name for name in _list_programs())
    return time.time() - owner.since.timestamp() > _FORGOTTEN


def _is_from_here(owner: Owner) -> bool:
    from getpass import getuser  # these are rarely needed
    from platform import node

    try:
        return (owner.computer, owner.user) == (node(), getuser())
    except (OSError, KeyError):  # the system has no name for this user, as in some containers
        return False


def _is_refused(path: Path) -> bool:
    """Whether the system, which would let this user write a file, refuses to open it, as Windows does where somebody holds it."""
    if not (path.is_file() and os.access(path, os.W_OK)):
        return False
    try:
        path.open("r+b").close()
    except OSError:
        return True
    return False


def _is_open_in_a_process(paths: Collection[Path]) -> bool:
    """Whether another process of those that this user may look into has one of the files open; Linux alone tells."""
    others = (process for process in _list_processes() if process.name != str(os.getpid()))
    return any(path in paths for process in others for path in _list_open_files(process))


def _list_open_files(process: Path) -> Iterator[Path]:
    with suppress(OSError):  # it has ended, or is somebody else's
        for handle in (process / "fd").iterdir():
            with suppress(OSError):
                yield handle.readlink()


def _list_processes() -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in _PROCESSES.iterdir() if path.name.isdecimal())


def _list_programs() -> Iterator[str]:
    for process in _list_processes():
        with suppress(OSError):
            yield (process / "comm").read_text("utf-8", "replace")
