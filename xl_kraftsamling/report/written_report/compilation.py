"""The contents of a written report, gathered from a workbook that was validated."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from xl_kraftsamling import __version__
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.report.as_json import find_read_area, name_unit
from xl_kraftsamling.report.balance import list_footnotes
from xl_kraftsamling.report.caution import describe_caution
from xl_kraftsamling.report.summary import choose_symbol, format_severity_count, name_result
from xl_kraftsamling.report.written_report.balances import list_recipients, list_timelines, list_totals, state_year_end
from xl_kraftsamling.report.written_report.contents import (
    Contents,
    ReadColumn,
    ReadTable,
    SeverityCount,
    StatedReading,
    TriedRule,
    UntriedRule,
    VerdictStatement,
)
from xl_kraftsamling.report.written_report.decision import state_decision
from xl_kraftsamling.report.written_report.findings import list_findings
from xl_kraftsamling.report.written_report.right import list_right
from xl_kraftsamling.report.written_report.rows import list_interventions, list_transfers, list_waivers
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict

MOST_ROWS = 300
"""How many transfers and how many insatser a report names; the rest is counted."""


class Validated(Protocol):
    """A workbook that was validated: its path and checksum, the kind of its layout, the verdict, and where its tables were read."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102
    @property
    def layout(self) -> str | None: ...  # noqa: D102
    @property
    def verdict(self) -> Verdict: ...  # noqa: D102
    @property
    def regions(self) -> Sequence[Region]: ...  # noqa: D102


def compile_contents(validated: Validated, opened: OpenWorkbook, made_on: date, lang: str) -> Contents:
    """Gather what a report states of a workbook, in one language.

    :param opened: the same workbook, for the cells around each finding.
    """
    verdict, regions = validated.verdict, validated.regions
    ledger = verdict.ledger
    transfers, interventions = ledger.book.transfers, ledger.book.interventions
    findings, left_out = list_findings(verdict.findings, opened, regions, lang)
    return Contents(
        lang=lang, workbook=str(validated.path), sha256=validated.sha256, program=f"kraftsamling {__version__}", made_on=made_on,
        as_of=ledger.as_of, profile=verdict.profile,
        verdict=_state_verdict(verdict, lang), decision=state_decision(ledger, lang),
        companions=[each.effect.fill(lang, {}) for each in ledger.book.companions],
        reading=_state_reading(validated, lang),
        recipients=list_recipients(ledger, lang), total=list_totals(ledger, lang), notes=list(list_footnotes(ledger, lang)),
        caution=describe_caution(verdict, lang) or "", timelines=list_timelines(ledger, lang),
        transfers=list_transfers(transfers[:MOST_ROWS], lang), transfers_left_out=max(0, len(transfers) - MOST_ROWS),
        interventions=list_interventions(interventions[:MOST_ROWS], lang), interventions_left_out=max(0, len(interventions) - MOST_ROWS),
        year_end=state_year_end(ledger, lang),
        right=list(list_right(verdict, lang)), tried=_list_tried(verdict, lang), not_tried=list(_list_not_tried(verdict, lang)),
        findings=findings, left_out=left_out, waivers=list_waivers(verdict, lang),
    )  # fmt: skip


def _state_verdict(verdict: Verdict, lang: str) -> VerdictStatement:
    counts = [
        SeverityCount(severity, number, format_severity_count(severity, number, lang))
        for severity, number in verdict.counts.items() if number
    ]  # fmt: skip
    return VerdictStatement(verdict.word, name_result(verdict, lang), choose_symbol(verdict), counts, sum(each.waived for each in verdict.findings))


def _state_reading(validated: Validated, lang: str) -> StatedReading:
    remarks, not_read, questions = (
        [each.message(lang) for each in validated.verdict.findings if each.rule.code == code] for code in ("ST10", "ST11", "ST12")
    )
    tables = [_state_table(region) for region in validated.regions]
    return StatedReading(_LAYOUTS[validated.layout].fill(lang, {}), tables, remarks, not_read, questions)


def _state_table(region: Region) -> ReadTable:
    """A table where, and as, the JSON has it."""
    columns = [
        ReadColumn(column.heading, column_letters(number), region.block.headings.get(column.field, ""))
        for column in region.table.columns if (number := region.block.columns.get(column.field))
    ]  # fmt: skip
    area = find_read_area(region).ref
    return ReadTable(region.table.sheet, region.block.sheet, area, len(region.rows.data), name_unit(region) or "", columns)


def _list_tried(verdict: Verdict, lang: str) -> list[TriedRule]:
    found: dict[str, int] = {}
    for finding in verdict.findings:
        found[finding.rule.code] = found.get(finding.rule.code, 0) + 1
    return [TriedRule(code, _name(BY_CODE[code], lang), found.get(code, 0)) for code in verdict.tried]


def _list_not_tried(verdict: Verdict, lang: str) -> Iterator[UntriedRule]:
    for code, index in verdict.not_tried:
        cause = verdict.findings[index]
        # what reports that a table is missing says which; any other finding is named by its code and cell
        if cause.rule.code == "KO01":
            because = cause.message(lang)
        else:
            because = f"{cause.rule.code} {cause.hit.place.address if cause.hit.place else ''}".rstrip()
        yield UntriedRule(code, _name(BY_CODE[code], lang), because)


def _name(rule: Rule, lang: str) -> str:
    return rule.name.fill(lang, {})


_LAYOUTS: dict[str | None, Text] = {
    "canonical": Text("Arbetsboken följer mallen.", "The workbook follows the template."),
    "recognised": Text(
        "Arbetsboken har ett eget upplägg. Tabellerna är igenkända efter sina rubriker.",
        "The workbook has a layout of its own. Its tables were recognised by their headings.",
    ),
    "mapped": Text(
        "Arbetsboken har ett eget upplägg. Tabellerna är lästa efter en karta.",
        "The workbook has a layout of its own. Its tables were read by a map.",
    ),
}
