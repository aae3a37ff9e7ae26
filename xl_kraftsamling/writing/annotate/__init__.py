"""A copy of a workbook with its findings: the sheet Kontroll, and a note and a colour at each cell concerned.

No cell's content or format changes: notes and conditional formats are kept beside the cells.  What the program has added it
recognises by author, formula and name, never by position, so that it can remove it again after the workbook was edited.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.saving import FileState, make_draft, replace_file
from xl_kraftsamling.writing.annotate.added_sheet import (
    add_findings_sheet,
    find_added_sheet,
    refuse_locked,
    remove_findings_sheet,
)
from xl_kraftsamling.writing.annotate.findings_sheet import (
    FindingsSheet,
    Rows,
    clear_findings,
    find_findings_sheet,
    write_findings,
)
from xl_kraftsamling.writing.annotate.formats import Formats, cut_styles_back
from xl_kraftsamling.writing.annotate.marks import Mark, MarkCounts, SheetMarks, mark_cells
from xl_kraftsamling.xlsx.edit import refuse_signed
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.save import check_copy, write_copy
from xl_kraftsamling.xlsx.package import Package

__all__ = ["Annotation", "MarkCounts", "write_annotated", "write_cleaned"]


class Annotation(NamedTuple):
    """What is written into the copy: the parts of the summary, the rows of Kontroll, and the marks by cell.

    `marks` is a function of the name that the sheet of findings gets, since the notes mention it.  It and `rows` make their texts
    only when they are called: of a hundred thousand findings they take a hundred megabytes, which nothing else should have to hold.
    """

    summary: Sequence[str]
    rows: Rows
    marks: Callable[[str], Mapping[Place, Mark]]
    lang: str


def write_annotated(origin: FileState, target: Path, content: Annotation, *, force: bool) -> MarkCounts:
    """Write a copy of a workbook with its findings, which replace those of an earlier run.

    :param origin: the workbook, as it was when the findings were made: they are not written into another.
    :param force: overwrite the target, which may then be the source; mark protected sheets, add a sheet to a locked structure
        and break a signature.
    :raises BadInput: without `force` any of these; the workbook or the target cannot be used, or was changed meanwhile.
    """
    source = origin.path
    check_copy(target, Package(source), itself=force)
    with (
        replace_file(target, overwrite=force, like=[source], origin=origin) as draft,
        _open_cleaned(source, draft.path.parent, force=force) as (package, changes),
    ):
        filled = find_findings_sheet(package)
        sheet = filled or _add_sheet(package, changes, force=force)
        # a finding about the existing sheet Kontroll has no cell to mark: its rows are about to be replaced
        left = filled.name if filled else None
        counts = mark_cells(package, changes, sheet.name, _list_marks(content, sheet.name, left), force=force)
        *first, last = content.summary
        summary = [*first, " ".join([last, *counts.explain_unmarked(content.lang)])]
        write_findings(package, changes, sheet, summary, content.rows)
        write_copy(package.archive, draft, changes.changes(), changes.removed, changes.added)
    return counts


def _add_sheet(package: Package, changes: ChangedParts, *, force: bool) -> FindingsSheet:
    if not force:
        refuse_locked(package, changes)
    return add_findings_sheet(package, changes, Formats(package, changes))


def _list_marks(content: Annotation, findings_sheet: str, left: str | None) -> dict[Place, Mark]:
    """The marks by cell, but for those of the sheet that is left."""
    return {place: mark for place, mark in content.marks(findings_sheet).items() if place.sheet != left}


def write_cleaned(source: Path, target: Path, *, force: bool) -> bool:
    """Write a copy of a workbook without the program's sheet, notes and colours; returns whether there were any.

    :param force: as for :func:`write_annotated`.
    :raises BadInput: as for :func:`write_annotated`.
    """
    package, changes, removed = _remove_annotation(source, force=force)
    check_copy(target, package, itself=force)
    with replace_file(target, overwrite=force, like=[source], origin=FileState(source, package.sha256)) as draft:
        write_copy(package.archive, draft, changes.changes(), changes.removed)
    return removed


@contextmanager
def _open_cleaned(source: Path, folder: Path, *, force: bool) -> Iterator[tuple[Package, ChangedParts]]:
    """Open a workbook without the annotation of an earlier run.

    If it has one, a cleaned draft is made in the folder and opened, so that what follows reads a package in which nothing of it is left.
    """
    package, changes, removed = _remove_annotation(source, force=force)
    if not removed:
        yield package, changes
        return
    with make_draft(folder) as draft:
        write_copy(package.archive, draft, changes.changes(), changes.removed)
        cleaned = Package(draft.path)
        yield cleaned, ChangedParts(cleaned.archive)


def _remove_annotation(source: Path, *, force: bool) -> tuple[Package, ChangedParts, bool]:
    """Open a workbook and remove what an earlier run has added to it; True if there was anything.

    :raises BadInput: without `force`, the workbook is signed, or a sheet cannot be removed because its structure is locked.
    """
    package = Package(source)
    if not force:
        refuse_signed(package)
    changes = ChangedParts(package.archive)
    added, filled = find_added_sheet(package, changes), find_findings_sheet(package)
    own_parts = [sheet.part for sheet in (added, filled) if sheet]
    removed = [SheetMarks(package, changes, sheet).clear() for sheet in package.sheets if sheet.part not in own_parts]
    if added:
        if not force:
            refuse_locked(package, changes)
        remove_findings_sheet(package, changes, added)
        removed.append(True)
    elif filled:  # the template's sheet: emptied, not removed
        removed.append(clear_findings(package, changes, filled))
    if any(removed):
        cut_styles_back(package, changes)
    return package, changes, any(removed)
