"""The figures of a balance: what each is called, and which cell leaves one open."""

from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.balance import Balance
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import format_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.terms import BY_HEADING
from xl_kraftsamling.domain.texts import Text


class Figure(NamedTuple):
    """A figure: its name in JSON and in :class:`Balance`, and its heading in the sheet Saldo."""

    name: str
    swedish: str

    @property
    def heading(self) -> Text:
        """The heading in both languages."""
        return _heading(self.swedish)

    def of(self, balance: Balance) -> int | None:
        """This figure of a recipient, in öre; None where it is not known."""
        amount: int | None = getattr(balance, self.name)
        return amount


def _heading(swedish: str) -> Text:
    return Text(swedish, BY_HEADING[swedish].en.capitalize())


RECIPIENT = _heading("Mottagare")

FIGURES = (
    Figure("allotted", "Beviljat"),
    Figure("received", "Mottaget"),
    Figure("ceded", "Avstått"),
    Figure("disposable", "Disponibelt"),
    Figure("called_off", "Avropat"),
    Figure("requested", "Begärt"),
    Figure("remaining", "Kvar att avropa"),
    Figure("outcome", "Utfall"),
    Figure("called_off_unspent", "Avropat ej förbrukat"),
    Figure("forecast", "Prognos"),
    Figure("transferable", "Omfördelningsbart"),
)
"""Every figure, in the order of the sheet."""

def displayed(name: str, amount: int | None, lang: str) -> str:
    """A figure, by its name, as it stands in a table of kronor: a dash where it is not known, an overdraft with a mark."""
    if amount is None:
        return "–"
    mark = "✖ " if name == "remaining" and amount < 0 else ""  # an overdraft never shows by its minus alone
    return mark + format_amount(amount, lang, unit=False)


OPEN = Text("kan inte beräknas: {cells}", "cannot be computed: {cells}")
"""What stands in place of figures that a cell leaves open."""


def causes(ledger: Ledger, recipient: str) -> tuple[Place, ...]:
    """The cells that leave R, K and Ω of a recipient open; none where the figures are settled."""
    cells = ledger.unsettled.ledger
    return tuple(dict.fromkeys((*cells.get(recipient, ()), *cells.get(None, ()))))


def why_open(places: tuple[Place, ...], lang: str) -> str:
    """That figures cannot be computed, and which cells are the reason; at most three are named."""
    named = ", ".join(place.shown for place in places[:3])
    more = Text(" och {n} till", " and {n} more").fill(lang, {"n": len(places) - 3}) if len(places) > 3 else ""
    return OPEN.fill(lang, {"cells": named + more})


def notes(ledger: Ledger, lang: str) -> Iterator[str]:
    """A sentence for every outcome or forecast that a cell leaves open though the rest of the balance is settled."""
    for heading, cells in (("Utfall", ledger.unsettled.outcomes), ("Prognos", ledger.unsettled.forecasts)):
        for recipient, places in cells.items():
            whom = f", {recipient}" if recipient else ""
            yield f"{_heading(heading).fill(lang, {})}{whom}: {why_open(tuple(places), lang)}"
