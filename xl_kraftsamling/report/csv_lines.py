"""Tables as CSV for a Swedish Excel: byte order mark, semicolons, decimal commas."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.shown_text import show_text

CsvValue = str | Ore | date | None
"""What a cell can hold; None becomes an empty cell."""


def format_csv(headings: Sequence[str], rows: Iterable[Sequence[CsvValue]]) -> Iterator[str]:
    """The headings and the rows line by line."""
    yield "\ufeff" + ";".join(map(quote_csv_text, headings))  # without the mark Excel takes UTF-8 for cp1252
    for row in rows:
        yield ";".join(map(_cell, row))


def _cell(value: CsvValue) -> str:
    if isinstance(value, Ore):
        return format_csv_amount(value)
    return "" if value is None else quote_csv_text(str(value))


def format_csv_amount(ore: int) -> str:
    """An amount in öre as kronor that Excel reads: no spaces, a decimal comma if there are öre."""
    # sign apart: divmod of a negative amount would round its kronor down
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kronor}" + (f",{rest:02d}" if rest else "")


def quote_csv_text(text: str) -> str:
    """A text as a CSV cell that no spreadsheet takes for a formula."""
    text = show_text(text)  # a tab or line break, which programs would skip, is no longer one
    # texts come from others: "=HYPERLINK(…)" would be run, in some languages also with signs of full width
    safe = "'" + text if text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else text
    return '"' + safe.replace('"', '""') + '"' if any(sign in safe for sign in ';"') else safe
