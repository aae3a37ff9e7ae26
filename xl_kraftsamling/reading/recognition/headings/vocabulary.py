"""What headings mean: every known word names an idea, and a heading is read by its words, never by its likeness to another.

The words and the ideas that they name are data: `vocabulary.toml` beside this file.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label, is_number
from xl_kraftsamling.domain.dates import YEARS
from xl_kraftsamling.domain.own_words import OwnWords
from xl_kraftsamling.domain.recipients import Match, Register
from xl_kraftsamling.reading.recognition.headings.statements import find_unit, find_words, find_year

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ABBREVIATED = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\w):(?=\w)")  # t.o.m., s:a
_SUBJECT = re.compile(r"\bkraftsaml\w* insats\w*")  # what every table is about, so that it distinguishes none
_WORD = re.compile(r"[^\W\d_]+|#")
_NUMBER, _ELSE = frozenset({"id"}), frozenset({"else"})
_SILENT = frozenset({"nothing", "else"})
"""Ideas that say nothing of what a column holds."""
_NO_KIND = _SILENT | {"id", "count"}
"""Ideas of which there are no kinds: what ends like one of their words is something else."""
_LONGEST_WORD = 60
"""Letters of a word that may have a meaning: every way to divide a longer one would be tried in vain."""
_TOO_SHORT = 4
"""Letters at the end of an unknown compound that prove nothing: many words happen to end in -nr, -id or -dag."""


class BadVocabulary(ValueError):
    """A file of words that cannot be used; its message names the file and what is wrong with it."""


class HeadingCell(NamedTuple):
    """A cell that heads a column, or several: what it holds, and its row and column."""

    value: Any
    row: int
    column: int

    @property
    def text(self) -> str:
        """What it says."""
        return cell_text(self.value)


class Heading(NamedTuple):
    """A heading that was read: the ideas that its words name, and its unit in kronor and year where it states them.

    `is_certain` is true if every word of it is known.  `cells` are those of its texts from the top down; one that is merged over several
    columns, or shared by them, is among those of each.
    """

    text: str
    ideas: frozenset[str] = frozenset()
    unit: int | None = None
    year: int | None = None
    is_certain: bool = False
    cells: tuple[HeadingCell, ...] = ()

    @property
    def is_bare_year(self) -> bool:
        """Whether it states a year and says nothing else that is known: “2026”, “År 2026”."""
        return self.year is not None and self.ideas <= {"amount"} and self.unit is None

    @property
    def is_bare_unit(self) -> bool:
        """Whether it states a unit and says nothing else: “tkr”, “(kr)”."""
        return self.unit is not None and _WORD.search(find_words(self.text)) is None


class Vocabulary:
    """The known words, and the combinations of ideas ("forms") that may head each field of each table.

    `fields` gives the forms by table and field, the most usual first; `context` the ideas in a title that name a table.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the content of `vocabulary.toml`, or data of the same shape.

        :raises ValueError: a form or a context names an idea that has no words.
        """
        self._data = data
        self.fields: Mapping[str, Mapping[str, list[frozenset[str]]]] = {
            table: {field: [frozenset(each.split()) for each in forms] for field, forms in fields.items()}
            for table, fields in data["fields"].items()
        }
        self.context: Mapping[str, frozenset[str]] = {name: frozenset(ideas) for name, ideas in data["context"].items()}
        self._check_ideas()

    def with_words(self, words: Mapping[str, Iterable[str]]) -> "Vocabulary":
        """This vocabulary with more words, by the idea that they name; KeyError for an idea that does not exist."""
        more = {idea: [*self._data["words"][idea], *map(_fold_heading, added)] for idea, added in words.items()}
        return Vocabulary({**self._data, "words": {**self._data["words"], **more}})

    def _check_ideas(self) -> None:
        named = {f"[fields.{table}] {field}": forms for table, fields in self.fields.items() for field, forms in fields.items()}
        named |= {f"[context] {table}": [ideas] for table, ideas in self.context.items()}
        for where, forms in named.items():
            if unknown := frozenset().union(*forms) - {*self.ideas}:
                raise ValueError(f"{where}: {', '.join(sorted(unknown))} is no idea under [words]")

    @property
    def ideas(self) -> tuple[str, ...]:
        """Every idea that a word can name."""
        return tuple(self._data["words"])

    @cached_property
    def forms(self) -> frozenset[frozenset[str]]:
        """The forms of all fields of all tables."""
        return frozenset(form for fields in self.fields.values() for forms in fields.values() for form in forms)

    @cached_property
    def only_context(self) -> frozenset[str]:
        """The ideas that name a kind of table and head no column."""
        return frozenset().union(*self.context.values()).difference(*self.forms)

    # Both are built backwards, so that a word listed under two ideas names the one that comes first in the file.
    @cached_property
    def _exact(self) -> dict[str, str]:
        return {word.rstrip("*"): idea for idea, words in reversed(self._data["words"].items()) for word in words}

    @cached_property
    def _stems(self) -> dict[str, str]:
        ideas = reversed(self._data["words"].items())
        return {word[:-1]: idea for idea, words in ideas for word in words if word.endswith("*")}

    def read_heading(self, text: str) -> Heading:
        """Read the ideas, the unit and the year of a heading."""
        unit, year = find_unit(text), find_year(text)
        bare = _SUBJECT.sub(" ", _fold_heading(find_words(text)))
        words, in_brackets = _WORD.findall(_BRACKETS.sub(" ", bare)), _WORD.findall(" ".join(_BRACKETS.findall(bare)))
        named = [self._ideas_of(word) for word in words]
        # “Konto nr” is the number of an account and not of the row: a word for something else makes the number its own.
        named = [frozenset() if idea == _NUMBER and before <= _ELSE else idea for before, idea in pairwise([_NUMBER, *named])]
        guessed = (self._idea_of_end(word) for word, found in zip(words, named, strict=True) if not found)
        # Brackets hold remarks: their known words count, but an unknown one does not make the heading uncertain.
        ideas = frozenset().union(*named, *guessed, *map(self._ideas_of, in_brackets)) - _SILENT
        # A unit of money, if only “Kronor” or “tkr”, heads amounts, and so does a year alone (“2026” under “Beviljat”).
        if (unit and (ideas or all(named))) or (year and not words):
            ideas |= {"amount"}
        return Heading(text, ideas, unit, year, bool(ideas) and all(named))

    def _ideas_of(self, word: str) -> frozenset[str]:
        if word == "#":
            return frozenset({"id"})
        if len(word) > _LONGEST_WORD:
            return frozenset()
        return self._ideas_of_compound(word) or frozenset(filter(None, [self._idea_of(word)]))

    def _idea_of(self, word: str) -> str | None:
        """The idea of a word, by the whole word or by the longest stem that it begins with."""
        stems = (word[:end] for end in range(len(word), 0, -1))
        return self._exact.get(word) or next((self._stems[stem] for stem in stems if stem in self._stems), None)

    def _ideas_of_compound(self, word: str) -> frozenset[str]:
        """The ideas of a word made of two known ones, such as avropsdatum; of several divisions the one with the longest end.

        A word that is in the vocabulary as a whole is never divided: “daterad” is not made of “date” and “rad”.
        """
        if word in self._exact:
            return frozenset()
        for cut in range(2, len(word) - 1):
            first = self._idea_of(word[:cut]) or self._idea_of(word[:cut].removesuffix("s"))
            last = self._idea_of(word[cut:])
            if first and last and _SILENT.isdisjoint((first, last)):
                return frozenset({first, last})
        return frozenset()

    def _idea_of_end(self, word: str) -> frozenset[str]:
        """The idea of the end of a compound whose beginning is unknown: a delprojekt is a kind of projekt.

        But a kontonummer is no kind of number of the row.
        """
        known = (self._exact.get(word[cut:]) for cut in range(max(2, len(word) - _LONGEST_WORD), len(word) - _TOO_SHORT))
        return next((frozenset({idea}) for idea in known if idea and idea not in _NO_KIND), frozenset())


def _fold_heading(text: str) -> str:
    """A heading as words to compare: folded, dots and slashes as spaces."""
    return " ".join(_ABBREVIATED.sub("", fold_label(text)).replace(".", " ").replace("/", " ").split())


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program; BadVocabulary where its file is broken."""
    return read_vocabulary(Path(__file__).with_suffix(".toml"))


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary in a TOML file.

    :raises BadVocabulary: it is no TOML, lacks a table, or names an idea that has no words.
    """
    try:
        return Vocabulary(tomllib.loads(path.read_text("utf-8")))
    except KeyError as problem:
        raise BadVocabulary(f"{path.name}: [{problem.args[0]}] is missing") from problem
    except ValueError as problem:  # also what TOML and UTF-8 are not
        raise BadVocabulary(f"{path.name}: {problem}") from problem


class HeadingReader:
    """Reads the headings of one workbook: the known words together with the known recipients.

    What was read is kept, because the same texts are asked for many times while heading rows are compared.
    """

    def __init__(self, vocabulary: Vocabulary, register: Register, own_words: OwnWords) -> None:
        """Take the words and the recipients that are known, and what the workbook's own words for values mean."""
        self.vocabulary = vocabulary
        self.register = register
        self.own_words = own_words
        self.read_heading = lru_cache(maxsize=4096)(vocabulary.read_heading)
        self.read_texts = lru_cache(maxsize=4096)(self._read_texts)
        self.can_head_column = lru_cache(maxsize=4096)(self._can_head_column)
        self._recognise = lru_cache(maxsize=4096)(register.recognise)

    def _can_head_column(self, ideas: frozenset[str]) -> bool:
        """Whether the ideas of a heading, or some of them, are those of a column of some table."""
        return any(form <= ideas for form in self.vocabulary.forms)

    def _read_texts(self, texts: tuple[str, ...]) -> Heading:
        """Read a heading of several texts above each other; of two that state another unit or year, the lowest holds."""
        if len(texts) == 1:
            return self.read_heading(texts[0])
        levels = [self.read_heading(text) for text in texts]
        # A unit in a row of its own is a remark: “Avrop 1” over “tkr” is no amount.
        pieces = (f"({text.strip('()')})" if level.is_bare_unit else text for text, level in zip(texts, levels, strict=True))
        whole = self.read_heading("\n".join(pieces))
        unit, year = ([value for level in levels if (value := getattr(level, name))] for name in ("unit", "year"))
        return whole._replace(
            text=" ".join(texts),
            # “Uppföljning” over several columns names the kind of table, and of none of them what it holds
            ideas=(whole.ideas | ({"amount"} if unit and whole.unit is None else set())) - self.vocabulary.only_context,
            unit=unit[-1] if len({*unit}) > 1 else whole.unit,
            year=year[-1] if len({*year}) > 1 else whole.year,
        )

    def names_recipient(self, cell: Any) -> bool:
        """Whether a cell names a recipient, in any spelling, or as a number if that is what the workbook calls it."""
        if type(cell) is str:
            return self._recognise(cell).match is not Match.UNKNOWN
        return bool(self.own_words.names) and is_number(cell) and self._recognise(cell_text(cell)).match is Match.TAUGHT

    def is_label(self, cell: Any) -> bool:
        """Whether a cell can be part of a heading: a text that is no recipient's name, or a year."""
        if type(cell) is str:
            return not self.names_recipient(cell)
        return type(cell) in (int, float) and cell in YEARS
