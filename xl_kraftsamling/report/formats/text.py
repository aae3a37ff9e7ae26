"""Findings as text for a person: workbook by workbook, and a line over them all where they are several."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.findings import render_workbook
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View
from xl_kraftsamling.report.kept_words import explain_kept_words
from xl_kraftsamling.report.summary import render_total
from xl_kraftsamling.report.table import wrap_paragraph

_UNREADABLE = Text("✖ Kunde inte läsas: {message}", "✖ Could not be read: {message}")


class _Part(NamedTuple):
    """The lines about a workbook, and the word of its verdict; None where it could not be read."""

    lines: list[str]
    word: str | None


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> _Part:
    if isinstance(outcome, Unreadable):
        reason = _UNREADABLE.fill(view.lang, {"message": outcome.message})
        return _Part([view.paint(path, "title"), *wrap_paragraph(reason, view.width)], None)
    return _Part(list(render_workbook(path, outcome.verdict, view.lang, view.width, view.paint, verbose=view.verbose)), outcome.verdict.word)


def _join(parts: Iterable[_Part], view: View) -> Iterator[str]:
    return explain_kept_words(_list_lines(parts, view), view.lang, view.width)


def _list_lines(parts: Iterable[_Part], view: View) -> Iterator[str]:
    words: list[str | None] = []
    held: list[str] = []
    for part in parts:
        if part.word is None and view.quiet:
            continue
        yield from held
        # of a single workbook that cannot be read, the sentence on stderr is all that there is to say
        held = part.lines if not words and part.word is None else []
        yield from ([""] if words else [])
        yield from ([] if held else part.lines)
        words.append(part.word)
    if len(words) > 1 and not view.quiet:
        yield from ("", render_total(words, view.lang))


FORMAT = Format(_encode, _join, is_data=False)
