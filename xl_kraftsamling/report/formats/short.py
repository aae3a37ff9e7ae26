"""Findings in one line each, as compilers write them: `path:Blad!E5: AV01 fel: …`, to search in and to click on."""

from collections.abc import Iterable, Iterator
from itertools import chain

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.report.findings_sheet import compose_message
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.formats.places import format_address

_WAIVED = Text("undantag", "waived")
_UNREADABLE = Text("kunde inte läsas", "could not be read")


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> list[str]:
    if isinstance(outcome, Unreadable):
        return [f"{path}: {_UNREADABLE.fill(view.lang, {})}: {outcome.message}"]
    return [_render_finding(path, finding, view) for finding in outcome.verdict.findings]


def _render_finding(path: str, finding: Finding, view: View) -> str:
    address = format_address(finding)
    severity = finding.severity.text.fill(view.lang, {}) + (f", {_WAIVED.fill(view.lang, {})}" if finding.waived else "")
    where = view.paint(":".join(filter(None, (path, address))), "title")
    return f"{where}: {finding.rule.code} {view.paint(severity, finding.severity.value)}: {compose_message(finding, view.lang)}"


def _join(parts: Iterable[list[str]], _view: View) -> Iterator[str]:
    return chain.from_iterable(parts)


FORMAT = Format(_encode, _join, is_data=False)
