"""The text of the note at a cell with findings: how it is written, by the command line and the button, and how it is recognised.

A note is the program's by its whole text: its title, lines that a finding could have, and its last line.  The author says nothing:
somebody of our name may write notes too, and Excel names its user as the author of those that the button has put there.  Anybody may
write on in one of ours: that text is theirs, and is not removed with it.
"""

import re
from collections.abc import Iterable

from xl_kraftsamling.domain.texts import Text

NOTE_TITLE = "Kraftsamling"
"""The first line of a note."""

_MORE = Text("Mer på bladet {sheet}.", "More on the sheet {sheet}.")
_NO_MORE = Text("Bladet Kontroll kunde inte skrivas.", "The sheet Kontroll could not be written.")
_MAX_LINE = 1_000  # letters: the end of the note, by which it is recognised, must never be cut off
_BREAKS = re.compile(r"[\n\v\f\r\x85\u2028\u2029]+")
_OWN_LINE = re.compile(r"[^\w\s→…]+ [^:]*\b[A-Z]{2}\d\d: |[→…] ")  # a finding by its symbol and code, what to do, or how many more
_LAST_LINE = re.compile(r"(?:(?:Mer på bladet|More on the sheet) .+?|Bladet Kontroll kunde inte skrivas|The sheet Kontroll could not be written)\.(?=\s|$)")


def compose_note(lines: Iterable[str], sheet: str | None, lang: str) -> str:
    """The text of a note: its title, the lines about the findings, and on which sheet there is more, if it could be written."""
    shown = (_BREAKS.sub(" ", line) for line in lines)  # what a line quotes from a cell may have breaks
    cut = (line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]}…" for line in shown)
    last = _MORE.fill(lang, {"sheet": sheet}) if sheet else _NO_MORE.fill(lang, {})
    return "\n".join((NOTE_TITLE, *cut, last))


def find_added_text(note: str) -> str | None:
    """What somebody has written below the program's text in a note, "" for nothing; None where the note is not the program's.

    Nor is it where something is written between its lines: then nobody can tell which of them are still true.
    """
    title, *lines = note.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if title.strip() != NOTE_TITLE:
        return None
    for number, line in enumerate(lines):
        if last := _LAST_LINE.match(line):
            return "\n".join((line[last.end() :], *lines[number + 1 :])).strip()
        if not _OWN_LINE.match(line):
            return None
    return None
