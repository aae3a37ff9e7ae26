"""Which cells of an open workbook are struck through.

xlwings has no word for it: Excel for Windows and for Mac are asked by their own.  In a browser it cannot be asked.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import xlwings as xw


def find_struck_lines(page: xw.Sheet, column: int, lines: Sequence[int]) -> Iterator[int]:
    """Those of some rows in which the cell of a column is struck through, wholly or in part; none where Excel cannot be asked.

    The rows are halved as long as Excel answers that they differ.
    """
    struck = _read_struck(page.range((lines[0], column), (lines[-1], column))) if lines else False
    if struck is True or (struck is not False and len(lines) == 1):
        yield from lines
    elif struck is not False:  # they differ, if only in the rows between
        middle = len(lines) // 2
        yield from find_struck_lines(page, column, lines[:middle])
        yield from find_struck_lines(page, column, lines[middle:])


def _read_struck(cells: xw.Range) -> Any:
    """True or False where that holds for all of the cells, and in all of their text; otherwise something else."""
    try:
        return cells.api.Font.Strikethrough if hasattr(cells.api, "Font") else cells.api.font_object.strikethrough.get()
    except (AttributeError, NotImplementedError):
        return False
