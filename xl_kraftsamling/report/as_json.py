"""Findings and balances as JSON, after the contract `kraftsamling.findings/1` (`findings.schema.json` beside this file).

Amounts are numbers of kronor with at most two decimals; what is absent is null.
"""

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling import __version__
from xl_kraftsamling.domain.ledger.balance import Balance
from xl_kraftsamling.domain.ledger.closing import Closing, closing, ended
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore, kronor
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Value, shown
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.figures import FIGURES
from xl_kraftsamling.verdict import Verdict

PROGRAM = {"name": "kraftsamling", "version": __version__}


def run(workbooks: Sequence[dict[str, Any]], profile: str | None, as_of: str | None) -> dict[str, Any]:
    """The object of a run; profile and date are null where its workbooks have each their own."""
    head = {"schema": "kraftsamling.findings/1", "program": PROGRAM, "profile": profile, "as_of": as_of}
    return {**head, "workbooks": list(workbooks)}


def workbook(path: str, sha256: str, layout: str, verdict: Verdict, lang: str) -> dict[str, Any]:
    """One workbook of a run; its message texts in the language, its words of the contract always Swedish."""
    return {
        "path": path,
        "sha256": sha256,
        "layout": layout,
        "verdict": verdict.word,
        "counts": {_key(severity): number for severity, number in verdict.counts.items()},
        "rules": {
            "tried": list(verdict.tried),
            "not_tried": [{"code": code, "because": index} for code, index in verdict.not_tried],
        },
        "findings": [_finding(finding, lang) for finding in verdict.findings],
        "balances": list(balances(verdict.ledger)),
    }


def balances(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every recipient's figures in kronor; null where a figure is not known or a cell leaves it open."""
    for name, balance in ledger.balances.items():
        yield figures(balance, settled=name not in ledger.unsettled)


def figures(balance: Balance, *, settled: bool) -> dict[str, Any]:
    """A recipient's figures in kronor; null where a figure is not known, all of them where they are not settled."""
    amounts = {figure.name: figure.of(balance) if settled else None for figure in FIGURES}
    return {"recipient": balance.recipient} | {name: amount(ore) for name, ore in amounts.items()}


def amount(ore: int | None) -> int | float | None:
    """An amount in kronor; null where there is none."""
    return None if ore is None else kronor(ore)


def head(what: str, path: str, ledger: Ledger) -> dict[str, Any]:
    """What an object about one workbook begins with; `what` is the name of its schema, such as `balance`."""
    decided = {"decision": ledger.decision.case_number or None, "as_of": ledger.as_of.isoformat()}
    return {"schema": f"kraftsamling.{what}/1", "program": PROGRAM, "path": path, **decided}


def balance(path: str, ledger: Ledger) -> dict[str, Any]:
    """The balances of one workbook, and from the last day of the year on (null before it) what is left, and of what kind."""
    left = [_closing(line) for line in closing(ledger)] if ended(ledger) else None
    return {**head("balance", path, ledger), "balances": list(balances(ledger)), "closing": left}


def _closing(line: Closing) -> dict[str, Any]:
    left = {"unused": line.unused, "not_called_off": line.balance.remaining, "called_off_unspent": line.unspent}
    return {"recipient": line.balance.recipient} | {name: amount(ore) for name, ore in left.items()}


def text(value: object) -> str:
    """A value as JSON text on one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)  # indenting costs ten times the time


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    rule, hit = finding.rule, finding.hit
    return {
        "code": rule.code,
        "name": rule.name.fill(lang, {}),
        "severity": finding.severity.value,
        **cell(hit.place),
        "row_id": finding.row_id,
        "heading": finding.heading,
        "found": value(hit.found, lang),
        "expected": value(hit.expected, lang),
        "difference": value(hit.difference, lang),
        "message": finding.message(lang),
        "remedy": finding.remedy(lang),
        "proposal": value(hit.proposal, lang),
        "related": [cell(place) for place in hit.related],
        "source": rule.source.fill(lang, {}),
        "waived": finding.waived,
    }


def _key(severity: Severity) -> str:
    return {Severity.NOT_TRIED: "ej_provad"}.get(severity, severity.value)


def cell(place: Place | None) -> dict[str, str | None]:
    """The sheet and the cell of a place; null where there is none."""
    return {"sheet": (place.sheet or None) if place else None, "cell": place.cell if place else None}


def value(named: Value, lang: str) -> str | int | float | None:
    """What a message names, as a JSON value: an amount in kronor, whatever is no number as text."""
    if isinstance(named, Ore):
        return kronor(named)
    if isinstance(named, int) or (isinstance(named, float) and math.isfinite(named)):
        return named
    return shown(named, lang) or None
