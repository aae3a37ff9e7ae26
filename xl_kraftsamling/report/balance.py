"""The balances of a workbook as a table, as CSV and as JSON; from the last day of the year on also what is left, and of what kind."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.decision_points import REPAYMENT
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.year_end import YearEndLine, year_end_lines
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import to_ore
from xl_kraftsamling.report.as_json import encode_amount, encode_head, encode_recipients
from xl_kraftsamling.report.csv_lines import CsvValue, format_csv
from xl_kraftsamling.report.figures import (
    FIGURES,
    RECIPIENT,
    Figure,
    explain_open_cells,
    find_open_cells,
    format_figure,
    list_open_figures,
    render_heading,
)
from xl_kraftsamling.report.table import TextTable, wrap_paragraph

_NEEDED = ("allotted", "called_off", "remaining", "transferable")
_OPTIONAL = (("disposable",), ("outcome",), ("received", "ceded"), ("requested",), ("forecast",))
"""The figures of the table: those it must have, and the others as there is room, the most important first."""

# without the difference of two figures that are shown; CSV and JSON have it
_ALL = [figure for figure in FIGURES if figure.name != "called_off_unspent"]
# the break is where the word may be hyphenated; a block per row takes it out again
_NARROW = {"Kvar att avropa": "Kvar", "Omfördelningsbart": "Omför-\ndelnings-\nbart"}
_HIDDEN = Text(
    "Här visas inte {names}: fönstret är för smalt. --format csv visar allt.",
    "Not shown here: {names}; the window is too narrow. --format csv shows everything.",
)
SUM = Text("Summa", "Sum")
NO_SUM = Text("kan inte beräknas", "cannot be calculated")
_OVERDRAWN = Text("✖ mer är avropat än vad som är disponibelt", "✖ more is called off than is disposable")
_REPAID = Text(
    "Återbetalat {day}, och borträknat från beviljat: {recipient} {amount}.",
    "Paid back on {day}, and deducted from what is allotted: {recipient} {amount}.",
)
_COMMENT = Text("Kommentar", "Comment")


def render_balances(path: str, ledger: Ledger, lang: str, width: int) -> Iterator[str]:
    """The balances line by line: a table if one fits the width, otherwise a block per recipient."""
    yield from (*render_heading(path, ledger, lang), "")
    figures = _choose_figures(ledger, lang, width)
    # where no table fits, the figures come below each other, and there is room for all
    yield from _balance_table(ledger, figures or _ALL, lang).render(width)
    for note in _footnotes(ledger, figures, lang):
        yield from ["", *wrap_paragraph(note, width)]


def _choose_figures(ledger: Ledger, lang: str, width: int) -> list[Figure]:
    """The figures that a table of the width has room for, in order; none if it has no room even for the needed ones."""
    chosen = _figures(*_NEEDED)
    if _balance_table(ledger, chosen, lang).min_width > width:
        return []
    # a wide figure that does not fit does not keep a later, narrower one out
    for names in _OPTIONAL:
        more = _figures(*(figure.name for figure in chosen), *names)
        if _balance_table(ledger, more, lang).min_width <= width:
            chosen = more
    return chosen


def _figures(*names: str) -> list[Figure]:
    return [figure for figure in FIGURES if figure.name in names]


def _balance_table(ledger: Ledger, figures: Sequence[Figure], lang: str) -> TextTable:
    headings = [_NARROW.get(word, word) for word in (figure.heading.fill(lang, {}) for figure in figures)]
    rows = [_balance_row(ledger, balance, figures, lang) for balance in ledger.balances.values()]
    return TextTable(
        [RECIPIENT.fill(lang, {}), *headings], [*rows, _sum_row(ledger, figures, lang)], range(1, len(figures) + 1)
    )


def _balance_row(ledger: Ledger, balance: Balance, figures: Sequence[Figure], lang: str) -> list[str]:
    if places := find_open_cells(ledger, balance.recipient):
        return [balance.recipient, explain_open_cells(places, lang)]
    return [balance.recipient, *(format_figure(figure.name, figure.of(balance), lang) for figure in figures)]


def _sum_row(ledger: Ledger, figures: Sequence[Figure], lang: str) -> list[str]:
    word, sums = SUM.fill(lang, {}), sum_figures(ledger)
    if not sums:
        return [word, NO_SUM.fill(lang, {})]
    return [word, *(format_figure(figure.name, sums[figure.name], lang) for figure in figures)]


def sum_figures(ledger: Ledger) -> dict[str, int | None]:
    """The sum of every figure over the recipients in öre, by its name; None where one that should have it has not.

    Empty if any recipient's figures are unknown: sums would look complete and be too low.
    """
    if any(name in ledger.unsettled for name in ledger.balances):
        return {}
    return {figure.name: _sum(ledger, figure) for figure in FIGURES}


def _sum(ledger: Ledger, figure: Figure) -> int | None:
    amounts = [figure.of(balance) for balance in ledger.balances.values()]
    known = [amount for amount in amounts if amount is not None]
    # not everybody makes a forecast: a recipient without one is no gap, only a forecast that cannot be read is
    incomplete = bool(ledger.unsettled.forecast.cells) if figure.name == "forecast" else len(known) < len(amounts)
    return None if incomplete or not known else sum(known)


def _footnotes(ledger: Ledger, figures: Sequence[Figure], lang: str) -> Iterator[str]:
    hidden = [figure.heading.fill(lang, {}) for figure in _ALL if figure not in figures]
    if figures and hidden:
        yield _HIDDEN.fill(lang, {"names": ", ".join(hidden)})
    yield from list_footnotes(ledger, lang)


def list_footnotes(ledger: Ledger, lang: str) -> Iterator[str]:
    """What is to be known of the balances, in sentences: overdrafts, repayments, and single figures that a cell makes unknown."""
    if any(balance.remaining < 0 for balance in ledger.known_balances()):
        yield _OVERDRAWN.fill(lang, {})
    for paid in ledger.decision.repayments:
        if paid.day <= ledger.as_of:
            yield _REPAID.fill(lang, {"recipient": paid.recipient, "amount": Ore(paid.amount), "day": paid.day})
    yield from list_open_figures(ledger, lang)


YEAR_END = Text("Kvar vid slutet av {year}", "Left at the end of {year}")
YEAR_END_HEADINGS = (
    Text("Outnyttjat", "Unused"),
    Text("därav ej avropat", "of it not called off"),
    Text("därav avropat, ej förbrukat", "of it called off, not spent"),
)
_NO_OUTCOME = Text(
    "– Utfall saknas: vad som är avropat men inte förbrukat är inte känt, så outnyttjat är minst det som inte är avropat.",
    "– No outcome is reported: what is called off but not spent is not known, so what is unused is at least what is not called off.",
)
_TO_RETURN = Text(
    "Outnyttjade medel ska återbetalas senast {day} ({reference}). Att föra över pengar till nästa år kräver ett beslut.",
    "Unused money is to be paid back by {day} ({reference}). Carrying money over to the next year requires a decision.",
)
_CONDITIONS = Text(
    "Beslutet säger inte vad som ska återföras: stäm av med stadskontoret. Att föra över pengar till nästa år kräver ett "
    "beslut.",
    "The decision does not say what is to be returned: settle it with stadskontoret. Carrying money over to the next year "
    "requires a decision.",
)


def render_year_end(ledger: Ledger, lang: str, width: int) -> Iterator[str]:
    """What is left and of what kind, line by line; no line at all before the last day of the decision's year."""
    if not ledger.is_year_end:
        return
    lines = {line.balance.recipient: line for line in year_end_lines(ledger)}
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *YEAR_END_HEADINGS)]
    rows = [_year_end_row(ledger, name, lines.get(name), lang) for name in ledger.balances]
    if len(lines) == len(ledger.balances):  # as in the table above: no sum that lacks a recipient
        rows.append(_year_end_sums(list(lines.values()), lang))
    yield from ("", YEAR_END.fill(lang, {"year": ledger.decision.year}), "")
    yield from TextTable(headings, rows, range(1, 4)).render(width)
    for note in explain_year_end(ledger, list(lines.values()), lang):
        yield from ("", *wrap_paragraph(note, width))


