"""The numbered lists of a workbook's styles: an entry is named by its place, so entries are only ever added at the end.

Formats that show a number as the date it stands for: without one, 2026-09-15 reads 46280.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from xl_kraftsamling.xlsx.edit.parts import ChangedParts


def find_or_add_entry(entries: etree._Element, wanted: etree._Element) -> int:
    """The number of an entry; it is added to the list where no equal one is there."""
    same, there = _plain(wanted), list(entries.iterchildren("*"))
    found = next((number for number, other in enumerate(there) if _plain(other) == same), None)
    if found is not None:
        return found
    entries.append(wanted)
    if "count" in entries.attrib:
        entries.set("count", str(len(there) + 1))
    return len(there)


def _plain(entry: etree._Element) -> tuple[Any, ...]:
    """What an entry says, however it is written; the canonical form of libxml2 crashes on names that make no sense."""
    return (
        entry.tag,
        sorted(entry.items()),
        (entry.text or "").strip(),
        [_plain(child) for child in entry.iterchildren("*")],
    )


_SHORT_DATE = "14"
"""The number format that every Excel shows as a date in the way of its country."""

_BUILT_IN = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What in a number format says nothing of its kind: quoted text, single signs, colours and countries."""


def ensure_date_format(trees: ChangedParts, style: str | None) -> str | None:
    """The number of a cell format like another one, None being the usual one, that shows dates; the same where it does.

    A workbook without formats, which no spreadsheet program makes, is left as it is.
    """
    part = next(iter(trees.parts_of_type("spreadsheetml.styles+xml")), None)
    formats = None if part is None else trees.tree(part).find("{*}cellXfs")
    if part is None or formats is None:
        return style
    like = next((each for number, each in enumerate(formats.iterchildren("*")) if str(number) == (style or "0")), None)
    if like is None or _shows_dates(like, _codes(trees.tree(part))):
        return style
    wanted = deepcopy(like)
    wanted.attrib.update({"numFmtId": _SHORT_DATE, "applyNumberFormat": "1"})
    number = find_or_add_entry(formats, wanted)
    if wanted.getparent() is formats:
        trees.tree_to_change(part)
    return str(number)


def _codes(styles: etree._Element) -> Mapping[str, str]:
    """The workbook's own number formats by their numbers."""
    return {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind("{*}numFmts/{*}numFmt")}


def _shows_dates(cell_format: etree._Element, codes: Mapping[str, str]) -> bool:
    number = cell_format.get("numFmtId", "0")
    code = _LITERAL.sub("", codes.get(number, "")).lower()
    return number in _BUILT_IN or "d" in code or "yy" in code
