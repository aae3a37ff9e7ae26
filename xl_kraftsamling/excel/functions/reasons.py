"""Why a figure is open, in words, with the cell; and what else a person has to know of a figure that a function shows."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.tables import SETTINGS
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.functions.table_ledger import TablesReading
from xl_kraftsamling.finding import PROFILES, Finding, Severity

if TYPE_CHECKING:
    from xl_kraftsamling.verdict import Verdict

MAX_ANSWERED_TEXT = 255
"""The characters of a text that Excel takes in an array; a single longer one makes #VALUE! of the whole array."""

Row = list[Any]
"""A reason: its code, its words, the cell, and whose figures it leaves open."""


def explain_failure(problem: BadInput, width: int) -> list[Row]:
    """Why there is no answer at all, as rows of so many columns."""
    return [*_break_row("", problem.message("sv"), *[None] * (width - 2))]


def list_cautions(reading: TablesReading, width: int) -> list[Row]:
    """What else a person has to know of an answer, as rows of so many columns: by which files the tables were read, and what concerns them."""
    from xl_kraftsamling.report.caution import describe_caution

    caution = describe_caution(_judge(reading), "sv")
    effects = (each.effect.fill("sv", {}) for each in reading.ledger.book.companions)
    return [row for words in (*effects, *([caution] if caution else [])) for row in _break_row("", words, *[None] * (width - 2))]


def list_figure_reasons(reading: TablesReading, figures: Sequence[str], recipients: Sequence[str] | None = None) -> list[Row]:
    """Why figures are open, what else concerns them, and by which files they were read; one sentence where there is nothing.

    :param figures: the open figures that are asked about, as :class:`Unsettled` names them.
    :param recipients: those whose figures are asked about; None for all.
    """
    from xl_kraftsamling.report.caution import find_concerning

    verdict = _judge(reading)
    causes = _find_causes(reading, figures, recipients)
    by_place = _group_by_place(verdict.findings)
    rows = [row for place, whom in causes.items() for row in _explain(place, by_place.get(place, ()), whom)]
    explained = {finding.hit.place for place in causes for finding in by_place.get(place, ())}
    others = (each for each in find_concerning(verdict) if each.hit.place not in explained)
    rows += [row for each in others for row in _explain(each.hit.place, [each], "")]
    if not causes:
        rows = [*_break_row("", _NOTHING_OPEN.sv, "", ""), *rows]
    return [*rows, *(row for each in reading.ledger.book.companions for row in _break_row("", each.effect.fill("sv", {}), "", ""))]


def _judge(reading: TablesReading) -> "Verdict":
    from xl_kraftsamling.verdict import judge  # imports every rule

    return judge(reading.ledger, reading.list_faults(), PROFILES[1])


def _find_causes(reading: TablesReading, figures: Sequence[str], recipients: Sequence[str] | None) -> Mapping[Place, str]:
    """The cells that leave figures open, each with whose figures these are, once each."""
    causes: dict[Place, dict[str, None]] = {}
    for name in figures:
        for whom, places in getattr(reading.ledger.unsettled, name).cells.items():
            if whom is None or recipients is None or whom in recipients:
                for place in places:
                    causes.setdefault(place, {}).setdefault(whom or _EVERYONE.sv)
    return {place: _EVERYONE.sv if _EVERYONE.sv in names else ", ".join(names) for place, names in causes.items()}


def _group_by_place(findings: Sequence[Finding]) -> Mapping[Place, Sequence[Finding]]:
    """The findings about each cell, but for those that only say what was not tried because of it."""
    grouped: dict[Place, list[Finding]] = {}
    for each in findings:
        for place in (each.hit.place, *each.hit.related):
            if place and not each.rule.code.startswith("KO"):
                grouped.setdefault(place, []).append(each)
    return grouped


def _explain(place: Place | None, findings: Sequence[Finding], whom: str) -> Iterator[Row]:
    cell = show_text(place.address) if place else ""
    told = [each for each in findings if each.severity is not Severity.NOTE] or findings  # how a table was read leaves nothing open
    for each in told:
        yield from _break_row(each.rule.code, f"{each.message('sv')} {each.remedy('sv')}", cell, whom)
    if not told:
        why = _NOT_READ if place and place.row else _NO_SIGN if cell == SETTINGS.sheet else _NO_TABLE
        yield from _break_row("", why.fill("sv", {"where": cell}), cell, whom)


def _break_row(code: str, words: str, *rest: Any) -> Iterator[Row]:
    """A row whose words, where they are too long for a cell, go on in the next ones."""
    first, *more = wrap(words, MAX_ANSWERED_TEXT)
    yield [code, first, *(each and each[:MAX_ANSWERED_TEXT] for each in rest)]
    yield from (["", text, *[None] * len(rest)] for text in more)


_EVERYONE = Text("alla", "all")
_NOTHING_OPEN = Text(
    "Inga hinder: alla uppgifter som saldot bygger på kunde läsas.",
    "No obstacles: everything that the balance is based on could be read.",
)
_NOT_READ = Text("{where} kan inte läsas.", "{where} cannot be read.")
_NO_SIGN = Text(
    "Det framgår inte hur Utfall visar kostnader. Ge argumentet kostnadstecken, eller fyll i Kostnadstecken på bladet "
    "Inställningar.",
    "It is not clear how Utfall shows costs. Give the argument kostnadstecken, or fill in Kostnadstecken on the sheet "
    "Inställningar.",
)
_NO_TABLE = Text("Tabellen {where} finns inte bland det som funktionen har fått.", "The table {where} is not among what the function was given.")
