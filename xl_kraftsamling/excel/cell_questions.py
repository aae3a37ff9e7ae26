"""What Excel is asked about the cells of a sheet, beside their values: number formats, formulas and merges.

Every question is a call between two processes, so it is asked of many cells at once.  Excel answers with all, none or some, and "some"
is halved until it is known.  What the program at hand cannot be asked has a default.  Whether cells are struck through: `struck_cells`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import xlwings as xw

from xl_kraftsamling.xlsx.cells.bounds import MAX_CELLS
from xl_kraftsamling.xlsx.formulas.copies import FormulaCell
from xl_kraftsamling.xlsx.grid import Area


def ask(question: Callable[[], Any], default: Any) -> Any:
    """The answer to a question; the default where the program at hand does not offer it."""
    try:
        return question()
    except (AttributeError, NotImplementedError):
        return default


def get_range(page: xw.Sheet, area: Area) -> xw.Range:
    """The range of an area."""
    return page.range((area.top, area.left), (area.bottom, area.right))


def find_formats(page: xw.Sheet, column: int, lines: Sequence[int]) -> Iterator[str]:
    """The codes of the number formats of a column's cells in some rows; "" where the program cannot tell."""
    code: str | None = ask(lambda: page.range((lines[0], column), (lines[-1], column)).number_format, default="")
    if code is not None:
        yield code
    elif len(lines) > 1:  # they differ, if only in the rows between
        middle = len(lines) // 2
        yield from find_formats(page, column, lines[:middle])
        yield from find_formats(page, column, lines[middle:])


def read_formulas(cells: xw.Range) -> Iterator[FormulaCell]:
    """The formulas of a range, row by row; none where the program does not show them, or the range is too large to be read."""
    formulas: Any = ask(lambda: cells.formula, None) if cells.size <= MAX_CELLS else None
    return list_formulas(formulas, cells.row, cells.column, height=cells.shape[0])


def list_formulas(answer: Any, top: int, left: int, *, height: int) -> Iterator[FormulaCell]:
    """The formulas in an answer of Excel's about the range from a row and a column on.

    That of a single cell comes without rows, and that of a single row or column as a list.
    """
    rows = answer if isinstance(answer, (tuple, list)) else ((answer,),)
    if rows and not isinstance(rows[0], (tuple, list)):
        rows = [rows] if height == 1 else [[text] for text in rows]
    # nearly all columns of a long list have none, and no cell of theirs is looked at
    columns = [number for number, texts in enumerate(zip(*rows, strict=True)) if "\0=" in "\0" + "\0".join(map(str, texts))]
    for row, texts in enumerate(rows if columns else (), top):
        for number in columns:
            text = texts[number]
            if isinstance(text, str) and text.startswith("="):
                yield FormulaCell(row, left + number, text[1:])


def find_merges(page: xw.Sheet, area: Area) -> Iterator[Area]:
    """The merged cells of an area, each once; none where the program cannot tell."""
    return iter(dict.fromkeys(_find_merges(page, area)))  # one across the middle is found from both halves


def _find_merges(page: xw.Sheet, area: Area) -> Iterator[Area]:
    cells = get_range(page, area)
    if ask(lambda: cells.merge_cells, default=False) is False:
        return
    merged = cells(1, 1).merge_area  # the cell alone where it is not merged
    found = Area(merged.row, merged.column, merged.last_cell.row, merged.last_cell.column)
    if found != found.union(area):  # it does not cover the whole area, so there may be others
        for half in halve_area(area):
            yield from _find_merges(page, half)
    elif found.top < found.bottom or found.left < found.right:
        yield found


def halve_area(area: Area) -> tuple[Area, Area]:
    """The two halves of an area, across its longer side."""
    if area.bottom - area.top >= area.right - area.left:
        middle = (area.top + area.bottom) // 2
        return area._replace(bottom=middle), area._replace(top=middle + 1)
    middle = (area.left + area.right) // 2
    return area._replace(right=middle), area._replace(left=middle + 1)
