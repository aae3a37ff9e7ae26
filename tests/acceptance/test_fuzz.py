"""The fuzzer, for a moment: whatever is done to a workbook, it is read or refused, and as other readers read it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import TESTS

RUN = TESTS / "fuzz" / "run.py"


def fuzz(keep: Path, *options: str) -> dict[str, int]:
    """How many inputs had each outcome; none of them may be a fault."""
    pytest.importorskip("resource", reason="the system cannot bound a process's memory")
    command = [sys.executable, RUN, "--keep", keep, *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    outcomes: dict[str, int] = json.loads(run.stdout)["outcomes"]
    return outcomes


def test_two_thousand_workbooks_made_wrong_are_read_or_refused(tmp_path: Path) -> None:
    outcomes = fuzz(tmp_path, "--inputs", "2000", "--seed", "1")
    assert sum(outcomes.values()) == 2000
    stages = ("open_package", "edit_copy", "annotate_copy", "read_cells", "validate")
    assert all(outcomes[f"{stage}: {kind}"] > 9 for stage in stages for kind in ("read", "refused")), outcomes


def test_the_readers_agree_on_two_thousand_workbooks_made_wrong(tmp_path: Path) -> None:
    outcomes = fuzz(tmp_path, "--compare", "--inputs", "2000", "--seed", "2")
    assert sum(outcomes.values()) == 2000
    assert outcomes["compare: read"] > 600, outcomes
