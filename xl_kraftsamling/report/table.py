"""Plain text that fits a width: tables, and paragraphs.

In a table, columns of words are wrapped where they must be, columns of numbers never are.
"""

import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from xl_kraftsamling.domain.shown_text import show_text

_GAP = "  "


@dataclass(frozen=True)
class TextTable:
    """Headings and rows of text; `right` holds the columns that are aligned to the right and never wrapped.

    A line break in a heading is kept.  If a row is shorter than the headings, its last cell extends over the rest.  Widths are
    counted in characters.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Collection[int] = ()

    def render(self, width: int) -> Iterator[str]:
        """The table line by line, or as a block per row if it is wider than the width even with its words wrapped."""
        return self.lines(width) if self.min_width <= width else self.blocks()

    @property
    def min_width(self) -> int:
        """The least width that the table fits."""
        return _total(self._narrowest)

    def lines(self, width: int) -> Iterator[str]:
        """The table line by line, no wider than the width unless its longest words are; the headings come first."""
        widths = self._fit(width)
        yield from self._row(self.headings, widths)
        yield _GAP.join("─" * column for column in widths).rstrip()
        for row in self._shown_rows:
            # the last cell of a short row gets the widths of all columns from its own on
            reach = [*widths[: len(row) - 1], _total(widths[len(row) - 1 :])]
            yield from self._row(row, reach)

    def blocks(self) -> Iterator[str]:
        """The table as a block per row: its first cell, and under it each other filled cell on a line with its heading."""
        names = [heading.replace("-\n", "") for heading in self.headings]
        name_width = max(map(len, names))
        number_width = max((self._widest[i] for i in self.right), default=0)  # all numbers of a block end below each other
        for number, (first, *cells) in enumerate(self._shown_rows):
            yield from ["", first] if number else [first]
            if len(cells) < len(names) - 1:
                yield f"  {cells[0]}"
                continue
            for i, cell in enumerate(cells, 1):
                if cell:
                    aligned = cell.rjust(number_width) if i in self.right else cell
                    yield f"  {names[i].ljust(name_width)}  {aligned}"

    @cached_property
    def _shown_rows(self) -> list[list[str]]:
        """The rows as they are shown, before they are wrapped: what they hold may come from a cell."""
        return [[show_text(cell) for cell in row] for row in self.rows]

    @cached_property
    def _columns(self) -> list[list[str]]:
        """The cells of each column; a cell that extends over several is in none, as it sets no column's width."""
        whole = [row if len(row) == len(self.headings) else row[:-1] for row in self._shown_rows]
        return [[cell for cell in column if cell] for column in zip_longest(self.headings, *whole, fillvalue="")]

    @cached_property
    def _widest(self) -> list[int]:
        return [max((len(line) for cell in column for line in cell.split("\n")), default=0) for column in self._columns]

    @cached_property
    def _narrowest(self) -> list[int]:
        """The width of each column's longest word; of a column that is never wrapped, its full width."""
        words = [max((len(word) for cell in column for word in _wrap(cell, 1)), default=0) for column in self._columns]
        return [self._widest[i] if i in self.right else word for i, word in enumerate(words)]

    def _fit(self, width: int) -> list[int]:
        """The widths of the columns: at first unwrapped, then the widest is made narrower until all fit."""
        widths = list(self._widest)
        while _total(widths) > width:
            slack = [i for i, column in enumerate(widths) if column > self._narrowest[i]]
            if not slack:
                break
            # one step at a time from the widest, so that columns end up alike rather than one column very narrow
            widths[max(slack, key=widths.__getitem__)] -= 1
        return widths

    def _row(self, cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        right = self.right if len(cells) == len(self.headings) else ()
        wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            aligned = (part.rjust(widths[i]) if i in right else part.ljust(widths[i]) for i, part in enumerate(parts))
            yield _GAP.join(aligned).rstrip(" ")  # a no-break space at the end belongs to its cell


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _wrap(cell: str, width: int) -> list[str]:
    """A cell in lines; words joined by a no-break space stay together."""
    if len(cell) <= width and "\n" not in cell:
        return [cell]  # nearly every cell, and textwrap is slow
    lines = (textwrap.wrap(part, max(width, 1), break_long_words=False) or [""] for part in cell.split("\n"))
    return [line for part in lines for line in part]


def wrap_paragraph(text: str, width: int, indent: str = "", rest: str | None = None) -> list[str]:
    """A text in lines of the width, indented; from the second line on by `rest` if it is given."""
    # not broken at hyphens: a line that ends in "2026-" or "A-" splits a date or an id
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent if rest is None else rest, break_on_hyphens=False
    )
