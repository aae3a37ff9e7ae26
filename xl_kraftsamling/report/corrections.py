"""What was corrected, in words: how many cells by each rule."""

from collections import Counter
from collections.abc import Iterable

from xl_kraftsamling.domain.money import format_count
from xl_kraftsamling.rules import BY_CODE


def count_corrections(codes: Iterable[str], lang: str) -> str:
    """How many cells were corrected by the rule that each broke: "2 VD01 (Beloppet är text), 1 VD05 (Datumet är tolkat)"."""
    counts = sorted(Counter(codes).items())
    return ", ".join(f"{format_count(number, lang)} {code} ({BY_CODE[code].name.fill(lang, {})})" for code, number in counts)
