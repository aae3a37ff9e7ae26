"""Reading a map: every part that makes no sense is refused by its name, with what should stand there."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.headings import UNITS, vocabulary
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.sheets.recognition.columns import KINDS
from xl_kraftsamling.sheets.recognition.map_parts import Parts, one_of
from xl_kraftsamling.sheets.recognition.maps import VERSION, TableMap

_TABLE = ("kind", "sheet", "headings", "last", "unit", "recipient", "columns", "units")
_WORD = re.compile(r"[^\W\d_]+\*?")


class Map(NamedTuple):
    """What a map says: the tables that are read, all others left alone, and words for headings, by what they say.

    Where it names no table but words, the tables are recognised with those words beside the known ones.
    """

    tables: Sequence[TableMap] = ()
    words: Mapping[str, Sequence[str]] = {}


def read_map(path: Path, sheets: Sequence[str]) -> Map:
    """Read a map of a workbook with these sheets.

    :raises BadInput: the file cannot be read, or says something that makes no sense; the sentence tells what and where.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(_UNREADABLE, file=str(path)) from problem
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise BadInput(_NO_TOML, file=str(path), problem=str(problem)) from problem
    return _Reading(path, sheets).whole(data)


class _Reading(Parts):
    """A map being read."""

    def __init__(self, path: Path, sheets: Sequence[str]) -> None:
        super().__init__(path)
        self._sheets = {plain(name): name for name in sheets}
        self._kinds = {plain(table.sheet): name for name, table in KINDS.items()}

    def whole(self, data: Mapping[str, Any]) -> Map:
        """The map that the content of its file makes; BadInput where it makes none."""
        if data.get("version") != VERSION:
            self.refuse("version", data.get("version"), Text(str(VERSION), str(VERSION)))
        self.check(data, ("version", "words", "table"), _TOP)
        words = {idea: self._words(idea, said) for idea, said in self.part(data, "words").items()}
        entries: Any = data.get("table", [])
        if (
            not isinstance(entries, list)
            or not all(isinstance(entry, dict) for entry in entries)
            or not (entries or words)
        ):
            self.refuse("table", None, Text("minst en [[table]]", "at least one [[table]]"))
        return Map([self._table(entry, f"table {number}") for number, entry in enumerate(entries, 1)], words)

    def _words(self, idea: str, said: Any) -> Sequence[str]:
        if idea not in vocabulary().ideas:
            self.refuse("words", idea, one_of(vocabulary().ideas))
        if not isinstance(said, list) or not all(isinstance(word, str) and _WORD.fullmatch(word) for word in said):
            self.refuse(
                f"words, {idea}",
                said,
                Text('en lista av ord, som ["nämnd*", "org"]', 'a list of words, as ["board*", "org"]'),
            )
        return said

    def _table(self, entry: Mapping[str, Any], where: str) -> TableMap:
        self.check(entry, _TABLE, where)
        kind = self.named(entry, "kind", self._kinds, [table.sheet for table in KINDS.values()], where)
        fields = {plain(column.heading): column.field for column in KINDS[kind].columns}
        known = [column.heading for column in KINDS[kind].columns]
        columns = {
            self.named({"columns": name}, "columns", fields, known, where): self.column(
                text, f"{where}, columns, {name}"
            )
            for name, text in self.part(entry, "columns", f"{where}, ").items()
        }
        units = {
            self.named({"units": name}, "units", fields, known, where): self.unit(text, f"{where}, units, {name}")
            for name, text in self.part(entry, "units", f"{where}, ").items()
        }
        if not columns:
            self.refuse(f"{where}, columns", None, Text("minst en kolumn", "at least one column"))
        headings = self.headings(entry.get("headings"), f"{where}, headings")
        return TableMap(
            kind, self.named(entry, "sheet", self._sheets, list(self._sheets.values()), where),
            headings, columns, self.last(entry.get("last"), headings, f"{where}, last"),
            self.unit(entry.get("unit", UNITS[1]), f"{where}, unit"), units, self.recipient(entry.get("recipient"), where),
        )  # fmt: skip


_TOP = Text("filens början", "the top of the file")
_UNREADABLE = Text(
    "Kartan {file} kan inte läsas. Kontrollera att filen finns och är en textfil i UTF-8.",
    "The map {file} cannot be read. Check that the file is there and is a text file in UTF-8.",
)
_NO_TOML = Text(
    "Kartan {file} är inte skriven som TOML: {problem}. Rätta raden, eller ta bort filen och skriv en ny karta med »kraftsamling map«.",
    "The map {file} is not written as TOML: {problem}. Correct the line, or remove the file and write a new map with `kraftsamling map`.",
)
