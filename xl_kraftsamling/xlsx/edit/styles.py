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


GENERAL, TEXT = "General", "@"
"""The codes of the usual number format, and of that which keeps what is typed as text."""
_CODES = {"0": GENERAL, "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "49": TEXT, _SHORT_DATE: "mm-dd-yy"}
"""The codes of formats that every workbook has (ECMA-376 part 1, 18.8.30), as far as amounts, texts and dates use them."""


def ensure_date_format(parts: ChangedParts, style: str | None) -> str | None:
    """Return the number of a cell format that shows dates and is otherwise like `style`, where None is the usual format.

    Without one, 2026-09-15 would read 46280.  It is `style` itself if that shows dates, or if the workbook has no formats.
    """
    like = _find_format(parts, style)
    if like is None or _shows_dates(like, _find_codes(parts)):
        return style
    return _ensure_format(parts, like, _SHORT_DATE)


def find_number_format(parts: ChangedParts, style: str | None) -> str:
    """Return the code of the number format of a cell format; one that only its number names is "#" and that number."""
    like = _find_format(parts, style)
    number = "0" if like is None else like.get("numFmtId", "0")
    return {**_CODES, **_find_codes(parts)}.get(number, f"#{number}")


def ensure_number_format(parts: ChangedParts, style: str | None, code: str) -> str | None:
    """Return the number of a cell format with a number format and otherwise like `style`; `style` itself where that cannot be had.

    :param code: as :func:`find_number_format` returns it.
    """
    like = _find_format(parts, style)
    numbers = {known: number for number, known in {**_CODES, **_find_codes(parts)}.items()}
    number = numbers.get(code) or (code[1:] if code[:1] == "#" and code[1:].isdecimal() else None)
    return style if like is None or number is None else _ensure_format(parts, like, number)


def _find_format(parts: ChangedParts, style: str | None) -> etree._Element | None:
    """The cell format of a number; None where the workbook has no formats, or none of that number."""
    formats = _find_formats(parts)
    return next((each for number, each in enumerate(formats) if str(number) == (style or "0")), None)


def _find_formats(parts: ChangedParts) -> list[etree._Element]:
    found = [parts.tree(part).find("{*}cellXfs") for part in parts.of_type("spreadsheetml.styles+xml")[:1]]
    return [each for formats in found if formats is not None for each in formats.iterchildren("*")]


def _ensure_format(parts: ChangedParts, like: etree._Element, number_format: str) -> str:
    """The number of a cell format like another one but with a number format; an entry that is there already is preferred."""
    wanted = deepcopy(like)  # with its borders, fill and font: other cells may use the entry itself
    wanted.attrib.pop("applyNumberFormat", "")
    wanted.set("numFmtId", number_format)
    for number, each in enumerate(_find_formats(parts)):
        there = deepcopy(each)
        there.attrib.pop("applyNumberFormat", "")  # programs differ in whether they say that a number format applies
        if _comparable(there) == _comparable(wanted):
            return str(number)
    wanted.set("applyNumberFormat", "1")
    [formats] = parts.tree_to_change(parts.of_type("spreadsheetml.styles+xml")[0]).iterchildren("{*}cellXfs")
    return str(find_or_add_entry(formats, wanted))


def _find_codes(parts: ChangedParts) -> Mapping[str, str]:
    """Return the number formats that the workbook defines, by their numbers."""
    styles = (parts.tree(part) for part in parts.of_type("spreadsheetml.styles+xml")[:1])
    return {each.get("numFmtId", ""): each.get("formatCode", "") for root in styles for each in root.iterfind("{*}numFmts/{*}numFmt")}


def _shows_dates(cell_format: etree._Element, codes: Mapping[str, str]) -> bool:
    number = cell_format.get("numFmtId", "0")
    code = _LITERAL.sub("", codes.get(number, "")).lower()
    return number in _BUILT_IN or "d" in code or "yy" in code  # "m" may be minutes
