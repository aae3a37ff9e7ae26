"""One process after another over a stretch of inputs: each is started anew whenever an input ends the one before.

The number of the input in hand is written down before it is tried, so that one that kills the process is known too.
"""

import argparse
import json
import mmap
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz.inputs import Inputs
from fuzz.trial import Trial

MAX_MEMORY = 500_000_000
"""Bytes that an input may take beyond what the process has at its start."""

HANGS = 60
"""Seconds after which a process that has come no further is ended: native code hears no signal."""


def try_chunk(options: argparse.Namespace, numbers: range) -> list[dict[str, Any]]:
    """Try some inputs; returns how many had each outcome, and every finding."""
    outcomes: list[dict[str, Any]] = []
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:  # noqa: S108
        folder = Path(name)
        while numbers:
            (folder / "at").write_bytes(numbers.start.to_bytes(8, "little"))
            ended = _run_process(options, folder, numbers)
            if not (folder / "out").exists():
                raise SystemExit(f"The fuzzer itself does not work: {ended}")
            results = [json.loads(line) for line in (folder / "out").read_text("utf-8").splitlines()]
            outcomes += results
            if ended is None:
                break
            at = _read_position(folder)
            outcomes.append({"number": at, "stage": "process", "kind": "ended", "where": ended[:60], "trace": ended})
            outcomes.append({"stage": "any", "kind": "read", "times": at - numbers.start - len(results)})
            numbers = range(at + 1, numbers.stop)
    return outcomes


def _run_process(options: argparse.Namespace, folder: Path, numbers: range) -> str | None:
    """Run a process over some inputs; returns its errors if one of them ended it, None otherwise."""
    command = [sys.executable, sys.argv[0], "--worker", str(folder), "--seed", str(options.seed)]
    command += ["--start", str(numbers.start), "--inputs", str(len(numbers)), "--corpus", *map(str, options.corpus)]
    command += ["--keep", str(options.keep)] if options.keep else []
    command += ["--compare"] if options.compare else []
    with (folder / "errors").open("wb+") as errors, subprocess.Popen(command, stderr=errors) as process:
        at, since = -1, time.monotonic()
        while process.poll() is None:
            time.sleep(0.1)
            if _read_position(folder) != at:
                at, since = _read_position(folder), time.monotonic()
            elif time.monotonic() - since > HANGS:
                process.kill()
        errors.seek(0)
        complaint = errors.read()[-2000:].decode(errors="replace")
    return None if process.returncode == 0 else f"exit {process.returncode}: {complaint}"


def _read_position(folder: Path) -> int:
    return int.from_bytes((folder / "at").read_bytes(), "little")


def try_inputs(options: argparse.Namespace) -> int:
    """Try the inputs that the options name, in this process."""
    inputs = Inputs(options.seed, options.corpus, compare=options.compare)
    trial, tally = Trial(options.worker, compare=options.compare), Counter[tuple[str, str]]()
    trial.warm(inputs.right)
    _bound_memory()
    with (options.worker / "at").open("rb+") as file, (options.worker / "out").open("w", encoding="utf-8") as out:
        at = mmap.mmap(file.fileno(), 8)
        for number in range(options.start, options.start + options.inputs):
            at[:] = number.to_bytes(8, "little")
            trial_input = inputs[number]
            outcome = trial.run(trial_input)
            if outcome.is_finding:
                print(json.dumps({"number": number, **outcome._asdict()}), file=out, flush=True)
                _keep(options, number, trial_input.data)
            else:
                tally[outcome.stage, outcome.kind] += 1
        for (stage, kind), times in tally.items():
            print(json.dumps({"stage": stage, "kind": kind, "times": times}), file=out)
    return 0


def _bound_memory() -> None:
    # Beyond what is in use now: the libraries differ in size from system to system.
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MAX_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _keep(options: argparse.Namespace, number: int, data: bytes) -> None:
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / f"{options.seed}-{number}.xlsx").write_bytes(data)
