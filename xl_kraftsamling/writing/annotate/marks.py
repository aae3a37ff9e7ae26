"""The marks at the cells with findings: a note with its box, and a colour; the cells themselves stay as they are.

:func:`mark_cells` decides which cells get one; :class:`SheetMarks` puts them on one sheet and takes them away again.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import groupby

from xl_kraftsamling.domain.mark_counts import MarkCounts
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.annotate.comments import COMMENTS_TYPE, Comments, build_comments_part
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.highlights import add_highlight, remove_highlights
from xl_kraftsamling.writing.annotate.note_boxes import DRAWING_TYPE, add_boxes, draw_boxes, remove_boxes
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.new_parts import (
    add_part,
    add_relationship,
    allow_extension,
    find_free_name,
    forget_extension,
    relationship_namespace,
)
from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package, Relationship, Sheet

Mark = tuple[Severity, Callable[[], str]]
"""The gravest severity among a cell's findings, and what composes the text of its note, where it gets one."""

MAX_MARKED_CELLS = 5_000
"""Cells that are marked in one workbook, the gravest first: Excel gets slow with more notes, and nobody reads them."""

_IS_PROTECTED = re.compile(rb"\ssheet\s*=\s*[\"'](?:1|true)[\"']")
_RELATIONSHIP_ID = re.compile(rb":id\s*=\s*[\"']([^\"']+)")


def mark_cells(
    package: Package, changes: ChangedParts, findings_sheet: str | None, cells: Mapping[Place, Mark], *, force: bool
) -> MarkCounts:
    """Mark the cells that can be marked, and count the others.

    :param findings_sheet: the name of the sheet of findings, None where it could not be written.
    :param force: mark protected sheets too.
    :raises BadInput: the XML of a part that must be changed is damaged.
    """
    gravest = list(Severity).index
    # a stable sort: of equally grave ones, the first in the order of the findings
    chosen = sorted(cells, key=lambda place: gravest(cells[place][0]))[:MAX_MARKED_CELLS]
    sheets = {sheet.name: sheet for sheet in package.sheets}
    # sorted by place, so that each sheet is taken apart and written once
    counts = MarkCounts(findings_sheet, most=MAX_MARKED_CELLS, beyond=len(cells) - len(chosen))
    for name, places in groupby(sorted(chosen), lambda place: place.sheet):
        sheet = SheetMarks(package, changes, sheets[name])
        wanted = {place: cells[place] for place in places}
        if sheet.is_protected and not force:
            counts = counts._replace(protected=counts.protected + len(wanted), protected_sheets=(*counts.protected_sheets, name))
            continue
        free = sheet.cells_without_note(wanted)
        if free:
            sheet.mark(free, Formats(package, changes))
        counts = counts._replace(marked=counts.marked + len(free), with_note=counts.with_note + len(wanted) - len(free))
    return counts


