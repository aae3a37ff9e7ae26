"""The page of a rule: what it finds, its severity, why, what to do, and examples.

The examples are read from the Markdown of the rule's file; `tests/support/rule_pages.py` describes their grammar, as it makes
workbooks of them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.texts import LANGUAGES, Text
from xl_kraftsamling.finding import PROFILES, Rule
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.rule_list import format_rule_severity
from xl_kraftsamling.report.table import TextTable, wrap_paragraph
from xl_kraftsamling.rules.filled import read_filled_words


class Example(NamedTuple):
    """A table of an example: the line that names its sheet, and its cells with the marks (← AV01) in a last column."""

    title: str
    table: TextTable | None


def split_examples(text: str) -> Iterator[Example]:
    """The tables of an example; a line that no table follows is given with None."""
    title, lines = "", []
    for line in [*map(str.strip, text.strip().splitlines()), ""]:  # the last, empty line ends the last table
        if line.startswith("|"):
            lines.append(line)
            continue
        if title:
            yield Example(title, _parse_table(lines) if lines else None)
        title, lines = line, []


def _parse_table(lines: list[str]) -> TextTable:
    headings, alignment, *rows = map(_split_cells, lines)
    right = [i for i, dashes in enumerate(alignment) if dashes.endswith("-:")]
    columns = len(headings)
    # rows may leave out their last cells, as Markdown allows, but the mark stays in the last column
    return TextTable(headings, [[*(row + [""] * columns)[: columns - 1], row[-1]] for row in rows], right)


def _split_cells(line: str) -> list[str]:
    """The cells of a line, and last the mark after its last bar."""
    *cells, mark = line.removeprefix("|").split("|")
    return [*map(str.strip, cells), mark.strip().replace(" ", "\u00a0")]


_LOCKED = Text("Låst: kan varken mildras eller undantas.", "Locked: it can neither be lowered nor waived.")
_WHY = Text("Varför", "Why")
_MESSAGE = Text("Meddelandet, till exempel", "The message, for example")
_REMEDY = Text("Vad man gör, till exempel", "What to do, for example")
_SOURCE = Text("Källa", "Source")
_BAD = Text("Så här bryter man mot kontrollen", "This breaks the rule")
_GOOD = Text("Så här är det rätt", "This is right")
_MENDED = Text("Så här kan det rättas", "It can be corrected like this")
_OR_MENDED = Text("Eller så här", "Or like this")
_SIGNS = (
    (
        re.compile(r'"'),
        Text('"…" är text i cellen, inte ett tal eller datum.', '"…" is text in the cell, not a number or date.'),
    ),
    (
        re.compile("=.*→"),
        Text("=… → … är en formel och det värde som den ger.", "=… → … is a formula and the value that it gives."),
    ),
    (re.compile(r"~~"), Text("~~…~~ saknas i arbetsboken.", "~~…~~ is missing from the workbook.")),
    (re.compile(r"\|\s*\^\s*\|"), Text("^ är sammanfogad med cellen ovanför.", "^ is merged with the cell above.")),
)


def render_rule_page(rule: Rule, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The page of a rule, line by line, with the message and the remedy that its bad example gives."""
    yield paint(f"{rule.code}  {rule.name.fill(lang, {})}", "title")
    yield "   ".join(f"{profile}: {format_rule_severity(rule, profile, lang)}" for profile in PROFILES)
    if rule.locked:
        yield _LOCKED.fill(lang, {})
    for heading, text in _list_sections(rule):
        yield from ("", paint(heading.fill(lang, {}), "title"))
        yield from wrap_paragraph(text[LANGUAGES.index(lang)], width, "  ")
    mended = [(_OR_MENDED if number else _MENDED, each) for number, each in enumerate(rule.mended)]
    for heading, example in ((_BAD, rule.bad), *mended, (_GOOD, rule.good)):
        if example:
            yield from ("", paint(heading.fill(lang, {}), "title"))
            yield from _render_example(example, lang, width)


def _list_sections(rule: Rule) -> Iterator[tuple[Text, Text]]:
    """The headings of a page and what stands below each: the message and the remedy are those of the bad example."""
    filled = read_filled_words(rule.code)
    yield from ((_WHY, rule.why), (_MESSAGE, filled.message), (_REMEDY, filled.remedy), (_SOURCE, rule.source))


def _render_example(example: str, lang: str, width: int) -> Iterator[str]:
    for number, (title, table) in enumerate(split_examples(example)):
        yield from ([""] if number else [])
        yield f"  {title}"
        if table:
            yield from (f"  {line}".rstrip() for line in table.render(width - 2))
    yield from (f"  ({words.fill(lang, {})})" for sign, words in _SIGNS if sign.search(example))


def render_rule_as_markdown(rule: Rule, lang: str) -> Iterator[str]:
    """What the page says below the name of the rule, as Markdown for where the findings of a pipeline are shown."""
    for heading, text in _list_sections(rule):
        yield from (f"**{heading.fill(lang, {})}**", "", text[LANGUAGES.index(lang)], "")
    for heading, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield from (f"**{heading.fill(lang, {})}**", "")
            yield from _render_example_as_markdown(example, lang)


def _render_example_as_markdown(example: str, lang: str) -> Iterator[str]:
    for title, table in split_examples(example):
        yield from (title, "")
        if table:
            # the marks are a column of their own: what stands behind the last bar of a row is not shown
            dashes = ["---:" if number in table.right else "---" for number in range(len(table.headings))]
            yield from (f"| {' | '.join(cells)} |" for cells in (table.headings, dashes, *table.rows))
            yield ""
    yield from (f"({words.fill(lang, {})})  " for sign, words in _SIGNS if sign.search(example))
