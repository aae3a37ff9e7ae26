"""What differs between two workbooks as text: per recipient the way from each figure before to the figure after."""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.comparison.bridges import Bridge
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.difference import wording
from xl_kraftsamling.report.difference.contents import ComparedSide, Difference
from xl_kraftsamling.report.table import TextTable, wrap_paragraph

MOST_ROWS = 12
"""How many rows of a recipient, and how many changes of a kind, are shown; the rest is added up, or counted."""

_NARROW = {"Kvar att avropa": "Kvar", "Omfördelningsbart": "Omför-\ndelnings-\nbart"}


def render_difference(difference: Difference, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """What differs, line by line: the money, what moves none, the findings, and how the rows belong together."""
    yield from _render_head(difference, lang, width, paint)
    if difference.is_empty:
        yield from ("", wording.NOTHING.fill(lang, {}))
        return
    yield from ("", paint(wording.MONEY.fill(lang, {}), "title"))
    yield from _render_money(difference.bridges, lang, width, paint)
    others = list_other_changes(difference, lang)
    yield from _render_part(wording.OTHER_CHANGES, others, lang, width, paint)
    findings = difference.findings
    for title, found in ((wording.CAME_FINDINGS, findings.came), (wording.WENT_FINDINGS, findings.went)):
        yield from _render_part(title, [wording.describe_finding(each, lang) for each in found], lang, width, paint)
    pairing = [each.fill(lang, {}) for each in wording.list_pairing(list(difference.tables.values()))]
    yield from _render_part(wording.PAIRING, pairing, lang, width, paint)


def list_other_changes(difference: Difference, lang: str) -> list[str]:
    """The changes that move no money, each in a sentence."""
    return [
        *(wording.describe_row(row, lang) for row in difference.other_rows),
        *(wording.describe_entry(each).fill(lang, {}) for each in difference.entries),
        *(wording.describe_written(each).fill(lang, {}) for each in difference.written),
        *(each.fill(lang, {}) for each in wording.list_structure(difference)),
    ]


def _render_head(difference: Difference, lang: str, width: int, paint: Paint) -> Iterator[str]:
    for word, side in ((wording.BEFORE, difference.before), (wording.AFTER, difference.after)):
        yield paint(f"{word.fill(lang, {})}: {side.path}", "title")
        yield describe_basis(side, lang)
        for companion in side.verdict.ledger.book.companions:
            yield from wrap_paragraph(companion.effect.fill(lang, {}), width)


def describe_basis(side: ComparedSide, lang: str) -> str:
    """The decision that a workbook follows, and the date at which it is seen."""
    ledger = side.verdict.ledger
    return wording.BASIS.fill(lang, {"decision": ledger.decision.reference.strip(), "as_of": ledger.as_of})


def _render_money(bridges: Sequence[Bridge], lang: str, width: int, paint: Paint) -> Iterator[str]:
    moving = [bridge for bridge in bridges if bridge.moves_money]
    if not moving:
        yield wording.NO_MONEY.fill(lang, {})
        return
    for bridge in moving:
        yield from ("", paint(bridge.recipient, "title"))
        table = wording.lay_out_bridge(bridge, lang, MOST_ROWS)
        headings = [_NARROW.get(word, word) for word in (figure.heading.fill(lang, {}) for figure in table.figures)]
        rows = [[line.what, *line.cells] for line in table.lines]
        yield from TextTable([wording.WHAT.fill(lang, {}), *headings], rows, range(1, len(headings) + 1)).render(width)
        for note in table.notes:
            yield from wrap_paragraph(note, width)
    if same := [bridge.recipient for bridge in bridges if not bridge.moves_money]:
        yield from ("", *wrap_paragraph(wording.SAME_FOR.fill(lang, {"names": tuple(same)}), width))


def _render_part(title: Text, lines: Iterable[str], lang: str, width: int, paint: Paint) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", paint(title.fill(lang, {}), "title"))
    for line in listed[:MOST_ROWS]:
        yield from wrap_paragraph(line, width, "  ", "    ")
    if len(listed) > MOST_ROWS:
        yield from wrap_paragraph(wording.MORE.fill(lang, {"n": Count(len(listed) - MOST_ROWS)}), width, "  ", "    ")
