"""What headings mean: by the words in them, however they are written and whatever surrounds the words."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.money import UNIT_NAMES
from xl_kraftsamling.domain.tables import STATED_BALANCES, TABLE_BY_NAME
from xl_kraftsamling.reading.recognition.headings import vocabulary as module
from xl_kraftsamling.reading.recognition.headings.statements import find_unit
from xl_kraftsamling.reading.recognition.headings.vocabulary import (
    BadVocabulary,
    Vocabulary,
    load_vocabulary,
    read_vocabulary,
)

KNOWN = load_vocabulary()
VOCABULARY = Path(module.__file__).with_suffix(".toml")
TABLES = {**TABLE_BY_NAME, "stated_balances": STATED_BALANCES}

MEANINGS = {
    "Avropat i månaden": "call_off period", "Månadens avrop": "call_off period", "Avropat under denna månad": "call_off period", "Ackumulerade avrop": "running call_off",
    "Belopp exkl moms": "amount", "Inkl. moms": "amount", "Nytt belopp": "amount",
    "Nämnd": "recipient", "Nämnd/bolag": "recipient", "Förvaltning": "recipient", "Förv.": "recipient", "Bolag": "recipient",
    "Board": "recipient", "Recipient": "recipient", "Mottagare": "receiver", "Mottagare (nämnd)": "receiver recipient",
    "Mottagande nämnd": "receiver recipient", "Till nämnd": "receiver recipient", "Till": "receiver", "Receiver": "receiver",
    "Givare": "donor", "Givande nämnd": "donor recipient", "Avlämnande nämnd": "donor recipient", "Från": "donor", "Donor": "donor",
    "Belopp": "amount", "Summa": "amount", "Amount": "amount", "Kronor": "amount", "tkr": "amount", "Belopp (kr)": "amount",
    "Belopp i tusental kronor": "amount", "Summa kr": "amount", "Beviljat": "granted", "Beviljat 2026": "granted",
    "Beviljat (tkr)": "granted amount", "Beviljat belopp (mnkr)": "granted amount", "Tilldelning 2026": "granted",
    "Tilldelat belopp": "granted amount", "Anslag": "granted", "Ram 2026": "granted", "Rambelopp": "granted", "Budget": "granted",
    "Fördelning": "granted", "Granted amount": "granted amount", "Enligt beslut": "decision", "Beslutsreferens": "decision reference",
    "Datum": "date", "Date": "date", "När": "date", "Avropsdatum": "call_off date", "Avrops-\ndatum": "call_off date",
    "Call-off date": "call_off date", "Utbetalningsdatum": "paid date", "Rekv.datum": "call_off date", "Bokf.datum": "booked date",
    "Bokföringsdag": "booked date", "Nr": "id", "Nr.": "id", "#": "id", "Löpnr": "id", "Avrop": "call_off", "Avropat": "call_off",
    "Avropat hittills": "call_off", "Avropsbelopp": "call_off amount", "Avropsnr": "call_off id", "Avrop nr": "call_off id",
    "Utbetalt belopp": "paid amount", "Begärt belopp": "requested amount", "Sökt belopp": "requested amount", "Inkom": "requested", "Äskat": "requested", "Status": "status", "Läge": "status",
    "Insats": "intervention", "Insats nr": "intervention id", "Insatsens namn": "intervention text", "Projekt": "intervention",
    "Aktivitet": "intervention", "Delprojekt": "intervention", "Benämning": "text", "Initiativtagare": "initiator",
    "Idégivare": "initiator", "Planerat": "planned", "Planerat belopp": "planned amount", "Beräknad kostnad": "planned amount",
    "Överenskommelse": "agreement", "Överenskommelse nr": "agreement id", "Överenskommen datum": "agreement date",
    "Överenskommet belopp": "agreement amount", "ÖK-datum": "agreement date", "Dnr": "case", "Diarienr": "case", "Part": "party",
    "Outnyttjat": "unused", "Ursprung": "origin", "Verifikation": "voucher", "Voucher no": "voucher id", "Period": "period",
    "Månad": "period", "Utfall": "outcome", "Nettokostnad": "outcome", "Prognos": "forecast", "Helårsprognos": "forecast",
    "Prognosdatum": "forecast date", "Kvar": "remaining", "Kvar att avropa": "remaining call_off", "Återstår": "remaining",
    "Disponibelt": "disposable", "Omfördelning nr": "transfer id", "Omfördelat": "transfer", "Återföring": "reversal",
    "BEV.\nBEL.\n(KR)": "granted amount", "Avr. bel.": "call_off amount", "Avr.datum": "call_off date", "Tilld.": "granted", "Disp.": "disposable", "Mott.": "receiver",
    "Avser avrop": "reversal call_off", "Kommentar": "comment", "Anm.": "comment", "Anteckning": "comment", "Slag": "kind",
}  # fmt: skip

MEANINGLESS = (
    "Telefon", "Kontaktperson", "Adress", "Ansvar", "Konto", "xyz", "Mål", "Ålder", "Ort", "Handläggare", "Sida", "Blad",
    "Version", "Moms", "Läkare", "Natur", "Matsal", "", "---", "()", "12", "Ja/nej",
    # numbers and codes of something else than the row
    "Kontonummer", "Konto nr", "Konto-nr", "Postnummer", "Postnr", "Telefonnummer", "Tel.nr", "Personnummer", "Kundnummer", "Kund-ID",
    "Fakturanummer", "Faktura nr", "Fakturanr", "Ordernummer", "Kontokod", "Account no", "Account number", "Phone number", "Zip code",
    "Handläggare-id", "Kostnadsställenummer", "Kostnadsställe", "Kst nr", "Rumsnummer", "IBAN-nummer", "Bankgironummer",
)  # fmt: skip


@pytest.mark.parametrize(("heading", "ideas"), MEANINGS.items())
def test_a_heading_means_what_its_words_mean(heading: str, ideas: str) -> None:
    assert KNOWN.read_heading(heading).ideas == {*ideas.split()}


@pytest.mark.parametrize("heading", MEANINGLESS)
def test_a_heading_of_other_words_means_nothing_however_similar_they_are(heading: str) -> None:
    read = KNOWN.read_heading(heading)
    assert (read.ideas, read.is_certain) == (frozenset(), False)


def test_a_heading_with_a_word_that_nobody_knows_is_understood_but_not_for_sure() -> None:
    assert KNOWN.read_heading("Avropat belopp").is_certain
    assert not KNOWN.read_heading("Avropat belopp enl. Eva").is_certain


headings = st.sampled_from([heading for heading in MEANINGS if len(heading) > 2 and heading not in ("Från", "Till", "Nr.")])
"""Without those that make another thing of a year or a unit beside them: “från 2025”."""


@given(headings, st.integers(2000, 2099), st.sampled_from(["{} {}", "{}\n{}", "{}\n({})", "{} år {}", "{}, {}"]))
def test_a_year_is_read_and_changes_nothing_else(heading: str, year: int, form: str) -> None:
    bare = KNOWN.read_heading(KNOWN.read_heading(heading).text.replace("2026", ""))
    read = KNOWN.read_heading(form.format(bare.text, year))
    assert (read.ideas, read.unit, read.year, read.is_certain) == (bare.ideas, bare.unit, year, bare.is_certain)


@given(
    st.sampled_from([h for h in MEANINGS if find_unit(h) is None and h not in ("#", "Från")]),
    st.sampled_from(
        [
            (1, "kr"),
            (1, "SEK"),
            (1000, "tkr"),
            (1000, "KKR"),
            (1000, "tusental kr"),
            (1_000_000, "mnkr"),
            (1_000_000, "Mkr"),
            (1_000_000, "miljoner kronor"),
        ]
    ),
    st.sampled_from(["{} ({})", "{}, {}", "{}\n{}", "{} i {}"]),
)
def test_a_unit_is_read_and_means_only_that_the_column_holds_amounts(
    heading: str, unit: tuple[int, str], form: str
) -> None:
    read = KNOWN.read_heading(form.format(heading, unit[1]))
    assert (read.ideas, read.unit) == (KNOWN.read_heading(heading).ideas | {"amount"}, unit[0])


@given(
    headings,
    st.sampled_from(
        [
            str.upper,
            str.lower,
            lambda text: f"  {text} ",
            lambda text: f"{text}:",
            lambda text: f"{text} …",
            lambda text: text.replace(" ", "\n"),
            lambda text: text.replace(" ", "\u00a0"),
            lambda text: f"{text}*",
        ]
    ),
)
def test_how_a_heading_is_written_changes_nothing(heading: str, written: object) -> None:
    assert callable(written)
    read, plain = KNOWN.read_heading(written(heading)), KNOWN.read_heading(heading)
    assert (read.ideas, read.unit, read.year) == (plain.ideas, plain.unit, plain.year)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read = KNOWN.read_heading(text)
    assert read.text == text
    assert read.ideas <= {*KNOWN.ideas}
    assert read.unit in (None, *UNIT_NAMES)


@pytest.mark.parametrize(("old", "new", "problem"), [
    ('"voucher text"]', '"voucher colour"]', r"\[fields.outcomes\] text: colour is no idea under \[words\]"),
    ('outcomes = ["outcome", ', 'outcomes = ["result", ', r"\[context\] outcomes: result is no idea under \[words\]"),
    ('party = ["part", ', 'party = ["part" ', r".*line \d+"),
    ("[context]", "[contexts]", r"\[context\] is missing"),
])  # fmt: skip
def test_a_broken_vocabulary_names_its_file_and_what_is_wrong(old: str, new: str, problem: str, tmp_path: Path) -> None:
    content = VOCABULARY.read_text("utf-8")
    assert old in content
    (tmp_path / "words.toml").write_text(content.replace(old, new), "utf-8")
    with pytest.raises(BadVocabulary, match=rf"^words\.toml: {problem}"):
        read_vocabulary(tmp_path / "words.toml")


def test_every_column_of_the_vocabulary_is_one_of_the_tables() -> None:
    assert KNOWN.context.keys() == KNOWN.fields.keys() <= TABLES.keys()
    for table, fields in KNOWN.fields.items():
        assert fields.keys() <= {column.field for column in TABLES[table].columns}


def test_every_word_of_the_vocabulary_names_its_own_idea() -> None:
    words = tomllib.loads(VOCABULARY.read_text("utf-8"))["words"]
    times = Counter(word for listed in words.values() for word in listed)
    assert [word for word, number in times.items() if number > 1] == []
    for idea, listed in words.items():
        for word in listed:
            assert KNOWN.read_heading(word.rstrip("*") + " obekant").ideas == {idea} - {"nothing", "else"}, word


def test_a_users_own_words_are_read_beside_the_known_ones() -> None:
    wider = KNOWN.with_words({"recipient": ["huvudman*"], "amount": ["Peng"]})
    assert wider.read_heading("Huvudmannens peng").ideas == {"recipient", "amount"}
    assert wider.read_heading("Nämnd").ideas == {"recipient"}
    assert KNOWN.read_heading("Huvudman").ideas == frozenset()


def test_words_for_an_idea_that_there_is_not_are_refused() -> None:
    with pytest.raises(KeyError):
        KNOWN.with_words({"colour": ["färg"]})


def test_the_order_of_the_ideas_decides_where_a_word_has_two() -> None:
    two = Vocabulary({"words": {"date": ["dag"], "nothing": ["dag"]}, "fields": {}, "context": {}})
    assert two.read_heading("dag").ideas == {"date"}


@pytest.mark.parametrize(("text", "worth"), [
    ("Belopp i tkr", 1000), ("(tusental kronor)", 1000), ("Alla belopp i tusen kr.", 1000), ("Mkr", 1_000_000), ("Belopp i mn kr", 1_000_000),
    ("i miljoner", 1_000_000), ("Summa SEK", 1), ("i kronor", 1), ("Kronor och ören", 1), ("Skrivtkr", None), ("", None),
])  # fmt: skip
def test_the_unit_of_a_title_is_reported_by_its_word(text: str, worth: int | None) -> None:
    assert find_unit(text) == worth
