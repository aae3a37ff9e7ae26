"""What could not be tried, and because of what: KO01.

A rule names what it reads (`needs`).  What cannot be read there, or is not there, leaves the rule untried, wholly or for some
recipients; what it may do without (`may_lack`) does so only where it is there and cannot be read.  The sheet Inställningar may be missing: then the defaults apply, and every rule is tried.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.book import WORKINGS, cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import find_unknown_by_decision
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, STATED_BALANCES, TABLE_BY_NAME, TRANSFERS
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Fault, Hit, Rule
from xl_kraftsamling.rules import RULES

_LACKS = Text("det som arbetsboken saknar", "what the workbook lacks")
_PROGRAM = Text("programmet som arbetsboken är öppen i", "the program that the workbook is open in")
_BLIND = Text("det visar varken formler eller vad som är dolt", "it shows neither formulas nor what is hidden")
_WORKBOOK = Text("arbetsboken", "the workbook")
_NO_SUCH = Text("programmet har inget beslut med det diarienumret", "the program has no decision with that case number")
_SEVERAL = Text("det är oklart vilket beslut arbetsboken följer", "it is unclear which decision the workbook follows")


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
            yield NotTried(codes, found[0], _report_causes(ledger, code, codes, found))
    if codes := [rule.code for rule in rules if not ledger.decision.missing.isdisjoint(rule.needs)]:
        yield _report_decision(ledger, codes)
    if ledger.decision.candidates and "decision" in ledger.decision.missing:
        yield from _report_candidates(ledger, rules)
    yield from _find_missing(ledger, {fault.leaves_unread for fault in faults}, rules)


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


def _report(codes: Sequence[str], place: Place | None, where: Value, cause: Value, others: Value = "", whom: Value = "") -> Hit:
    values: dict[str, Value] = {"where": where, "cause": cause, "others": others, "whom": whom, "codes": tuple(codes)}
    return Hit(place=place, values=values)


def _report_causes(ledger: Ledger, code: str, codes: Sequence[str], causes: Sequence[Hit]) -> Hit:
    places = [cause.place for cause in causes if cause.place]
    others = len(causes) - 1
    more = Text(" och {n} till", " and {n} more").bind(n=Count(others)) if others else ""
    whom = _name_recipients(ledger, set(places))
    return replace(_report(codes, causes[0].place, causes[0].place, code, more, whom), related=tuple(places[1:]))


def _name_recipients(ledger: Ledger, places: set[Place]) -> Value:
    """Whose figures some cells leave unknown, as the end of a sentence."""
    names = ledger.unsettled.recipients_left_open_by(places)
    if None in names:
        return Text(" för någon mottagare", " for any recipient")
    listed = ", ".join(sorted(name for name in names if name))
    return Text(" för {listed}", " for {listed}").bind(listed=listed) if listed else ""


def _report_decision(ledger: Ledger, codes: Sequence[str]) -> NotTried:
    """The rules that a decision which nobody knows, or several that differ, leave untried: they need what is missing."""
    number = ledger.book.record.get("case_number")
    cause = _SEVERAL if ledger.decision.candidates else _NO_SUCH
    no_sheet = "record.case_number" in ledger.book.missing
    place = number.place if number else Place("" if no_sheet else RECORD.sheet)
    hit = _report(codes, place, _WORKBOOK if no_sheet else place, cause)
    return NotTried(codes, hit, hit)


def _report_candidates(ledger: Ledger, rules: Sequence[Rule]) -> Iterator[NotTried]:
    """What candidates that grant different amounts leave unknown: TD05 and TD07 would report it, but are not tried themselves."""
    unread = {cell_of(row, name) for row in ledger.book.allocations for name in row.unread}  # each has a fault, and so a KO01, already
    codes = [rule.code for rule in rules if _is_needed(rule, "allocations.amount") and not rule.code.startswith("TD")]
    places = {place: None for _, place in find_unknown_by_decision(ledger.book, ledger.decision, ledger.as_of) if place not in unread}
    for place in places if codes else ():
        whom = _name_recipients(ledger, {place})
        hit = _report(codes, place, place, _SEVERAL, whom=whom)
        yield NotTried(codes, hit, hit)


def _find_missing(ledger: Ledger, at_fault: Collection[str | None], rules: Sequence[Rule]) -> Iterator[NotTried]:
    """What the workbook lacks without being at fault: tables and columns that one of another layout need not have."""
    for name in sorted({*ledger.book.missing} - {*at_fault, SETTINGS.name}):
        codes = [rule.code for rule in rules if _is_stopped(rule, name, at_fault=False)]
        if codes:
            where, cause = (_PROGRAM, _BLIND) if name == WORKINGS else (_LACKS, _name_table(name))
            hit = _report(codes, Place(""), where, cause)
            yield NotTried(codes, hit, hit)


def _name_table(name: str) -> Text:
    """A table, or a column of one, in the reader's words."""
    table, _, field = name.partition(".")
    known = {**TABLE_BY_NAME, RECORD.name: RECORD, STATED_BALANCES.name: STATED_BALANCES}[table]
    heading = next((column.heading for column in known.columns if column.field == field), "")
    if not heading:
        return Text(f"uppgifter om {known.sheet}", f"data on {known.sheet}")
    return Text(f"{heading} bland uppgifterna om {known.sheet}", f"{heading} in the data on {known.sheet}")
