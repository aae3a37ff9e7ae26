"""The parts of a map, each read or refused by its name: what stands there, and what should."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.headings import UNITS
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.sheets.areas import Area, cell_of

_WORTHS = {word: worth for worth, word in UNITS.items()} | {"kr": 1}


class Parts:
    """The parts of the map at a path; BadInput where one makes no sense, with a sentence that tells `where`."""

    def __init__(self, path: Path) -> None:
        """Take the path, which is named in what is refused."""
        self._path = path

    def check(self, entry: Mapping[str, Any], names: Sequence[str], where: str | Text) -> None:
        """Refuse what nobody would read: it may be a misspelt name."""
        for name in entry:
            if name not in names:
                self.refuse(where, name, one_of(names))

    def part(self, entry: Mapping[str, Any], name: str, within: str = "") -> Mapping[str, Any]:
        """A part that holds names and values, empty where it is not there."""
        part: Any = entry.get(name, {})
        if not isinstance(part, dict):
            self.refuse(within + name, part, Text('rader som "Belopp" = "E"', 'lines as "Belopp" = "E"'))
        return part

    def named(
        self, entry: Mapping[str, Any], name: str, known: Mapping[str, str], shown: Sequence[str], where: str
    ) -> str:
        """What a word names, of what is `known` by its plain words and `shown` to whoever misspelt it."""
        value = entry.get(name)
        if not isinstance(value, str) or plain(value) not in known:
            self.refuse(f"{where}, {name}", value, one_of(shown))
        return known[plain(value)]

    def column(self, text: Any, where: str) -> int:
        """A column, counted from 1, by its letters."""
        try:
            return cell_of(f"{text}1" if str(text).isalpha() else "")[1]
        except ValueError:
            self.refuse(where, text, Text("en kolumns bokstäver, som E", "a column's letters, as E"))

    def unit(self, text: Any, where: str) -> int:
        """A unit in kronor by its word."""
        if not isinstance(text, str) or plain(text) not in _WORTHS:
            self.refuse(where, text, one_of(list(UNITS.values())))
        return _WORTHS[plain(text)]

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
