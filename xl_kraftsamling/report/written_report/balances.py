"""What a report states of money: every recipient's figures and their sums, its year event by event, and what is left at the year's end."""

from collections.abc import Iterator, Mapping, Sequence

from xl_kraftsamling.domain.ledger.history import Event, list_events
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.year_end import YearEndLine, year_end_lines
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.balance import NO_SUM, SUM, explain_year_end, sum_figures, sum_year_end
from xl_kraftsamling.report.figures import FIGURES, explain_open_cells, find_open_cells, read_figures
from xl_kraftsamling.report.timeline import RUNNING_FIGURES, describe_event, name_event_row, read_running_figure
from xl_kraftsamling.report.written_report.contents import (
    RecipientStatement,
    StatedAmount,
    Timeline,
    TimelineEvent,
    YearEnd,
    YearEndStatement,
)

MOST_EVENTS = 60
"""How many events of a recipient a report shows, the latest ones; the earlier ones are counted."""


def list_recipients(ledger: Ledger, lang: str) -> list[RecipientStatement]:
    """Every recipient's figures, as the JSON has them, each unknown one with the reason."""
    return [_state_recipient(ledger, balance, lang) for balance in ledger.balances.values()]


def _state_recipient(ledger: Ledger, balance: Balance, lang: str) -> RecipientStatement:
    name = balance.recipient
    unknown = _explain(find_open_cells(ledger, name), lang)
    figures = read_figures(balance, settled=not unknown)
    return RecipientStatement(name, {each: StatedAmount(ore, unknown or _explain_figure(ledger, name, each, ore, lang)) for each, ore in figures.items()}, unknown)


def _explain_figure(ledger: Ledger, name: str, figure: str, ore: int | None, lang: str) -> str:
    """Why a figure is unknown though the balance is known: the outcome and what follows from it, or the forecast."""
    if ore is not None:
        return ""
    cells = (ledger.unsettled.forecast if figure == "forecast" else ledger.unsettled.outcome).cells
    return _explain((*cells.get(name, ()), *cells.get(None, ())), lang) or _NO_FORECAST.fill(lang, {})


def _explain(places: tuple[Place, ...], lang: str) -> str:
    return explain_open_cells(places, lang) if places else ""


def list_totals(ledger: Ledger, lang: str) -> dict[str, StatedAmount]:
    """The sum of every figure over the recipients."""
    sums = sum_figures(ledger)
    return {figure.name: _state_sum(sums.get(figure.name), lang) for figure in FIGURES}


def _state_sum(ore: int | None, lang: str) -> StatedAmount:
    return StatedAmount(ore, NO_SUM.fill(lang, {}) if ore is None else "")


def list_timelines(ledger: Ledger, lang: str) -> list[Timeline]:
    """Every recipient's year."""
    return [_state_timeline(ledger, name, lang) for name in ledger.balances]


def _state_timeline(ledger: Ledger, name: str, lang: str) -> Timeline:
    if places := find_open_cells(ledger, name):
        return Timeline(name, (), 0, explain_open_cells(places, lang))
    events = list(list_events(ledger, name))
    shown = events[-MOST_EVENTS:]
    return Timeline(name, [_state_event(ledger, name, each, lang) for each in shown], len(events) - len(shown))


def _state_event(ledger: Ledger, name: str, event: Event, lang: str) -> TimelineEvent:
    figures = {each: read_running_figure(ledger, name, event, each) for each in RUNNING_FIGURES}
    stated = {each: StatedAmount(ore, _explain_figure(ledger, name, each, ore, lang)) for each, ore in figures.items()}
    day, is_later = event.day.isoformat() if event.day else "", bool(event.day and event.day > ledger.as_of)
    return TimelineEvent(day, describe_event(name, event, lang), name_event_row(event.row), event.change, stated, is_later)


def state_year_end(ledger: Ledger, lang: str) -> YearEnd:
    """What is left at the end of the decision's year, and what becomes of it."""
    year = None if "decision.year" in ledger.decision.missing else ledger.decision.year
    lines = list(year_end_lines(ledger)) if ledger.is_year_end else []
    stated = list(_state_lines(ledger, {line.balance.recipient: line for line in lines}, lang)) if ledger.is_year_end else []
    # as in the table of balances: no sum that lacks a recipient
    is_whole = bool(lines) and len(lines) == len(ledger.balances)
    total = _state_line(SUM.fill(lang, {}), sum_year_end(lines), lang) if is_whole else None
    return YearEnd(year, ledger.is_year_end, stated, total, list(_list_notes(ledger, lines, lang)))


def _state_lines(ledger: Ledger, lines: Mapping[str, YearEndLine], lang: str) -> Iterator[YearEndStatement]:
    for name in ledger.balances:
        line = lines.get(name)
        if line:
            yield _state_line(name, (line.unused, line.balance.remaining, line.unspent), lang)
        else:
            unknown = StatedAmount(None, _explain(find_open_cells(ledger, name), lang))
            yield YearEndStatement(name, unknown, unknown, unknown)


def _state_line(name: str, amounts: tuple[int, int, int | None], lang: str) -> YearEndStatement:
    unused, remaining, unspent = amounts
    return YearEndStatement(name, StatedAmount(unused), StatedAmount(remaining), StatedAmount(unspent, _NO_OUTCOME.fill(lang, {}) if unspent is None else ""))


def _list_notes(ledger: Ledger, lines: Sequence[YearEndLine], lang: str) -> Iterator[str]:
    if "decision.year" in ledger.decision.missing:
        yield _NO_YEAR.fill(lang, {})
    elif not ledger.is_year_end:
        yield _NOT_YET.fill(lang, {"year": ledger.decision.year, "as_of": ledger.as_of})
    yield from explain_year_end(ledger, lines, lang)


_NO_FORECAST = Text("ingen prognos är lämnad", "no forecast was made")
_NO_OUTCOME = Text("inget utfall är redovisat", "no outcome is reported")
_NO_YEAR = Text("Vilket år beslutet gäller är inte klart.", "It is not clear which year the decision concerns.")
_NOT_YET = Text(
    "{year} är inte slut den {as_of}. Vad var och en har kvar den dagen står bland saldona.",
    "{year} has not ended on {as_of}. What each has left on that day is among the balances.",
)
