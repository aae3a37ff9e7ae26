"""Reports with one part per recipient: under its name its lines, or the cells that make its figures unknown.

Each function takes `part`, which gives what there is of a recipient whose figures are known, and puts something else in its place
for the others: so that no report can show figures that rest on a cell which was not read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.as_json import encode_place
from xl_kraftsamling.report.csv_lines import CsvValue
from xl_kraftsamling.report.figures import explain_open_cells, find_open_cells, list_open_figures, render_heading
from xl_kraftsamling.report.table import wrap_paragraph


def render_recipients(
    path: str, ledger: Ledger, names: Iterable[str], part: Callable[[str], Iterable[str]], lang: str, width: int, paint: Paint
) -> Iterator[str]:
    """The recipients one below the other as text; last a note for each outcome or forecast that is unknown by itself."""
    yield from render_heading(path, ledger, lang)
    for name in names:
        yield from ("", paint(name, "title"))
        places = find_open_cells(ledger, name)
        yield from [explain_open_cells(places, lang)] if places else part(name)
    for note in list_open_figures(ledger, lang):
        yield from ("", *wrap_paragraph(note, width))


def list_recipient_rows(
    ledger: Ledger, names: Iterable[str], part: Callable[[str], Iterable[Sequence[CsvValue]]], lang: str
) -> Iterator[Sequence[CsvValue]]:
    """The recipients as rows of CSV; if the figures are unknown, one row with the reason in place of them."""
    for name in names:
        places = find_open_cells(ledger, name)
        yield from [(name, None, explain_open_cells(places, lang))] if places else part(name)


def encode_per_recipient(
    ledger: Ledger, names: Iterable[str], what: str, part: Callable[[str], Sequence[Any]]
) -> list[dict[str, Any]]:
    """The recipients as data for JSON: under `what` their parts, null if `unsettled` lists cells that make the figures unknown."""
    open_cells = {name: [encode_place(place) for place in find_open_cells(ledger, name)] for name in names}
    return [
        {"recipient": name, "unsettled": cells, what: None if cells else part(name)} for name, cells in open_cells.items()
    ]
