"""A transfer that was tried, as text and as JSON: the answer, each reason and what to do, the balances, and what would lack cover."""

from collections.abc import Iterator
from typing import Any

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Balance
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import TRANSFERS, Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.eligibility import Judgement
from xl_kraftsamling.domain.transfers.reason import Reason
from xl_kraftsamling.domain.transfers.trial import Trial, Uncovered
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.as_json import encode_amount, encode_figures, encode_head, encode_place, encode_value
from xl_kraftsamling.report.figures import (
    FIGURES,
    RECIPIENT,
    explain_open_cells,
    find_open_cells,
    format_figure,
    render_heading,
)
from xl_kraftsamling.report.table import TextTable, wrap_paragraph
from xl_kraftsamling.rules import BY_CODE

ANSWER_SIGNS = {
    Answer.YES: ("✔", "complies"), Answer.AFTER_AGREEMENT: ("○", "varning"), Answer.OPEN: ("○", "varning"), Answer.NO: ("✖", "fel"),
}  # fmt: skip
"""The sign of each answer, and the role that its colour comes from."""

_ASKED = Text("{amount} från {donor} till {receiver} den {date}", "{amount} from {donor} to {receiver} on {date}")
_NO_AMOUNT = Text("Det som går att lämna", "What can be given")
_ANSWER = Text("Svar: {word}; {meaning}", "Answer: {word}; {meaning}")
_MEANING = {
    Answer.YES: Text("uppfyller kontrollerna", "it complies with the rules"),
    Answer.AFTER_AGREEMENT: Text("det övriga uppfyller kontrollerna", "the rest complies with the rules"),
    Answer.OPEN: Text("det går inte att avgöra än", "it cannot be settled yet"),
    Answer.NO: Text("uppfyller inte kontrollerna", "it does not comply with the rules"),
}
_AVAILABLE = Text("Högst {amount} kan lämnas: {basis}.", "At most {amount} can be given: {basis}.")
_NOT_AVAILABLE = Text("Inget kan lämnas: {basis}. {way}", "Nothing can be given: {basis}. {way}")
_NOTE = Text("att tänka på", "to bear in mind")
_TO_DO = Text("återstår", "remains")
_NUMBERS = Text(
    "Begärt {found}, möjligt {expected}, det saknas {short}.",
    "Requested {found}, possible {expected}, {short} short.",
)
_BALANCES = Text("Saldo den {day}, före och efter", "Balance on {day}, before and after")
_WHEN = (Text("{name}, före", "{name}, before"), Text("{name}, efter", "{name}, after"))
_FIGURES = [figure for figure in FIGURES if figure.name in ("disposable", "called_off", "requested", "remaining", "transferable")]
_UNCOVERED = Text("Det här skulle inte längre ha täckning", "This would no longer be covered")
_NO_UNCOVERED = Text("Allt annat har fortfarande täckning.", "Everything else would still be covered.")
_UNTRIED = Text("Om något skulle sakna täckning {why}.", "Whether anything would no longer be covered {why}.")
NO_DECISION = Text(
    "Det här är ett beslutsunderlag, inte ett beslut.",
    "This is decision support, not a decision.",
)  # fmt: skip