def explain_year_end(ledger: Ledger, lines: Sequence[YearEndLine], lang: str) -> Iterator[str]:
    """What the lines of the year's end do not say, and what becomes of the money, in sentences."""
    deadline = ledger.decision.find_deadline(REPAYMENT)
    if any(line.unspent is None for line in lines):
        yield _NO_OUTCOME.fill(lang, {})
    yield (_TO_RETURN.bind(day=deadline.day, reference=deadline.reference) if deadline else _CONDITIONS).fill(lang, {})


def _year_end_row(ledger: Ledger, name: str, line: YearEndLine | None, lang: str) -> list[str]:
    if line is None:
        return [name, explain_open_cells(find_open_cells(ledger, name), lang)]
    return [name, *_year_end_cells(line.unused, line.balance.remaining, line.unspent, lang)]


def _year_end_sums(lines: Sequence[YearEndLine], lang: str) -> list[str]:
    return [SUM.fill(lang, {}), *_year_end_cells(*sum_year_end(lines), lang)]


def sum_year_end(lines: Sequence[YearEndLine]) -> tuple[int, int, int | None]:
    """What all have left in öre: unused, of it not called off, and of it called off but not spent; that is None where one's is unknown."""
    known = [line.unspent for line in lines if line.unspent is not None]
    unspent = sum(known) if len(known) == len(lines) else None
    return sum(line.unused for line in lines), sum(line.balance.remaining for line in lines), unspent


def _year_end_cells(unused: int, remaining: int, unspent: int | None, lang: str) -> Iterator[str]:
    amounts = {"unused": unused, "remaining": remaining, "unspent": unspent}
    return (format_figure(name, amount, lang) for name, amount in amounts.items())


def export_balances(ledger: Ledger, lang: str) -> Iterator[str]:
    """The balances as CSV lines.  Figures that a cell makes unknown are empty, and the comment says why; there is no sum row."""
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *(figure.heading for figure in FIGURES), _COMMENT)]
    return format_csv(headings, (_csv_row(ledger, balance, lang) for balance in ledger.balances.values()))


def _csv_row(ledger: Ledger, balance: Balance, lang: str) -> list[CsvValue]:
    places = find_open_cells(ledger, balance.recipient)
    amounts = (None if places else figure.of(balance) for figure in FIGURES)
    return [balance.recipient, *map(to_ore, amounts), explain_open_cells(places, lang) if places else ""]


def encode_balances(path: str, ledger: Ledger, lang: str) -> dict[str, Any]:
    """The balances as data for JSON; under `closing` what is left at the end of the year, null before its last day."""
    closing = [_encode_year_end(line) for line in year_end_lines(ledger)] if ledger.is_year_end else None
    return {**encode_head("balance", path, ledger, lang), "balances": list(encode_recipients(ledger)), "closing": closing}


def _encode_year_end(line: YearEndLine) -> dict[str, Any]:
    left = {"unused": line.unused, "not_called_off": line.balance.remaining, "called_off_unspent": line.unspent}
    return {"recipient": line.balance.recipient} | {name: encode_amount(ore) for name, ore in left.items()}
