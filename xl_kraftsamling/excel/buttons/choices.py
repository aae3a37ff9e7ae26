"""What is chosen on the ribbon for a press of a button: how strictly, at which date, and by which decision."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.finding import PROFILES


class Choices(NamedTuple):
    """What is chosen; None for what the workbook itself says."""

    profile: str | None
    as_of: date | None
    known: Sequence[Decision] | None


def read_choices(profile: str = "", as_of: str = "", decision: str = "") -> Choices:
    """Read the choices, each empty where nothing is chosen.

    :raises BadInput: there is no such profile or decision, or the date is none.
    """
    if profile not in ("", *PROFILES):
        raise BadInput(_NO_PROFILE, found=profile, known=PROFILES)
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise BadInput(_NO_DATE, found=as_of) from None
    return Choices(profile or None, day, app.known_decisions(decision or None))


_NO_PROFILE = Text(
    "Profilen ”{found}” finns inte. Välj en av {known} på fliken Kraftsamling.",
    "There is no profile “{found}”. Choose one of {known} on the tab Kraftsamling.",
)
_NO_DATE = Text(
    "Avstämningsdatumet ”{found}” är inte ett datum. Skriv det som 2026-09-30 på fliken Kraftsamling, eller lämna rutan tom.",
    "“{found}” is not a date. Write it as 2026-09-30 on the tab Kraftsamling, or leave the box empty.",
)
