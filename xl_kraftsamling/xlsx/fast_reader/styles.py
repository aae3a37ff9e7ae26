"""Which styles of a workbook make a date of a number, and which leave it a number: as calamine judges them, or not at all."""

import re
from collections.abc import Mapping
from enum import Enum

from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.parts import find_elements


class NumberStyle(Enum):
    """What a style shows a number as; UNTOLD where calamine must be asked, as with durations."""

    NUMBER = "number"
    DATE = "date"
    UNTOLD = "untold"


_BUILT_IN = dict.fromkeys([*map(str, range(14, 23)), "45", "47"], NumberStyle.DATE) | {"46": NumberStyle.UNTOLD}
_LITERAL = re.compile(r'"[^"\\_*]*"|[\\_].|\[[^]["\\_*mhsMHS][^]["\\_*]*\]|General', re.DOTALL)


def read_number_styles(package: Package) -> list[NumberStyle]:
    """What each style of a workbook shows a number as, by the index that cells name it by."""
    part = package.part_of_kind("styles")
    if part is None:
        return []
    root = package.xml(part)
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in find_elements(root, "numFmts", "numFmt")}
    return [_shows(style.get("numFmtId"), codes) for style in find_elements(root, "cellXfs", "xf")]


def _shows(number: str | None, codes: Mapping[str | None, str]) -> NumberStyle:
    if number not in codes:
        return _BUILT_IN.get(number or "", NumberStyle.NUMBER)
    signs = set(_LITERAL.sub("", codes[number]).partition(";")[0].lower())
    if signs & set('"\\_*[]a'):
        return NumberStyle.UNTOLD
    return NumberStyle.DATE if signs & set("dmhys") else NumberStyle.NUMBER
