"""Regular expressions that are compiled when they are first used.

Compiling takes up to three milliseconds for each, a twentieth of what a small workbook takes, and most workbooks have nothing to
which the larger ones are ever applied.
"""

import re
from typing import Any, cast


def compile_at_use(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but for the moment of compiling: a mistake in the pattern shows when it is first used."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))


class _LatePattern:
    """A pattern that fetches each method from the compiled one, and then has it as its own: it is asked for once."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)
        return found
