"""A decision: who was granted what, by whom and where that stands; loaded from a TOML file, never written in code.

Next year's decision, or another grant's, is a new file in `decisions/`.
"""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from xl_kraftsamling.domain.open_points import OPEN_POINTS, Answer
from xl_kraftsamling.domain.recipients import EXECUTIVE_OFFICE, Register, parse_recipients, load_register

DECISIONS_FOLDER = Path(__file__).parent.parent / "decisions"
CASE_NUMBER = re.compile(r"[A-ZÅÄÖ]{2,5}(-[A-ZÅÄÖ]{2,4})?-(19|20)\d{2}-\d{1,5}")
"""The form of a diarienummer."""


class BadDecision(ValueError):
    """A decision file that cannot be used; says which file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What the decision grants one recipient, in öre, and the point of the decision that says so."""

    recipient: str
    amount: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision with every figure's reference.

    `interventions` is the number of insatser that the decision speaks of (None: it names none); `meeting` the date of the
    meeting that made the proposal.
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
    register: Register
    readings: Mapping[str, Answer] = field(default_factory=dict)

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
        return self.readings.get(point, OPEN_POINTS[point].default)

    @property
    def reference(self) -> str:
        """How the decision is cited: STK-2026-580 § 266."""
        return f"{self.case_number} {self.section}"


def load_decision(path: Path) -> Decision:
    """Read a decision from a TOML file; raises BadDecision with the file's name and what is missing or wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return _decision(data)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadDecision(f"{path.name}: {problem}") from problem
    except KeyError as problem:
        raise BadDecision(f"{path.name}: uppgiften {problem} saknas (is missing)") from problem
    except (TypeError, AttributeError) as problem:
        raise BadDecision(f"{path.name}: en uppgift har fel form (has the wrong form): {problem}") from problem
    except ValueError as problem:
        raise BadDecision(f"{path.name}: {problem}") from problem


def _decision(data: Mapping[str, Any]) -> Decision:
    known = load_register().with_more(parse_recipients(data.get("recipient", ())))
    grants = tuple(Grant(str(g["recipient"]), _ore(g["kronor"]), str(g["reference"])) for g in data["allocation"])
    if not grants:
        raise ValueError("[[allocation]] är tom (is empty)")
    if len({grant.recipient for grant in grants}) < len(grants):
        raise ValueError("en mottagare står två gånger under [[allocation]] (a recipient stands twice)")
    for name in (*(grant.recipient for grant in grants), *data.get("initiators", ())):
        if known.kind(name) is None:
            raise ValueError(f"{name!r} finns inte i registret; lägg till den under [[recipient]] (is not in the register)")
    return Decision(
        case_number=str(data["case_number"]), section=str(data["section"]), body=str(data["body"]),
        title=str(data["title"]), year=int(data["year"]), reserve=str(data["reserve"]), status=str(data["status"]),
        party=str(data["transfers"]["party"]), grants=grants, initiators=tuple(data.get("initiators", ())),
        interventions=_optional(data, "interventions", int), meeting=_optional(data, "meeting", date),
        conditions=str(data.get("conditions", "")), register=known, readings=_open_points(data["transfers"]),
    )  # fmt: skip


def _open_points(transfers: Mapping[str, Any]) -> dict[str, Answer]:
    readings = transfers.get("readings", {})
    for point, answer in readings.items():
        if point not in OPEN_POINTS or answer not in {each.value for each in Answer}:
            names = ", ".join(OPEN_POINTS)
            raise ValueError(f"[transfers.readings] {point} = {answer!r}: välj (choose) {names} = ja, nej, oklart")
    return {point: Answer(answer) for point, answer in readings.items()}


T = TypeVar("T")
_KINDS = {int: "ett heltal (a whole number)", date: "ett datum (a date)"}


def _optional(data: Mapping[str, Any], name: str, kind: type[T]) -> T | None:
    value = data.get(name)
    if value is not None and type(value) is not kind:
        raise ValueError(f"{name} = {value!r} ska vara (must be) {_KINDS[kind]}")
    return value


def _ore(kronor: object) -> int:
    if isinstance(kronor, bool) or not isinstance(kronor, (int, float)) or not 0 < kronor < math.inf:
        raise ValueError(f"kronor = {kronor!r} är inget belopp över noll (is no amount above zero)")
    return round(kronor * 100)


@cache
def shipped_decisions() -> tuple[Decision, ...]:
    """The decisions that ship with the program, by file name."""
    return tuple(load_decision(path) for path in sorted(DECISIONS_FOLDER.glob("*.toml")))


def choose_decision(case_number: str | None, year: str | None, known: Sequence[Decision]) -> Decision:
    """The decision that a workbook follows: the one with its diarienummer.

    A diarienummer that is missing or has the wrong form says nothing: then the decision of the workbook's year is taken,
    or the only one.  A right diarienummer that nobody knows gives a decision without figures, whose rules are not tried.
    """
    for decision in known:
        if decision.case_number == case_number:
            return decision
    if case_number and CASE_NUMBER.fullmatch(case_number):
        return _unknown(case_number, year)
    same_year = [decision for decision in known if str(decision.year) == year]
    return (same_year or list(known) or [_unknown(case_number or "", year)])[0]


def _unknown(case_number: str, year: str | None) -> Decision:
    plain = int(year) if year and year.isdecimal() else int(re.findall(r"\d{4}", case_number + "-0000")[0])
    return Decision(
        case_number=case_number, section="", body="", title="", year=plain, reserve="", status="",
        party=EXECUTIVE_OFFICE, grants=(), register=load_register(),
    )  # fmt: skip
