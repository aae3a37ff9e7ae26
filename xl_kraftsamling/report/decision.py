"""A decision and what has come after it: who has how much from when, and the days of its conditions; as text and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from xl_kraftsamling.domain.book import Entry, is_decision_recorded
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.decision_points import DEADLINE_WORDS, Grant
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.as_json import PROGRAM, encode_amount
from xl_kraftsamling.report.figures import RECIPIENT
from xl_kraftsamling.report.table import TextTable, wrap_paragraph

_SUM = Text("Summa (härledd)", "Sum (derived)")
_FIRST = Text("Från början", "From the start")
_WHAT = Text("{reference}: {title}", "{reference}: {title}")
_SHIPPED = Text("Beslutet följer med programmet; bredvid arbetsboken finns ingen fil.", "The decision comes with the program; there is no file beside the workbook.")
_FROM_FILE = Text("Beslutet är läst ur {file}.", "The decision was read from {file}.")
_PROPOSED = Text(
    "Kommunstyrelsens eget beslut är inte infört: beloppen är förslagets.",
    "Kommunstyrelsen's own decision is not entered: the amounts are those of the proposal.",
)
_RECORDED = Text(
    "Kommunstyrelsens eget beslut står på arbetsbokens blad Beslut, och beloppen från början är förslagets.",
    "Kommunstyrelsen's own decision is on the workbook's sheet Beslut, and the amounts from the start are those of the "
    "proposal.",
)
_ADOPTED = Text("Kommunstyrelsen beslutade {day}, {section}.", "Kommunstyrelsen decided on {day}, {section}.")
_AMENDED = Text("{day}, {reference}: {changes}.", "{day}, {reference}: {changes}.")
_CHANGE = Text("{recipient} från {before} till {after}", "{recipient} from {before} to {after}")
_DEADLINE = Text("Sista dag för {what}: {day} ({reference}).", "Last day for {what}: {day} ({reference}).")
_OPEN = Text(
    "Ingen sista dag är införd för {what}: det kontrolleras inte.",
    "No last day is entered for {what}: that is not checked.",
)
_REPORTED = Text("Återrapporterat {day}.", "Reported on {day}.")
_REPAID = Text("Återbetalat {day}: {recipient} {amount}{reference}.", "Paid back on {day}: {recipient} {amount}{reference}.")


def render_decision(path: str, decision: Decision, record: Mapping[str, Entry], lang: str, width: int) -> Iterator[str]:
    """The decision of a workbook line by line; `record` is what its sheet Beslut says."""
    yield from (path, _WHAT.fill(lang, {"reference": decision.reference, "title": decision.title}), "")
    yield from _list_amounts(decision, lang).render(width)
    origin = _FROM_FILE.bind(file=decision.file.name) if decision.file and not decision.is_shipped else _SHIPPED
    for note in (origin, *_list_points(decision, record), *_list_conditions(decision)):
        yield from ("", *wrap_paragraph(note.fill(lang, {}), width))


def _list_amounts(decision: Decision, lang: str) -> TextTable:
    days = list(dict.fromkeys([date.min, *(each.day for each in decision.amendments)]))
    held = [decision.allotted_on(day) for day in days]
    headings = [RECIPIENT.fill(lang, {}), *(_FIRST.fill(lang, {}) if day == date.min else day.isoformat() for day in days)]
    rows = [[name, *(format_amount(each.get(name, 0), lang, unit=False) for each in held)] for name in decision.recipients]
    rows.append([_SUM.fill(lang, {}), *(format_amount(sum(each.values()), lang, unit=False) for each in held)])
    return TextTable(headings, rows, range(1, len(headings)))


def _list_points(decision: Decision, record: Mapping[str, Entry]) -> Iterator[Text]:
    """Kommunstyrelsen's decision, and each amendment with what it changes."""
    adoption = decision.adoption
    if adoption:
        yield _ADOPTED.bind(day=adoption.day, section=adoption.section)
    else:
        yield _RECORDED if is_decision_recorded(record) else _PROPOSED
    for each in decision.amendments:
        changes = tuple(_describe_change(decision, each.day, grant) for grant in each.grants)
        yield _AMENDED.bind(day=each.day, reference=each.reference, changes=changes)


def _describe_change(decision: Decision, day: date, grant: Grant) -> Text:
    stages = decision.list_stages(grant.recipient)
    before = next(first.amount for (_, first), (since, _) in pairwise(stages) if since == day)
    return _CHANGE.bind(recipient=grant.recipient, before=Ore(before), after=Ore(grant.amount))


def _list_conditions(decision: Decision) -> Iterator[Text]:
    """The days of the conditions, those that are not known, and what has come of them."""
    for each in decision.deadlines:
        yield _DEADLINE.bind(what=DEADLINE_WORDS[each.what], day=each.day, reference=each.reference)
    if unknown := tuple(words for what, words in DEADLINE_WORDS.items() if not decision.find_deadline(what)):
        yield _OPEN.bind(what=unknown)
    yield from (_REPORTED.bind(day=day) for day in decision.reports)
    for paid in decision.repayments:
        reference = f" ({paid.reference})" if paid.reference else ""
        yield _REPAID.bind(recipient=paid.recipient, amount=Ore(paid.amount), day=paid.day, reference=reference)


def encode_decision(path: str, decision: Decision) -> dict[str, Any]:
    """The decision as data for JSON; amounts in kronor."""
    adoption = decision.adoption
    return {
        "schema": "kraftsamling.decision/1", "program": PROGRAM, "path": path,
        "file": decision.file.name if decision.file and not decision.is_shipped else None,
        "case_number": decision.case_number, "section": decision.section, "year": decision.year,
        "adoption": adoption and {"date": adoption.day.isoformat(), "section": adoption.section},
        "allotted": _encode_grants(decision, decision.grants),
        "amendments": [
            {"date": each.day.isoformat(), "case_number": each.case_number, "section": each.section, "allotted": _encode_grants(decision, each.grants)}
            for each in decision.amendments
        ],
        "deadlines": [{"what": each.what, "date": each.day.isoformat(), "reference": each.reference} for each in decision.deadlines],
        "reports": [day.isoformat() for day in decision.reports],
        "repayments": [
            {"recipient": each.recipient, "date": each.day.isoformat(), "amount": encode_amount(each.amount), "reference": each.reference or None}
            for each in decision.repayments
        ],
    }  # fmt: skip


def _encode_grants(decision: Decision, grants: Sequence[Grant]) -> list[dict[str, Any]]:
    return [{"recipient": each.recipient, "amount": encode_amount(each.amount), "reference": decision.cite(each)} for each in grants]
