"""The colours of the marked cells: one conditional format per sheet and severity, so that no cell's own format is touched.

Ours are known by their formula, which is always true and says whose it is.
"""

import re
from collections.abc import Iterable, Iterator

from xl_kraftsamling.writing.annotate.sheet_tail import Piece, SheetTail
from xl_kraftsamling.xlsx.grid import Area

_FORMULA = 'LEN("Kraftsamling")=12'
_PRIORITY = re.compile(rb"\spriority\s*=\s*[\"'](\d{1,9})[\"']")
_RULE = re.compile(rb"<((?:[\w.-]+:)?)cfRule\s[^>]*(?<!/)>.*?</\1cfRule\s*>", re.DOTALL)
_ANY_RULE = re.compile(rb"<(?:[\w.-]+:)?cfRule[\s>]")


def add_highlight(tail: SheetTail, cells: Iterable[tuple[int, int]], look: int) -> None:
    """Give cells, by row and column, a look of the workbook's list of differential formats; formats before it win."""
    ranks = [int(number) for piece in tail.pieces for number in _PRIORITY.findall(piece.text)]
    p = tail.prefix
    tail.put(
        "conditionalFormatting",
        f'<{p}conditionalFormatting sqref="{" ".join(_ranges(cells))}">'
        f'<{p}cfRule type="expression" dxfId="{look}" priority="{max(ranks, default=0) + 1}">'
        f"<{p}formula>{_FORMULA}</{p}formula></{p}cfRule></{p}conditionalFormatting>",
    )


def remove_highlights(tail: SheetTail) -> bool:
    """Take ours away, also where a program has put another rule beside it; returns whether there were any."""
    ours = [piece for piece in tail.named("conditionalFormatting") if _is_ours(piece.text)]
    for piece in ours:
        tail.replace(piece, _without_ours(piece))
    return bool(ours)


def _without_ours(piece: Piece) -> bytes:
    kept = _RULE.sub(lambda rule: b"" if _is_ours(rule[0]) else rule[0], piece.text)
    return kept if _ANY_RULE.search(kept) else b""


def _is_ours(text: bytes) -> bool:
    return _FORMULA.encode() in text.replace(b"&quot;", b'"')


def _ranges(cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Cells as ranges, neighbours in a column together."""
    run: Area | None = None
    for column, row in sorted((column, row) for row, column in cells):
        if run and (run.left, run.bottom + 1) == (column, row):
            run = run._replace(bottom=row)
        else:
            yield from [run.ref] if run else []
            run = Area(row, column, row, column)
    yield from [run.ref] if run else []
