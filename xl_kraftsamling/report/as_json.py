"""Findings as JSON by the contract `kraftsamling.findings/1` (`findings.schema.json` beside this file), and what all our JSON shares.

Amounts are numbers of kronor with at most two decimals; an absent value is null.
"""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xl_kraftsamling import __version__
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import UNIT_NAMES, Ore, to_kronor
from xl_kraftsamling.domain.personal_numbers import find_personal_number, mask_personal_numbers
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.shown_text import make_visible
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import Value, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.report.figures import read_figures
from xl_kraftsamling.verdict import Verdict
from xl_kraftsamling.xlsx.grid import Area

PROGRAM = {"name": "kraftsamling", "version": __version__}


RUN_HEAD = json.dumps({"schema": "kraftsamling.findings/1", "program": PROGRAM})[:-1] + ', "workbooks": ['
"""The beginning of the object of a run.  After it come its workbooks, divided by commas, as soon as each is known."""


def end_run(profile: str | None, as_of: str | None, settings: tuple[str, Mapping[str, Any]] | None) -> str:
    """The end of the object of a run; profile and date are null if its workbooks differ in them.

    :param settings: the path of the project's settings that were followed, and what was taken from there.
    """
    file = {"file": settings[0], "used": settings[1]} if settings else None
    return "], " + dump_json({"profile": profile, "as_of": as_of, "settings": file})[1:]


def encode_unread(path: str, code: int, message: str) -> dict[str, Any]:
    """A workbook of a run that could not be checked; `code` is its exit code, and the message why."""
    return {
        "path": path, "sha256": None, "layout": None, "verdict": None,
        "counts": dict.fromkeys(_COUNTED.values(), 0), "rules": {"tried": [], "not_tried": []},
        "findings": [], "read": [], "companions": [], "balances": [],
        "error": {"code": code, "message": message},
    }  # fmt: skip


def encode_workbook(
    path: str, sha256: str, layout: str | None, verdict: Verdict, regions: Sequence[Region], lang: str
) -> dict[str, Any]:
    """One workbook of a run; messages are in the language, the words of the contract always in Swedish."""
    return {
        "path": path,
        "sha256": sha256,
        "layout": layout,
        "verdict": verdict.word,
        "counts": {_COUNTED[severity]: number for severity, number in verdict.counts.items()},
        "rules": {
            "tried": list(verdict.tried),
            "not_tried": [{"code": code, "because": index} for code, index in verdict.not_tried],
        },
        "findings": [_encode_finding(finding, lang) for finding in verdict.findings],
        "read": [_encode_region(region) for region in regions],
        "companions": encode_companions(verdict.ledger, lang),
        "balances": list(encode_recipients(verdict.ledger)),
        "error": None,
    }


_COUNTED = {severity: "ej_provad" if severity is Severity.NOT_TRIED else severity.value for severity in Severity}


def _encode_region(region: Region) -> dict[str, Any]:
    """Where a table was read, with the column of each of its fields."""
    columns = region.block.columns
    return {
        "table": region.table.sheet,
        "sheet": region.block.sheet,
        "range": find_read_area(region).ref,
        "unit": name_unit(region),
        "columns": {column.heading: column_letters(columns[column.field]) for column in region.table.columns if column.field in columns},
    }


def find_read_area(region: Region) -> Area:
    """Where a table was read: from its headings to its last row of data."""
    block, columns = region.block, region.block.columns
    return Area(block.heading_row, min(columns.values()), max(region.rows.data, default=block.heading_row), max(columns.values()))


def name_unit(region: Region) -> str | None:
    """The unit of a table's amounts; None where it has none, or several."""
    units = {region.factors.get(column.field, 1) for column in region.table.columns if column.kind is Kind.AMOUNT and column.field in region.block.columns}
    return UNIT_NAMES[units.pop()] if len(units) == 1 else None


def encode_companions(ledger: Ledger, lang: str) -> list[dict[str, Any]]:
    """The files beside the workbook that bear on how it was read, each with what it did in one sentence."""
    return [
        {"kind": each.kind, "file": each.file, "followed": each.is_followed, "effect": each.effect.fill(lang, {})}
        for each in ledger.book.companions
    ]


def encode_recipients(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every recipient's figures in kronor; null if a figure is unknown."""
    for name, balance in ledger.balances.items():
        yield encode_figures(balance, settled=name not in ledger.unsettled)


def encode_figures(balance: Balance, *, settled: bool) -> dict[str, Any]:
    """A recipient's figures in kronor; null if a figure is unknown, all of them unless `settled`."""
    figures = read_figures(balance, settled=settled)
    return {"recipient": balance.recipient} | {name: encode_amount(ore) for name, ore in figures.items()}


def encode_amount(ore: int | None) -> int | float | None:
    """An amount of öre in kronor, exact to the öre; None stays None."""
    return None if ore is None else to_kronor(ore)


def encode_head(what: str, path: str, ledger: Ledger, lang: str) -> dict[str, Any]:
    """The first fields of an object about one workbook; `what` is the name of its schema, such as `balance`."""
    basis = {"decision": ledger.decision.case_number or None, "as_of": ledger.as_of.isoformat()}
    companions = encode_companions(ledger, lang)
    return {"schema": f"kraftsamling.{what}/1", "program": PROGRAM, "path": path, **basis, "companions": companions}


def dump_json(value: object) -> str:
    """A value as JSON text on one line, with å, ä and ö unescaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)  # indenting costs ten times the time
    if find_personal_number(text):  # rarely: going through all values takes longer than searching the text
        text = json.dumps(_mask(value), ensure_ascii=False, allow_nan=False)
    return make_visible(text)


def _mask(value: Any) -> Any:
    """A value with the personnummer in its texts masked, but for what names a file."""
    if isinstance(value, dict):
        return {name: each if name in _NAMES_OF_FILES else _mask(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mask(each) for each in value]
    return mask_personal_numbers(value) if isinstance(value, str) else value


_NAMES_OF_FILES = ("path", "file", "sha256", "uri", "automationDetails", "sha-256", "partialFingerprints", "fingerprint")
"""What names a file or a finding for a program, which has to find it again: a digest may look like anything."""


def _encode_finding(finding: Finding, lang: str) -> dict[str, Any]:
    rule, hit, once = finding.rule, finding.hit, sys.intern  # what very many findings say alike is kept once
    return {
        "code": rule.code,
        "name": once(rule.name.fill(lang, {})),
        "severity": finding.severity.value,
        **encode_place(hit.place),
        "row_id": finding.row_id,
        "heading": finding.heading,
        "found": encode_value(hit.found, lang),
        "expected": encode_value(hit.expected, lang),
        "difference": encode_value(hit.difference, lang),
        "message": finding.message(lang),
        "remedy": once(finding.remedy(lang)),
        "proposal": encode_value(hit.proposal, lang),
        "related": [encode_place(place) for place in hit.related],
        "source": once(rule.source.fill(lang, {})),
        "waived": finding.waived,
    }


def encode_place(place: Place | None) -> dict[str, str | None]:
    """The sheet and the cell of a place, each None if there is none."""
    return {"sheet": (place.sheet or None) if place else None, "cell": place.cell if place else None}


def encode_value(value: Value, lang: str) -> str | int | float | None:
    """A value of a message as a JSON value: an amount in kronor, a number as it is, anything else as text."""
    if isinstance(value, Ore):  # before int, which Ore is too
        return to_kronor(value)
    is_number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))  # JSON has no NaN
    if is_number and not find_personal_number(str(value)):
        return value  # type: ignore[return-value]  # as the line above has seen
    return format_value(value, lang) or None
