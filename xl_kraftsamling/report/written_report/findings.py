"""The findings as a report states them, the gravest first, each in its piece of the sheet; bounded, since a workbook may have 100 000."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.texts import Text, Value, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.report.findings_sheet import compose_message, format_severity
from xl_kraftsamling.report.written_report.contents import Fact, ReportedFinding, UnshownFindings
from xl_kraftsamling.report.written_report.sheet_pieces import PieceCutter

MOST_FINDINGS, MOST_OF_CODE = 300, 10
"""How many findings a report shows in all, and of one code on one sheet; the rest are counted."""

_ORDER = list(Severity)


def list_findings(
    findings: Sequence[Finding], opened: OpenWorkbook, regions: Sequence[Region], lang: str
) -> tuple[list[ReportedFinding], list[UnshownFindings]]:
    """The findings that are shown, and how many of which rule and sheet are not."""
    cutter, shown = PieceCutter(opened, regions, lang), _choose(findings)
    kept = set(map(id, shown))
    rest = Counter((each.rule.code, _name_sheet(each)) for each in findings if id(each) not in kept)
    left_out = [UnshownFindings(code, sheet, number) for (code, sheet), number in rest.items()]
    return [_state_finding(each, cutter, lang) for each in shown], left_out


def _choose(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest first; of one code on one sheet the first ones."""
    seen: Counter[tuple[str, str]] = Counter()
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (each.waived, _ORDER.index(each.severity))):
        name = finding.rule.code, _name_sheet(finding)
        seen[name] += 1
        if seen[name] <= MOST_OF_CODE and len(chosen) < MOST_FINDINGS:
            chosen.append(finding)
    return chosen


def _name_sheet(finding: Finding) -> str:
    return finding.hit.place.sheet if finding.hit.place else ""


def _state_finding(finding: Finding, cutter: PieceCutter, lang: str) -> ReportedFinding:
    rule, place = finding.rule, finding.hit.place
    return ReportedFinding(
        code=rule.code, name=rule.name.fill(lang, {}), severity=finding.severity, severity_text=format_severity(finding, lang),
        is_waived=finding.waived, place=place.address if place else "", row=finding.row_id or "", column=finding.heading or "",
        message=compose_message(finding, lang), remedy=finding.remedy(lang),
        facts=[Fact(name.fill(lang, {}), text) for name, value in _list_facts(finding) if (text := format_value(value, lang))],
        source=rule.source.fill(lang, {}), piece=cutter.cut(place, finding.hit.related) if place and place.row else None,
    )  # fmt: skip


def _list_facts(finding: Finding) -> Iterator[tuple[Text, Value]]:
    hit = finding.hit
    yield Text("Funnet", "Found"), hit.found
    yield Text("Förväntat", "Expected"), hit.expected
    yield Text("Skillnad", "Difference"), hit.difference
    yield Text("Förslag", "Proposal"), hit.proposal
