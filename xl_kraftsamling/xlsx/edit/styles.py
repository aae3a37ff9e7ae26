"""The numbered lists of a workbook's styles, and cell formats that show dates.

Cells name a format by its position in a list, so entries are only ever added at the end.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts


def find_or_add_entry(entries: etree._Element, wanted: etree._Element) -> int:
    """Return the number of an entry in a list; it is added if there is no equal one."""
    same, there = _comparable(wanted), list(entries.iterchildren("*"))  # comments are not counted among the entries
    found = next((number for number, other in enumerate(there) if _comparable(other) == same), None)
    if found is not None:
        return found
    entries.append(wanted)
    if "count" in entries.attrib:  # it is optional, and not added where a program left it out
        entries.set("count", str(len(there) + 1))
    return len(there)


def _comparable(entry: etree._Element) -> tuple[Any, ...]:
    """Return an entry in a form that can be compared; libxml2's canonical XML crashes on names that make no sense."""
    return (
        entry.tag,
        sorted(entry.items()),
        (entry.text or "").strip(),
        [_comparable(child) for child in entry.iterchildren("*")],
    )


_SHORT_DATE = "14"
"""The number format that Excel shows as a date in the way of its country."""

# Dates of every country (ECMA-376 part 1, 18.8.30); 18 to 21 and 45 to 47 are times alone.
_BUILT_IN = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What does not matter for the kind of a number format: quoted text, single signs, colours and countries."""


def ensure_date_format(parts: ChangedParts, style: str | None) -> str | None:
    """Return the number of a cell format that shows dates and is otherwise like `style`, where None is the usual format.

    Without one, 2026-09-15 would read 46280.  It is `style` itself if that shows dates, or if the workbook has no formats.
    """
    part = next(iter(parts.of_type("spreadsheetml.styles+xml")), None)
    formats = None if part is None else parts.tree(part).find("{*}cellXfs")
    if part is None or formats is None:
        return style
    like = next((each for number, each in enumerate(formats.iterchildren("*")) if str(number) == (style or "0")), None)
    if like is None or _shows_dates(like, _find_codes(parts.tree(part))):
        return style
    wanted = deepcopy(like)  # with its borders, fill and font: other cells may use the entry itself
    wanted.attrib.update({"numFmtId": _SHORT_DATE, "applyNumberFormat": "1"})
    number = find_or_add_entry(formats, wanted)
    if wanted.getparent() is formats:  # it is new; otherwise the styles need not be written
        parts.tree_to_change(part)
    return str(number)


def _find_codes(styles: etree._Element) -> Mapping[str, str]:
    """Return the number formats that the workbook defines, by their numbers."""
    return {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind("{*}numFmts/{*}numFmt")}


def _shows_dates(cell_format: etree._Element, codes: Mapping[str, str]) -> bool:
    number = cell_format.get("numFmtId", "0")
    code = _LITERAL.sub("", codes.get(number, "")).lower()
    return number in _BUILT_IN or "d" in code or "yy" in code  # "m" may be minutes
