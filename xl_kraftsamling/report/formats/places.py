"""Where a finding is, for programs: the path of its workbook as a relative reference, and its cell.

A workbook has no lines, but what reads these formats knows nothing else: the line is the row, and the column that of the cell.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TypeVar
from urllib.parse import quote, quote_from_bytes

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.finding import Finding

T = TypeVar("T")
_SYSTEM = os.path
"""The paths of this system: `ntpath` or `posixpath`."""


def relate_path(path: str, folder: Path, root: Path, system: ModuleType = _SYSTEM) -> str:
    """A path that was given in a folder, relative to a root, with `/` between its parts; with `..` first where it is outside.

    On another drive, to which none leads, it is the whole path.
    """
    whole = system.normpath(system.join(folder, path))
    try:
        related: str = system.relpath(whole, root)
    except ValueError:
        related = whole
    return related.replace(system.sep, "/")


def encode_uri(related: str, system: ModuleType = _SYSTEM) -> str:
    """A path of :func:`relate_path` as a reference of a URI, percent-encoded; a whole path as a URI of its own."""
    drive, rest = system.splitdrive(related)
    # by its bytes: a name on Linux need be no UTF-8
    encoded = quote_from_bytes(os.fsencode(rest))
    host = quote(drive) if drive.startswith("//") else f"///{drive}"
    return f"file:{host}{encoded}" if drive else encoded


def leave_out_repeated(parts: Iterable[tuple[str, T]]) -> Iterator[T]:
    """The parts of a run by their paths, without those of a workbook that is named twice: programs want each finding once."""
    seen: set[str] = set()
    for related, part in parts:
        if related not in seen:
            seen.add(related)
            yield part


def find_place(finding: Finding) -> Place:
    """The place of a finding; one without a name is the whole workbook."""
    return finding.hit.place or Place("")


def format_address(finding: Finding) -> str:
    """The sheet and the cell of a finding as a person reads them; empty where it is about the workbook."""
    return show_text(find_place(finding).address)
