"""What a heading or a label of a row says, however it is written."""

import unicodedata
from collections.abc import Sequence
from typing import Any

_SUBTOTALS = ("delsumma",)
_TOTALS = ("summa", "totalt", "total", "totalsumma", "summering", "s:a", "sum", "tot", "samtliga")


def fold_label(text: object) -> str:
    """A sheet name, heading or label for comparison: NFKC, case-folded, trimmed, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, (int, float))


def is_sum_row(cells: Sequence[Any]) -> bool:
    """Whether the filled cells of a row, from the left, are those of a sum row."""
    label = fold_label(cells[0]).rstrip(":. ") if cells and isinstance(cells[0], str) else ""
    if label in _TOTALS or is_subtotal_label(label):
        return True
    return label.startswith(("summa ", "totalt ", "total ", "s:a ", "sum ", "samtliga ")) and all(map(is_number, cells[1:]))


def is_subtotal_label(label: object) -> bool:
    """Whether a sum row's label names the sum of a part."""
    return fold_label(label).startswith(_SUBTOTALS)
