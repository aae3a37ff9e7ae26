"""The decision that a workbook follows, as a report states it: what it is, what it grants, what came later, and where that was read."""

from collections.abc import Iterator

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.decision_points import DEADLINE_WORDS
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text, Value, format_value
from xl_kraftsamling.report.written_report.contents import DecisionStatement, Fact, GrantStatement


def state_decision(ledger: Ledger, lang: str) -> DecisionStatement:
    """The decision of a ledger, in one language."""
    decision = ledger.decision
    return DecisionStatement(
        title=decision.title, reference=decision.reference.strip(),
        facts=[Fact(name.fill(lang, {}), text) for name, value in _list_facts(decision) if (text := format_value(value, lang))],
        grants=[GrantStatement(grant.recipient, grant.amount, decision.cite(grant)) for grant in decision.grants_on(ledger.as_of).values()],
        adopted=_describe_adoption(ledger).fill(lang, {}),
        changes=[each.fill(lang, {}) for each in _list_changes(decision)],
        deadlines=[_DEADLINE.fill(lang, {"what": DEADLINE_WORDS[each.what], "day": each.day, "reference": each.reference}) for each in decision.deadlines],
        source=_describe_source(decision).fill(lang, {}),
    )  # fmt: skip


def _list_facts(decision: Decision) -> Iterator[tuple[Text, Value]]:
    yield Text("Diarienummer", "Case number"), decision.case_number
    yield Text("Paragraf", "Section"), decision.section
    yield Text("Organ", "Body"), decision.body
    yield Text("Sammanträdesdatum", "Date of the meeting"), decision.meeting
    yield Text("Rubrik", "Title"), decision.title
    yield Text("År", "Year"), None if "decision.year" in decision.missing else decision.year
    yield Text("Finansiering", "Financed by"), decision.reserve
    yield Text("Villkor", "Conditions"), decision.conditions


def _describe_adoption(ledger: Ledger) -> Text:
    """Kommunstyrelsen's own decision: by the file or the sheet Beslut, or that none is recorded."""
    if not ledger.is_decided:
        return _NOT_ADOPTED
    adoption, entry = ledger.decision.adoption, ledger.book.record.get("executive_section")
    section = adoption.section if adoption else (entry.value if entry else None)
    day = ledger.decided_on
    if day is None:
        return _ADOPTED_SOME_DAY
    return _ADOPTED_SECTION.bind(day=day, section=section) if section else _ADOPTED.bind(day=day)


def _list_changes(decision: Decision) -> Iterator[Text]:
    for each in decision.amendments:
        granted = tuple(_GRANTED.bind(recipient=grant.recipient, amount=Ore(grant.amount)) for grant in each.grants)
        yield _AMENDED.bind(day=each.day, reference=each.reference, granted=granted)
    for paid in decision.repayments:
        where = f" ({paid.reference})" if paid.reference else ""
        yield _REPAID.bind(day=paid.day, recipient=paid.recipient, amount=Ore(paid.amount), where=where)


def _describe_source(decision: Decision) -> Text:
    if decision.candidates:
        return _SEVERAL.bind(decisions=decision.list_candidates())
    if decision.file is None:
        return _UNKNOWN.bind(number=decision.case_number) if decision.case_number else _NONE
    return (_SHIPPED if decision.is_shipped else _FROM_FILE).bind(file=decision.file.name)


_NOT_ADOPTED = Text(
    "Kommunstyrelsens eget beslut är inte infört i arbetsboken. Beloppen är de som föreslogs.",
    "Kommunstyrelsen's own decision is not recorded in the workbook. The amounts are those that were proposed.",
)
_ADOPTED = Text("Kommunstyrelsen beslutade {day}.", "Kommunstyrelsen decided on {day}.")
_ADOPTED_SECTION = Text("Kommunstyrelsen beslutade {day}, {section}.", "Kommunstyrelsen decided on {day}, {section}.")
_ADOPTED_SOME_DAY = Text(
    "Kommunstyrelsens beslut är infört i arbetsboken, men utan ett datum som kan läsas.",
    "Kommunstyrelsen's decision is recorded in the workbook, but without a date that can be read.",
)
_AMENDED = Text("Ändrat {day}, {reference}: {granted}.", "Changed on {day}, {reference}: {granted}.")
_GRANTED = Text("{recipient} har därefter {amount}", "{recipient} has {amount} from then on")
_REPAID = Text("Återbetalat {day}: {recipient} {amount}{where}.", "Paid back on {day}: {recipient} {amount}{where}.")
_DEADLINE = Text("Sista dag för {what}: {day} ({reference}).", "Last day for {what}: {day} ({reference}).")
_SHIPPED = Text("Beslutet är läst ur {file}, som följer med programmet.", "The decision was read from {file}, which comes with the program.")
_FROM_FILE = Text("Beslutet är läst ur {file}.", "The decision was read from {file}.")
_UNKNOWN = Text(
    "Arbetsboken anger {number}. Programmet har inget beslut med det diarienumret, så beloppen är arbetsbokens egna.",
    "The workbook states {number}. The program has no decision with that case number, so the amounts are the workbook's own.",
)
_NONE = Text("Vilket beslut arbetsboken följer går inte att se.", "Which decision the workbook follows cannot be seen.")
_SEVERAL = Text(
    "Arbetsboken kan följa {decisions}. Bara det som besluten har gemensamt används.",
    "The workbook may follow {decisions}. Only what the decisions have in common is used.",
)
