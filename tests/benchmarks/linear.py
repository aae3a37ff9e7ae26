"""What grows with its input: four times as much of it should take about four times as long; a square takes sixteen times.

    PYTHONPATH=tests python tests/benchmarks/linear.py [PART OF A NAME]

CPU seconds of n and of 4 n, the largest ratios first.  Each subject once took the square of its input, or might.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from support import build_book
from support.formula_sheets import write_rows
from support.random_ledgers import FIRST
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.finding_notes import find_added_text
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.swedish_formulas import show_in_swedish
from xl_kraftsamling.reading.formulas.inspection import inspect_formulas
from xl_kraftsamling.reading.recognition.headings.vocabulary import load_vocabulary
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.xlsx.formulas.patterns import format_formula, parse_content, parse_pattern

Work = Callable[[], object]
Subject = tuple[str, Callable[[int], Work], int]
"""Its name, what gives the work for a size once everything around it is prepared, and the smaller of the two sizes."""

_PARSED = (
    '"', "'", "''", '""', "(", ")", "[", "]", "{", "}", "'[", "['", "[a", "[[a]", "+[1]+", "A[", "1", "1.", "1E", "a", "a.", "a:", "a!",
    "'a", "'a!", "A1", "A1:", "$A$1:B2,", "_xl", "SUM(", "SUM(A1,", "SUBTOTAL(9,A1,1,", "#", "!", ",", "%", "\\", "$", "\n", "x]", "1a",
)  # fmt: skip
_SHOWN = ("SUM(", '"', "'", "[", "'[#", "{", "_xl", "_xlfn.", "#N/A", "1.5,")
_HEADED = ("a", "a-", "1-", "tkr ", "1 ", "2026 ", "ej tkr ", "a/", "ett", "(", "1 mars ")
_NOTED = ("-", "- ", "-:", " ", "AA11", "- AA11", ". ", "→ ", "Mer på bladet x")
_NAMED = (" ", " &", "o ", ". -")


def parse_formula(formula: str) -> None:
    """Parse it, look at its content and write it again."""
    parts = parse_pattern(formula, 5, 4)
    parse_content.cache_clear()
    parse_content(parts)
    format_formula(parts, 5, 4)


def list_texts() -> Iterator[Subject]:
    """Readers of a text, each with as much of a piece as it may meet."""
    register, vocabulary = pick_shipped_decision("STK-2026-580").register, load_vocabulary()
    readers: tuple[tuple[str, tuple[str, ...], Callable[[str], object], int], ...] = (
        ("formula shown in Swedish", _SHOWN, lambda text: show_in_swedish("=" + text), 250_000),
        ("heading", _HEADED, vocabulary.read_heading, 8_000),
        ("note", _NOTED, lambda text: find_added_text("Kraftsamling\n" + text), 8_000),
        ("recipient", _NAMED, lambda text: register.recognise("K" + text), 8_000),
    )
    for name, pieces, read, size in readers:
        for piece in pieces:
            yield f"{name}: {piece!r}", lambda n, read=read, piece=piece: lambda: read((piece * n)[:n]), size  # type: ignore[misc]
    for start in ("", '"', "'", "[", "{", "SUM(", "A1+"):
        for end in ("", "!", "x", "A1"):
            for piece in _PARSED:
                text = start + "{}" + end
                yield f"formula parsed: {start + piece}…{end}", lambda n, text=text, piece=piece: lambda: parse_formula(text.replace("{}", piece * n)), 4_000  # type: ignore[misc]


def list_sheets(folder: Path) -> Iterator[Subject]:
    """Formulas of a sheet, judged together."""

    def inspect(rows: list[list[object]]) -> Work:
        opened = WorkbookFile(write_rows(folder / f"{len(list(folder.iterdir()))}.xlsx", rows))
        opened.read_sheet("Blad1")
        return lambda: inspect_formulas(opened, [])

    yield "sums beside each other, every seventh of which leaves out a row", lambda n: inspect(build_wide(n)), 1_500
    yield "formulas each of which is another than the one above", lambda n: inspect(build_tall(n)), 1_500
    yield "sums below each other that leave out rows", lambda n: inspect(build_short_sums(n)), 5_000
    yield "formulas of many terms", lambda n: inspect([[row, "=" + "+".join(f"A{k % 400 + 1}" for k in range(n)) + f"+C{row}"] for row in range(1, 5)]), 6_000


def build_wide(columns: int) -> list[list[object]]:
    """Sums below headings and numbers."""
    letters = [column_letters(n) for n in range(1, columns + 1)]
    sums = [f"=SUM({letter}2:{letter}{5 + (n % 7 > 0)})" for n, letter in enumerate(letters)]
    return [list(letters), *([1] * columns for _ in range(5)), list(sums)]


def build_tall(rows: int) -> list[list[object]]:
    """Formulas that are no copies of each other."""
    return [[n, n, f"=A{n}+B{max(1, n - n % 5)}" if n % 2 else f"=A{n}-B{n}", f"=SUM(A{max(1, n - n % 9)}:B{n})"] for n in range(1, rows + 1)]


def build_short_sums(rows: int) -> list[list[object]]:
    """A list with a sum for every fortieth row below it, each of which begins at the list's first row and ends too early."""
    data: list[list[object]] = [["post", 1]] * rows
    return [["Post", "kr"], *data, *(["Summa", f"=SUM(B2:B{row})"] for row in range(rows // 10, rows // 10 + rows // 40))]


def judge_transfers(count: int) -> Work:
    """The rules OM on transfers to and fro, half of them too large, on many days."""
    pairs = [("fritidsnämnden", "kulturnämnden"), ("kulturnämnden", "förskolenämnden"), ("förskolenämnden", "fritidsnämnden")]
    rows = [
        {**build_book.transfer(n, *pairs[n % 3], 90_000_00 * (n % 2) + n, ("bokförd", "begärd", "återförd")[n % 5 % 3],
                               FIRST + timedelta(n % 900)), "origin": f"T-{n}", "agreed_amount": 500}
        for n in range(count)
    ]  # fmt: skip
    ledger = build_book.ledger(transfers=rows)
    checks = [rule.check for code, rule in BY_CODE.items() if code.startswith("OM") and rule.check]
    return lambda: [list(check(ledger)) for check in checks]


def measure(work: Work) -> float:
    """Its CPU seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        subjects: list[Subject] = [*list_texts(), *list_sheets(Path(folder)), ("rules OM on transfers", judge_transfers, 1_000)]
        for name, prepare, size in subjects:
            if asked in name:
                few, many = (measure(prepare(number)) for number in (size, 4 * size))
                costs.append((many / max(few, 0.002), many, name))
    print(f"{len(costs)} subjects; the largest:")
    for ratio, many, name in sorted(costs, reverse=True)[:8]:
        print(f"{ratio:5.1f} times  {many:.3f} s  {name}")


if __name__ == "__main__":
    main()
