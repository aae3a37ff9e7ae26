"""What judging formulas costs beside one unzip-and-expat pass over the same file: 100 000 rows with five formulas each.

    PYTHONPATH=. python tests/benchmarks/formulas.py [ROWS]

CPU seconds inside one process, the least of five runs.  The cells themselves are read before: their cost is that of reading.
"""

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import xlsxwriter

from xl_kraftsamling.reading.formulas.inspection import inspect_formulas
from xl_kraftsamling.reading.workbook_file import WorkbookFile

_FORMULAS = (
    "=B{0}-C{0}-D{0}", "=IF(B{0}=0,0,C{0}/B{0})", "=SUM(B{0}:D{0})", "=ROUND(E{0}*$B$2,2)", '=IF(AND(C{0}>B{0},D{0}>0),"över","inom")',
)  # fmt: skip


def workbook(path: Path, rows: int) -> None:
    """A follow-up of so many rows, with sums at its foot."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Underlag")
        page.write_row(0, 0, ["Nämnd", "Tilldelat", "Avropat", "Begärt", "Kvar", "Andel", "Summa", "Netto", "Läge"])
        for row in range(1, rows + 1):
            page.write_row(row, 0, [f"Nämnd {row % 50}", row * 10, row * 7, row])
            for column, formula in enumerate(_FORMULAS, 4):
                page.write_formula(row, column, formula.format(row + 1), None, row)
        page.write_row(rows + 1, 0, ["Summa", *(f"=SUM({letter}2:{letter}{rows + 1})" for letter in "BCDEG")])


def unzip_and_expat(path: Path) -> None:
    """The yardstick."""
    with zipfile.ZipFile(path) as package, package.open("xl/worksheets/sheet1.xml") as sheet:
        expat.ParserCreate().ParseFile(sheet)


def cpu(work: Callable[[], object]) -> float:
    """The least CPU seconds of five runs."""
    costs = []
    for _ in range(5):
        start = time.process_time()
        work()
        costs.append(time.process_time() - start)
    return min(costs)


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "formler.xlsx"
        workbook(path, rows)
        opened = WorkbookFile(path)
        opened.read_sheet("Underlag")
        base, cost = cpu(lambda: unzip_and_expat(path)), cpu(lambda: inspect_formulas(opened, []))
    print(f"FO, {rows} rader × {len(_FORMULAS)} formler: {cost:.2f} s / {base:.2f} s = {cost / base:.2f}   mål ≤ 3")


if __name__ == "__main__":
    main()
