"""The balances of a workbook as a table for a terminal, and as CSV for a spreadsheet."""

import textwrap
from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.ledger.balance import Balance
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import ore
from xl_kraftsamling.report import csv_lines as delimited
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, Figure, causes, displayed, notes, why_open
from xl_kraftsamling.report.heading import heading
from xl_kraftsamling.report.table import Table

_NEEDED = ("allotted", "called_off", "remaining", "transferable")
_WANTED = (("disposable",), ("outcome",), ("received", "ceded"), ("requested",), ("forecast",))
"""The figures of the table: those without which it is none, and the others as there is room, the most wanted first."""

_ALL = [figure for figure in FIGURES if figure.name != "called_off_unspent"]
_NARROW = {"Kvar att avropa": "Kvar", "Omfördelningsbart": "Omfördel-\nningsbart"}
_HIDDEN = Text(
    "Här visas inte {names}: fönstret är för smalt. --format csv visar allt.",
    "Not shown here: {names}; the window is too narrow. --format csv shows everything.",
)
_SUM = Text("Summa", "Sum")
_NO_SUM = Text("kan inte beräknas", "cannot be computed")
_OVERDRAWN = Text("✖ mer är avropat än vad som är disponibelt", "✖ more is called off than is disposable")
_COMMENT = Text("Kommentar", "Comment")


def table(path: str, ledger: Ledger, lang: str, width: int) -> Iterator[str]:
    """The balances line by line: a table where one fits the width, otherwise a block per recipient."""
    yield from (*heading(path, ledger, lang), "")
    figures = _fitting(ledger, lang, width)
    whole = _table(ledger, figures or _ALL, lang)
    yield from whole.lines(width) if figures else whole.blocks()
    for note in _footnotes(ledger, figures, lang):
        yield from ["", *textwrap.wrap(note, width, break_on_hyphens=False)]


def _fitting(ledger: Ledger, lang: str, width: int) -> list[Figure]:
    """The figures that a table of the width has room for, in order; none where it has not even room for the needed ones."""
    chosen = _named(*_NEEDED)
    if _table(ledger, chosen, lang).least > width:
        return []
    for names in _WANTED:
        more = _named(*(figure.name for figure in chosen), *names)
        if _table(ledger, more, lang).least <= width:
            chosen = more
    return chosen


def _named(*names: str) -> list[Figure]:
    return [figure for figure in FIGURES if figure.name in names]


def _table(ledger: Ledger, figures: Sequence[Figure], lang: str) -> Table:
    headings = [_NARROW.get(word, word) for word in (figure.heading.fill(lang, {}) for figure in figures)]
    rows = [_row(ledger, balance, figures, lang) for balance in ledger.balances.values()]
    return Table(
        [RECIPIENT.fill(lang, {}), *headings], [*rows, _sums(ledger, figures, lang)], range(1, len(figures) + 1)
    )


def _row(ledger: Ledger, balance: Balance, figures: Sequence[Figure], lang: str) -> list[str]:
    if places := causes(ledger, balance.recipient):
        return [balance.recipient, why_open(places, lang)]
    return [balance.recipient, *(displayed(figure.name, figure.of(balance), lang) for figure in figures)]


def _sums(ledger: Ledger, figures: Sequence[Figure], lang: str) -> list[str]:
    """The sum row: a sum that lacks somebody's figures is not shown."""
    word = _SUM.fill(lang, {})
    if any(name in ledger.unsettled for name in ledger.balances):
        return [word, _NO_SUM.fill(lang, {})]
    return [word, *(displayed(figure.name, _sum(ledger, figure), lang) for figure in figures)]


def _sum(ledger: Ledger, figure: Figure) -> int | None:
    amounts = [figure.of(balance) for balance in ledger.balances.values()]
    known = [amount for amount in amounts if amount is not None]
    # not everybody makes a forecast: there only one that cannot be read is lacking
    lacking = bool(ledger.unsettled.forecasts) if figure.name == "forecast" else len(known) < len(amounts)
    return None if lacking or not known else sum(known)


def _footnotes(ledger: Ledger, figures: Sequence[Figure], lang: str) -> Iterator[str]:
    hidden = [figure.heading.fill(lang, {}) for figure in _ALL if figure not in figures]
    if figures and hidden:
        yield _HIDDEN.fill(lang, {"names": ", ".join(hidden)})
    if any(balance.remaining < 0 for balance in ledger.settled_balances):
        yield _OVERDRAWN.fill(lang, {})
    yield from notes(ledger, lang)


def csv(ledger: Ledger, lang: str) -> Iterator[str]:
    """The balances as CSV lines.  Figures that a cell leaves open are empty, and the comment says why; there is no sum row."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *(figure.heading for figure in FIGURES), _COMMENT)]
    return delimited.lines(headings, (_cells(ledger, balance, lang) for balance in ledger.balances.values()))


def _cells(ledger: Ledger, balance: Balance, lang: str) -> list[delimited.Cell]:
    places = causes(ledger, balance.recipient)
    amounts = (None if places else figure.of(balance) for figure in FIGURES)
    return [balance.recipient, *map(ore, amounts), why_open(places, lang) if places else ""]
