"""What is written: copies with findings, two workbooks compared, two put together."""

from collections.abc import Iterator

from measuring import Bench, Figure


def measure(bench: Bench) -> Iterator[Figure]:
    """Annotate beside one pass over the file, diff and merge beside one validate."""
    rows, target = bench.rows, bench.folder / "kopia.xlsx"
    few = bench.make("faults.xlsx", "faults", rows, 100)
    annotate = bench.kraft("validate", few, "--annotate", target, "--force")
    whole, checked, base = bench.measure(annotate, bench.kraft("validate", few), bench.pass_over(few))
    found = f"{rows // 100} findings in 2 × {rows} rows"
    yield Figure(f"annotate of {found}, the whole command", whole.cpu / base.cpu, 2, f"{whole.cpu:.2f} s / {base.cpu:.2f} s")
    yield Figure("  what it adds to validate", (whole.cpu - checked.cpu) / base.cpu, None, f"({whole.cpu:.2f} s - {checked.cpu:.2f} s) / {base.cpu:.2f} s")
    many = bench.make("many.xlsx", "faults", rows, 1)
    (cost,) = bench.measure(bench.kraft("validate", many, "--annotate", target, "--force"), runs=1)
    yield Figure(f"  memory with {rows} findings", cost.memory, 500, f"{cost.cpu:.1f} s", "MB")
    plain, changed = bench.make("plain.xlsx", "plain", rows), bench.make("changed.xlsx", "changed", rows)
    validate = bench.kraft("validate", plain)
    yield bench.compare("diff of two such workbooks, beside one validate", bench.kraft("diff", plain, changed), validate, 2)
    merge = bench.kraft("merge", plain, changed, "--write", target, "--force")
    yield bench.compare("merge of a copy into such a workbook, beside one validate", merge, validate, 2)
