"""What could not be tried, and because of what: KO01.

Pure.  A rule names what it reads (`needs`); what cannot be read there, or is not there, leaves the rule untried, wholly or
for some recipients.  A missing sheet Inställningar is no such thing: then the defaults hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.book import WORKINGS
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, TRANSFERS
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit, Rule
from xl_kraftsamling.rules import RULES

_LEFT_OPEN = {"TD05": "allocations.recipient", "TD07": "allocations.amount"}
"""Rules that find recipients' figures left open; those of their own family judge the allocations nonetheless."""


class NotTried(NamedTuple):
    """The codes of rules that are not tried in full, the hit that is the cause, and the hit of KO01 that says so."""

    codes: Sequence[str]
    cause: Hit
    told: Hit


def can_be_tried(rule: Rule, ledger: Ledger, faults: Sequence[Fault]) -> bool:
    """Whether the workbook has every table and column that a rule reads, and follows a decision that is known."""
    if _unknown_needs(ledger) & {*rule.needs}:
        return False
    told = {fault.leaves_unread for fault in faults}
    return not any(_stopped(rule, name, at_fault=name in told) for name in {*ledger.book.missing} - {SETTINGS.name})


def _stopped(rule: Rule, name: str, *, at_fault: bool) -> bool:
    """Whether a rule cannot do without a table or column that is missing.

    Who keeps no list of transfers, and need not, has made none: the balances stand, and only the rules about transfers fall.
    """
    return _needs(rule, name) and (at_fault or name != TRANSFERS.name or rule.code.startswith("OM"))


def find_not_tried(ledger: Ledger, faults: Sequence[Fault], hits: Sequence[tuple[Rule, Hit]]) -> Iterator[NotTried]:
    """Everything that the gate's faults, the rules' hits and an unknown decision leave untried."""
    for (code, what), causes in _causes(faults, hits).items():
        family = code[:2] if code in _LEFT_OPEN else None
        codes = [rule.code for rule in RULES if _needs(rule, what) and rule.code[:2] != family]
        if codes:
            yield NotTried(codes, causes[0], _told(ledger, code, codes, causes))
    if not ledger.decision.grants:
        yield _unknown(ledger)
    yield from _lacking(ledger, {fault.leaves_unread for fault in faults})


def _lacking(ledger: Ledger, told: Collection[str | None]) -> Iterator[NotTried]:
    """What the workbook lacks without being at fault: tables and columns that one of another layout need not have."""
    for name in sorted({*ledger.book.missing} - {*told, SETTINGS.name}):
        codes = [rule.code for rule in RULES if _stopped(rule, name, at_fault=False)]
        if codes:
            where, cause = (_PROGRAM, _BLIND) if name == WORKINGS else (_LACKS, _named(name))
            values: dict[str, Value] = {
                "where": where,
                "cause": cause,
                "others": "",
                "whom": "",
                "codes": tuple(codes),
            }
            hit = Hit(place=Place(""), values=values)
            yield NotTried(codes, hit, hit)


_LACKS = Text("det som arbetsboken saknar", "what the workbook lacks")
_PROGRAM = Text("programmet som arbetsboken är öppen i", "the program that the workbook is open in")
_BLIND = Text("det visar varken formler eller vad som är dolt", "it shows neither formulas nor what is hidden")


def _named(name: str) -> Text:
    """A table, or a column of one, as the reader knows it."""
    table, _, field = name.partition(".")
    known = {each.name: each for each in (*TABLES, RECORD)}[table]
    heading = next((column.heading for column in known.columns if column.field == field), "")
    if not heading:
        return Text(f"uppgifter om {known.sheet}", f"data on {known.sheet}")
    return Text(f"{heading} bland uppgifterna om {known.sheet}", f"{heading} in the data on {known.sheet}")


def _unknown_needs(ledger: Ledger) -> set[str]:
    """What rules may need of a decision and this one lacks: its figures, and its year where its candidates are of several."""
    figures = set() if ledger.decision.grants else {"decision"}
    return figures | {"decision.year"} if ledger.decision.has_open_year else figures


def _unknown(ledger: Ledger) -> NotTried:
    """What a decision without figures leaves untried: every comparison with it."""
    unknown = _unknown_needs(ledger)
    codes = [rule.code for rule in RULES if unknown & {*rule.needs}]
    number = ledger.book.record.get("case_number")
    why = _SEVERAL if ledger.decision.candidates else _NO_SUCH
    no_sheet = "record.case_number" in ledger.book.missing
    place = number.place if number else Place("" if no_sheet else RECORD.sheet)
    where = _WORKBOOK if no_sheet else place
    values: dict[str, Value] = {"where": where, "cause": why, "others": "", "whom": "", "codes": tuple(codes)}
    told = Hit(place=place, values=values)
    return NotTried(codes, told, told)


_WORKBOOK = Text("arbetsboken", "the workbook")
_NO_SUCH = Text("programmet har inget beslut med det diarienumret", "the program has no decision with that case number")
_SEVERAL = Text("det är oklart vilket beslut arbetsboken följer", "it is unclear which decision the workbook follows")


def _causes(faults: Sequence[Fault], hits: Sequence[tuple[Rule, Hit]]) -> dict[tuple[str, str], list[Hit]]:
    """The hits that leave something unread, by code and by what they leave so."""
    groups: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for fault in faults:
        if fault.leaves_unread and fault.leaves_unread != SETTINGS.name:
            groups[fault.code, fault.leaves_unread].append(fault.hit)
    for rule, hit in hits:
        if rule.code in _LEFT_OPEN and hit.expected is not None:
            groups[rule.code, _LEFT_OPEN[rule.code]].append(hit)
    return groups


def _needs(rule: Rule, what: str) -> bool:
    return any(need == what or need.partition(".")[0] == what for need in rule.needs)


def _told(ledger: Ledger, code: str, codes: Sequence[str], causes: Sequence[Hit]) -> Hit:
    places = [cause.place for cause in causes if cause.place]
    others = len(causes) - 1
    values: dict[str, Value] = {
        "where": causes[0].place,
        "cause": code,
        "others": Text(f" och {others} till", f" and {others} more") if others else "",
        "whom": _whom(ledger.unsettled.recipients_left_open_by(set(places))),
        "codes": tuple(codes),
    }
    return Hit(place=causes[0].place, related=tuple(places[1:]), values=values)


def _whom(names: set[str | None]) -> Value:
    if None in names:
        return Text(" för någon mottagare", " for any recipient")
    listed = ", ".join(sorted(name for name in names if name))
    return Text(f" för {listed}", f" for {listed}") if listed else ""