class SheetMarks:
    """The marks on one sheet."""

    def __init__(self, package: Package, changes: ChangedParts, sheet: Sheet) -> None:
        """Take the sheet, its package, and where changed parts are kept until the copy is saved."""
        self.package, self.changes, self.sheet = package, changes, sheet

    @cached_property
    def tail(self) -> SheetTail:
        """The elements after the cells of the sheet; BadInput if its XML is damaged."""
        try:
            return SheetTail(self.changes.data(self.sheet.part))
        except ValueError:
            raise self.package.archive.damaged_error(self.sheet.part) from None

    @property
    def is_protected(self) -> bool:
        """Whether the sheet is protected: then Excel would let nobody put a note there."""
        return any(_IS_PROTECTED.search(piece.text) for piece in self.tail.elements("sheetProtection"))

    def cells_without_note(self, cells: Mapping[Place, Mark]) -> dict[str, Mark]:
        """Those of the cells that have no note yet, by their addresses."""
        found = self._comments()
        # Excel allows one note per cell, and the user's stays
        taken = found[1].cells() if found else set()
        return {place.cell: mark for place, mark in cells.items() if place.cell and place.cell not in taken}

    def mark(self, cells: Mapping[str, Mark], formats: Formats) -> None:
        """Mark cells, by their addresses; none of them may have a note yet."""
        notes, tail = {cell: compose() for cell, (_, compose) in cells.items()}, self.tail
        self._add_notes(notes, tail.namespace)
        self._add_boxes(notes, tail)
        for severity in Severity:
            same = [parse_cell(cell) for cell, (each, _) in cells.items() if each is severity]
            if same:  # one conditional format for all of them, not one per cell
                add_highlight(tail, same, formats.severity_format(severity))
        self.changes.replace(self.sheet.part, tail.to_bytes())

    def clear(self) -> bool:
        """Remove the program's marks; returns whether there were any."""
        tail, found = self.tail, self._comments()
        has_notes = found is not None and found[1].has_own
        highlighted = remove_highlights(tail)
        if found and has_notes:
            (part, comments), cells = found, found[1].own_cells()
            others_left = comments.remove_own()
            self.changes.tree_to_change(part.target)  # remove_own has changed that tree: now it is written, too
            self._remove_boxes(cells, tail)
            if not others_left:
                self.changes.remove(self.sheet.part, part)
        if highlighted or has_notes:
            self.changes.replace(self.sheet.part, tail.to_bytes())
        return highlighted or has_notes

    def _comments(self) -> tuple[Relationship, Comments] | None:
        """The sheet's notes with the relationship to their part; None if it has no such part."""
        found = next((each for each in self.package.relationships(self.sheet.part) if each.kind == "comments"), None)
        if found is None:
            return None
        try:
            return found, Comments(self.changes.tree(found.target))
        except ValueError:
            raise self.package.archive.damaged_error(found.target) from None

    def _add_notes(self, notes: Mapping[str, str], namespace: str) -> None:
        found = self._comments()
        if found:
            self.changes.tree_to_change(found[0].target)
            found[1].add(notes)
        else:
            part = self._new_part("comments{}.xml")
            root = add_part(self.changes, part, build_comments_part(namespace), COMMENTS_TYPE)
            add_relationship(self.changes, self.sheet.part, f"{relationship_namespace(namespace)}/comments", part)
            Comments(root).add(notes)

    def _drawing(self, tail: SheetTail) -> Relationship | None:
        """The part with the boxes: the one that `legacyDrawing` names, as a sheet may have VML drawings for other purposes."""
        ids = [match[1].decode() for piece in tail.elements("legacyDrawing") if (match := _RELATIONSHIP_ID.search(piece.text))]
        return next((each for each in self.package.relationships(self.sheet.part) if each.id in ids), None)

    def _add_boxes(self, notes: Mapping[str, str], tail: SheetTail) -> None:
        found = self._drawing(tail)
        if found:
            try:
                boxes = add_boxes(self.changes.data(found.target), notes)
            except ValueError:
                raise self.package.archive.damaged_error(found.target) from None
            self.changes.replace(found.target, boxes)
        else:
            part, base = self._new_part("drawings/vmlDrawing{}.vml"), relationship_namespace(tail.namespace)
            allow_extension(self.changes, "vml", DRAWING_TYPE)
            self.changes.replace(part, draw_boxes(notes))
            name = add_relationship(self.changes, self.sheet.part, f"{base}/vmlDrawing", part)
            tail.insert("legacyDrawing", f'<{tail.prefix}legacyDrawing xmlns:r="{base}" r:id="{name}"/>')

    def _remove_boxes(self, cells: set[str], tail: SheetTail) -> None:
        found = self._drawing(tail)
        if found is None:
            return
        kept = remove_boxes(self.changes.data(found.target), cells)
        if kept:
            self.changes.replace(found.target, kept)
        else:
            self.changes.remove(self.sheet.part, found)
            for piece in tail.elements("legacyDrawing"):
                tail.replace(piece, b"")
            # without this a cleaned copy would still declare .vml, and differ from the workbook that was annotated
            if not any(name.endswith(".vml") for name in self.package.archive if name not in self.changes.removed):
                forget_extension(self.changes, "vml")

    def _new_part(self, name: str) -> str:
        return find_free_name(self.changes, posixpath.join(posixpath.dirname(self.package.part), name))
