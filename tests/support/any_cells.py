"""Cells of every kind that a reader of workbooks can give, and every text that somebody can write in one."""

from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue

_SIGNS = st.sampled_from([*"0123456789  ,.:;-/()%+ZTkrtsemnMKR\u00a0\u2009\u2013\u2212\u200b\xad\u202e\u0663\uff15\u017f\u212a½²\n\t\0"])
_WORDS = st.sampled_from(
    ["kulturnämnden", "FSN", "godkänt", "Bokförd", "ja", "maj", "20 april 2026", "2026-05-04", "T22:30:00Z", "260915", "202605", "1 100", ",50", "tkr",
     "milj. kr", "#N/A", "#SPILL!", "-", "811218-9876", "\u200b", "70; 85"]
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=12),  # halves of characters too, which Excel may hand over
    st.text(_SIGNS, max_size=12),
    st.lists(_WORDS | st.text(_SIGNS, max_size=2), max_size=4).map("".join),
)
ANY_CELL = st.one_of(
    ANY_TEXT, st.floats(), st.integers(-(10**16), 10**16), st.floats(0, 60_000).map(round), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.sampled_from(["", UNVALUED_FORMULA, NoValue("#REF!"), NoValue("#N/A"), NoValue("#SPILL!")]),
)  # fmt: skip
