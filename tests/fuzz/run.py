"""The command of the fuzzer: `python tests/fuzz/run.py --inputs N --seed S --jobs J`; exit 1 where something was found.

A single input is tried again by its number: `--seed S --start NUMBER --inputs 1`.
"""

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(folder) for folder in Path(__file__).parents[1:3]]  # the tests' own modules, and the package

from fuzz.jobs import try_chunk, try_inputs  # noqa: E402
from fuzz.trial import RIGHT  # noqa: E402

CHUNK = 20_000
"""Inputs of one process: what it may have lost by then goes with it."""


def main() -> int:
    """Try all inputs, and print a summary; returns the exit code."""
    options = _parse_options()
    if options.worker:
        return try_inputs(options)
    start, tally, found = time.monotonic(), Counter[str](), dict[str, dict[str, Any]]()
    numbers = range(options.start, options.start + options.inputs)
    chunks = [numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK)]
    with ThreadPoolExecutor(options.jobs) as jobs:
        for done in jobs.map(partial(try_chunk, options), chunks):
            for outcome in done:
                _count(tally, found, outcome)
            summary = {
                "seed": options.seed,
                "start": options.start,
                "inputs": tally.total(),
                "seconds": round(time.monotonic() - start),
            }
            text = json.dumps(
                summary | {"outcomes": dict(sorted(tally.items())), "found": found}, indent=1, ensure_ascii=False
            )
            if options.result:
                options.result.write_text(text, "utf-8")
    print(text)
    return 1 if found else 0


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument(
        "--start", type=int, default=0, help="the first input's number: 41 --inputs 1 tries that one alone"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[], help="folders of workbooks to start from too")
    parser.add_argument("--compare", action="store_true", help="compare the readers, and nothing else")
    parser.add_argument("--result", type=Path, help="a JSON file that is written anew after every chunk")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that found something")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _count(tally: Counter[str], found: dict[str, dict[str, Any]], outcome: dict[str, Any]) -> None:
    times = outcome.get("times", 1)
    tally[f"{outcome['stage']}: {outcome['kind']}"] += times
    if outcome["kind"] not in RIGHT:
        key = f"{outcome['kind']} at {outcome['where']}"
        found.setdefault(key, {"input": outcome["number"], "trace": outcome["trace"], "times": 0})["times"] += times


if __name__ == "__main__":
    sys.exit(main())
