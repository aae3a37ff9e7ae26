"""The verdict on a workbook: every rule run over its ledger, what they and the gate found weighed under a profile.

Pure.  A rule that needs a cell which could not be read is not tried there, and KO01 says so: nothing is left out in silence.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xl_kraftsamling.catalogue import Fault, Finding, Hit, Rule, Severity
from xl_kraftsamling.domain.balances import Balance, Ledger
from xl_kraftsamling.domain.model import Block, Place
from xl_kraftsamling.domain.tables import BY_NAME, RECORD, SETTINGS, SHEETS, VALUE
from xl_kraftsamling.rules import BY_CODE, RULES
from xl_kraftsamling.untried import possible, untried

COMPLIES = "uppfyller kontrollerna"


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a workbook; `not_tried` pairs a rule's code with the index of the finding that blocks it."""

    ledger: Ledger
    profile: str
    findings: Sequence[Finding]
    tried: Sequence[str]
    not_tried: Sequence[tuple[str, int]]

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity stand, waived ones left out."""
        counts = dict.fromkeys(Severity, 0)
        for finding in self.findings:
            counts[finding.severity] += not finding.waived
        return counts

    @property
    def word(self) -> str:
        """The verdict in one of the four words of the contract."""
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOT_TRIED):
            if self.counts[severity]:
                return str(severity.value)
        return COMPLIES

    @property
    def balances(self) -> Iterator[tuple[Balance, bool]]:
        """Every recipient's figures, and whether they are settled."""
        return ((balance, name not in self.ledger.unsettled) for name, balance in self.ledger.balances.items())


def judge(ledger: Ledger, faults: Sequence[Fault], profile: str) -> Verdict:
    """Run every rule over a ledger and weigh what comes of it together with the gate's faults."""
    hits = [(BY_CODE[fault.code], fault.hit) for fault in faults]
    hits += [(rule, hit) for rule in RULES if rule.check and possible(rule, ledger) for hit in rule.check(ledger)]
    blocked = list(untried(ledger, faults, hits))
    hits += [(BY_CODE["KO01"], each.told) for each in blocked]
    findings = sorted(_weighed(hits, ledger, profile), key=_place_order)
    index = {id(finding.hit): number for number, finding in enumerate(findings)}
    not_tried = {code: index[id(each.cause)] for each in blocked for code in each.codes if id(each.cause) in index}
    named = [rule.code for rule in RULES if rule.severity_under(profile) and rule.code != "KO01"]
    return Verdict(
        ledger, profile, findings, [code for code in named if code not in not_tried],
        [(code, not_tried[code]) for code in named if code in not_tried],
    )  # fmt: skip


def _weighed(hits: Sequence[tuple[Rule, Hit]], ledger: Ledger, profile: str) -> Iterator[Finding]:
    ids = _Names(ledger)
    for rule, hit in hits:
        severity = rule.severity_under(profile)
        if severity:
            yield Finding(rule=rule, hit=hit, severity=severity, row_id=ids.row_id(hit.place), heading=ids.heading(hit.place))


_ORDER = {sheet: number for number, sheet in enumerate(SHEETS)}
_RANK = {rule.code: number for number, rule in enumerate(RULES)}


def _place_order(finding: Finding) -> tuple[int, str, int, int, int]:
    """By place, and in one place by rule, so that a cause stands before the KO01 that it leads to."""
    place = finding.hit.place or Place("")
    return _ORDER.get(place.sheet, len(_ORDER)), place.sheet, place.row, place.column, _RANK[finding.rule.code]


class _Names:
    """The ids of rows and the headings of columns, by place."""

    def __init__(self, ledger: Ledger) -> None:
        self._book = ledger.book
        self._blocks: dict[str, list[Block]] = defaultdict(list)
        for block in (block for blocks in ledger.book.blocks.values() for block in blocks):
            self._blocks[block.sheet].append(block)

    @cached_property
    def _ids(self) -> dict[tuple[str, int], str | None]:
        tables = (getattr(self._book, name) for name in BY_NAME)
        return {(row.block.sheet, row.line): row[3] for rows in tables for row in rows}

    @cached_property
    def _entries(self) -> dict[Place, str]:
        named = ((RECORD, self._book.record), (SETTINGS, self._book.settings))
        return {entries[c.field].place: c.heading for table, entries in named for c in table.columns if c.field in entries}

    def row_id(self, place: Place | None) -> str | None:
        """The id of the row that a place stands in: its first column, or the name of a single value."""
        if place is None or not place.row:
            return None
        found = self._entries.get(place) or self._ids.get((place.sheet, place.row))
        return None if found is None else str(found)

    def heading(self, place: Place | None) -> str | None:
        """The heading above a place."""
        if place is None or not place.row:
            return None
        if place in self._entries:
            return VALUE
        for block in self._blocks[place.sheet]:
            for name, column in block.columns.items():
                if column == place.column and place.row >= block.heading_row:
                    return block.headings[name]
        return None
