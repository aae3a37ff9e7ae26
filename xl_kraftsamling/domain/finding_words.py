"""The words of the sheet Kontroll itself, in both languages: its title, the note below it, and its headings.

The headings in Swedish are those of the template.  A sheet may be written in one language and then in the other: it is known by either.
"""

from collections.abc import Iterable, Sequence

from xl_kraftsamling.domain.template import FINDING_WIDTHS, FINDINGS_SHEET, REMARK_WIDTHS
from xl_kraftsamling.domain.texts import LANGUAGES, Text

TITLE = Text(f"{FINDINGS_SHEET} – kraftsamlande insatser", "Check – kraftsamlande insatser")
NOTE = Text(
    "Vad den senaste kontrollen fann. Det som du skriver till höger om raderna står kvar vid nästa kontroll.",
    "What the latest check found. What you write to the right of the rows is kept in the next check.",
)
_EARLIER_NOTE = Text("Vad den senaste kontrollen fann. Bladet skrivs om varje gång arbetsboken kontrolleras.", NOTE.en)

_HEADINGS = [
    Text(sv, en)
    for sv, en in zip(FINDING_WIDTHS, ("Code", "Severity", "Sheet", "Cell", "Message", "Found", "Expected", "What to do"), strict=True)
]
_REMARKS = [Text(sv, en) for sv, en in zip(REMARK_WIDTHS, ("Cleared by", "Comment"), strict=True)]

HEADINGS = {lang: tuple(text.fill(lang, {}) for text in _HEADINGS) for lang in LANGUAGES}
"""The headings of the findings by language."""

REMARKS = {lang: tuple(text.fill(lang, {}) for text in _REMARKS) for lang in LANGUAGES}
"""The headings of the columns that the program leaves to people, by language."""

# NOTE before the note of earlier versions, so that it is what the English one becomes
_LABELS = {
    "sv": {text.en: text.sv for text in reversed((TITLE, NOTE, *_HEADINGS, *_REMARKS))},
    "en": {text.sv: text.en for text in (TITLE, NOTE, _EARLIER_NOTE, *_HEADINGS, *_REMARKS)},
}


def translate_labels(labels: Iterable[str], lang: str) -> list[str]:
    """Labels of the sheet in a language; what is none of its own stays, and so does one whose translation is there already."""
    listed = list(labels)
    return [label if (word := _LABELS[lang].get(label, label)) in listed else word for label in listed]


def list_spellings(headings: Iterable[str]) -> Sequence[tuple[str, ...]]:
    """The headings of a sheet of the program in every language in which it may be written."""
    wanted = tuple(headings)
    return tuple(HEADINGS.values()) if wanted in HEADINGS.values() else (wanted,)
