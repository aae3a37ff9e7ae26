"""A scenario laid out as a workbook, and its sentences held against what came of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support import rule_pages
from support.scenario_sentences import Scenario, ore
from xl_kraftsamling import app
from xl_kraftsamling.domain.tables import BY_NAME, RECORD, SETTINGS, Kind
from xl_kraftsamling.verdict import Verdict

TOLD = re.compile(r"OM\d\d|BO\d\d|AV01|AV02|KO02|KO03")
"""The rules that a scenario must account for."""


def in_a_workbook(scenario: Scenario, path: Path) -> Verdict:
    sheets = rule_pages.right_book()
    for name in ("call_offs", "transfers", "outcomes", "waivers"):
        table = BY_NAME[name]
        sheets[table.sheet].rows = [
            [cell(row.get(column.field), column.kind) for column in table.columns] for row in getattr(scenario, name)
        ]
    for table, values in ((RECORD, scenario.record), (SETTINGS, {"as_of": scenario.as_of})):
        for column, row in zip(table.columns, sheets[table.sheet].rows, strict=True):
            row[1] = cell(values[column.field], column.kind) if column.field in values else row[1]
    rule_pages.write(sheets, path)
    return app.validate(path).verdict


def cell(value: Any, kind: Kind) -> Any:
    return "" if value is None else value / 100 if kind is Kind.AMOUNT else value


def check(answered: Any, sentence: str) -> None:
    if marks(sentence):
        return
    if said := re.fullmatch(r"svaret är (ja|nej|oklart)", sentence):
        assert answered.judgement.answer.value == said[1]
    elif said := re.fullmatch(r"skäle[tn] är (.+)", sentence):
        assert {reason.code for reason in answered.judgement.reasons} == set(re.findall(r"[A-Z]{2}\d\d", said[1]))
    elif sentence == "det finns inget skäl emot":
        assert answered.judgement.reasons == ()
    elif said := re.fullmatch(r"det fattas (.+)", sentence):
        assert ore(said[1]) in [reason.short_by for reason in answered.judgement.reasons]
    elif said := re.fullmatch(r"högst (.+) kan lämnas", sentence):
        assert answered.judgement.available == ore(said[1])
    elif said := re.fullmatch(r"(.+?) har (.+) kvar att avropa", sentence):
        assert answered.ledger.balances[said[1]].remaining == ore(said[2])
    elif sentence != "kontrollen har inget att säga":
        raise AssertionError(f"Meningen går inte att tolka: {sentence}")


def marks(sentence: str) -> Iterator[tuple[str, str]]:
    """The rows and codes that a sentence says the check points at."""
    said = re.fullmatch(r"kontrollen pekar på (.+?) enligt (.+)", sentence)
    return {(said[1], code) for code in TOLD.findall(said[2])} if said else set()
