"""The acceptance cases, scored by the program that comes with them."""

import subprocess
import sys

import pytest

from support import SHARED
from support.run_cli import ENVIRONMENT

CASES = SHARED / "cases"


@pytest.mark.parametrize("layout", ["p_k", "p_f"], ids=["the template's layout", "other layouts"])
def test_every_planted_fault_is_found_at_its_cell_nothing_else_is_and_the_balances_are_right(layout: str) -> None:
    if not CASES.is_dir():
        pytest.skip("the collection ../shared/cases is not here")
    least = ["--min-recall", "1", "--min-precision", "1", "--min-balances", "1"]
    score = [sys.executable, str(CASES / "score.py"), "--only", layout, *least, str(CASES), "--", sys.executable, "-m", "support.one_decision"]
    run = subprocess.run(score, capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
