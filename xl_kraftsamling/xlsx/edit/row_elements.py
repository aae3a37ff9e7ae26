"""The rows of a sheet's XML by number, kept in the order that the format demands."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from xl_kraftsamling.xlsx.package import MAIN_NAMESPACES

NEW_ROWS = "kraftsamling-rows"
"""The processing instruction that contains new rows as text, until they are written as text.

As elements they would take thirty times the memory; they become elements only if they are needed again.
"""

_BLOCK = 100  # new rows in one instruction: libxml2 holds a long one several times while it writes it


class RowElements:
    """The rows of a worksheet as elements, new ones also as text.

    A row without a number follows the one before it.  ValueError if the sheet has no place for rows, or they are out of order.
    """

    def __init__(self, root: etree._Element) -> None:
        """Find the rows of a worksheet by the root of its XML."""
        self._namespace = etree.QName(root).namespace
        data = root.find(self.tag("sheetData"))
        if data is None or self._namespace not in MAIN_NAMESPACES:
            raise ValueError
        self.data = data
        self._elements: dict[int, etree._Element] = {}
        last = 0
        for row in data.iterchildren(self.tag("row")):
            number = int(row.get("r", last + 1))
            if number <= last:  # the search by bisection below needs the order, and Excel calls such a sheet damaged
                raise ValueError(number)
            self._elements[number] = row
            last = number
        self._numbers = list(self._elements)  # in order; a block of text counts by its first row
        self._texts: list[range] = []  # in order
        # Text is written by us in UTF-8 and without a prefix, so it only fits a sheet that is written so, too.
        encoding = root.getroottree().docinfo.encoding or "UTF-8"
        self.takes_text = data.nsmap.get(None) == self._namespace and encoding.upper() == "UTF-8"

    def tag(self, name: str) -> str:
        """The full name of a spreadsheet element; strict and transitional workbooks differ in the namespace."""
        return f"{{{self._namespace}}}{name}"

    def parse_rows(self, text: str) -> list[etree._Element]:
        """Parse rows that are written without a namespace."""
        return list(etree.fromstring(f'<sheetData xmlns="{self._namespace}">{text}</sheetData>'))

    def number(self, row: etree._Element) -> int:
        """The number of a row of the sheet."""
        # Nothing comes between a row without a number and the one before it, and rows are never removed: none need be given one.
        return int(row.get("r") or next(number for number, other in self._elements.items() if other is row))

    def get(self, number: int) -> etree._Element | None:
        """The element of a row; None if the sheet has none."""
        self._parse_texts(number, number)
        return self._elements.get(number)

    def get_or_make(self, number: int) -> etree._Element:
        """The element of a row, which is made if the sheet has none."""
        if self.get(number) is None:
            self.insert(number, etree.Element(self.tag("row"), r=str(number)))
        return self._elements[number]

    def numbers_between(self, first: int, last: int) -> list[int]:
        """The numbers of the rows that the sheet has between two, both included."""
        self._parse_texts(first, last)
        return self._numbers[bisect_left(self._numbers, first) : bisect_left(self._numbers, last + 1)]

    def parsed_between(self, first: int, last: int) -> list[int]:
        """The numbers of the rows between two, both included, that are elements: not those that are new, and text still."""
        texts = {block.start for block in self._texts}
        between = self._numbers[bisect_left(self._numbers, first) : bisect_left(self._numbers, last + 1)]
        return [number for number in between if number not in texts]

    def insert(self, number: int, row: etree._Element) -> None:
        """Insert a row that the sheet does not have."""
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers):
            self.data.append(row)
        else:
            self._elements[self._numbers[at]].addprevious(row)
        self._numbers.insert(at, number)
        self._elements[number] = row

    def insert_text(self, numbers: range, rows: Iterable[str]) -> None:
        """Insert rows that the sheet does not have, as text."""
        remaining = iter(rows)
        for start in range(numbers.start, numbers.stop, _BLOCK):
            block = range(start, min(start + _BLOCK, numbers.stop))
            # Escaped text has no ">" of its own, so that nothing in a cell can end the instruction, which "?>" does.
            self.insert(start, etree.ProcessingInstruction(NEW_ROWS, "".join(islice(remaining, len(block)))))
            insort(self._texts, block, key=_first)

    def _parse_texts(self, first: int, last: int) -> None:
        """Turn the text of these rows into elements."""
        # All of a block or nothing: half of it would have to be searched for the end of a row.
        begin, end = max(0, bisect_right(self._texts, first, key=_first) - 1), bisect_right(self._texts, last, key=_first)
        blocks = self._texts[begin:end]
        self._texts[begin:end] = [block for block in blocks if first >= block.stop]
        for numbers in [block for block in blocks if first < block.stop]:
            del self._numbers[bisect_left(self._numbers, numbers.start)]
            text = self._elements.pop(numbers.start)
            self.data.remove(text)
            for number, row in zip(numbers, self.parse_rows(text.text or ""), strict=True):
                self.insert(number, row)


def _first(block: range) -> int:
    return block.start
