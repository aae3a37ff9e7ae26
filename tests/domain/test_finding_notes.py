"""The text of a note is recognised as the program writes it, and what somebody has added to it is told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.finding_notes import compose_note, find_added_text

LINES = ["✖ fel VD01: Beloppet är text", "→ Skriv 150 000.", "▲ varning (undantag) AV03: Mycket", "→ Se efter", "… och 2 till."]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("lines", [LINES, LINES[:1], LINES[:2], []])
def test_a_note_as_the_program_writes_it_has_nothing_added(lines: list[str], lang: str) -> None:
    note = compose_note(lines, "Kontroll (2)", lang)
    assert find_added_text(note) == ""
    assert find_added_text(note.replace("\n", "\r\n")) == ""
    assert find_added_text(note + "\n") == ""


@pytest.mark.parametrize("end", ["\nFrågat Anna.\nSvar i morgon.", " Frågat Anna.\nSvar i morgon."])
def test_what_is_added_below_is_told_apart(end: str) -> None:
    assert find_added_text(compose_note(LINES, "Kontroll 1.2", "sv") + end) == "Frågat Anna.\nSvar i morgon."


@pytest.mark.parametrize(
    "note",
    [
        "Kraftsamling",
        "Kraftsamling\nMöte på torsdag.",
        "Kraftsamling\nMöte.\nMer på bladet Kontroll.",
        "Frågat Anna.\n" + compose_note(LINES, "Kontroll", "sv"),
        compose_note([*LINES[:2], "Frågat Anna.", *LINES[2:]], "Kontroll", "sv"),
        "",
    ],
)
def test_any_other_text_is_not_the_programs(note: str) -> None:
    assert find_added_text(note) is None


@pytest.mark.parametrize("sign", ["-", "- ", "-:", " ", "AA11", "- AA11", ". ", "→ ", "Mer på bladet x"])
def test_as_many_signs_as_a_note_may_hold_are_told_from_the_programs(sign: str) -> None:
    assert find_added_text("Kraftsamling\n" + (sign * 32_767)[:32_767]) is None


@given(st.text(), st.text(min_size=1))
def test_a_note_is_recognised_whatever_its_lines_quote(quoted: str, added: str) -> None:
    note = compose_note([f"✖ fel VD01: {quoted}", f"→ Skriv {quoted * 50}"], "Kontroll", "sv")
    assert len(note) < 3_000
    assert find_added_text(note) == ""
    assert find_added_text(f"{note}\n{added}") == added.replace("\r\n", "\n").replace("\r", "\n").strip()
