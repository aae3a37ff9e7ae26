"""The door itself: a file is written as a draft, and moved into place when it is whole and nobody else has written there meanwhile."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISCHR, S_ISFIFO, S_ISREG

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving.drafts import Draft, lock_target, make_draft
from xl_kraftsamling.saving.failures import explain_failure
from xl_kraftsamling.saving.file_state import FileState
from xl_kraftsamling.saving.owner_files import refuse_open

_UNWRITABLE = Text("{file} kan inte skrivas: {why}.", "{file} cannot be written: {why}.")
_FOLDER = Text("{file} är en mapp. Ange en fil i den.", "{file} is a folder. Name a file in it.")
_NO_FILE = Text(
    "{file} är ingen vanlig fil, så där kan inget sparas. Välj ett annat namn.",
    "{file} is not an ordinary file, so nothing can be saved there. Choose another name.",
)
_LINK = Text(
    "{file} är en länk till {where}. Ange den filen, om det är den som ska skrivas.",
    "{file} is a link to {where}. Name that file, if it is the one to be written.",
)
_EXISTS = Text(
    "{file} finns redan. Välj ett annat namn, eller lägg till --force för att skriva över den.",
    "{file} already exists. Choose another name, or add --force to overwrite it.",
)
_ACCESS_LIST = "system.posix_acl_access"
_KEPT_ATTRIBUTES = "user.", _ACCESS_LIST
"""How the extended attributes begin that are kept: access lists, and what the user has written there.  Others belong to the system."""


def check_target(path: Path, *, overwrite: bool, follow: bool = True) -> Path:
    """The place of a file to be written, links followed; BadInput where nothing may be written there.

    :param overwrite: what is there may be overwritten, and what a link leads to where `follow` is not False.
    """
    with explain_refusal(path):
        place = Path(os.path.realpath(path))
        mode = place.stat().st_mode if os.path.lexists(place) else None
        if path.is_dir() or not path.name:
            raise BadInput(_FOLDER, file=str(path))
        if mode is not None and not S_ISREG(mode):
            raise BadInput(_NO_FILE, file=str(path))
        if path.is_symlink() and not (overwrite and follow):
            raise BadInput(_LINK, file=str(path), where=str(place))
        if mode is not None and not overwrite:
            raise BadInput(_EXISTS, file=str(path))
        if mode is not None and not os.access(place, os.W_OK):  # moving a draft there needs no permission to write the file itself
            raise PermissionError(errno.EACCES, "write-protected", str(place))
        return place


@contextmanager
def explain_refusal(path: Path) -> Iterator[None]:
    """Make a sentence (BadInput) of the system's refusal to let a file be written."""
    try:
        yield
    except OSError as error:
        raise BadInput(_UNWRITABLE, file=str(path), why=explain_failure(error, path)) from error


@contextmanager
def replace_file(
    path: Path, *, overwrite: bool, follow: bool = True, like: Sequence[Path] = (), origin: FileState | None = None
) -> Iterator[Draft]:
    """A draft to be written, which becomes the file of the path at the end of the block; where that fails, nothing has changed.

    :param overwrite: as for :func:`check_target`, like `follow`.
    :param like: the files that it is made of: who may read all of them may read it, where it does not replace another.
    :param origin: a file that must still be what it was.
    :raises BadInput: nothing may or can be written there, it is open in a spreadsheet program, or it or the origin was changed
        meanwhile by somebody else.
    """
    place = check_target(path, overwrite=overwrite, follow=follow)
    refuse_open(place)
    with explain_refusal(path):
        before = FileState.read(place)
        models = [place] if before.sha256 else [each for each in like if each.is_file()]
        with make_draft(place.parent, 0o600 if models else 0o666) as draft:
            yield draft
            draft.flush()
            _keep_access(draft, models, is_new=not before.sha256)
            _move(draft, place, [each for each in (origin, before) if each])


def _move(draft: Draft, place: Path, states: Sequence[FileState]) -> None:
    with lock_target(place):  # or two runs could both find all as it was, and the second overwrite the first
        for state in states:
            state.refuse_change()
        refuse_open(place)
        if os.name == "nt":  # where a file that is open cannot be moved; elsewhere it stays locked until it has been
            draft.file.close()
        draft.path.replace(place)
    with suppress(OSError, AttributeError):  # so that the new name outlives a power cut too
        handle = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(handle)
        os.close(handle)


def _keep_access(draft: Draft, models: Sequence[Path], *, is_new: bool) -> None:
    """Let those read and write the draft who may the models, as far as the system lets this user decide it."""
    if not models or os.name == "nt":
        return
    mode = 0o777
    for each in models:
        mode &= each.stat().st_mode
    if is_new:
        mode |= 0o200  # a copy of what one may only read is one's own
    handle = draft.file.fileno()
    is_kept = len(models) == 1 and _give_away(handle, models[0].stat()) and _copy_attributes(models[0], draft.path)
    # the group's part is meant for the group and the access list of one file; without them it would be somebody else's
    os.fchmod(handle, mode if is_kept else mode & ~0o070 | (mode & 0o007) << 3)


def _give_away(handle: int, model: os.stat_result) -> bool:
    """Give a file to the model's user and group, or at least to the group; False where it has not even got that."""
    for owner in (model.st_uid, -1):
        with suppress(OSError):
            os.fchown(handle, owner, model.st_gid)
            return True
    return False


def _copy_attributes(model: Path, draft: Path) -> bool:
    """Copy the extended attributes; False where an access list could not be."""
    names = [name for name in _list_attributes(model) if name.startswith(_KEPT_ATTRIBUTES)]
    for name in names:
        try:
            os.setxattr(draft, name, os.getxattr(model, name))  # type: ignore[attr-defined, unused-ignore]  # only Linux has them
        except OSError:  # a disk without them
            if name == _ACCESS_LIST:
                return False
    return True


def _list_attributes(path: Path) -> list[str]:
    try:
        return os.listxattr(path)  # type: ignore[attr-defined, no-any-return, unused-ignore]
    except (OSError, AttributeError):  # a disk, or a system, without them
        return []


def write_file(
    path: Path, data: bytes | Iterable[bytes], *, overwrite: bool, follow: bool = True, like: Sequence[Path] = ()
) -> None:
    """Write a file whole, as :func:`replace_file`; a device or a pipe, such as /dev/stderr, is written to directly.

    :param data: what it is to hold, at once or piece by piece.
    """
    pieces = [data] if isinstance(data, bytes) else data
    with explain_refusal(path):
        if path.exists() and (S_ISCHR(mode := path.stat().st_mode) or S_ISFIFO(mode)):
            with path.open("wb") as file:
                file.writelines(pieces)
            return
    with replace_file(path, overwrite=overwrite, follow=follow, like=like) as draft:
        draft.file.writelines(pieces)
