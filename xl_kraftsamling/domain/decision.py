"""A decision: who was granted what, by whom, and at which point of its text; loaded from a TOML file, never written in code.

Next year's decision, or another grant's, is a new file in `decisions/`.  Which of them a workbook follows is decided here,
by :func:`choose_decision`, whatever its layout and whoever asks.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path

from xl_kraftsamling.domain.open_points import OPEN_POINTS, READINGS, Answer
from xl_kraftsamling.domain.recipients import EXECUTIVE_OFFICE, KINDS, Recipient, Register, load_register
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import (
    A_DAY,
    A_TEXT,
    A_WHOLE,
    A_YEAR,
    AN_AMOUNT,
    TEXTS,
    as_amount,
    as_day,
    as_one_of,
    as_text,
    as_texts,
    as_whole,
    as_year,
    one_of,
)

DECISIONS_FOLDER = Path(__file__).parent.parent / "decisions"
CASE_NUMBER = re.compile(r"[A-ZÅÄÖ]{2,5}(-[A-ZÅÄÖ]{2,4})?-(19|20)\d{2}-\d{1,5}")
"""The form of a diarienummer."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What the decision grants one recipient, in öre, and the point of the decision where it does."""

    recipient: str
    amount: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision with every figure's reference.

    `interventions` is the number of insatser that the decision speaks of (None: it names none); `meeting` the date of the
    meeting that made the proposal; `open_points` the points of law that its file settles (`domain/open_points.py`).
    `candidates` are the decisions that a workbook may follow where more than one fits: then this one is what they have in common.
    `missing` names what a rule may need of a decision and this one lacks, as `Rule.needs` does: `decision` is its grants.
    """

    case_number: str
    section: str
    body: str
    title: str
    year: int
    reserve: str
    status: str
    party: str
    grants: tuple[Grant, ...]
    initiators: tuple[str, ...] = ()
    interventions: int | None = None
    meeting: date | None = None
    conditions: str = ""
    register: Register = field(compare=False)  # two that were read from the same file are the same decision
    open_points: Mapping[str, Answer] = field(default_factory=dict)
    candidates: tuple["Decision", ...] = ()
    missing: frozenset[str] = frozenset()

    @cached_property
    def allotted(self) -> dict[str, int]:
        """The granted amount of each recipient, in öre."""
        return {grant.recipient: grant.amount for grant in self.grants}

    @property
    def total(self) -> int:
        """The sum of the grants in öre: derived, the decision's text does not name it."""
        return sum(self.allotted.values())

    def answer(self, point: str) -> Answer:
        """How an open point of law is read: as the decision's file says, otherwise with caution (`domain/open_points.py`)."""
        return self.open_points.get(point, OPEN_POINTS[point].default)

    @property
    def reference(self) -> str:
        """How the decision is cited: STK-2026-580 § 266; every candidate where there are several."""
        return " / ".join(each.reference for each in self.candidates) or f"{self.case_number} {self.section}"

    def list_candidates(self) -> Text:
        """The candidates as a question names them: STK-2026-580 § 266 eller STK-2026-999 § 12."""
        *first, last = (each.reference for each in self.candidates)
        return Text(f"{', '.join(first)} eller {last}", f"{', '.join(first)} or {last}")


_NAMES = (
    "case_number", "section", "body", "meeting", "title", "year", "reserve", "status", "conditions", "interventions", "initiators",
    "allocation", "transfers", "recipient",
)  # fmt: skip


