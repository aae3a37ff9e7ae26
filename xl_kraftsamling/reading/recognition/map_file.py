"""Reading a map: every part that makes no sense is refused by its name, with what should stand there.

The parts of a map, each read or refused by its name: what stands there, and what should.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS
from xl_kraftsamling.reading.recognition.map import VERSION, TableMap
from xl_kraftsamling.reading.recognition.vocabulary import UNITS, load_vocabulary
from xl_kraftsamling.xlsx.area import Area, cell_of

_WORTHS = {word: worth for worth, word in UNITS.items()} | {"kr": 1}


class Parts:
    """The parts of the map at a path; BadInput where one makes no sense, with a sentence that tells `where`."""

    def __init__(self, path: Path) -> None:
        """Take the path, which is named in what is refused."""
        self._path = path

    def refuse_unknown_keys(self, entry: Mapping[str, Any], names: Sequence[str], where: str | Text) -> None:
        """Refuse what nobody would read: it may be a misspelt name."""
        for name in entry:
            if name not in names:
                self.refuse(where, name, one_of(names))

    def section(self, entry: Mapping[str, Any], name: str, within: str = "") -> Mapping[str, Any]:
        """A part that holds names and values, empty where it is not there."""
        part: Any = entry.get(name, {})
        if not isinstance(part, dict):
            self.refuse(within + name, part, Text('rader som "Belopp" = "E"', 'lines as "Belopp" = "E"'))
        return part

    def choice(
        self, entry: Mapping[str, Any], name: str, known: Mapping[str, str], shown: Sequence[str], where: str
    ) -> str:
        """What a word names, of what is `known` by its plain words and `shown` to whoever misspelt it."""
        value = entry.get(name)
        if not isinstance(value, str) or fold_label(value) not in known:
            self.refuse(f"{where}, {name}", value, one_of(shown))
        return known[fold_label(value)]

    def column(self, text: Any, where: str) -> int:
        """A column, counted from 1, by its letters."""
        try:
            return cell_of(f"{text}1" if str(text).isalpha() else "")[1]
        except ValueError:
            self.refuse(where, text, Text("en kolumns bokstäver, som E", "a column's letters, as E"))

    def unit(self, text: Any, where: str) -> int:
        """A unit in kronor by its word."""
        if not isinstance(text, str) or fold_label(text) not in _WORTHS:
            self.refuse(where, text, one_of(list(UNITS.values())))
        return _WORTHS[fold_label(text)]

    def headings(self, text: Any, where: str) -> Area:
        """The range of the headings."""
        try:
            area = Area.of(str(text))
        except ValueError:
            area = Area(1, 1, 3, 1)  # no heading has three rows
        if area.bottom > area.top + 1:
            self.refuse(
                where, text, Text("ett område på en eller två rader, som A4:G4", "a range of one or two rows, as A4:G4")
            )
        return area

    def last(self, value: Any, headings: Area, where: str) -> int | None:
        """The last row, None where none is given."""
        if value is not None and (type(value) is not int or value <= headings.bottom):
            self.refuse(where, value, Text("ett radnummer under rubrikerna", "the number of a row below the headings"))
        return value

    def recipient(self, value: Any, where: str) -> str | None:
        """The name of a recipient, None where none is given."""
        if value is not None and not isinstance(value, str):
            self.refuse(f"{where}, recipient", value, Text("en mottagares namn", "a recipient's name"))
        return value

    def refuse(self, where: str | Text, found: Any, wanted: Text) -> NoReturn:
        """Refuse what was found at a place, and say what is wanted there."""
        raise BadInput(_WRONG, file=str(self._path), where=where, found=_shown(found), wanted=wanted)


def one_of(words: Sequence[str]) -> Text:
    """Some words to choose from."""
    return Text("något av {listed}", "one of {listed}").filled(listed=tuple(words))


def _shown(found: Any) -> Text:
    return Text("inget", "nothing") if found is None else Text("»{found}«", "“{found}”").filled(found=str(found)[:60])


_WRONG = Text(
    "Kartan {file} kan inte följas: vid {where} står {found}, men där ska stå {wanted}.",
    "The map {file} cannot be followed: at {where} stands {found}, but there should stand {wanted}.",
)


_TABLE = ("kind", "sheet", "headings", "last", "unit", "recipient", "columns", "units")
_WORD = re.compile(r"[^\W\d_]+\*?")


class WorkbookMap(NamedTuple):
    """What a map says: the tables that are read, all others left alone, and words for headings, by what they say.

    Where it names no table but words, the tables are recognised with those words beside the known ones.
    """

    tables: Sequence[TableMap] = ()
    words: Mapping[str, Sequence[str]] = {}


def read_map(path: Path, sheets: Sequence[str]) -> WorkbookMap:
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
        self._sheets = {fold_label(name): name for name in sheets}
        self._kinds = {fold_label(table.sheet): name for name, table in TABLE_KINDS.items()}

    def whole(self, data: Mapping[str, Any]) -> WorkbookMap:
        """The map that the content of its file makes; BadInput where it makes none."""
        if data.get("version") != VERSION:
            self.refuse("version", data.get("version"), Text(str(VERSION), str(VERSION)))
        self.refuse_unknown_keys(data, ("version", "words", "table"), _TOP)
        words = {idea: self._words(idea, said) for idea, said in self.section(data, "words").items()}
        entries: Any = data.get("table", [])
        if (
            not isinstance(entries, list)
            or not all(isinstance(entry, dict) for entry in entries)
            or not (entries or words)
        ):
            self.refuse("table", None, Text("minst en [[table]]", "at least one [[table]]"))
        return WorkbookMap([self._table(entry, f"table {number}") for number, entry in enumerate(entries, 1)], words)

    def _words(self, idea: str, said: Any) -> Sequence[str]:
        if idea not in load_vocabulary().ideas:
            self.refuse("words", idea, one_of(load_vocabulary().ideas))
        if not isinstance(said, list) or not all(isinstance(word, str) and _WORD.fullmatch(word) for word in said):
            self.refuse(
                f"words, {idea}",
                said,
                Text('en lista av ord, som ["nämnd*", "org"]', 'a list of words, as ["board*", "org"]'),
            )
        return said

    def _table(self, entry: Mapping[str, Any], where: str) -> TableMap:
        self.refuse_unknown_keys(entry, _TABLE, where)
        kind = self.choice(entry, "kind", self._kinds, [table.sheet for table in TABLE_KINDS.values()], where)
        fields = {fold_label(column.heading): column.field for column in TABLE_KINDS[kind].columns}
        known = [column.heading for column in TABLE_KINDS[kind].columns]
        columns = {
            self.choice({"columns": name}, "columns", fields, known, where): self.column(
                text, f"{where}, columns, {name}"
            )
            for name, text in self.section(entry, "columns", f"{where}, ").items()
        }
        units = {
            self.choice({"units": name}, "units", fields, known, where): self.unit(text, f"{where}, units, {name}")
            for name, text in self.section(entry, "units", f"{where}, ").items()
        }
        if not columns:
            self.refuse(f"{where}, columns", None, Text("minst en kolumn", "at least one column"))
        headings = self.headings(entry.get("headings"), f"{where}, headings")
        return TableMap(
            kind, self.choice(entry, "sheet", self._sheets, list(self._sheets.values()), where),
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
