"""Why the system refuses to read or write a file, and what to do about it, in words instead of the system's own."""

import errno
import os
from pathlib import Path

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving.held_files import is_held

_NO_FOLDER = Text(
    "mappen finns inte ({folder}). Skapa den först, eller välj en annan",
    "the folder does not exist ({folder}). Create it first, or choose another",
)
_NO_FILE = Text("den finns inte. Kontrollera namnet", "it does not exist. Check the name")
_TOO_LONG = Text(
    "den finns inte, eller så är sökvägen för lång: {length} tecken, och Windows klarar högst {most} om inget annat är "
    "inställt. Flytta filen till en mapp som ligger närmare C:\\, eller ge mapparna kortare namn",
    "it does not exist, or its path is too long: {length} characters, and Windows handles at most {most} unless it is set "
    "otherwise. Move the file to a folder closer to C:\\, or give the folders shorter names",
)
_BAD_NAME = Text(
    'inget av tecknen < > : " | ? * får vara med i ett namn. Välj ett annat',
    'none of the characters < > : " | ? * may be in a name. Choose another',
)
_UNREACHED = Text("{file} kan inte läsas eller skrivas: {why}.", "{file} can be neither read nor written: {why}.")
_FORBIDDEN_SIGNS = set('<>:"|?*')
"""What no name has on a disk of Windows."""
_LONGEST = 259
"""The letters of a path of Windows, without the end of the text: MAX_PATH."""
_IN_USE = Text(
    "den är öppen i ett annat program. Stäng den där och försök igen",
    "it is open in another program. Close it there and try again",
)
_FORBIDDEN = Text(
    "behörighet saknas. Be om behörighet, eller välj en annan plats",
    "you do not have permission. Ask for it, or choose another place",
)
_DENIED = Text(
    "behörighet saknas, eller filen är öppen i ett annat program. Stäng den där, be om behörighet, eller välj en annan plats",
    "you do not have permission, or the file is open in another program. Close it there, ask for permission, or choose "
    "another place",
)
"""Where the system does not tell the one from the other, as of a file on a disk of Windows that is reached from elsewhere."""
_FULL = Text(
    "disken är full. Frigör utrymme, eller välj en annan plats",
    "the disk is full. Free some space, or choose another place",
)
_WHY = {
    errno.ENOTDIR: Text("{folder} är inte en mapp. Välj en annan", "{folder} is not a folder. Choose another"),
    errno.EISDIR: Text("det är en mapp. Ange en fil", "it is a folder. Name a file"),
    errno.EBUSY: _IN_USE,
    errno.EROFS: Text(
        "platsen är skrivskyddad. Välj en annan plats",
        "that place is read-only. Choose another place",
    ),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: Text("filen blir större än systemet tillåter", "the file would be larger than the system allows"),
    errno.ENAMETOOLONG: Text("namnet är för långt. Välj ett kortare", "the name is too long. Choose a shorter one"),
    errno.ELOOP: Text(
        "länkarna leder tillbaka till varandra. Ange själva filen",
        "the links lead back to each other. Name the file itself",
    ),
    errno.EEXIST: Text("där finns redan en fil", "there is already a file there"),
    errno.EIO: Text("disken svarar inte som den ska", "the disk does not respond as it should"),
}
_RARE = Text("systemet vägrar ({code}). Försök igen, eller välj en annan plats", "the system refuses ({code}). Try again, or choose another place")
"""The system's own words are in its language, not in the one that was chosen."""


def describe_failure(problem: OSError) -> Text:
    """One sentence: the file that can be neither read nor written, and why."""
    return _UNREACHED.bind(file=str(problem.filename or ""), why=explain_failure(problem))


def explain_failure(error: OSError, path: Path | None = None) -> Text:
    """Why something could not be done with the file of a path, to end a sentence with; where it is rare, the system's code for it."""
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
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _WHY.get(error.errno or 0, _RARE).bind(folder=folder, code=code)


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
