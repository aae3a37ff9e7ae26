"""The patterns of --exclude: which files and folders are left out, in a simple part of what .gitignore can say.

A pattern without a slash is the name of a file or a folder, at any depth: `Kopia*`.  One with a slash inside is a path from the folder that it
counts from: `2025/*.xlsx`; `**` is any number of folders there.  A slash at the end is for folders alone: `gamla/`.  What is in a folder that is left out
is left out too.  `*`, `?` and `[abc]` stand for letters of one name; capitals and small letters are the same, as they are to Windows.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from xl_kraftsamling.domain.texts import BadInput, Text

MAX_LENGTH = 1_000
"""Letters of a pattern: no path is longer than some thousands."""


class Exclusion(NamedTuple):
    """A pattern, and the folder that its paths count from."""

    names: tuple[str, ...]
    base: Path
    is_anchored: bool
    only_folders: bool

    def matches(self, path: Path, *, is_folder: bool) -> bool:
        """Whether a path, or a folder that it is in, is left out."""
        names = _split(path, self.base)
        if self.is_anchored and names[:1] == [".."]:
            return False  # it is elsewhere
        ends = (end for end in range(1, len(names) + 1) if self._fits(names[:end]))
        return any(end < len(names) or is_folder or not self.only_folders for end in ends)

    def _fits(self, names: Sequence[str]) -> bool:
        return _fit_path(self.names, names) if self.is_anchored else _fit_name(self.names[0], names[-1])


def parse_exclusion(pattern: str, base: Path) -> Exclusion:
    """A pattern as it is written, with the folder that its paths count from.

    :raises BadInput: it is empty or too long, leaves that folder, or begins with the `!` of .gitignore, which is not followed here.
    """
    written = pattern.strip()
    names = [_fold(name) for name in written.strip("/").split("/")]
    if not all(names) or len(written) > MAX_LENGTH or ".." in names or written.startswith("!"):
        raise BadInput(_UNUSABLE, pattern=pattern)
    return Exclusion(tuple(names), base, "/" in written.removesuffix("/"), written.endswith("/"))


def is_excluded(path: Path, exclusions: Iterable[Exclusion], *, is_folder: bool = False) -> bool:
    """Whether any of the patterns leaves out a file or a folder."""
    return any(each.matches(path, is_folder=is_folder) for each in exclusions)


def _split(path: Path, base: Path) -> list[str]:
    """The names on the way from a folder to a path; what a link leads to is not asked, as a file has the name that it is found by."""
    try:
        return [_fold(name) for name in Path(os.path.relpath(path, base)).parts]
    except ValueError:  # on another drive of Windows
        return ["..", *map(_fold, path.parts[1:])]


def _fold(name: str) -> str:
    return normalize("NFC", name).casefold()


def _fit_name(pattern: str, name: str) -> bool:
    from fnmatch import fnmatchcase  # only where something is excluded

    return fnmatchcase(name, pattern)


def _fit_path(patterns: Sequence[str], names: Sequence[str]) -> bool:
    """Whether all names of a path fit the patterns one by one, where `**` is for any number of them."""
    fits = [True, *([False] * len(names))]  # how many of the names the patterns so far can be for
    for pattern in patterns:
        if pattern == "**":
            fits = [any(fits[: end + 1]) for end in range(len(fits))]
        else:
            fits = [False, *(before and _fit_name(pattern, name) for before, name in zip(fits, names, strict=False))]
    return fits[-1]


_UNUSABLE = Text(
    "”{pattern}” är inget mönster som programmet kan följa. Skriv ett namn (Kopia*), en mapp (gamla/) eller en sökväg (2025/*.xlsx), utan ”..” och utan ”!”.",
    "“{pattern}” is no pattern that the program can follow. Write a name (Kopia*), a folder (gamla/) or a path (2025/*.xlsx), without `..` and without `!`.",
)
