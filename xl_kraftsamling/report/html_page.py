"""One HTML file for a person: no address outside it, no script, printable, light and dark, and whatever comes from a workbook is text.

The policy in its head lets nothing load or run but the one style sheet, which it knows by its hash.  `write_…` gives pieces of HTML.
"""

import hashlib
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape

from xl_kraftsamling.domain.shown_text import show_text

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #f2f2ee; --line: #75756f; --plus: #0b5d2a; --minus: #9b1c1c; --mark: #1d4f91; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #16181b; --soft: #24272c; --line: #8d9299; --plus: #7fd69a; --minus: #ff9d94; --mark: #9cc3ff; }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2rem; border-bottom: 2px solid var(--mark); } h3 { font-size: 1.05rem; margin-bottom: .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; } dt { font-weight: 600; } dd { margin: 0; }
.wide { overflow-x: auto; } .wide:focus-visible { outline: 3px solid var(--mark); }
table { border-collapse: collapse; margin: .5rem 0; min-width: 60%; } th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { background: var(--soft); vertical-align: bottom; overflow-wrap: break-word; } td.n, .s { white-space: nowrap; } .n { text-align: right; font-variant-numeric: tabular-nums; }
tr.whole th, tr.whole td { font-weight: 600; background: var(--soft); } tbody th { font-weight: 400; min-width: 16rem; }
.plus { color: var(--plus); } .minus { color: var(--minus); }
ul { padding-left: 1.25rem; } li { margin: .15rem 0; }
@media (max-width: 40rem) { body { padding: .75rem; } th, td { padding: .25rem .4rem; } tbody th { min-width: 8rem; } }
@page { size: landscape; margin: 12mm; }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #f2f2ee; --line: #777; --plus: #000; --minus: #000; --mark: #000; } body { max-width: none; padding: 0; font-size: 9pt; } table { font-size: 7.5pt; } th, td { padding: .1rem .3rem; } tbody th { min-width: 0; } .wide { overflow: visible; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"


def render_html(title: str, body: Iterable[str], lang: str, style: str = "") -> Iterator[str]:
    """A page line by line.

    :param body: its parts, which are HTML already; ``style`` are rules of CSS beside those of every page.
    """
    sheet = _STYLE + style
    policy = _POLICY.format(hash=b64encode(hashlib.sha256(sheet.encode()).digest()).decode())
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>{write_text(title)}</title>\n<style>{sheet}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{write_text(title)}</h1>"
    yield from body
    yield "</main>\n</body>\n</html>"


def write_text(text: str) -> str:
    """A text as HTML: visible, and never markup."""
    return escape(show_text(text))


def write_heading(level: int, text: str) -> str:
    """A heading."""
    return f"<h{level}>{write_text(text)}</h{level}>"


def write_paragraph(text: str) -> str:
    """A paragraph."""
    return f"<p>{write_text(text)}</p>"


def write_list(items: Iterable[str]) -> str:
    """A list of texts."""
    return "\n".join(["<ul>", *(f"<li>{write_text(item)}</li>" for item in items), "</ul>"])


def write_terms(pairs: Iterable[tuple[str, str]]) -> str:
    """Names, each with what it stands for."""
    return "\n".join(["<dl>", *(f"<dt>{write_text(name)}</dt><dd>{write_text(text)}</dd>" for name, text in pairs), "</dl>"])


def write_table(
    caption: str, headings: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], texts: Collection[int] = ()
) -> Iterator[str]:
    """A table whose first column names its rows and whose others are numbers; it can be scrolled where it is too wide.

    :param rows: each with its class, `whole` for a sum, or none.
    :param texts: the positions of the columns that hold text after all, counted from 0.
    """
    yield open_wide(caption) + "\n<table>"
    kinds = ["" if number in texts or not number else ' class="n"' for number in range(len(headings))]
    yield "<thead><tr>" + "".join(f'<th scope="col"{kind}>{write_text(each)}</th>' for kind, each in zip(kinds, headings, strict=True)) + "</tr></thead>\n<tbody>"
    for kind, (name, *cells) in rows:
        written = "".join(_write_cell(cell, is_text=number in texts) for number, cell in enumerate(cells, 1))
        mark = f' class="{kind}"' if kind else ""
        yield f'<tr{mark}><th scope="row"{_mark_short(name)}>{write_text(name)}</th>{written}</tr>'
    yield "</tbody>\n</table>\n</div>"


def open_wide(label: str) -> str:
    """The beginning of a `div` that can be scrolled where it is too wide, by keyboard too; a page has each label once."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{write_text(label)}">'


def _write_cell(cell: str, *, is_text: bool) -> str:
    return f"<td{_mark_short(cell)}>{write_text(cell)}</td>" if is_text else f'<td class="n{_sign(cell)}">{write_text(cell)}</td>'


def _mark_short(cell: str) -> str:
    """The class of a text such as a date or an id, which does not break over lines."""
    return ' class="s"' if len(cell) <= _SHORT else ""


_SHORT = 12


def _sign(cell: str) -> str:
    return " plus" if cell.startswith("+") else " minus" if cell.startswith("\u2212") else ""
