"""A recipient's year: each event with the running figures after it, as text, CSV and JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.history import Event, list_events
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.tables import Allocation, CallOff, Outcome, Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.as_json import encode_amount, encode_head, encode_place
from xl_kraftsamling.report.csv_lines import CsvValue, format_csv
from xl_kraftsamling.report.figures import RECIPIENT, format_figure
from xl_kraftsamling.report.per_recipient import encode_per_recipient, list_recipient_rows, render_recipients
from xl_kraftsamling.report.table import TextTable

RUNNING_FIGURES = ("disposable", "called_off", "remaining", "requested", "waiting", "outcome")
TIMELINE_HEADINGS = (
    Text("Datum", "Date"), Text("Händelse", "Event"), Text("Rad", "Row"), Text("Ändring", "Change"),
    Text("Disponibelt", "Disposable"), Text("Avropat", "Called off"), Text("Kvar", "Remaining"), Text("Begärt", "Requested"),
    Text("Väntande", "Waiting"), Text("Utfall", "Outcome"),
)  # fmt: skip
"""The headings of an event, of its change, and of the running figures."""
_TODAY = Text("avstämningsdatum: det som står nedanför är senare", "the as-of date: what is below is later")
_NOTHING = Text("Inga händelser.", "No events.")


def render_timeline(path: str, ledger: Ledger, names: Sequence[str], lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The events of the recipients as text, line by line; below the line of the as-of date what is dated after it."""
    return render_recipients(path, ledger, names, lambda name: _render_events(ledger, name, lang, width), lang, width, paint)


def _render_events(ledger: Ledger, name: str, lang: str, width: int) -> Iterator[str]:
    events = list(list_events(ledger, name))
    later = [event for event in events if event.day and event.day > ledger.as_of]
    rows = [_row(ledger, name, event, lang) for event in events]
    if later:  # events are in order of date, so the line of the as-of date goes before the last ones
        rows.insert(len(events) - len(later), [ledger.as_of.isoformat(), _TODAY.fill(lang, {})])
    headings = [each.fill(lang, {}) for each in TIMELINE_HEADINGS]
    return TextTable(headings, rows, range(3, len(headings))).render(width) if rows else iter([_NOTHING.fill(lang, {})])


def _row(ledger: Ledger, name: str, event: Event, lang: str) -> list[str]:
    what = (event.day.isoformat() if event.day else "–", describe_event(name, event, lang), name_event_row(event.row))
    figures = (format_figure(figure, read_running_figure(ledger, name, event, figure), lang) for figure in RUNNING_FIGURES)
    return [*what, format_amount(event.change, lang, unit=False), *figures]


def read_running_figure(ledger: Ledger, name: str, event: Event, figure: str) -> int | None:
    """A running figure in öre; None for an outcome that a cell makes unknown."""
    unknown = figure == "outcome" and name in ledger.unsettled.outcome
    amount: int = getattr(event.figures, figure)
    return None if unknown else amount


def describe_event(name: str, event: Event, lang: str) -> str:
    """What happened, and with whom or for which insats."""
    other = _other_party(name, event.row)
    return event.what.fill(lang, {}) + (f" ({other})" if other else "")


def _other_party(name: str, row: Allocation | Transfer | CallOff | Outcome) -> str | None:
    if isinstance(row, Transfer):
        return row.donor if row.receiver == name else row.receiver
    return None if isinstance(row, Allocation) else row.intervention


def name_event_row(row: Allocation | Transfer | CallOff | Outcome) -> str:
    """What a row is called: its id, its voucher or the decision's reference, otherwise the cell where it begins."""
    name = row.reference if isinstance(row, Allocation) else row.voucher if isinstance(row, Outcome) else row.id
    return name or cell_of(row, "").address


def export_timeline(ledger: Ledger, names: Sequence[str], lang: str) -> Iterator[str]:
    """The events as CSV lines; for a recipient whose figures are unknown, one line that names the cell."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *TIMELINE_HEADINGS)]
    return format_csv(headings, list_recipient_rows(ledger, names, lambda name: _csv_rows(ledger, name, lang), lang))


def _csv_rows(ledger: Ledger, name: str, lang: str) -> Iterator[list[CsvValue]]:
    for event in list_events(ledger, name):
        amounts = (event.change, *(read_running_figure(ledger, name, event, figure) for figure in RUNNING_FIGURES))
        cells = (None if amount is None else Ore(amount) for amount in amounts)
        yield [name, event.day, describe_event(name, event, lang), name_event_row(event.row), *cells]


def encode_timeline(path: str, ledger: Ledger, names: Sequence[str], lang: str) -> dict[str, Any]:
    """The events as data for JSON; amounts in kronor, the words of the events in Swedish."""
    events = encode_per_recipient(ledger, names, "events", lambda name: [_encode_event(ledger, name, each) for each in list_events(ledger, name)])
    return {**encode_head("timeline", path, ledger, lang), "recipients": events}


def _encode_event(ledger: Ledger, name: str, event: Event) -> dict[str, Any]:
    figures = {figure: encode_amount(read_running_figure(ledger, name, event, figure)) for figure in RUNNING_FIGURES}
    day = event.day.isoformat() if event.day else None
    what = {"date": day, "event": event.what.sv, "other": _other_party(name, event.row), "row": name_event_row(event.row)}
    return {**what, **encode_place(cell_of(event.row, "amount")), "change": encode_amount(event.change), **figures}
