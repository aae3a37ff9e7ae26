"""One part per recipient: under its name what there is to show, or why it cannot be shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report import csv_lines as delimited
from xl_kraftsamling.report.as_json import cell
from xl_kraftsamling.report.figures import causes, why_open
from xl_kraftsamling.report.heading import heading
from xl_kraftsamling.report.table import Table


def parts(
    path: str, ledger: Ledger, names: Iterable[str], part: Callable[[str], Iterable[str]], lang: str, paint: Paint
) -> Iterator[str]:
    """The recipients one below the other; of those whose figures a cell leaves open only that cell is named."""
    yield from heading(path, ledger, lang)
    for name in names:
        yield from ("", paint(name, "title"))
        places = causes(ledger, name)
        yield from [why_open(places, lang)] if places else part(name)


def fitted(table: Table, width: int) -> Iterator[str]:
    """A table in the width, or row by row where it does not fit."""
    return table.lines(width) if table.least <= width else table.blocks()


def rows(
    ledger: Ledger, names: Iterable[str], part: Callable[[str], Iterable[Sequence[delimited.Cell]]], lang: str
) -> Iterator[Sequence[delimited.Cell]]:
    """The same as rows of CSV; who has nothing to show there has a row without figures."""
    for name in names:
        places = causes(ledger, name)
        yield from [(name, None, why_open(places, lang))] if places else part(name)


def data(ledger: Ledger, names: Iterable[str], what: str, part: Callable[[str], Sequence[Any]]) -> list[dict[str, Any]]:
    """The same as data for JSON; `unsettled` are the cells that leave the figures open, then `what` is null."""
    open_cells = {name: [cell(place) for place in causes(ledger, name)] for name in names}
    return [
        {"recipient": name, "unsettled": cells, what: None if cells else part(name)} for name, cells in open_cells.items()
    ]
