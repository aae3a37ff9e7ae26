"""How cells look: the formats that their styles name, in a form that can be compared between workbooks (ECMA-376 part 1, 18.8).

Two workbooks number their styles differently, so that a format is what the number leads to, and not the number.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element

from xl_kraftsamling.xlsx.cells.sheet_scan import CellPosition, scan_part
from xl_kraftsamling.xlsx.package import Package, Sheet

if TYPE_CHECKING:
    from polars import Series

    from xl_kraftsamling.xlsx.fast_reader import Styles


class CellFormat(NamedTuple):
    """The format of a cell: the code of its number format, or the number of one that Excel has itself, and everything else."""

    number: str = "0"
    look: tuple[Any, ...] = ()


PLAIN = CellFormat()
"""The format of a cell that names none."""


@dataclass(slots=True)
class ColumnFormats:
    """The formats of the cells of a column, each from a row on until that of the next: most columns have one for all rows."""

    tops: list[int] = field(default_factory=list)
    formats: list[CellFormat] = field(default_factory=list)

    def add(self, row: int, style: CellFormat) -> None:
        """Take the next cell with a format."""
        if not self.formats or self.formats[-1] is not style:
            self.tops.append(row)
            self.formats.append(style)

    def list_below(self, row: int) -> list[CellFormat]:
        """The formats of the cells below a row, without those that follow an equal one."""
        return self.formats[max(bisect_right(self.tops, row + 1) - 1, 0) :]

    def find(self, row: int) -> CellFormat:
        """The format of a cell that is there."""
        at = bisect_right(self.tops, row) - 1
        return self.formats[at] if at >= 0 else PLAIN


_LISTS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


def read_cell_formats(package: Package, sheet: Sheet, known: "Styles | None" = None) -> Mapping[int, ColumnFormats]:
    """The formats of the cells of a sheet by column; BadInput where it is damaged.

    :param known: the styles of its cells, where they were read together with their values.
    """
    styles = _read_styles(package)
    if known is not None:
        return {number: _join_parts(parts, styles) for number, parts in known.items()}
    found: dict[int, ColumnFormats] = {}
    position = CellPosition()

    def find_format(kind: str, attributes: dict[str, str]) -> None:
        if position.enter(kind, attributes):
            column = found.get(position.column) or found.setdefault(position.column, ColumnFormats())
            column.add(position.row, styles.get(attributes.get("s", "0"), PLAIN))

    scan_part(package, sheet.part, find_format)
    return found


def _join_parts(parts: list[tuple["Series", str]], styles: Mapping[str, CellFormat]) -> ColumnFormats:
    """The formats of a column by the rows of those cells that have each style."""
    found = ColumnFormats()
    named = [(rows, styles.get(style or "0", PLAIN)) for rows, style in parts]
    if all(style is named[0][1] for _, style in named):  # nearly always
        found.add(min(rows[0] for rows, _ in named), named[0][1])
        return found
    for row, style in sorted(((row, style) for rows, style in named for row in rows.to_list()), key=itemgetter(0)):
        found.add(row, style)
    return found


def _read_styles(package: Package) -> Mapping[str, CellFormat]:
    """The formats by the number with which cells name them; equal ones are one object."""
    root = package.styles
    if root is None:
        return {}
    codes = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    lists = {name: [_describe(entry) for entry in root.iterfind(f"{{*}}{name}/*")] for _, name in _LISTS}
    styles, known = {}, dict[CellFormat, CellFormat]()
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        look = [_find_entry(lists[name], style.get(key, "0")) for key, name in _LISTS]
        kind = style.get("numFmtId", "0")
        made = CellFormat(codes.get(kind, kind), (*look, *(_describe(child) for child in style)))
        styles[str(number)] = known.setdefault(made, made)
    return styles


def _find_entry(entries: list[tuple[Any, ...]], number: str) -> tuple[Any, ...]:
    return entries[int(number)] if number.isdecimal() and len(number) < 7 and int(number) < len(entries) else ()


def _describe(element: Element) -> tuple[Any, ...]:
    """An element in a form that can be compared, without its namespace."""
    return element.tag.rpartition("}")[2], tuple(sorted(element.items())), tuple(map(_describe, element))
