"""Cells of a column with the same value that breaks a rule: one finding, with the other cells related, where the rule says so."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count
from xl_kraftsamling.finding import Finding


class Gathered(NamedTuple):
    """Findings, and the position among them of the one that a hit went into, by the identity of the hit."""

    findings: Sequence[Finding]
    positions: Mapping[int, int]


def gather_same_values(findings: Sequence[Finding]) -> Gathered:
    """The findings, in their order, those of the same value as one at the first of its cells."""
    groups: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[_find_key(finding)].append(finding)
    positions = {id(finding.hit): number for number, group in enumerate(groups.values()) for finding in group}
    return Gathered([_join(group) for group in groups.values()], positions)


def _find_key(finding: Finding) -> Hashable:
    place, hit = finding.hit.place, finding.hit
    if finding.rule.message_of_several is None or place is None:
        return id(hit)
    return finding.rule.code, place.sheet, place.column, hit.found, finding.waived


def _join(group: Sequence[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    related: tuple[Place, ...] = tuple(other.hit.place for other in others if other.hit.place)
    hit = first.hit
    joined = replace(hit, related=related, values={**hit.values, "n": Count(len(group))}, message=first.rule.message_of_several)
    return replace(first, hit=joined)
