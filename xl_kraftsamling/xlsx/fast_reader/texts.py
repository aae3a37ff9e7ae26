"""Texts as they stand in XML, and the shared strings of a workbook, told as calamine tells them or not at all."""

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
    """Texts of XML as texts, None where that cannot be told; `trimmed` is where spaces around them do not belong to them."""
    told: list[str | None] = raw.to_list()
    for i in raw.str.contains(_SPECIAL).arg_true():
        told[i] = _text(raw[i])
    for i in (raw.str.contains(_SPACED) & trimmed).arg_true():
        told[i] = None
    return told


def _text(raw: str) -> str | None:
    raw = raw.replace("\r\n", "\n")
    signs = [int(code) for code, _ in _REFERENCE.findall(raw) if code]
    if re.search("_x|[\r<]", raw) or "&" in _REFERENCE.sub("", raw) or not all(map(_is_sign, signs)):
        return None
    return _REFERENCE.sub(lambda match: _NAMED[match[2]] if match[2] else chr(int(match[1])), raw)


def _is_sign(code: int) -> bool:
    """Whether a character may be named by its number in XML, of those that ever are."""
    return 32 <= code < 0xD800 or code in (9, 10)


def read_shared_strings(package: Package) -> list[str | None]:
    """The shared strings of a workbook, None where one cannot be told (such as rich text); Unfamiliar where none can."""
    part = package.part_of_kind("sharedStrings")
    if part is None:
        return []
    before, *items = package.read(part).decode().rstrip().removesuffix("</si></sst>").split("<si>", 1)
    if not items or not _STRINGS.fullmatch(before):
        raise NotPlainXml
    series = pl.Series(items).str.split("</si><si>").explode()
    return read_texts(series.str.extract(_ITEM), series.str.starts_with("<t>"))
