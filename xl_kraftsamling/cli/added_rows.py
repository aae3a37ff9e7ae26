"""What a person is told of rows that were added to a workbook, beside how many they are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_kraftsamling.cli.bilingual import current_language, say
from xl_kraftsamling.domain.texts import Text

if TYPE_CHECKING:
    from xl_kraftsamling.writing.add_rows import AddedRows


def describe_added(added: "AddedRows") -> Iterator[str]:
    """By which files the workbook was read, what was added beside the rows, and what the person has to do."""
    yield from (companion.effect.fill(current_language(), {}) for companion in added.companions)
    if added.balances:
        yield say(_BALANCES, names=", ".join(added.balances))
    for place, name in added.lacking:
        yield say(_LACKING, place=place.address, name=name)
    if added.unclear:
        more = len(added.unclear) - _LISTED
        cells = ", ".join(place.address for place in added.unclear[:_LISTED])
        yield say(_UNCLEAR, cells=cells + (say(_MORE, more=more) if more > 0 else ""))


def quote_path(path: object) -> str:
    """A path as it is written in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


_BALANCES = Text("Saldotabellen fick en rad för {names}.", "The table of balances was given a row for {names}.")
_LACKING = Text(
    "Saldotabellen vid {place} har ingen rad för {name}, och dess formler kan inte kopieras: lägg till raden för hand.",
    "The table of balances at {place} has no row for {name}, and its formulas cannot be copied: add the row by hand.",
)
_UNCLEAR = Text(
    "Dessa formler tar med några av tabellens rader men kanske inte alla, och är inte ändrade: {cells}. Kontrollera om de "
    "nya raderna ska vara med.",
    "These formulas include some rows of the table but perhaps not all, and have not been changed: {cells}. Check whether "
    "they should include the new rows.",
)
_MORE, _LISTED = Text(" och {more} till", " and {more} more"), 5
