"""A workbook that was saved before xlwings became another version: the DLL that it names is ours, and outlives that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.windows_program import run

pytestmark = pytest.mark.windows

OTHER = "0.37.7"
"""Another xlwings than the one that is installed; the set-up of Wine has it at hand."""


@pytest.fixture
def other_xlwings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server that is started finds another xlwings, as after an upgrade or a downgrade."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(tmp_path), f"xlwings=={OTHER}"]
    subprocess.run(command, check=True)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))


def test_a_saved_copy_answers_when_xlwings_is_another_version(installed_addin: str, other_xlwings: None) -> None:
    from support.excel_calls import OWN_DLL, start_server

    if not OWN_DLL.exists():
        pytest.skip("`addin install` puts no DLL of its own there yet")
    with start_server(OWN_DLL, Path(sys.executable)) as server:
        assert server.evaluate("__import__('xlwings').__version__") == OTHER
        assert server.call("KRAFT_BELOPP", "1 100 tkr") == 1_100_000.0
        assert server.call("KRAFT_MOTTAGARE", "KN") == "kulturnämnden"
    assert "Traceback" not in run("addin", "doctor").stderr
