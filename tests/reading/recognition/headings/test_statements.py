"""What a title, a heading or a tab states of its table, and what it only mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.reading.recognition.headings.statements import find_noted_unit, find_unit, find_words, find_year

STATED_UNITS = {
    1: (
        "kr", "Belopp kr", "Belopp (kr)", "Kronor", "SEK", "Belopp i hela kronor", "Belopp i kr, ej tkr", "Belopp i kr (inte tkr)",
        "Från tkr till kr", "kr (ej tkr)", "Avrop, kronor", "Granted (SEK)", "Belopp kr inkl. moms", "Ej utbetalt kr",
    ),
    1_000: (
        "tkr", "TKR", "(tkr)", "Belopp i tkr", "Belopp, tkr", "Alla belopp i tusental kronor", "Beviljat 2026 (tkr)", "Beviljat 2026 tkr",
        "Fördelning, tkr", "Avrop 2026 i tkr per nämnd", "Belopp (1000 kr)", "Belopp i 1 000 kr", "1000-tal kr", "1 000-tals kronor",
        "Belopp t kr", "Belopp (t.kr)", "Amounts in SEK thousands", "SEK '000", "SEK k", "kSEK", "Belopp (tusen kronor)", "Avrop 1 (tkr)",
        "Tabell 3, tkr", "tkr per nämnd", "Avropslista tkr", "Avrop t.o.m. 2026-09-30 tkr", "Omräknat till tkr", "Enhet: tkr",
        "Ej avropat tkr", "Belopp i tkr (max 500 tkr)", "Beviljat\ni tkr", "All amounts in thousands of kronor", "Thousand SEK",
        "Utfall jan–sep 2026, tkr", "Belopp i tkr om inte annat anges", "Samtliga belopp anges i tkr", "Sammanställning – tkr",
        "Belopp tkr exkl moms", "SEK 1,000", "Amounts in 1,000 SEK", "Beviljat [tkr]", "kkr", "Beviljat (STK-2026-580), tkr",
    ),
    1_000_000: (
        "mnkr", "Belopp i mnkr", "milj. kr", "Belopp milj. kr", "Belopp (milj kr)", "Mkr", "MSEK", "SEK m", "SEK million", "i miljoner kronor",
        "mn kr", "Beviljat, m kr", "mio SEK", "Fördelning 2026 (Mkr)", "Belopp i 1 000 000 kr", "Amounts in millions of kronor",
    ),
}  # fmt: skip
NO_UNITS = (
    # an amount
    "Fördelning av 10 mnkr", "Avrop över 500 tkr ska godkännas av stadskontoret", "Max 500 tkr", "Belopp (max 500 tkr)", "10,5 mnkr",
    "10-20 mnkr", "SEK 500 000", "kr 500", "1 100 tkr", "Totalt 10 000 tkr att fördela", "Gräns 500tkr", "≥ 500 tkr", "Ram: 10 mnkr",
    "Max 500 (tkr)", "av 2026 tkr", "Max 1000 kr", "Avgift 1000 kr", "Upp till 1 000 kr", "At most SEK 500 thousand", "Summa tkr: 500",
    "tio miljoner kronor", "femhundra tkr", "Några miljoner kronor", "en halv miljon kronor", "Hundra tusen kronor", "Two million SEK",
    "Ram 2026 – 10 mnkr – fördelning", "Kraftsamling 2026: 10 mnkr", "Budget 2026. 10 mnkr fördelas", "Kraftsamling 2026 / 10 mnkr",
    # denied, compared, converted, part of a word
    "Tkr-avrundning används inte", "Ersätter tkr-mallen", "Mkr-gränsen",
    "Ej tkr", "OBS! Ej tkr", "Anges inte i tkr", "Skriv inte beloppen i tkr", "Not in tkr", "tkr används inte", "över tkr", "från tkr",
    "tkr ska räknas om", "Avrundat till tkr", "Rounded to the nearest thousand SEK", "belopp under tusen kronor",
    # two units, or none
    "kr/tkr", "Beviljat i tkr och kr", "Mkr eller tkr", "Belopp", "", "kronofogden", "skrivs", "Mkrav", "tkrx",
)  # fmt: skip
STATED_YEARS = (
    "2026", "Avrop 2026", "2026 års avrop", "Avrop maj 2026", "Avropslista år 2026", "Beviljat 2026 (tkr)", "Budget 2026 tkr", "Avrop_2026",
    "Avrop-2026", "Q1 2026", "Q1-2026", "Avrop jan–sep 2026", "Avrop 2026 (jämfört med 2025)", "Insatser 2026, STK-2024-1374",
    "Uppdaterad 2025-09-01, avrop 2026", "Enligt beslut 2026", "(2026)", "Avrop 2026.", "Beviljat\n2026", "Call-offs 2026",
    "Fördelning för 2026", "under 2026", "2026: avrop", "Avrop 2026 (utskriven 2027)", "Ram 2026 – 10 mnkr – fördelning",
)  # fmt: skip
NO_YEARS = (
    # in a date, a number of a case, a span
    "Avropslista, upprättad 2025-12-15", "Se STK-2024-1374", "15/12 2025", "15 december 2025", "December 15, 2025", "15.12.2025", "1/9-2025",
    "20251215", "KF 2024-09-26 § 189", "Dnr 2024:1374", "SFS 2025:12", "2025-2027", "2025–2027", "2025 - 2027", "2024/25",
    "Period 202501-202512", "2025 och 2026",
    # of the document, compared with or excluded, a name, an amount
    "Utskriven 2027", "Upprättad i maj 2025", "Version 2025", "Version: 2025", "Printed 2027", "© 2025", "Senast ändrad 2025", "Fr.o.m. 2025",
    "t.o.m. 2027", "Jämfört med 2025", "Från 2025", "inte 2025", "Agenda 2030", "Konto 2050", "max 2050 kr", "Beslutat 2025", "Bygger på 2025 års mall",
    "(c) Malmö stad 2025", "Arkiveras 2033", "Ny mall 2025", "Jämför 2025 års lista", "Fil: avrop_2025_v2.xlsx", "Avrop (kopia av avrop 2025.xlsx)", "1999", "12026", "2026,5", "",
)  # fmt: skip


@pytest.mark.parametrize(("unit", "text"), [(unit, text) for unit, texts in STATED_UNITS.items() for text in texts])
def test_a_unit_of_the_table_is_read_however_it_is_stated(unit: int, text: str) -> None:
    assert find_unit(text) == unit


@pytest.mark.parametrize("text", NO_UNITS)
def test_a_unit_that_is_only_mentioned_is_not_the_tables(text: str) -> None:
    assert find_unit(text) is None


NOTED_UNITS = {
    1_000: ("Belopp i tkr", "tkr", "(tkr)", "Alla belopp i tkr.", "Källa: Raindance. Belopp i tkr, avstämt 2026-09-30.", "Belopp i tkr om inte annat anges",
            "Anm: samtliga belopp anges i tusental kronor", "Enhet: tkr", "All amounts in SEK thousands"),
    1_000_000: ("Belopp i miljoner kronor (mnkr).", "Mnkr", "Tabellen visar belopp i Mkr"),
    None: ("Avrop i tkr per nämnd", "Återstår 500 tkr", "Ej tkr", "Belopp över 500 tkr kräver beslut", "MKB:s ram i mnkr", "Tkr ska räknas om",
           "Kvar i tkr", "Uppräknat från tkr", "Belopp i kr och tkr", "Uppdaterad 2026-09-01", ""),
}  # fmt: skip


@pytest.mark.parametrize(("unit", "text"), [(unit, text) for unit, texts in NOTED_UNITS.items() for text in texts])
def test_a_note_states_a_unit_only_where_a_clause_says_nothing_else(unit: int | None, text: str) -> None:
    assert find_noted_unit(text) == unit


@pytest.mark.parametrize("text", STATED_YEARS)
def test_the_year_of_the_table_is_read_however_it_is_stated(text: str) -> None:
    assert find_year(text) == 2026


@pytest.mark.parametrize("text", NO_YEARS)
def test_a_year_that_is_only_mentioned_is_not_the_tables(text: str) -> None:
    assert find_year(text) is None


UNIT_WORDS = st.sampled_from([
    "kr", "tkr", "mnkr", "Mkr", "mkr", "kkr", "SEK", "MSEK", "kSEK", "kronor", "tusen kronor", "miljoner kronor", "milj. kr", "t kr", "mn kr",
    "tusental kronor", "thousand SEK", "million SEK",
])  # fmt: skip
NUMBERS = st.one_of(
    st.integers(3, 1999).map(str),
    st.integers(2100, 10**8).filter(lambda n: n != 10**6).map(lambda n: f"{n:,}".replace(",", " ")),
    st.floats(0.1, 999).map(lambda x: f"{x:.1f}".replace(".", ",")),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: f"{pair[0]}–{pair[1]}"),
    st.sampled_from(["tio", "tvåhundra", "femtio", "några", "fem", "twelve", "½", "en halv", "1.100", "1,100"]),
).filter(lambda text: text not in ("1 000", "1000"))
# no digits and no letter of a unit: they state nothing themselves
AROUND = st.one_of(
    st.text(alphabet="abdefghijlåäö ,.-:;()/–", max_size=30),
    st.sampled_from(["Fördelning av ", "Belopp ", "Belopp (", "Avrop, ", "i ", " Avrop: ", "Högst ", "Budget – ", "Beviljat i "]),
)


@given(AROUND, NUMBERS, st.sampled_from([" ", "\u00a0", "\n", " hela "]), UNIT_WORDS, AROUND)
def test_an_amount_states_no_unit_whatever_is_around_it(before: str, number: str, gap: str, unit: str, after: str) -> None:
    assert find_unit(f"{before} {number}{gap}{unit} {after}") is None


@given(st.sampled_from(["Belopp", "Beviljat 2026", "Avrop, maj", "Fördelning", "Amounts"]), UNIT_WORDS, NUMBERS, UNIT_WORDS)
def test_an_amount_beside_a_stated_unit_changes_nothing(label: str, unit: str, number: str, other: str) -> None:
    assert find_unit(f"{label} ({unit}), max {number} {other}") == find_unit(unit) != None  # noqa: E711 (a chain)


@given(AROUND.filter(lambda text: "©" not in text), st.dates(), st.sampled_from(["{:%Y-%m-%d}", "{:%d/%m %Y}", "{:%Y%m%d}", "{:%d.%m.%Y}", "STK-{:%Y-%j}"]), AROUND)
def test_a_date_and_a_number_of_a_case_state_no_year(before: str, day: object, form: str, after: str) -> None:
    assert find_year(f"{before} {form.format(day)} {after}") is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert find_unit(text) in (None, 1, 1_000, 1_000_000)
    assert find_year(text) in (None, *range(2000, 2100))
    assert not any(year in find_words(text) for year in ("2025", "2026"))
