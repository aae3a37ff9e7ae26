"""One krona's way: beslut → tilldelning → omfördelning → avrop → utfall, as text, CSV and JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import at
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.trace import Step, trace
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report import Paint, as_json
from xl_kraftsamling.report import csv_lines as delimited
from xl_kraftsamling.report.figures import RECIPIENT, causes, notes, why_open
from xl_kraftsamling.report.per_recipient import data, fitted, parts, rows
from xl_kraftsamling.report.table import Table
from xl_kraftsamling.report.text import paragraph

_HEADINGS = (
    Text("Steg", "Step"), Text("Hos", "With"), Text("Datum", "Date"), Text("Belopp", "Amount"), Text("Underlag", "Rests on"),
    Text("Cell", "Cell"),
)  # fmt: skip
_SUM = Text(
    "Disponibelt {disposable} = beviljat {allotted} + mottaget {received} − avstått {ceded}. "
    "Avropat {called_off}, kvar att avropa {remaining}, utfall {outcome}.",
    "Disposable {disposable} = allotted {allotted} + received {received} − ceded {ceded}. "
    "Called off {called_off}, left to call off {remaining}, outcome {outcome}.",
)
_UNKNOWN = Text("kan inte beräknas", "cannot be computed")
_PARTIAL = Text("Hos {name} är vägen inte hel: {why}", "At {name} the way is not whole: {why}")
_NOTHING = Text("Inga pengar.", "No money.")


def text(path: str, ledger: Ledger, names: Sequence[str], lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The way of each recipient's money, line by line; what others gave it is set in under their names."""
    yield from parts(path, ledger, names, lambda name: _lines(ledger, name, lang, width), lang, paint)
    for note in notes(ledger, lang):
        yield from ("", *paragraph(note, width, ""))


def _lines(ledger: Ledger, name: str, lang: str, width: int) -> Iterator[str]:
    steps = list(trace(ledger, name))
    if not steps:
        yield _NOTHING.fill(lang, {})
        return
    yield from fitted(Table([each.fill(lang, {}) for each in _HEADINGS], [_row(step, lang) for step in steps], (3,)), width)
    yield ""
    for note in (_sum(ledger, name, lang), *_gaps(ledger, steps, lang)):
        yield from paragraph(note, width, "")


def _row(step: Step, lang: str) -> list[str]:
    stage = "· " * step.depth + step.stage.fill(lang, {})
    day = step.day.isoformat() if step.day else "–"
    return [stage, step.holder, day, format_amount(step.amount, lang, unit=False), step.source, _cell(step)]


def _cell(step: Step) -> str:
    return at(step.row, "amount").shown if step.row else ""


def _sum(ledger: Ledger, name: str, lang: str) -> str:
    """What the steps come to."""
    balance = ledger.balance(name)
    outcome = _UNKNOWN if balance.outcome is None else Ore(balance.outcome)
    names = ("disposable", "allotted", "received", "ceded", "called_off", "remaining")
    return _SUM.fill(lang, {"outcome": outcome} | {each: Ore(getattr(balance, each)) for each in names})


def _gaps(ledger: Ledger, steps: Sequence[Step], lang: str) -> Iterator[str]:
    """Who gave money, or received it, whose own way a cell leaves open."""
    for holder in dict.fromkeys(step.holder for step in steps):
        if places := causes(ledger, holder):
            yield _PARTIAL.fill(lang, {"name": holder, "why": why_open(places, lang)})


def csv(ledger: Ledger, names: Sequence[str], lang: str) -> Iterator[str]:
    """The steps as CSV lines; of a recipient whose figures a cell leaves open, one line that names the cell."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *_HEADINGS)]
    return delimited.lines(headings, rows(ledger, names, lambda name: _records(ledger, name, lang), lang))


def _records(ledger: Ledger, name: str, lang: str) -> Iterator[list[delimited.Cell]]:
    for step in trace(ledger, name):
        yield [name, step.stage.fill(lang, {}), step.holder, step.day, Ore(step.amount), step.source, _cell(step)]


def document(path: str, ledger: Ledger, names: Sequence[str]) -> dict[str, Any]:
    """The steps as data for JSON; amounts in kronor, the words of the stages in Swedish."""
    steps = data(ledger, names, "steps", lambda name: [_step(step) for step in trace(ledger, name)])
    return {**as_json.head("trace", path, ledger), "recipients": steps}


def _step(step: Step) -> dict[str, Any]:
    day = step.day.isoformat() if step.day else None
    told = {"stage": step.stage.sv, "holder": step.holder, "depth": step.depth, "date": day}
    place = at(step.row, "amount") if step.row else None
    return {**told, "amount": as_json.amount(step.amount), "source": step.source or None, **as_json.cell(place)}
