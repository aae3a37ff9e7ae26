"""The files that may lie beside a workbook: its map and its decision.  What each does to the reading is said in every output.

A map says where the tables are.  A workbook in the template's layout needs none, and follows only one that is given by name: a file
that happens to lie in the same folder must not change what its figures are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from xl_kraftsamling.domain.decision import Decision, load_decision, shipped_decisions
from xl_kraftsamling.domain.decision_points import DEADLINE_WORDS
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import BadInput, Text, Value
from xl_kraftsamling.reading.canonical_layout import is_canonical
from xl_kraftsamling.reading.open_workbook import OpenWorkbook

MAP_ENDING = ".karta.toml"
DECISION_ENDING = ".beslut.toml"
"""Medel.karta.toml and Medel.beslut.toml lie beside Medel.xlsx."""

_MAX_SHEETS = 3  # sheets that one line names; a workbook may have one per month and nämnd


class SheetNotGiven(BadInput):
    """The map takes something from a sheet that is not read."""


def find_decisions(opened: OpenWorkbook, given: Sequence[Decision] | None) -> tuple[Sequence[Decision], Path | None]:
    """The decisions that a workbook may follow, and the file beside it that holds them, where that is so.

    :param given: the decisions that were asked for; None looks for the file, and takes those that ship where there is none.
    :raises BadInput: the file beside the workbook cannot be used.
    """
    if given is not None:
        return given, None
    file = _find_beside(opened, DECISION_ENDING)
    if file is None:
        return shipped_decisions(), None
    return (load_decision(file),), file


def choose_map(opened: OpenWorkbook, given: Path | None) -> Path | None:
    """The map that a workbook is read by: the given one, otherwise the one beside it, but for the template's layout none."""
    return given or (None if is_canonical(opened.sheets) else _find_beside(opened, MAP_ENDING))


def _find_beside(opened: OpenWorkbook, ending: str) -> Path | None:
    return find_companion(opened.folder_path, ending) if opened.folder_path else None


def find_companion(workbook: Path, ending: str) -> Path | None:
    """The file of an ending beside a workbook, which need not be there yet; a folder that is given in its place has none."""
    path = workbook.with_suffix(ending) if workbook.name else None
    return path if path and path.is_file() else None


def describe_map(opened: OpenWorkbook, map_file: Path | None, tables: Iterable[tuple[str, str]]) -> Iterator[Companion]:
    """The map that was followed, or the one beside the workbook that was not; nothing where there is neither.

    :param tables: the name of each table that was read, and its sheet.
    """
    beside = _find_beside(opened, MAP_ENDING)
    if map_file:
        sheets: dict[str, dict[str, None]] = {}
        for table, sheet in tables:
            sheets.setdefault(table, {})[sheet] = None
        read = tuple(_name_sheets(table, list(names)) for table, names in sheets.items())
        yield Companion("karta", map_file.name, is_followed=True, effect=_BY_MAP.bind(file=map_file.name, tables=read))
    elif beside:
        yield Companion("karta", beside.name, is_followed=False, effect=_NOT_BY_MAP.bind(file=beside.name))


def describe_decision(file: Path, held: Decision, followed: Decision) -> Companion:
    """The decision file beside a workbook, and whether the decision in it is the one that the workbook follows."""
    allotted = held.allotted_on(date.max)
    values: dict[str, Value] = {"file": file.name, "decision": held.reference, "n": len(allotted), "total": Ore(sum(allotted.values()))}
    if held == followed:
        sentences = [_BY_DECISION.bind(**values), *_describe_points(held)]
        return Companion("beslut", file.name, is_followed=True, effect=Text(" ", " ").join(sentences))
    values["other"] = followed.reference.strip()
    return Companion("beslut", file.name, is_followed=False, effect=_NOT_BY_DECISION.bind(**values))


def _describe_points(held: Decision) -> Iterator[Text]:
    """What the file holds beside the first decision, in sentences."""
    if held.adoption:
        yield _ADOPTED.bind(day=held.adoption.day, section=held.adoption.section)
    if held.amendments:
        yield _AMENDED.bind(points=tuple(_POINT.bind(day=each.day, reference=each.reference) for each in held.amendments))
    if held.deadlines:
        yield _DEADLINES.bind(days=tuple(_DEADLINE.bind(what=DEADLINE_WORDS[each.what], day=each.day) for each in held.deadlines))
    if held.repayments:
        yield _REPAID.bind(paid=tuple(_PAID.bind(who=each.recipient, amount=Ore(each.amount), day=each.day) for each in held.repayments))


def _name_sheets(table: str, names: Sequence[str]) -> Text:
    """A table and the sheets that it was read from."""
    rest = len(names) - _MAX_SHEETS
    listed = ", ".join(names[:_MAX_SHEETS])
    more = Text(f" och {rest} till", f" and {rest} more") if rest > 0 else ""
    return _FROM_SHEETS[len(names) > 1].bind(table=table, sheets=listed, more=more)


_FROM_SHEETS = (
    Text("{table} från bladet {sheets}{more}", "{table} from the sheet {sheets}{more}"),
    Text("{table} från bladen {sheets}{more}", "{table} from the sheets {sheets}{more}"),
)
_BY_MAP = Text(
    "Läst efter kartan {file}: {tables}. Inget annat läses.",
    "Read by the map {file}: {tables}. Nothing else is read.",
)
_NOT_BY_MAP = Text(
    "Kartan {file} bredvid arbetsboken har inte använts, eftersom arbetsboken följer mallen. Ska den gälla ändå: ange den med --map.",
    "The map {file} beside the workbook was not used, since the workbook follows the template. To follow it all the same, give it with --map.",
)
_BY_DECISION = Text(
    "Beslutet är läst ur {file} bredvid arbetsboken: {decision}, {n} mottagare, {total}.",
    "The decision was read from {file} beside the workbook: {decision}, {n} recipients, {total}.",
)
_ADOPTED = Text("Kommunstyrelsen beslutade {day}, {section}.", "Kommunstyrelsen decided on {day}, {section}.")
_AMENDED = Text("Ändrat {points}.", "Changed {points}.")
_POINT = Text("{day} ({reference})", "{day} ({reference})")
_DEADLINES = Text("Sista dag för {days}.", "Last day for {days}.")
_DEADLINE = Text("{what} {day}", "{what} {day}")
_REPAID = Text("Återbetalat, och borträknat från beviljat: {paid}.", "Paid back, and deducted from what is allotted: {paid}.")
_PAID = Text("{who} {amount} ({day})", "{who} {amount} ({day})")
_NOT_BY_DECISION = Text(
    "Beslutet i {file} bredvid arbetsboken, {decision}, har inte använts: arbetsboken hör till {other}.",
    "The decision in {file} beside the workbook, {decision}, was not used: the workbook belongs to {other}.",
)
