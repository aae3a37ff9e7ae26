"""Findings as SARIF 2.1.0, which code scanning on GitHub, Azure DevOps and many editors read: a run per workbook.

Paths are relative to the folder that the program is run in, `%SRCROOT%`.  A cell is a region of one sign, its row as the line, and a
logical location by its sheet and address; a finding about a whole sheet or workbook is at the first line, as code scanning requires one.
What could not be tried is of kind `open`, a waived finding has a suppression with the waiver's reason, and a workbook that could not be
read is a run whose execution was not successful.  `primaryLocationLineHash` is the finding's key (`report/finding_keys.py`), which knows
no address and so outlives an inserted row.  There is no `helpUri`: the rules have no page on the web, and are described in `help`.

GitHub takes at most 20 runs in a file, and 25 000 results in a run.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.tables import Waiver
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Finding, Rule, Severity
from xl_kraftsamling.report.as_json import PROGRAM, dump_json, encode_value
from xl_kraftsamling.report.finding_keys import list_unique_keys
from xl_kraftsamling.report.findings_sheet import compose_message
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.formats.places import (
    encode_uri,
    find_place,
    format_address,
    leave_out_repeated,
    relate_path,
)
from xl_kraftsamling.report.rule_page import render_rule_as_markdown, render_rule_page
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict
from xl_kraftsamling.verdict.waivers import find_waiver, group_valid_waivers

_HEAD = '{"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "version": "2.1.0", "runs": ['
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", Severity.NOT_TRIED: "none"}
_MAX_RELATED = 1_000
"""How many related cells a result names; code scanning takes no more, and the message counts them all."""

_HELP_WIDTH = 100
_JUSTIFICATION = Text("{reason} ({reference}, gäller till {expires})", "{reason} ({reference}, until {expires})")


# ---- runs


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> tuple[str, list[str]]:
    """The workbook's path, and its run as JSON, a line per result."""
    uri = encode_uri(relate_path(path, view.folder, view.root))
    where = {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}
    artifact: dict[str, Any] = {"location": where, "roles": ["analysisTarget"]}
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if isinstance(outcome, Unreadable):
        location = _encode_location(where, Place(""))
        invocation = {"executionSuccessful": False, "exitCode": outcome.code}
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": _escape(show_text(outcome.message))}, "locations": [location]}
        ]
        return uri, _compose_run(_encode_frame(artifact, invocation, [], view), {}, [])
    verdict = outcome.verdict
    artifact["hashes"] = {"sha-256": outcome.sha256}
    codes = list(dict.fromkeys(finding.rule.code for finding in verdict.findings))
    rules = [_encode_rule(code, verdict.profile, view.lang) for code in codes]
    basis = {"profile": verdict.profile, "as_of": verdict.ledger.as_of.isoformat(), "verdict": verdict.word, "layout": outcome.layout}
    frame = _encode_frame(artifact, invocation, rules, view)
    return uri, _compose_run(frame, basis, _encode_results(verdict, where, codes, view.lang))


def _encode_frame(artifact: dict[str, Any], invocation: dict[str, Any], rules: list[dict[str, Any]], view: View) -> dict[str, Any]:
    """A run without its results."""
    driver = {"name": PROGRAM["name"], "version": PROGRAM["version"], "semanticVersion": PROGRAM["version"], "rules": rules}
    root = f"{view.root.as_uri().rstrip('/')}/"
    return {
        "tool": {"driver": {**driver, "language": view.lang}},
        "automationDetails": {"id": f"{PROGRAM['name']}/{artifact['location']['uri']}/"},
        "originalUriBaseIds": {_ROOT: {"uri": root}},
        "columnKind": "unicodeCodePoints",
        "language": view.lang,
        "artifacts": [artifact],
        "invocations": [invocation],
    }


def _compose_run(frame: dict[str, Any], basis: dict[str, Any], results: Iterable[str]) -> list[str]:
    """A run line by line: its frame, and each result by itself."""
    head = dump_json({**frame, "properties": basis} if basis else frame).removesuffix("}")
    lines = [f"{result}," for result in results]  # no second list of what may be a hundred megabytes
    last = [line.removesuffix(",") for line in lines[-1:]]
    lines[-1:] = [*last, "]}"]
    lines.insert(0, f'{head}, "results": [')
    return lines


