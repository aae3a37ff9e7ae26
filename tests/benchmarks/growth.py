"""How validate grows with the rows of a workbook, up to nearly what a sheet can hold."""

from collections.abc import Iterator

from measuring import Bench, Figure

_SIZES = (500, 5_000, 50_000, 500_000)


def measure(bench: Bench) -> Iterator[Figure]:
    """Twice so many rows each: the last tenfold beside the one before, and the memory."""
    costs = []
    for size in _SIZES:
        path = bench.make(f"grown-{size}.xlsx", "plain", size)
        costs.append(bench.measure(bench.kraft("validate", path), runs=1 if size == _SIZES[-1] else 3)[0])
        path.unlink()
    steps = [(later.cpu - cost.cpu) / (2 * (size - before)) * 1e6 for before, size, cost, later in zip(_SIZES, _SIZES[1:], costs, costs[1:], strict=False)]
    each = ", ".join(f"{step:.1f}" for step in steps)
    yield Figure("a row from 100 000 to 1 000 000, beside one from 10 000 to 100 000", steps[-1] / steps[-2], 1.2, f"{each} µs a row")
    yield Figure("  memory of 1 000 000 rows", costs[-1].memory, 1_500, f"{costs[-1].cpu:.1f} s", "MB")
