"""The pieces of a report as HTML: paragraphs, lists and tables, and each finding in its piece of the sheet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.html_page import (
    open_wide,
    write_list,
    write_paragraph,
    write_table,
    write_terms,
    write_text,
)
from xl_kraftsamling.report.written_report.contents import (
    PieceCell,
    PieceRow,
    ReportedFinding,
    SheetPiece,
    VerdictStatement,
)
from xl_kraftsamling.report.written_report.parts import Items, Paragraph, Part, Terms
from xl_kraftsamling.report.written_report.sections import describe_place
from xl_kraftsamling.report.written_report.wording import SOURCE, TODO
from xl_kraftsamling.xlsx.grid import column_number

_WAIVED = "undantag"


def name_tone(verdict: VerdictStatement) -> str:
    """The class of the page's style that a verdict has."""
    return next((_name_severity(severity) for severity in Severity if severity.value == verdict.word), "complies")


def _name_severity(severity: Severity) -> str:
    return "ejprovad" if severity is Severity.NOT_TRIED else severity.value


def _name_class(finding: ReportedFinding) -> str:
    return _WAIVED if finding.is_waived else _name_severity(finding.severity)


def write_parts(parts: Iterable[Part]) -> Iterator[str]:
    """Paragraphs, lists and tables."""
    for part in parts:
        match part:
            case Paragraph():
                yield write_paragraph(part.text)
            case Items():
                yield write_list(part.items)
            case Terms():
                yield write_terms(part.facts)
            case _:
                rows = (("whole" if row.is_sum else "", row.cells) for row in part.rows)
                yield from write_table(part.caption, part.headings, rows, part.texts)


def write_filter(findings: Sequence[ReportedFinding], lang: str) -> Iterator[str]:
    """The choice of which findings are shown; the style of the page does the rest, and there is no script."""
    counts = Counter(map(_name_class, findings))
    words = {_name_severity(severity): severity.text for severity in Severity} | {_WAIVED: Text("undantag", "waived")}
    choices = [("alla", _ALL, len(findings)), *((name, text, counts[name]) for name, text in words.items() if counts[name])]
    yield f"<fieldset><legend>{_SHOW.fill(lang, {})}</legend>"
    for name, text, number in choices:
        checked = " checked" if name == "alla" else ""
        word = text.fill(lang, {})
        yield f'<label><input type="radio" name="visa" id="visa-{name}"{checked}>{write_text(word[:1].upper() + word[1:])} ({number})</label>'
    yield "</fieldset>"


def write_finding(finding: ReportedFinding, number: int, lang: str) -> Iterator[str]:
    """A finding: how grave it is, where it is, what is wrong, the piece of the sheet, and what to do."""
    yield f'<article class="{_name_class(finding)}" aria-labelledby="a{number}-rubrik">'
    yield f'<h3 id="a{number}-rubrik"><span class="severity">{write_text(finding.severity_text)}</span> {write_text(f"{finding.code} {finding.name}")}</h3>'
    if where := describe_place(finding, lang):
        yield f'<p class="where">{write_text(where)}</p>'
    yield write_paragraph(finding.message)
    if finding.piece:
        yield from _write_piece(finding.piece, f"{number}. {finding.code} {finding.place}", lang)
    if finding.facts:
        yield write_terms(finding.facts)
    yield f'<p class="todo"><strong>{write_text(TODO.fill(lang, {}))}</strong> {write_text(finding.remedy)}</p>'
    yield f'<p class="source">{write_text(SOURCE.fill(lang, {"source": finding.source}))}</p>\n</article>'


def _write_piece(piece: SheetPiece, label: str, lang: str) -> Iterator[str]:
    """The piece of a sheet as a table with the letters of the columns and the numbers of the rows; the cell is marked by more than a colour."""
    marks = list(_mark_columns(piece))
    yield open_wide(label) + f'\n<table class="piece"><thead><tr><th scope="col"><span class="sr">{write_text(_ROW_NUMBER.fill(lang, {}))}</span></th>'
    yield "".join(f'<th scope="col"{_write_class(mark)}>{letters}</th>' for letters, mark in zip(piece.columns, marks, strict=True)) + "</tr></thead>\n<tbody>"
    before = None
    for row in piece.rows:
        yield _write_row(row, marks, lang, is_gap=before is not None and _is_gap(before, row.number))
        before = row.number
    yield "</tbody></table>\n</div>"


def _mark_columns(piece: SheetPiece) -> Iterator[str]:
    """The classes of each column: where columns are left out before it, and which ones a narrow window leaves out too."""
    numbers = [column_number(letters) for letters in piece.columns]
    hit = next(number for row in piece.rows for number, cell in zip(numbers, row.cells, strict=True) if cell.is_marked)
    for position, number in enumerate(numbers):
        gap = " gapped" if position and _is_gap(numbers[position - 1], number) else ""
        yield gap + (" far" if position and abs(number - hit) > 1 else "")


def _is_gap(one: int, other: int) -> bool:
    return other != one + 1


def _write_row(row: PieceRow, marks: Sequence[str], lang: str, *, is_gap: bool) -> str:
    names = ("heads" if row.is_heading else "") + (" gap" if is_gap else "")
    cells = "".join(_write_cell(cell, mark, lang) for cell, mark in zip(row.cells, marks, strict=True))
    return f'<tr{_write_class(names)}><th scope="row">{row.number}</th>{cells}</tr>'


def _write_cell(cell: PieceCell, mark: str, lang: str) -> str:
    names = ("n" if cell.is_number else "") + mark + (" hit" if cell.is_marked else " too" if cell.is_related else "")
    said = _HIT if cell.is_marked else _TOO if cell.is_related else None
    arrow = '<span class="arrow" aria-hidden="true">▶</span> ' if cell.is_marked else ""
    note = f'<span class="sr"> {write_text(said.fill(lang, {}))}</span>' if said else ""
    return f"<td{_write_class(names)}>{arrow}{write_text(cell.text)}{note}</td>"


def _write_class(names: str) -> str:
    return f' class="{names.strip()}"' if names else ""


_ALL, _SHOW = Text("alla", "all"), Text("Visa", "Show")
_ROW_NUMBER = Text("Rad", "Row")
_HIT, _TOO = Text("(cellen som avses)", "(the cell that is meant)"), Text("(nämns också)", "(is named too)")
