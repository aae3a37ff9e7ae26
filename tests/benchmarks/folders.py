"""Many small workbooks in one run, by one process and by two."""

import shutil
from collections.abc import Iterator

from measuring import Bench, Figure, run


def measure(bench: Bench) -> Iterator[Figure]:
    """The processor time of each further workbook, and what a second process gains on the clock."""
    count = max(30, bench.rows * 3 // 1_000)
    folder, single = bench.folder / "many", bench.folder / "one"
    for place, number in ((folder, count), (single, 1)):
        place.mkdir()
        run(bench.kraft("fill", "--example", place / "0.xlsx"))
        for copy in range(1, number):
            shutil.copy(place / "0.xlsx", place / f"{copy}.xlsx")
    commands = [bench.kraft("validate", place, "--jobs", jobs) for place, jobs in ((single, 1), (folder, 1), (folder, 2))]
    one, by_one, by_two = bench.measure(*commands, runs=max(1, bench.runs // 2))
    each = (by_one.cpu - one.cpu) / (count - 1)
    yield Figure(f"each of {count} small workbooks in one process", each * 1_000, 30, f"({by_one.cpu:.2f} s - {one.cpu:.2f} s) / {count - 1}", "ms")
    yield Figure("--jobs 2 as many times as fast", by_one.wall / by_two.wall, 1.7, f"{by_one.wall:.2f} s / {by_two.wall:.2f} s on the clock", is_least=True)
