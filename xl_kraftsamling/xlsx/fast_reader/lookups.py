"""What cells refer to: shared strings, and styles that make a date of a number.  Both are read as calamine reads them.

A text that cannot be read here is None; it matters only to a sheet that has a cell with it.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

import polars as pl

from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml
from xl_kraftsamling.xlsx.package import Package


class NumberStyle(Enum):
    """What a style shows a number as; UNKNOWN where only calamine can decide, as with durations."""

    NUMBER = "number"
    DATE = "date"
    UNKNOWN = "unknown"


class Lookups(NamedTuple):
    """What cells refer to: the shared strings, the numbers of those that cannot be read here, and the styles of numbers."""

    strings: list[str | None]
    unreadable: frozenset[int]
    styles: list[NumberStyle]


def read_lookups(package: Package) -> Lookups:
    """Read what the cells of a workbook refer to; NotPlainXml if none of its strings can be read here."""
    strings = _read_shared_strings(package)
    unreadable = frozenset(number for number, text in enumerate(strings) if text is None)
    return Lookups(strings, unreadable, _read_number_styles(package))


# Texts

# Special are references, CDATA and comments, line ends that XML changes, and escapes such as _x000D_, which readers treat differently.
_SPECIAL, _SPACED = r"[&<\r]|_x", r"^\s|\s$"
_REFERENCE = re.compile(r"&(?:#([0-9]{1,5})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_texts(raw: pl.Series, trimmed: pl.Series | bool) -> list[str | None]:
    """Return the texts that XML stands for, None for those that cannot be read here.

    :param trimmed: where spaces around a text do not belong to it.
    """
    texts: list[str | None] = raw.to_list()
    # Only the few texts with anything special are touched in Python.
    for i in raw.str.contains(_SPECIAL).arg_true():
        texts[i] = _decode(raw[i])
    for i in (raw.str.contains(_SPACED) & trimmed).arg_true():
        texts[i] = None
    return texts


def _decode(raw: str) -> str | None:
    raw = raw.replace("\r\n", "\n")  # as every XML parser must (XML 1.0, 2.11)
    signs = [int(code) for code, _ in _REFERENCE.findall(raw) if code]
    if re.search("_x|[\r<]", raw) or "&" in _REFERENCE.sub("", raw) or not all(map(_is_character, signs)):
        return None
    return _REFERENCE.sub(lambda match: _NAMED[match[2]] if match[2] else chr(int(match[1])), raw)


def _is_character(code: int) -> bool:
    """Whether XML allows a character to be named by this number, of those that ever are."""
    return 32 <= code < 0xD800 or code in (9, 10)


_STRINGS = re.compile(r"\ufeff?(?:<\?xml[^>]*>\s*)?<sst[^<>]*>")
_ITEM = r'^<t(?: xml:space="preserve")?>([^<]*)</t>$'


def _read_shared_strings(package: Package) -> list[str | None]:
    """The shared strings of a workbook, None for those that cannot be read here, such as rich text."""
    part = package.part_of_kind("sharedStrings")
    if part is None:
        return []
    before, *items = package.archive.read(part).decode().rstrip().removesuffix("</si></sst>").split("<si>", 1)
    if not items or not _STRINGS.fullmatch(before):
        raise NotPlainXml
    series = pl.Series(items).str.split("</si><si>").explode()
    return read_texts(series.str.extract(_ITEM), series.str.starts_with("<t>"))


# Styles

# ECMA-376 part 1, 18.8.30: the formats that a file need not spell out.  46, [h]:mm:ss, is a duration.
_BUILT_IN = dict.fromkeys([*map(str, range(14, 23)), "45", "47"], NumberStyle.DATE) | {"46": NumberStyle.UNKNOWN}
# What a format shows as it is: texts in quotes, signs that are escaped or only leave room, colours and currencies in brackets.
_LITERAL = re.compile(r'"[^"\\_*]*"|[\\_].|\[[^]["\\_*mhsMHS][^]["\\_*]*\]|General', re.DOTALL)


def _read_number_styles(package: Package) -> list[NumberStyle]:
    """The styles of a workbook, by the index with which cells name them."""
    part = package.part_of_kind("styles")
    if part is None:
        return []
    root = package.xml(part)
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    return [_classify(style.get("numFmtId"), codes) for style in root.iterfind("{*}cellXfs/{*}xf")]


def _classify(number: str | None, codes: Mapping[str | None, str]) -> NumberStyle:
    if number not in codes:
        return _BUILT_IN.get(number or "", NumberStyle.NUMBER)
    signs = set(_LITERAL.sub("", codes[number]).partition(";")[0].lower())  # what counts is the form of positive numbers
    if signs & set('"\\_*[]a'):  # an unclosed literal, a duration, or AM/PM
        return NumberStyle.UNKNOWN
    return NumberStyle.DATE if signs & set("dmhys") else NumberStyle.NUMBER
