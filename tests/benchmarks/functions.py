"""The functions of a worksheet, called through xlwings' own COM server with tables as COM delivers them."""

import time
from collections.abc import Iterator
from typing import Any

from measuring import Bench, Figure
from workbooks import make_contents

from support import pywin32_stubs
from support.call_function import DAY, ComCells, to_com
from support.pywin32_stubs import MISSING, Range, call_function

_AIMS = {10_000: 50, 100_000: 500}
"""Milliseconds by the number of call-offs."""


def measure(bench: Bench) -> Iterator[Figure]:
    """The first call on a table, and one on the same table again, which Excel sends anew."""
    pywin32_stubs.load_functions()
    for rows in sorted({10_000, bench.rows}):
        contents = make_contents(rows)
        tables = {name: to_com([headings, *([*row, *[""] * (len(headings) - len(row))] for row in lines or [[]])]) for name, (headings, lines) in contents.items()}
        for name, arguments in (("KRAFT_SALDO", ()), ("KRAFT_KVAR", ("kulturnämnden",))):
            first, again = (_call(name, tables, *arguments) for _ in range(2))
            yield Figure(f"{name} on {rows} rows", first * 1_000, _AIMS.get(rows), unit="ms")
            yield Figure("  again, on the same range", again * 1_000, None, unit="ms")


def _call(name: str, tables: dict[str, ComCells], *arguments: Any) -> float:
    """The CPU seconds of a call; each gets its own tuples."""
    ranges = [Range(tuple((*row,) for row in tables[sheet]), sheet) for sheet in ("Tilldelning", "Omfördelning", "Avrop")]
    last = (MISSING, DAY) if name == "KRAFT_SALDO" else (DAY,)
    start = time.process_time()
    call_function(name, *arguments, *ranges, *last)
    return time.process_time() - start
