"""Which numbers in a text are taken for a personnummer; all of them are published test numbers or made up."""

import re
from datetime import date

import pytest

from xl_kraftsamling.domain.personal_numbers import PERSONAL_NUMBER, find_personal_number, mask_personal_numbers


@pytest.mark.parametrize(
    "text",
    [
        "811218-9876", "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218 9876", "811218\u20139876",
        "811218 - 9876", "811218\u00a0-\u20099876", "811218\u202f9876", "811218\u22129876", "811218\uff0d9876", "811218\u200b-9876",
        "1981-12-18-9876", "81-12-18-9876", "Eleven 811218-9876 har fått plats", "nr811218-9876.", "(811218-9876)", "A-1811218, 811218-9876",
        "ordernr 4500127781, elev 811218-9876",
    ],
)  # fmt: skip
def test_a_personnummer_is_found_however_it_is_written_and_repeated_without_its_last_digits(text: str) -> None:
    assert find_personal_number(text) == "811218-****"


@pytest.mark.parametrize(("text", "masked"), [
    ("Elev 811218-9876 och 8112189876, 19811218 9876", "Elev 811218-**** och 811218****, 19811218 ****"),
    ("\u0668\u0661\u0661\u0662\u0661\u0668-\u0669\u0668\u0667\u0666", "\u0668\u0661\u0661\u0662\u0661\u0668-****"),
    ("701063-2391", "701063-****"),
    ("123456 8112189876", "123456 811218****"),
    ("inget: 4500127781", "inget: 4500127781"),
])  # fmt: skip
def test_only_the_last_digits_are_masked_whatever_digits_they_are(text: str, masked: str) -> None:
    assert mask_personal_numbers(text) == masked


def with_check_digit(digits: str) -> str:
    """The number whose last digit is the check digit of the nine before it, and of them alone."""
    return next(f"{digits}{last}" for last in range(10) if _add_up(f"{digits}{last}") % 10 == 0)


def _add_up(digits: str) -> int:
    return sum(sum(divmod(int(sign) * (2 - place % 2), 10)) for place, sign in enumerate(digits))


def test_a_number_of_this_year_or_later_is_that_of_a_voucher() -> None:
    now = date.today()
    number = with_check_digit(f"{now:%y}0420000")
    for text in (number, f"{number[:6]}-{number[6:]}", f"{now:%Y}{number[2:]}", f"{now:%Y}0420-{number[6:]}", f"{now.year + 1}0420-{number[6:]}"):
        assert find_personal_number(text) is None
    assert find_personal_number(f"{number[:6]}+{number[6:]}")
    assert find_personal_number(f"19{number}")


def test_a_samordningsnummer_is_found_too() -> None:
    assert find_personal_number("701063-2391") == "701063-****"


@pytest.mark.parametrize(
    "text",
    [
        "", "inget", "ordernr 4500127781", "STK-2026-580", "811218-9877", "811318-9876", "811232-0007", "556012-5790",
        "8112189876123", "18112189876", "123811218-9876", "1 100 000", "2026-04-20", "V-20260420-0001", "811218-987", "811218--9876", "1981-12-18 9876", "458112189876",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal_number(text) is None


@pytest.mark.parametrize("text", ["811218-9876", "19811218-9876", "811218\u20139876", "nr811218 - 9876", "1981-12-18-9876", "811218\u00a0\u200b9876"])
def test_the_quick_pattern_sees_all_that_the_careful_one_does(text: str) -> None:
    assert re.search(PERSONAL_NUMBER, text)
