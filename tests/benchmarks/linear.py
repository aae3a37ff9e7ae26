"""What parsing a formula costs that repeats something: four times as much of it should take about four times as long.

    python tests/benchmarks/linear.py

CPU seconds of n and of 4 n pieces between every beginning and end, the largest ratios first; a quadratic parser has 16.
"""

import time

from xl_kraftsamling.xlsx.formulas.patterns import format_formula, parse_content, parse_pattern

_PIECES = (
    '"', "'", "''", '""', "(", ")", "[", "]", "{", "}", "'[", "['", "[a", "[[a]", "+[1]+", "A[", "1", "1.", "1E", "a", "a.", "a:", "a!",
    "'a", "'a!", "A1", "A1:", "$A$1:B2,", "_xl", "SUM(", "SUM(A1,", "SUBTOTAL(9,A1,1,", "#", "!", ",", "%", "\\", "$", "\n", "x]", "1a",
)  # fmt: skip


def measure(formula: str) -> float:
    """The CPU seconds of parsing a formula, looking at its content and writing it again."""
    start = time.process_time()
    parts = parse_pattern(formula, 5, 4)
    parse_content.cache_clear()
    parse_content(parts)
    format_formula(parts, 5, 4)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    costs = []
    for start in ("", '"', "'", "[", "{", "SUM(", "A1+"):
        for end in ("", "!", "x", "A1"):
            for piece in _PIECES:
                few, many = (measure(start + piece * number + end) for number in (4_000, 16_000))
                costs.append((many / max(few, 0.002), many, start + piece + "…" + end))
    for ratio, many, formula in sorted(costs, reverse=True)[:5]:
        print(f"{ratio:5.1f} times  {many:.3f} s  {formula!r}")


if __name__ == "__main__":
    main()
