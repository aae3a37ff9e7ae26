"""Kill writers at random moments, and let them meet: `python tests/fuzz/losses.py --kills 300 --pairs 100 --seed 1`.

It fails where a row is lost or a workbook torn; otherwise it prints how the runs ended.
"""

import argparse
import random
import signal
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.interrupted_runs import WRITERS, build_folder, count_rows, cut_off, list_leftovers, race


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("kills", 300), ("pairs", 100), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=number)
    asked = parser.parse_args()
    luck = random.Random(asked.seed)
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
        _cut_off(number, luck, asked.kills if number == signal.SIGKILL else asked.kills // 6)
    _race(luck, asked.pairs)


def _cut_off(number: signal.Signals, luck: random.Random, runs: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        build_folder(folder)
        ends = cut_off(folder, number, luck, runs)
        left = list_leftovers(folder)
        print(f"{number.name}: {runs} runs, exit codes {dict(Counter(ends))}, {len(left)} leftovers", flush=True)


def _race(luck: random.Random, pairs: int) -> None:
    ends: Counter[tuple[int, ...]] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        build_folder(folder)
        rows = count_rows(folder)
        for _ in range(pairs):
            names = luck.choice(list(product(WRITERS, WRITERS)))
            said = race(folder, *names)
            rows += sum(code in (0, 1, 4) for name, (code, _) in zip(names, said, strict=True) if name != "annotate")
            assert count_rows(folder) == rows, (names, said)
            ends[tuple(sorted(code for code, _ in said))] += 1
        print(f"pairs: {pairs}, exit codes {dict(ends)}, leftovers {list_leftovers(folder)}", flush=True)


if __name__ == "__main__":
    main()
