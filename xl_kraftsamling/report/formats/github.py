"""Findings as GitHub's annotations: commands on the output of a step, which GitHub shows at the files of a pull request.

Of each kind (error, warning, notice) GitHub shows the first ten of a step; all are in its log.  So the most important come first:
workbooks that could not be read, then of every workbook the finding that leaves most rules untried or is the first of its rule, then
the second of each.  GitHub shows them when the step is done, and so nothing is lost by waiting for the last workbook.  Waived findings
are not among them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.domain.shown_text import make_visible, show_text
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.findings_sheet import compose_message
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.formats.places import find_place, format_address, leave_out_repeated, relate_path
from xl_kraftsamling.verdict import Verdict

_SHOWN = 10
"""How many annotations of a kind GitHub shows for a step."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOT_TRIED: "warning", Severity.NOTE: "notice"}
"""GitHub's kinds, in the order in which the severities are written."""
_BY_IMPORTANCE = {severity: number for number, severity in enumerate(_KINDS, 1)}
_UNREADABLE = Text("Kunde inte läsas", "Could not be read")
_MORE = Text(
    "GitHub visar högst {n} av varje slag vid filerna. De viktigaste kommer först, och alla står i den här loggen.",
    "GitHub shows at most {n} of each kind at the files. The most important come first, and all are in this log.",
)


class _Annotation(NamedTuple):
    """A command, and what it comes after: the severities before its own, and those before it in its workbook."""

    severity: int
    number: int
    kind: str
    line: str


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> tuple[str, list[_Annotation]]:
    file = relate_path(path, view.folder, view.root)
    if isinstance(outcome, Unreadable):
        line = _compose_command("error", {"file": file, "title": _UNREADABLE.fill(view.lang, {})}, [outcome.message])
        return file, [_Annotation(0, 0, "error", line)]
    numbers: Counter[Severity] = Counter()
    annotations = []
    for finding in _list_by_importance(outcome.verdict):
        severity = finding.severity
        numbers[severity] += 1
        annotations.append(_Annotation(_BY_IMPORTANCE[severity], numbers[severity], _KINDS[severity], _annotate(file, finding, view.lang)))
    return file, annotations


def _list_by_importance(verdict: Verdict) -> list[Finding]:
    """The findings that are not waived, those first that leave most rules untried, then the first of each rule, then the second."""
    blocked = Counter(index for _, index in verdict.not_tried)
    seen: Counter[str] = Counter()
    ranked = []
    for index, finding in enumerate(verdict.findings):
        if not finding.waived:
            seen[finding.rule.code] += 1
            ranked.append((-blocked[index], seen[finding.rule.code], index))
    return [verdict.findings[index] for *_, index in sorted(ranked)]


def _annotate(file: str, finding: Finding, lang: str) -> str:
    place, address = find_place(finding), format_address(finding)
    where = {"line": str(place.row), "col": str(place.column)} if place.row else {}
    title = f"{finding.rule.code} {finding.rule.name.fill(lang, {})}"
    message = f"{address}: {compose_message(finding, lang)}" if address else compose_message(finding, lang)
    return _compose_command(_KINDS[finding.severity], {"file": file, **where, "title": title}, [message, f"→ {finding.remedy(lang)}"])


def _compose_command(kind: str, properties: dict[str, str], lines: Iterable[str]) -> str:
    """A command on one line, with nothing in it that could begin another."""
    shown = ",".join(f"{name}={_escape(make_visible(value), ':,')}" for name, value in properties.items())
    return f"::{kind} {shown}::{'%0A'.join(_escape(show_text(line)) for line in lines)}"


def _escape(text: str, signs: str = "") -> str:
    """A text with the signs percent-encoded that would end a value, and with `%` itself; no line break is left in it."""
    return re.sub(f"[%{signs}]", lambda match: f"%{ord(match[0]):02X}", text)


def _join(parts: Iterable[tuple[str, list[_Annotation]]], view: View) -> Iterator[str]:
    annotations = sorted(chain.from_iterable(leave_out_repeated(parts)), key=itemgetter(0, 1))  # stable: the workbooks in their order
    yield from (annotation.line for annotation in annotations)
    if max(Counter(annotation.kind for annotation in annotations).values(), default=0) > _SHOWN:
        yield _MORE.fill(view.lang, {"n": Count(_SHOWN)})


FORMAT = Format(_encode, _join, root="GITHUB_WORKSPACE")
