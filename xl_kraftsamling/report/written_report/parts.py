"""The parts that a report is made of, for every format that has paragraphs, lists and tables."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_kraftsamling.report.written_report.contents import Fact


class Paragraph(NamedTuple):
    """A paragraph."""

    text: str


class Items(NamedTuple):
    """A list of sentences."""

    items: Sequence[str]


class Terms(NamedTuple):
    """Names, each with its value."""

    facts: Sequence[Fact]


class TableRow(NamedTuple):
    """A row of a table: its cells, and whether it is the sum of the others."""

    cells: Sequence[str]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table: what it shows, its headings, its rows, and which of its columns hold text, not numbers, by position; the first always does."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[TableRow]
    texts: Collection[int]


Part = Paragraph | Items | Terms | TablePart
