"""Files of text from outside: their bytes, within bounds, and the letters that these are.

What people export as CSV is UTF-8, UTF-16 or Windows' own encoding, and nothing in the file says which.
"""

import codecs
import re
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import explain_failure

_MAX_BYTES = 200_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")
_ESCAPED = re.compile("[\ud800-\udfff]")
_OTHER_ENCODING = re.compile(r"(?<=[A-Za-z])[†„”](?=[A-Za-z])|(?<=[a-z])[ŠŒŽ](?=[a-z])")
"""Signs that å, ä and ö of the encodings of DOS and old Macs become in cp1252: nobody writes them in the middle of a word."""



def read_text_bytes(path: Path) -> bytes | None:
    """The bytes of a file of text; None where it is none, and so a workbook or nothing that can be read."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would be waited for, and a device never ends
            raise BadInput(_NO_FILE, file=str(path))
        with path.open("rb") as file:
            head = file.read(4096)
            if not head.startswith(_UTF16) and _CONTROL.search(head):
                return None
        if path.stat().st_size > _MAX_BYTES:
            raise BadInput(_TOO_LARGE, file=path.name)
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(_REFUSED, file=path.name, why=explain_failure(problem, path)) from problem


def decode_text(data: bytes, file: str) -> str:
    """The text of a CSV file; BadInput where a letter of it is uncertain.

    UnicodeDecodeError if a letter of two bytes is cut off.
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16")  # what Excel writes as "Unicode text"
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    kept = data.decode("utf-8", "surrogateescape")
    if any("\x7f" < sign < "\ud800" for sign in kept):  # some letters are right: a single byte is wrong, and all else would be by cp1252
        raise BadInput(_BAD_BYTE, file=file, line=_line_of(next(match.start() for match in _ESCAPED.finditer(kept)), kept))
    try:
        text = data.decode("cp1252")  # what Swedish Excel writes as "CSV"
    except UnicodeDecodeError as problem:
        raise BadInput(_BAD_BYTE, file=file, line=data.count(b"\n", 0, problem.start) + 1) from None
    if found := _OTHER_ENCODING.search(text):
        raise BadInput(_BAD_BYTE, file=file, line=_line_of(found.start(), text))
    return text


def _line_of(position: int, text: str) -> int:
    return text.count("\n", 0, position) + 1


_NO_FILE = Text(
    "{file} är ingen vanlig fil. Ange en CSV-fil, en mapp med CSV-filer, en JSON-fil eller en arbetsbok.",
    "{file} is not an ordinary file. Name a CSV file, a folder of CSV files, a JSON file or a workbook.",
)
_BAD_BYTE = Text(
    "{file} kan inte läsas säkert: på rad {line} står ett tecken som inte hör till filens teckenkodning, så å, ä och ö kan bli fel. "
    "Spara den som ”CSV UTF-8” i Excel och försök igen.",
    "{file} cannot be read with certainty: on line {line} there is a character that does not belong to the file's encoding, "
    "so å, ä and ö may come out wrong. Save it as “CSV UTF-8” in Excel and try again.",
)
_TOO_LARGE = Text("{file} är större än 200 MB. Dela upp den.", "{file} is larger than 200 MB. Split it.")
_REFUSED = Text("{file} kan inte läsas: {why}.", "{file} cannot be read: {why}.")
