"""Choose the rules that a workbook is judged by: codes (AV01) and families (FO), with what is nearest to a misspelt one."""

from collections.abc import Collection, Iterable

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.finding import Rule


class UnknownRule(BadInput):
    """A word that names no rule and no family of rules: the word, and the nearest that does, if one is near enough."""

    def __init__(self, word: str, near: str | None) -> None:
        """Take the word and what is nearest to it."""
        super().__init__(_UNKNOWN, word=word)
        self.word, self.near = word, near


ALWAYS_TOLD = "KO01"
"""The rule that tells which of the chosen rules could not be tried: it is neither chosen nor left out by itself."""


def find_rule(code: str) -> tuple[Rule | None, str | None]:
    """The rule of a code, in capitals or not; where there is none, the nearest code, to ask about."""
    from xl_kraftsamling.rules import BY_CODE

    rule = BY_CODE.get(code.strip().upper())
    return rule, None if rule else _find_nearest(code, BY_CODE)


def list_codes() -> list[str]:
    """Every word that can choose rules: the families, each followed by its codes."""
    from xl_kraftsamling.rules import RULES

    listed = ((rule.code[:2], rule.code) for rule in RULES if rule.code != ALWAYS_TOLD)
    return [*dict.fromkeys(word for pair in listed for word in pair)]


def choose_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str] | None:
    """The codes of the rules that are chosen; None for all of them, where nothing is selected or ignored.

    :param select: codes and families; all rules where there are none.
    :param ignore: codes and families, which go before those selected.
    :raises BadInput: a word names no rule and no family, or no rule is left.
    """
    select, ignore = list(select), list(ignore)
    if not select and not ignore:
        return None
    chosen = _expand(select or list_codes()) - _expand(ignore)
    if not chosen:
        raise BadInput(_NONE_LEFT)
    return chosen


def _expand(words: Iterable[str]) -> frozenset[str]:
    """The codes that words name."""
    known = list_codes()
    codes: set[str] = set()
    for word in words:
        meant = word.strip().upper()
        if meant == ALWAYS_TOLD:
            raise BadInput(_ALWAYS_TOLD)
        if meant not in known:
            raise UnknownRule(word, _find_nearest(word, known))
        codes |= {code for code in known if code.startswith(meant) and len(code) == 4}
    return frozenset(codes)


def _find_nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that is most alike, if it is alike enough to be asked about."""
    from difflib import SequenceMatcher  # only where a code is misspelt

    alike = {each: SequenceMatcher(None, word.strip().upper()[:20], each).ratio() for each in sorted(known)}
    near = max(alike, key=alike.__getitem__)
    return near if alike[near] >= 0.5 else None


_UNKNOWN = Text("Det finns ingen kontroll eller familj av kontroller som heter {word}.", "There is no rule or family of rules named {word}.")
_ALWAYS_TOLD = Text(
    "Vilka av de valda kontrollerna som inte kunde prövas visas alltid (KO01), så KO01 kan varken väljas eller väljas bort.",
    "Which of the chosen rules could not be tried is always shown (KO01), so KO01 can be neither selected nor ignored.",
)
_NONE_LEFT = Text(
    "Ingen kontroll är kvar att pröva: allt som är valt är också bortvalt.", "No rule is left to try: all that is selected is ignored too."
)
