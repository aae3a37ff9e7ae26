"""Amounts of which nothing says the unit, about a thousandth of what the same recipients are allotted: a question.

The allocations themselves have a rule of their own, TD07, since the decision says what they are.
"""

from collections.abc import Mapping
from dataclasses import replace

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import UNIT_NAMES
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import CALL_OFFS, FORECASTS, INTERVENTIONS, OUTCOMES, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.settling.same_money import amount_field, read_money
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.shown_units import UNITS_IN_WORDS
from xl_kraftsamling.xlsx.grid import Grid

_LEAST: Mapping[str, float] = {CALL_OFFS.name: 0.02, TRANSFERS.name: 0.02, FORECASTS.name: 0.2, INTERVENTIONS.name: 0.2, OUTCOMES.name: 0.1}
"""By table the share of what the recipients are allotted that its amounts, in the larger unit, must come to: less is no sign of it."""
_MOST = 1.1
"""The share from which on they would be more than anybody was granted."""
_FEW_DIGITS = 1_000_000
"""Öre, 10 000 kronor, that no amount reaches: nobody writes so much in thousands of kronor here."""


def ask_about_unit(found: FoundTable, grid: Grid, decision: Decision) -> FoundTable:
    """The table, with the question in which unit its amounts are if its headings, title and formats state none."""
    if found.states_unit or found.kind not in _LEAST or decision.candidates:
        return found
    money = [each for each in read_money(found, grid, decision.register) if each.parties[0] in decision.allotted]
    total = sum(each.amount for each in money)
    allotted = sum(decision.allotted[name] for name in {each.parties[0] for each in money})
    fitting = (unit for unit in (1_000, 1_000_000) if _LEAST[found.kind] * allotted <= total * unit <= _MOST * allotted)
    unit = next(fitting, None) if max((abs(each.amount) for each in money), default=_FEW_DIGITS) < _FEW_DIGITS else None
    return replace(found, questions=(*found.questions, _ask(found, unit, total))) if unit else found


def _ask(found: FoundTable, unit: int, total: int) -> Question:
    field = amount_field(found.kind)
    place = Place(found.sheet, found.heading_row.row, found.assignment.columns[field])
    ways = (UNITS_IN_WORDS[unit], unit), (_KRONOR, 1)
    readings = [Reading(words, total * worth, f'unit = "{UNIT_NAMES[worth]}"') for words, worth in ways]
    return Question(place, _SMALL.bind(table=TABLE_KINDS[found.kind].sheet), readings, _ANSWER, f"{found.kind}.{field}")


_KRONOR = Text("kronor", "kronor")
_SMALL = Text(
    "Beloppen i {table} är små jämfört med vad mottagarna är beviljade, och ingen enhet står vid dem. Är de",
    "The amounts in {table} are small compared with what the recipients are granted, and no unit is stated. Are they",
)
_ANSWER = Text(
    "Skriv enheten i rubriken, till exempel ”Belopp (kr)” eller ”Belopp (tkr)”, eller ange den i en karta.",
    "State the unit in the heading, for example “Belopp (kr)” or “Belopp (tkr)”, or in a map.",
)
