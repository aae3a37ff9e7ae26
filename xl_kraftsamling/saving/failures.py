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


def explain_failure(error: OSError, path: Path | None = None) -> Text | str:
    """Why something could not be done with the file of a path, to end a sentence with; in the system's words where it is rare."""
    path = path or Path(str(error.filename or ""))
    folder = str(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM):
        return _explain_denial(path)
    if error.errno == errno.ENOENT:
        return _NO_FILE if path.parent.is_dir() else _NO_FOLDER.bind(folder=folder)
    return _WHY[error.errno].bind(folder=folder) if error.errno in _WHY else error.strerror or type(error).__name__


def _explain_denial(path: Path) -> Text:
    if os.name != "nt":
        return _DENIED
    return _IN_USE if is_held(path) else _FORBIDDEN
