"""Find the workbooks that are to be checked: those that are named, and those in folders, without what is to be left out.

Folders are searched with all that is in them, but for folders whose names begin with a dot (.git, .venv) and links to other folders:
a link may lead anywhere, even back to where it stands.  What is left out is told, with the reason.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.app.exclusions import Exclusion, is_excluded
from xl_kraftsamling.domain.texts import BadInput, Count, Text, Value
from xl_kraftsamling.saving import explain_failure

ENDINGS = (".xlsx", ".xlsm")
"""How the names of workbooks end that are looked for in a folder; any file that is named is read, whatever its ending."""

_OTHER_ENDINGS = (".xls", ".xlsb", ".ods")
_MAX_NAMED = 10  # that one line names


class FoundWorkbooks(NamedTuple):
    """The workbooks to check, in order; what was left out, in sentences; and the folders that could not be searched."""

    paths: Sequence[Path]
    remarks: Sequence[Text]
    failures: Sequence[BadInput]
    is_excluded: bool
    """Whether something was left out by a pattern: that nothing is left may then be meant."""


@dataclass(slots=True)
class _Search:
    """A search under way."""

    exclusions: Sequence[Exclusion]
    paths: dict[str, Path] = field(default_factory=dict)
    left_out: dict[Text, list[Path]] = field(default_factory=dict)
    failures: list[BadInput] = field(default_factory=list)
    entered: set[tuple[int, int]] = field(default_factory=set)

    def add(self, path: Path) -> None:
        """A workbook, once under each of its names."""
        self.paths.setdefault(os.path.abspath(path), path)  # noqa: PTH100  # not resolve(), which would follow a link

    def leave_out(self, path: Path, why: Text) -> None:
        """Note that a file or a folder is left out."""
        self.left_out.setdefault(why, []).append(path)


def find_workbooks(given: Sequence[Path], exclusions: Sequence[Exclusion] = ()) -> FoundWorkbooks:
    """The workbooks among files and folders: files in the order given, what is in a folder by its path.

    What Excel keeps beside a workbook that is open (`~$Medel.xlsx`) is left out, unless nothing else is given.
    """
    search = _Search(exclusions)
    for path in given:
        if path.is_dir():
            _search_folder(search, path)
        elif is_excluded(path, exclusions):
            search.leave_out(path, _EXCLUDED)
        elif path.name.startswith("~$") and len(given) > 1:
            search.leave_out(path, _OPEN)
        else:
            search.add(path)
    remarks = [_describe(why, paths) for why, paths in search.left_out.items()]
    return FoundWorkbooks([*search.paths.values()], remarks, search.failures, _EXCLUDED in search.left_out)


def _search_folder(search: _Search, top: Path) -> None:
    """Take the workbooks of a folder and of those in it, which are not entered twice."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            state = folder.stat()
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: (entry.is_dir(), entry.name))
        except OSError as problem:
            search.failures.append(BadInput(_UNREADABLE, folder=str(folder), why=explain_failure(problem, folder)))
            continue
        # a junction of Windows is a folder to Python 3.11, and leads back as a link can; where the system numbers no files, all are 0
        if state.st_ino and (state.st_dev, state.st_ino) in search.entered:
            continue
        search.entered.add((state.st_dev, state.st_ino))
        waiting += reversed([*_sort_entries(search, folder, entries)])


def _sort_entries(search: _Search, folder: Path, entries: Sequence["os.DirEntry[str]"]) -> Iterator[Path]:
    """Take the workbooks among what is in a folder; gives the folders to search next."""
    for entry in entries:
        path, suffix = folder / entry.name, os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
        if entry.is_dir(follow_symlinks=False):
            if is_excluded(path, search.exclusions, is_folder=True):
                search.leave_out(path, _EXCLUDED)
            elif not entry.name.startswith("."):
                yield path
        elif entry.is_dir():
            search.leave_out(path, _LINK)
        elif suffix in (*ENDINGS, *_OTHER_ENDINGS) and entry.is_file():
            why = _find_reason(path, suffix, search.exclusions)
            search.leave_out(path, why) if why else search.add(path)


def _find_reason(path: Path, suffix: str, exclusions: Sequence[Exclusion]) -> Text | None:
    """Why a file that looks like a workbook is left out; None where it is not."""
    if path.name.startswith("~$"):
        return _OPEN
    if is_excluded(path, exclusions):
        return _EXCLUDED
    return None if suffix in ENDINGS else _OTHER_KIND


def _describe(why: Text, paths: Sequence[Path]) -> Text:
    rest = len(paths) - _MAX_NAMED
    values: dict[str, Value] = {"files": tuple(map(str, paths[:_MAX_NAMED]))}
    return why.bind(**values, more=_MORE.bind(n=Count(rest)) if rest > 0 else "")


_MORE = Text(" och {n} till", " and {n} more")
_EXCLUDED = Text("Utelämnade (exclude): {files}{more}.", "Left out (exclude): {files}{more}.")
_OPEN = Text(
    "Utelämnade, eftersom de är Excels låsfiler för öppna arbetsböcker: {files}{more}.",
    "Left out, since they are Excel's lock files of open workbooks: {files}{more}.",
)
_OTHER_KIND = Text(
    "Inte kontrollerade, eftersom de är i ett format som inte läses: {files}{more}. Spara dem i Excel som .xlsx.",
    "Not checked, since they are in a format that is not read: {files}{more}. Save them in Excel as .xlsx.",
)
_LINK = Text(
    "Inte genomsökta, eftersom de är länkar till andra mappar: {files}{more}. Ange den mapp som ska vara med.",
    "Not searched, since they are links to other folders: {files}{more}. Name the folder that is to be included.",
)
_UNREADABLE = Text("Mappen {folder} kan inte läsas: {why}.", "The folder {folder} cannot be read: {why}.")
