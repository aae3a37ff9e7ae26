"""The colours of marked cells: one conditional format per sheet and severity, so that no cell's own format changes.

The program's are recognised by their formula, which is always true and contains its name.
"""

import re
from collections.abc import Iterable, Iterator

from xl_kraftsamling.writing.annotate.sheet_tail import Piece, SheetTail
from xl_kraftsamling.xlsx.grid import Area

_FORMULA = 'LEN("Kraftsamling")=12'
_PRIORITY = re.compile(rb"\spriority\s*=\s*[\"'](\d{1,9})[\"']")
# an element with content only: a rule of ours always has its formula in it
_RULE = re.compile(rb"<((?:[\w.-]+:)?)cfRule\s[^>]*(?<!/)>.*?</\1cfRule\s*>", re.DOTALL)
_ANY_RULE = re.compile(rb"<(?:[\w.-]+:)?cfRule[\s>]")


def add_highlight(tail: SheetTail, cells: Iterable[tuple[int, int]], number: int) -> None:
    """Give cells, by row and column, a format by its number among the differential ones; the sheet's other rules come first."""
    # the lowest priority in the sheet: where a rule of the user sets the same property, that one is shown
    ranks = [int(rank) for piece in tail.pieces for rank in _PRIORITY.findall(piece.text)]
    p = tail.prefix
    tail.insert(
        "conditionalFormatting",
        f'<{p}conditionalFormatting sqref="{" ".join(_ranges(cells))}">'
        f'<{p}cfRule type="expression" dxfId="{number}" priority="{max(ranks, default=0) + 1}">'
        f"<{p}formula>{_FORMULA}</{p}formula></{p}cfRule></{p}conditionalFormatting>",
    )


def remove_highlights(tail: SheetTail) -> bool:
    """Remove the program's highlights, and no rule that another program has joined with them; returns whether there were any."""
    own = [piece.name == "conditionalFormatting" and _is_own(piece.text) for piece in tail.pieces]
    # in one pass: a sheet can have any number of them
    changed = [Piece(piece.name, _without_own(piece)) if is_own else piece for piece, is_own in zip(tail.pieces, own, strict=True)]
    tail.pieces = [piece for piece in changed if piece.text]
    return any(own)


def _without_own(piece: Piece) -> bytes:
    # rules with the same range may have been joined into one element by the program that saved the workbook last
    kept = _RULE.sub(lambda rule: b"" if _is_own(rule[0]) else rule[0], piece.text)
    return kept if _ANY_RULE.search(kept) else b""


def _is_own(text: bytes) -> bool:
    # written with quotes or with their entity: programs differ
    return _FORMULA.encode() in text.replace(b"&quot;", b'"')


def _ranges(cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The cells as ranges, those below one another joined, so that a marked column is one range and not a thousand."""
    run: Area | None = None
    for column, row in sorted((column, row) for row, column in cells):
        if run and (run.left, run.bottom + 1) == (column, row):
            run = run._replace(bottom=row)
        else:
            yield from [run.ref] if run else []
            run = Area(row, column, row, column)
    yield from [run.ref] if run else []
