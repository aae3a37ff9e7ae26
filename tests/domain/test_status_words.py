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
        ("Requested", status_words.CALL_OFF_STATES, status_words.REQUESTED),
        ("APPROVED", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("paid", status_words.CALL_OFF_STATES, status_words.PAID),
        ("Rejected", status_words.CALL_OFF_STATES, status_words.REJECTED),
        ("Reversed", status_words.CALL_OFF_STATES, status_words.REVERSED),
        ("Sökt", status_words.CALL_OFF_STATES, status_words.REQUESTED),
        ("Ansökan", status_words.CALL_OFF_STATES, status_words.REQUESTED),
        ("Beviljad", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("Bifall", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("Utbet.", status_words.CALL_OFF_STATES, status_words.PAID),
        ("utbet", status_words.CALL_OFF_STATES, status_words.PAID),
        ("Utb.", status_words.CALL_OFF_STATES, status_words.PAID),
        ("Beg.", status_words.CALL_OFF_STATES, status_words.REQUESTED),
        ("Återf.", status_words.CALL_OFF_STATES, status_words.REVERSED),
        ("Godkänt.", status_words.CALL_OFF_STATES, status_words.APPROVED),
        ("Nekad", status_words.CALL_OFF_STATES, status_words.REJECTED),
        ("Draft", status_words.TRANSFER_STATES, status_words.DRAFT),
        ("Requested", status_words.TRANSFER_STATES, status_words.ASKED),
        ("Agreed", status_words.TRANSFER_STATES, status_words.AGREED),
        ("Bokf.", status_words.TRANSFER_STATES, status_words.BOOKED),
        ("reversed", status_words.TRANSFER_STATES, status_words.UNDONE),
        ("Nekat", status_words.TRANSFER_STATES, status_words.REFUSED),
        ("Planned", status_words.INTERVENTION_STATES, status_words.PLANNED),
        ("Ongoing", status_words.INTERVENTION_STATES, status_words.ONGOING),
        ("Slutförd", status_words.INTERVENTION_STATES, status_words.FINISHED),
        ("Cancelled", status_words.INTERVENTION_STATES, status_words.CANCELLED),
    ],
)
def test_an_inflected_form_is_understood_in_its_column(written: str, column: tuple[str, ...], meant: str) -> None:
    assert parse_state(written, column) == meant


@pytest.mark.parametrize(
    "column", [status_words.CALL_OFF_STATES, status_words.TRANSFER_STATES], ids=["call-offs", "transfers"]
)
@pytest.mark.parametrize("written", [
    "OK", "klar", "klart", "x", "ja", "TRUE", "SANT", "1", "beslutad", "verkställd", "betalas", "inkommen", "ej godkänd", "utbet..", ".",
    "Approved?", "Pay", "Godkänd/utbetald", "bev.", "avsl.", "makulerad", "genomförd",
])  # fmt: skip
def test_a_word_that_can_be_doubted_means_nothing(written: str, column: tuple[str, ...]) -> None:
    assert parse_state(written, column) is None


@pytest.mark.parametrize(
    "written", ["klart", "", "godkänt?", "bokförd", "\u200b", "gоdkänt", "godkänt utbetalt", "god känt"]
)
def test_a_word_that_is_no_status_of_the_column_means_nothing(written: str) -> None:
    assert parse_state(written, status_words.CALL_OFF_STATES) is None


def test_what_draws_and_what_waits_are_states_of_their_lists() -> None:
    assert set(status_words.CALL_OFF_STATES) > status_words.CALLED_OFF
    assert set(status_words.TRANSFER_STATES) > status_words.WAITING
