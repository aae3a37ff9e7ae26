"""Errors for files that are no workbook: what each is instead, and what its owner can do."""

import re
from collections.abc import Container
from mmap import ACCESS_READ, mmap
from pathlib import Path

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import explain_failure, is_beyond_reach

_MISSING = Text(
    "{file} finns inte. Kontrollera namnet och mappen.",
    "{file} does not exist. Check its name and folder.",
)
_FOLDER = Text(
    "{file} är en mapp. Ange en arbetsbok i den.",
    "{file} is a folder. Name a workbook in it.",
)
_UNREADABLE = Text(
    "{file} kan inte läsas: {reason}.",
    "{file} cannot be read: {reason}.",
)
_EMPTY = Text(
    "{file} är tom. Hämta filen igen från den som har den.",
    "{file} is empty. Get the file again from the person who has it.",
)
_LOCK = Text(
    "{file} är Excels låsfil för en öppen arbetsbok. Ange arbetsboken själv, utan ”~$”.",
    "{file} is Excel's lock file for an open workbook. Name the workbook itself, without “~$”.",
)
_ENCRYPTED = Text(
    "{file} är skyddad med lösenord för att öppnas. Ta bort lösenordet i Excel (Arkiv, Info, Skydda arbetsbok) "
    "och spara en kopia.",
    "{file} needs a password to be opened. Remove the password in Excel (File, Info, Protect Workbook) and save a copy.",
)
_XLS = Text(
    "{file} är en arbetsbok i det äldre formatet .xls. Öppna den i Excel och spara den som .xlsx.",
    "{file} is a workbook in the older format .xls. Open it in Excel and save it as .xlsx.",
)
_XLSB = Text(
    "{file} är en binär arbetsbok (.xlsb). Öppna den i Excel och spara den som .xlsx.",
    "{file} is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.",
)
_ODS = Text(
    "{file} är ett OpenDocument-dokument. Öppna det i LibreOffice eller Excel och spara det som .xlsx.",
    "{file} is an OpenDocument file. Open it in LibreOffice or Excel and save it as .xlsx.",
)
_DOCUMENT = Text(
    "{file} är ett dokument från Word eller PowerPoint. Ange en arbetsbok från Excel (.xlsx eller .xlsm).",
    "{file} is a Word or PowerPoint document. Name an Excel workbook (.xlsx or .xlsm).",
)
_WEB_PAGE = Text(
    "{file} är en webbsida eller XML-text, trots sitt namn. Öppna den i Excel och spara den som .xlsx.",
    "{file} is a web page or XML text, despite its name. Open it in Excel and save it as .xlsx.",
)
_PLAIN_TEXT = Text(
    "{file} är en textfil (till exempel CSV). Öppna den i Excel och spara den som .xlsx.",
    "{file} is a text file (CSV, for example). Open it in Excel and save it as .xlsx.",
)
_CUT_OFF = Text(
    "{file} är avkortad eller skadad: slutet av filen saknas. Hämta den på nytt, eller låt Excel reparera den.",
    "{file} is cut off or damaged: its end is missing. Fetch it again, or let Excel repair it.",
)
_UNKNOWN = Text(
    "{file} är inte en Excel-arbetsbok. Ange en fil som Excel har sparat som .xlsx eller .xlsm.",
    "{file} is not an Excel workbook. Name a file that Excel has saved as .xlsx or .xlsm.",
)

_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")


def explain_unreadable(path: Path, error: OSError | None = None) -> BadInput:
    """Return the error for a file that the system does not let be read."""
    if path.is_dir():  # to be asked first: Windows calls it a lack of permission
        return BadInput(_FOLDER, file=str(path))
    texts = {
        FileNotFoundError: _MISSING,
        NotADirectoryError: _MISSING,
        type(None): _UNKNOWN,
    }
    is_too_long = isinstance(error, FileNotFoundError) and is_beyond_reach(error, path)
    text = _UNREADABLE if is_too_long else texts.get(type(error), _UNREADABLE)
    return BadInput(text, file=str(path), reason=explain_failure(error, path) if error else None)


def explain_no_archive(path: Path) -> BadInput:
    """Return the error for a file that is no zip archive, by its first bytes."""
    with path.open("rb") as file:
        head = file.read(4096)
    if path.name.startswith("~$"):
        return BadInput(_LOCK, file=str(path))
    return BadInput(_by_content(path, head), file=str(path))


def explain_no_workbook(path: Path, parts: Container[str]) -> BadInput:
    """Return the error for a zip archive without an Excel workbook, by the names of its parts."""
    signs = {
        "xl/workbook.bin": _XLSB,
        "mimetype": _ODS,
        "word/document.xml": _DOCUMENT,
        "ppt/presentation.xml": _DOCUMENT,
    }
    return BadInput(next((text for sign, text in signs.items() if sign in parts), _UNKNOWN), file=str(path))


def _by_content(path: Path, head: bytes) -> Text:
    if not head:
        return _EMPTY
    if head.startswith(b"PK\x03\x04"):
        return _CUT_OFF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An OLE compound file: the container of .xls also wraps encrypted workbooks, in a stream of this name.
        return _ENCRYPTED if _holds(path, "EncryptedPackage".encode("utf-16-le")) else _XLS
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _WEB_PAGE
    return _UNKNOWN if _CONTROL.search(head) else _PLAIN_TEXT


def _holds(path: Path, word: bytes) -> bool:
    # Mapped, not read: the file may be large.
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(word) >= 0
