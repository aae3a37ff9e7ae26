"""Texts as programs write them, decoded together: the shared strings, and the texts of cells."""

import re

import polars as pl

from xl_kraftsamling.xlsx.cells.bounds import MAX_TEXT, check_text
from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml
from xl_kraftsamling.xlsx.package import MAIN_NAMESPACES
from xl_kraftsamling.xlsx.package.xstring import decode_xstring

# Special are references, CDATA and comments, line ends that XML changes, and escapes such as _x000D_.
_SPECIAL = r"[&<\r]|_x"
_SPACE = r"(?:[ \t\r\n]|&#0*(?:9|10|13|32);)"
_SPACED = f"^{_SPACE}|{_SPACE}$"
_REFERENCE = re.compile(r"&(?:#([0-9]{1,5})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_texts(raw: pl.Series, trimmed: pl.Series | bool) -> list[str]:
    """Return the texts that XML stands for; NotPlainXml if one of them has anything unusual.

    :param trimmed: where spaces around a text do not belong to it.
    """
    texts: list[str] = raw.to_list()
    # Only the few texts with anything special are touched in Python.
    for i in raw.str.contains(_SPECIAL).arg_true():
        texts[i] = _decode(raw[i])
    longest = raw.str.len_chars().max()
    if (raw.str.contains(_SPACED) & trimmed).any() or (isinstance(longest, int) and longest > MAX_TEXT):
        raise NotPlainXml
    return texts


def _decode(raw: str) -> str:
    raw = raw.replace("\r\n", "\n")  # as every XML parser must (XML 1.0, 2.11)
    signs = [int(code) for code, _ in _REFERENCE.findall(raw) if code]
    if re.search("[\r<]", raw) or "&" in _REFERENCE.sub("", raw) or not all(map(_is_character, signs)):
        raise NotPlainXml
    text = _REFERENCE.sub(lambda match: _NAMED[match[2]] if match[2] else chr(int(match[1])), raw)
    return check_text(decode_xstring(text))


def _is_character(code: int) -> bool:
    """Whether XML allows a character to be named by this number, of those that ever are."""
    return 32 <= code < 0xD800 or code in (9, 10)


_SPACES = "|".join(map(re.escape, MAIN_NAMESPACES))
_BEGINNING = re.compile(
    rf'\ufeff?(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="yes")?\s*\?>\s*)?'
    rf'<sst(?: (?:count|uniqueCount)="[0-9]+"| xmlns="(?:{_SPACES})")*>'
)
_ITEM = r'^<t(?: xml:space="preserve")?>([^<]*)</t></si>$'


def read_plain_strings(data: bytes) -> list[str] | None:
    """Read the shared strings of a workbook; None if one of them is not a plain text, written as programs usually write it."""
    try:
        before, *items = data.decode().rstrip().removesuffix("</sst>").split("<si>")
        if not items or not _BEGINNING.fullmatch(before) or before.count(" xmlns=") != 1:
            return None
        series = pl.Series(items)
        texts = series.str.extract(_ITEM)
        return None if texts.null_count() else read_texts(texts, series.str.starts_with("<t>"))
    except (NotPlainXml, UnicodeDecodeError):
        return None
