"""How a text refers to decisions, by diarienummer and §, and whether the workbook's own decision is among them."""

import re
from typing import NamedTuple

from xl_kraftsamling.domain.decision import CASE_NUMBER
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.ledger.ledger import Ledger

_CASE_NUMBER = compile_at_use(rf"(?<![\w-])(?:{CASE_NUMBER.pattern})(?![\w-])")  # whole: STK-2026-58 is not in STK-2026-580
_SECTION = compile_at_use(r"§\s?(\d+)")


class DecisionReferences(NamedTuple):
    """The diarienummer in a text, in capitals, and the numbers of the paragraphs in it."""

    case_numbers: frozenset[str]
    sections: frozenset[str]


def find_references(text: str | None) -> DecisionReferences:
    """What a text refers to; nothing where it is None."""
    words = (text or "").upper()
    return DecisionReferences(frozenset(match[0] for match in _CASE_NUMBER.finditer(words)), frozenset(_SECTION.findall(words)))


def differs_from_decision(ledger: Ledger, text: str | None) -> bool:
    """Whether a text refers to something, and to nothing of the workbook's decision."""
    numbers, sections = find_references(text)
    amendments = ledger.decision.amendments
    if numbers and numbers.isdisjoint({ledger.decision.case_number.upper(), *(each.case_number.upper() for each in amendments)}):
        return True
    return bool(sections) and sections.isdisjoint(_find_own_sections(ledger) | _find_numbers(*(each.section for each in amendments)))


def names_another_decision(ledger: Ledger, text: str | None, agreement: str | None) -> bool:
    """Whether a text refers to a decision beside the workbook's own; an agreement is none, and neither is a paragraph of one."""
    numbers, sections = find_references(text)
    agreed = find_references(agreement).case_numbers
    if numbers - agreed - {ledger.decision.case_number.upper()}:
        return True
    return numbers.isdisjoint(agreed) and not sections <= _find_own_sections(ledger)


def _find_own_sections(ledger: Ledger) -> frozenset[str]:
    """The paragraphs of the proposal and of kommunstyrelsen's decision on it: a text may refer to either."""
    executive, adoption = ledger.book.record.get("executive_section"), ledger.decision.adoption
    return _find_numbers(ledger.decision.section, executive and executive.value, adoption and adoption.section)


def _find_numbers(*sections: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", " ".join(filter(None, sections))))
