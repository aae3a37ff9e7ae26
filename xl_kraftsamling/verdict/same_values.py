"""Cells with the same value are one finding, with the other cells related: what is to be done about them is one thing.

So it is for what a value was read as (design.md 3.3), as long as nothing needs to be done about it: under a profile that makes it a
warning each cell has its own.  And so it is for rules that have words for several cells (`Rule.message_of_several`).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count
from xl_kraftsamling.finding import READING_RULES, Finding, Hit, Rule, Severity
from xl_kraftsamling.rules import BY_CODE


class Gathered(NamedTuple):
    """Findings, and the position among them of the one that a hit went into, by the identity of the hit."""

    findings: Sequence[Finding]
    positions: Mapping[int, int]


def is_reading(finding: Finding) -> bool:
    """Whether a finding only tells how a value was read, and nobody has waived it."""
    return finding.rule.code in READING_RULES and finding.severity is Severity.NOTE and not finding.waived


def separate_cells(hits: Iterable[tuple[Rule, Hit]], book: Book, profile: str) -> Iterator[tuple[Rule, Hit]]:
    """The hits, those of the gate for many cells of one value apart where something is to be done at each, or one of them may be waived."""
    apart = {waiver.code.upper() for waiver in book.waivers if waiver.code}
    apart |= {code for code in READING_RULES if BY_CODE[code].severity_in(profile) not in (Severity.NOTE, None)}
    for rule, hit in hits:
        if rule.code in READING_RULES and rule.code in apart and hit.place:
            yield from ((rule, hit._replace(place=place, related=())) for place in (hit.place, *hit.related))
        else:
            yield rule, hit


def gather_same_values(findings: Sequence[Finding]) -> Gathered:
    """The findings, in their order, those of the same value as one at the first of its cells."""
    groups: dict[Hashable, list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        groups[_find_key(finding) or number].append(finding)
    positions = {id(finding.hit): number for number, group in enumerate(groups.values()) for finding in group}
    return Gathered([_join(group) for group in groups.values()], positions)


def _find_key(finding: Finding) -> Hashable | None:
    """What findings about the same value have in common; None where each is one by itself."""
    rule, hit, place = finding.rule, finding.hit, finding.hit.place
    if is_reading(finding):
        table = finding.row.block.table if finding.row else place and place.sheet
        return rule.code, table, finding.heading, hit.found, hit.proposal
    if rule.message_of_several and place:
        return rule.code, place.sheet, place.column, hit.found, finding.waived
    return None


def _join(group: Sequence[Finding]) -> Finding:
    first, *others = group
    places = dict.fromkeys(place for finding in others for place in _list_places(finding))
    if not places:
        return first
    hit = first.hit._replace(related=(*first.hit.related, *places))
    if words := first.rule.message_of_several:
        hit = hit._replace(values={**hit.values, "n": Count(len(group))}, message=words)
    return first._replace(hit=hit)


def _list_places(finding: Finding) -> Iterator[Place]:
    if finding.hit.place:
        yield finding.hit.place
    yield from finding.hit.related
