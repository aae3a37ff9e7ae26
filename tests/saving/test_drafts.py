"""Drafts: of a run that lives nobody takes them, of one that is dead the next one clears them away."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.run_cli import ENVIRONMENT
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.saving import drafts

HOLD = """
import sys
from pathlib import Path
from xl_kraftsamling.saving.drafts import lock_target, make_draft
with {}:
    print("there", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path, what: str) -> subprocess.Popen[str]:
    """Another process that has a draft, or the lock of a target, until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(what)],
        cwd=folder, env=ENVIRONMENT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "there\n"
    return process


def test_a_draft_is_cleared_away_when_its_process_is_dead_and_not_before(tmp_path: Path) -> None:
    with hold(tmp_path, "make_draft(Path())") as process:
        drafts.clear_leftovers(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1
        process.kill()
    assert len(list(tmp_path.iterdir())) == 1
    drafts.clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_ours_is_cleared_away(tmp_path: Path) -> None:
    names = [".kraftsamling-0123.tmp", ".bok.xlsx.tmp", "kraftsamling-0123456789abcdef.tmp", ".~lock.bok.xlsx#"]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / ".kraftsamling-0123456789abcdef.tmp").mkdir()
    drafts.clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, ".kraftsamling-0123456789abcdef.tmp"])


def test_a_run_waits_for_another_one_that_moves_its_file_and_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_PATIENCE", 0.2)
    with hold(tmp_path, "lock_target(Path('fil'))") as process:
        with pytest.raises(BadInput, match="skrivs just nu av en annan"), drafts.lock_target(tmp_path / "fil"):
            pass
        with drafts.lock_target(tmp_path / "annan"):
            pass
        process.kill()
    with drafts.lock_target(tmp_path / "fil"):
        pass
    assert list(tmp_path.iterdir()) == []
