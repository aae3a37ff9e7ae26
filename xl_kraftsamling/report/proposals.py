"""Who has money unused, who has asked for more than is left, and transfers that would meet that: support for a decision."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.proposals import Suggestion, suggestions, unused, wanted
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.figures import RECIPIENT, causes, why_open
from xl_kraftsamling.report.heading import heading
from xl_kraftsamling.report.per_recipient import fitted
from xl_kraftsamling.report.table import Table
from xl_kraftsamling.report.text import paragraph
from xl_kraftsamling.report.transfer import SUPPORT, answered
from xl_kraftsamling.rules import BY_CODE

_TITLES = (
    Text("Outnyttjat, som kan lämnas", "Unused, can be given"),
    Text("Begärt utöver det som är kvar", "Requested beyond what is left"),
)
_AMOUNT = Text("Belopp", "Amount")
_PROPOSALS = Text("Förslag", "Proposals")
_HEADINGS = (
    Text("Från", "From"), Text("Till", "To"), _AMOUNT, Text("Svar", "Answer"), Text("Att göra eller avgöra", "To do or to settle"),
)  # fmt: skip
_NONE = Text("Ingen.", "Nobody.")
_NO_PROPOSALS = Text("Inga omfördelningar att föreslå.", "No transfers to propose.")
_UNMET = Text("{name}: för {amount} finns ingen givare.", "{name}: for {amount} there is no donor.")
_HOW = Text(
    "Pröva ett förslag för sig med --from, --to, --amount och --date, så visas skälen och saldona.",
    "Try a proposal by itself with --from, --to, --amount and --date to see the reasons and the balances.",
)
_FORECAST = Text(
    "Outnyttjat är det som är omfördelningsbart, men inte mer än vad prognosen lämnar över där det finns en prognos.",
    "Unused is what can be transferred, but no more than the forecast leaves over where there is a forecast.",
)


class Support(NamedTuple):
    """What is known of unused and wanted money at the ledger's date, in öre, and the transfers that could meet the wants."""

    ledger: Ledger
    unused: Mapping[str, int]
    wanted: Mapping[str, int]
    suggestions: tuple[Suggestion, ...]

    @property
    def unmet(self) -> dict[str, int]:
        """What of the wants no proposal meets, in öre."""
        met = {name: sum(row.amount or 0 for row, _ in self.suggestions if row.receiver == name) for name in self.wanted}
        return {name: amount - met[name] for name, amount in self.wanted.items() if amount > met[name]}


def support(ledger: Ledger) -> Support:
    """Find it all out, at the ledger's date."""
    day = ledger.as_of
    return Support(ledger, unused(ledger, day), wanted(ledger, day), tuple(suggestions(ledger, day)))


def text(path: str, found: Support, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The proposals line by line."""
    yield from (*heading(path, found.ledger, lang), SUPPORT.fill(lang, {}))
    for title, amounts in zip(_TITLES, (found.unused, found.wanted), strict=True):
        yield from ("", paint(title.fill(lang, {}), "title"), *_amounts(amounts, lang, width))
    yield from ("", paint(_PROPOSALS.fill(lang, {}), "title"), *_proposed(found, lang, width))
    for note in _notes(found, lang):
        yield from ("", *paragraph(note, width, ""))


def _amounts(amounts: Mapping[str, int], lang: str, width: int) -> Iterator[str]:
    rows = [[name, format_amount(amount, lang, unit=False)] for name, amount in amounts.items()]
    headings = [RECIPIENT.fill(lang, {}), _AMOUNT.fill(lang, {})]
    return fitted(Table(headings, rows, (1,)), width) if rows else iter([_NONE.fill(lang, {})])


def _proposed(found: Support, lang: str, width: int) -> Iterator[str]:
    rows = [_row(each, lang) for each in found.suggestions]
    headings = [each.fill(lang, {}) for each in _HEADINGS]
    return fitted(Table(headings, rows, (2,)), width) if rows else iter([_NO_PROPOSALS.fill(lang, {})])


def _row(each: Suggestion, lang: str) -> list[str]:
    row, judgement = each
    answer = answered(judgement.answer, lang, lambda words, _role: words).replace(" ", "\u00a0")
    left = "; ".join(f"{reason.code}\u00a0{BY_CODE[reason.code].name.fill(lang, {})}" for reason in judgement.reasons)
    return [row.donor or "", row.receiver or "", format_amount(row.amount or 0, lang, unit=False), answer, left]


def _notes(found: Support, lang: str) -> Iterator[str]:
    for name, amount in found.unmet.items():
        yield _UNMET.fill(lang, {"name": name, "amount": format_amount(amount, lang)})
    for name in found.ledger.balances:
        if places := causes(found.ledger, name):
            yield f"{name}: {why_open(places, lang)}"
    yield _FORECAST.fill(lang, {})
    if found.suggestions:
        yield _HOW.fill(lang, {})
