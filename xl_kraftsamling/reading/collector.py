"""The garbage collector while a workbook is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def pause_collector(*, for_good: bool) -> Iterator[None]:
    """Work without the garbage collector: reading makes millions of objects and hardly a cycle.

    The collector would only go through them again and again, which takes 18 to 39 % of the reading.  The first file that
    a process reads is frozen for good, with all that was imported: most processes end after it.  Later ones are not, or what they
    leave behind would never be found; nor is an open workbook, whose process lives as long as Excel.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            _freeze_once()
        if enabled:
            gc.enable()


@cache  # remembered, as to ask the collector for the number of frozen objects it has to count hundreds of thousands
def _freeze_once() -> None:
    gc.freeze()
