"""What it costs to start: the commands that answer at once, and one workbook as small as the example."""

from collections.abc import Iterator

from measuring import Bench, Figure, run


def measure(bench: Bench) -> Iterator[Figure]:
    """Beside what the program cannot do without: click, and pandera's polars backend."""
    for name in ("--help", "--version", "rules"):
        yield bench.compare(name, bench.kraft(name), bench.code("import click"), 1.3)
    example = bench.folder / "exempel.xlsx"
    run(bench.kraft("fill", "--example", example))
    yield bench.compare("validate of the example, beside import pandera.polars", bench.kraft("validate", example), bench.code("import pandera.polars"), 1.1)
