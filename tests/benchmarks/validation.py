"""validate of large workbooks: the template's layout, one of the user's own, and what a reader might stumble over."""

from collections.abc import Iterator

from measuring import Bench, Figure


def measure(bench: Bench) -> Iterator[Figure]:
    """Beside one pass over the same file, and the odd cases beside the plain one."""
    rows = bench.rows
    plain = bench.make("plain.xlsx", "plain", rows)
    cost, base = bench.measure(bench.kraft("validate", plain), bench.pass_over(plain))
    yield Figure(f"validate of 2 × {rows} rows", cost.cpu / base.cpu, 1.7, f"{cost.cpu:.2f} s / {base.cpu:.2f} s")
    yield Figure("  its time on the clock beside its CPU time", cost.wall / cost.cpu, 0.7, f"{cost.wall:.2f} s / {cost.cpu:.2f} s")
    yield Figure("  its memory", cost.memory, 250, unit="MB")
    for kind, name in (("own", "a list of {} rows in a layout of the user's own"), ("formulas", "{} rows with 5 formulas each")):
        path = bench.make(f"{kind}.xlsx", kind, rows)
        yield bench.compare(f"validate of {name.format(rows)}", bench.kraft("validate", path), bench.pass_over(path), 3)
    for kind, name in (("rich", "rich texts"), ("times", "times of day"), ("mixed", "columns of mixed types")):
        path = bench.make(f"{kind}.xlsx", kind, rows)
        yield bench.compare(f"  with {name}, beside the plain one", bench.kraft("validate", path), bench.kraft("validate", plain), 1.5)
