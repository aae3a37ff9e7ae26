"""Speed as ratios, each taken in one run: what the program costs beside a yardstick on the same machine.

    python tests/benchmarks/ratios.py [--python VENV/bin/python] [--rows 100000] [--runs 5]

`--python` names a venv with the program and nothing else: pandera imports hypothesis where that is installed.  CPU
seconds of whole processes, user and system; of several runs the least counts, since noise only adds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

UNZIP_AND_EXPAT = """
import sys, zipfile
from xml.parsers import expat
with zipfile.ZipFile(sys.argv[1]) as package:
    for name in package.namelist():
        if name.startswith("xl/worksheets/sheet"):
            with package.open(name) as sheet:
                expat.ParserCreate().ParseFile(sheet)
"""


def cpu(command: list[str], runs: int) -> tuple[float, int]:
    """The least CPU seconds of a process over several runs, and the least of its peak memory in MB."""
    costs = []
    for _ in range(runs):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command} ended with {process.returncode}")
        costs.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024))
    return min(cost for cost, _ in costs), min(memory for _, memory in costs)


def large_workbook(path: Path, rows: int) -> None:
    """Write a large workbook in a process of its own: a child's peak memory begins with that of its parent."""
    subprocess.run([sys.executable, str(Path(__file__).with_name("large.py")), str(path), str(rows)], check=True)


def compare(name: str, command: list[str], yardstick: list[str], limit: float, runs: int) -> None:
    """Print what a command costs beside its yardstick."""
    base, _ = cpu(yardstick, runs)
    cost, memory = cpu(command, runs)
    print(f"{name:42} {cost:6.2f} s / {base:5.2f} s = {cost / base:5.2f}   mål ≤ {limit:g}   {memory} MB", flush=True)


def main() -> None:
    """Measure start, the example and a large workbook."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    python, runs = options.python, options.runs
    kraft = [str(Path(python).parent / "kraftsamling")]
    click, pandera = [python, "-c", "import click"], [python, "-c", "import pandera.polars"]
    for name in ("--version", "--help", "rules"):
        compare(name, [*kraft, name], click, 3, runs)
    with tempfile.TemporaryDirectory() as folder:
        example, big = Path(folder) / "exempel.xlsx", Path(folder) / "stor.xlsx"
        subprocess.run([*kraft, "fill", "--example", str(example)], check=True, stdout=subprocess.DEVNULL)
        compare("validate exempel.xlsx", [*kraft, "validate", str(example)], pandera, 1.5, runs)
        large_workbook(big, options.rows)
        compare(f"validate, 2 × {options.rows} rader", [*kraft, "validate", str(big)], [python, "-c", UNZIP_AND_EXPAT, str(big)], 3, runs)
        costs = []
        for rows in (options.rows // 100, options.rows // 10, options.rows):
            large_workbook(big, rows)
            costs.append((rows, cpu([*kraft, "validate", str(big)], max(1, runs // 2))[0]))
        base = costs[0][1]
        print("växer:", ", ".join(f"{rows}: {(cost - base) / rows * 1e6:.1f} µs/rad" for rows, cost in costs[1:]))


if __name__ == "__main__":
    main()
