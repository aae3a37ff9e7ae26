"""Writes a file to measure on: `python tests/benchmarks/make_file.py KIND PATH ROWS [STEP]`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import extract_files
import own_layouts
from workbooks import add_times, break_every, edit, enrich, mix, write_large

_KINDS: Mapping[str, Callable[[Path, int], None]] = {
    "plain": write_large,
    "rich": lambda path, rows: write_large(path, rows, enrich),
    "times": lambda path, rows: write_large(path, rows, add_times),
    "mixed": lambda path, rows: write_large(path, rows, mix),
    "changed": lambda path, rows: write_large(path, rows, edit),
    "formulas": lambda path, rows: write_large(path, rows, with_formulas=True),
    "own": own_layouts.write_own,
    "sheets": own_layouts.write_sheets,
    "ledger-csv": extract_files.write_csv,
    "ledger-sie": extract_files.write_sie,
    "ledger-xlsx": extract_files.write_xlsx,
}

if __name__ == "__main__":
    kind, target, size, *step = sys.argv[1:]
    if kind == "faults":
        write_large(Path(target), int(size), break_every(int(step[0])))
    else:
        _KINDS[kind](Path(target), int(size))
