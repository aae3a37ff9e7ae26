"""Which numbers in a text are taken for a personnummer; all of them are published test numbers or made up."""

import re

import pytest

from xl_kraftsamling.domain.personal_numbers import PERSONAL_NUMBER, find_personal_number


@pytest.mark.parametrize(
    "text",
    [
        "811218-9876", "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218 9876", "811218\u20139876",
        "811218 - 9876", "Eleven 811218-9876 har fått plats", "nr811218-9876.", "(811218-9876)", "A-1811218, 811218-9876",
        "ordernr 4500127781, elev 811218-9876",
    ],
)  # fmt: skip
def test_a_personnummer_is_found_however_it_is_written_and_repeated_without_its_last_digits(text: str) -> None:
    assert find_personal_number(text) == "811218-****"


def test_a_samordningsnummer_is_found_too() -> None:
    assert find_personal_number("701063-2391") == "701063-****"


@pytest.mark.parametrize(
    "text",
    [
        "", "inget", "ordernr 4500127781", "STK-2026-580", "811218-9877", "811318-9876", "811232-0007", "556012-5790",
        "8112189876123", "18112189876", "123811218-9876", "1 100 000", "2026-04-20", "V-20260420-0001", "811218-987", "811218--9876",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal_number(text) is None


@pytest.mark.parametrize("text", ["811218-9876", "19811218-9876", "811218\u20139876", "nr811218 - 9876"])
def test_the_quick_pattern_sees_all_that_the_careful_one_does(text: str) -> None:
    assert re.search(PERSONAL_NUMBER, text)
