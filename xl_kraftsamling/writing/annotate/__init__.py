"""A copy of a workbook with its findings: the sheet Kontroll, and a note and a colour at each cell concerned.

No cell's content or format changes: notes and conditional formats are kept beside the cells.  What the program has added it
recognises by author, formula and name, never by position, so that it can remove it again after the workbook was edited.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.domain.finding_rows import LOCKED_STRUCTURE, PROTECTED_LIST
from xl_kraftsamling.domain.mark_counts import MarkCounts
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.progress import enter_stage
from xl_kraftsamling.domain.template import FINDINGS_SHEET
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving import FileState, make_draft, replace_file
from xl_kraftsamling.writing.annotate.added_sheet import (
    add_findings_sheet,
    find_added_sheet,
    is_locked,
    refuse_locked,
    remove_findings_sheet,
)
from xl_kraftsamling.writing.annotate.findings_sheet import (
    Rows,
    clear_findings,
    find_findings_sheet,
    write_findings,
)
from xl_kraftsamling.writing.annotate.formats import Formats, cut_styles_back
from xl_kraftsamling.writing.annotate.list_columns import FindingsSheet
from xl_kraftsamling.writing.annotate.marks import Mark, SheetMarks, mark_cells
from xl_kraftsamling.xlsx.edit import refuse_signed
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.save import check_copy, write_copy
from xl_kraftsamling.xlsx.package import Package

_MARKING = Text("märker cellerna", "marking the cells")


class Annotation(NamedTuple):
    """What is written into the copy: the parts of the summary, the rows of Kontroll, and the marks by cell.

    `rows` is a function of the rows that stand on the sheet from earlier checks, and `marks` of the name that it gets, since the notes
    mention it; None where it could not be written.  They make their texts only when they are called: of a hundred thousand findings they
    take a hundred megabytes, which nothing else should have to hold.
    """

    summary: Sequence[str]
    rows: Rows
    marks: Callable[[str | None], Mapping[Place, Mark]]
    lang: str


def write_annotated(origin: FileState, target: Path, content: Annotation, *, force: bool) -> MarkCounts:
    """Write a copy of a workbook with its findings, which replace those of an earlier run; what people wrote beside them stays.

    What is protected or locked is left as it is, and named in what is returned.
    :param origin: the workbook, as it was when the findings were made: they are not written into another.
    :param force: overwrite the target, which may then be the source; write on what is protected or locked too, and break a signature.
    :raises BadInput: without `force`, it is signed or the target exists; the workbook or the target cannot be used, or was changed meanwhile.
    """
    source = origin.path
    check_copy(target, Package(source), itself=force)
    with (
        replace_file(target, overwrite=force, like=[source], origin=origin) as draft,
        _open_unmarked(source, draft.path.parent, force=force) as (package, changes),
    ):
        there = find_findings_sheet(package)
        hindrance = None if force else _find_hindrance(package, changes, there)
        sheet = None if hindrance else there or add_findings_sheet(package, changes, Formats(package, changes))
        name = sheet.name if sheet else None
        # a finding about the existing sheet Kontroll has no cell to mark: its rows are about to be replaced
        marks = {place: mark for place, mark in content.marks(name).items() if not there or place.sheet != there.name}
        enter_stage(_MARKING)
        counts = mark_cells(package, changes, name, marks, force=force)._replace(unlisted=hindrance)
        if sheet:
            *first, last = content.summary
            summary = [*first, " ".join([last, *counts.explain_left_out(content.lang)])]
            write_findings(package, changes, sheet, summary, content.rows, content.lang)
        write_copy(package.archive, draft, changes.changes(), changes.removed, changes.added)
    return counts


def _find_hindrance(package: Package, changes: ChangedParts, sheet: FindingsSheet | None) -> Text | None:
    """Why the sheet of findings can be neither written nor added; None where it can."""
    if sheet is None:
        return LOCKED_STRUCTURE.bind(sheet=FINDINGS_SHEET) if is_locked(package, changes) else None
    part = next(each for each in package.sheets if each.part == sheet.part)
    return PROTECTED_LIST.bind(sheet=sheet.name) if SheetMarks(package, changes, part).is_protected else None


def write_cleaned(source: Path, target: Path, *, force: bool) -> bool:
    """Write a copy of a workbook without the program's sheet, notes and colours; returns whether there were any.

    :param force: as for :func:`write_annotated`.
    :raises BadInput: as for :func:`write_annotated`; without `force`, a sheet cannot be removed because the structure is locked.
    """
    package, changes = _open_source(source, force=force)
    removed = _clear_marks(package, changes)
    added, filled = find_added_sheet(package, changes), find_findings_sheet(package)
    if added:
        if not force:
            refuse_locked(package, changes)
        remove_findings_sheet(package, changes, added)
    elif filled:  # the template's sheet: emptied, not removed
        removed |= clear_findings(package, changes, filled)
    if removed or added:
        cut_styles_back(package, changes)
    check_copy(target, package, itself=force)
    with replace_file(target, overwrite=force, like=[source], origin=FileState(source, package.sha256)) as draft:
        write_copy(package.archive, draft, changes.changes(), changes.removed)
    return removed or added is not None


@contextmanager
def _open_unmarked(source: Path, folder: Path, *, force: bool) -> Iterator[tuple[Package, ChangedParts]]:
    """Open a workbook without the notes and colours of an earlier run; its sheet of findings is still there.

    If it has any, a draft without them is made in the folder and opened, so that what follows reads a package in which nothing of them is left.
    """
    package, changes = _open_source(source, force=force)
    if not _clear_marks(package, changes):
        yield package, changes
        return
    with make_draft(folder) as draft:
        write_copy(package.archive, draft, changes.changes(), changes.removed)
        unmarked = Package(draft.path)
        yield unmarked, ChangedParts(unmarked.archive)


def _open_source(source: Path, *, force: bool) -> tuple[Package, ChangedParts]:
    """Open a workbook that is to be changed; BadInput where it is signed, without `force`."""
    package = Package(source)
    if not force:
        refuse_signed(package)
    return package, ChangedParts(package.archive)


def _clear_marks(package: Package, changes: ChangedParts) -> bool:
    """Remove the notes and colours of an earlier run; returns whether there were any."""
    own_parts = [sheet.part for sheet in (find_added_sheet(package, changes), find_findings_sheet(package)) if sheet]
    cleared = [SheetMarks(package, changes, sheet).clear() for sheet in package.sheets if sheet.part not in own_parts]
    return any(cleared)
