"""The words with which people mark a row that they have cancelled: “MAKULERAD” as a remark, or an x in a column “Makulerat”.

Such a word settles nothing by itself: whoever finds one asks whether the row counts.
"""

from collections.abc import Callable, Iterable
from typing import Any

from xl_kraftsamling.domain.cell_text import fold_cell, fold_label, is_blank
from xl_kraftsamling.domain.late_patterns import compile_at_use

_STEMS = (
    "makuler", "annuller", "återkall", "återta", "utgå", "utgick", "strukn", "struke", "stryks", "tillbakadra", "upphäv", "ogiltig", "cancel",
    "void", "withdrawn",
)  # fmt: skip
"""With what every word below begins: a quick way to see that no text of a column has one."""
_CANCELLED = compile_at_use(
    "(?:makuler|annuller|återkall)(?:ad|at|ade|as|ats)|åter(?:tag(?:en|et|na|its)|tas)|utgår|utgått|utgick|struk(?:en|et|na)|stryks"
    "|tillbakadrag(?:en|et|na)|upphäv(?:d|t|da)|ogiltigt?|cancell?ed|void(?:ed)?|withdrawn"
)
_HEADING = compile_at_use("|".join(rf"(?:{stem}(?!ende)\w*)" for stem in _STEMS))  # an “Utgående saldo” cancels nothing
_NOT = frozenset(
    ["ej", "inte", "icke", "ingen", "inget", "not", "no", "ersätter", "istället", "stället", "efter", "för", "av", "se", "jfr", "replaces", "after", "instead", "of", "see"]
)
"""Words before which a remark is about something else: “Ersätter makulerat avrop 4”."""
_FROM = frozenset({"från", "ur", "ifrån"})
"""Words after “utgår” that make it mean that something is the point of departure."""
_WORD = compile_at_use(r"[^\W\d_]+")
_FIRST_WORDS = 3
"""The words of a remark among which it says that the row is cancelled."""
_LONGEST = 200
_UNMARKED = frozenset({"", "0", "nej", "n", "no", "falskt", "falsk", "false", "☐", "□"})
"""What a column of marks holds in a row that is not marked."""


def heads_cancelled(heading: str) -> bool:
    """Whether a heading says that what is marked below it is cancelled: “Makulerat”, “Återtagen”."""
    words = _WORD.findall(fold_label(heading))
    return any(map(_HEADING.fullmatch, words)) and not any(word in _NOT for word in words)


def is_marked(cell: Any) -> bool:
    """Whether a cell of such a column marks its row: an x, a date, “ja” or whatever else is no no."""
    text = fold_cell(cell)
    return not (text in _UNMARKED or is_blank(text))


def says_cancelled(text: str) -> bool:
    """Whether a remark says that its row is cancelled: “MAKULERAD”, “Utgår enligt mejl”, “Avropet återtaget 3/5”."""
    words = _WORD.findall(fold_label(text[:_LONGEST]))
    for word, following in zip(words[:_FIRST_WORDS], [*words[1:], ""], strict=False):
        if word in _NOT:
            return False
        if _CANCELLED.fullmatch(word):
            return following not in _FROM
    return False


def find_cancelled(heading: str, cells: Iterable[Any]) -> Callable[[Any], bool] | None:
    """How a column tells that a row is cancelled, as a question to ask of its cells; None where it does not."""
    if heads_cancelled(heading):
        return is_marked
    texts = {cell for cell in {*cells} if type(cell) is str}
    joined = "\n".join(texts).casefold()
    marks = {text for text in texts if says_cancelled(text)} if any(stem in joined for stem in _STEMS) else set[str]()
    return marks.__contains__ if marks else None
