"""Adds to a workbook that was read what the engine says of its formulas: stale and missing values, and what could not be calculated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xl_kraftsamling.domain.formula_facts import FormulaFacts, NotRecalculated, StaleFormula
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, ShownFormula, Text, Value
from xl_kraftsamling.reading.recalculation.process import SECONDS, run_engine
from xl_kraftsamling.reading.workbook import WorkbookContent

if TYPE_CHECKING:
    from xl_kraftsamling.reading.recalculation.groups import CellGroup

REASONS = {
    "changing": Text(
        "{function} ger ett nytt värde varje gång arbetsboken räknas om", "{function} gives a new value whenever the workbook is calculated"
    ),
    "language": Text("resultatet beror på vilket språk Excel har", "the result depends on the language of Excel"),
    "approximated": Text("{function} räknas fram ungefärligt", "{function} is found by approximation"),
    "unknown_function": Text("{function} kan inte räknas om här", "{function} cannot be calculated here"),
    "loop": Text("formeln beror på sig själv", "the formula depends on itself"),
    "link": Text("den hämtar från en annan arbetsbok", "it refers to another workbook"),
    "data_table": Text("den hör till en datatabell", "it belongs to a data table"),
    "as_shown": Text("arbetsboken räknar med talen som de visas", "the workbook calculates with the numbers as they are shown"),
    "unknown_value": Text(
        "den läser en cell som saknar värde och inte kan räknas om", "it reads a cell without a value that cannot be calculated"
    ),
    "name": Text("den använder en funktion eller ett namn som arbetsboken inte har", "it uses a function or name that the workbook does not have"),
    "doubtful": Text("ett felvärde som kan bero på omräkningen", "an error value that may be due to the calculation"),
    "unreadable": Text("formeln kan inte läsas", "the formula cannot be read"),
    "unopened": Text("pyOfficeEditor kan inte läsa arbetsboken", "pyOfficeEditor cannot read the workbook"),
    "changed": Text("filen ändrades medan den lästes", "the file was changed while it was read"),
    "time": Text("omräkningen blev inte klar på {n} sekunder", "the calculation was not done in {n} seconds").bind(n=SECONDS),
    "failed": Text("omräkningen avbröts, kanske för att minnet tog slut", "the calculation was broken off, perhaps for want of memory"),
}
"""Why a formula was not calculated, as the cause in a sentence of KO01."""


def add_second_opinion(content: WorkbookContent) -> WorkbookContent:
    """The workbook, read from a file, with the facts of what its formulas come to; the engine is installed."""
    told = {fault.hit.place for fault in content.faults if fault.code == "FO08"}
    facts = _add_facts(content.book.formula_facts, run_engine(content.path, content.sha256), told)
    return replace(content, book=replace(content.book, formula_facts=facts))


def _add_facts(facts: FormulaFacts, found: "Sequence[CellGroup] | str", told: "set[Place | None]") -> FormulaFacts:
    """The facts with what was found; `told` are the cells of tables of which the gate has said that they have no value."""
    if isinstance(found, str):
        return facts._replace(not_recalculated=[NotRecalculated(None, 0, REASONS[found])])
    stale = [_make_stale(group) for group in found if not group["reason"]]
    missing = [fact for fact in stale if fact.stored is None and not told.issuperset(fact.places)]
    return facts._replace(
        # a workbook to be calculated when it is opened comes from a program that stores no values: none of them is missing
        stale_formulas=[fact for fact in stale if fact.stored is not None] + ([] if facts.is_on_load else missing),
        unvalued_formulas=[],  # they are among those
        not_recalculated=[_make_left_out(group) for group in found if group["reason"]],
    )


def _make_stale(group: "CellGroup") -> StaleFormula:
    return StaleFormula(_list_places(group), group["more"], _read_value(group["stored"]), _read_value(group["computed"]))


def _make_left_out(group: "CellGroup") -> NotRecalculated:
    places = _list_places(group)
    reason = REASONS[group["reason"]].bind(function=ShownFormula(group["function"] and f"{group['function']}()"))
    return NotRecalculated(places[0], len(places) - 1 + group["more"], reason)


def _list_places(group: "CellGroup") -> tuple[Place, ...]:
    return tuple(Place(sheet, row, column) for sheet, row, column in group["cells"])


def _read_value(value: Any) -> Value:
    """A value as the process tells it, for a person: a number with the digits that two programs agree on."""
    match value:
        case bool():
            return _TRUE if value else _FALSE
        case int() | float():
            rounded = float(f"{value:.12g}")
            if not rounded.is_integer():
                return rounded
            return Count(rounded) if abs(rounded) >= _GROUPED else int(rounded)
        case {"error": code}:
            return Text(code, code)  # no text of somebody's
        case {"day": day}:
            return date.fromisoformat(day)
        case _:
            return str(value) if value is not None else None


_TRUE, _FALSE = Text("SANT", "TRUE"), Text("FALSKT", "FALSE")
_GROUPED = 10_000  # from here on a number is no year
