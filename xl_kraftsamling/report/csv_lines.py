"""Tables as CSV for a Swedish Excel: byte order mark, semicolons, decimal commas."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.money import Ore

Cell = str | Ore | date | None
"""What a cell can hold; nothing becomes an empty cell."""


def lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The headings and the rows line by line."""
    yield "\ufeff" + ";".join(map(quoted, headings))
    for row in rows:
        yield ";".join(map(_cell, row))


def _cell(cell: Cell) -> str:
    if isinstance(cell, Ore):
        return plain(cell)
    return "" if cell is None else quoted(str(cell))


def plain(ore: int) -> str:
    """An amount in kronor as Excel reads it: no spaces, a decimal comma where there are öre."""
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kronor}" + (f",{rest:02d}" if rest else "")


def quoted(text: str) -> str:
    """A text as a CSV cell that no spreadsheet takes for a formula."""
    safe = "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    return '"' + safe.replace('"', '""') + '"' if any(sign in safe for sign in ';"\r\n') else safe
