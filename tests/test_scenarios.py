"""The scenarios of `scenarios/*.yaml`, through the domain alone and through a real workbook."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import books
import pages
from sentences import Scenario, ore, scenarios
from xl_kraftsamling import app
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import BY_NAME, RECORD, SETTINGS, Kind
from xl_kraftsamling.domain.transfers.eligibility import judge, propose
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.verdict import Verdict
from xl_kraftsamling.verdict import judge as weigh

ALL = scenarios()
TOLD = re.compile(r"OM\d\d|BO\d\d|AV01|AV02|KO02|KO03")
"""The rules that a scenario must account for."""

EACH = pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
THROUGH = pytest.mark.parametrize("through", ["domain", "workbook"])


@dataclass
class Answered:
    """What came of a scenario: the verdict on the books, and the judgement of the wish."""

    verdict: Verdict
    scenario: Scenario

    @property
    def ledger(self) -> Ledger:
        return self.verdict.ledger

    @property
    def judgement(self) -> Any:
        wish = dict(self.scenario.wish)
        told = {"day": wish.pop("date"), "reference": wish.pop("agreement", None)}
        wish.pop("status")
        return judge(self.ledger, propose(**wish, **told))


def in_the_domain(scenario: Scenario) -> Verdict:
    tables = {name: getattr(scenario, name) for name in ("call_offs", "transfers", "outcomes", "waivers")}
    return weigh(books.ledger(as_of=scenario.as_of, record=scenario.record, **tables), [], "normal")


def in_a_workbook(scenario: Scenario, path: Path) -> Verdict:
    sheets = pages.right_book()
    for name in ("call_offs", "transfers", "outcomes", "waivers"):
        table = BY_NAME[name]
        sheets[table.sheet].rows = [
            [cell(row.get(column.field), column.kind) for column in table.columns] for row in getattr(scenario, name)
        ]
    for table, values in ((RECORD, scenario.record), (SETTINGS, {"as_of": scenario.as_of})):
        for column, row in zip(table.columns, sheets[table.sheet].rows, strict=True):
            row[1] = cell(values[column.field], column.kind) if column.field in values else row[1]
    pages.write(sheets, path)
    return app.validate(path).verdict


def cell(value: Any, kind: Kind) -> Any:
    return "" if value is None else value / 100 if kind is Kind.AMOUNT else value


@THROUGH
@EACH
def test_the_scenario_comes_out_as_it_is_told(scenario: Scenario, through: str, tmp_path: Path) -> None:
    verdict = in_the_domain(scenario) if through == "domain" else in_a_workbook(scenario, tmp_path / "scenario.xlsx")
    answered = Answered(verdict, scenario)
    for sentence in scenario.then:
        check(answered, sentence)
    pointed = {mark for sentence in scenario.then for mark in marks(sentence)}
    assert found(verdict) == pointed


def check(answered: Answered, sentence: str) -> None:
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


def found(verdict: Verdict) -> set[tuple[str, str]]:
    counted = (finding for finding in verdict.findings if TOLD.fullmatch(finding.rule.code) and not finding.waived)
    return {(finding.row_id or "", finding.rule.code) for finding in counted}


def test_every_rule_about_transfers_is_told_of_at_least_twice() -> None:
    texts = ["\n".join(scenario.then) for scenario in ALL]
    counts = {rule.code: sum(rule.code in text for text in texts) for rule in RULES if rule.code.startswith("OM")}
    assert {code: count for code, count in counts.items() if count < 2} == {}
    assert len(ALL) >= 40
