"""The notes of a sheet in its comments part; the program's own are recognised by their author."""

from collections.abc import Iterator, Mapping

from lxml import etree

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

    def cells(self) -> set[str]:
        """The cells with a note or a threaded comment, of which this part holds a copy for older programs."""
        return {note.get("ref", "").upper() for note in self._notes}

    def own_cells(self) -> set[str]:
        """The cells with a note by the program."""
        return {note.get("ref", "").upper() for note in self._own_notes()}

    def _own_numbers(self) -> list[str]:
        """The positions of the program among the authors, to which `authorId` refers."""
        return [str(number) for number, author in enumerate(self._authors) if (author.text or "").strip() == NOTE_AUTHOR]

    def _own_notes(self) -> Iterator[etree._Element]:
        numbers = self._own_numbers()
        return (note for note in self._notes if note.get("authorId") in numbers)

    def add(self, notes: Mapping[str, str]) -> None:
        """Add notes, by the addresses of their cells."""
        if not self._own_numbers():
            etree.SubElement(self._authors, f"{{{self._namespace}}}author").text = NOTE_AUTHOR
        number = self._own_numbers()[0]
        text = "".join(_note(cell, number, words) for cell, words in notes.items())
        self._notes.extend(etree.fromstring(f'<commentList xmlns="{self._namespace}">{text}</commentList>'))

    def remove_own(self) -> bool:
        """Remove the program's notes and its name among the authors; returns whether other notes are left."""
        for note in list(self._own_notes()):
            self._notes.remove(note)
        # notes name their author by position: from the last on, so that the numbers still to be removed stay right
        for number in reversed(list(map(int, self._own_numbers()))):
            self._authors.remove(self._authors[number])
            for note in self._notes:
                if (author := parse_whole(note.get("authorId"), 0)) > number:
                    note.set("authorId", str(author - 1))
        return len(self._notes) > 0


def _note(cell: str, author: str, words: str) -> str:
    text = escape_text(words[: MAX_TEXT // 2])  # a sign outside the basic plane counts as two
    return f'<comment ref="{cell}" authorId="{author}"><text><r>{_FONT}<t xml:space="preserve">{text}</t></r></text></comment>'
