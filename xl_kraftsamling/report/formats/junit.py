"""Findings as JUnit's XML, by the schemas of Jenkins: a suite per workbook, and in it a case per rule.

A case fails with one `failure` per *fel*; it is skipped where the rule could not be tried in full and no *fel* was found all the same.
Jenkins shows the first failure of a case alone, so that one says how many there are.  What is no *fel* is the output of its case.  A
workbook that could not be read is a suite whose only case ends in an `error`.  Jenkins has several schemas; this is what all of them allow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain
from typing import NamedTuple

from xl_kraftsamling.domain.shown_text import make_visible, show_text
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.findings_sheet import compose_message, format_severity
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.formats.places import format_address, leave_out_repeated, relate_path
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict

_READING = Text("Arbetsboken kan läsas", "The workbook can be read")
_FIRST = Text("{n} fel. Det första: ", "{n} errors. The first: ")
_OF_WHAT_IS_NOT_TRIED = "KO01"
"""The rule that reports why others are skipped, and is no case itself."""


class _Case(NamedTuple):
    """A rule that was tried, or was to be: its failures or errors, why it is skipped, and its output."""

    name: str
    failures: Sequence[str] = ()
    errors: Sequence[str] = ()
    skipped: str = ""
    output: Sequence[str] = ()

    @property
    def lines(self) -> Iterator[str]:
        """The contents of its element, in the order that the older schema wants."""
        if self.skipped:
            yield f"<skipped>{self.skipped}</skipped>"
        yield from (*self.errors, *self.failures)
        if self.output:
            yield "\n".join(("<system-out>", *self.output, "</system-out>"))


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> tuple[str, list[str]]:
    """The workbook's path, and its suite line by line."""
    related = relate_path(path, view.folder, view.root)
    if isinstance(outcome, Unreadable):
        error = _compose_element("error", "unreadable", outcome.message, "")
        return related, _compose_suite(related, [_Case(_READING.fill(view.lang, {}), errors=[error])], {})
    verdict = outcome.verdict
    properties = {"sha256": outcome.sha256, "profile": verdict.profile, "as_of": verdict.ledger.as_of.isoformat()}
    return related, _compose_suite(related, list(_list_cases(verdict, view.lang)), properties)


def _list_cases(verdict: Verdict, lang: str) -> Iterator[_Case]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        found[finding.rule.code].append(finding)
    causes = {code: verdict.findings[index] for code, index in verdict.not_tried}
    known = {*verdict.tried, *causes, *found} - {_OF_WHAT_IS_NOT_TRIED}
    for code in filter(known.__contains__, BY_CODE):
        errors = [each for each in found[code] if each.severity is Severity.ERROR and not each.waived]
        others = [each for each in found[code] if each.severity is not Severity.ERROR or each.waived]
        reason = _describe(causes[code], lang) if code in causes else ""
        output = [f"{format_severity(each, lang)} {_describe(each, lang)}" for each in others]
        yield _Case(
            _escape(f"{code} {BY_CODE[code].name.fill(lang, {})}"), list(_list_failures(errors, lang)),
            skipped="" if errors else _escape(reason),
            output=[*map(_escape, [*([f"{Severity.NOT_TRIED.symbol} {reason}"] if errors and reason else []), *output])],
        )  # fmt: skip


def _list_failures(errors: Sequence[Finding], lang: str) -> Iterator[str]:
    for number, finding in enumerate(errors):
        count = _FIRST.fill(lang, {"n": Count(len(errors))}) if len(errors) > 1 and not number else ""
        yield _compose_element("failure", finding.rule.code, count + _describe(finding, lang), finding.remedy(lang))


def _describe(finding: Finding, lang: str) -> str:
    """Where a finding is, and what is wrong."""
    address = format_address(finding)
    return f"{address}: {compose_message(finding, lang)}" if address else compose_message(finding, lang)


def _compose_element(name: str, kind: str, message: str, remedy: str) -> str:
    # the message twice: Jenkins shows the attribute, and others what is in the element
    text = f"{_escape(message)}\n→ {_escape(remedy)}" if remedy else _escape(message)
    return f'<{name} type="{kind}" message="{_escape(message)}">{text}</{name}>'


def _compose_suite(related: str, cases: Sequence[_Case], properties: dict[str, str]) -> list[str]:
    name = escape(make_visible(related))
    failures, errors, skipped = (sum(map(bool, each)) for each in zip(*((case.failures, case.errors, case.skipped) for case in cases), strict=True))
    lines = [f'<testsuite name="{name}" tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{skipped}">']
    if properties:
        lines += ["<properties>", *(f'<property name="{key}" value="{value}"/>' for key, value in properties.items()), "</properties>"]
    for case in cases:
        head, inside = f'<testcase classname="{name}" name="{case.name}"', list(case.lines)
        lines += [f"{head}>", *inside, "</testcase>"] if inside else [f"{head}/>"]
    return [*lines, "</testsuite>"]


def _escape(text: str) -> str:
    """A text for an element or an attribute, without the signs that XML forbids: they are written out."""
    return escape(show_text(text))


def _join(parts: Iterable[tuple[str, list[str]]], _view: View) -> Iterator[str]:
    yield from ('<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="kraftsamling">')
    yield from chain.from_iterable(leave_out_repeated(parts))
    yield "</testsuites>"


FORMAT = Format(_encode, _join)
