"""How cells look: the formats that their styles name, in a form that can be compared between workbooks (ECMA-376 part 1, 18.8).

Two workbooks number their styles differently, so that a format is what the number leads to, and not the number.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from xl_kraftsamling.xlsx.cells.sheet_scan import CellPosition, scan_part
from xl_kraftsamling.xlsx.package import Package, Sheet


class CellFormat(NamedTuple):
    """The format of a cell: the code of its number format, or the number of one that Excel has itself, and everything else."""

    number: str = "0"
    look: tuple[Any, ...] = ()


PLAIN = CellFormat()
"""The format of a cell that names none."""

_LISTS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


def read_cell_formats(package: Package, sheet: Sheet) -> Mapping[tuple[int, int], CellFormat]:
    """The formats of the cells of a sheet that name one, by row and column; BadInput where it is damaged."""
    styles = _read_styles(package)
    found: dict[tuple[int, int], CellFormat] = {}
    position = CellPosition()

    def find_format(kind: str, attributes: dict[str, str]) -> None:
        if position.enter(kind, attributes) and (style := styles.get(attributes.get("s", "0"))):
            found[position.row, position.column] = style

    scan_part(package, sheet.part, find_format)
    return found


def _read_styles(package: Package) -> Mapping[str, CellFormat]:
    """The formats by the number with which cells name them; equal ones are one object."""
    root = package.styles
    if root is None:
        return {}
    codes = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    lists = {name: [_describe(entry) for entry in root.iterfind(f"{{*}}{name}/*")] for _, name in _LISTS}
    styles = {}
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        look = [_find_entry(lists[name], style.get(key, "0")) for key, name in _LISTS]
        kind = style.get("numFmtId", "0")
        styles[str(number)] = CellFormat(codes.get(kind, kind), (*look, *(_describe(child) for child in style)))
    return styles


def _find_entry(entries: list[tuple[Any, ...]], number: str) -> tuple[Any, ...]:
    return entries[int(number)] if number.isdecimal() and len(number) < 7 and int(number) < len(entries) else ()


def _describe(element: Element) -> tuple[Any, ...]:
    """An element in a form that can be compared, without its namespace."""
    return element.tag.rpartition("}")[2], tuple(sorted(element.items())), tuple(map(_describe, element))
