"""Headings and labels however they are written, and the labels of sum rows.  The words of sums are data: `labels.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.money import UNITS


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
    label = _trim(cells[0])
    if is_sum_label(label):
        return True
    has_sum_word = _patterns()["before_a_name"].match(label) or _patterns()["after_a_name"].search(label)
    return has_sum_word is not None and all(map(is_number, cells[1:]))


def is_sum_label(text: str) -> bool:
    """Whether a label alone shows that its row is a sum: a sum word followed by nothing but units, years, brackets or limits."""
    label = _trim(text)
    return _patterns()["sum"].fullmatch(label) is not None or _patterns()["subtotal"].match(label) is not None


def is_subtotal_label(text: object) -> bool:
    """Whether the label of a sum row names the sum of a part: "Delsumma", or the name of a group before the sum word."""
    label = _trim(str(text))
    if is_sum_label(label):
        return _patterns()["subtotal"].match(label) is not None
    is_whole = _patterns()["whole"].match(label) or _patterns()["before_a_name"].match(label)
    return is_whole is None and _patterns()["after_a_name"].search(label) is not None


def _trim(text: str) -> str:
    return fold_label(text).rstrip(":.,;* ")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """The patterns of folded labels, made of the words of `labels.toml` when the first label is read."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    gap, end = r"[\s.,;:/|=–—-]+", r"(?!\w)"
    year = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})*+"  # also 2026-09-30, 2026/27 and 2025–2026
    unit = _any_of([*words["units"], *filter(None, UNITS)])
    # "2026-projektet" is no year and "kronofogden" no unit: what follows must end where a word ends
    qualifier = rf"{gap}(?:(?:{_any_of(words['prepositions'])})\s)?(?:{unit}|{year}){end}|(?:{gap})?+(?:\([^()]*\)|\[[^\[\]]*\])"
    limit = rf"{gap}(?:{_any_of(words['limits'])}){end}.*"
    total = _any_of(words["totals"])
    # possessive quantifiers (*+): a label of many years would otherwise be tried in every division of its years
    return {
        "sum": re.compile(rf"(?:{total}){end}(?:{gap}(?:{total}){end})*(?:{qualifier})*+(?:{limit})?"),
        "subtotal": re.compile(_any_of(words["subtotals"])),
        "before_a_name": re.compile(rf"(?:{_any_of(words['before_a_name'])})\s"),
        "after_a_name": re.compile(rf"\s(?:{_any_of(words['after_a_name'])})(?:{qualifier})*+$"),
        "whole": re.compile(rf"(?:{_any_of(words['whole'])}){end}"),
    }


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))  # the longest first: "totalsumma" before "total"
