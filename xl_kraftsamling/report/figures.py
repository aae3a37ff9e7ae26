"""The figures of a balance: their headings, how they are shown in a table, and which cell makes one unknown."""

from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.glossary import TERM_BY_HEADING
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import format_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text


class Figure(NamedTuple):
    """A figure: its name in JSON and in :class:`Balance`, and its heading, in Swedish that of the sheet Saldo."""

    name: str
    heading: Text

    def of(self, balance: Balance) -> int | None:
        """This figure of a recipient, in öre; None if it is not known."""
        amount: int | None = getattr(balance, self.name)
        return amount


_HEADINGS = {
    swedish: Text(swedish, TERM_BY_HEADING[swedish].en.capitalize())
    for swedish in (
        "Mottagare", "Beviljat", "Mottaget", "Avstått", "Disponibelt", "Avropat", "Begärt", "Kvar att avropa", "Utfall",
        "Avropat ej förbrukat", "Prognos", "Omfördelningsbart",
    )
}  # fmt: skip

RECIPIENT = _HEADINGS["Mottagare"]
"""The heading of the column of names."""

FIGURES = (
    Figure("allotted", _HEADINGS["Beviljat"]),
    Figure("received", _HEADINGS["Mottaget"]),
    Figure("ceded", _HEADINGS["Avstått"]),
    Figure("disposable", _HEADINGS["Disponibelt"]),
    Figure("called_off", _HEADINGS["Avropat"]),
    Figure("requested", _HEADINGS["Begärt"]),
    Figure("remaining", _HEADINGS["Kvar att avropa"]),
    Figure("outcome", _HEADINGS["Utfall"]),
    Figure("called_off_unspent", _HEADINGS["Avropat ej förbrukat"]),
    Figure("forecast", _HEADINGS["Prognos"]),
    Figure("transferable", _HEADINGS["Omfördelningsbart"]),
)
"""Every figure, in the order of the sheet."""



def read_figures(balance: Balance, *, settled: bool) -> dict[str, int | None]:
    """Every figure of a recipient in öre, by its name; None if it is unknown, all of them unless `settled`."""
    return {figure.name: figure.of(balance) if settled else None for figure in FIGURES}


_BASIS = Text("{decision} · avstämt {as_of} · belopp i kronor", "{decision} · as of {as_of} · amounts in kronor")

_NO_DATA = Text("kan inte beräknas, eftersom arbetsboken saknar uppgifter om det", "cannot be calculated, because the workbook has no data on it")
CANNOT_BE_COMPUTED = Text("kan inte beräknas: {cells}", "cannot be calculated: {cells}")
"""Shown in place of figures that a cell makes unknown."""


def render_heading(path: str, ledger: Ledger, lang: str) -> list[str]:
    """The lines above every table of figures: the workbook's path, its decision, its date and the unit, and the files beside it."""
    basis = _BASIS.fill(lang, {"decision": ledger.decision.reference.strip(), "as_of": ledger.as_of})
    return [path, basis, *(companion.effect.fill(lang, {}) for companion in ledger.book.companions)]


def format_figure(name: str, amount: int | None, lang: str) -> str:
    """A figure in öre, by its name, as text for a table of kronor: a dash if it is not known, a mark before an overdraft."""
    if amount is None:
        return "–"
    mark = "✖ " if name == "remaining" and amount < 0 else ""  # an overdraft never shows by its minus alone
    return mark + format_amount(amount, lang, unit=False)


def find_open_cells(ledger: Ledger, recipient: str) -> tuple[Place, ...]:
    """The cells that make R, K and Ω of a recipient unknown; empty if these are known."""
    cells = ledger.unsettled.transferable.cells
    # under None are the cells that may concern any recipient, such as a call-off whose recipient cannot be read
    return tuple(dict.fromkeys((*cells.get(recipient, ()), *cells.get(None, ()))))


def explain_open_cells(places: tuple[Place, ...], lang: str) -> str:
    """That figures cannot be calculated, and which cells are the reason; at most three are named."""
    named = ", ".join(place.address for place in places[:3])
    more = Text(" och {n} till", " and {n} more").fill(lang, {"n": Count(len(places) - 3)}) if len(places) > 3 else ""
    return CANNOT_BE_COMPUTED.fill(lang, {"cells": named + more})


def list_open_figures(ledger: Ledger, lang: str) -> Iterator[str]:
    """A sentence for every outcome or forecast that a cell makes unknown though the rest of the balance is known."""
    for heading, cells in (("Utfall", ledger.unsettled.outcome.cells), ("Prognos", ledger.unsettled.forecast.cells)):
        for recipient, places in cells.items():
            whom = f", {recipient}" if recipient else ""
            is_lacking = not any(place.cell for place in places)  # what is missing has no cell
            why = _NO_DATA.fill(lang, {}) if is_lacking else explain_open_cells(tuple(places), lang)
            yield f"{_HEADINGS[heading].fill(lang, {})}{whom}: {why}"
