"""The small TOML files that people write: a decision, a map, settings.  Read within bounds, and with faults told by line and key.

:func:`read_toml` gives the file as a :class:`TomlTable`, whose values are asked for one by one, each with what it should be.
Whatever is missing, unknown or of another kind is a `BadInput`: one sentence in the reader's language, with the file, the line and
the key.  tomllib says in English alone where a file is no TOML, and nothing of where a value of a right one stands: the first is
said here in our own words, the second is found by `toml_lines`.  `toml_values` holds the kinds of values.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple, NoReturn, TypeVar

from xl_kraftsamling.domain.texts import BadInput, Text, Value
from xl_kraftsamling.domain.toml_lines import MAX_DIGITS, Key, TooMuch, find_key_lines
from xl_kraftsamling.domain.toml_values import A_TABLE, TABLES, as_table, as_tables, list_words, shorten

MAX_BYTES = 1_000_000
"""The size of a file: a map of 4 000 tables."""

T = TypeVar("T")


class TomlTable(NamedTuple):
    """A table of a file: its values, and the key that leads to it from the top of the file."""

    file: "_TomlFile"
    values: Mapping[str, Any]
    key: Key = ()

    def find(self, name: str, parse: Callable[[Any], T | None], wanted: Text) -> T | None:
        """A value that may be missing; `parse` gives None for one that is not what is `wanted`, which is refused."""
        if name not in self.values:
            return None
        parsed = parse(self.values[name])
        return self.refuse(name, wanted) if parsed is None else parsed

    def read(self, name: str, parse: Callable[[Any], T | None], wanted: Text) -> T:
        """A value that must be there."""
        found = self.find(name, parse, wanted)
        return self.refuse(name, wanted) if found is None else found

    def find_table(self, name: str) -> "TomlTable":
        """A table by its name, an empty one where it is missing."""
        values = self.find(name, as_table, A_TABLE.bind(name=name)) or {}
        return TomlTable(self.file, values, (*self.key, name))

    def find_tables(self, name: str) -> Sequence["TomlTable"]:
        """The tables of a list, none where it is missing."""
        entries = self.find(name, as_tables, TABLES.bind(name=name)) or []
        return [TomlTable(self.file, values, (*self.key, name, number)) for number, values in enumerate(entries)]

    def check_names(self, known: Collection[str]) -> None:
        """Refuse a name that nobody would read: as a rule it is a misspelt one."""
        for name in self.values:
            if name not in known:
                self._complain((*self.key, name), _UNKNOWN, known=list_words(known))

    def refuse(self, name: str, wanted: Text) -> NoReturn:
        """Refuse the value of a name, or that it is missing: say what there is and what should be (BadInput)."""
        if name in self.values:
            self._complain((*self.key, name), _WRONG, found=_describe(self.values[name]), wanted=wanted)
        self._complain((*self.key, name), _MISSING, wanted=wanted)

    def fail(self, name: str, fault: Text) -> NoReturn:
        """Refuse what stands at a name for a reason of its own: the end of a sentence, without a full stop (BadInput)."""
        self._complain((*self.key, name), fault)

    def _complain(self, key: Key, fault: Text, **values: Value) -> NoReturn:
        path = "".join(f" {part + 1}" if isinstance(part, int) else f", {shorten(part)}" for part in key).removeprefix(", ")
        raise self.file.error(self.file.find_line(key), _AT_KEY.bind(key=path, fault=fault.bind(**values)))


class _TomlFile(NamedTuple):
    """A file: what it is in a sentence, and the line at which each of its keys stands."""

    name: Text
    lines: Mapping[Key, int] = {}

    def find_line(self, key: Key) -> int:
        """The line of a key, of the table that it belongs to or is missing from, or the first."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def error(self, line: int, fault: Text) -> BadInput:
        """The error for a fault in a line."""
        return BadInput(_FAULTY, name=self.name, line=line, fault=fault)


def read_toml(path: Path, name: Text, data: bytes | None = None) -> TomlTable:
    """Read a file; `name` is what it is, at the beginning of a sentence, with the place `{file}`.

    :param data: what the file is to hold, where it is not written yet.
    :raises BadInput: it cannot be read, is too large, or is not written as TOML.
    """
    file = _TomlFile(name.bind(file=str(path)))
    return _parse(_read_bytes(path, file) if data is None else data, file.name)


@lru_cache(maxsize=8)  # a function asks for the same file each time that its cell is computed; by its bytes, so that a change is noticed
def _parse(data: bytes, name: Text) -> TomlTable:
    file = _TomlFile(name)
    text = _decode(data, file)
    try:
        lines = find_key_lines(text)  # first: it also keeps from tomllib what would wear it out
        values = tomllib.loads(text)
    except TooMuch as problem:
        raise file.error(problem.line, problem.fault) from problem
    except (ValueError, RecursionError) as problem:  # what tomllib raises is a ValueError
        raise _explain_no_toml(text, str(problem), file) from problem
    return TomlTable(_TomlFile(file.name, lines), values)


