"""Headings and labels however they are written, and the labels of sum rows.  The words of sums are data: `labels.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.money import UNITS


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))  # the longest first: "totalsumma" before "total"


_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_GAP, _END = r"[\s.,;:/|=–—-]+", r"(?!\w)"
_YEAR = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})*+"  # also 2026-09-30, 2026/27 and 2025–2026
_UNIT = _any_of([*_WORDS["units"], *filter(None, UNITS)])
# "2026-projektet" is no year and "kronofogden" no unit: what follows must end where a word ends
_QUALIFIER = (
    rf"{_GAP}(?:(?:{_any_of(_WORDS['prepositions'])})\s)?(?:{_UNIT}|{_YEAR}){_END}"
    rf"|(?:{_GAP})?+(?:\([^()]*\)|\[[^\[\]]*\])"
)
_LIMIT = rf"{_GAP}(?:{_any_of(_WORDS['limits'])}){_END}.*"
_TOTAL = rf"(?:{_any_of(_WORDS['totals'])}){_END}"
# possessive quantifiers (*+): a label of many years would otherwise be tried in every division of its years
_SUM = re.compile(rf"{_TOTAL}(?:{_GAP}{_TOTAL})*(?:{_QUALIFIER})*+(?:{_LIMIT})?")
_SUBTOTAL = re.compile(_any_of(_WORDS["subtotals"]))
_BEFORE_A_NAME = re.compile(rf"(?:{_any_of(_WORDS['before_a_name'])})\s")
_AFTER_A_NAME = re.compile(rf"\s(?:{_any_of(_WORDS['after_a_name'])})(?:{_QUALIFIER})*+$")
_SUM_WORDS = {word for key in ("totals", "subtotals", "before_a_name", "after_a_name") for word in _WORDS[key]}
_SHORTEST_SUM_WORDS = [word for word in _SUM_WORDS if not any(other in word for other in _SUM_WORDS - {word})]
_WHOLE = re.compile(rf"(?:{_any_of(_WORDS['whole'])}){_END}")


def fold_label(text: object) -> str:
    """A sheet name, heading or label for comparison: NFKC, case-folded, trimmed, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, (int, float))


def is_sum_row(cells: Sequence[Any]) -> bool:
    """Whether the filled cells of a row are those of a sum, its label first.

    A sum word beside a name ("Summa skolor", "kulturnämnden Totalt") is a sum only where the rest of the row is numbers: a row of
    data has texts, dates or an id too.
    """
    if not cells or not isinstance(cells[0], str):
        return False
    label = _fold_trimmed(cells[0])
    if is_sum_label(label):
        return True
    beside_a_name = _BEFORE_A_NAME.match(label) or _AFTER_A_NAME.search(label)
    return beside_a_name is not None and all(map(is_number, cells[1:]))


def is_sum_label(text: str) -> bool:
    """Whether a label alone shows that its row is a sum: a sum word followed by nothing but units, years, brackets or limits."""
    label = _fold_trimmed(text)
    return _SUM.fullmatch(label) is not None or _SUBTOTAL.match(label) is not None


def has_sum_word(text: object) -> bool:
    """Whether a text holds a sum word anywhere, if only inside another word: a quick test that rules out most of a column."""
    label = fold_label(text)
    return any(word in label for word in _SHORTEST_SUM_WORDS)


def is_subtotal_label(text: object) -> bool:
    """Whether the label of a sum row names the sum of a part: "Delsumma", or the name of a group before the sum word."""
    label = _fold_trimmed(str(text))
    if is_sum_label(label):
        return _SUBTOTAL.match(label) is not None
    is_whole = _WHOLE.match(label) or _BEFORE_A_NAME.match(label)
    return is_whole is None and _AFTER_A_NAME.search(label) is not None


def _fold_trimmed(text: str) -> str:
    return fold_label(text).rstrip(":.,;* ")
