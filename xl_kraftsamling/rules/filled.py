"""What each rule says of its own bad example: its message and remedy with the values in place.

A page or a list of rules is about no workbook, and a message without its values would be full of holes.  `filled.json` is made from the
examples by `pytest --update-snapshots tests/rules/test_filled.py`; without the option that test says whether it is still true.
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text


class FilledWords(NamedTuple):
    """The message and the remedy of the first finding of a rule in its bad example, as they stand: a brace in them is a brace."""

    message: Text
    remedy: Text


def read_filled_words(code: str) -> FilledWords:
    """The words of a rule for its bad example, by its code."""
    return _read_all()[code]


@lru_cache(maxsize=1)
def _read_all() -> dict[str, FilledWords]:
    listed = json.loads(files(__package__).joinpath("filled.json").read_text("utf-8"))
    return {code: FilledWords(Text(**words["message"]), Text(**words["remedy"])) for code, words in listed.items()}
