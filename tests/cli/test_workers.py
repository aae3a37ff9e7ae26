"""The processes of --jobs: what one of them dies over is told, and none of them begins in the folder of the workbooks."""

import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.dying_work import list_path, work_or_die
from support.run_cli import ENVIRONMENT, command
from xl_kraftsamling.cli import workers
from xl_kraftsamling.cli.workers import count_workers, map_in_processes

PLANTED = "open('planted.log', 'a').write(__name__ + chr(10))\n"
SCRIPT = shutil.which("kraftsamling", path=str(Path(sys.executable).parent))


def test_what_a_process_dies_over_has_no_answer_and_everything_else_has() -> None:
    items = ["a", "kill", "b", "abort", "c", "exit", "raise", "d", "e"]
    answers = list(map_in_processes(work_or_die, items, 3))
    assert [answer and answer.split()[0] for answer in answers] == ["A", None, "B", None, "C", None, None, "D", "E"]


def test_processes_are_started_where_the_work_is_worth_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = tmp_path / "small.xlsx", tmp_path / "large.xlsx"
    small.write_bytes(bytes(20_000))
    large.write_bytes(bytes(4_000_000))
    monkeypatch.setattr(workers, "_count_processors", lambda: 4)
    assert count_workers([small] * 10, 4) == 1
    assert count_workers([small] * 300, 4) == 4
    assert count_workers([large, large], 4) == 2
    assert count_workers([large], 4) == count_workers([large] * 9, 1) == count_workers([tmp_path / "gone.xlsx", tmp_path], 4) == 1
    monkeypatch.setattr(workers, "_count_processors", lambda: 1)
    assert count_workers([large] * 9, 4) == 1


@pytest.mark.skipif(os.name == "nt", reason="on Windows os.kill does not ask whether a process lives: it ends it")
def test_a_process_does_one_item_after_another_and_no_more_are_started_than_asked_for() -> None:
    answers = list(map_in_processes(work_or_die, ["a"] * 12, 2))
    assert 1 <= len(set(answers)) <= 2
    for answer in set(answers):
        with pytest.raises(ProcessLookupError):
            os.kill(int(str(answer).split()[1]), 0)


def test_a_process_looks_for_modules_where_this_one_does_and_not_in_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend("")
    (found,) = map_in_processes(list_path, ["a"], 1)
    assert found
    assert [path for path in sys.path if path] == found[:-1]
    assert "" not in found


@pytest.mark.parametrize("start", [[SCRIPT], command()], ids=["kraftsamling", "python -m"])
def test_nothing_is_imported_from_the_folder_of_the_workbooks(start: list[str | None], workbooks: Path) -> None:
    if not start[0]:
        pytest.skip("the command is not installed beside this Python")
    for name in filter(str.isidentifier, {*sys.stdlib_module_names, *packages_distributions()} - {"xl_kraftsamling"}):
        Path(f"{name}.py").write_text(PLANTED)
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONPATH"}
    if start != [SCRIPT]:
        remove_what_python_imports_itself()
    for arguments in (
        ["validate", "right.xlsx", "errors.xlsx", "--jobs", "2"],
        ["validate", "errors.xlsx", "--annotate", "kopia.xlsx"],
        ["fill", "ny.xlsx", "--example"],
        ["balance", "right.xlsx", "--format", "json"],
        ["explain", "AV1"],
    ):
        run = subprocess.run([*start, *arguments], env=environment, capture_output=True, check=False)
        assert run.returncode in (0, 1, 2), run.stderr
    assert not Path("planted.log").exists(), Path("planted.log").read_text()


@pytest.mark.skipif(workers._count_processors() < 2, reason="there is one processor: no other process is started")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system lists no processes")
def test_a_workbook_that_ends_its_process_is_named_and_the_others_are_printed(workbooks: Path) -> None:
    names = ["right.xlsx", "errors.xlsx", "overdrawn.xlsx"]
    for name in names:
        make_large(Path(name))
    process = subprocess.Popen(
        command("validate", *names, "--jobs", "2"), env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.kill(wait_for_child(process.pid), signal.SIGKILL)
    printed, said = process.communicate()
    (ended,) = (name for name in names if said.startswith(f"{name} är inte kontrollerad"))
    assert process.returncode == 3
    assert said.count("\n") == 1
    for name in names:
        assert name in printed
        assert (f"Kunde inte läsas: {name}" in printed) == (name == ended)
    assert "3 arbetsböcker: " in printed
    assert "1 kunde inte läsas" in printed


def remove_what_python_imports_itself() -> None:
    """Remove the modules that `python -m` takes from the folder before it comes to ours, whatever that does about it."""
    while subprocess.run([sys.executable, "-m", "no_such_module"], capture_output=True, check=False) and Path("planted.log").exists():
        for name in Path("planted.log").read_text().split():
            Path(f"{name}.py").unlink()
        Path("planted.log").unlink()


def make_large(workbook: Path) -> None:
    """Make a workbook so large, by a part that nobody reads, that checking it is worth a process of its own."""
    with ZipFile(workbook, "a") as archive:
        archive.writestr("custom/large.bin", bytes(3_000_000))


def wait_for_child(parent: int) -> int:
    """The id of a process that another one has started, as soon as there is one."""
    while True:
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                    return int(path.parent.name)
            except OSError:  # it has ended
                continue
        time.sleep(0.005)
