"""Names as workbooks write them: what is recognised, what is left as a question, and that nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.recipients import Match, Recipient, Recognition, Register, load_register, parse_recipients

KNOWN = load_register()


@pytest.mark.parametrize("recipient", KNOWN.recipients, ids=lambda recipient: recipient.name)
def test_a_recipient_is_recognised_by_every_name_it_has(recipient: Recipient) -> None:
    assert KNOWN.recognise(recipient.name) == Recognition(recipient.name, Match.OFFICIAL)
    for other in filter(None, (recipient.office, *recipient.aliases)):
        assert KNOWN.recognise(other) == Recognition(recipient.name, Match.VARIANT)
        assert KNOWN.recognise(other.upper()).name == KNOWN.recognise(f" {other.lower()} ").name == recipient.name


@pytest.mark.parametrize("written", [
    "Kulturnämnden", " KULTURNÄMNDEN ", "kulturna\u0308mnden", "mkb", "kultur\xadnämnden", "kulturnämnden\u200b", "\u202akulturnämnden\u202c", "\ufeffMKB",
    "\u2060M\u200dK\u200cB\u3164", "kulturn\u034fämnden\ufe0f",
])  # fmt: skip
def test_capitals_and_spaces_around_are_still_the_official_name(written: str) -> None:
    assert KNOWN.recognise(written).match is Match.OFFICIAL


@pytest.mark.parametrize(
    "written, name",
    [
        ("Arbetsmarknads & socialnämnden", "arbetsmarknads- och socialnämnden"),
        ("Arbetsmarknads\u2013 och socialnämnden", "arbetsmarknads- och socialnämnden"),
        ("arbetsmarknads o. socialnämnden", "arbetsmarknads- och socialnämnden"),
        ("arbetsmarknads- o socialförvaltningen", "arbetsmarknads- och socialnämnden"),
        ("ArbetsmarknadsOchSocialnämnden", "arbetsmarknads- och socialnämnden"),
        ("Gymn.- o vuxenutb.nämnden", "gymnasie- och vuxenutbildningsnämnden"),
        ("Gy Vux", "gymnasie- och vuxenutbildningsnämnden"), ("gymnasie-\u00a0och vuxenutbildningsnämnden", "gymnasie- och vuxenutbildningsnämnden"),
        ("Kulturnämden", "kulturnämnden"), ("kulturnamnden", "kulturnämnden"), ("Kultur nämnd", "kulturnämnden"),
        ("FORSKOLENAMDEN", "förskolenämnden"), ("Förskoleförvaltningen", "förskolenämnden"), ("kn\u2010kfö", "kulturnämnden"),
        ("MKB Fastighets AB", "MKB"), ("Malmö kommunala bostads ab", "MKB"), ("\uff2d\uff2b\uff22", "MKB"),
        ("Hälsa, vård och omsorgsnämnden", "hälsa-, vård- och omsorgsnämnden"), ("K\u200bN", "kulturnämnden"), ("arbetsmarknads\u2011 o\xad. socialnämnden",
        "arbetsmarknads- och socialnämnden"), ("kultur\xadförvalt\xadningen", "kulturnämnden"), ("K\u2012N", "kulturnämnden"),
    ],
)  # fmt: skip
def test_a_variant_of_a_name_is_recognised(written: str, name: str) -> None:
    assert KNOWN.recognise(written) == Recognition(name, Match.VARIANT)


@pytest.mark.parametrize("written", ["FSN", "fsn", " F S N ", "FSF"])
def test_an_abbreviation_of_two_names_is_neither_and_names_both(written: str) -> None:
    recognition = KNOWN.recognise(written)
    assert (recognition.name, recognition.match) == (None, Match.AMBIGUOUS)
    assert len(recognition.candidates) == 2


@pytest.mark.parametrize(
    "written",
    ["", " ", "Ungdomsnämnden", "nämnden", "kultur", "kulturnämnden MKB", "ASN/FRN", "K N 2", "förskolan", "17", "330 Kulturnämnden",
     "Kulturnämnden 330", "FRN 310", "310 Fritidsnämnden", "900 MKB", "KN/FRN", "Kulturnämnden m.fl.", "\u200b", "Кulturnämnden", "kulturnämnden\0"],
)
def test_what_is_no_known_name_stays_unknown(written: str) -> None:
    assert KNOWN.recognise(written) == Recognition(None, Match.UNKNOWN)


def test_a_name_that_only_looks_like_another_is_not_taken_for_it() -> None:
    few = Register([Recipient("förskolenämnden", "nämnd"), Recipient("kulturnämnden", "nämnd")], {})
    assert few.recognise("Grundskolenämnden").match is Match.UNKNOWN
    assert few.nearest("Grundskolenämnden") == "förskolenämnden"


def test_the_nearest_name_is_offered_only_where_one_is_near() -> None:
    assert KNOWN.nearest("Kulturnämdens kansli") == "kulturnämnden"
    assert KNOWN.nearest("X") is None


def test_an_ambiguous_abbreviation_stays_so_however_it_is_hidden() -> None:
    assert {KNOWN.recognise(written).match for written in ("F\u200bSN", "FS\xadN", "\ufeffFSN", "F-S-N")} == {Match.AMBIGUOUS}


@given(st.text(max_size=20))
def test_recognition_never_fails_and_names_only_who_is_known(written: str) -> None:
    name = KNOWN.recognise(written).name
    assert name is None or KNOWN.kind(name)


@pytest.mark.parametrize("written", [" " * 32_767, " &" * 16_383, "o " * 16_383, ". -" * 10_922, " " * 32_766 + "o"])
def test_as_many_signs_as_a_cell_holds_are_read(written: str) -> None:
    assert KNOWN.recognise(f"K{written}").match is Match.UNKNOWN


# ---- names with a note behind them

NOTES = ["1)", "*", "**)", "¹", " †", " a)", " (1)", "\n(bibliotek och kulturskola)", " [se not 2]", " (inkl. ungdom) 1)", "*, **", " (del 1) (se not) 2)", " (nämnd)", " (bolag)"]
SPELLINGS = [name for each in KNOWN.recipients for name in (each.name, each.office, *each.aliases) if name]
SHORT_FOR_SEVERAL = ["FSN", "FSF"]


@pytest.mark.parametrize("note", NOTES)
def test_a_name_with_a_note_behind_it_is_a_variant_of_it(note: str) -> None:
    for recipient in KNOWN.recipients:
        assert KNOWN.recognise(recipient.name + note) == Recognition(recipient.name, Match.VARIANT)


@pytest.mark.parametrize(
    "written, name",
    [
        ("Fritidsnämnden (inkl. Fritid Rosengård)", "fritidsnämnden"), ("FRN (inkl ungdom)", "fritidsnämnden"), ("MKB (MKB Fastighets AB)", "MKB"),
        ("Kulturnämnden (KN)", "kulturnämnden"), ("KN (kulturförvaltningen)", "kulturnämnden"), ("KN (kultur)", "kulturnämnden"),
        ("Förskolenämnden (FSN)", "förskolenämnden"), ("Gymnasie- och vuxenutbildningsnämnden (gymnasie)", "gymnasie- och vuxenutbildningsnämnden"),
    ],
)  # fmt: skip
def test_a_remark_may_name_the_recipient_itself(written: str, name: str) -> None:
    assert KNOWN.recognise(written) == Recognition(name, Match.VARIANT)


@pytest.mark.parametrize("remark", [
    "MKB", "för MKB Fastighets AB", "till FRN", "FRN/MKB", "F-R-N", "fritid", "inkl. arbetsmarknads- och socialförvaltningen", "arbetsmarknads & socialnämnden",
    "FSN", "vuxenutbildning", "Fritidsnamnden", "hälsa-, vård- och omsorgsnämnden", "kommunstyrelsens anslag",
    "utom bibliotek", "exkl. kulturskolan", "EXKL bibliotek", "ej bibliotek", "utan bibliotek", "excl. library", "m.fl.", "m fl", "och andra", "tillsammans med en förening",
    "summa", "varav bibliotek", "totalt", "begärt", "avslag", "återföring", "utgår", "makulerad", "?", "osäkert?", "330", "2025", "400 000 kr", "STK-2025-77",
    "x" * 101,
])  # fmt: skip
def test_a_remark_that_says_more_than_whose_the_row_is_leaves_the_name_unknown(remark: str) -> None:
    assert KNOWN.recognise("Kulturnämnden").name
    assert KNOWN.recognise(f"Kulturnämnden ({remark})") == Recognition(None, Match.UNKNOWN)
    assert KNOWN.recognise(f"KN [{remark}] 1)").name is None


@pytest.mark.parametrize("written", [
    "FRN – ungdom", "KN: bibliotek", "KN, bibliotek", "KN bibliotek", "(KN)", "1) KN", "* KN", "KN (bibliotek", "KN bibliotek)", "KN ((bibliotek))",
    "KN (a) b", "KN (a) (b) (c) (d)", "KN 330)", "*", "(bibliotek)", "Kulturen (bibliotek)", "kultur*",
])  # fmt: skip
def test_what_is_no_note_behind_a_name_is_not_dropped(written: str) -> None:
    assert KNOWN.recognise(written) == Recognition(None, Match.UNKNOWN)


@pytest.mark.parametrize("short", SHORT_FOR_SEVERAL)
@pytest.mark.parametrize("note", [*NOTES, " (förskolenämnden)"])
def test_an_ambiguous_abbreviation_stays_so_with_a_note(short: str, note: str) -> None:
    assert KNOWN.recognise(short + note) == KNOWN.recognise(short)


# no sign by which a note could end what stands before it: then the text before the note is the whole name
NAMES_NOT_NOTED = st.text(st.characters(exclude_characters="()[]*†‡⁰¹²³⁴⁵⁶⁷⁸⁹", exclude_categories=["Cf", "Cs"]), max_size=25) | st.sampled_from(SPELLINGS + SHORT_FOR_SEVERAL)
REMARKS = st.lists(st.sampled_from([*SPELLINGS, *SHORT_FOR_SEVERAL, "kultur", "bibliotek", "inkl.", "utom", "och", "1", "2026"]) | st.text(max_size=8), max_size=4).map(" ".join)


@given(NAMES_NOT_NOTED, st.sampled_from(NOTES) | REMARKS.map(" ({})".format))
def test_no_unknown_or_ambiguous_name_becomes_known_by_a_note(name: str, note: str) -> None:
    bare, noted = KNOWN.recognise(name), KNOWN.recognise(name + note)
    assert noted.name in (None, bare.name)


@given(st.sampled_from(SPELLINGS), st.sampled_from([*SPELLINGS, *SHORT_FOR_SEVERAL]), st.sampled_from(["", "för ", "inkl. ", "se "]), st.sampled_from(["", " 1", " m.m."]))
def test_a_remark_that_names_another_never_leaves_the_name_known(name: str, other: str, before: str, after: str) -> None:
    meant = KNOWN.recognise(name).name
    found = KNOWN.recognise(other)
    own = meant in (found.name, *(KNOWN.recognise(each).name for each in found.candidates))
    assert KNOWN.recognise(f"{name} ({before}{other}{after})").name == (meant if own else None)


def test_the_kind_of_a_name_is_known_only_for_official_names() -> None:
    assert (KNOWN.kind("MKB"), KNOWN.kind("stadskontoret"), KNOWN.kind("ASN")) == ("bolag", "förvaltning", None)


def test_a_register_can_be_extended_and_its_recipients_given_other_names() -> None:
    more = parse_recipients([
        {"name": "ungdomsnämnden", "kind": "nämnd", "aliases": ["UN"]},
        {"name": "MKB", "kind": "bolag", "office": "", "aliases": ["bostadsbolaget"]},
    ])  # fmt: skip
    wider = KNOWN.with_more(more)
    assert wider.recognise("UN").name == "ungdomsnämnden"
    assert wider.recognise("Bostadsbolaget").name == "MKB"
    assert wider.recognise("FSN").match is Match.AMBIGUOUS
    assert KNOWN.recognise("UN").match is Match.UNKNOWN


def test_further_names_of_a_recipient_are_added_to_the_known_ones() -> None:
    wider = KNOWN.with_more([Recipient("fritidsnämnden", "nämnd", aliases=("Fritid",)), Recipient("fritidsnämnden", "nämnd", aliases=("FRI", "FritidN"))])
    for written in ("FRN", "FRI", "Fritid", "FritidN", "fritidsförvaltningen"):
        assert wider.recognise(written).name == "fritidsnämnden"
    assert [each.aliases for each in wider.recipients if each.name == "fritidsnämnden"] == [("FRN", "FRI", "FN", "Fritid", "FritidN")]
    assert wider.with_more([Recipient("fritidsnämnden", "nämnd", "fritidskontoret")]).recognise("fritidskontoret").name == "fritidsnämnden"


def test_words_that_a_workbook_has_of_its_own_are_no_variants_and_go_before_abbreviations() -> None:
    taught = KNOWN.with_words({"4711": "kulturnämnden", "FSN": "förskolenämnden", " FN ": "MKB", "1.1": "MKB", "11": "kulturnämnden"})
    assert taught.recognise("4711") == Recognition("kulturnämnden", Match.TAUGHT)
    assert {written: taught.recognise(written).name for written in ("fsn", "FN", "FRN", "1.1", "11", "KN")} == {
        "fsn": "förskolenämnden", "FN": "MKB", "FRN": "fritidsnämnden", "1.1": "MKB", "11": "kulturnämnden", "KN": "kulturnämnden",
    }  # fmt: skip
    assert taught.recognise("4712").match is Match.UNKNOWN
    assert taught.recognise("FSN 1)") == Recognition("förskolenämnden", Match.VARIANT)
    assert taught.with_more([Recipient("ungdomsnämnden", "nämnd")]).recognise("4711").name == "kulturnämnden"


def test_a_recipient_without_a_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        parse_recipients([{"name": "ungdomsnämnden"}])


def test_no_two_recipients_share_a_name() -> None:
    for recipient in KNOWN.recipients:
        for written in filter(None, (recipient.name, recipient.office, *recipient.aliases)):
            assert KNOWN.recognise(written).name == recipient.name
