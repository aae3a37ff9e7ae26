"""What could not be tried, and because of what: KO01.

A rule names what it reads (`needs`).  What cannot be read there, or is not there, leaves the rule untried, wholly or for some
recipients; what it may do without (`may_lack`) does so only where it is there and cannot be read.  The sheet Inställningar may be missing: then the defaults apply, and every rule is tried.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.book import WORKINGS, cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import find_unknown_by_decision
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, STATED_BALANCES, TABLE_BY_NAME, TRANSFERS
from xl_kraftsamling.domain.texts import Count, Text, Value, join_words
from xl_kraftsamling.finding import Fault, Hit, Rule
from xl_kraftsamling.rules import RULES

_LACKS = Text(
    "Arbetsboken saknar {lacks}. Därför har {checks} inte kunnat göras.", "The workbook has no {lacks}. So {checks} could not be tried."
)
_ADD = Text(
    "Lägg till det som saknas om det ska kontrolleras. Annars behöver inget göras.",
    "Add what is missing if it is to be checked. Otherwise nothing needs doing.",
)
_BLIND = Text(
    "Programmet som arbetsboken är öppen i visar varken formler eller vad som är dolt. Därför har {checks} inte kunnat göras.",
    "The program that the workbook is open in shows neither formulas nor what is hidden. So {checks} could not be tried.",
)
_OPEN_IN_EXCEL = Text("Kontrollera arbetsboken i Excel, eller med kraftsamling validate.", "Check the workbook in Excel, or with kraftsamling validate.")
_NO_SUCH = Text(
    "Programmet har inget beslut med arbetsbokens diarienummer ({where}). Därför har {checks} inte kunnat göras.",
    "The program has no decision with the workbook's case number ({where}). So {checks} could not be tried.",
)
_SEVERAL = Text(
    "Det är oklart vilket beslut arbetsboken följer ({where}). Därför har {checks} inte kunnat göras{end}.",
    "It is unclear which decision the workbook follows ({where}). So {checks} could not be tried{end}.",
)
_NAME_DECISION = Text(
    "Rätta diarienumret, eller ange beslutets fil med --decision.", "Correct the case number, or give the file of the decision with --decision."
)
_NOT_RECALCULATED = Text("Formeln i {where}{others} har inte räknats om: {cause}.", "The formula in {where}{others} was not recalculated: {cause}.")
_NONE_RECALCULATED = Text("Formlerna har inte räknats om: {cause}.", "The formulas were not recalculated: {cause}.")
_RECALCULATE = Text(
    "Räkna om i Excel (Ctrl+Alt+F9) och jämför, där värdet är viktigt.", "Calculate in Excel (Ctrl+Alt+F9) and compare, where the value matters."
)
_WORKBOOK = Text("arbetsboken", "the workbook")
_UNREADABLE = Text("går inte att läsa", "cannot be read")
_STATES = {
    **dict.fromkeys(("ST01", "ST02"), Text("saknas", "is missing")),
    "ST12": Text("kan läsas på två sätt", "can be read in two ways"),
    "VD06": Text("saknar värde", "has no value"),
    **dict.fromkeys(("VD08", "VD10", "VD13"), Text("går inte att tolka", "cannot be interpreted")),
    **dict.fromkeys(("BE04", "TD03", "TD05", "TD07"), Text("behöver rättas först", "has to be corrected first")),
}
"""What is wrong with the cells that a rule has found, and that others wait for; of any other rule they cannot be read."""


class NotTried(NamedTuple):
    """The codes of rules that are not tried in full, the hit that is the cause, and the hit of KO01 that reports it."""

    codes: Sequence[str]
    cause: Hit
    report: Hit


def list_rules(ledger: Ledger) -> list[Rule]:
    """The rules that there is anything to try for: not those about a last day that the decision does not set."""
    return [rule for rule in RULES if not rule.is_open(ledger)]


def can_be_tried(rule: Rule, ledger: Ledger, faults: Sequence[Fault]) -> bool:
    """Whether the workbook has every table and column that a rule reads, and the decision what the rule needs of it."""
    at_fault = {fault.leaves_unread for fault in faults}
    # only what is missing stops a rule: a cell that cannot be read concerns its own row, which each rule passes over itself
    missing = {*ledger.book.missing} - {SETTINGS.name}
    return ledger.decision.missing.isdisjoint(rule.needs) and not any(
        _is_stopped(rule, name, at_fault=name in at_fault) for name in missing
    )


def find_not_tried(
    ledger: Ledger, faults: Sequence[Fault], hits: Sequence[tuple[Rule, Hit]], rules: Sequence[Rule]
) -> Iterator[NotTried]:
    """What faults, hits of rules, an unknown decision and missing tables leave untried of some rules."""
    causes: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for fault in faults:
        if fault.leaves_unread and fault.leaves_unread != SETTINGS.name:
            causes[fault.code, fault.leaves_unread].append(fault.hit)
    for rule, hit in hits:
        if hit.leaves_unknown:
            causes[rule.code, hit.leaves_unknown].append(hit)
    # cells of one column with one fault are one KO01, as a column of unread amounts would otherwise be a finding per row
    for (code, field), found in causes.items():
        # the rules of its family judge the allocations themselves, and not the figures that a hit of TD05 or TD07 leaves unknown
        family = code[:2] if found[0].leaves_unknown else None
        codes = [rule.code for rule in rules if _is_read(rule, field, ledger) and rule.code[:2] != family]
        if codes:
            yield NotTried(codes, found[0], _report_causes(ledger, code, field, codes, found))
    if codes := [rule.code for rule in rules if not ledger.decision.missing.isdisjoint(rule.needs)]:
        yield _report_decision(ledger, codes)
    if ledger.decision.candidates and "decision" in ledger.decision.missing:
        yield from _report_candidates(ledger, rules)
    yield from _find_missing(ledger, {fault.leaves_unread for fault in faults}, rules)
    if any(rule.code == "FO08" for rule in rules):
        yield from _find_not_recalculated(ledger)


def _is_needed(rule: Rule, name: str) -> bool:
    """Whether a rule cannot do without a table, or a table.field."""
    return any(name in (need, need.partition(".")[0]) for need in rule.needs)


def _is_read(rule: Rule, name: str, ledger: Ledger) -> bool:
    """Whether a rule reads a table, or a table.field, of those that the workbook has."""
    return _is_needed(rule, name) or (name in rule.may_lack and name not in ledger.book.missing)


def _is_stopped(rule: Rule, name: str, *, at_fault: bool) -> bool:
    """Whether a rule cannot do without a table or column that is missing.

    Whoever keeps no list of transfers, and need not, has made none: the balances are right, and only the rules about
    transfers are not tried.
    """
    return _is_needed(rule, name) and (at_fault or name != TRANSFERS.name or rule.code.startswith("OM"))


def _count_checks(codes: Sequence[str], whom: Value = "") -> Text:
    words = Text("1 kontroll{whom}", "1 rule{whom}") if len(codes) == 1 else Text("{n} kontroller{whom}", "{n} rules{whom}")
    return words.bind(n=Count(len(codes)), whom=whom)


def _report(place: Place | None, codes: Sequence[str], message: Text, remedy: Text, **values: Value) -> Hit:
    """The hit of KO01 about some rules: for whom they are not tried are `recipients`, none for all of them."""
    return Hit(place=place, values={"checks": _count_checks(codes), "end": "", "codes": tuple(codes), **values}, message=message, remedy=remedy)


def _report_causes(ledger: Ledger, code: str, field: str, codes: Sequence[str], causes: Sequence[Hit]) -> Hit:
    places = [cause.place for cause in causes if cause.place]
    values: dict[str, Value] = {
        "where": _name_table(field) if code in ("ST01", "ST02") else causes[0].place, "others": _count_others(len(causes) - 1),
        "state": _STATES.get(code, _UNREADABLE), "cause": code, "codes": tuple(codes), **_describe_recipients(ledger, codes, places),
    }  # fmt: skip
    return Hit(place=causes[0].place, values=values, related=tuple(places[1:]), remedy=_CORRECT)


_CORRECT = Text("Rätta det som nämns och kontrollera igen.", "Correct what is named and check again.")


def _count_others(others: int) -> Value:
    if others < 2:
        return Text(" och 1 cell till", " and 1 more cell") if others else ""
    return Text(" och {n} celler till", " and {n} more cells").bind(n=Count(others))


def _describe_recipients(ledger: Ledger, codes: Sequence[str], places: Sequence[Place]) -> dict[str, Value]:
    """How many rules wait, and of whom: the recipients whose figures some cells leave unknown."""
    names = ledger.unsettled.recipients_left_open_by(set(places))
    if None in names:
        return {"checks": _count_checks(codes), "end": Text(" för någon mottagare", " for any recipient"), "recipients": ()}
    listed = sorted(name for name in names if name)
    whom = Text(" av {listed}", " of {listed}").bind(listed=join_words(listed)) if listed else ""
    return {"checks": _count_checks(codes, whom), "end": "", "recipients": tuple(listed)}


def _report_decision(ledger: Ledger, codes: Sequence[str]) -> NotTried:
    """The rules that a decision which nobody knows, or several that differ, leave untried: they need what is missing."""
    number = ledger.book.record.get("case_number")
    no_sheet = "record.case_number" in ledger.book.missing
    place = number.place if number else Place("" if no_sheet else RECORD.sheet)
    message = _SEVERAL if ledger.decision.candidates else _NO_SUCH
    hit = _report(place, codes, message, _NAME_DECISION, where=_WORKBOOK if no_sheet else place)
    return NotTried(codes, hit, hit)


def _report_candidates(ledger: Ledger, rules: Sequence[Rule]) -> Iterator[NotTried]:
    """What candidates that grant different amounts leave unknown: TD05 and TD07 would report it, but are not tried themselves."""
    unread = {cell_of(row, name) for row in ledger.book.allocations for name in row.unread}  # each has a fault, and so a KO01, already
    codes = [rule.code for rule in rules if _is_needed(rule, "allocations.amount") and not rule.code.startswith("TD")]
    places = {place: None for _, place in find_unknown_by_decision(ledger.book, ledger.decision, ledger.as_of) if place not in unread}
    for place in places if codes else ():
        hit = _report(place, codes, _SEVERAL, _NAME_DECISION, where=place, **_describe_recipients(ledger, codes, [place]))
        yield NotTried(codes, hit, hit)


def _find_missing(ledger: Ledger, at_fault: Collection[str | None], rules: Sequence[Rule]) -> Iterator[NotTried]:
    """What the workbook lacks without being at fault: tables and columns that one of another layout need not have."""
    for name in sorted({*ledger.book.missing} - {*at_fault, SETTINGS.name}):
        codes = [rule.code for rule in rules if _is_stopped(rule, name, at_fault=False)]
        if codes and name == WORKINGS:
            hit = _report(Place(""), codes, _BLIND, _OPEN_IN_EXCEL)
            yield NotTried(codes, hit, hit)
        elif codes:
            sheet, heading = _find_words(name)
            hit = _report(Place(""), codes, _LACKS, _ADD, lacks=_name_table(name), sheet=sheet, heading=heading)
            yield NotTried(codes, hit, hit)


def _find_not_recalculated(ledger: Ledger) -> Iterator[NotTried]:
    """The formulas that could not be calculated anew, where that was asked for: FO08 is tried on all the others."""
    for each in ledger.book.formula_facts.not_recalculated:
        message = _NOT_RECALCULATED if each.place else _NONE_RECALCULATED
        place = each.place or Place("")
        hit = _report(place, ["FO08"], message, _RECALCULATE, where=place, others=_count_others(each.more), cause=each.reason)
        yield NotTried(["FO08"], hit, hit)


def _find_words(name: str) -> tuple[str, str]:
    """The sheet of a table and the heading of one of its columns, "" for the table as a whole."""
    table, _, field = name.partition(".")
    known = {**TABLE_BY_NAME, RECORD.name: RECORD, STATED_BALANCES.name: STATED_BALANCES}[table]
    return known.sheet, next((column.heading for column in known.columns if column.field == field), "")


def _name_table(name: str) -> Text:
    """A table, or a column of one, in the reader's words."""
    sheet, heading = _find_words(name)
    if not heading:
        return Text(f"uppgifter om {sheet}", f"data on {sheet}")
    return Text(f"{heading} bland uppgifterna om {sheet}", f"{heading} in the data on {sheet}")
