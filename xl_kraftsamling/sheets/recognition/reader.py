"""What a cell says by itself: a heading, a recipient's name, a label."""

from functools import lru_cache
from typing import Any

from xl_kraftsamling.domain.headings import Vocabulary
from xl_kraftsamling.domain.recipients import Match, Register

YEARS = range(2000, 2100)
"""Numbers that may be a year in a heading."""


class Reader:
    """What the cells of one workbook's headings say."""

    def __init__(self, vocabulary: Vocabulary, register: Register) -> None:
        """Take the words and the recipients that are known."""
        self.register = register
        self.heading = lru_cache(maxsize=4096)(vocabulary.read)
        self._match = lru_cache(maxsize=4096)(register.recognise)
        self.vocabulary = vocabulary

    def names_recipient(self, cell: Any) -> bool:
        """Whether a cell names a recipient, however it is written."""
        return type(cell) is str and self._match(cell).match is not Match.UNKNOWN

    def is_label(self, cell: Any) -> bool:
        """Whether a cell can be part of a heading: a text that is no recipient's name, or a year."""
        if type(cell) is str:
            return not self.names_recipient(cell)
        return type(cell) in (int, float) and cell in YEARS
