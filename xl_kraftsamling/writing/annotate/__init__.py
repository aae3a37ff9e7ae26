"""A copy of a workbook with what was found in it: the sheet Kontroll, and a note and a colour at each cell concerned.

Nothing that stands in a cell changes, and no cell's format does: notes and conditional formats lie beside the cells.  What is
ours is known by its author, its formula and its name, never by where it stands, so that it can be taken away again.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.writing.annotate.clean import take_away
from xl_kraftsamling.writing.annotate.findings_sheet import fill, own_page
from xl_kraftsamling.writing.annotate.formats import Looks
from xl_kraftsamling.writing.annotate.marks import Marked, mark
from xl_kraftsamling.writing.annotate.new_sheet import add_page, refuse_locked
from xl_kraftsamling.writing.annotate.sheet_marks import Mark
from xl_kraftsamling.xlsx.edit import refuse_signed
from xl_kraftsamling.xlsx.edit.parts import Trees
from xl_kraftsamling.xlsx.edit.save import may_take, repack
from xl_kraftsamling.xlsx.package import Package, open_package

__all__ = ["Content", "Marked", "annotate", "clean"]


class Content(NamedTuple):
    """What is written into the copy: the pieces of the summary, the rows of Kontroll, and the marks by cell.

    The marks are asked for when it is known what the sheet of findings is called, for the notes name it.
    """

    summary: Sequence[str]
    rows: Sequence[Sequence[str]]
    marks: Callable[[str], Mapping[Place, Mark]]
    lang: str


def annotate(source: Path, target: Path, content: Content, *, force: bool) -> Marked:
    """Write a copy of a workbook with its findings, instead of those that an earlier run has put there.

    :param force: overwrite the target, which may then be the source; mark protected sheets, add a sheet to a locked structure
        and break a signature.
    :raises BadInput: without `force` any of these; the workbook or the target cannot be used.
    """
    may_take(target, source, overwrite=force, itself=force)
    with TemporaryDirectory() as folder:
        package, trees = _cleaned(source, Path(folder) / source.name, force=force)
        page = own_page(package)
        new = page is None
        if page is None:
            if not force:
                refuse_locked(package, trees)
            page = add_page(package, trees, Looks(package, trees))
        cells = {place: each for place, each in content.marks(page.name).items() if new or place.sheet != page.name}
        marked = mark(package, trees, page.name, cells, force=force)
        *first, last = content.summary
        fill(package, trees, page, [*first, " ".join([last, *marked.left(content.lang)])], content.rows)
        repack(package.archive, target, trees.changed(), trees.dropped, trees.added)
    return marked


def clean(source: Path, target: Path, *, force: bool) -> bool:
    """Write a copy of a workbook without our sheet, notes and marks; returns whether there were any.

    :param force: as for :func:`annotate`.
    :raises BadInput: as for :func:`annotate`.
    """
    may_take(target, source, overwrite=force, itself=force)
    package = open_package(source)
    if not force:
        refuse_signed(package)
    trees = Trees(package.archive)
    found = take_away(package, trees, force=force)
    repack(package.archive, target, trees.changed(), trees.dropped)
    return found


def _cleaned(source: Path, draft: Path, *, force: bool) -> tuple[Package, Trees]:
    """A workbook without what an earlier run has put there, which may need a draft of it."""
    package = open_package(source)
    if not force:
        refuse_signed(package)
    trees = Trees(package.archive)
    if not take_away(package, trees, force=force):
        return package, trees
    repack(package.archive, draft, trees.changed(), trees.dropped)
    package = open_package(draft)
    return package, Trees(package.archive)
