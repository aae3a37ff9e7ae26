"""The findings of a workbook as a person reads them: by sheet, cell first, what is wrong, and what to do about it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from xl_kraftsamling.domain.money import format_count
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text, Value, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.table import wrap_paragraph
from xl_kraftsamling.verdict import COMPLIES, Verdict
from xl_kraftsamling.verdict.same_values import is_reading

MAX_PER_CODE = 10
"""How many findings of one code on one sheet are shown; the rest are counted."""

_MAX_CELLS = 5
_ALSO_IN_ONE = Text("Detsamma gäller {cells}.", "So it is in {cells}.")
_ALSO = Text("Detsamma gäller {n} celler till: {cells}.", "So it is in {n} more cells: {cells}.")
_NOWHERE = Place("")
_INDENT = " " * 6
_HEAD = Text("{decision} · avstämt {as_of} · profil {profile}", "{decision} · as of {as_of} · profile {profile}")
_WHOLE = Text("Arbetsboken", "The workbook")
_WAIVED = Text(" (undantag)", " (waived)")
_REST = Text(
    "… och {n} till av {code} på det här bladet. Alla visas med --format json.",
    "… and {n} more of {code} on this sheet. All are shown with --format json.",
)
_COMPLIES = Text(COMPLIES, "complies with the rules")
_VERDICT = Text("Omdöme: {word}", "Verdict: {word}")
_TRIED = Text("Prövade kontroller: {tried} av {all}.", "Rules tried: {tried} of {all}.")
_NOT_TRIED = Text("Inte fullt ut prövade: {groups}.", "Not tried in full: {groups}.")
_WAIVED_COUNT = Text("{n} undantag", "{n} waived")
_COUNTS = {
    Severity.ERROR: (Text("fel", "error"), Text("fel", "errors")),
    Severity.WARNING: (Text("varning", "warning"), Text("varningar", "warnings")),
    Severity.NOTE: (Text("upplysning", "note"), Text("upplysningar", "notes")),
    Severity.NOT_TRIED: (Text("ej prövad", "not tried"), Text("ej prövade", "not tried")),
}
VERDICTS = {each.value: (each.value, each.symbol, each.text) for each in Severity} | {COMPLIES: ("complies", "✔", _COMPLIES)}
"""The role that a verdict gets its colour from, its symbol and its text, by the word of the contract."""


def render_workbook(path: str, verdict: Verdict, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """A workbook's findings and their summary, line by line."""
    ledger = verdict.ledger
    yield paint(path, "title")
    values: dict[str, Value] = {
        "decision": ledger.decision.reference.strip(),
        "as_of": ledger.as_of,
        "profile": verdict.profile,
    }
    yield _HEAD.fill(lang, values)
    for companion in ledger.book.companions:
        yield from wrap_paragraph(companion.effect.fill(lang, {}), width)
    yield ""
    # findings arrive sorted by sheet, those without one last: groupby needs no sorting of its own
    for sheet, findings in groupby(verdict.findings, lambda finding: (finding.hit.place or _NOWHERE).sheet):
        yield from _render_sheet(sheet or _WHOLE.fill(lang, {}), list(findings), lang, width, paint)
    yield from render_summary(verdict, lang, width, paint)


def _render_sheet(title: str, findings: list[Finding], lang: str, width: int, paint: Paint) -> Iterator[str]:
    yield paint(title, "title")
    cells = [(finding.hit.place or _NOWHERE).cell or "–" for finding in findings]
    cell_width = max(map(len, cells))
    seen: Counter[str] = Counter()
    for finding, cell in zip(findings, cells, strict=True):
        seen[finding.rule.code] += 1
        if seen[finding.rule.code] > MAX_PER_CODE:
            continue
        severity, name = format_severity(finding, lang), finding.rule.name.fill(lang, {})
        yield f"  {cell.ljust(cell_width)}  {paint(severity, finding.severity.value)}  {finding.rule.code}  {paint(name, 'title')}"
        yield from wrap_paragraph(compose_message(finding, lang), width, _INDENT)
        yield from (*wrap_paragraph("→ " + finding.remedy(lang), width, _INDENT, _INDENT + "  "), "")
    for code, number in seen.items():
        if number > MAX_PER_CODE:
            yield from (*wrap_paragraph(_REST.fill(lang, {"n": Count(number - MAX_PER_CODE), "code": code}), width, "  "), "")


