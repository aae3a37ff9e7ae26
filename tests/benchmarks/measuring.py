"""What a process costs, and what is measured beside its yardstick and its aim.

Costs are CPU seconds, user and system; of several runs the least counts, since noise only adds.  What is compared runs in turn, so that
a busy moment strikes both.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str]

UNZIP_AND_EXPAT = """
import sys, zipfile
from xml.parsers import expat
with zipfile.ZipFile(sys.argv[1]) as package:
    for name in package.namelist():
        if name.startswith("xl/worksheets/sheet"):
            with package.open(name) as sheet:
                expat.ParserCreate().ParseFile(sheet)
"""
"""The pass over a workbook: its sheets unzipped and parsed once, with nothing kept."""


_WIDE = 68
HEAD = f"{'':{_WIDE}} measured         aim"
"""The headings of the table."""


class Cost(NamedTuple):
    """What a process took: CPU seconds, seconds on the clock, and the most memory in MB."""

    cpu: float
    wall: float
    memory: int


class Figure(NamedTuple):
    """A line of the table: what was measured, its value (a ratio where it has no unit), the aim, and what it is made of."""

    what: str
    value: float
    aim: float | None
    made_of: str = ""
    unit: str = ""
    is_least: bool = False
    """Whether the aim is the least that the value should be, and not the most."""

    def format(self, *, has_aim: bool) -> str:
        """The figure as a line; without its aim where that is about a larger file."""
        digits = 0 if self.unit in ("MB", "ms") else 2
        aim = f"{'≥' if self.is_least else '≤'} {self.aim:g}" if has_aim and self.aim is not None else "–"
        missed = self.aim is not None and (self.value < self.aim if self.is_least else self.value > self.aim)
        return f"{self.what:{_WIDE}} {self.value:8.{digits}f} {self.unit:2} {aim:>8} {'missed' if missed and has_aim else '':6}  {self.made_of}".rstrip()


@dataclass(frozen=True)
class Bench:
    """How to measure: the Python that has the program, a folder for what is measured on, how large it is, and how often.

    `peers` is the folder of a venv with the libraries that a user would use instead; None where they are left out.
    """

    python: str
    folder: Path
    rows: int
    runs: int
    peers: Path | None

    def kraft(self, *words: object) -> list[str]:
        """The command line of the program."""
        return [str(Path(self.python).parent / "kraftsamling"), *map(str, words)]

    def code(self, source: str, *words: object) -> list[str]:
        """The command line that runs some code with the Python of the program."""
        return [self.python, "-c", source, *map(str, words)]

    def pass_over(self, workbook: Path) -> list[str]:
        """The pass over a workbook."""
        return self.code(UNZIP_AND_EXPAT, workbook)

    def make(self, name: str, kind: str, rows: int, *words: object) -> Path:
        """A file to measure on, written by a process of its own: a child's peak memory begins with that of its parent."""
        path = self.folder / name
        if not path.exists():
            script = Path(__file__).with_name("make_file.py")
            subprocess.run([sys.executable, str(script), kind, str(path), str(rows), *map(str, words)], check=True)
        return path

    def measure(self, *commands: Command, runs: int | None = None) -> list[Cost]:
        """The least costs of each of some commands, which run in turn."""
        costs: list[list[Cost]] = [[] for _ in commands]
        for _ in range(runs or self.runs):
            for command, found in zip(commands, costs, strict=True):
                found.append(run(command))
        return [Cost(*map(min, zip(*each, strict=True))) for each in costs]

    def compare(self, what: str, command: Command, yardstick: Command, aim: float | None, *, runs: int | None = None) -> Figure:
        """What a command costs beside its yardstick."""
        cost, base = self.measure(command, yardstick, runs=runs)
        return Figure(what, cost.cpu / base.cpu, aim, f"{cost.cpu:.2f} s / {base.cpu:.2f} s, {cost.memory} MB")


def run(command: Command) -> Cost:
    """Run a command to its end; SystemExit where it fails.  An exit code of 1 says that a workbook has faults."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)[:400]} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024)


def take_time(work: Callable[[], object], runs: int) -> float:
    """The least CPU seconds of some work in this process."""
    costs = []
    for _ in range(runs):
        start = time.process_time()
        work()
        costs.append(time.process_time() - start)
    return min(costs)
