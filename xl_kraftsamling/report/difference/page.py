"""What differs between two workbooks as one HTML file, to be read, printed and sent."""

from collections.abc import Iterator

from xl_kraftsamling.domain.comparison.bridges import Bridge
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.report.difference import wording
from xl_kraftsamling.report.difference.contents import Difference
from xl_kraftsamling.report.difference.text import describe_basis, list_other_changes
from xl_kraftsamling.report.html_page import (
    render_html,
    write_heading,
    write_list,
    write_paragraph,
    write_table,
    write_terms,
)

MOST_ROWS = 300
"""How many rows of a recipient, and how many changes of a kind, the page shows; the rest is added up, or counted."""

_TITLE = Text("Skillnad mellan {before} och {after}", "Difference between {before} and {after}")


def render_page(difference: Difference, lang: str) -> Iterator[str]:
    """The page, line by line."""
    names = {"before": difference.before.path.name, "after": difference.after.path.name}
    return render_html(_TITLE.fill(lang, names), _list_parts(difference, lang), lang)


def _list_parts(difference: Difference, lang: str) -> Iterator[str]:
    yield write_terms((word.fill(lang, {}), f"{side.path} · {describe_basis(side, lang)}") for word, side in ((wording.BEFORE, difference.before), (wording.AFTER, difference.after)))
    for side in (difference.before, difference.after):
        yield from (write_paragraph(f"{side.path.name}: {companion.effect.fill(lang, {})}") for companion in side.verdict.ledger.book.companions)
    if difference.is_empty:
        yield write_paragraph(wording.NOTHING.fill(lang, {}))
        return
    yield write_heading(2, wording.MONEY.fill(lang, {}))
    moving = [bridge for bridge in difference.bridges if bridge.moves_money]
    for bridge in moving:
        yield from _write_bridge(bridge, lang)
    same = tuple(bridge.recipient for bridge in difference.bridges if not bridge.moves_money)
    if same:
        yield write_paragraph((wording.SAME_FOR if moving else wording.NO_MONEY).fill(lang, {"names": same}))
    yield from _write_part(wording.OTHER_CHANGES, list_other_changes(difference, lang), lang)
    found = difference.findings
    for words, findings in ((wording.CAME_FINDINGS, found.came), (wording.WENT_FINDINGS, found.went)):
        yield from _write_part(words, [wording.describe_finding(each, lang) for each in findings], lang)
    yield from _write_part(wording.PAIRING, [each.fill(lang, {}) for each in wording.list_pairing(list(difference.tables.values()))], lang)


def _write_bridge(bridge: Bridge, lang: str) -> Iterator[str]:
    table = wording.lay_out_bridge(bridge, lang, MOST_ROWS)
    headings = [wording.WHAT.fill(lang, {}), *(figure.heading.fill(lang, {}) for figure in table.figures)]
    rows = (("" if line.role in ("row", "rest") else "whole", [line.what, *line.cells]) for line in table.lines)
    yield write_heading(3, bridge.recipient)
    yield from write_table(bridge.recipient, headings, rows)
    yield from map(write_paragraph, table.notes)


def _write_part(title: Text, lines: list[str], lang: str) -> Iterator[str]:
    if lines:
        yield write_heading(2, title.fill(lang, {}))
        yield write_list(lines[:MOST_ROWS])
    if len(lines) > MOST_ROWS:
        yield write_paragraph(wording.MORE.fill(lang, {"n": Count(len(lines) - MOST_ROWS)}))