def _join(parts: Iterable[tuple[str, list[str]]], _view: View) -> Iterator[str]:
    yield _HEAD
    for number, lines in enumerate(leave_out_repeated(parts)):
        yield from ([","] if number else [])
        yield from lines
    yield "]}"


# ---- rules


@cache
def _encode_rule(code: str, profile: str, lang: str) -> dict[str, Any]:
    rule = BY_CODE[code]
    page = "\n".join(render_rule_page(rule, lang, _HELP_WIDTH, lambda words, _role: words))
    return {
        "id": code,
        "name": "".join(re.findall(r"\w+", rule.name.en.title())),  # an identifier, the same in both languages
        "shortDescription": {"text": f"{rule.name.fill(lang, {})}."},
        "fullDescription": {"text": rule.why.fill(lang, {})},
        "help": {"text": page, "markdown": "\n".join(render_rule_as_markdown(rule, lang))},
        "defaultConfiguration": _encode_configuration(rule, profile),
    }


def _encode_configuration(rule: Rule, profile: str) -> dict[str, Any]:
    """How grave the rule's findings are; not enabled is one that the profile leaves out but for single places."""
    severity = rule.severity_in(profile)
    return {"level": _LEVELS[severity]} if severity else {"level": "none", "enabled": False}


# ---- results


def _encode_results(verdict: Verdict, where: dict[str, str], codes: Sequence[str], lang: str) -> Iterator[str]:
    numbers = {code: number for number, code in enumerate(codes)}
    valid = group_valid_waivers(verdict.ledger)
    has_waived = any(finding.waived for finding in verdict.findings)
    for finding, key in zip(verdict.findings, list_unique_keys(verdict.findings), strict=True):
        result = _encode_result(finding, where, lang)
        if has_waived:  # then for each result: one without them would be of unknown standing
            waiver = find_waiver(finding, valid) if finding.waived else None
            result["suppressions"] = [_encode_suppression(waiver, lang)] if waiver else []
        yield dump_json({**result, "ruleIndex": numbers[finding.rule.code], "partialFingerprints": {"primaryLocationLineHash": key}})


def _encode_result(finding: Finding, where: dict[str, str], lang: str) -> dict[str, Any]:
    address, hit = format_address(finding), finding.hit
    message = (f"{address}: " if address else "") + compose_message(finding, lang)
    values = {name: encode_value(getattr(hit, name), lang) for name in ("found", "expected", "difference", "proposal")}
    named = {"row_id": finding.row_id, "heading": finding.heading, **values}
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "kind": "open" if finding.severity is Severity.NOT_TRIED else "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": _escape(f"{message} → {finding.remedy(lang)}")},
        "locations": [_encode_location(where, find_place(finding))],
        "properties": {name: value for name, value in named.items() if value is not None},
    }
    if hit.related:
        result["relatedLocations"] = [_encode_location(where, place) for place in hit.related[:_MAX_RELATED]]
    return result


def _encode_location(where: dict[str, str], place: Place) -> dict[str, Any]:
    row, column = place.row or 1, place.column or 1
    region = {"startLine": row, "startColumn": column, "endLine": row, "endColumn": column + 1}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {**where, "index": 0}, "region": region}}
    if place.sheet:
        kind = "cell" if place.cell else "sheet"
        names = {"name": show_text(place.cell or place.sheet), "fullyQualifiedName": show_text(place.address), "kind": kind}
        location["logicalLocations"] = [names]
    return location


def _encode_suppression(waiver: Waiver, lang: str) -> dict[str, str]:
    values = {"reason": waiver.reason, "reference": waiver.reference, "expires": waiver.expires}
    return {"kind": "external", "status": "accepted", "justification": _JUSTIFICATION.fill(lang, values)}


_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def _escape(text: str) -> str:
    """A text as a message, in which braces are the places of arguments, and [words](address) is a link: a cell may hold either."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


FORMAT = Format(_encode, _join)
