"""What the headings of other people's tables say, told by the words they are made of and never by likeness.

The words and what they say are data: `headings.toml` beside this file.

What a cell says by itself: a heading, a recipient's name, a label.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.recipients import Match, Register


class Heading(NamedTuple):
    """A heading that was read: the ideas it names, its unit in kronor and its year where it states them.

    `sure` is whether every word of it is known.
    """

    text: str
    ideas: frozenset[str] = frozenset()
    unit: int | None = None
    year: int | None = None
    sure: bool = False


UNITS = {1: "kronor", 1_000: "tkr", 1_000_000: "mnkr"}
"""The units that a column of amounts may have, by their worth in kronor."""

_UNITS = (
    (1_000_000, re.compile(r"\b(?:mnkr|mkr|mn kr|msek|miljoner(?: kr(?:onor)?)?)\b")),
    (1_000, re.compile(r"\b(?:tkr|kkr|tsek|ksek|tusental(?:s)?(?: kr(?:onor)?)?|tusen(?: kr(?:onor)?)?|1 ?000[ -]?tals? kr(?:onor)?)\b")),
    (1, re.compile(r"\b(?:kr|sek|kronor)\b")),
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_SHORT = 4
"""Letters that the last part of a compound must have beyond to be believed without its first: -nr says too little."""
_TOPIC = re.compile(r"\bkraftsaml\w* insats\w*")  # what everything is about tells no table from another
_WORD = re.compile(r"[^\W\d_]+|#")
_ABBREVIATED = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\w):(?=\w)")  # t.o.m., s:a


class Vocabulary:
    """The words that are known, and which ideas put together may head each field of each table."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the content of `headings.toml`."""
        self._data = data
        self.fields: Mapping[str, Mapping[str, list[frozenset[str]]]] = {
            table: {field: [frozenset(each.split()) for each in forms] for field, forms in fields.items()}
            for table, fields in data["fields"].items()
        }
        self.context: Mapping[str, frozenset[str]] = {name: frozenset(ideas) for name, ideas in data["context"].items()}

    def with_words(self, words: Mapping[str, Iterable[str]]) -> "Vocabulary":
        """This vocabulary with more words; KeyError where an idea is none that is known."""
        more = {idea: [*self._data["words"][idea], *map(_plain, said)] for idea, said in words.items()}
        return Vocabulary({**self._data, "words": {**self._data["words"], **more}})

    @property
    def ideas(self) -> tuple[str, ...]:
        """Everything that a word can say."""
        return tuple(self._data["words"])

    @cached_property
    def forms(self) -> frozenset[frozenset[str]]:
        """Every form that a heading of any table may have."""
        return frozenset(form for fields in self.fields.values() for forms in fields.values() for form in forms)

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {word.rstrip("*"): idea for idea, words in reversed(self._data["words"].items()) for word in words}

    @cached_property
    def _stems(self) -> dict[str, str]:
        said = reversed(self._data["words"].items())
        return {word[:-1]: idea for idea, words in said for word in words if word.endswith("*")}

    def read_heading(self, text: str) -> Heading:
        """Tell what a heading says."""
        plain = _plain(text)
        year = _YEAR.search(plain)
        unit = find_unit(_YEAR.sub(" ", plain))
        bare = _YEAR.sub(" ", _TOPIC.sub(" ", plain))
        for _, pattern in _UNITS:
            bare = pattern.sub(" ", bare)
        words, asides = _WORD.findall(_ASIDE.sub(" ", bare)), _WORD.findall(" ".join(_ASIDE.findall(bare)))
        said = [self._ideas_of(word) for word in words]
        guessed = (self._head(word) for word, found in zip(words, said, strict=True) if not found)
        ideas = frozenset().union(*said, *guessed, *map(self._ideas_of, asides)) - {"nothing"}
        if (unit and (ideas or all(said))) or (year and not words):
            ideas |= {
                "amount"
            }  # whatever has a unit of money, if only »Kronor« or »tkr«, and a year alone, is an amount
        return Heading(text, ideas, unit, int(year[1]) if year else None, bool(ideas) and all(said))

    def _ideas_of(self, word: str) -> frozenset[str]:
        if word == "#":
            return frozenset({"id"})
        return self._compound(word) or frozenset(filter(None, [self._simple(word)]))

    def _simple(self, word: str) -> str | None:
        stems = (word[:end] for end in range(len(word), 0, -1))
        return self._exact.get(word) or next((self._stems[stem] for stem in stems if stem in self._stems), None)

    def _compound(self, word: str) -> frozenset[str]:
        """The ideas of a word put together of two that are known, as avropsdatum; the longest second one counts."""
        if word in self._exact:
            return frozenset()
        for cut in range(2, len(word) - 1):
            first = self._simple(word[:cut]) or self._simple(word[:cut].removesuffix("s"))
            last = self._simple(word[cut:])
            if first and last and "nothing" not in (first, last):
                return frozenset({first, last})
        return frozenset()

    def _head(self, word: str) -> frozenset[str]:
        """The idea of the last part of a word whose first part nobody knows: a delprojekt is a kind of projekt."""
        known = (self._exact.get(word[cut:]) for cut in range(2, len(word) - _SHORT))
        return next((frozenset({idea}) for idea in known if idea and idea != "nothing"), frozenset())


def find_unit(text: str) -> int | None:
    """The worth in kronor of the unit that a heading or a title states; None where it states none."""
    plain = _plain(text)
    return next((worth for worth, pattern in _UNITS if pattern.search(plain)), None)


def _plain(text: str) -> str:
    folded = _BROKEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_ABBREVIATED.sub("", folded).replace(".", " ").replace("/", " ").split())


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program."""
    return Vocabulary(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")))


YEARS = range(2000, 2100)
"""Numbers that may be a year in a heading."""


class HeadingReader:
    """What the cells of one workbook's headings say."""

    def __init__(self, vocabulary: Vocabulary, register: Register) -> None:
        """Take the words and the recipients that are known."""
        self.register = register
        self.read_heading = lru_cache(maxsize=4096)(vocabulary.read_heading)
        self._match = lru_cache(maxsize=4096)(register.recognise)
        self.vocabulary = vocabulary

    def names_recipient(self, cell: Any) -> bool:
        """Whether a cell names a recipient, however it is written."""
        return type(cell) is str and self._match(cell).match is not Match.UNKNOWN

    def is_label(self, cell: Any) -> bool:
        """Whether a cell can be part of a heading: a text that is no recipient's name, or a year."""
        if type(cell) is str:
            return not self.names_recipient(cell)
        return type(cell) in (int, float) and cell in YEARS
