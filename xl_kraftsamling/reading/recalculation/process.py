"""The process that the engine runs in: it can be ended, and what it takes of memory is bounded, whatever a workbook holds."""

import json
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_kraftsamling.reading.recalculation.groups import CellGroup

SECONDS = 30
"""The time that a workbook has."""

_CALCULATING = 25  # seconds until what is left is left out: there is time then to tell what was found
_MEMORY = 2_000_000_000  # bytes; not on Windows, which has no such bound

# Not from the folder that it is run from, where a workbook's sender can have put modules with the names of others.
_PROGRAM = "import sys, json; sys.path[:] = json.loads(sys.stdin.readline()); from xl_kraftsamling.reading.recalculation.process import serve; serve()"


def is_installed() -> bool:
    """Whether the engine is there."""
    return find_spec("pyofficeeditor") is not None


def run_engine(path: Path, sha256: str) -> "list[CellGroup] | str":
    """What the engine finds in a workbook, by the checksum that was read, or the reason (`second_opinion.REASONS`) why it finds nothing."""
    wanted = [[*filter(None, sys.path), str(Path(__file__).parents[3])], [str(path.absolute()), sha256, _CALCULATING, _MEMORY]]
    try:
        done = subprocess.run(  # noqa: S603  # this program itself
            [sys.executable, "-I" if sys.flags.isolated else "-P", "-c", _PROGRAM],
            input="\n".join(map(json.dumps, wanted)).encode(), capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "time"
    with suppress(ValueError):
        answer: list[CellGroup] | str = json.loads(done.stdout)
        return answer
    return "failed"


def serve() -> None:
    """Do the work of the process: read which workbook and within what bounds, and write what is found."""
    path, sha256, seconds, memory = json.loads(sys.stdin.readline())
    with suppress(ImportError, ValueError, OSError):  # Windows has no such bound, and not every system lets it be set
        from resource import RLIMIT_AS, setrlimit

        setrlimit(RLIMIT_AS, (memory, memory))
    from xl_kraftsamling.reading.recalculation.engine import recalculate

    answer, sys.stdout = sys.stdout, sys.stderr  # what anything prints does not get into the answer
    json.dump(recalculate(Path(path), sha256, seconds), answer)
