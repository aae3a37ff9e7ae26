"""Why the system refuses to read or write a file, and what to do about it, in words instead of the system's own."""

import errno
import os
from pathlib import Path

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving.held_files import is_held

_NO_FOLDER = Text(
    "mappen finns inte ({folder}). Skapa den först, eller välj en annan",
    "there is no such folder ({folder}). Make it first, or choose another",
)
_NO_FILE = Text("den finns inte. Kontrollera namnet", "it is not there. Check the name")
_TOO_LONG = Text(
    "den finns inte, eller så är sökvägen för lång: {length} tecken, och {most} är det mesta som Windows når om inget annat är inställt. "
    "Flytta filen till en mapp som ligger närmare C:\\, eller ge mapparna kortare namn",
    "it is not there, or its path is too long: {length} letters, and {most} is the most that Windows reaches unless it is set otherwise. "
    "Move the file to a folder nearer to C:\\, or give the folders shorter names",
)
_BAD_NAME = Text(
    'inget av tecknen < > : " | ? * får vara med i ett namn. Välj ett annat',
    'none of the signs < > : " | ? * may be in a name. Choose another',
)
_UNREACHED = Text("{file} kan inte läsas eller skrivas: {why}.", "{file} can be neither read nor written: {why}.")
_FORBIDDEN_SIGNS = set('<>:"|?*')
"""What no name has on a disk of Windows."""
_LONGEST = 259
"""The letters of a path of Windows, without the end of the text: MAX_PATH."""
_IN_USE = Text(
    "den är öppen i ett annat program, som inte släpper in någon annan. Stäng den där och försök igen",
    "it is open in another program, which keeps others out. Close it there and try again",
)
_FORBIDDEN = Text(
    "behörighet saknas. Be om behörighet, eller välj en annan plats",
    "there is no permission. Ask for it, or choose another place",
)
_DENIED = Text(
    "behörighet saknas, eller filen är öppen i ett annat program. Stäng den där, be om behörighet, eller välj en annan plats",
    "there is no permission, or the file is open in another program. Close it there, ask for permission, or choose another place",
)
"""Where the system does not tell the one from the other, as of a file on a disk of Windows that is reached from elsewhere."""
_FULL = Text(
    "disken är full. Frigör utrymme, eller välj en annan plats", "the disk is full. Make room, or choose another place"
)
_WHY = {
    errno.ENOTDIR: Text("{folder} är ingen mapp. Välj en annan", "{folder} is no folder. Choose another"),
    errno.EISDIR: Text("det är en mapp. Ange en fil", "it is a folder. Name a file"),
    errno.EBUSY: _IN_USE,
    errno.EROFS: Text(
        "där går det bara att läsa. Välj en annan plats", "one can only read there. Choose another place"
    ),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: Text("filen blir större än systemet tillåter", "the file becomes larger than the system allows"),
    errno.ENAMETOOLONG: Text("namnet är för långt. Välj ett kortare", "the name is too long. Choose a shorter one"),
    errno.ELOOP: Text(
        "länkarna leder runt i en ring. Ange filen själv", "the links lead round in a ring. Name the file itself"
    ),
    errno.EEXIST: Text("där finns redan en fil", "there is a file already"),
    errno.EIO: Text("disken svarar inte som den ska", "the disk does not answer as it should"),
}


def describe_failure(problem: OSError) -> Text:
    """One sentence: the file that can be neither read nor written, and why."""
    return _UNREACHED.bind(file=str(problem.filename or ""), why=explain_failure(problem))


def explain_failure(error: OSError, path: Path | None = None) -> Text | str:
    """Why something could not be done with the file of a path, to end a sentence with; in the system's words where it is rare."""
    path = path or Path(str(error.filename or ""))
    folder = str(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM):
        return _explain_denial(path)
    if error.errno == errno.ENOENT:
        if is_beyond_reach(error, path):
            return _TOO_LONG.bind(length=_measure(error, path), most=_LONGEST)
        if path.parent.is_file():  # Windows only says that nothing is there
            return _WHY[errno.ENOTDIR].bind(folder=folder)
        return _NO_FILE if path.parent.is_dir() else _NO_FOLDER.bind(folder=folder)
    if error.errno == errno.EINVAL and _FORBIDDEN_SIGNS & set(path.name):
        return _BAD_NAME
    return _WHY[error.errno].bind(folder=folder) if error.errno in _WHY else error.strerror or type(error).__name__


def _explain_denial(path: Path) -> Text:
    if os.name != "nt":
        return _DENIED
    return _IN_USE if is_held(path) else _FORBIDDEN


def is_beyond_reach(error: OSError, path: Path) -> bool:
    """Whether the system says that nothing is there since a path is too long for Windows."""
    return os.name == "nt" and _measure(error, path) > _LONGEST


def _measure(error: OSError, path: Path) -> int:
    tried = (path, error.filename or path)  # a draft has a longer name than the file that it is to become
    return max(len(os.path.abspath(each)) for each in tried)  # noqa: PTH100  # as the system does, and without asking the disk
