"""What the engine is kept from: functions whose results prove nothing, and texts that mean something else in another language.

Excel in Swedish makes the text 1,5 of a number where Excel in English makes 1.5, and reads such a text accordingly.  Nothing in the
file says which Excel has stored its values, so that a formula which depends on it is left out.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from pyofficeeditor.excel._calc import evaluator, values
from pyofficeeditor.excel._calc.functions import aggregate, common, database, text
from pyofficeeditor.excel._calc.registry import FUNCTIONS
from pyofficeeditor.exceptions import UnsupportedFormulaError


class NotTrusted(UnsupportedFormulaError):
    """A formula is left out: the reason, as a key of `second_opinion.REASONS`, and the function that it is about, if any."""

    def __init__(self, reason: str, function: str = "") -> None:
        """Keep the reason and the function."""
        super().__init__(reason)
        self.reason, self.function = reason, function


def restrain_engine() -> None:
    """Let the engine give up each formula that calls a function which is not trusted, or depends on the language.

    For the whole process: what the engine calls is replaced.
    """
    for reason, names in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items():
        for name in names:
            if name in FUNCTIONS:  # what the engine lacks it gives up by itself
                FUNCTIONS[name] = replace(FUNCTIONS[name], implementation=_refuse(reason, name))
    for module in (evaluator, common, text, aggregate):
        module.text_to_number = _read_number  # type: ignore[attr-defined]
    for module in (evaluator, text, database):
        module.scalar_text = _write_scalar  # type: ignore[attr-defined]


def _refuse(reason: str, name: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any) -> NoReturn:
        """Give the formula up, whatever the function is called with."""
        raise NotTrusted(reason, name)

    return refuse


_EVERYWHERE = re.compile(r"\s*[+-]?\d+\s*|\d{4}-\d\d-\d\d")
# digits and signs alone, whatever they mean, or words among which a month may be
_SOMEWHERE = re.compile(
    r"[^\w]*\d.*|.*(?<![^\W\d_])(jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|okt|oct|nov|dec)[^\W\d_]*\W*\d.*", re.IGNORECASE | re.DOTALL
)


@cache
def depends_on_language(words: str) -> bool:
    """Whether a text may be a number or a date, and which one depends on the language."""
    return not _EVERYWHERE.fullmatch(words) and _SOMEWHERE.fullmatch(words) is not None


def _read_number(words: str, *rest: Any, **named: Any) -> float | None:
    if depends_on_language(words):
        raise NotTrusted("language")
    return values.text_to_number(words, *rest, **named)


def _write_scalar(scalar: values.Scalar) -> str:
    if isinstance(scalar, bool) or (isinstance(scalar, float) and not scalar.is_integer()):
        raise NotTrusted("language")
    return values.scalar_text(scalar)
