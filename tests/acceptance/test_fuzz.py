"""The fuzzer, for a moment: whatever is done to a workbook, it is read or refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import TESTS

RUN = TESTS / "fuzz" / "run.py"


def test_two_thousand_workbooks_made_wrong_are_read_or_refused(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="the system cannot bound a process's memory")
    command = [sys.executable, RUN, "--inputs", "2000", "--seed", "1", "--keep", tmp_path]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    outcomes = json.loads(run.stdout)["outcomes"]
    assert sum(outcomes.values()) == 2000
    stages = ("open_package", "edit_copy", "annotate_copy", "read_cells", "validate")
    assert all(outcomes[f"{stage}: {kind}"] > 9 for stage in stages for kind in ("read", "refused")), outcomes
