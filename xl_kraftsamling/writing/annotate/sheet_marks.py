"""Marks on one sheet: a note at each cell, its box, and a colour; nothing of what stands in the cells is touched."""

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.annotate import comments
from xl_kraftsamling.writing.annotate import note_boxes as shapes
from xl_kraftsamling.writing.annotate.comments import Comments
from xl_kraftsamling.writing.annotate.formats import Formats
from xl_kraftsamling.writing.annotate.highlights import add_highlight, remove_highlights
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.edit.new_parts import (
    add_part,
    add_relationship,
    allow_extension,
    find_free_name,
    forget_extension,
    relationship_namespace,
)
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.package.parts import Relationship

Mark = tuple[Severity, str]
"""The gravest severity of what was found in a cell, and the note that tells of it."""

_PROTECTED = re.compile(rb"\ssheet\s*=\s*[\"'](?:1|true)[\"']")
_ID = re.compile(rb":id\s*=\s*[\"']([^\"']+)")


class SheetMarks:
    """A sheet whose cells are marked."""

    def __init__(self, package: Package, trees: ChangedParts, sheet: Sheet) -> None:
        """Take a sheet, its package, and the parts that change."""
        self.package, self.trees, self.sheet = package, trees, sheet

    @cached_property
    def tail(self) -> SheetTail:
        """What stands after the cells of the sheet; BadInput where the sheet makes no sense."""
        try:
            return SheetTail(self.trees.data(self.sheet.part))
        except ValueError:
            raise self.package.archive.damaged_error(self.sheet.part) from None

    @property
    def is_protected(self) -> bool:
        """Whether the sheet is protected: then Excel would let nobody put a note there."""
        return any(_PROTECTED.search(piece.text) for piece in self.tail.named("sheetProtection"))

    def free(self, cells: Mapping[Place, Mark]) -> dict[str, Mark]:
        """Those of the cells that have no note of the user's own, by their names."""
        notes = self._comments()
        taken = notes[1].cells() if notes else set()
        return {place.cell: mark for place, mark in cells.items() if place.cell and place.cell not in taken}

    def mark(self, cells: Mapping[str, Mark], looks: Formats) -> None:
        """Mark cells that are free."""
        notes, tail = {cell: text for cell, (_, text) in cells.items()}, self.tail
        self._note(notes, tail.namespace)
        self._draw(notes, tail)
        for severity in Severity:
            of_it = [parse_cell(cell) for cell, (each, _) in cells.items() if each is severity]
            if of_it:
                add_highlight(tail, of_it, looks.of_severity(severity))
        self.trees.replace(self.sheet.part, tail.written())

    def clear(self) -> bool:
        """Take our marks away; returns whether there were any."""
        tail, notes = self.tail, self._comments()
        ours = notes[1].ours() if notes else set()
        marked = remove_highlights(tail)
        if notes and ours:
            part, kept = notes[0], notes[1].remove_ours()
            self.trees.tree_to_change(part.target)
            self._undraw(ours, tail)
            if not kept:
                self.trees.remove(self.sheet.part, part)
        if marked or ours:
            self.trees.replace(self.sheet.part, tail.written())
        return marked or bool(ours)

    def _comments(self) -> tuple[Relationship, Comments] | None:
        found = next((each for each in self.package.relationships(self.sheet.part) if each.kind == "comments"), None)
        if found is None:
            return None
        try:
            return found, Comments(self.trees.tree(found.target))
        except ValueError:
            raise self.package.archive.damaged_error(found.target) from None

    def _note(self, notes: Mapping[str, str], namespace: str) -> None:
        found = self._comments()
        if found:
            self.trees.tree_to_change(found[0].target)
            found[1].add(notes)
        else:
            part = self._new("comments{}.xml")
            root = add_part(self.trees, part, comments.build_comments_part(namespace), comments.COMMENTS_TYPE)
            add_relationship(self.trees, self.sheet.part, f"{relationship_namespace(namespace)}/comments", part)
            Comments(root).add(notes)

    def _drawing(self, tail: SheetTail) -> Relationship | None:
        names = [name[1].decode() for piece in tail.named("legacyDrawing") if (name := _ID.search(piece.text))]
        return next((each for each in self.package.relationships(self.sheet.part) if each.id in names), None)

    def _draw(self, notes: Mapping[str, str], tail: SheetTail) -> None:
        found = self._drawing(tail)
        if found:
            try:
                boxes = shapes.add_boxes(self.trees.data(found.target), notes)
            except ValueError:
                raise self.package.archive.damaged_error(found.target) from None
            self.trees.replace(found.target, boxes)
        else:
            part, base = self._new("drawings/vmlDrawing{}.vml"), relationship_namespace(tail.namespace)
            allow_extension(self.trees, "vml", shapes.DRAWING_TYPE)
            self.trees.replace(part, shapes.draw_boxes(notes))
            name = add_relationship(self.trees, self.sheet.part, f"{base}/vmlDrawing", part)
            tail.put("legacyDrawing", f'<{tail.prefix}legacyDrawing xmlns:r="{base}" r:id="{name}"/>')

    def _undraw(self, cells: set[str], tail: SheetTail) -> None:
        found = self._drawing(tail)
        if found is None:
            return
        kept = shapes.remove_boxes(self.trees.data(found.target), cells)
        if kept:
            self.trees.replace(found.target, kept)
        else:
            self.trees.remove(self.sheet.part, found)
            for piece in tail.named("legacyDrawing"):
                tail.replace(piece, b"")
            if not any(name.endswith(".vml") for name in self.package.archive if name not in self.trees.removed):
                forget_extension(self.trees, "vml")

    def _new(self, name: str) -> str:
        return find_free_name(self.trees, posixpath.join(posixpath.dirname(self.package.part), name))
