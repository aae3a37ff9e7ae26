"""Tables of plain text that fit a width: columns of words are wrapped where they must be, columns of numbers never are."""

import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

_GAP = "  "


@dataclass(frozen=True)
class Table:
    """Headings and rows of text; `right` holds the columns that are set to the right and never wrapped.

    A line break in a cell is kept.  Of a row shorter than the headings the last cell reaches over the rest.  Widths are
    counted in characters.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Collection[int] = ()

    @cached_property
    def _columns(self) -> list[list[str]]:
        """The cells of each column; what reaches over several is in none."""
        whole = [row if len(row) == len(self.headings) else row[:-1] for row in self.rows]
        return [[cell for cell in column if cell] for column in zip_longest(self.headings, *whole, fillvalue="")]

    @cached_property
    def _widest(self) -> list[int]:
        return [max((len(line) for cell in column for line in cell.split("\n")), default=0) for column in self._columns]

    @cached_property
    def _narrowest(self) -> list[int]:
        words = [
            max((len(word) for cell in column for word in _wrapped(cell, 1)), default=0) for column in self._columns
        ]
        return [self._widest[i] if i in self.right else word for i, word in enumerate(words)]

    @property
    def least(self) -> int:
        """The least width that the table fits."""
        return _total(self._narrowest)

    def lines(self, width: int) -> Iterator[str]:
        """The table line by line, no wider than the width unless its longest words are; the headings come first."""
        widths = self._fitted(width)
        yield from self._row(self.headings, widths)
        yield _GAP.join("─" * column for column in widths).rstrip()
        for row in self.rows:
            reach = [*widths[: len(row) - 1], _total(widths[len(row) - 1 :])]
            yield from self._row(row, reach)

    def blocks(self) -> Iterator[str]:
        """The table row by row, each filled cell on a line of its own under the row's first: where `lines` does not fit."""
        names = [heading.replace("-\n", "") for heading in self.headings]
        for number, (first, *cells) in enumerate(self.rows):
            yield from ["", first] if number else [first]
            if len(cells) < len(names) - 1:
                yield f"  {cells[0]}"
                continue
            for i, cell in enumerate(cells, 1):
                if cell:
                    set_out = cell.rjust(self._amounts) if i in self.right else cell
                    yield f"  {names[i].ljust(max(map(len, names)))}  {set_out}"

    @cached_property
    def _amounts(self) -> int:
        return max((self._widest[i] for i in self.right), default=0)

    def _fitted(self, width: int) -> list[int]:
        """The widths of the columns: as wide as they want to be, the widest wrapped until all fit."""
        widths = list(self._widest)
        while _total(widths) > width:
            slack = [i for i, column in enumerate(widths) if column > self._narrowest[i]]
            if not slack:
                break
            widths[max(slack, key=widths.__getitem__)] -= 1
        return widths

    def _row(self, cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        right = self.right if len(cells) == len(self.headings) else ()
        wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            set_out = (_set(part, widths[i], i in right) for i, part in enumerate(parts))
            yield _GAP.join(set_out).rstrip(" ")


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _set(part: str, width: int, right: bool) -> str:
    return part.rjust(width) if right else part.ljust(width)


def _wrapped(cell: str, width: int) -> list[str]:
    """A cell in lines; what a no-break space joins stays together."""
    if len(cell) <= width and "\n" not in cell:
        return [cell]  # nearly every cell, and textwrap takes its time
    lines = (textwrap.wrap(part, max(width, 1), break_long_words=False) or [""] for part in cell.split("\n"))
    return [line for part in lines for line in part]
