"""How a text from outside is shown."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.shown_text import make_visible, show_text


@pytest.mark.parametrize(("text", "shown"), [
    ("Åtgärd – 1\u00a0000\u202fkr → ”ok” ✖ ▲ 日本 Ω", "Åtgärd – 1\u00a0000\u202fkr → ”ok” ✖ ▲ 日本 Ω"),
    ("a\nb\rc\td", r"a\nb\rc\td"),
    ("\x1b[8m\x00\x7f\x9b", r"\u001b[8m\u0000\u007f\u009b"),
    ("\u202e\u2066\u200f\u061c", r"\u202e\u2066\u200f\u061c"),
    ("kultur\u200bnämnden\u00ad\ufeff", r"kultur\u200bnämnden\u00ad\ufeff"),
    ("\u2028\u2029", r"\u2028\u2029"),
    ("\U000e0041", r"\udb40\udc41"),
    ("\udcf6", r"\udcf6"),
])  # fmt: skip
def test_what_is_seen_stays_and_everything_else_is_written_out(text: str, shown: str) -> None:
    assert show_text(text) == shown


@given(st.text(st.characters()))
def test_whatever_is_shown_can_be_seen(text: str) -> None:
    assert all(sign.isprintable() or unicodedata.category(sign) == "Zs" for sign in make_visible(text))
    assert make_visible(make_visible(text)) == make_visible(text)


@given(st.text(st.characters()))
def test_json_that_is_made_visible_is_the_same_json(text: str) -> None:
    assert json.loads(make_visible(json.dumps(text, ensure_ascii=False))) == text
