"""The labels of sum rows, and of the rows that stand among them.  Their words are data: `sum_labels.toml`."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label, is_number
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.money import UNIT_PATTERNS

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _any_of(*lists: str) -> str:
    """A pattern for any word of some lists, the longest first, since the first that fits is taken: "totalsumma" before "total"."""
    return "|".join(map(re.escape, sorted((word for each in lists for word in _WORDS[each]), key=len, reverse=True)))


_GAP, _END = r"[\s.,;:/|=–—-]+", r"(?!\w)"
_TAIL = r"[:.,;* ]*"  # what people put after a label
_YEAR = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})*+"  # also 2026-09-30, 2026/27 and 2025–2026
# "2026-projektet" is no year and "kronofogden" no unit: what follows must end where a word ends
_QUALIFIER = (
    rf"{_GAP}(?:(?:{_any_of('prepositions')})\s)?(?:{_any_of('units')}|{'|'.join(UNIT_PATTERNS.values())}|{_YEAR}){_END}"
    rf"|(?:{_GAP})?+(?:\([^()]*\)|\[[^\[\]]*\])"
)
_LIMIT = rf"{_GAP}(?:{_any_of('limits', 'without')}){_END}.*"
_TOTAL = rf"(?:{_any_of('beside_a_name', 'before_a_name', 'alone')}){_END}"
# possessive quantifiers (*+): a label of many years would otherwise be tried in every division of its years
_SUM = compile_at_use(rf"{_TOTAL}(?:{_GAP}{_TOTAL})*(?:{_QUALIFIER})*+(?:{_LIMIT})?{_TAIL}")
_SUBTOTAL = compile_at_use(_any_of("subtotals"))
_BEFORE_A_NAME = compile_at_use(rf"(?:{_any_of('beside_a_name', 'before_a_name')})\s")
_AFTER_A_NAME = compile_at_use(rf"\s[(\[]?(?:{_any_of('beside_a_name', 'subtotals')})[)\]]?(?:{_QUALIFIER})*+{_TAIL}$")
_SUM_WORDS = {word for each in ("beside_a_name", "before_a_name", "alone", "subtotals") for word in _WORDS[each]}
# "sum" is in "summa" and in "delsumma": who finds none of the shortest words finds none at all
_SHORTEST_SUM_WORDS = [word for word in _SUM_WORDS if not any(other in word for other in _SUM_WORDS - {word})]
_OF_WHICH = compile_at_use(rf"(?:{_any_of('of_which')}){_END}")
_LEFT_OVER = compile_at_use(rf"(?:{_any_of('left_over')}){_END}")
_PAGE = rf"{_GAP}(?:(?:{_any_of('prepositions')})\s)?(?:{_any_of('pages')}){_END}(?:{_GAP}\d+{_END})?"
_CARRIED_OVER = compile_at_use(rf"(?:{_any_of('carried_over')}){_END}(?:{_PAGE}|{_QUALIFIER})*+{_TAIL}")
_OPENING = compile_at_use(rf"(?:{_any_of('opening')}){_END}")
_ANY_SUM_WORD = rf"(?:{_any_of('beside_a_name', 'before_a_name', 'alone', 'subtotals')})"
_AROUND_A_NAME = compile_at_use(rf"^{_ANY_SUM_WORD}{_END}|(?<!\w){_ANY_SUM_WORD}{_TAIL}$")
_BEHIND_A_NAME = compile_at_use(rf"(?:{_QUALIFIER}){_TAIL}$")
_LIMITS = compile_at_use(rf"(?:^|{_GAP})(?:(?P<without>{_any_of('without')})|{_any_of('limits')}){_END}")
_JOINED = compile_at_use(r"\s(?:och|samt|and)\s|[+&,/;]")
_MARKS = " \t.,;:/|=*–—•-"
_WHOLE = compile_at_use(rf"(?:{_any_of('whole')}){_END}")


def is_sum_row(cells: Sequence[Any]) -> bool:
    """Whether the filled cells of a row are those of a sum, its label first.

    A sum word beside a name ("Summa skolor", "kulturnämnden Totalt") is a sum only where the rest of the row is numbers: a row of
    data has texts, dates or an id too.
    """
    if not cells or not isinstance(cells[0], str) or not has_sum_word(cells[0]):
        return False
    if is_sum_label(cells[0]):
        return True
    label = fold_label(cells[0])
    beside_a_name = _BEFORE_A_NAME.match(label) or _AFTER_A_NAME.search(label)
    return beside_a_name is not None and all(map(is_number, cells[1:]))


def is_sum_label(text: str) -> bool:
    """Whether a label alone shows that its row is a sum: a sum word followed by nothing but units, years, brackets or limits."""
    label = fold_label(text)
    return _SUM.fullmatch(label) is not None or _SUBTOTAL.match(label) is not None


def is_subtotal_label(text: str) -> bool:
    """Whether the label of a sum row names the sum of a part: "Delsumma", or the name of a group before the sum word."""
    label = fold_label(text)
    if is_sum_label(label):
        return _SUBTOTAL.match(label) is not None
    is_whole = _WHOLE.match(label) or _BEFORE_A_NAME.match(label)
    return is_whole is None and _AFTER_A_NAME.search(label) is not None


def is_of_which_label(text: str) -> bool:
    """Whether a label says that its row holds a share of a sum, for information: "varav utbetalt"."""
    return _OF_WHICH.match(fold_label(text).lstrip("-–• ")) is not None


def is_left_over_label(text: str, headings: Sequence[str] = (), *, may_be_name: bool = False) -> bool:
    """Whether a label says that its row holds what is left, or what there is to draw from: “Kvar att avropa”, “Totalt kvar”.

    :param headings: those of the amounts in the row, folded; a word that heads them too is what they are the sum of.
    :param may_be_name: whether records are named where the label stands: “Anslag till föreningar” then is a name.
    """
    label = _AROUND_A_NAME.sub("", fold_label(text).lstrip(_MARKS)).strip(_MARKS)
    found = _LEFT_OVER.match(label)
    if found is None or any(found[0] in heading for heading in headings):
        return False
    return (
        not may_be_name or re.fullmatch(rf"(?:{_QUALIFIER}|\satt\s\w+){{0,3}}{_TAIL}", label[found.end() :]) is not None
    )


def is_carried_label(text: str) -> bool:
    """Whether a label says that its row carries a sum over from one page to the next: “Transport”, “Överfört från sida 1”."""
    return _CARRIED_OVER.fullmatch(fold_label(text)) is not None


def is_opening_label(text: str) -> bool:
    """Whether a label says that its row holds what there was before the first row: “Ingående saldo”."""
    return _OPENING.match(fold_label(text)) is not None


_LONGEST_LABEL = 200
"""Characters of a label that names a part; a longer text would take long to take apart."""


class NamedPart(NamedTuple):
    """The names of the parts that a sum is about, or that it leaves out; none where it is about all."""

    names: tuple[str, ...]
    left_out: tuple[str, ...]


def read_named_part(text: str) -> NamedPart:
    """What a sum is about by its label: “S:a ASN” is about ASN, and “TOTALT exkl MKB” about all but MKB.

    A name that is joined of several is given whole and in its pieces: arbetsmarknads- och socialnämnden is one.
    """
    label = re.sub(r"[()\[\]]", " ", fold_label(text)) if len(text) <= _LONGEST_LABEL else ""
    limit = _LIMITS.search(label)
    name = label[: limit.start()] if limit else label
    left_out = label[limit.end() :] if limit and limit["without"] else ""
    return NamedPart(_name_parts(name), _name_parts(left_out))


def _name_parts(text: str) -> tuple[str, ...]:
    name = before = ""
    while (name := _BEHIND_A_NAME.sub("", f" {_AROUND_A_NAME.sub('', text.strip(_MARKS))}").strip(_MARKS)) != before:
        text = before = name
    pieces = [piece for each in _JOINED.split(name) if (piece := each.strip(_MARKS))]
    return tuple(dict.fromkeys((name, *pieces))) if name else ()


def has_sum_word(text: str) -> bool:
    """Whether a text holds a sum word anywhere, if only inside another word: a quick test that rules out most of a column."""
    label = fold_label(text)
    return any(word in label for word in _SHORTEST_SUM_WORDS)
