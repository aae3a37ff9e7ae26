"""The Swedish words that English output keeps, explained once below it: names of offices, insats, nämnd, the profiles."""

import re
from collections.abc import Iterable, Iterator

from xl_kraftsamling.domain.glossary import KEPT_WORDS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.table import wrap_paragraph

_HEADING = Text("", "Swedish words")
_FORMS = {words: re.compile(rf"(?<!\w){words.partition(',')[0]}(?:er|ar)?(?!\w)", re.IGNORECASE) for words in KEPT_WORDS}
"""A word by itself or in the plural, of several the first: “fritidsnämnden” is a name, and “normal” an English word too."""


def explain_kept_words(lines: Iterable[str], lang: str, width: int) -> Iterator[str]:
    """The lines as they are, and below those in English what each kept Swedish word in them means."""
    found: set[str] = set()
    for line in lines:
        yield line
        if lang == "en":
            found |= {word for word, form in _FORMS.items() if form.search(line)}
    if found:
        yield from ("", _HEADING.fill(lang, {}))
        for word in filter(found.__contains__, KEPT_WORDS):
            yield from wrap_paragraph(f"{word}: {KEPT_WORDS[word]}", width, "  ", "    ")
