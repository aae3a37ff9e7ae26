"""The examples of a rule's page, read from their Markdown; the grammar is described in `tests/pages.py`."""

from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.report.table import Table


class Example(NamedTuple):
    """A table of an example: the line that names its sheet, and its cells with the marks (← AV01) in a last column."""

    title: str
    table: Table | None


def examples(text: str) -> Iterator[Example]:
    """The tables of an example; a line without a table stands for itself."""
    title, lines = "", []
    for line in [*map(str.strip, text.strip().splitlines()), ""]:
        if line.startswith("|"):
            lines.append(line)
            continue
        if title:
            yield Example(title, _table(lines) if lines else None)
        title, lines = line, []


def _table(lines: list[str]) -> Table:
    headings, alignment, *rows = map(_cells, lines)
    right = [i for i, dashes in enumerate(alignment) if dashes.endswith("-:")]
    columns = len(headings)
    return Table(headings, [[*(row + [""] * columns)[: columns - 1], row[-1]] for row in rows], right)


def _cells(line: str) -> list[str]:
    """The cells of a line, and last what stands after its last bar."""
    *cells, mark = line.removeprefix("|").split("|")
    return [*map(str.strip, cells), mark.strip().replace(" ", "\u00a0")]
