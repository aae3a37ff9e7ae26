"""Charts and pictures below a table that grows: they lie above the cells, so that rows written under them could not be seen."""

from collections.abc import Iterator

from lxml import etree

from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.references import Growth
from xl_kraftsamling.xlsx.grid import LAST_ROW
from xl_kraftsamling.xlsx.package import Package, parse_whole

_ANCHORS = ("{*}twoCellAnchor", "{*}oneCellAnchor")
"""What ties a drawing to cells; one that is placed by its distance from the sheet's corner belongs to no rows."""


def move_drawings(package: Package, parts: ChangedParts, growth: Growth) -> None:
    """Move all that is drawn below a table down with its last row, if that would otherwise be covered; what is beside it stays."""
    before = growth.with_totals.bottom
    for part in _list_drawings(package, growth.sheet):
        below = [each for each in parts.tree(part).iter(*_ANCHORS) if _find_top(each) > before and _is_over_columns(each, growth)]
        if any(_find_top(each) <= before + growth.rows for each in below):
            parts.tree_to_change(part)
            for each in below:
                _move_down(each, growth.rows)


def _list_drawings(package: Package, name: str) -> Iterator[str]:
    sheet = next(sheet for sheet in package.sheets if sheet.name == name)
    links = (link for link in package.relationships(sheet.part) if link.kind == "drawing" and not link.is_external)
    return (link.target for link in links if link.target in package.archive)


def _find_top(anchor: etree._Element) -> int:
    """The row in which a drawing begins, counted from 1; 0 where that cannot be told."""
    return parse_whole(anchor.findtext("{*}from/{*}row"), -1) + 1


def _is_over_columns(anchor: etree._Element, growth: Growth) -> bool:
    """Whether a drawing may be over columns of the table; how far to the right one without a last column goes, its size alone says."""
    first = parse_whole(anchor.findtext("{*}from/{*}col"), 0) + 1
    last = parse_whole(anchor.findtext("{*}to/{*}col"), growth.data.right) + 1
    return first <= growth.data.right and last >= growth.data.left


def _move_down(anchor: etree._Element, rows: int) -> None:
    for row in anchor.iterfind("{*}*/{*}row"):
        row.text = str(min(parse_whole(row.text, 0) + rows, LAST_ROW - 1))
