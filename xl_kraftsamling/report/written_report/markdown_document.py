"""A report as Markdown, with tables as GitHub has them; whatever comes from a workbook is text there too."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath

from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.written_report import sections, wording
from xl_kraftsamling.report.written_report.contents import Contents, PieceCell, ReportedFinding, SheetPiece
from xl_kraftsamling.report.written_report.parts import Items, Paragraph, Part, TablePart, Terms

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What means something anywhere in a text: emphasis, code, links, HTML, tables, and addresses that would become links by themselves."""
_BEGINNING = re.compile(r"(?P<before>\s*)(?P<sign>[-+=:])|(?P<number>\s*\d+)(?P<point>[.)])")
"""What means something at the beginning of a line: lists and underlined headings."""


def render_markdown(contents: Contents) -> Iterator[str]:
    """The report, line by line."""
    lang = contents.lang
    title = wording.TITLE.fill(lang, {"workbook": PurePath(contents.workbook).name})
    yield from (f"# {escape(title)}", "", escape(sections.describe_basis(contents)), "")
    word, *rest = sections.state_verdict(contents)
    yield from (f"**{escape(word)}**", "")
    for sentence in rest:
        yield from (escape(sentence), "")
    for heading, write in _SECTIONS:
        yield from (f"## {escape(heading.fill(lang, {}))}", "")
        yield from write(contents)


def escape(text: str) -> str:
    """A text that Markdown shows as it is: visible, on one line, and never markup."""
    shown = _SIGNS.sub(r"\\\g<0>", show_text(text))
    return _BEGINNING.sub(r"\g<before>\g<number>\\\g<sign>\g<point>", shown, count=1) if _BEGINNING.match(shown) else shown


def _write_parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from _write_part(part)
        yield ""


def _write_part(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield escape(part.text)
        case Items():
            yield from (f"- {escape(item)}" for item in part.items)
        case Terms():
            yield from (f"- **{escape(fact.name)}**: {escape(fact.value)}" for fact in part.facts)
        case _:
            yield from _write_table(part)


def _write_table(table: TablePart) -> Iterator[str]:
    yield _join(map(escape, table.headings))
    yield _join("---" if not number or number in table.texts else "---:" for number in range(len(table.headings)))
    for row in table.rows:
        yield _join(f"**{escape(cell)}**" if row.is_sum and cell else escape(cell) for cell in row.cells)


def _join(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _write_findings(contents: Contents) -> Iterator[str]:
    if not contents.findings:
        yield from (escape(wording.NO_FINDINGS.fill(contents.lang, {})), "")
    for finding in contents.findings:
        yield from _write_finding(finding, contents.lang)
    yield from _write_parts([Items(left_out)] if (left_out := sections.list_left_out(contents)) else [])


def _write_finding(finding: ReportedFinding, lang: str) -> Iterator[str]:
    yield from (f"### {escape(f'{finding.severity_text} {finding.code} {finding.name}')}", "")
    if where := sections.describe_place(finding, lang):
        yield from (escape(where), "")
    yield from (escape(finding.message), "")
    if finding.piece:
        yield from (*_write_piece(finding.piece), "")
    if finding.facts:
        yield from _write_parts([Terms(finding.facts)])
    yield from (f"**{escape(wording.TODO.fill(lang, {}))}** {escape(finding.remedy)}", "")
    yield from (escape(wording.SOURCE.fill(lang, {"source": finding.source})), "")


def _write_piece(piece: SheetPiece) -> Iterator[str]:
    """The piece of a sheet: the letters of its columns, the numbers of its rows, and an arrow before the cell."""
    yield _join(["", *piece.columns])
    yield _join(["---"] * (len(piece.columns) + 1))
    for row in piece.rows:
        yield _join([str(row.number), *map(_write_cell, row.cells)])


def _write_cell(cell: PieceCell) -> str:
    return f"**▶ {escape(cell.text)}**" if cell.is_marked else escape(cell.text)


def _write_timelines(contents: Contents) -> Iterator[str]:
    for timeline in contents.timelines:
        yield from (f"### {escape(timeline.recipient)}", "")
        yield from _write_parts(sections.lay_out_timeline(timeline, contents.lang))


_Write = Callable[[Contents], Iterator[str]]


def _make_writer(lay_out: Callable[[Contents], Iterator[Part]]) -> _Write:
    """What writes a section that consists of paragraphs, lists and tables alone."""
    return lambda contents: _write_parts(lay_out(contents))


_SECTIONS: Sequence[tuple[Text, _Write]] = (
    (wording.READING, _make_writer(sections.lay_out_reading)),
    (wording.RIGHT, _make_writer(sections.lay_out_right)),
    (wording.FINDINGS, _write_findings),
    (wording.BALANCES, _make_writer(sections.lay_out_balances)),
    (wording.TRANSFERS, _make_writer(sections.lay_out_transfers)),
    (wording.INTERVENTIONS, _make_writer(sections.lay_out_interventions)),
    (wording.YEAR_END, _make_writer(sections.lay_out_year_end)),
    (wording.TIMELINE, _write_timelines),
    (wording.WAIVERS, _make_writer(sections.lay_out_waivers)),
    (wording.DECISION, _make_writer(sections.lay_out_decision)),
    (wording.BASIS, _make_writer(sections.lay_out_basis)),
)
"""The sections in their order: the title of each, and what writes it."""
