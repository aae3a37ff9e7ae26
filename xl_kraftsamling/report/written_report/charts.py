"""The charts of a report as SVG: what is called off of what is disposable, and how that came about over the year.

Each has a title and a description for whoever does not see it, and patterns beside its colours.  Lengths alone are drawn: every number is
text beside the chart, and comes from the contents.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.html_page import write_text
from xl_kraftsamling.report.written_report.contents import RecipientStatement, Timeline, TimelineEvent

_HEIGHT, _WIDTH = 150, 1_000

PATTERN = (
    '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs><pattern id="stripes" width="6" height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe" width="3" height="6"/></pattern></defs></svg>'
)
"""What fills the striped parts of the bars: once in a page."""


def draw_balance(statement: RecipientStatement, number: int, lang: str) -> str:
    """A bar as long as what is disposable: called off, requested, and what is left; below it a thin one for the outcome."""
    amounts = {name: each.ore or 0 for name, each in statement.figures.items()}
    whole = max(amounts["disposable"], amounts["called_off"] + amounts["requested"], amounts["outcome"], 1)
    length = {name: 100 * max(0, ore) / whole for name, ore in amounts.items()}
    bars = [
        _draw_bar("frame", 0, length["disposable"], 0, 18),
        _draw_bar("called", 0, length["called_off"], 0, 18),
        _draw_bar("asked", length["called_off"], length["requested"], 0, 18),
        _draw_bar("spent", 0, length["outcome"], 20, 5),
    ]
    return _open_chart(f"s{number}", 'class="bar" width="100%" height="26"', statement.recipient, describe_balance(statement, lang)) + "".join(bars) + "</svg>"


def _draw_bar(name: str, start: float, length: float, top: int, height: int) -> str:
    return f'<rect class="{name}" x="{start:.2f}%" y="{top}" width="{length:.2f}%" height="{height}"/>' if length > 0 else ""


def _open_chart(name: str, attributes: str, title: str, description: str) -> str:
    labels = f'role="img" aria-labelledby="{name}t {name}d"'
    return f'<svg {attributes} {labels}><title id="{name}t">{write_text(title)}</title><desc id="{name}d">{write_text(description)}</desc>'


def describe_balance(statement: RecipientStatement, lang: str) -> str:
    """What a bar shows, in words."""
    amounts = {name: Ore(each.ore or 0) for name, each in statement.figures.items()}
    outcome = _NOT_KNOWN if statement.figures["outcome"].ore is None else amounts["outcome"]
    return _BALANCE.fill(lang, {**amounts, "outcome": outcome})


def draw_year(timeline: Timeline, number: int, year: int, as_of: date, lang: str) -> str:
    """What was disposable and what was called off, day by day through the year, with a line at the date of the report."""
    dated = [event for event in timeline.events if not event.day or event.day <= f"{year}-12-31"]
    top = max((max(_level(event, name) for name in _LINES) for event in dated), default=0) or 1
    lines = "".join(f'<path class="line {name}" d="{_draw_steps(dated, name, year, top)}"/>' for name in _LINES)
    today = f'<path class="today" d="M{_place_day(as_of, year):.1f} 0V{_HEIGHT}"/>' if as_of.year == year else ""
    frame = f'<path class="axis" d="M0 {_HEIGHT}H{_WIDTH}"/>'
    attributes = f'class="year" viewBox="0 -4 {_WIDTH} {_HEIGHT + 8}" preserveAspectRatio="none" width="100%" height="120"'
    return _open_chart(f"a{number}", attributes, _YEAR.fill(lang, {"recipient": timeline.recipient, "year": year}), _STEPS.fill(lang, {"as_of": as_of})) + frame + lines + today + "</svg>"


_LINES = ("disposable", "called_off")


def _draw_steps(events: Sequence[TimelineEvent], name: str, year: int, top: int) -> str:
    return "".join(_list_steps(events, name, year, top))


def _list_steps(events: Sequence[TimelineEvent], name: str, year: int, top: int) -> Iterator[str]:
    level = 0.0
    yield f"M0 {_HEIGHT}"
    for event in events:
        new = _HEIGHT * max(0, _level(event, name)) / top
        if new != level:
            day = date.fromisoformat(event.day) if event.day else date(year, 1, 1)
            yield f"H{_place_day(day, year):.1f}V{_HEIGHT - new:.1f}"
            level = new
    yield f"H{_WIDTH}"


def _level(event: TimelineEvent, name: str) -> int:
    return event.figures[name].ore or 0


def _place_day(day: date, year: int) -> float:
    """Where a day is along the year; one before it at its beginning."""
    days = (date(year, 12, 31) - date(year, 1, 1)).days
    return _WIDTH * min(max((day - date(year, 1, 1)).days / days, 0), 1)


_BALANCE = Text(
    "Av {disposable} disponibelt är {called_off} avropat, {requested} begärt och {remaining} kvar. Utfallet är {outcome}.",
    "Of {disposable} disposable, {called_off} is called off, {requested} requested and {remaining} left. The outcome is {outcome}.",
)
_NOT_KNOWN = Text("inte känt", "not known")
_YEAR = Text("{recipient} under {year}", "{recipient} during {year}")
_STEPS = Text(
    "Två linjer i steg: disponibelt och avropat, från januari till december. Ett lodrätt streck vid {as_of}. Samma belopp står i tabellen nedanför.",
    "Two stepped lines: disposable and called off, from January to December. An upright stroke at {as_of}. The same amounts are in the table below.",
)