def _read_bytes(path: Path, file: _TomlFile) -> bytes:
    try:
        if S_ISREG(path.stat().st_mode):  # opening a pipe would wait for a writer, and some devices never end
            with path.open("rb") as opened:
                data = opened.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise BadInput(_TOO_LARGE, name=file.name, size=MAX_BYTES // 1000)
            return data
    except (OSError, ValueError) as problem:  # a ValueError where a path has a zero in it
        raise BadInput(_UNREADABLE, name=file.name) from problem
    raise BadInput(_UNREADABLE, name=file.name)


def _decode(data: bytes, file: _TomlFile) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise BadInput(_UTF16, name=file.name)
    try:
        # an editor on Windows may begin the file with a byte order mark, at which tomllib stops
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        raise file.error(data.count(b"\n", 0, problem.start) + 1, _NO_UTF8) from problem


def _explain_no_toml(text: str, problem: str, file: _TomlFile) -> BadInput:
    """The error for a file that tomllib cannot parse, in our own words."""
    at = re.search(r"at line (\d+)", problem)
    lines = text.rstrip().split("\n")
    number = min(int(at[1]) if at else len(lines), len(lines))
    why = next((said for words, said in _REASONS if any(word in problem for word in words)), _NO_REASON)
    return file.error(number, _NO_TOML.bind(content=shorten(lines[number - 1].strip()), why=why))


def _describe(value: Any) -> Text:
    """A value as it stands in the file, for a sentence."""
    if isinstance(value, dict):
        return Text("ett avsnitt", "a section")
    if isinstance(value, list):
        return Text("en lista", "a list") if value else Text("en tom lista", "an empty list")
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:  # the whole of it may be longer than Python writes
        return Text("ett mycket långt tal", "a very long number")
    shown = str(value).lower() if isinstance(value, bool) else shorten(str(value))
    is_quoted = isinstance(value, str) and not value[:1].isalpha()  # "2026" is no number, which is what is wrong with it
    return _DESCRIBED[is_quoted].bind(shown=shown)


_DESCRIBED = (Text("”{shown}”", "“{shown}”"), Text("”{shown}” inom citattecken", "“{shown}” in quotation marks"))


# ---- the sentences

_FAULTY = Text("{name} kan inte användas. Rad {line}: {fault}.", "{name} cannot be used. Line {line}: {fault}.")
_AT_KEY = Text("{key}: {fault}", "{key}: {fault}")
_WRONG = Text("här står {found}, men ska stå {wanted}", "this is {found}, but should be {wanted}")
_MISSING = Text("uppgiften saknas. Där ska stå {wanted}", "it is missing. It should be {wanted}")
_UNKNOWN = Text(
    "programmet läser ingen uppgift med det namnet här. Det som läses är {known}",
    "the program reads nothing with that name here. It reads {known}",
)
_TOO_LARGE = Text(
    "{name} kan inte användas, eftersom den är större än {size} kB. Kontrollera att det är rätt fil.",
    "{name} cannot be used, because it is larger than {size} kB. Check that it is the right file.",
)
_UNREADABLE = Text(
    "{name} kan inte läsas. Kontrollera att filen finns och är en textfil i UTF-8.",
    "{name} cannot be read. Check that the file exists and is a text file in UTF-8.",
)
_UTF16 = Text(
    "{name} kan inte läsas, eftersom den är sparad i UTF-16. Spara den i UTF-8: i Anteckningar under Spara som, Kodning.",
    "{name} cannot be read, because it is saved in UTF-16. Save it in UTF-8: in Notepad under Save as, Encoding.",
)
_NO_UTF8 = Text(
    "här står ett tecken som inte är UTF-8, som när en fil är sparad i ANSI. Spara filen i UTF-8: i Anteckningar under Spara "
    "som, Kodning",
    "a character here is not UTF-8, as when a file is saved in ANSI. Save the file in UTF-8: in Notepad under Save as, "
    "Encoding",
)
_NO_TOML = Text("”{content}” är inte rätt skrivet. {why}", "“{content}” is not written correctly. {why}")
_NO_REASON = Text("En rad ska vara namn = värde", "A line should be name = value")
_REASONS = (
    (("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate"), Text(
        "Samma namn står redan längre upp",
        "The same name is already further up",
    )),
    (("Invalid date",), Text("Datumet finns inte. Skriv det som 2026-04-20", "There is no such date. Write it as 2026-04-20")),
    (("Unterminated", "Illegal character", "Expected \"'", "Unescaped", "Escaped", "Invalid hex"), Text(
        "Ett citattecken saknas, eller texten har ett tecken som inte får stå där (skriv \\ som \\\\)",
        "A quotation mark is missing, or the text has a character that is not allowed there (write \\ as \\\\)",
    )),
    (("Unclosed", "Expected ']"), Text("En parentes är inte avslutad", "A bracket is not closed")),
    (("Expected '='", "Invalid statement", "Invalid initial"), Text(
        "En rad ska vara namn = värde, och ett namn med å, ä, ö eller mellanslag stå inom citattecken",
        "A line should be name = value, and a name with å, ä, ö or a space should be in quotation marks",
    )),
    (("Invalid value", "Expected newline"), Text(
        "En text ska stå inom citattecken, ett tal utan mellanslag och ett datum som 2026-04-20",
        "A text should be in quotation marks, a number without spaces, and a date like 2026-04-20",
    )),
)  # fmt: skip
