"""Findings as GitLab's Code Quality report: an array of what a merge request shows beside its files.

GitLab knows a finding again by its fingerprint, and drops one of two that have the same.  Waived findings are not among them, as it has
no word for such; the waiver itself (KO03) is.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain

from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.as_json import dump_json
from xl_kraftsamling.report.finding_keys import list_unique_keys
from xl_kraftsamling.report.findings_sheet import compose_message
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.formats.places import find_place, format_address, leave_out_repeated, relate_path

_UNREADABLE = "blocker"
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOT_TRIED: "minor", Severity.NOTE: "info"}
"""GitLab's severities, the gravest first, with the one for a workbook that could not be read above them all."""


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> tuple[str, list[str]]:
    """The workbook's path, and its findings as JSON."""
    related = relate_path(path, view.folder, view.root)
    if isinstance(outcome, Unreadable):
        return related, [_encode_entry(related, outcome.message, "unreadable", "", _UNREADABLE, 1)]
    found = outcome.verdict.findings
    return related, [
        _encode_finding(related, finding, key, view.lang) for finding, key in zip(found, list_unique_keys(found), strict=True) if not finding.waived
    ]


def _encode_finding(related: str, finding: Finding, key: str, lang: str) -> str:
    address = format_address(finding)
    description = (f"{address}: " if address else "") + compose_message(finding, lang)
    return _encode_entry(related, description, finding.rule.code, key, _SEVERITIES[finding.severity], find_place(finding).row or 1)


def _encode_entry(related: str, description: str, check: str, key: str, severity: str, line: int) -> str:
    fingerprint = sha256(f"{related}\x1f{check}\x1f{key}".encode("utf-8", "surrogateescape")).hexdigest()
    entry = {"description": description, "check_name": check, "fingerprint": fingerprint, "severity": severity}
    return dump_json({**entry, "location": {"path": related, "lines": {"begin": line}}})


def _join(parts: Iterable[tuple[str, list[str]]], _view: View) -> Iterator[str]:
    last = "["  # held until it is known whether a comma follows
    for entry in chain.from_iterable(leave_out_repeated(parts)):
        yield last if last == "[" else f"{last},"
        last = entry
    yield from (("[]",) if last == "[" else (last, "]"))


FORMAT = Format(_encode, _join, root="CI_PROJECT_DIR")
