"""Whatever happens to a run that writes, the workbook is whole, and no row in it is lost.

These are short; `python tests/fuzz/losses.py` goes on for longer.
"""

import random
import resource
import signal
import subprocess
from pathlib import Path

import pytest

from support.interrupted_runs import BOOK, WRITERS, build_folder, count_rows, cut_off, list_leftovers, race, start

SEED = 2026


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_folder(tmp_path)
    return tmp_path


def test_a_run_that_is_killed_loses_nothing_and_the_next_one_clears_up(folder: Path) -> None:
    (folder / ".kraftsamling-0123456789abcdef.tmp").write_bytes(b"left by a run that was killed")
    cut_off(folder, signal.SIGKILL, random.Random(SEED), 5)
    process = start(folder, *WRITERS["fill"])
    process.communicate()
    assert process.returncode == 0
    assert list_leftovers(folder) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_interrupted_leaves_nothing_and_only_mentions_it(number: int, code: int, folder: Path) -> None:
    ends = cut_off(folder, number, random.Random(SEED), 3)
    # before the program has begun the system itself ends it
    assert set(ends) <= {code, -number, 0, 1, 4}
    assert list_leftovers(folder) == []


def test_ctrl_c_in_the_middle_of_the_work_is_a_word_and_no_traceback(folder: Path) -> None:
    # more than any machine validates before it is interrupted
    names = [f"{number}.xlsx" for number in range(2000)]
    for name in names:
        (folder / name).hardlink_to(folder / BOOK)
    process = start(folder, "validate", *names, "--jobs", "2", "--output", "resultat.txt")
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate()
    assert (process.returncode, printed, said) == (130, "", "Avbrutet.\n")


@pytest.mark.parametrize(("first", "second"), [("fill", "refill"), ("fill", "transfer"), ("transfer", "transfer"), ("annotate", "fill")])
def test_of_two_writers_at_once_none_loses_what_the_other_has_written(first: str, second: str, folder: Path) -> None:
    before = count_rows(folder)
    ends = race(folder, first, second)
    refused = [words for code, words in ends if code == 3]
    assert all("ändrades av någon annan" in words for words in refused)
    added = sum(code != 3 for name, (code, _) in zip((first, second), ends, strict=True) if name != "annotate")
    assert count_rows(folder) == before + added
    assert list_leftovers(folder) == []


def test_where_the_disk_is_full_the_workbook_stays_as_it_was_and_a_sentence_tells_why(folder: Path) -> None:
    before = (folder / BOOK).read_bytes()
    for allowed in (0, 1000, len(before) // 2):
        # a limit of the size of files stands for the end of the disk: both are met in the middle of writing
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, hard))
        try:
            process = start(folder, *WRITERS["fill"])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        _, said = process.communicate()
        assert process.returncode == 3
        assert said == f"{BOOK} kan inte skrivas: filen blir större än systemet tillåter.\n"
        assert (folder / BOOK).read_bytes() == before
        assert list_leftovers(folder) == []
