"""Every decision that ships: its file loads, is named after it, and its example is a workbook without errors."""

from pathlib import Path

import pytest

from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain import decision as decisions
from xl_kraftsamling.finding import Severity

FOLDER = Path(decisions.__file__).parent.parent / "decisions"
"""The folder that ships: the other tests know a part of it."""

FILES = sorted(FOLDER.glob("*.toml"))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_there_are_decisions() -> None:
    assert FILES


@EACH
def test_a_file_is_named_after_the_case_number_in_it(path: Path) -> None:
    decision = decisions.load_decision(path)
    assert path.stem == decision.case_number.lower()
    assert decisions.CASE_NUMBER.fullmatch(decision.case_number)


def test_no_two_have_the_same_case_number() -> None:
    numbers = [decisions.load_decision(path).case_number for path in FILES]
    assert len({*numbers}) == len(numbers)


def test_example_data_are_those_of_a_decision() -> None:
    assert {path.name.removesuffix(".exempel.json") for path in FOLDER.glob("*.json")} <= {path.stem for path in FILES}


@EACH
def test_the_example_is_a_workbook_without_errors(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "DECISIONS_FOLDER", FOLDER)
    decisions.shipped_decisions.cache_clear()
    decision, filled = decisions.load_decision(path), tmp_path / "bok.xlsx"
    if not decisions.example_path(decision).exists():
        pytest.skip("this decision has no example")
    try:
        assert kraft("fill", str(filled), "--example", "--decision", decision.case_number).exit_code == 0
        verdict = app.validate_workbook(filled).verdict
    finally:
        monkeypatch.undo()
        decisions.shipped_decisions.cache_clear()
    assert verdict.ledger.decision == decision
    assert not [finding for finding in verdict.findings if finding.severity is Severity.ERROR]