def load_decision(path: Path) -> Decision:
    """Read a decision from a TOML file.

    :raises BadInput: the file, the line and the key of what is missing, unknown or wrong in it.
    """
    file = read_toml(path, _FILE)
    file.check_names(_NAMES)
    register = load_register().with_more(_read_recipient(entry) for entry in file.find_tables("recipient"))
    transfers = file.find_table("transfers")
    transfers.check_names(("reference", "text", "party", "readings"))
    return Decision(
        case_number=file.read("case_number", _as_case_number, _A_CASE_NUMBER), section=file.read("section", as_text, A_TEXT),
        body=file.read("body", as_text, A_TEXT), title=file.read("title", as_text, A_TEXT),
        year=file.read("year", as_year, A_YEAR), reserve=file.read("reserve", as_text, A_TEXT),
        status=file.read("status", as_text, A_TEXT), party=transfers.read("party", as_text, A_TEXT),
        grants=_read_grants(file, register), initiators=_read_initiators(file, register),
        interventions=file.find("interventions", as_whole, A_WHOLE), meeting=file.find("meeting", as_day, A_DAY),
        conditions=file.find("conditions", as_text, A_TEXT) or "", register=register, open_points=_read_answers(transfers),
    )  # fmt: skip


def _as_case_number(value: object) -> str | None:
    return value if isinstance(value, str) and CASE_NUMBER.fullmatch(value) else None


def _read_recipient(entry: TomlTable) -> Recipient:
    entry.check_names(("name", "kind", "office", "aliases"))
    return Recipient(
        entry.read("name", as_text, A_TEXT), entry.read("kind", partial(as_one_of, KINDS), one_of(KINDS)),
        entry.find("office", as_text, A_TEXT) or "", tuple(entry.find("aliases", as_texts, TEXTS) or ()),
    )  # fmt: skip


def _read_grants(file: TomlTable, register: Register) -> tuple[Grant, ...]:
    grants: dict[str, Grant] = {}
    for entry in file.find_tables("allocation"):
        entry.check_names(("recipient", "kronor", "reference"))
        name = entry.read("recipient", as_text, A_TEXT)
        if register.kind(name) is None or name in grants:
            entry.refuse("recipient", _ONCE if name in grants else _REGISTERED.bind(name=name))
        grants[name] = Grant(name, entry.read("kronor", as_amount, AN_AMOUNT), entry.read("reference", as_text, A_TEXT))
    if not grants:
        file.refuse("allocation", _AN_ALLOCATION)
    return tuple(grants.values())


def _read_initiators(file: TomlTable, register: Register) -> tuple[str, ...]:
    names = file.find("initiators", as_texts, TEXTS) or []
    for name in names:
        if register.kind(name) is None:
            file.refuse("initiators", _REGISTERED.bind(name=name))
    return tuple(names)


def _read_answers(transfers: TomlTable) -> dict[str, Answer]:
    readings = transfers.find_table("readings")
    readings.check_names(OPEN_POINTS)
    return {point: READINGS[readings.read(point, partial(as_one_of, READINGS), one_of(READINGS))] for point in readings.values}


def example_path(decision: Decision) -> Path:
    """Where the example data of a decision is, if it has any: beside its file."""
    name = Path(f"{decision.case_number.lower()}.exempel.json").name  # a case number with a slash leads to no other folder
    return DECISIONS_FOLDER / name


@cache
def shipped_decisions() -> tuple[Decision, ...]:
    """The decisions that ship with the program, by file name.

    :raises BadInput: one of their files cannot be used, or has the diarienummer of another.
    """
    shipped: dict[str, Decision] = {}
    files: dict[str, str] = {}
    for path in sorted(DECISIONS_FOLDER.glob("*.toml")):
        decision = load_decision(path)
        number = decision.case_number.upper()
        if number in files:
            raise BadInput(_SAME_NUMBER, folder=str(DECISIONS_FOLDER), file=path.name, other=files[number], number=decision.case_number)
        shipped[number], files[number] = decision, path.name
    return tuple(shipped.values())


def pick_shipped_decision(case_number: str) -> Decision:
    """The decision that ships with a diarienummer; StopIteration where there is none."""
    return next(decision for decision in shipped_decisions() if decision.case_number == case_number)


