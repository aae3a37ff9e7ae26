"""A report as one HTML file, to be read, printed and sent: nothing in it loads or runs, and whatever comes from a workbook is text."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.figures import FIGURES
from xl_kraftsamling.report.html_page import render_html, write_heading, write_list, write_paragraph, write_text
from xl_kraftsamling.report.written_report import sections, wording
from xl_kraftsamling.report.written_report.charts import PATTERN, describe_balance, draw_balance, draw_year
from xl_kraftsamling.report.written_report.contents import Contents
from xl_kraftsamling.report.written_report.html_parts import name_tone, write_filter, write_finding, write_parts
from xl_kraftsamling.report.written_report.page_style import STYLE
from xl_kraftsamling.report.written_report.parts import Part

_TILES = ("allotted", "called_off", "remaining", "outcome")


def render_page(contents: Contents) -> Iterator[str]:
    """The page, line by line."""
    title = wording.TITLE.fill(contents.lang, {"workbook": PurePath(contents.workbook).name})
    return render_html(title, _list_parts(contents), contents.lang, STYLE)


def _list_parts(contents: Contents) -> Iterator[str]:
    yield f'<p class="lead">{write_text(sections.describe_basis(contents))}</p>'
    yield from _write_verdict(contents)
    yield from _write_tiles(contents)
    yield _write_links(contents.lang)
    for name, title, write in _SECTIONS:
        yield f'<section id="{name}">\n<h2>{write_text(title.fill(contents.lang, {}))}</h2>'
        yield from write(contents)
        yield "</section>"


def _write_verdict(contents: Contents) -> Iterator[str]:
    """The verdict, and what is to be known before anything else is read."""
    tone = name_tone(contents.verdict)
    word, *rest = sections.state_verdict(contents)
    yield f'<div class="verdict {tone}">\n<p class="word">{write_text(word)}</p>'
    yield from map(write_paragraph, rest)
    yield "</div>"


def _write_tiles(contents: Contents) -> Iterator[str]:
    """The sums of the figures that most ask for."""
    tiles = ((figure.heading.fill(contents.lang, {}), sections.show_amount(contents.total[figure.name], contents.lang)) for figure in FIGURES if figure.name in _TILES)
    yield '<dl class="tiles">' + "".join(f"<div><dt>{write_text(name)}</dt><dd>{write_text(amount)}</dd></div>" for name, amount in tiles) + "</dl>"


def _write_links(lang: str) -> str:
    links = "".join(f'<li><a href="#{name}">{write_text(title.fill(lang, {}))}</a></li>' for name, title, _ in _SECTIONS)
    return f'<nav aria-label="{write_text(_CONTENTS.fill(lang, {}))}"><ul>{links}</ul></nav>'


def _write_findings(contents: Contents) -> Iterator[str]:
    lang = contents.lang
    if not contents.findings:
        yield write_paragraph(wording.NO_FINDINGS.fill(lang, {}))
        return
    yield from write_filter(contents.findings, lang)
    for number, finding in enumerate(contents.findings, 1):
        yield from write_finding(finding, number, lang)
    if left_out := sections.list_left_out(contents):
        yield write_list(left_out)


def _write_balances(contents: Contents) -> Iterator[str]:
    lang = contents.lang
    yield PATTERN
    yield _write_keys(_BAR_KEYS, '<rect class="{}" x="1" y="1" width="24" height="12"/>', lang)
    yield '<ul class="bars">'
    for number, statement in enumerate(contents.recipients, 1):
        says = statement.unknown or describe_balance(statement, lang)
        bar = "" if statement.unknown else draw_balance(statement, number, lang)
        yield f'<li><p class="name">{write_text(statement.recipient)}</p>{bar}<p class="says">{write_text(says)}</p></li>'
    yield "</ul>"
    yield from write_parts(sections.lay_out_balances(contents))


def _write_keys(keys: Sequence[tuple[str, Text]], sign: str, lang: str) -> str:
    """What the signs of a chart mean."""
    items = (f'<li><svg width="26" height="14" aria-hidden="true">{sign.format(name)}</svg>{write_text(words.fill(lang, {}))}</li>' for name, words in keys)
    return f'<ul class="keys">{"".join(items)}</ul>'


def _write_timelines(contents: Contents) -> Iterator[str]:
    yield _write_keys(_LINE_KEYS, '<path class="{}" d="M1 7H25"/>', contents.lang)
    for number, timeline in enumerate(contents.timelines, 1):
        yield write_heading(3, timeline.recipient)
        year = contents.year_end.year
        if timeline.events and year and not timeline.left_out:
            yield draw_year(timeline, number, year, contents.as_of, contents.lang)
            yield '<ol class="months" aria-hidden="true">' + "".join(f"<li>{month}</li>" for month in _MONTHS.fill(contents.lang, {}).split()) + "</ol>"
        yield from write_parts(sections.lay_out_timeline(timeline, contents.lang))


_CONTENTS = Text("Innehåll", "Contents")
_BAR_KEYS = (
    ("called", Text("avropat", "called off")), ("asked", Text("begärt", "requested")), ("frame", Text("disponibelt", "disposable")),
    ("spent", Text("utfall", "outcome")),
)  # fmt: skip
_LINE_KEYS = (
    ("line disposable", Text("disponibelt", "disposable")), ("line called_off", Text("avropat", "called off")),
    ("today", Text("avstämningsdatum", "the as-of date")),
)  # fmt: skip
_MONTHS = Text("jan feb mar apr maj jun jul aug sep okt nov dec", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_Lay = Callable[[Contents], Iterator[Part]]


def _make_writer(lay_out: _Lay) -> "Callable[[Contents], Iterator[str]]":
    """What writes a section that consists of paragraphs, lists and tables alone."""
    return lambda contents: write_parts(lay_out(contents))


_SECTIONS: "Sequence[tuple[str, Text, Callable[[Contents], Iterator[str]]]]" = (
    ("innehall", wording.READING, _make_writer(sections.lay_out_reading)),
    ("ratt", wording.RIGHT, _make_writer(sections.lay_out_right)),
    ("avvikelser", wording.FINDINGS, _write_findings),
    ("saldon", wording.BALANCES, _write_balances),
    ("omfordelningar", wording.TRANSFERS, _make_writer(sections.lay_out_transfers)),
    ("insatser", wording.INTERVENTIONS, _make_writer(sections.lay_out_interventions)),
    ("arets-slut", wording.YEAR_END, _make_writer(sections.lay_out_year_end)),
    ("tidslinje", wording.TIMELINE, _write_timelines),
    ("undantag", wording.WAIVERS, _make_writer(sections.lay_out_waivers)),
    ("beslutet", wording.DECISION, _make_writer(sections.lay_out_decision)),
    ("underlag", wording.BASIS, _make_writer(sections.lay_out_basis)),
)
"""The sections of the page in their order: the name of each in links, its title, and what writes it."""
