"""The files that a run makes on its way to a whole file: drafts, and the lock under which a draft is moved into place.

Each is locked for as long as its process lives, by the system, which lets go however the process ends.  So a run that finds one that
it can lock knows that whoever made it is dead, whatever machine or container that was, and clears it away; a process id would tell
less, as another process may have got it.  The names are ours alone and always of the same length, so that they fit where the name of
the target is as long as names can be.
"""

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xl_kraftsamling.domain.texts import BadInput, Text

_NAME = ".kraftsamling-{}.tmp"
_OURS = re.compile(r"\.kraftsamling-[0-9a-f]{16}\.tmp")
_PATIENCE = 10.0
"""Seconds that a run waits for another one to move its file into place, which takes milliseconds."""

_BEYOND = (1 << 31) - 2
"""The byte that is locked on Windows, where nobody else may even read a byte that is: one that no file here has.

The C library of Windows locks none beyond it, and says only that the argument is invalid.
"""

_BUSY = Text(
    "{file} skrivs just nu av en annan körning. Vänta tills den är klar och försök igen.",
    "{file} is being written by another run. Wait until it has finished and try again.",
)
_own: set[Path] = set()


class Draft(NamedTuple):
    """A file that is being written: where it is, and the open file."""

    path: Path
    file: BinaryIO

    def flush(self) -> None:
        """Bring what was written to the disk: otherwise its name could get there before it, and be that of an empty file."""
        self.file.flush()
        os.fsync(self.file.fileno())


@contextmanager
def make_draft(folder: Path, mode: int = 0o600) -> Iterator[Draft]:
    """A new file in a folder, under a name that nobody can foresee; it is removed afterwards, unless it was moved away.

    :param mode: who may read it, less what the user's settings (umask) take away.
    """
    clear_leftovers(folder)
    path, handle = _create(folder, mode)
    with _removed_at_the_end(path), os.fdopen(handle, "w+b") as file:
        yield Draft(path, file)


def _create(folder: Path, mode: int) -> tuple[Path, int]:
    while True:
        path = folder / _NAME.format(os.urandom(8).hex())
        _own.add(path)  # before it is there: a signal may come in between
        try:
            handle = os.open(path, _flags(os.O_EXCL), mode)
        except FileExistsError:
            continue
        except OSError:
            _own.discard(path)
            raise
        if _try_lock(handle) and _is_still_there(path, handle):  # not taken for a leftover before it was locked
            return path, handle
        os.close(handle)


@contextmanager
def lock_target(target: Path) -> Iterator[None]:
    """Let no other run of the program move a file to the target meanwhile; BadInput where one does not come to an end."""
    from hashlib import sha256  # takes a while to import, and not every run writes a file

    path = target.with_name(_NAME.format(sha256(os.fsencode(target.name)).hexdigest()[:16]))
    handle = _wait_for_lock(path, target)
    _own.add(path)
    try:
        yield
    finally:
        if os.name == "nt":  # where a file that is open cannot be removed
            os.close(handle)
            _remove(path)
        else:  # removed while it is still locked: the one that is there after that is another run's
            _remove(path)
            os.close(handle)


def _wait_for_lock(path: Path, target: Path) -> int:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(PermissionError):  # on Windows, of a file that is being removed
            handle = os.open(path, _flags(), 0o666)
            with suppress(
                OSError, AttributeError
            ):  # for all who write here, were it left behind; there is nothing in it
                os.fchmod(handle, 0o666)
            if _try_lock(handle) and _is_still_there(path, handle):
                return handle
            os.close(handle)
        time.sleep(0.01)
    raise BadInput(_BUSY, file=str(target))


@contextmanager
def _removed_at_the_end(path: Path) -> Iterator[None]:
    try:
        yield
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
    _own.discard(path)


def remove_own_drafts() -> None:
    """Remove what this process has made and not moved into place: for a run that is ended by a signal."""
    for path in list(_own):
        _remove(path)


def clear_leftovers(folder: Path) -> None:
    """Remove what runs that are dead have left in a folder; what cannot be removed stays."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_if_dead(Path(entry.path))


def _remove_if_dead(path: Path) -> None:
    if os.name == "nt":  # where a file that somebody has open cannot be removed
        path.unlink()
        return
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if _try_lock(handle, otherwise=False) and _is_still_there(path, handle):
            path.unlink()
    finally:
        os.close(handle)


def _flags(more: int = 0) -> int:
    wanted = ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT")  # those of them that the system knows
    return os.O_RDWR | os.O_CREAT | more | sum(getattr(os, name, 0) for name in wanted)


def _try_lock(handle: int, *, otherwise: bool = True) -> bool:
    """Lock a file for as long as it is open here; False where somebody else has, `otherwise` where the file system knows no locks."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:  # Windows calls a disk without locks an invalid argument; Wine gives a lock of others no name at all
        return otherwise and (os.name != "nt" or error.errno == errno.EINVAL)
    return True


def _is_still_there(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