def choose_decision(
    known: Sequence[Decision], case_number: str | None = None, year: str | None = None,
    read_texts: Callable[[], Iterable[str]] = tuple, *, are_allocations: bool = True,
) -> Decision:  # fmt: skip
    """Choose the decision that a workbook follows: by its diarienummer, then by its year, then by its recipients.

    A diarienummer that is right in form and that nobody knows gives a decision without figures.  A workbook that two decisions
    or more fit gets what they have in common: they are its `candidates`, and nobody takes one of them for granted.

    :param known: the decisions that a workbook without a diarienummer may follow; one that names another of those that ship
        follows that.
    :param case_number: the diarienummer that the workbook states, alone or among other words; None, and a text that names no
        known decision and is no diarienummer, is passed over.
    :param year: the year that it states.
    :param read_texts: reads the texts among which it names its decision, its year and its recipients; only called where
        the choice depends on them, since most workbooks state their diarienummer.
    :param are_allocations: whether those texts are the allocations alone, so that everybody named there is granted something.
    """
    numbers = {decision.case_number for decision in known}
    every = [*known, *(decision for decision in shipped_decisions() if decision.case_number not in numbers)]
    candidates = [decision for decision in every if decision.case_number == case_number]
    # one that nobody knows is not guessed at by its year: next year's workbook would be held against this year's figures
    if not candidates and case_number and CASE_NUMBER.fullmatch(case_number):
        return _make_empty_decision(case_number, year)
    if len(candidates) != 1:
        texts = [case_number or "", *read_texts()] if len(every) > 1 else []
        candidates = _narrow_down(known, every, year, texts, are_allocations=are_allocations)
    if len(candidates) == 1:
        return candidates[0]
    return _share_decision(candidates, year) if candidates else _make_empty_decision(case_number or "", year)


_WORD = re.compile(r"[\w-]+")  # a diarienummer, whole: STK-2026-58 is not in STK-2026-580
_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d{2}(?!\d)")  # alone or at the head of a date, and none inside a diarienummer


def _narrow_down(
    known: Sequence[Decision], every: Sequence[Decision], year: str | None, texts: Sequence[str], *, are_allocations: bool
) -> list[Decision]:
    """The decisions that a workbook may follow, by what it names; a mark that fits none of them narrows nothing down.

    A workbook that names another year has still to be read, and held against some decision.
    """
    # a number in another form ("Dnr stk-2026-999 § 12"), which BE02 finds, counts among the decisions of the stated year
    named = find_named(texts, [decision for decision in every if str(decision.year) == year] or every)
    # of several that it names, a decision that was given for it alone is the answer
    candidates = [decision for decision in named if decision in known] or named or list(known)
    years = {year} if year else {found for text in texts for found in _YEAR.findall(text)}
    candidates = [decision for decision in candidates if str(decision.year) in years] or candidates
    return _find_granting(texts, candidates, are_allocations=are_allocations) or candidates


