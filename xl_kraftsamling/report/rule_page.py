"""The page of a rule: what it finds, how grave that is, why, what to do, and examples.

The examples of a rule's page, read from their Markdown; the grammar is described in `tests/pages.py`.
"""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import LANGUAGES, PROFILES, Rule
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.rule_list import graveness
from xl_kraftsamling.report.table import Table


class Example(NamedTuple):
    """A table of an example: the line that names its sheet, and its cells with the marks (← AV01) in a last column."""

    title: str
    table: Table | None


def examples(text: str) -> Iterator[Example]:
    """The tables of an example; a line without a table stands for itself."""
    title, lines = "", []
    for line in [*map(str.strip, text.strip().splitlines()), ""]:
        if line.startswith("|"):
            lines.append(line)
            continue
        if title:
            yield Example(title, _table(lines) if lines else None)
        title, lines = line, []


def _table(lines: list[str]) -> Table:
    headings, alignment, *rows = map(_cells, lines)
    right = [i for i, dashes in enumerate(alignment) if dashes.endswith("-:")]
    columns = len(headings)
    return Table(headings, [[*(row + [""] * columns)[: columns - 1], row[-1]] for row in rows], right)


def _cells(line: str) -> list[str]:
    """The cells of a line, and last what stands after its last bar."""
    *cells, mark = line.removeprefix("|").split("|")
    return [*map(str.strip, cells), mark.strip().replace(" ", "\u00a0")]


_VALUE = re.compile(r"\{\w+\}")
_LOCKED = Text("Låst: kan varken mildras eller undantas.", "Locked: it can be neither lowered nor waived.")
_SECTIONS = (
    (Text("Varför", "Why"), "why"),
    (Text("Vad man gör", "What to do"), "remedy"),
    (Text("Källa", "Source"), "source"),
)
_BAD = Text("Så här bryter man mot kontrollen", "This breaks the rule")
_GOOD = Text("Så här är det rätt", "This is right")
_SIGNS = (
    (
        re.compile(r'"'),
        Text('"…" är text i cellen, inte ett tal eller datum.', '"…" is text in the cell, no number or date.'),
    ),
    (re.compile(r"~~"), Text("~~…~~ saknas i arbetsboken.", "~~…~~ is missing from the workbook.")),
    (re.compile(r"\|\s*\^\s*\|"), Text("^ är sammanfogad med cellen ovanför.", "^ is merged with the cell above.")),
)


def page(rule: Rule, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The page of a rule, line by line; values that only a finding has stand as an ellipsis."""
    yield paint(f"{rule.code}  {rule.name.fill(lang, {})}", "title")
    yield "   ".join(f"{profile}: {graveness(rule, profile, lang)}" for profile in PROFILES)
    if rule.locked:
        yield _LOCKED.fill(lang, {})
    for heading, name in _SECTIONS:
        text: Text = getattr(rule, name)
        yield from ("", paint(heading.fill(lang, {}), "title"))
        words = _VALUE.sub("…", text[LANGUAGES.index(lang)])
        yield from textwrap.wrap(words, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for heading, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield from ("", paint(heading.fill(lang, {}), "title"))
            yield from _example(example, lang, width)


def _example(example: str, lang: str, width: int) -> Iterator[str]:
    for number, (title, table) in enumerate(examples(example)):
        yield from ([""] if number else [])
        yield f"  {title}"
        if table:
            lines = table.lines(width - 2) if table.least <= width - 2 else table.blocks()
            yield from (f"  {line}".rstrip() for line in lines)
    yield from (f"  ({words.fill(lang, {})})" for sign, words in _SIGNS if sign.search(example))
