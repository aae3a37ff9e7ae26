"""Findings and balances as JSON, after the contract `kraftsamling.findings/1` (`findings.schema.json` beside this file).

Amounts are numbers of kronor with at most two decimals; what is absent is null.
"""

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling import __version__
from xl_kraftsamling.catalogue import Finding, Severity, Value, shown
from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.money import Ore, kronor
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
        amounts = (None if name in ledger.unsettled else figure.of(balance) for figure in FIGURES)
        yield {"recipient": name} | {
            figure.name: None if amount is None else kronor(amount)
            for figure, amount in zip(FIGURES, amounts, strict=True)
        }


def balance(path: str, ledger: Ledger) -> dict[str, Any]:
    """The balances of one workbook, as `kraftsamling balance` prints them."""
    head = {"schema": "kraftsamling.balance/1", "program": PROGRAM, "path": path}
    decided = {"decision": ledger.decision.case_number or None, "as_of": ledger.as_of.isoformat()}
    return {**head, **decided, "balances": list(balances(ledger))}


def text(value: object) -> str:
    """A value as JSON text on one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)  # indenting costs ten times the time


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    rule, hit = finding.rule, finding.hit
    return {
        "code": rule.code,
        "name": rule.name.fill(lang, {}),
        "severity": finding.severity.value,
        **_cell(hit.place),
        "row_id": finding.row_id,
        "heading": finding.heading,
        "found": _value(hit.found, lang),
        "expected": _value(hit.expected, lang),
        "difference": _value(hit.difference, lang),
        "message": finding.message(lang),
        "remedy": finding.remedy(lang),
        "proposal": _value(hit.proposal, lang),
        "related": [_cell(place) for place in hit.related],
        "source": rule.source.fill(lang, {}),
        "waived": finding.waived,
    }


def _key(severity: Severity) -> str:
    return {Severity.NOT_TRIED: "ej_provad"}.get(severity, severity.value)


def _cell(place: Place | None) -> dict[str, str | None]:
    return {"sheet": (place.sheet or None) if place else None, "cell": place.cell if place else None}


def _value(value: Value, lang: str) -> str | int | float | None:
    if isinstance(value, Ore):
        return kronor(value)
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return shown(value, lang) or None
