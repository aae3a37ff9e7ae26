"""Status words are understood in their inflected forms, and never as more than one thing."""

import pytest

from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.status_words import parse_state
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
    forms = [form for word in LISTS[name] for form in (word, *status_words._FORMS.get(word, "").split())]
    assert len(forms) == len(set(forms))
    assert {parse_state(form, LISTS[name]) for form in forms} == set(LISTS[name])


@pytest.mark.parametrize(
    ("written", "column", "meant"),
    [
        ("Godkänd", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("Utbetalda", status_words.CALL_OFF_STATES, status_words.PAID),
        ("återföring", status_words.CALL_OFF_STATES, status_words.REVERSED),
        ("begärt", status_words.TRANSFER_STATES, status_words.ASKED),
        ("bokförda", status_words.TRANSFER_STATES, status_words.BOOKED),
        ("påbörjad", status_words.INTERVENTION_STATES, status_words.ONGOING),
        ("Beslutad", status_words.RECORD_STATES, status_words.DECIDED),
        ("god\xadkänt\u200b", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("\ufeffUtbetalda", status_words.CALL_OFF_STATES, status_words.PAID),
        ("godka\u0308nt", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("\u00a0a\u030aterfo\u0308rd\u00a0", status_words.TRANSFER_STATES, status_words.UNDONE),
    ],
)
def test_an_inflected_form_is_understood_in_its_column(written: str, column: tuple[str, ...], meant: str) -> None:
    assert parse_state(written, column) == meant


@pytest.mark.parametrize("written", ["klart", "", "godkänt?", "bokförd", "\u200b", "gоdkänt", "godkänt utbetalt", "god känt"])
def test_a_word_that_is_no_status_of_the_column_means_nothing(written: str) -> None:
    assert parse_state(written, status_words.CALL_OFF_STATES) is None


def test_what_draws_and_what_waits_are_states_of_their_lists() -> None:
    assert set(status_words.CALL_OFF_STATES) > status_words.CALLED_OFF
    assert set(status_words.TRANSFER_STATES) > status_words.WAITING
