"""The formulas of a sheet's cells, each as a text of its own, while they are changed; shared ones stay shared where that is possible."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.xlsx.edit.cell_elements import CellElements
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula, parse_pattern
from xl_kraftsamling.xlsx.grid import Area


class CellFormula(NamedTuple):
    """The formula of a cell, without its equals sign, and its element."""

    row: int
    column: int
    text: str
    element: etree._Element

    @property
    def area(self) -> Area:
        """The cell as an area."""
        return Area(self.row, self.column, self.row, self.column)


def list_formulas(grid: CellElements) -> list[list[CellFormula]]:
    """The formulas of a sheet: those that share one together, the master first, and each other by itself."""
    groups: list[list[CellFormula]] = []
    masters: dict[str, tuple[list[CellFormula], Pattern]] = {}
    for element in grid.rows.data.iter(grid.tag("f")):
        cell = element.getparent()
        if cell is None:
            continue
        row, column = grid.address(cell)
        number, text = element.get("si", "") if element.get("t") == "shared" else "", element.text or ""
        if number and not text and number in masters:
            group, pattern = masters[number]
            group.append(CellFormula(row, column, _format(pattern, row, column), element))
        elif text:
            groups.append([CellFormula(row, column, text, element)])
            if number:
                masters[number] = groups[-1], parse_pattern(text, row, column)
    return groups


def rewrite_formulas(grid: CellElements, change: Callable[[CellFormula], str]) -> Iterator[CellFormula]:
    """Change formulas; yields those that changed, as they are now."""
    for group in list_formulas(grid):
        texts = [change(each) for each in group]
        changed = [each._replace(text=text) for each, text in zip(group, texts, strict=True) if text != each.text]
        if changed:
            _write_group(group, texts)
            yield from changed


def _write_group(group: Sequence[CellFormula], texts: Sequence[str]) -> None:
    master = group[0]
    pattern = parse_pattern(texts[0], master.row, master.column)
    master.element.text = texts[0]
    if len(group) > 1 and any(_format(pattern, each.row, each.column) != text for each, text in zip(group, texts, strict=True)):
        for each, text in zip(group, texts, strict=True):
            each.element.text = text
            for attribute in ("t", "ref", "si"):
                each.element.attrib.pop(attribute, "")


def _format(pattern: Pattern, row: int, column: int) -> str:
    return format_formula(pattern, row, column).removeprefix("=")
