"""The scenarios of `scenarios/*.yaml`, through the domain alone and through a real workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support import build_book, rule_pages
from support.check_scenario import ACCOUNTED, ROWS, check_sentence, expected_marks, validate_scenario
from support.scenario_sentences import Scenario, scenarios
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.verdict import Verdict, judge

ALL = scenarios()

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
        agreed = {"day": wish.pop("date"), "reference": wish.pop("agreement", None)}
        wish.pop("status")
        return judge_transfer(self.ledger, propose(**wish, **agreed))


def in_the_domain(scenario: Scenario) -> Verdict:
    tables = {name: getattr(scenario, name) for name in ROWS}
    insatser = [{"id": row[0], "recipient": row[3]} for row in rule_pages.right_book()["Insatser"].rows]
    tables["allocations"] = [{"recipient": name, "amount": amount} for name, amount in scenario.allotted.items()]
    return judge(build_book.ledger(decision=scenario.decision, as_of=scenario.as_of, record=scenario.record, interventions=insatser, **tables), [], "normal")


@THROUGH
@EACH
def test_the_scenario_comes_out_as_its_sentences_require(scenario: Scenario, through: str, tmp_path: Path) -> None:
    verdict = in_the_domain(scenario) if through == "domain" else validate_scenario(scenario, tmp_path / "scenario.xlsx")
    answered = Answered(verdict, scenario)
    for sentence in scenario.then:
        check_sentence(answered, sentence)
    pointed = {mark for sentence in scenario.then for mark in expected_marks(sentence)}
    assert found(verdict) == pointed


def found(verdict: Verdict) -> set[tuple[str, str]]:
    counted = (finding for finding in verdict.findings if ACCOUNTED.fullmatch(finding.rule.code) and not finding.waived)
    return {(finding.row_id or "", finding.rule.code) for finding in counted}


def test_every_rule_about_transfers_and_about_what_is_to_come_occurs_in_at_least_two_scenarios() -> None:
    texts = ["\n".join(scenario.then) for scenario in ALL]
    named = [rule.code for rule in RULES if rule.code.startswith("OM") or rule.code in ("AV11", "AV12", "AV13", "AV14", "BO04", "UT10", "BE04")]
    counts = {code: sum(code in text for text in texts) for code in named}
    assert {code: count for code, count in counts.items() if count < 2} == {}
    assert len(ALL) >= 40
