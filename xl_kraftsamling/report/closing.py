"""What is left at the year's end, whose, and of what kind: the table that follows the balances from the last day on."""

import textwrap
from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.closing import Closing, closing, ended
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.figures import RECIPIENT, causes, displayed, why_open
from xl_kraftsamling.report.table import Table

_TITLE = Text("Kvar vid slutet av {year}", "Left at the end of {year}")
_HEADINGS = (
    Text("Outnyttjat", "Unused"),
    Text("därav ej avropat", "of it not called off"),
    Text("därav avropat, ej förbrukat", "of it called off, not spent"),
)
_SUM = Text("Summa", "Sum")
_UNKNOWN = Text(
    "– Utfall saknas: vad som är avropat men inte förbrukat är inte känt, så outnyttjat är minst det som inte är avropat.",
    "– No outcome is reported: what is called off but not spent is not known, so what is unused is at least what is not called off.",
)
_CONDITIONS = Text(
    "Vad som ska återföras sägs inte i beslutet: stäm av med stadskontoret. Att föra över pengar till nästa år kräver ett beslut.",
    "What is to be returned is not said in the decision: settle it with stadskontoret. Carrying money over takes a decision.",
)


def table(ledger: Ledger, lang: str, width: int) -> Iterator[str]:
    """What is left, line by line; no line at all before the last day of the decision's year."""
    if not ended(ledger):
        return
    lines = {line.balance.recipient: line for line in closing(ledger)}
    rows = [_row(ledger, name, lines.get(name), lang) for name in ledger.balances]
    whole = Table(
        [each.fill(lang, {}) for each in (RECIPIENT, *_HEADINGS)], [*rows, *_sums(ledger, lines, lang)], range(1, 4)
    )
    yield from ("", _TITLE.fill(lang, {"year": ledger.decision.year}), "")
    yield from whole.lines(width) if whole.least <= width else whole.blocks()
    unknown = any(line.unspent is None for line in lines.values())
    for note in (_UNKNOWN, _CONDITIONS) if unknown else (_CONDITIONS,):
        yield from ("", *textwrap.wrap(note.fill(lang, {}), width, break_on_hyphens=False))


def _row(ledger: Ledger, name: str, line: Closing | None, lang: str) -> list[str]:
    if line is None:
        return [name, why_open(causes(ledger, name), lang)]
    return [name, *_shown((line.unused, line.balance.remaining, line.unspent), lang)]


def _sums(ledger: Ledger, lines: dict[str, Closing], lang: str) -> Iterator[list[str]]:
    """The sum row, where everybody's figures are there; a sum of which a part is not known is not shown."""
    if len(lines) == len(ledger.balances):
        spent = [line.unspent for line in lines.values() if line.unspent is not None]
        unspent = sum(spent) if len(spent) == len(lines) else None
        sums = (sum(line.unused for line in lines.values()), sum(line.balance.remaining for line in lines.values()), unspent)
        yield [_SUM.fill(lang, {}), *_shown(sums, lang)]


def _shown(amounts: tuple[int | None, ...], lang: str) -> Iterator[str]:
    return (displayed(name, amount, lang) for name, amount in zip(("unused", "remaining", "unspent"), amounts, strict=True))
