"""What the Word document says of the rules: how many were tried, which were not and why, and the findings that are open."""

from pathlib import Path

from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.written_report import docx_tables
from xl_kraftsamling.report.written_report.contents import Contents
from xl_kraftsamling.report.written_report.word.manuscript import Manuscript

_MOST_FINDINGS = 40
"""How many errors and warnings the document names, the gravest first; the rest, and the notes, are counted."""


def describe_checks(contents: Contents) -> str:
    """How many rules were tried, and how many findings there are, in words."""
    tried, left = len(contents.tried), len(contents.not_tried)
    counts: Value = tuple(each.words for each in contents.verdict.counts) or _NO_FINDINGS
    return _CHECKS.fill(contents.lang, {"tried": Count(tried), "all": Count(tried + left), "counts": counts})


def write_checks(manuscript: Manuscript, contents: Contents) -> None:
    """The section about the rules."""
    lang = contents.lang
    manuscript.write_heading(2, _RULES.fill(lang, {}))
    manuscript.write_paragraph(describe_checks(contents))
    if contents.not_tried:
        manuscript.write_paragraph(_UNTRIED.fill(lang, {"codes": tuple(each.code for each in contents.not_tried)}))
    of_severity = {severity: [each for each in contents.findings if each.severity is severity] for severity in Severity}
    manuscript.write_bullets(each.message for each in of_severity[Severity.NOT_TRIED])
    grave = [*of_severity[Severity.ERROR], *of_severity[Severity.WARNING]]
    if grave:
        manuscript.write_table(docx_tables.lay_out_findings(contents, grave[:_MOST_FINDINGS]))
    _write_more_findings(manuscript, contents, max(0, len(grave) - _MOST_FINDINGS) + len(of_severity[Severity.NOTE]))
    if contents.waivers:
        manuscript.write_table(docx_tables.lay_out_waivers(contents))


def _write_more_findings(manuscript: Manuscript, contents: Contents, left_out: int) -> None:
    """How many findings there are besides those that are named, and what shows them."""
    number = left_out + sum(each.number for each in contents.left_out)
    if number:
        manuscript.write_note((_MORE_FINDINGS if number > 1 else _ONE_MORE).fill(contents.lang, {"n": Count(number), "workbook": Path(contents.workbook).name}))


_CHECKS = Text("Av {all} kontroller är {tried} fullt ut prövade. Avvikelser: {counts}.", "Of {all} rules, {tried} were tried in full. Findings: {counts}.")
_NO_FINDINGS = Text("inga", "none")
_RULES = Text("Kontroller", "Checks")
_UNTRIED = Text("Inte fullt ut prövade: {codes}.", "Not tried in full: {codes}.")
_MORE_FINDINGS = Text(
    'Arbetsboken har {n} avvikelser till, upplysningar bland dem. Alla visas med: kraftsamling validate "{workbook}" --format json',
    'The workbook has {n} more findings, notes among them. All are shown with: kraftsamling validate "{workbook}" --format json',
)
_ONE_MORE = Text(
    'Arbetsboken har en avvikelse till. Den visas med: kraftsamling validate "{workbook}" --format json',
    'The workbook has one more finding. It is shown with: kraftsamling validate "{workbook}" --format json',
)
