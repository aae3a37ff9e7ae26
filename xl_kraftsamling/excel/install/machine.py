"""What the doctor looks at: files, registry, environment and processes, so that a broken computer can be made up without Windows."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from xl_kraftsamling.excel.install.installation import Windows, find_interpreter, is_python
from xl_kraftsamling.excel.install.registry import Registry, read_registry


class Outcome(NamedTuple):
    """What became of a process: its exit code and all that it wrote; `refusal` is the system's error where it did not start.

    Without either it was ended after its time.
    """

    code: int | None
    output: str
    refusal: OSError | None = None


Run = Callable[[Sequence[str]], Outcome]
"""Runs a program to its end."""

_PATIENCE = 180  # seconds: the first import after an installation may be checked file by file by the virus protection


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer: its folders, environment and registry, and what runs a program there, or None where nothing can be tried."""

    windows: Windows
    environment: Mapping[str, str]
    registry: Registry
    run: Run | None

    @classmethod
    def here(cls) -> "Machine":
        """This computer; BadInput where it has no Windows."""
        windows = Windows.of(os.environ, sys.executable)
        return cls(windows, os.environ, read_registry, run_process if sys.platform == "win32" else None)

    @property
    def python(self) -> Path:
        """The Python that Excel starts; until the settings name one, that which would be named."""
        named = find_interpreter(self.windows)
        return named if named and is_python(named) else self.windows.python  # no other program is ever started


def run_process(command: Sequence[str]) -> Outcome:
    """Run a program to its end, without a window, and at most for some minutes."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    # Into a file: a pipe ends only when everything that the program has started ends too.
    with TemporaryFile() as file:
        try:
            done = subprocess.run(  # noqa: S603  # the Python that the settings name, which Excel starts too
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, timeout=_PATIENCE, check=False, creationflags=flags
            )
        except OSError as refusal:
            return Outcome(None, "", refusal)
        except subprocess.TimeoutExpired:
            code = None
        else:
            code = done.returncode
        file.seek(0)
        return Outcome(code, file.read().decode("utf-8", "replace"))
