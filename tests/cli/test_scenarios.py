"""The wishes of the scenarios of `scenarios/*.yaml`, typed on the command line."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from support.ask_transfer import read_answer
from support.check_scenario import check_sentence, validate_scenario
from support.scenario_sentences import Scenario, ore, scenarios
from xl_kraftsamling.domain.open_points import Answer

WISHES = [scenario for scenario in scenarios() if scenario.wish]
NAMES = {"donor": "--from", "receiver": "--to", "date": "--date", "agreement": "--agreement", "agreed_on": "--agreed-on",
         "party": "--party", "origin": "--origin", "comment": "--comment"}  # fmt: skip


@pytest.mark.parametrize("scenario", WISHES, ids=lambda scenario: scenario.name)
def test_the_wish_of_a_scenario_gets_the_answer_of_its_sentences(scenario: Scenario, tmp_path: Path) -> None:
    verdict = validate_scenario(scenario, tmp_path / "scenario.xlsx")
    document = read_answer("transfer", str(tmp_path / "scenario.xlsx"), *arguments_of(scenario.wish or {}))
    reasons = [SimpleNamespace(code=each["code"], short_by=to_ore(each["short_by"])) for each in document["reasons"]]
    answer = next(each for each in Answer if each.code == document["answer"])
    judgement = SimpleNamespace(answer=answer, reasons=tuple(reasons), available=to_ore(document["available"]))
    for sentence in scenario.then:
        check_sentence(SimpleNamespace(judgement=judgement, ledger=verdict.ledger), sentence)


def arguments_of(wish: dict[str, Any]) -> list[str]:
    """A wish as the arguments that somebody would type."""
    words = [word for name, option in NAMES.items() if wish.get(name) for word in (option, str(wish[name]))]
    for name, option in (("amount", "--amount"), ("agreed_amount", "--agreed-amount")):
        words += [option, f"{wish[name] / 100:.2f}".replace(".", ",")] if wish.get(name) else []
    return words + {"ja": ["--declared-unused"], "nej": ["--declared-needed"]}.get(wish.get("declared_unused") or "", [])


def to_ore(kronor: float | None) -> int | None:
    return None if kronor is None else ore(f"{kronor:.2f}".replace(".", ","))