def format_severity(finding: Finding, lang: str) -> str:
    """The severity of a finding as a symbol and a word, with a note if it is waived."""
    waived = _WAIVED.fill(lang, {}) if finding.waived else ""
    return f"{finding.severity.symbol} {finding.severity.text.fill(lang, {})}{waived}"


def compose_message(finding: Finding, lang: str) -> str:
    """What is wrong, and why; where it is said once for several cells, which the others are."""
    others = finding.hit.related if is_reading(finding) else ()
    if not others:
        return finding.message(lang)
    cells = ", ".join(format_value(place, lang) for place in others[:_MAX_CELLS]) + ("…" if len(others) > _MAX_CELLS else "")
    also = (_ALSO_IN_ONE if len(others) == 1 else _ALSO).fill(lang, {"n": Count(len(others)), "cells": cells})
    return f"{finding.message(lang)} {also}"


def render_summary(verdict: Verdict, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The verdict, how many findings of each severity there are, and which rules were not tried and why."""
    role, symbol, word = VERDICTS[verdict.word]
    painted = paint(f"{symbol} {word.fill(lang, {})}", role)
    yield _VERDICT.fill(lang, {"word": Text(painted, painted)})  # as a text of ours: what steers the terminal in a value is shown
    if counts := ", ".join(count_findings(verdict, lang)):
        yield counts
    tried, left = len(verdict.tried), verdict.not_tried
    yield _TRIED.fill(lang, {"tried": tried, "all": tried + len(left)})
    if left:
        yield from wrap_paragraph(_NOT_TRIED.fill(lang, {"groups": "; ".join(_list_not_tried(verdict))}), width)


def count_findings(verdict: Verdict, lang: str) -> Iterator[str]:
    """How many findings of each severity there are, and how many waived ones, in words: "6 fel"."""
    for severity, number in verdict.counts.items():
        if number:
            yield format_severity_count(severity, number, lang)
    if waived := sum(finding.waived for finding in verdict.findings):
        yield _WAIVED_COUNT.fill(lang, {"n": Count(waived)})


def format_severity_count(severity: Severity, number: int, lang: str) -> str:
    """How many findings of a severity, in words: "6 fel"."""
    # False is the singular, True the plural
    return f"{format_count(number, lang)} {_COUNTS[severity][number > 1].fill(lang, {})}"


def _list_not_tried(verdict: Verdict) -> Iterator[str]:
    """The codes of the rules that were not tried, by the finding that prevents it, with its place."""
    by_finding = itemgetter(1)
    for index, pairs in groupby(sorted(verdict.not_tried, key=by_finding), by_finding):
        place = verdict.findings[index].hit.place
        codes = ", ".join(code for code, _ in pairs)
        yield f"{codes} ({place.address})" if place and place.address else codes


def render_total(words: Iterable[str | None], lang: str) -> str:
    """One line about several workbooks: how many have which verdict, None for a workbook that could not be read."""
    unread = Text("kunde inte läsas", "could not be read")
    # a dict of counts keeps the order of first use, so the line follows the order of the workbooks
    counts = Counter((VERDICTS[word][2] if word else unread).fill(lang, {}) for word in words)
    parts = ", ".join(f"{format_count(number, lang)} {word}" for word, number in counts.items())
    return Text("{n} arbetsböcker: {parts}", "{n} workbooks: {parts}").fill(lang, {"n": Count(counts.total()), "parts": parts})
