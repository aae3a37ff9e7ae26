"""The words that one workbook has of its own for values, and what its map says that they mean.

Those for recipients belong to the register (:meth:`Register.with_words`): they name somebody wherever they stand.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import fold_cell, fold_label
from xl_kraftsamling.domain.tables import Column

_SPELLINGS = {"true": "sant", "false": "falskt"}  # the truth values, as Excel shows them in English and in Swedish


class OwnWords(NamedTuple):
    """What the words of a workbook mean: `names` the recipients by word, `cells` the cell that a word stands for by heading and word.

    The headings are those of the template, and like the words they are folded.  A status counts in the tables that have it.
    """

    names: Mapping[str, str] = {}
    cells: Mapping[str, Mapping[str, Any]] = {}

    def translate(self, column: Column, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells of a column with what they mean in the place of every word that was taught; the other cells as they are."""
        taught = self.cells.get(fold_label(column.heading), {})
        words = {word: cell for word, cell in taught.items() if not column.states or cell in column.states}
        return [words.get(fold_word(cell), cell) for cell in cells] if words else cells


NO_WORDS = OwnWords()
"""Those of a workbook without a map."""


def fold_word(cell: Any) -> str:
    """The content of a cell for comparison: numbers and truth values by how they are shown."""
    text = fold_cell(cell)
    return _SPELLINGS.get(text, text)
