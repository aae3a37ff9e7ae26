"""What legends say that codes mean, and what they do not say."""

import pytest

from xl_kraftsamling.domain.legends import read_legend, read_meaning
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES


@pytest.mark.parametrize(("text", "codes"), [
    ("B = beviljat, U = utbetalt", {"B": "beviljat", "U": "utbetalt"}), ("1=begärt; 2=godkänt", {"1": "begärt", "2": "godkänt"}),
    ("Läge på bladen: OK = beviljat, Utbet. = pengarna är överförda.", {"OK": "beviljat", "Utbet": "pengarna är överförda."}),
    ("Statuskoder: B – beviljat, U – utbetalt", {"B": "beviljat", "U": "utbetalt"}), ("B: beviljat\nU: utbetalt", {"B": "beviljat", "U": "utbetalt"}),
    ("OK betyder godkänd", {"OK": "godkänd"}), ("Status (B=beviljat)", {"Status (B": "beviljat)"}), ("”G” = godkänt, ej utbetalt", {"G": "godkänt"}),
    ("Avrop 2026", {}), ("= 5", {}), ("Ansvarig handläggare för hela listan = Kim", {}), ("B = beviljat" + " " * 500, {}),
])  # fmt: skip
def test_a_legend_gives_each_code_its_words(text: str, codes: dict[str, str]) -> None:
    assert dict(read_legend(text)) == codes


@pytest.mark.parametrize(("meaning", "status"), [
    ("begärt", "begärt"), ("Beviljat av KS", "godkänt"), ("Godkänd, ej utbetald", "godkänt"), ("utbetalt till nämnden", "utbetalt"), ("Avslag", "avslaget"),
    ("begäran inkommen", "begärt"), ("begäran godkänd", "godkänt"), ("avropet är avropat (se bilaga)", "godkänt"), ("paid", "utbetalt"),
])  # fmt: skip
def test_a_meaning_that_says_nothing_else_is_its_status(meaning: str, status: str) -> None:
    assert read_meaning(meaning, CALL_OFF_STATES) == status


@pytest.mark.parametrize("meaning", [
    "ej utbetalt", "klar för utbetalning", "ska utbetalas", "inte beslutat än", "begärt och godkänt", "klart", "", "pengarna är överförda", "väntar på godkännande",
])  # fmt: skip
def test_a_meaning_that_denies_or_says_more_is_none(meaning: str) -> None:
    assert read_meaning(meaning, CALL_OFF_STATES) is None


def test_the_statuses_are_those_of_the_column() -> None:
    assert read_meaning("begärd", TRANSFER_STATES) == "begärd"
    assert read_meaning("bokförd", CALL_OFF_STATES) is None
