"""One finding for one reading: what a value was read as is said once for a table, a column and a value, with every cell that holds it.

Source: design.md 3.3.  Only where nothing needs to be done about it: under a profile that makes it a warning each cell has its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Finding, Severity

READINGS = ("VD03", "VD05", "VD09")
"""The rules that only tell how a value was read: in which unit, as which date, as which name."""


def is_reading(finding: Finding) -> bool:
    """Whether a finding only tells how a value was read, and nobody has waived it."""
    return finding.rule.code in READINGS and finding.severity is Severity.NOTE and not finding.waived


def merge_readings(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those about the same reading as one: the first, with the other cells among its related ones."""
    merged: dict[object, Finding] = {}
    others: dict[object, list[Place]] = {}
    for number, finding in enumerate(findings):
        same = _name_reading(finding) if is_reading(finding) else number
        if same in merged:
            others.setdefault(same, []).extend(_list_places(finding))
        else:
            merged[same] = finding
    return [_add_related(finding, others[same]) if same in others else finding for same, finding in merged.items()]


def _name_reading(finding: Finding) -> tuple[object, ...]:
    table = finding.row.block.table if finding.row else finding.hit.place and finding.hit.place.sheet
    return finding.rule.code, table, finding.heading, finding.hit.found, finding.hit.proposal


def _list_places(finding: Finding) -> Iterator[Place]:
    if finding.hit.place:
        yield finding.hit.place
    yield from finding.hit.related


def _add_related(finding: Finding, places: Iterable[Place]) -> Finding:
    return replace(finding, hit=replace(finding.hit, related=tuple(dict.fromkeys((*finding.hit.related, *places)))))
