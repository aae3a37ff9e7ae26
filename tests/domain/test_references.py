"""How a text refers to decisions: by diarienummer and by paragraph."""

import pytest

from support import build_book
from xl_kraftsamling.domain.references import differs_from_decision, find_references, names_another_decision

LEDGER = build_book.ledger()  # STK-2026-580 § 266, decided by kommunstyrelsen as § 187


@pytest.mark.parametrize(
    ("text", "numbers", "sections"),
    [
        (None, set(), set()), ("", set(), set()), ("punkt 1", set(), set()), ("stk-2026-580 §12", {"STK-2026-580"}, {"12"}),
        ("STK-2026-5801, X-STK-2026-9, STK-2026-58; § 7 och §\u00a08", {"STK-2026-5801", "STK-2026-58"}, {"7", "8"}),
        ("GYVF-GR-2025-12345", {"GYVF-GR-2025-12345"}, set()), ("STK 2026/580", set(), set()),
    ],
)  # fmt: skip
def test_a_text_refers_to_whole_case_numbers_and_to_paragraphs(text: str | None, numbers: set[str], sections: set[str]) -> None:
    assert find_references(text) == (numbers, sections)


@pytest.mark.parametrize("text", [None, "punkt 1", "STK-2026-580", "§ 266", "§ 187", "STK-2024-1374 och STK-2026-580"])
def test_a_text_that_names_nothing_or_the_decision_among_others_does_not_differ_from_it(text: str | None) -> None:
    assert not differs_from_decision(LEDGER, text)


@pytest.mark.parametrize("text", ["STK-2024-1374", "§ 12", "STK-2026-580 § 12"])
def test_a_text_that_names_something_else_alone_differs(text: str) -> None:
    assert differs_from_decision(LEDGER, text)
    assert names_another_decision(LEDGER, text, None)


def test_an_agreement_is_no_decision() -> None:
    assert not names_another_decision(LEDGER, "STK-2026-701 § 12", "Dnr stk-2026-701")
    assert names_another_decision(LEDGER, "STK-2026-701", "STK-2026-702")
