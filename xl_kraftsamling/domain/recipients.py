"""The recipients of money: their register, their other names, and how a name in a workbook is recognised.

A name is recognised by its official form, by an alias or by a known variant of its spelling, with a footnote or a remark behind it or
without.  There is no fuzzy matching: "Grundskolenämnden" is nearer to förskolenämnden than "Kulturförvaltningen" to kulturnämnden.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import DASHES, cell_text, drop_invisible, fold_label
from xl_kraftsamling.domain.name_notes import is_mere_remark, strip_notes

KINDS = BOARD, COMPANY, OFFICE = "nämnd", "bolag", "förvaltning"
EXECUTIVE = "kommunstyrelsen"
EXECUTIVE_OFFICE = "stadskontoret"

_DASHES = re.compile(f"[{DASHES}]")
# Only a lone "o" is an och, not that of a word: "miljö o. hälsa", "arbetsmarknads-o socialnämnden"
_AND = re.compile(r"&|(?<=[\s.-])o\.?(?=\s)|(?<=\s)o\.")
_WORD = re.compile(r"\w+")
_DROPPED = re.compile(r"[\s.,\-_/]+")


class Recipient(NamedTuple):
    """A nämnd, company or office: its official name, its kind, its förvaltning and its other names."""

    name: str
    kind: str
    office: str = ""
    aliases: tuple[str, ...] = ()


class Match(Enum):
    """How a name was recognised."""

    OFFICIAL = "official"
    TAUGHT = "taught"
    """By a word that the map of a workbook teaches."""
    VARIANT = "variant"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Recognition(NamedTuple):
    """What a name means: the official name (None where it is ambiguous or unknown), how it was recognised, and the candidates."""

    name: str | None
    match: Match
    candidates: tuple[str, ...] = ()


def fold_name(text: str) -> str:
    """A name for comparison: visible, NFKC, case-folded, one kind of dash, `&` and `o.` as och, without spaces and points."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", drop_invisible(text))).casefold()
    return _DROPPED.sub("", _AND.sub(" och ", plain))


def _fold_spelling(text: str) -> str:
    """A folded name with a and o for å, ä, ö, and the common misspelling `nämden` corrected."""
    bare = "".join(c for c in unicodedata.normalize("NFD", fold_name(text)) if not unicodedata.combining(c))
    return re.sub("namn?d(en)?$", "namnden", bare)


def _pair_letters(text: str) -> frozenset[str]:
    """The pairs of adjacent letters: two names are as similar as the share of pairs that they have in common."""
    return frozenset(map("".join, pairwise(fold_name(text))))


_ENOUGH_LETTERS = 8  # of the beginning of a name; fewer may begin a word that is no name
_TELLING_LETTERS = 5  # of a word in a remark: fewer begin, or are inside, words that name nobody
_BOARD = "nämnden"  # a word of a name that is anybody's
_UNKNOWN = Recognition(None, Match.UNKNOWN)


