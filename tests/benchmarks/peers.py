"""What a user would write instead of validate, by hand and without its rules: a reader of workbooks, and a schema."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from measuring import Bench, Figure, run

_PACKAGES = ("fastexcel", "pandera[polars,pandas]", "python-calamine", "pandas", "openpyxl", "frictionless[excel]")
_SLOW = {"pandas_openpyxl": 10, "frictionless_table": 10}
"""The scripts that would take half a minute, and by how much smaller a workbook they are measured on, as is validate beside them."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Each beside one pass over the same file."""
    if bench.peers is None:
        print("peers: left out, since --peers does not name a folder for them")
        return
    python = _prepare(bench.peers)
    for script in sorted(Path(__file__).with_name("peer_scripts").glob("*.py")):
        rows = bench.rows // _SLOW.get(script.stem, 1)
        path = bench.make(f"plain-{rows}.xlsx", "plain", rows)
        if subprocess.run([python, script, path], capture_output=True, check=False).returncode:
            print(f"{script.stem}: left out, since it does not run with {bench.peers}", flush=True)
            continue
        yield bench.compare(f"{script.stem} of 2 × {rows} rows", [python, str(script), str(path)], bench.pass_over(path), None, runs=max(1, bench.runs // 2))


def _prepare(folder: Path) -> str:
    """The Python of the venv, which is made where it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        run([sys.executable, "-m", "venv", str(folder)])
        run([str(python), "-m", "pip", "install", "-q", *_PACKAGES])
    return str(python)
