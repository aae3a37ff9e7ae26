"""The line on stderr that says how far a run has come, while it lasts and where somebody watches: on a terminal.

It shows after a second, or at once where several workbooks are checked; whatever is printed takes its place, and it is gone when the run is done.  It
is written without the codes of a terminal, so that any shows it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from xl_kraftsamling.domain.progress import watch_progress
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import Count, Text, format_value

_PATIENCE, _PAUSE = 1.0, 0.1
"""Seconds before the line is shown, and between two of its states."""


class ProgressLine:
    """The line: what it knows, and how much of the terminal it takes at present."""

    def __init__(self, lang: str) -> None:
        """Begin without anything to show."""
        self.width = 0
        self._lang, self._head, self._stage, self._share = lang, "", "", ""
        self._begun = self._drawn = 0.0

    def count(self, done: int, of: int) -> None:
        """Show how many of several workbooks are checked."""
        if of > 1:
            self._head = _CHECKED.fill(self._lang, {"n": Count(done), "all": Count(of)})
            self._stage = self._share = ""
            self._draw(time.monotonic())

    def watch(self, stage: Text | None, done: int, of: int) -> None:
        """Show a stage, and how much of it is done."""
        now = time.monotonic()
        self._begun = self._begun or now
        if stage:
            self._stage, self._share = stage.fill(self._lang, {}), ""
        elif of:
            self._share = f" {min(done * 100 // of, 100)} %"
        else:
            self._share = f" {format_value(Count(done), self._lang)}"
        if now - self._drawn > _PAUSE and (self._head or now - self._begun > _PATIENCE):
            self._draw(now)

    def hide(self) -> None:
        """Give the terminal back for what is printed next."""
        if self.width:
            self._write(f"\r{' ' * self.width}\r")
            self.width = 0

    def _draw(self, now: float) -> None:
        room = _find_width() - 1  # in the last column some terminals begin a new line
        words = show_text(" · ".join(filter(None, (self._head, self._stage + self._share))))
        shown = words if len(words) <= room else words[: room - 1] + "…"
        self._write("\r" + shown.ljust(self.width))
        self.width, self._drawn = len(shown), now

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError, ValueError):  # where nobody reads it nothing is lost
            sys.stderr.write(text)
            sys.stderr.flush()


def _find_width() -> int:
    try:
        return max(20, os.get_terminal_size(sys.stderr.fileno()).columns or 80)
    except (OSError, ValueError, AttributeError):
        return 80


_lines: list[ProgressLine] = []
"""The line of the run, if it has one."""


@contextmanager
def show_progress(lang: str) -> Iterator[None]:
    """Show how far the work inside the block has come, where stderr is a terminal that can take a line back."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    line = ProgressLine(lang)
    _lines.append(line)
    try:
        with watch_progress(line.watch):
            yield
    finally:
        line.hide()
        _lines.remove(line)


def count_progress(done: int, of: int) -> None:
    """Show how many of several workbooks are checked."""
    for line in _lines:
        line.count(done, of)


def hide_progress() -> None:
    """Take the line away, before anything is printed."""
    for line in _lines:
        line.hide()


_CHECKED = Text("Kontrollerar arbetsböcker: {n} av {all}", "Checking workbooks: {n} of {all}")
