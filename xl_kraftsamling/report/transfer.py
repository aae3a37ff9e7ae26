"""A transfer that was tried, as a person reads it: the answer, each reason and what to do, the balances, and what would break."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import at
from xl_kraftsamling.domain.ledger.balance import Balance
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.reason import Reason, ore
from xl_kraftsamling.domain.transfers.room import room_of
from xl_kraftsamling.domain.transfers.trial import Trial
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, causes, displayed, why_open
from xl_kraftsamling.report.heading import heading
from xl_kraftsamling.report.per_recipient import fitted
from xl_kraftsamling.report.table import Table
from xl_kraftsamling.report.text import paragraph
from xl_kraftsamling.rules import BY_CODE

SIGNS = {Answer.YES: ("✔", "complies"), Answer.OPEN: ("○", "varning"), Answer.NO: ("✖", "fel")}
"""The sign of each answer, and the role that its colour comes from."""

_ASKED = Text("{amount} från {donor} till {receiver} den {date}", "{amount} from {donor} to {receiver} on {date}")
_NO_AMOUNT = Text("Det som går att lämna", "What can be given")
_ANSWER = Text("Svar: {word}, {meaning}", "Answer: {word}, {meaning}")
_MEANING = {
    Answer.YES: Text("uppfyller kontrollerna", "it complies with the rules"),
    Answer.OPEN: Text("det går inte att avgöra än", "it cannot be settled yet"),
    Answer.NO: Text("uppfyller inte kontrollerna", "it does not comply with the rules"),
}
_AVAILABLE = Text("Högst {amount} kan lämnas: {basis}.", "At most {amount} can be given: {basis}.")
_WAITING = Text("; {amount} väntar redan på att lämnas", "; {amount} already waits to be given")
_NOTE = Text("att tänka på", "to bear in mind")
_NUMBERS = Text(
    "Begärt {found}, möjligt {expected}, det fattas {short}.", "Asked {found}, available {expected}, short by {short}."
)
_BALANCES = Text("Saldo den {day}, före och efter", "Balance on {day}, before and after")
_WHEN = (Text("{name}, före", "{name}, before"), Text("{name}, efter", "{name}, after"))
_SHOWN = [figure for figure in FIGURES if figure.name in ("disposable", "called_off", "requested", "remaining", "transferable")]
_BREAKS = Text("Det här skulle inte längre ha täckning", "This would have no cover any more")
_NO_BREAKS = Text("Inget annat skulle förlora sin täckning.", "Nothing else would lose its cover.")
_UNTRIED = Text("Om något skulle förlora sin täckning {why}.", "Whether anything would lose its cover {why}.")
SUPPORT = Text(
    "Det här är stöd för ett beslut, inget beslut.", "This is support for a decision and no decision."
)  # fmt: skip


def text(path: str, trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The whole answer, line by line."""
    yield from (*heading(path, trial.ledger, lang), "")
    amount = _NO_AMOUNT if trial.row.amount is None else Ore(trial.row.amount)
    yield from paragraph(_ASKED.fill(lang, {**_told(trial), "amount": amount}), width, "")
    answer = trial.judgement.answer
    yield _ANSWER.fill(lang, {"word": answered(answer, lang, paint), "meaning": _MEANING[answer]})
    if available := limit(trial):
        yield from paragraph(available.fill(lang, {}), width, "")
    yield ""
    for reason in trial.judgement.reasons:
        yield from (*_reason(reason, lang, width, paint), "")
    yield from (*_balances(trial, lang, width, paint), "")
    yield from (*_breaks(trial, lang, width, paint), "")
    yield SUPPORT.fill(lang, {})


def _told(trial: Trial) -> dict[str, Value]:
    return {"donor": trial.row.donor, "receiver": trial.row.receiver, "date": trial.row.date}


def answered(answer: Answer, lang: str, paint: Paint) -> str:
    """An answer as a sign and a word."""
    sign, role = SIGNS[answer]
    return paint(f"{sign} {answer.text.fill(lang, {})}", role)


def limit(trial: Trial) -> Text | None:
    """How much the donor can give in all and why not more; None where a cell that cannot be read leaves it open."""
    if trial.judgement.available is None or trial.row.donor is None or trial.row.date is None:
        return None
    ledger = trial.ledger.without(trial.row)
    basis, waiting = room_of(ledger, trial.row.donor, trial.row.date), ore(ledger.waiting(trial.row.donor))
    more = _WAITING.filled(amount=waiting) if waiting else Text("", "")
    return _AVAILABLE.filled(amount=Ore(trial.judgement.available), basis=Text(basis.sv + more.sv, basis.en + more.en))


def _reason(reason: Reason, lang: str, width: int, paint: Paint) -> Iterator[str]:
    rule = BY_CODE[reason.code]
    sign, role = SIGNS[reason.answer]
    word = reason.answer.text.fill(lang, {})
    if reason.answer is Answer.YES:
        sign, role, word = "●", "upplysning", _NOTE.fill(lang, {})
    yield f"{paint(f'{sign} {word}', role)}  {reason.code}  {paint(rule.name.fill(lang, {}), 'title')}"
    yield from paragraph(rule.said(lang, reason.values), width, "    ")
    if reason.short_by and reason.field == "amount":
        numbers = {"found": reason.found, "expected": reason.expected, "short": reason.short_by}
        yield from paragraph(_NUMBERS.fill(lang, numbers), width, "    ")
    yield from paragraph("→ " + rule.remedy.fill(lang, reason.values), width, "    ", "      ")


def _balances(trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    yield paint(_BALANCES.fill(lang, {"day": trial.effect.day}), "title")
    pairs = dict(zip((each.recipient for each in trial.effect.before), zip(trial.effect.before, trial.effect.after, strict=True), strict=True))
    rows = [row for name, pair in pairs.items() for row in _rows(trial, name, pair, lang)]
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *(figure.heading for figure in _SHOWN))]
    yield from fitted(Table(headings, rows, range(1, len(headings))), width)


def _rows(trial: Trial, name: str, pair: tuple[Balance, Balance], lang: str) -> Iterator[list[str]]:
    if places := causes(trial.ledger, name):
        yield [name, why_open(places, lang)]
        return
    for when, balance in zip(_WHEN, pair, strict=True):
        amounts = (displayed(figure.name, figure.of(balance), lang) for figure in _SHOWN)
        yield [when.fill(lang, {"name": name}), *amounts]


def _breaks(trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """What would break, each with its cell and when; whether anything would cannot be told of a donor that is unsettled."""
    if places := causes(trial.ledger, trial.row.donor or ""):
        yield from paragraph(_UNTRIED.fill(lang, {"why": why_open(places, lang)}), width, "")
    elif not trial.effect.breaks:
        yield _NO_BREAKS.fill(lang, {})
    else:
        yield paint(_BREAKS.fill(lang, {}), "title")
        for each in trial.effect.breaks:
            yield from paragraph(f"✖ {at(each.row, 'amount').shown}: {each.words.fill(lang, {})}", width, "  ", "    ")
