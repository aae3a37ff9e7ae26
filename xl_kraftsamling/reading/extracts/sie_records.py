r"""The records of a SIE file: its letters, its lines, and the fields of each.

SIE is a text format of Swedish accounting programs (SIE-gruppen, SIE filformat 4B).  A record is a line: a label that begins with #, and
fields between blanks.  A field with blanks in it stands in quotation marks, in which \" is a quotation mark, and a list of objects in
braces.  By rule the letters are those of IBM PC (code page 437); programs that write others are recognised by what å, ä and ö become.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_values import shorten

_LABEL = re.compile(rb"^\xef?\xbb?\xbf?\s*#(?:FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|FNAMN|FNR|ORGNR|RAR|KONTO|VER|KSUMMA|PROSA|VALUTA)\b", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PC8, _WINDOWS = "åäöÅÄÖéü".encode("cp437"), "åäöÅÄÖéü".encode("cp1252")
_FIELD = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})|([^\s"{}]+))')
_PLAIN_FIELD = re.compile(r'\s*(?:"([^"]*)"|(\{(?:[^{}"]|"[^"]*")*\})|([^\s"{}]+))')
_LOOSE_FIELD = re.compile(r'\s*(?:"([^"]*)"(?=\s|$)|(\{(?:[^{}"]|"[^"]*")*\})|(\S+))')
_PATTERNS = (_FIELD, _PLAIN_FIELD, _LOOSE_FIELD)
"""Programs write fields in three ways: by the format; with a backslash that is no sign of its own; and with quotation marks inside a text.
That a file is cut off shows all the same, since the voucher is then without its end."""

_TRANSACTION = re.compile(
    r'\s*#TRANS\s+(?:([^\s"{}]+)|"([^"\\]+)")\s+(\{(?:[^{}"\\]|"[^"\\]*")*\})\s+(-?[0-9]+(?:\.[0-9]{1,2})?)'
    r'(?:\s+(?:([^\s"{}]+)|"([^"\\]*)")(?:\s+(?:([^\s"{}]+)|"([^"\\]*)"))?)?\s*'
)
"""A transaction that can be read, of up to five fields without a backslash, as nearly all lines of a file: the first of the patterns above would
give the same."""
_PIECE = 1 << 16
"""Bytes of a file that are taken at a time, and the rest of their last line."""


class Record(NamedTuple):
    """A record: the number of its line, its label in capitals without #, and its fields; a line that is no record has no label."""

    line: int
    label: str
    fields: Sequence[str]

    def field(self, number: int) -> str:
        """A field, counted from 0; empty where the record ends before it."""
        return self.fields[number] if number < len(self.fields) else ""


OPEN, CLOSE = "{", "}"
"""The labels of the lines that begin and end what belongs to a record."""


def is_sie(data: bytes) -> bool:
    """Whether a file of text is SIE, by its first records; what its name ends in does not matter."""
    head = data[:20_000]
    return _LABEL.search(head.decode("utf-16", "ignore").encode() if head.startswith(_UTF16) else head) is not None


def find_encoding(data: bytes) -> str:
    """The encoding of a file: cp437 unless it plainly is another."""
    if data.startswith(_UTF16):
        return "utf-16"
    if data.isascii():
        return "cp437"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pc8, windows = (sum(data.count(letter) for letter in (bytes([each]) for each in letters)) for letters in (_PC8, _WINDOWS))
        return "cp1252" if windows > pc8 else "cp437"
    return "utf-8-sig"


def read_records(data: bytes, encoding: str, file: str) -> Iterator[Record]:
    """The records of a file, from the first line on; BadInput where the fields of a line cannot be told apart."""
    for number, line in enumerate(_split_lines(data, encoding), 1):
        match = _TRANSACTION.fullmatch(line)
        if match and parse_objects(match[3]) is not None:
            account, quoted, objects, amount, day, quoted_day, text, quoted_text = match.groups("")
            yield Record(number, "TRANS", (account or quoted, objects, amount, day or quoted_day, text or quoted_text))
            continue
        text = line.strip().strip("\x1a\0").strip()  # DOS ends a file with \x1a
        if text in (OPEN, CLOSE):
            yield Record(number, text, ())
        elif text.startswith("#"):
            is_open = text.endswith(OPEN)  # on a line of its own by the format, but who writes it here means the same
            yield _parse_record(number, text.removesuffix(OPEN), file)
            if is_open:
                yield Record(number, OPEN, ())
        elif text:
            yield Record(number, "", (text,))


def _split_lines(data: bytes, encoding: str) -> Iterator[str]:
    if encoding == "utf-16":
        data, encoding = data.decode("utf-16", "replace").encode(), "utf-8"
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = 0
    while start < len(data):  # piece by piece: the text of the whole would double what a large file takes
        end = data.find(b"\n", start + _PIECE)
        end = len(data) if end < 0 else end
        text = data[start:end].decode(encoding, "replace")
        yield from (text.replace("\n\ufeff", "\n") if encoding == "utf-8-sig" else text).split("\n")  # files put together have a mark each
        start = end + 1


def _parse_record(number: int, text: str, file: str) -> Record:
    label, rest = (*text[1:].split(None, 1), "", "")[:2]
    fields = next((found for pattern in _PATTERNS if (found := _parse_fields(rest, pattern)) is not None), None)
    if fields is None:
        raise BadInput(_BAD_FIELDS, file=file, line=number, content=shorten(text))
    return Record(number, label.upper(), fields)


def _parse_fields(text: str, pattern: re.Pattern[str]) -> list[str] | None:
    """The fields of a record; None where what is left at some point is no field."""
    fields, at, text = list[str](), 0, text.rstrip()
    for match in pattern.finditer(text):
        if match.start() != at:
            return None
        number = match.lastindex or 0
        fields.append(match[1].replace('\\"', '"') if number == 1 else match[number])
        at = match.end()
    return fields if at == len(text) else None


@lru_cache(maxsize=4096)
def parse_objects(text: str) -> tuple[tuple[str, str], ...] | None:
    """The dimensions and objects of a list such as {1 "100" 6 "47"}; None where one lacks its other half."""
    if not text.startswith(OPEN) or not text.endswith(CLOSE):
        return None
    parts = _parse_fields(text[1:-1], _FIELD)
    if parts is None or len(parts) % 2:
        return None
    return tuple(zip(parts[::2], parts[1::2], strict=True))


_BAD_FIELDS = Text(
    "{file}, rad {line}: uppgifterna går inte att skilja åt, eftersom ett citattecken eller en klammer saknas: ”{content}”. "
    "Filen kan vara avbruten: ta ut den på nytt.",
    "{file}, line {line}: its fields cannot be told apart, because a quotation mark or a brace is missing: “{content}”. The "
    "file may be cut off: export it again.",
)
