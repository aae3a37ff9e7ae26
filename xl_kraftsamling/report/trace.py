"""One krona's way: beslut → tilldelning → omfördelning → avrop → utfall, as text, CSV and JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.trace import Step, trace_money
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.as_json import encode_amount, encode_head, encode_place
from xl_kraftsamling.report.csv_lines import CsvValue, format_csv
from xl_kraftsamling.report.figures import RECIPIENT, explain_open_cells, find_open_cells
from xl_kraftsamling.report.per_recipient import encode_per_recipient, list_recipient_rows, render_recipients
from xl_kraftsamling.report.table import TextTable, wrap_paragraph

_HEADINGS = (
    Text("Steg", "Step"), Text("Hos", "With"), Text("Datum", "Date"), Text("Belopp", "Amount"), Text("Underlag", "Based on"),
    Text("Cell", "Cell"),
)  # fmt: skip
_SUM = Text(
    "Disponibelt {disposable} = beviljat {allotted} + mottaget {received} − avstått {ceded}. "
    "Avropat {called_off}, kvar att avropa {remaining}, utfall {outcome}.",
    "Disposable {disposable} = allotted {allotted} + received {received} − ceded {ceded}. "
    "Called off {called_off}, left to call off {remaining}, outcome {outcome}.",
)
_UNKNOWN = Text("kan inte beräknas", "cannot be calculated")
_PARTIAL = Text("Hos {name} går pengarna inte att följa hela vägen: {why}", "At {name} the money cannot be followed all the way: {why}")
_NOTHING = Text("Inga pengar.", "No money.")


def render_trace(path: str, ledger: Ledger, names: Sequence[str], lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The way of each recipient's money as text, line by line; the steps of those who gave it money are indented under their names."""
    return render_recipients(path, ledger, names, lambda name: _render_steps(ledger, name, lang, width), lang, width, paint)


def _render_steps(ledger: Ledger, name: str, lang: str, width: int) -> Iterator[str]:
    steps = list(trace_money(ledger, name))
    if not steps:
        yield _NOTHING.fill(lang, {})
        return
    headings = [each.fill(lang, {}) for each in _HEADINGS]
    yield from TextTable(headings, [_row(step, lang) for step in steps], (3,)).render(width)
    yield ""
    for note in (_sum(ledger, name, lang), *_gaps(ledger, steps, lang)):
        yield from wrap_paragraph(note, width)


def _row(step: Step, lang: str) -> list[str]:
    stage = "· " * step.depth + step.stage.fill(lang, {})
    day = step.day.isoformat() if step.day else "–"
    return [stage, step.holder, day, format_amount(step.amount, lang, unit=False), step.source, _cell(step)]


def _cell(step: Step) -> str:
    return cell_of(step.row, "amount").address if step.row else ""


def _sum(ledger: Ledger, name: str, lang: str) -> str:
    """What the steps add up to."""
    balance = ledger.balance(name)
    outcome = _UNKNOWN if balance.outcome is None else Ore(balance.outcome)
    names = ("disposable", "allotted", "received", "ceded", "called_off", "remaining")
    return _SUM.fill(lang, {"outcome": outcome} | {each: Ore(getattr(balance, each)) for each in names})


def _gaps(ledger: Ledger, steps: Sequence[Step], lang: str) -> Iterator[str]:
    """A note for each giver or receiver whose own figures are unknown: there may be more steps behind theirs."""
    # not a set: each holder once, in the order of the steps
    for holder in dict.fromkeys(step.holder for step in steps):
        if places := find_open_cells(ledger, holder):
            yield _PARTIAL.fill(lang, {"name": holder, "why": explain_open_cells(places, lang)})


def export_trace(ledger: Ledger, names: Sequence[str], lang: str) -> Iterator[str]:
    """The steps as CSV lines; for a recipient whose figures are unknown, one line that names the cell."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *_HEADINGS)]
    return format_csv(headings, list_recipient_rows(ledger, names, lambda name: _csv_rows(ledger, name, lang), lang))


def _csv_rows(ledger: Ledger, name: str, lang: str) -> Iterator[list[CsvValue]]:
    for step in trace_money(ledger, name):
        yield [name, step.stage.fill(lang, {}), step.holder, step.day, Ore(step.amount), step.source, _cell(step)]


def encode_trace(path: str, ledger: Ledger, names: Sequence[str], lang: str) -> dict[str, Any]:
    """The steps as data for JSON; amounts in kronor, the words of the stages in Swedish."""
    steps = encode_per_recipient(ledger, names, "steps", lambda name: [_encode_step(step) for step in trace_money(ledger, name)])
    return {**encode_head("trace", path, ledger, lang), "recipients": steps}


def _encode_step(step: Step) -> dict[str, Any]:
    day = step.day.isoformat() if step.day else None
    what = {"stage": step.stage.sv, "holder": step.holder, "depth": step.depth, "date": day}
    place = cell_of(step.row, "amount") if step.row else None
    return {**what, "amount": encode_amount(step.amount), "source": step.source or None, **encode_place(place)}