def render_trial(path: str, trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The whole answer as text, line by line."""
    yield from (*render_heading(path, trial.ledger, lang), "")
    amount = _NO_AMOUNT if trial.row.amount is None else Ore(trial.row.amount)
    asked = {"donor": trial.row.donor, "receiver": trial.row.receiver, "date": trial.row.date, "amount": amount}
    yield from wrap_paragraph(_ASKED.fill(lang, asked), width)
    answer = trial.judgement.answer
    yield _ANSWER.fill(lang, {"word": format_answer(answer, lang, paint), "meaning": _MEANING[answer]})
    if available := explain_limit(trial):
        yield from wrap_paragraph(available.fill(lang, {}), width)
    yield ""
    for reason in trial.judgement.reasons:
        yield from (*_render_reason(reason, lang, width, paint), "")
    yield from (*_render_effect(trial, lang, width, paint), "")
    yield from (*_render_uncovered(trial, lang, width, paint), "")
    yield NO_DECISION.fill(lang, {})


def format_answer(answer: Answer, lang: str, paint: Paint) -> str:
    """An answer as a sign and a word."""
    sign, role = ANSWER_SIGNS[answer]
    return paint(f"{sign} {answer.text.fill(lang, {})}", role)


def explain_limit(trial: Trial) -> Text | None:
    """How much can be given in all, and why not more; None if a cell that cannot be read makes it unknown."""
    limit = trial.judgement.limit
    if limit is None:
        return None
    words = _AVAILABLE if limit.amount else _NOT_AVAILABLE
    return words.bind(amount=Ore(limit.amount), basis=limit.basis, way=limit.way)


def _render_reason(reason: Reason, lang: str, width: int, paint: Paint) -> Iterator[str]:
    rule = BY_CODE[reason.code]
    sign, role = ANSWER_SIGNS[reason.answer]
    word = reason.answer.text.fill(lang, {})
    # a reason that goes with a yes is only something to do, or to bear in mind
    if reason.answer in (Answer.YES, Answer.AFTER_AGREEMENT):
        sign, role, word = "●", "upplysning", (_NOTE if reason.answer is Answer.YES else _TO_DO).fill(lang, {})
    yield f"{paint(f'{sign} {word}', role)}  {reason.code}  {paint(rule.name.fill(lang, {}), 'title')}"
    yield from wrap_paragraph(rule.compose_message(lang, reason.values, reason.message), width, "    ")
    if reason.short_by and reason.field == "amount":
        numbers = {"found": reason.found, "expected": reason.expected, "short": reason.short_by}
        yield from wrap_paragraph(_NUMBERS.fill(lang, numbers), width, "    ")
    yield from wrap_paragraph("→ " + rule.compose_remedy(lang, reason.values, reason.remedy), width, "    ", "      ")


def _render_effect(trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    yield paint(_BALANCES.fill(lang, {"day": trial.effect.day}), "title")
    # by name, since donor and receiver may be the same (OM06): its balances are shown once
    pairs = dict(zip((each.recipient for each in trial.effect.before), zip(trial.effect.before, trial.effect.after, strict=True), strict=True))
    rows = [row for name, pair in pairs.items() for row in _effect_rows(trial, name, pair, lang)]
    headings = [each.fill(lang, {}) for each in (RECIPIENT, *(figure.heading for figure in _FIGURES))]
    yield from TextTable(headings, rows, range(1, len(headings))).render(width)


def _effect_rows(trial: Trial, name: str, pair: tuple[Balance, Balance], lang: str) -> Iterator[list[str]]:
    if places := find_open_cells(trial.ledger, name):
        yield [name, explain_open_cells(places, lang)]
        return
    for when, balance in zip(_WHEN, pair, strict=True):
        amounts = (format_figure(figure.name, figure.of(balance), lang) for figure in _FIGURES)
        yield [when.fill(lang, {"name": name}), *amounts]


def _render_uncovered(trial: Trial, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The rows that would lack cover, each with its cell and when; if the donor's balance is unknown, that this cannot be said."""
    if places := find_open_cells(trial.ledger, trial.row.donor or ""):
        yield from wrap_paragraph(_UNTRIED.fill(lang, {"why": explain_open_cells(places, lang)}), width)
    elif not trial.effect.breaks:
        yield _NO_UNCOVERED.fill(lang, {})
    else:
        yield paint(_UNCOVERED.fill(lang, {}), "title")
        for each in trial.effect.breaks:
            yield from wrap_paragraph(f"✖ {cell_of(each.row, 'amount').address}: {each.words.fill(lang, {})}", width, "  ", "    ")


_HEADINGS = {column.field: column.heading for column in TRANSFERS.columns}


def encode_trial(path: str, trial: Trial, draft: dict[str, str] | None, lang: str) -> dict[str, Any]:
    """A transfer that was tried, as data for JSON; `draft` is where it was written, None if it was not."""
    ledger, effect, donor = trial.ledger, trial.effect, trial.row.donor or ""
    balances = {
        when: [encode_figures(each, settled=each.recipient not in ledger.unsettled) for each in figures]
        for when, figures in (("before", effect.before), ("after", effect.after))
    }
    return {
        **encode_head("transfer", path, ledger, lang),
        "transfer": encode_row(trial.row),
        **encode_judgement(trial.judgement, lang),
        "why_not_more": encode_value(explain_limit(trial), lang),
        "balances": {"date": effect.day.isoformat(), **balances},
        "breaks": None if find_open_cells(ledger, donor) else [_encode_uncovered(each, lang) for each in effect.breaks],
        "draft": draft,
    }


def encode_row(row: Transfer) -> dict[str, Any]:
    """The fields of a transfer that a user asks for, as data for JSON."""
    amounts = {"amount": encode_amount(row.amount), "agreed_amount": encode_amount(row.agreed_amount)}
    days = {"date": row.date and row.date.isoformat(), "agreed_on": row.agreed_on and row.agreed_on.isoformat()}
    fields = ("donor", "receiver", "date", "amount", "agreement", "agreed_on", "party", "agreed_amount", "declared_unused",
              "origin", "comment")  # fmt: skip
    return {field: {**amounts, **days}.get(field, getattr(row, field)) for field in fields}


def encode_judgement(judgement: Judgement, lang: str) -> dict[str, Any]:
    """The answer, the most that can be given, and the reasons, as data for JSON."""
    reasons = [_encode_reason(reason, lang) for reason in judgement.reasons]
    return {"answer": judgement.answer.code, "available": encode_amount(judgement.available), "reasons": reasons}


def _encode_reason(reason: Reason, lang: str) -> dict[str, Any]:
    rule = BY_CODE[reason.code]
    return {
        "code": reason.code,
        "name": rule.name.fill(lang, {}),
        "answer": reason.answer.code,
        "heading": _HEADINGS[reason.field],
        "found": encode_value(reason.found, lang),
        "expected": encode_value(reason.expected, lang),
        "short_by": encode_amount(reason.short_by),
        "message": rule.compose_message(lang, reason.values, reason.message),
        "remedy": rule.compose_remedy(lang, reason.values, reason.remedy),
    }


def _encode_uncovered(broken: Uncovered, lang: str) -> dict[str, Any]:
    row = broken.row
    when = row.date.isoformat() if row.date else None
    what = {"row_id": row.id, "date": when, "short_by": encode_amount(broken.short_by), "message": broken.words.fill(lang, {})}
    return {**encode_place(cell_of(row, "amount")), **what}
