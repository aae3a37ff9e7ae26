"""A scenario written as a workbook, and its sentences compared with the verdict on it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support import rule_pages
from support.scenario_sentences import Scenario, ore
from xl_kraftsamling import app
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLE_BY_NAME, Kind
from xl_kraftsamling.verdict import Verdict

ACCOUNTED = re.compile(r"OM\d\d|BO\d\d|AV01|AV02|AV1[1234]|UT08|UT09|UT10|BE04|BE05|KO02|KO03")
"""The rules that a scenario must account for."""


ROWS = ("call_offs", "transfers", "outcomes", "forecasts", "waivers")
"""The tables whose rows a scenario names."""


def validate_scenario(scenario: Scenario, path: Path) -> Verdict:
    """Write a scenario as a workbook, and validate that."""
    sheets = rule_pages.right_book()
    for name in ROWS:
        table = TABLE_BY_NAME[name]
        sheets[table.sheet].rows = [
            [cell_value(row.get(column.field), column.kind) for column in table.columns] for row in getattr(scenario, name)
        ]
    for table, values in ((RECORD, scenario.record), (SETTINGS, {"as_of": scenario.as_of})):
        for column, row in zip(table.columns, sheets[table.sheet].rows, strict=True):
            row[1] = cell_value(values[column.field], column.kind) if column.field in values else row[1]
    sheets["Tilldelning"].rows = [[name, "", amount / 100, "", ""] for name, amount in scenario.allotted.items()]
    rule_pages.write(sheets, path)
    if scenario.later:
        path.with_suffix(".beslut.toml").write_bytes(scenario.decision_file)
    return app.validate_workbook(path).verdict


def cell_value(value: Any, kind: Kind) -> Any:
    """A value as it is in a cell: öre become kronor."""
    return "" if value is None else value / 100 if kind is Kind.AMOUNT else value


def check_sentence(answered: Any, sentence: str) -> None:
    """Assert what a sentence claims about an answer; one about findings is compared elsewhere, by :func:`expected_marks`."""
    if expected_marks(sentence):
        return
    if match := re.fullmatch(r"svaret är (ja|ja, efter överenskommelse|nej|oklart)", sentence):
        assert answered.judgement.answer.value == match[1]
    elif match := re.fullmatch(r"skäle[tn] är (.+)", sentence):
        assert {reason.code for reason in answered.judgement.reasons} == set(re.findall(r"[A-Z]{2}\d\d", match[1]))
    elif sentence == "det finns inget skäl emot":
        assert answered.judgement.reasons == ()
    elif match := re.fullmatch(r"det fattas (.+)", sentence):
        assert ore(match[1]) in [reason.short_by for reason in answered.judgement.reasons]
    elif match := re.fullmatch(r"högst (.+) kan lämnas", sentence):
        assert answered.judgement.available == ore(match[1])
    elif match := re.fullmatch(r"(.+?) har (.+) kvar att avropa", sentence):
        assert answered.ledger.balances[match[1]].remaining == ore(match[2])
    elif sentence != "kontrollen har inget att säga":
        raise AssertionError(f"Meningen går inte att tolka: {sentence}")


def expected_marks(sentence: str) -> Iterator[tuple[str, str]]:
    """The rows and codes at which the check must point according to a sentence."""
    match = re.fullmatch(r"kontrollen pekar på (.+?) enligt (.+)", sentence)
    return {(match[1], code) for code in ACCOUNTED.findall(match[2])} if match else set()
