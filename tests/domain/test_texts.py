"""The texts in two languages: what they quote stays as it is, however often it is put into another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.texts import LANGUAGES, Count, Text, format_value

_QUOTED = Text("”{what}” av 1 000 kr", "“{what}” of 1 000 kr")
_AROUND = Text("Här står {quoted}.", "Here stands {quoted}.")


@given(st.text())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_text_quotes_is_the_same_however_often_it_is_part_of_another(lang: str, what: str) -> None:
    once = _QUOTED.bind(what=Text("{it}", "{it}").bind(it=what))
    shown = format_value(what, lang)
    assert once.fill(lang, {}) == _QUOTED.fill(lang, {"what": what})
    assert _AROUND.bind(quoted=once).fill(lang, {}) == _AROUND.fill(lang, {"quoted": once})
    assert shown in Text("; ", "; ").join([_AROUND.bind(quoted=once), what]).fill(lang, {})


def test_a_space_that_is_quoted_stays_a_space_and_one_of_our_own_never_breaks() -> None:
    assert _AROUND.fill("sv", {"quoted": _QUOTED.bind(what="150 000")}) == "Här står ”150 000” av 1\u00a0000 kr."


def test_values_are_joined_in_the_language_of_their_reader() -> None:
    either = Text(" eller ", " or ").join([Text("ett", "one"), "{två}", Count(3000)])
    assert [either.fill(lang, {}) for lang in LANGUAGES] == ["ett eller {två} eller 3\u00a0000", "one or {två} or 3,000"]


def test_the_thousands_of_a_number_of_things_are_apart_and_those_of_a_year_are_not() -> None:
    assert [format_value(value, "sv") for value in (Count(22_199), 2026, 202_605)] == ["22\u00a0199", "2026", "202605"]
