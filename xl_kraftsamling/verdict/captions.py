"""What a reader calls a cell: the id of its row and the heading of its column.

Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLE_BY_NAME, RECORD, SETTINGS, STATED_BALANCES, VALUE


class Captions:
    """The captions of the places that are asked for; of a table's hundreds of thousands of rows no others are kept."""

    def __init__(self, book: Book, places: Iterable[Place | None]) -> None:
        """Take a book and the places in it."""
        named = ((RECORD, book.record), (SETTINGS, book.settings))
        self._entries = {
            values[c.field].place: c.heading for table, values in named for c in table.columns if c.field in values
        }
        blocks = (block for blocks in book.blocks.values() for block in blocks)
        self._blocks = sorted(blocks, key=attrgetter("heading_row"), reverse=True)
        self._ids = dict(_ids(book, [place for place in places if place]))

    def row_id(self, place: Place | None) -> str | None:
        """The id of the row that a place stands in: its first column, or the name of a single value."""
        if place is None:
            return None
        found = self._entries.get(place) or self._ids.get((place.sheet, place.row))
        return None if found is None else str(found)

    def heading(self, place: Place | None) -> str | None:
        """The heading above a place: the nearest one, where there are tables below each other."""
        if place is None:
            return None
        if place in self._entries:
            return VALUE
        above = (block for block in self._blocks if block.sheet == place.sheet and block.heading_row <= place.row)
        named = (block.headings[name] for block in above for name, column in block.columns.items() if column == place.column)
        return next(named, None)


def _ids(book: Book, places: Iterable[Place]) -> Iterator[tuple[tuple[str, int], object]]:
    """The first column of each row in which one of the places stands, by sheet and line."""
    lines: dict[str, set[int]] = defaultdict(set)
    for place in places:
        lines[place.sheet].add(place.row)
    for name in (*TABLE_BY_NAME, STATED_BALANCES.name):
        wanted = set().union(*(lines[block.sheet] for block in book.blocks.get(name, ())))
        for row in getattr(book, name) if wanted else ():
            if row.line in wanted:
                yield (row.block.sheet, row.line), row[3]
