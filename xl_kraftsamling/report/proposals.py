"""Who has money unused, who has asked for more than is left, and transfers that would meet that: support for a decision."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.proposals import Suggestion, find_needs, find_unused_money, suggest_transfers
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.as_json import encode_amount, encode_head, encode_place
from xl_kraftsamling.report.figures import RECIPIENT, explain_open_cells, find_open_cells, render_heading
from xl_kraftsamling.report.table import TextTable, wrap_paragraph
from xl_kraftsamling.report.transfer import NO_DECISION, encode_judgement, encode_row, format_answer
from xl_kraftsamling.rules import BY_CODE

_TITLES = (
    Text("Outnyttjat, som kan lämnas", "Unused, can be given"),
    Text("Begärt utöver det som är kvar", "Requested beyond what is left"),
)
_AMOUNT = Text("Belopp", "Amount")
_PROPOSALS = Text("Förslag", "Proposals")
_HEADINGS = (
    Text("Från", "From"), Text("Till", "To"), _AMOUNT, Text("Svar", "Answer"), Text("Återstår att göra eller avgöra", "To be done or settled"),
)  # fmt: skip
_NONE = Text("Ingen.", "No one.")
_NO_PROPOSALS = Text("Inga omfördelningar att föreslå.", "No transfers to propose.")
_UNMET = Text("{name}: för {amount} finns ingen givare.", "{name}: there is no donor for {amount}.")
_HOW = Text(
    "Pröva ett förslag för sig med --from, --to, --amount och --date, så visas skälen och saldona.",
    "Try a proposal by itself with --from, --to, --amount and --date to see the reasons and the balances.",
)
_FORECAST = Text(
    "Outnyttjat är det som är omfördelningsbart, men inte mer än vad prognosen lämnar över, om det finns en prognos.",
    "Unused is what can be transferred, but no more than the forecast leaves, if there is a forecast.",
)


class Proposals(NamedTuple):
    """Unused and wanted money by recipient at the ledger's date, in öre, and the transfers that could meet the wants."""

    ledger: Ledger
    unused: Mapping[str, int]
    wanted: Mapping[str, int]
    suggestions: tuple[Suggestion, ...]

    @property
    def unmet(self) -> dict[str, int]:
        """What no suggested transfer covers of each want, in öre."""
        met = {name: sum(row.amount or 0 for row, _ in self.suggestions if row.receiver == name) for name in self.wanted}
        return {name: amount - met[name] for name, amount in self.wanted.items() if amount > met[name]}


def find_proposals(ledger: Ledger) -> Proposals:
    """The proposals for a ledger, at its date."""
    day = ledger.as_of
    return Proposals(ledger, find_unused_money(ledger, day), find_needs(ledger, day), tuple(suggest_transfers(ledger, day)))


def render_proposals(path: str, found: Proposals, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The proposals as text, line by line."""
    yield from (*render_heading(path, found.ledger, lang), NO_DECISION.fill(lang, {}))
    for title, amounts in zip(_TITLES, (found.unused, found.wanted), strict=True):
        yield from ("", paint(title.fill(lang, {}), "title"), *_render_amounts(amounts, lang, width))
    yield from ("", paint(_PROPOSALS.fill(lang, {}), "title"), *_render_suggestions(found, lang, width))
    for note in _footnotes(found, lang):
        yield from ("", *wrap_paragraph(note, width))


def _render_amounts(amounts: Mapping[str, int], lang: str, width: int) -> Iterator[str]:
    rows = [[name, format_amount(amount, lang, unit=False)] for name, amount in amounts.items()]
    headings = [RECIPIENT.fill(lang, {}), _AMOUNT.fill(lang, {})]
    return TextTable(headings, rows, (1,)).render(width) if rows else iter([_NONE.fill(lang, {})])


def _render_suggestions(found: Proposals, lang: str, width: int) -> Iterator[str]:
    rows = [_row(each, lang) for each in found.suggestions]
    headings = [each.fill(lang, {}) for each in _HEADINGS]
    return TextTable(headings, rows, (2,)).render(width) if rows else iter([_NO_PROPOSALS.fill(lang, {})])


def _row(each: Suggestion, lang: str) -> list[str]:
    row, judgement = each
    # no-break spaces keep the sign with its word, and the code with the first word of its name, where columns are narrow
    answer = format_answer(judgement.answer, lang, lambda words, _role: words).replace(" ", "\u00a0", 1)
    left = "; ".join(f"{reason.code}\u00a0{BY_CODE[reason.code].name.fill(lang, {})}" for reason in judgement.reasons)
    return [row.donor or "", row.receiver or "", format_amount(row.amount or 0, lang, unit=False), answer, left]


def _footnotes(found: Proposals, lang: str) -> Iterator[str]:
    for name, amount in found.unmet.items():
        yield _UNMET.fill(lang, {"name": name, "amount": format_amount(amount, lang)})
    for name in found.ledger.balances:
        if places := find_open_cells(found.ledger, name):
            yield f"{name}: {explain_open_cells(places, lang)}"
    yield _FORECAST.fill(lang, {})
    if found.suggestions:
        yield _HOW.fill(lang, {})


def encode_proposals(path: str, found: Proposals, lang: str) -> dict[str, Any]:
    """The proposals as data for JSON; `unsettled` lists the recipients whose balance is unknown, with the cells that make it so."""
    ledger = found.ledger
    return {
        **encode_head("proposals", path, ledger, lang),
        "unused": _encode_amounts(found.unused),
        "wanted": _encode_amounts(found.wanted),
        "unmet": _encode_amounts(found.unmet),
        "proposals": [{**encode_row(row), **encode_judgement(judgement, lang)} for row, judgement in found.suggestions],
        "unsettled": [
            {"recipient": name, "cells": [encode_place(place) for place in find_open_cells(ledger, name)]}
            for name in ledger.balances if name in ledger.unsettled
        ],
    }  # fmt: skip


def _encode_amounts(amounts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"recipient": name, "amount": encode_amount(ore)} for name, ore in amounts.items()]
