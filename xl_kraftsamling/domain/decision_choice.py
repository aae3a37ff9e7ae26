"""Which decision a workbook follows, whatever its layout and whoever asks."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from xl_kraftsamling.domain.decision import CASE_NUMBER, Decision, shipped_decisions
from xl_kraftsamling.domain.decision_points import Grant
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.recipients import EXECUTIVE_OFFICE, load_register
from xl_kraftsamling.domain.toml_values import as_year


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
    is_shared = {name: all(read(each) == read(first) for each in candidates) for name, read in _SHARED.items()}
    latest = max(each.year for each in candidates)  # a later year lets more pass
    return Decision(
        case_number="", section="", body="", title="", reserve="", status="",
        year=first.year if is_shared["decision.year"] else _parse_year(year) or latest,
        party=" / ".join(dict.fromkeys(each.party for each in candidates)),  # OM01 names it, whichever it is
        grants=_share_grants(candidates) if is_shared["decision"] else (),
        initiators=first.initiators if is_shared["decision.initiators"] else (),
        interventions=first.interventions if is_shared["decision.interventions"] else None,
        amendments=first.amendments if is_shared["decision"] else (),
        meeting=first.meeting if all(each.meeting == first.meeting for each in candidates) else None,
        open_points=first.open_points if is_shared["decision.open_points"] else {},
        register=load_register().with_more(recipient for each in candidates for recipient in each.register.recipients),
        candidates=tuple(candidates), missing=frozenset(name for name, holds in is_shared.items() if not holds),
    )  # fmt: skip


_SHARED: Mapping[str, Callable[[Decision], object]] = {
    "decision": lambda each: (each.allotted, [(amended.day, amended.grants) for amended in each.amendments]),
    "decision.year": lambda each: each.year,
    "decision.party": lambda each: each.party,
    "decision.initiators": lambda each: {*each.initiators},
    "decision.interventions": lambda each: each.interventions,
    "decision.open_points": lambda each: [each.answer(point) for point in OPEN_POINTS],
}
"""What several decisions may have in common, by the name under which a rule needs it (`Rule.needs`)."""


def _share_grants(candidates: Sequence[Decision]) -> tuple[Grant, ...]:
    """The grants of decisions that grant the same, each with the references of all of them."""
    references: dict[str, dict[str, None]] = {}
    for grant in (grant for each in candidates for grant in each.grants):
        references.setdefault(grant.recipient, {})[grant.reference] = None
    return tuple(Grant(name, amount, " / ".join(references[name])) for name, amount in candidates[0].allotted.items())
