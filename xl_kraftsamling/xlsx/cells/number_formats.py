"""What a cell's style makes of its number: a number, a date or a duration (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from xml.etree import ElementTree  # noqa: ICN001

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.xlsx.package import MAIN_NAMESPACES, Package, local_name


class NumberStyle(Enum):
    """What a style shows a number as."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"


_ROOTS = tuple(f"{{{space}}}styleSheet" for space in MAIN_NAMESPACES)
_ORPHAN = Text("format som inget i arbetsboken hänvisar till", "formats to which nothing in the workbook refers")
_TWICE = Text("två delar med format som säger emot varandra", "two sets of formats that contradict each other")

# 18.8.30: the formats that a file need not spell out.  27 to 36, 50 to 58 and 71 to 81 are dates and times in every language that has them.
_DATES = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 82))
_BUILT_IN = {str(number): NumberStyle.DATE for number in _DATES} | {"46": NumberStyle.DURATION}

# What a format shows as it is: texts in quotes, signs that are escaped, repeated or only leave room, and exponents.  Of what stands in
# brackets, [h], [mm] and [ss] count time; colours, conditions and languages ([$-41D]) say nothing of the kind.
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].?|e[+-]|general|standard|am/pm|a/p', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^]]*\]?")
_PARTS_OF_DATES = frozenset("dmyhs")


def classify_format(code: str) -> NumberStyle:
    """Return what a format shows a number as; the form of positive numbers, its first section, decides."""
    section = _LITERAL.sub("", code.lower()).partition(";")[0]
    if _ELAPSED.search(section):
        return NumberStyle.DURATION
    signs = set(_BRACKETS.sub("", section))
    return NumberStyle.DATE if signs & _PARTS_OF_DATES else NumberStyle.NUMBER


def read_number_styles(package: Package) -> list[NumberStyle]:
    """Read the styles of a workbook, by the index with which cells name them; BadInput if they contradict each other."""
    part, root = package.part_of_kind("styles") or "", package.styles
    if root is None:
        orphan = posixpath.join(posixpath.dirname(package.part), "styles.xml")
        if orphan in package.archive:  # other readers find it by its name, and dates by it
            raise package.archive.unsafe_error(orphan, _ORPHAN)
        return []
    if root.tag not in _ROOTS:  # taken for no styles, all dates would become numbers
        raise package.archive.damaged_error(part)
    space = root.tag.removesuffix("styleSheet")
    sets, codes = root.findall(f"{space}cellXfs"), _read_codes(root, space)
    if len(sets) > 1 or codes is None or not all(element.tag.startswith(space) for element in _find_formats(root)):
        raise package.archive.unsafe_error(part, _TWICE)
    styles = _BUILT_IN | {number: classify_format(code) for number, code in codes.items()}
    return [styles.get(style.get("numFmtId", "0"), NumberStyle.NUMBER) for formats in sets for style in formats.iterfind(f"{space}xf")]


def _find_formats(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """All formats and styles, in any namespace: there are readers that do not look at that."""
    for part in root:
        if local_name(part.tag) in ("numFmts", "cellXfs"):
            yield part
            yield from part


def _read_codes(root: ElementTree.Element, space: str) -> Mapping[str, str] | None:
    """The formats that the file spells out, by their number; None if one number has two that differ."""
    codes: dict[str, str] = {}
    for entry in root.iterfind(f"{space}numFmts/{space}numFmt"):
        code = entry.get("formatCode", "")
        if codes.setdefault(entry.get("numFmtId", ""), code) != code:
            return None
    return codes
