"""Annotated copies for the tests: findings at chosen cells of any workbook, and what a reader makes of the copy."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from support import build_book
from support.build_xlsx import unpack
from xl_kraftsamling import app
from xl_kraftsamling.app import ValidatedWorkbook
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Finding, Hit, Severity
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict
from xl_kraftsamling.xlsx.package import Package

NOW = datetime(2026, 11, 23, 19, 8)
AUTHOR = "Kraftsamling"
CODES = ("AV01", "VD01", "UT01", "KO01")


def build_finding(place: Place, code: str = "VD01", severity: Severity = Severity.ERROR, *, waived: bool = False) -> Finding:
    """A finding of a real rule, with a stand-in for each value that its words name."""
    rule = BY_CODE[code]
    values = {name: f"[{name}]" for text in (*rule.message, *rule.remedy) for name in re.findall(r"\{(\w+)\}", text)}
    return Finding(rule=rule, hit=Hit(place=place, values=values, found="=1+1"), severity=severity, waived=waived)


def build_findings(path: Path) -> list[Finding]:
    """Findings on the first sheets of a workbook, at cells that are there and at cells that are not, two of them at one."""
    at = ((1, 1), (2, 2), (2, 2), (3, 2), (900, 40))
    found = [
        build_finding(Place(sheet.name, row, column), CODES[number % 4], list(Severity)[number % 4])
        for sheet in Package(path).sheets[:3]
        for number, (row, column) in enumerate(at)
    ]
    return [*found, build_finding(Place(Package(path).sheets[0].name))]


def annotate_copy(
    source: Path, target: Path, found: Sequence[Finding] | None = None, *, lang: str = "sv", force: bool = True
) -> Any:
    """Write a copy of a workbook with these findings in it; returns what was marked."""
    found = build_findings(source) if found is None else found
    verdict = Verdict(build_book.ledger(), "normal", found, ["AV01"], [])
    validated = ValidatedWorkbook(source, Package(source).sha256, "canonical", verdict, ())
    return app.annotate_workbook(validated, target, lang=lang, now=NOW, force=force)


def clean_copy(source: Path) -> Path:
    """Write a copy of a workbook without findings, notes and marks; returns its path."""
    app.clean_workbook(source, source.with_name("ren" + source.suffix), force=True)
    return source.with_name("ren" + source.suffix)


def read_notes(path: Path, author: str | None = None) -> dict[tuple[str, str], str]:
    """The notes of a workbook by sheet and cell, as openpyxl reads them; of one author if one is given."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for cell in sheet._cells.values() if cell.comment]
    return {
        (cell.parent.title, cell.coordinate): cell.comment.text
        for cell in cells
        if author in (None, cell.comment.author)
    }


def rows_as_bytes(path: Path) -> dict[str, bytes]:
    """Every sheet up to the end of its rows, byte for byte."""
    sheets = {name: data.replace(b"\0", b"") for name, data in unpack(path).items() if "worksheets" in name}
    return {name: data[: data.rfind(b"sheetData")] for name, data in sheets.items() if b"sheetData" in data}
