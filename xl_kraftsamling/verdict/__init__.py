"""The verdict on a workbook: every rule run over its ledger, what they and the gate found weighed under a profile.

Pure.  A rule that needs a cell which could not be read is not tried there, and KO01 says so: nothing is left out in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import SHEETS
from xl_kraftsamling.finding import Fault, Finding, Hit, Rule, Severity
from xl_kraftsamling.rules import BY_CODE, RULES
from xl_kraftsamling.verdict.captions import Captions
from xl_kraftsamling.verdict.not_tried import can_be_tried, find_not_tried
from xl_kraftsamling.verdict.waivers import apply_waivers, find_faulty_waivers

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
    hits += [(rule, hit) for rule in RULES if rule.check and can_be_tried(rule, ledger, faults) for hit in rule.check(ledger)]
    blocked = list(find_not_tried(ledger, faults, hits))
    hits += [(BY_CODE["KO01"], each.told) for each in blocked]
    hits += [(BY_CODE["KO02"], hit) for hit in find_faulty_waivers(ledger)]
    found, uses = apply_waivers([*_weighed(hits, ledger, profile)], ledger)
    findings = sorted([*found, *_weighed([(BY_CODE["KO03"], hit) for hit in uses], ledger, profile)], key=_place_order)
    index = {id(finding.hit): number for number, finding in enumerate(findings)}
    not_tried = {code: index[id(each.cause)] for each in blocked for code in each.codes if id(each.cause) in index}
    named = [rule.code for rule in RULES if rule.severity_in(profile) and rule.code != "KO01"]
    return Verdict(
        ledger, profile, findings, [code for code in named if code not in not_tried],
        [(code, not_tried[code]) for code in named if code in not_tried],
    )  # fmt: skip


def _weighed(hits: Sequence[tuple[Rule, Hit]], ledger: Ledger, profile: str) -> Iterator[Finding]:
    captions = Captions(ledger.book, (hit.place for _, hit in hits))
    for rule, hit in hits:
        severity = rule.severity_in(profile, hit.severity)
        if severity:
            row_id, heading = captions.row_id(hit.place), captions.heading(hit.place)
            yield Finding(rule=rule, hit=hit, severity=severity, row_id=row_id, heading=heading)


_ORDER = {sheet: number for number, sheet in enumerate(SHEETS)}
_RANK = {rule.code: number for number, rule in enumerate(RULES)}


def _place_order(finding: Finding) -> tuple[bool, int, str, int, int, int]:
    """By place, and in one place by rule, so that a cause stands before the KO01 that it leads to; the workbook as a whole last."""
    place = finding.hit.place or Place("")
    return not place.sheet, _ORDER.get(place.sheet, len(_ORDER)), place.sheet, place.row, place.column, _RANK[finding.rule.code]
