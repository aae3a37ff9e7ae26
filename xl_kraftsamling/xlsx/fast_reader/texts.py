"""Texts as XML writes them, and the shared strings of a workbook: read as calamine reads them, or None."""

import re

import polars as pl

from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml
from xl_kraftsamling.xlsx.package import Package

_SPECIAL, _SPACED = r"[&<\r]|_x", r"^\s|\s$"
_REFERENCE = re.compile(r"&(?:#([0-9]{1,5})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_STRINGS = re.compile(r"\ufeff?(?:<\?xml[^>]*>\s*)?<sst[^<>]*>")
_ITEM = r'^<t(?: xml:space="preserve")?>([^<]*)</t>$'


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


def read_shared_strings(package: Package) -> list[str | None]:
    """Return the shared strings of a workbook, None for those that cannot be read here, such as rich text.

    NotPlainXml if none can be read.
    """
    part = package.part_of_kind("sharedStrings")
    if part is None:
        return []
    before, *items = package.archive.read(part).decode().rstrip().removesuffix("</si></sst>").split("<si>", 1)
    if not items or not _STRINGS.fullmatch(before):
        raise NotPlainXml
    series = pl.Series(items).str.split("</si><si>").explode()
    return read_texts(series.str.extract(_ITEM), series.str.starts_with("<t>"))
