"""A copy of a workbook with what was found in it: the sheet Kontroll, and a note and a colour at each cell concerned.

Nothing that stands in a cell changes, and no cell's format does: notes and conditional formats lie beside the cells.  What is
ours is known by its author, its formula and its name, never by where it stands, so that it can be taken away again.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.writing.annotate.clean import remove_annotation
from xl_kraftsamling.writing.annotate.findings_sheet import find_findings_sheet, write_findings
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.marks import MarkCounts, mark_cells
from xl_kraftsamling.writing.annotate.new_sheet import add_findings_sheet, refuse_locked
from xl_kraftsamling.writing.annotate.sheet_marks import Mark
from xl_kraftsamling.xlsx.edit import refuse_signed
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.edit.save import check_target, save_copy
from xl_kraftsamling.xlsx.package import Package

__all__ = ["Annotation", "MarkCounts", "write_annotated", "write_cleaned"]


class Annotation(NamedTuple):
    """What is written into the copy: the pieces of the summary, the rows of Kontroll, and the marks by cell.

    The marks are asked for when it is known what the sheet of findings is called, for the notes name it.
    """

    summary: Sequence[str]
    rows: Sequence[Sequence[str]]
    marks: Callable[[str], Mapping[Place, Mark]]
    lang: str


def write_annotated(source: Path, target: Path, content: Annotation, *, force: bool) -> MarkCounts:
    """Write a copy of a workbook with its findings, instead of those that an earlier run has put there.

    :param force: overwrite the target, which may then be the source; mark protected sheets, add a sheet to a locked structure
        and break a signature.
    :raises BadInput: without `force` any of these; the workbook or the target cannot be used.
    """
    check_target(target, source, overwrite=force, itself=force)
    with TemporaryDirectory() as folder:
        package, trees = _cleaned(source, Path(folder) / source.name, force=force)
        page = find_findings_sheet(package)
        new = page is None
        if page is None:
            if not force:
                refuse_locked(package, trees)
            page = add_findings_sheet(package, trees, Formats(package, trees))
        cells = {place: each for place, each in content.marks(page.name).items() if new or place.sheet != page.name}
        marked = mark_cells(package, trees, page.name, cells, force=force)
        *first, last = content.summary
        write_findings(package, trees, page, [*first, " ".join([last, *marked.left(content.lang)])], content.rows)
        save_copy(package.archive, target, trees.changed(), trees.removed, trees.added)
    return marked


def write_cleaned(source: Path, target: Path, *, force: bool) -> bool:
    """Write a copy of a workbook without our sheet, notes and marks; returns whether there were any.

    :param force: as for :func:`annotate`.
    :raises BadInput: as for :func:`annotate`.
    """
    check_target(target, source, overwrite=force, itself=force)
    package = Package(source)
    if not force:
        refuse_signed(package)
    trees = ChangedParts(package.archive)
    found = remove_annotation(package, trees, force=force)
    save_copy(package.archive, target, trees.changed(), trees.removed)
    return found


def _cleaned(source: Path, draft: Path, *, force: bool) -> tuple[Package, ChangedParts]:
    """A workbook without what an earlier run has put there, which may need a draft of it."""
    package = Package(source)
    if not force:
        refuse_signed(package)
    trees = ChangedParts(package.archive)
    if not remove_annotation(package, trees, force=force):
        return package, trees
    save_copy(package.archive, draft, trees.changed(), trees.removed)
    package = Package(draft)
    return package, ChangedParts(package.archive)
