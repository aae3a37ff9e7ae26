"""Titles that name another recipient than their sheet does: a sheet that was copied for the next nämnd, with the title of the last one.

Whose the rows are nobody can see: a question.
"""

from dataclasses import replace

from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.headings.titles import find_named
from xl_kraftsamling.reading.recognition.records import read_amounts
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid


def ask_whose_rows(found: FoundTable, grid: Grid, register: Register) -> FoundTable:
    """The table with the question whose its rows are, where its title says another recipient than the name of its sheet."""
    on_sheet = find_named(found.sheet, register)
    if not found.title.owner or not found.lacks_recipients or on_sheet is None:
        return found
    titled, place = found.title.owner
    names = [register.recognise(each).name for each in (titled, on_sheet)]
    if names[0] == names[1]:
        return found
    total = sum(ore or 0 for ore in read_amounts(found, "amount", grid))
    readings = [Reading(_ROWS_OF.bind(recipient=name or ""), total, f"recipient = {quote_toml(name or '')}") for name in names]
    matter = _MATTER.bind(titled=titled, sheet=found.sheet)
    return replace(found, questions=(*found.questions, Question(place, matter, readings, _ANSWER, f"{found.kind}.{OWNER}")))


_ROWS_OF = Text("{recipient}s", "those of {recipient}")
_MATTER = Text(
    "Titeln säger {titled} men bladet heter {sheet}: vems raderna är går inte att se",
    "The title says {titled} but the sheet is called {sheet}: whose the rows are cannot be seen",
)
_ANSWER = Text(
    "Rätta titeln eller bladets namn, eller ange mottagaren i en karta: ”kraftsamling map” med --write skriver kartan, med svaren som rader "
    "att välja bland.",
    "Correct the title or the name of the sheet, or state the recipient in a map: “kraftsamling map” with --write writes the map, with the "
    "answers as lines to choose from.",
)
