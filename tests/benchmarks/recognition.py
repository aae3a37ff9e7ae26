"""Finding the tables of a workbook that nobody has prepared."""

from collections.abc import Iterator

from measuring import Bench, Figure


def measure(bench: Bench) -> Iterator[Figure]:
    """What map takes for twenty sheets, beside starting."""
    path = bench.make("tjugo.xlsx", "sheets", 300)
    yield bench.compare("map of 20 sheets of 300 rows, beside import pandera.polars", bench.kraft("map", path), bench.code("import pandera.polars"), None)