class Register:
    """The recipients that the program knows, by every name of each."""

    def __init__(
        self, recipients: Iterable[Recipient], ambiguous: Mapping[str, Iterable[str]], taught: Mapping[str, str] | None = None
    ) -> None:
        """Index the recipients, the abbreviations that several of them share, and the words that a map teaches for them."""
        self.recipients = tuple(recipients)
        self._ambiguous = {fold_name(short): tuple(names) for short, names in ambiguous.items()}
        self._taught = {fold_label(word): name for word, name in (taught or {}).items()}
        self._by_name = {recipient.name: recipient for recipient in self.recipients}
        # Of the indexes the cheap one is made at once, and the folded ones when a name is first written in another way.
        self._official = {unicodedata.normalize("NFC", name).casefold(): name for name in self._by_name}

    def kind(self, name: str) -> str | None:
        """nämnd, bolag or förvaltning; None for a name that is not in the register."""
        return self._by_name[name].kind if name in self._by_name else None

    def with_more(self, recipients: Iterable[Recipient]) -> "Register":
        """This register with more recipients, or with further names for the ones that it has."""
        merged = dict(self._by_name)
        for new in recipients:
            known = merged.get(new.name, new)
            aliases = tuple(dict.fromkeys((*known.aliases, *new.aliases)))
            merged[new.name] = Recipient(new.name, new.kind, new.office or known.office, aliases)
        return Register(merged.values(), self._ambiguous, self._taught)

    def with_words(self, words: Mapping[str, str]) -> "Register":
        """This register with the words that one workbook has for recipients: they go before abbreviations, and are no variants."""
        return Register(self.recipients, self._ambiguous, {**self._taught, **words})

    @cached_property
    def _variants(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for recipient in self.recipients:
            for name in (recipient.name, recipient.office, *recipient.aliases):
                known.setdefault(fold_name(name), recipient.name)  # the first to have a name keeps it
                known.setdefault(_fold_spelling(name), recipient.name)
        known.pop("", None)
        return known

    def recognise(self, text: str) -> Recognition:
        """Find the recipient that a name means.  It never guesses: see :class:`Match`."""
        found = self._recognise_whole(text)
        if found.match is not Match.UNKNOWN:
            return found
        bare, remarks = strip_notes(text) or ("", ())
        name, match, candidates = self._recognise_whole(bare)
        if name is None:
            return Recognition(None, match, candidates)
        is_same = all(is_mere_remark(each) and not self._names_other(each, name) for each in remarks)
        return Recognition(name, Match.VARIANT) if is_same else _UNKNOWN

    def _recognise_whole(self, text: str) -> Recognition:
        """Find the recipient that a whole text means, without anything behind it."""
        official = self._official.get(unicodedata.normalize("NFC", cell_text(text)).casefold())
        if official:
            return Recognition(official, Match.OFFICIAL)
        if self._taught and (taught := self._taught.get(fold_label(text))):
            return Recognition(taught, Match.TAUGHT)
        key = fold_name(text)
        if key in self._ambiguous:  # before the variants, so that no alias in a decision's file can settle what FSN is short for
            return Recognition(None, Match.AMBIGUOUS, self._ambiguous[key])
        name = self._variants.get(key) or self._variants.get(_fold_spelling(text))
        return Recognition(name, Match.VARIANT) if name else _UNKNOWN

    def _names_other(self, remark: str, name: str) -> bool:
        """Whether a remark behind a name speaks of another recipient: by one of its names, or by the beginning of one (“kultur”)."""
        wholes = {fold_name(remark), _fold_spelling(remark)}
        words = {fold(word) for word in _WORD.findall(remark) for fold in (fold_name, _fold_spelling)}
        named = (
            names
            for key, names in self._meanings.items()
            if key in words or key in wholes or (len(key) >= _TELLING_LETTERS and any(key in whole for whole in wholes))
        )
        own = {fold_name(word) for alias in self._by_name[name].aliases for word in _WORD.findall(alias)}
        begun = (names for word in words - own if (names := self._find_begun(word)))
        return any(name not in names for names in (*named, *begun))

    @cached_property
    def _meanings(self) -> Mapping[str, Collection[str]]:
        """Everything that may mean a recipient, folded, with whom it may mean."""
        shared = {short: {self._variants.get(fold_name(each), each) for each in names} for short, names in self._ambiguous.items()}
        taught = {fold_name(word): {name} for word, name in self._taught.items()}
        return {**{key: {name} for key, name in self._variants.items()}, **shared, **taught}

    def _find_begun(self, start: str) -> set[str]:
        """The recipients of whose name, or that of whose förvaltning, a word begins with these letters."""
        words = self._name_words.get(start[:_TELLING_LETTERS], ()) if len(start) >= _TELLING_LETTERS else ()
        return {name for word, name in words if word.startswith(start)}

    @cached_property
    def _name_words(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The words of official names with the recipient, by their first letters."""
        found: dict[str, list[tuple[str, str]]] = {}
        for recipient in self.recipients:
            for word in {*map(fold_name, _WORD.findall(f"{recipient.name} {recipient.office}"))} - {_BOARD}:
                found.setdefault(word[:_TELLING_LETTERS], []).append((word, recipient.name))
        return found

    def name_in_full(self, text: str) -> str | None:
        """The recipient whose official name, or that of its förvaltning, a text is in any spelling."""
        key = _fold_spelling(text)
        full = (each.name for each in self.recipients for name in (each.name, each.office) if name and _fold_spelling(name) == key)
        return next(full, None)

    def name_beginning_with(self, text: str) -> str | None:
        """The only official name that begins with a text, such as the name of a sheet that had no room for all of it."""
        start = fold_name(text)
        names = [recipient.name for recipient in self.recipients if fold_name(recipient.name).startswith(start)]
        return names[0] if len(names) == 1 and len(start) >= _ENOUGH_LETTERS else None

    def nearest(self, text: str) -> str | None:
        """The official name most similar to a text, None where none is: good for a question, never for a guess."""
        letters = _pair_letters(text)
        similarity = {name: 2 * len(letters & pairs) / (len(letters) + len(pairs)) for name, pairs in self._pairs.items()}
        best = max(similarity, key=similarity.__getitem__)
        return best if similarity[best] >= 0.5 else None

    @cached_property
    def _pairs(self) -> dict[str, frozenset[str]]:
        return {recipient.name: _pair_letters(recipient.name) for recipient in self.recipients}


def parse_recipients(entries: Iterable[Mapping[str, Any]]) -> tuple[Recipient, ...]:
    """Recipients from the `[[recipient]]` tables of a TOML file; KeyError or TypeError where one lacks its name or kind."""
    return tuple(
        Recipient(str(e["name"]), str(e["kind"]), str(e.get("office", "")), tuple(map(str, e.get("aliases", ()))))
        for e in entries
    )


@cache
def load_register() -> Register:
    """The register that ships with the program: `recipients.toml` beside this file."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return Register(parse_recipients(data["recipient"]), data["ambiguous"])
