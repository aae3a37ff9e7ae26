"""Row numbers as a person writes them: 3, 5–9, 12."""

from collections.abc import Iterable, Iterator


def spans(numbers: Iterable[int]) -> str:
    """Some numbers, those that follow each other as a span."""
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in _runs(numbers))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in sorted(numbers):
        if first is None or last is None:
            first = number
        elif number > last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
