"""How far long work has come: those who do it tell, and whoever watches is told.

Reading a sheet, judging a workbook and writing a copy are stages, each with its share of what is done.  Where nobody watches, telling
costs one look at an empty list; a stage with many steps tells of every hundredth or so, never of each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from xl_kraftsamling.domain.texts import Text

T = TypeVar("T")
Watch = Callable[[Text | None, int, int], None]
"""Is told the stage that begins, None within one; how much of it is done; and of how much, 0 where nobody knows."""

_watching: list[Watch] = []


@contextmanager
def watch_progress(watch: Watch) -> Iterator[None]:
    """Be told of all progress inside the block."""
    _watching.append(watch)
    try:
        yield
    finally:
        _watching.remove(watch)


def enter_stage(stage: Text) -> None:
    """Tell that a stage begins."""
    for watch in _watching:
        watch(stage, 0, 0)


def tell_share(done: int, of: int = 0) -> None:
    """Tell how much of the stage is done, and of how much, if that is known."""
    for watch in _watching:
        watch(None, done, of)


def follow_progress(stage: Text, items: Sequence[T]) -> Iterable[T]:
    """The items, each told of as it is asked for; the items as they are where nobody watches."""
    return _follow(stage, items) if _watching else items


def _follow(stage: Text, items: Sequence[T]) -> Iterator[T]:
    enter_stage(stage)
    for number, item in enumerate(items):
        tell_share(number, len(items))
        yield item
