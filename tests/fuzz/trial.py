"""Trying an input: it must end in a result or a refusal, within bounds of time and memory."""

import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from fuzz import stages
from fuzz.inputs import Input
from fuzz.readers import Difference
from xl_kraftsamling.domain.texts import BadInput

RIGHT = ("read", "unconfirmed", "refused")
"""The outcomes that are no finding: a result, one that no other reader could confirm, and a refusal."""

MAX_SECONDS = 5
"""Processor time that an input may take."""


class Slow(BaseException):
    """An input took too long; no Exception, so that nothing in the program can catch it."""


class Outcome(NamedTuple):
    """The outcome of an input: the stage that it reached, one of :data:`RIGHT` or the fault, and where the fault arose."""

    stage: str
    kind: str
    where: str = ""
    trace: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether it is a fault of the program."""
        return self.kind not in RIGHT


class Trial:
    """Tries inputs in a folder, one at a time."""

    def __init__(self, folder: Path, *, compare: bool) -> None:
        """Take a folder for the workbooks and their copies; `compare` is whether only readers are compared."""
        self._compare = compare
        self._source, self._copy = folder / "input.xlsx", folder / "copy.xlsx"
        signal.signal(signal.SIGPROF, _interrupt)

    def warm(self, right: bytes) -> None:
        """Try a workbook that is right, so that all is imported and every thread begun before memory is bounded."""
        self._source.write_bytes(right)
        stages.validate(self._source, self._copy)
        stages.edit_copy(self._source, self._copy)

    def run(self, trial_input: Input) -> Outcome:
        """Try an input."""
        stage = self._choose_stage(trial_input)
        name = stage.__name__
        self._source.write_bytes(trial_input.data)
        signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)  # processor time: other jobs on the machine do not count
        try:
            kind = stage(self._source, self._copy) or "read"
        except BadInput as refusal:
            return _describe_refusal(name, refusal)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # noqa: BLE001 - a panic of a Rust library is no Exception
            return _describe_fault(name, fault)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return Outcome(name, kind)

    def _choose_stage(self, trial_input: Input) -> Callable[[Path, Path], str | None]:
        """Choose a stage at random: opening costs least, and is tried most."""
        kind = trial_input.random.random()
        if self._compare:
            return stages.compare
        if kind < 0.7:
            return stages.open_package
        if kind < 0.87:
            return stages.edit_copy
        if kind < 0.9:
            return stages.annotate_copy
        return stages.validate if trial_input.canonical or kind > 0.97 else stages.read_cells


def _interrupt(*_arguments: object) -> None:
    raise Slow


def _describe_refusal(stage: str, refusal: BadInput) -> Outcome:
    """The outcome of a refusal, whose message must be one that can be printed in both languages."""
    try:
        for lang in ("sv", "en"):
            refusal.message(lang).encode()
    except Exception as fault:  # noqa: BLE001
        return _describe_fault(stage, fault)
    return Outcome(stage, "refused")


def _describe_fault(stage: str, fault: BaseException) -> Outcome:
    frames = traceback.extract_tb(fault.__traceback__)
    # The last line of the program itself names the fault best: faults are counted by it.
    own = [frame for frame in frames if "xl_kraftsamling" in frame.filename] or frames
    where = f"{Path(own[-1].filename).name}:{own[-1].lineno} {own[-1].name}"
    if isinstance(fault, Difference):  # each is a finding of its own
        where = str(fault)[:200]
    return Outcome(stage, type(fault).__name__, where, "".join(traceback.format_exception(fault)[-12:]))
