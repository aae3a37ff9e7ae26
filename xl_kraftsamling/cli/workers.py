"""Work in other processes, for --jobs: each item in one that may die over it without taking the others with it.

Not `multiprocessing`: its processes look in the folder that the program is run from for the modules that they begin with, where a
workbook's sender can have put one, and where one of them dies the whole pool is broken.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xl_kraftsamling.cli import RARELY

if TYPE_CHECKING:
    from subprocess import Popen

T = TypeVar("T")
R = TypeVar("R")

_PROGRAM = """
import sys, pickle
sys.path[:] = pickle.load(sys.stdin.buffer)
from xl_kraftsamling.cli.workers import serve
serve()
"""
_NEW_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP of Windows
_running: "set[Popen[bytes]]" = set()


_SECONDS, _SECONDS_PER_MB, _WORTH_IT = 0.04, 0.6, 1.5
"""About what an item takes by itself and by its size, and how much work is worth starting a process for, which takes half a second."""


def count_workers(files: Sequence[Path], jobs: int) -> int:
    """How many processes are worth starting for some files, at most `jobs` and one for each processor; 1 where none is."""
    if min(jobs, len(files)) < 2:
        return 1
    sizes = (os.path.getsize(file) if os.path.isfile(file) else 0 for file in files)  # noqa: PTH113, PTH202  # never an error
    seconds = sum(_SECONDS + _SECONDS_PER_MB * size / 1_000_000 for size in sizes)
    return max(1, min(jobs, len(files), _count_processors(), int(seconds / _WORTH_IT)))


def _count_processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_processes(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R | None]:
    """What the work makes of each item, in their order; None where the process that did it has died.

    :param work: a function that can be pickled, like the items and what it makes of them.
    """
    from concurrent.futures import ThreadPoolExecutor

    idle: list[Popen[bytes]] = []

    def ask(item: T) -> R | None:
        """What one process makes of an item; None where it dies over it."""
        worker = idle.pop() if idle else _start(work)
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            _send(worker, item)
            answer: R = pickle.load(worker.stdout)  # type: ignore[arg-type]  # noqa: S301  # from a process of our own
            idle.append(worker)
            return answer
        _stop(worker)  # which has died over it
        return None

    try:
        with ThreadPoolExecutor(min(jobs, len(items))) as threads:  # which only wait, each for a process
            yield from threads.map(ask, items)
    finally:
        for worker in list(_running):
            _stop(worker)


def kill_workers() -> None:
    """End the processes that are still there, where this one is about to end too."""
    for worker in list(_running):
        worker.kill()


def _start(work: Callable[[T], R]) -> "Popen[bytes]":
    from subprocess import DEVNULL, PIPE, Popen

    worker = Popen(  # noqa: S603  # of this program itself
        # not from the folder that it is run from
        [sys.executable, "-I" if sys.flags.isolated else "-P", "-c", _PROGRAM],
        stdin=PIPE, stdout=PIPE, stderr=None if os.environ.get("KRAFT_DEBUG") else DEVNULL,
        # a terminal's Ctrl+C is for this process, which ends the others
        start_new_session=os.name != "nt", creationflags=_NEW_GROUP if os.name == "nt" else 0,
    )  # fmt: skip
    _running.add(worker)
    with suppress(OSError):  # it has died already, which is seen when it is asked for something
        _send(worker, [*filter(None, sys.path), str(Path(__file__).parents[2])])
        _send(worker, work)
    return worker


def _send(worker: "Popen[bytes]", message: object) -> None:
    assert worker.stdin  # noqa: S101  # which it has
    pickle.dump(message, worker.stdin)
    worker.stdin.flush()


def _stop(worker: "Popen[bytes]") -> None:
    _running.discard(worker)
    worker.kill()
    with suppress(OSError):  # of what could not be sent any more
        worker.communicate()


def serve() -> None:
    """Do the work of a process: read the function, then one item after another, and write what it makes of each."""
    gc.set_threshold(RARELY)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints does not get among the answers
    work = pickle.load(requests)  # noqa: S301  # from the process that has started this one
    with suppress(EOFError):
        while True:
            pickle.dump(work(pickle.load(requests)), answers)  # noqa: S301
            answers.flush()
