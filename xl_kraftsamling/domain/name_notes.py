"""The notes that people put behind a name: the mark of a footnote, or a remark in brackets.

“Kulturnämnden 1)” and “KN (bibliotek)” are names with a note.  What follows a dash is none: “FRN – kultur” may be from one to another.
"""

import re
from collections.abc import Sequence

from xl_kraftsamling.domain.cell_text import drop_invisible, fold_label
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES, parse_state
from xl_kraftsamling.domain.sum_labels import is_of_which_label, is_sum_row

_MARK = compile_at_use(r"(?:(?<!\d)\d{1,2}\)|(?<=\s)[a-z]\)|\*{1,3}\)?|[⁰¹²³⁴-⁹]{1,2}\)?|[†‡])$", re.IGNORECASE)
_LONGEST_MARK = 4
_BRACKETS = {")": "(", "]": "["}
_LONGEST_REMARK = 100
"""Characters of a remark in its brackets; more is a text in which anything may be said."""
_MOST_NOTES = 3

_WORD = compile_at_use(r"\w+")
_SAYS_WHICH = compile_at_use(r"\?|\d{3}")  # a doubt, or a year, an amount, the code of somebody
_SAYS_MORE = frozenset({
    # something is left out
    "utom", "förutom", "exkl", "exklusive", "excl", "excluding", "except", "without", "utan", "ej", "inte", "icke", "minus", "bortsett",
    "undantag", "undantaget",
    # others are in it too, or instead
    "eller", "or", "mfl", "fl", "flera", "övriga", "andra", "gemensam", "gemensamt", "tillsammans", "delas", "delad", "delat",
    # the row does not count
    "utgår", "utgått", "makulerad", "makulerat", "makuleras", "annullerad", "struken", "struket", "stryks", "borttagen", "återkallad",
    "återkallat", "återtagen", "fel", "test", "exempel", "kopia",
})  # fmt: skip


def strip_notes(text: str) -> tuple[str, Sequence[str]] | None:
    """A text without the notes that end it, and what its remarks say (marks say nothing); None where no note ends it."""
    whole, remarks = drop_invisible(text).strip(), list[str]()
    rest = whole
    for _ in range(_MOST_NOTES):
        if (opened := _find_bracket(rest)) >= 0:
            remarks.append(rest[opened + 1 : -1])
            rest = rest[:opened]
        elif mark := _MARK.search(rest, max(0, len(rest) - _LONGEST_MARK)):
            rest = rest[: mark.start()]
        else:
            break
        rest = rest.rstrip(", \t\n\xa0")
    return None if rest is whole else (rest, remarks)


def _find_bracket(text: str) -> int:
    """Where the bracket opens that ends a text; -1 where it ends in none, or in too long a one."""
    if text[-1:] not in _BRACKETS:
        return -1
    first = max(0, len(text) - _LONGEST_REMARK)
    opened = text.rfind(_BRACKETS[text[-1]], first)
    return opened if text.find(text[-1], max(first, opened)) == len(text) - 1 else -1


def is_mere_remark(remark: str) -> bool:
    """Whether a remark leaves the name before it, and its row, what they are.

    One that leaves something out or adds somebody does not, and nor does one that names a sum, a status, a code or a year.
    """
    words = _WORD.findall(fold_label(remark))
    if _SAYS_WHICH.search(remark) or not _SAYS_MORE.isdisjoint(words):
        return False
    says_status = any(parse_state(word, CALL_OFF_STATES + TRANSFER_STATES) for word in words)
    return not (says_status or is_sum_row([remark]) or is_of_which_label(remark))
