"""The notes of a sheet in its comments part; the program's own are recognised by their text.

Those that the button has put there have the user of Excel as their author.
"""

from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from xl_kraftsamling.domain.finding_notes import find_added_text
from xl_kraftsamling.xlsx.edit.cell_xml import MAX_TEXT, escape_text
from xl_kraftsamling.xlsx.package import parse_whole

NOTE_AUTHOR = "Kraftsamling"
"""The author of the program's notes."""

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'  # as Excel writes its own


def build_comments_part(namespace: str) -> bytes:
    """A new comments part, without notes."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()


class Comments:
    """The notes of a sheet, read and changed in the XML of their part; ValueError if that is none."""

    def __init__(self, root: etree._Element) -> None:
        """Find the authors and the notes."""
        authors, notes = root.find("{*}authors"), root.find("{*}commentList")
        if authors is None or notes is None:
            raise ValueError
        self._namespace = etree.QName(root).namespace
        self._authors, self._notes = authors, notes

    @property
    def has_own(self) -> bool:
        """Whether there is a note by the program."""
        return bool(self._own_notes)

    def cells(self) -> set[str]:
        """The cells with a note or a threaded comment, of which this part holds a copy for older programs."""
        return {note.get("ref", "").upper() for note in self._notes}

    def own_cells(self) -> set[str]:
        """The cells with a note by the program in which nobody has written on."""
        return {note.get("ref", "").upper() for note, added in self._own_notes if not added}

    @cached_property
    def _own_numbers(self) -> dict[str, None]:
        """The positions of the program among the authors, to which `authorId` refers, in their order."""
        return {str(n): None for n, author in enumerate(self._authors.iterchildren("*")) if (author.text or "").strip() == NOTE_AUTHOR}

    @cached_property
    def _own_notes(self) -> list[tuple[etree._Element, str]]:
        """The notes by the program, each with what somebody has written on in it."""
        added = ((note, find_added_text(_read_text(note))) for note in self._notes)
        return [(note, text) for note, text in added if text is not None]

    def add(self, notes: Mapping[str, str]) -> None:
        """Add notes, by the addresses of their cells."""
        number = next(iter(self._own_numbers), None)
        if number is None:
            number = str(len(list(self._authors.iterchildren("*"))))
            etree.SubElement(self._authors, f"{{{self._namespace}}}author").text = NOTE_AUTHOR
        text = "".join(_note(cell, number, words) for cell, words in notes.items())
        self._notes.extend(etree.fromstring(f'<commentList xmlns="{self._namespace}">{text}</commentList>'))

    def remove_own(self) -> bool:
        """Remove the program's notes, but for what others have written on in them; returns whether any note is left."""
        for note, added in self._own_notes:
            if added:
                note[:] = etree.fromstring(f'<comment xmlns="{self._namespace}">{_text(added)}</comment>')
            else:
                self._notes.remove(note)
        self._forget_author()
        return len(self._notes) > 0

    def _forget_author(self) -> None:
        """Remove the program from the authors where no note names it; notes name their author by position, which may change."""
        used = {note.get("authorId") for note in self._notes}
        authors = list(self._authors.iterchildren("*"))
        numbers = {str(n) for n in range(len(authors)) if str(n) in self._own_numbers and str(n) not in used}
        kept = [n for n in range(len(authors)) if str(n) not in numbers]
        for number in numbers:
            self._authors.remove(authors[int(number)])
        moved = {old: new for new, old in enumerate(kept) if old != new}
        for note in self._notes if moved else ():
            if (author := parse_whole(note.get("authorId"), 0)) in moved:
                note.set("authorId", str(moved[author]))


def _read_text(note: etree._Element) -> str:
    return "".join(map(str, note.itertext("{*}t"))).replace("_x000D_", "")  # as Excel writes a carriage return


def _note(cell: str, author: str, words: str) -> str:
    return f'<comment ref="{cell}" authorId="{author}">{_text(words)}</comment>'


def _text(words: str) -> str:
    text = escape_text(words[: MAX_TEXT // 2])  # a sign outside the basic plane counts as two
    return f'<text><r>{_FONT}<t xml:space="preserve">{text}</t></r></text>'
