"""import of extracts of the accounts, ten times as many rows as a large workbook has."""

from collections.abc import Iterator

from measuring import UNZIP_AND_EXPAT, Bench, Figure, run

_CSV = """
import csv, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.reader(file, delimiter=";"):
        pass
"""
_SIE = """
import sys
with open(sys.argv[1], encoding="cp437") as file:
    for line in file:
        line.split()
"""
_PASSES = (("csv", "csv", _CSV), ("sie", "se", _SIE), ("xlsx", "xlsx", UNZIP_AND_EXPAT))
"""The kinds of extracts, the ends of their names, and the pass over each: the rows read, the lines read and split, the sheets parsed."""
_PROJECTS = range(100, 20_100, 100)


def measure(bench: Bench) -> Iterator[Figure]:
    """Each kind beside one pass over it, first where few rows are outcome, then where all are."""
    rows, target = 10 * bench.rows, bench.folder / "med-utfall.xlsx"
    book = bench.folder / "Medel.xlsx"
    run(bench.kraft("fill", book))
    few, every = book.with_suffix(".kontering.toml"), bench.folder / "alla.toml"
    for key, counted in ((few, len(_PROJECTS) // 20), (every, len(_PROJECTS))):
        key.write_text(_write_key(counted), "utf-8")
    for kind, ending, source in _PASSES:
        ledger = bench.make(f"huvudbok.{ending}", f"ledger-{kind}", rows)
        command = bench.kraft("import", ledger, "--into", book, "--compare")
        yield bench.compare(f"import of {rows} rows of {kind}, a twentieth of them outcome", command, bench.code(source, ledger), 3, runs=max(1, bench.runs // 2))
    ledger = bench.make("huvudbok.csv", "ledger-csv", rows)
    command = bench.kraft("import", ledger, "--into", book, "--key", every, "--write", target, "--force")
    (cost,) = bench.measure(command, runs=1)
    yield Figure(f"  all {rows} of csv entered in the workbook: memory", cost.memory, None, f"{cost.cpu:.1f} s", "MB")


def _write_key(counted: int) -> str:
    """A key by which the first projects are somebody's outcome, and the others nobody's."""
    names = ("kulturnämnden", "fritidsnämnden", "MKB")
    lines = ["version = 1", 'decision = "STK-2026-580"', 'accounts = ["4-7"]', 'cost_sign = "positivt"']
    for number, project in enumerate(_PROJECTS):
        owner = [f'recipient = "{names[number % 3]}"'] if number < counted else []
        lines += ["[[key]]" if owner else "[[left_out]]", f'"Projekt" = "{project}"', *owner]
    return "\n".join(lines) + "\n"
