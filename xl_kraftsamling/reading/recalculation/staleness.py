"""Whether a stored value and a computed one agree, differ, or differ in a way that says more about the engine than about the workbook."""

from enum import Enum

from pyofficeeditor.excel._calc.values import Empty, Scalar
from pyofficeeditor.excel._values import CellError


class Staleness(Enum):
    """How a stored value and a computed one compare."""

    SAME = "same"
    MISSING = "missing"
    STALE = "stale"
    DOUBTFUL = "doubtful"


_RELATIVE, _ABSOLUTE = 1e-9, 1e-6
"""What two programs may differ by: the last digits of a number, and what is left where two that are almost equal are subtracted."""

_CREDIBLE = {"#DIV/0!", "#N/A", "#REF!"}
"""The error values that follow from the workbook's own data; others may mean that the engine, or whoever stored them, lacks something."""


def compare_values(stored: Scalar, computed: Scalar) -> Staleness:
    """How a formula's stored value compares with the one that the engine gives."""
    if isinstance(stored, Empty):  # some programs store the empty text as nothing
        return Staleness.SAME if computed == "" else Staleness.DOUBTFUL if _is_incredible(computed) else Staleness.MISSING
    if isinstance(stored, CellError) or isinstance(computed, CellError):
        return _compare_errors(stored, computed)
    if isinstance(stored, str) or isinstance(computed, str):
        return _compare_texts(stored, computed)
    # a truth counts as the number that some programs store for it
    return Staleness.SAME if _are_close(_number(stored), _number(computed)) else Staleness.STALE


def _compare_errors(stored: Scalar, computed: Scalar) -> Staleness:
    if isinstance(stored, CellError) and isinstance(computed, CellError):
        return Staleness.SAME if stored == computed else Staleness.DOUBTFUL
    return Staleness.DOUBTFUL if _is_incredible(stored) or _is_incredible(computed) else Staleness.STALE


def _is_incredible(value: Scalar) -> bool:
    return isinstance(value, CellError) and value.code not in _CREDIBLE


def _compare_texts(stored: Scalar, computed: Scalar) -> Staleness:
    """A number that is stored as a text is the same to whoever reads it: how it is stored is no question of age."""
    if isinstance(stored, str) and isinstance(computed, str):
        return Staleness.SAME if _fold(stored) == _fold(computed) else Staleness.STALE
    text, number = (stored, computed) if isinstance(stored, str) else (computed, stored)
    try:
        return Staleness.SAME if _are_close(float(str(text)), _number(number)) else Staleness.STALE
    except ValueError:
        return Staleness.STALE


def _fold(text: str) -> str:
    """A text as programs agree on it: they differ about line breaks, and about spaces at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(value: Scalar) -> float:
    return 0.0 if isinstance(value, Empty) else float(value)  # type: ignore[arg-type]  # texts and errors are compared above


def _are_close(one: float, other: float) -> bool:
    return abs(one - other) <= max(_ABSOLUTE, _RELATIVE * max(abs(one), abs(other)))
