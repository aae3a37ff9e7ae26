"""A recipient's year: each event with the running figures after it, as text, CSV and JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import Allocation, CallOff, Outcome, Transfer, at
from xl_kraftsamling.domain.ledger.history import Event, history
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report import Paint, as_json
from xl_kraftsamling.report import csv_lines as delimited
from xl_kraftsamling.report.figures import RECIPIENT, displayed, notes
from xl_kraftsamling.report.per_recipient import data, fitted, parts, rows
from xl_kraftsamling.report.table import Table
from xl_kraftsamling.report.text import paragraph

_FIGURES = ("disposable", "called_off", "remaining", "requested", "waiting", "outcome")
_HEADINGS = (
    Text("Datum", "Date"), Text("Händelse", "Event"), Text("Rad", "Row"), Text("Ändring", "Change"),
    Text("Disponibelt", "Disposable"), Text("Avropat", "Called off"), Text("Kvar", "Remaining"), Text("Begärt", "Requested"),
    Text("Väntande", "Waiting"), Text("Utfall", "Outcome"),
)  # fmt: skip
_TODAY = Text("avstämningsdatum: det som står nedanför kommer senare", "the as-of date: what stands below comes later")
_NOTHING = Text("Inga händelser.", "No events.")


def text(path: str, ledger: Ledger, names: Sequence[str], lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The events of the recipients, line by line; below the line of the as-of date what is dated after it."""
    yield from parts(path, ledger, names, lambda name: _lines(ledger, name, lang, width), lang, paint)
    for note in notes(ledger, lang):
        yield from ("", *paragraph(note, width, ""))


def _lines(ledger: Ledger, name: str, lang: str, width: int) -> Iterator[str]:
    events = list(history(ledger, name))
    later = [event for event in events if event.day and event.day > ledger.as_of]
    told = [_row(ledger, name, event, lang) for event in events]
    if later:
        told.insert(len(events) - len(later), [ledger.as_of.isoformat(), _TODAY.fill(lang, {})])
    headings = [each.fill(lang, {}) for each in _HEADINGS]
    return fitted(Table(headings, told, range(3, len(headings))), width) if told else iter([_NOTHING.fill(lang, {})])


def _row(ledger: Ledger, name: str, event: Event, lang: str) -> list[str]:
    told = (event.day.isoformat() if event.day else "–", _told(name, event, lang), row_name(event.row))
    figures = (displayed(figure, _figure(ledger, name, event, figure), lang) for figure in _FIGURES)
    return [*told, format_amount(event.change, lang, unit=False), *figures]


def _figure(ledger: Ledger, name: str, event: Event, figure: str) -> int | None:
    """A running figure; None for an outcome that a cell leaves open."""
    unknown = figure == "outcome" and ledger.unsettled.outcome(name)
    amount: int = getattr(event.figures, figure)
    return None if unknown else amount


def _told(name: str, event: Event, lang: str) -> str:
    """What happened, and with whom or for which insats."""
    other = _other(name, event.row)
    return event.what.fill(lang, {}) + (f" ({other})" if other else "")


def _other(name: str, row: Allocation | Transfer | CallOff | Outcome) -> str | None:
    if isinstance(row, Transfer):
        return row.donor if row.receiver == name else row.receiver
    return None if isinstance(row, Allocation) else row.intervention


def row_name(row: Allocation | Transfer | CallOff | Outcome) -> str:
    """What a row is called: its id, its voucher or the decision's reference, otherwise the cell where it begins."""
    name = row.reference if isinstance(row, Allocation) else row.voucher if isinstance(row, Outcome) else row.id
    return name or at(row, "").shown


def csv(ledger: Ledger, names: Sequence[str], lang: str) -> Iterator[str]:
    """The events as CSV lines; of a recipient whose figures a cell leaves open, one line that names the cell."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *_HEADINGS)]
    return delimited.lines(headings, rows(ledger, names, lambda name: _records(ledger, name, lang), lang))


def _records(ledger: Ledger, name: str, lang: str) -> Iterator[list[delimited.Cell]]:
    return (_cells(ledger, name, event, lang) for event in history(ledger, name))


def _cells(ledger: Ledger, name: str, event: Event, lang: str) -> list[delimited.Cell]:
    figures = (_figure(ledger, name, event, figure) for figure in _FIGURES)
    amounts = (None if amount is None else Ore(amount) for amount in (event.change, *figures))
    return [name, event.day, _told(name, event, lang), row_name(event.row), *amounts]


def document(path: str, ledger: Ledger, names: Sequence[str]) -> dict[str, Any]:
    """The events as data for JSON; amounts in kronor, the words of the events in Swedish."""
    return {
        **as_json.head("timeline", path, ledger),
        "recipients": data(ledger, names, "events", lambda name: [_event(ledger, name, event) for event in history(ledger, name)]),
    }


def _event(ledger: Ledger, name: str, event: Event) -> dict[str, Any]:
    figures = {figure: as_json.amount(_figure(ledger, name, event, figure)) for figure in _FIGURES}
    day = event.day.isoformat() if event.day else None
    told = {"date": day, "event": event.what.sv, "other": _other(name, event.row), "row": row_name(event.row)}
    return {**told, **as_json.cell(at(event.row, "amount")), "change": as_json.amount(event.change), **figures}
