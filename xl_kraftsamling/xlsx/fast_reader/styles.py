"""Which styles of a workbook make a date of a number, as calamine decides it."""

import re
from collections.abc import Mapping
from enum import Enum

from xl_kraftsamling.xlsx.package import Package


class NumberStyle(Enum):
    """What a style shows a number as; UNKNOWN where only calamine can decide, as with durations."""

    NUMBER = "number"
    DATE = "date"
    UNKNOWN = "unknown"


# ECMA-376 part 1, 18.8.30: the formats that a file need not spell out.  46, [h]:mm:ss, is a duration.
_BUILT_IN = dict.fromkeys([*map(str, range(14, 23)), "45", "47"], NumberStyle.DATE) | {"46": NumberStyle.UNKNOWN}
_LITERAL = re.compile(r'"[^"\\_*]*"|[\\_].|\[[^]["\\_*mhsMHS][^]["\\_*]*\]|General', re.DOTALL)


def read_number_styles(package: Package) -> list[NumberStyle]:
    """Return the styles of a workbook, by the index with which cells name them."""
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