def find_named(texts: Iterable[str], decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions whose diarienummer is a word of some texts, in capitals or not."""
    words = {word for text in texts for word in _WORD.findall(text.upper())}
    return [decision for decision in decisions if decision.case_number.upper() in words]


def _find_granting(texts: Sequence[str], candidates: Sequence[Decision], *, are_allocations: bool) -> list[Decision]:
    """The candidates all of whose recipients are named; of allocations, but for those that grant to fewer than another of them."""
    if len(candidates) < 2:
        return list(candidates)
    # each by its own register, since a decision's file may add recipients and aliases
    named = [{decision.register.recognise(text).name for text in texts if text} for decision in candidates]
    whole = [decision for decision, names in zip(candidates, named, strict=True) if decision.allotted.keys() <= names]
    # elsewhere a name may be that of anybody who calls off money or receives it, and then the smaller decision fits as well
    larger = whole if are_allocations else []
    return [decision for decision in whole if not any(decision.allotted.keys() < other.allotted.keys() for other in larger)]


def _make_empty_decision(case_number: str, year: str | None) -> Decision:
    """A decision that nobody knows, which grants nothing; its year is the stated one, otherwise that of its diarienummer."""
    known = _parse_year(year) or _parse_year(next(iter(_YEAR_OF_CASE.findall(case_number)), None))
    return Decision(
        case_number=case_number, section="", body="", title="", year=known or date.min.year, reserve="", status="", grants=(),
        party=EXECUTIVE_OFFICE, register=load_register(),
        missing=frozenset({"decision", "decision.initiators", "decision.interventions", *(() if known else ("decision.year",))}),
    )  # fmt: skip


_YEAR_OF_CASE = re.compile(r"-((?:19|20)\d{2})-")


def _parse_year(text: str | None) -> int | None:
    """The year that a workbook states, where a calendar can have it: a cell may hold 0 or 10000."""
    return as_year(int(text)) if text and re.fullmatch("[0-9]{4}", text) else None


def _share_decision(candidates: Sequence[Decision], year: str | None) -> Decision:
    """What several decisions have in common; what differs between them is empty, or cautious, and `missing`."""
    first = candidates[0]
    is_shared = {
        "decision": all(each.allotted == first.allotted for each in candidates),
        "decision.year": all(each.year == first.year for each in candidates),
        "decision.party": all(each.party == first.party for each in candidates),
        "decision.initiators": all({*each.initiators} == {*first.initiators} for each in candidates),
        "decision.interventions": all(each.interventions == first.interventions for each in candidates),
        "decision.open_points": all(each.answer(point) is first.answer(point) for each in candidates for point in OPEN_POINTS),
    }
    latest = max(each.year for each in candidates)  # a later year lets more pass
    return Decision(
        case_number="", section="", body="", title="", reserve="", status="",
        year=first.year if is_shared["decision.year"] else _parse_year(year) or latest,
        party=" / ".join(dict.fromkeys(each.party for each in candidates)),  # OM01 names it, whichever it is
        grants=_share_grants(candidates) if is_shared["decision"] else (),
        initiators=first.initiators if is_shared["decision.initiators"] else (),
        interventions=first.interventions if is_shared["decision.interventions"] else None,
        meeting=first.meeting if all(each.meeting == first.meeting for each in candidates) else None,
        open_points=first.open_points if is_shared["decision.open_points"] else {},
        register=load_register().with_more(recipient for each in candidates for recipient in each.register.recipients),
        candidates=tuple(candidates), missing=frozenset(name for name, holds in is_shared.items() if not holds),
    )  # fmt: skip


def _share_grants(candidates: Sequence[Decision]) -> tuple[Grant, ...]:
    """The grants of decisions that grant the same, each with the references of all of them."""
    references: dict[str, dict[str, None]] = {}
    for grant in (grant for each in candidates for grant in each.grants):
        references.setdefault(grant.recipient, {})[grant.reference] = None
    return tuple(Grant(name, amount, " / ".join(references[name])) for name, amount in candidates[0].allotted.items())


_FILE = Text("Beslutsfilen {file}", "The decision file {file}")
_A_CASE_NUMBER = Text("ett diarienummer, som STK-2026-580", "a case number, as STK-2026-580")
_AN_ALLOCATION = Text("minst ett avsnitt [[allocation]]", "at least one section [[allocation]]")
_ONCE = Text("en mottagare som inte redan har ett avsnitt [[allocation]]", "a recipient that has no section [[allocation]] yet")
_REGISTERED = Text(
    "namn ur registret, och {name} finns inte där: rätta namnet, eller lägg till mottagaren under [[recipient]]",
    "names of the register, which does not have {name}: correct the name, or add the recipient under [[recipient]]",
)
_SAME_NUMBER = Text(
    "Filerna {other} och {file}, i {folder}, har samma diarienummer: {number}. Rätta den ena eller ta bort den, och försök igen.",
    "The files {other} and {file}, in {folder}, have the same case number: {number}. Correct or remove one of them, and try again.",
)
