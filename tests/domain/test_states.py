"""Status words are understood in their inflected forms, and never as more than one thing."""

import pytest

from xl_kraftsamling.domain import states
from xl_kraftsamling.domain.states import parse_state
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES

LISTS = {
    f"{table.sheet} {column.heading}": column.states
    for table in (*TABLES, RECORD, SETTINGS)
    for column in table.columns
    if column.states
}


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_means_itself_in_any_case_and_with_spaces_around(name: str) -> None:
    for word in LISTS[name]:
        assert parse_state(word, LISTS[name]) == word
        assert parse_state(f" {word.upper()} ", LISTS[name]) == word


@pytest.mark.parametrize("name", LISTS)
def test_no_form_of_a_word_means_another_word_of_the_same_list(name: str) -> None:
    forms = [form for word in LISTS[name] for form in (word, *states._FORMS.get(word, "").split())]
    assert len(forms) == len(set(forms))
    assert {parse_state(form, LISTS[name]) for form in forms} == set(LISTS[name])


@pytest.mark.parametrize(
    ("written", "column", "meant"),
    [
        ("Godkänd", states.CALL_OFF_STATES, states.APPROVED),
        ("Utbetalda", states.CALL_OFF_STATES, states.PAID),
        ("återföring", states.CALL_OFF_STATES, states.REVERSED),
        ("begärt", states.TRANSFER_STATES, states.ASKED),
        ("bokförda", states.TRANSFER_STATES, states.BOOKED),
        ("påbörjad", states.INTERVENTION_STATES, states.ONGOING),
        ("Beslutad", states.RECORD_STATES, states.DECIDED),
    ],
)
def test_an_inflected_form_is_understood_in_its_column(written: str, column: tuple[str, ...], meant: str) -> None:
    assert parse_state(written, column) == meant


@pytest.mark.parametrize("written", ["klart", "", "godkänt?", "bokförd"])
def test_a_word_that_is_no_status_of_the_column_means_nothing(written: str) -> None:
    assert parse_state(written, states.CALL_OFF_STATES) is None


def test_what_draws_and_what_waits_are_states_of_their_lists() -> None:
    assert set(states.CALL_OFF_STATES) > states.CALLED_OFF
    assert set(states.TRANSFER_STATES) > states.WAITING
