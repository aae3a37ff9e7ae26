"""A decision is data: another file gives another decision, and one that cannot be used is refused in a sentence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support import build_book, rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import load_decision, pick_shipped_decision
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.verdict import judge

GOOD = build_book.OTHER_DECISION.read_text("utf-8")
OURS = pick_shipped_decision("STK-2026-580")
OTHER = build_book.other_decision()


def test_the_decision_that_ships_has_the_figures_of_its_text() -> None:
    assert (OURS.case_number, OURS.section, OURS.year, OURS.interventions) == ("STK-2026-580", "§ 266", 2026, 11)
    assert OURS.meeting == date(2026, 4, 20)
    assert [amount / 100 for amount in OURS.allotted.values()] == [
        1_100_000,
        6_100_000,
        150_000,
        800_000,
        650_000,
        1_200_000,
    ]
    assert OURS.total == 10_000_000_00
    assert "förskolenämnden" in OURS.allotted
    assert "förskolenämnden" not in OURS.initiators


def test_another_file_gives_another_decision() -> None:
    assert OTHER.allotted == {"strandnämnden": 70_000_00, "Båthus AB": 30_000_50}
    assert (OTHER.total, OTHER.reference) == (100_000_50, "HAMN-SA-2031-7 § 12")
    assert (OTHER.interventions, OTHER.initiators, OTHER.meeting) == (None, (), None)
    assert OTHER.register.recognise("Strandförvaltningen").name == "strandnämnden"
    assert OTHER.register.kind("Båthus AB") == "bolag"


def test_names_that_the_file_gives_a_known_recipient_are_added_to_those_it_has(tmp_path: Path) -> None:
    path = tmp_path / "more.toml"
    entries = (("fritidsnämnden", "nämnd", '["Fritid"]'), ("MKB", "bolag", "[]"))
    more = "".join(f'[[recipient]]\nname = "{name}"\nkind = "{kind}"\naliases = {aliases}\n' for name, kind, aliases in entries)
    path.write_text(GOOD.replace("[[recipient]]", more + "[[recipient]]", 1), "utf-8")
    register = load_decision(path).register
    for written in ("Fritid", "FRN", "FRI", "Fritidsförvaltningen"):
        assert register.recognise(written).name == "fritidsnämnden"
    assert register.recognise("MKB Fastighets AB").name == "MKB"


def test_nothing_of_one_decision_is_hard_coded_in_the_rules() -> None:
    """The right book of our decision is wrong under another, and the other way round."""
    allocations = build_book.allocation_rows(OTHER)
    right = build_book.ledger(
        decision=OTHER, as_of=date(2031, 6, 30), record={"decided_on": date(2031, 2, 1)}, allocations=allocations,
        interventions=[{"id": name[0], "recipient": name, "initiator": "kommunstyrelsen"} for name in OTHER.allotted],
        call_offs=[{"id": "A-1", "date": date(2031, 3, 1), "recipient": "strandnämnden", "intervention": "s",
                    "amount": 50_00, "status": "utbetalt"}],
    )  # fmt: skip
    assert judge(right, [], "strikt").findings == []
    wrong = build_book.ledger(allocations=allocations, call_offs=[{"date": date(2031, 3, 1), "status": "avslaget"}])
    codes = {finding.rule.code for finding in judge(wrong, [], "strikt").findings}
    assert codes >= {"TD02", "TD05", "IN02", "AV10"}


def test_a_workbook_follows_the_decision_of_its_case_number(tmp_path: Path) -> None:
    sheets = rule_pages.book_with("""
Beslut
| Uppgift | Värde |
|---|---|
| Diarienummer | HAMN-SA-2031-7 |
""")
    sheets["Tilldelning"].rows = [["SN", "nämnd", 70_000, "", ""], ["Båthus AB", "bolag", 30_000.5, "", ""]]
    rule_pages.write(sheets, tmp_path / "hamn.xlsx")
    verdict = app.validate_workbook(tmp_path / "hamn.xlsx", known=(OURS, OTHER)).verdict
    assert verdict.ledger.decision == OTHER
    assert not [finding for finding in verdict.findings if finding.rule.code.startswith("TD")]


@pytest.mark.parametrize(
    ("number", "year", "expected"),
    [
        ("HAMN-SA-2031-7", "2026", OTHER),
        ("HAMN SA 2031/7", "2031", OTHER),
        (None, "2031", OTHER),
        ("hamn", "2026", OURS),
    ],
)
def test_a_case_number_of_another_form_counts_for_nothing_so_the_year_chooses(
    number: str, year: str, expected: object
) -> None:
    assert choose_decision((OURS, OTHER), number, year) == expected


@pytest.mark.parametrize(
    ("number", "year", "expected"),
    [("STK-2027-1", None, 2027), ("STK-2027-1", "2028", 2028), ("STK-2027-1", "i år", 2027)],
)
def test_a_right_case_number_that_nobody_knows_gives_a_decision_without_figures(
    number: str, year: str | None, expected: int
) -> None:
    unknown = choose_decision((OURS, OTHER), number, year)
    assert (unknown.case_number, unknown.grants, unknown.year) == (number, (), expected)


def test_without_any_decision_there_is_one_without_figures() -> None:
    assert choose_decision((), None, "2027").year == 2027
    assert choose_decision(()).grants == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["enligt STK-2026-580 § 266, punkt 1"], OURS),
        (["beslut hamn-sa-2031-7"], OTHER),
        (["Uppföljning 2031", "beslutad 2031-02-01"], OTHER),
        (["MKB", "KN", "FRI", *OURS.allotted], OURS),
        (["SN", "Båthus AB", "MKB"], OTHER),
    ],
)
def test_without_a_case_number_the_texts_of_a_workbook_choose(texts: list[str], expected: object) -> None:
    assert choose_decision((OURS, OTHER), read_texts=lambda: texts) == expected


@pytest.mark.parametrize("texts", [[], ["STK-2026-58"], ["2026 och 2031"], [*OURS.allotted, *OTHER.allotted], ["MKB"]])
def test_where_two_decisions_fit_none_is_taken_for_granted(texts: list[str]) -> None:
    chosen = choose_decision((OURS, OTHER), read_texts=lambda: texts)
    assert (chosen.candidates, chosen.grants, chosen.year) == ((OURS, OTHER), (), 2031)
    differing = {"decision", "decision.year", "decision.party", "decision.initiators", "decision.interventions"}
    assert chosen.missing == differing
    assert chosen.register.recognise("Strandförvaltningen").name == "strandnämnden"
    assert chosen.list_candidates().sv == "STK-2026-580 § 266 eller HAMN-SA-2031-7 § 12"


def test_what_several_decisions_have_in_common_holds_whichever_is_meant() -> None:
    copy = replace(OURS, case_number="STK-2026-999", grants=tuple(each._replace(reference="punkt 3") for each in reversed(OURS.grants)))
    shared = choose_decision((OURS, copy))
    assert (shared.missing, shared.allotted, shared.grants[0].reference) == (frozenset(), OURS.allotted, "punkt 1 / punkt 3")
    for name in ("year", "party", "initiators", "interventions", "meeting"):
        assert getattr(shared, name) == getattr(OURS, name)
    settled = choose_decision((OURS, replace(copy, open_points={"chain": Answer.YES}, meeting=None)))
    assert (settled.missing, settled.answer("chain"), settled.meeting) == ({"decision.open_points"}, Answer.OPEN, None)


def test_of_two_decisions_that_fit_the_one_that_grants_to_more_of_those_named_is_meant() -> None:
    fewer = replace(OURS, case_number="STK-2026-999", grants=OURS.grants[:2])
    assert choose_decision((fewer, OURS), None, "2026", lambda: OURS.allotted) == OURS
    assert choose_decision((fewer, OURS), None, "2026", lambda: fewer.allotted) == fewer


def test_a_workbook_that_names_a_decision_that_ships_follows_it_whatever_is_given() -> None:
    assert choose_decision((OTHER,), OURS.case_number) == OURS
    assert choose_decision((OTHER,), read_texts=lambda: ["STK-2026-580"]) == OURS
    assert choose_decision((OTHER,), read_texts=lambda: ["2026"]) == OTHER


def test_a_point_of_law_that_the_file_settles_is_read_so(tmp_path: Path) -> None:
    path = tmp_path / "settled.toml"
    path.write_text(GOOD + '\n[transfers.readings]\ncompany_gives = "ja"\n', "utf-8")
    assert load_decision(path).answer("company_gives") is Answer.YES
    assert OTHER.answer("company_gives") is Answer.OPEN


BROKEN = {
    "not TOML": ("year = 2031", "year = = 2031", "Rad 7: ”year = = 2031” är inte rätt skrivet"),
    "a value missing": ('section = "§ 12"\n', "", "Rad 1: section: uppgiften saknas. Där ska stå en text"),
    "no party": ('party = "hamnkontoret"', "", "Rad 31: transfers, party: uppgiften saknas"),
    "no amount": ("kronor = 70_000", "", "Rad 21: allocation 1, kronor: uppgiften saknas. Där ska stå ett belopp över noll"),
    "no reference": ('kronor = 70_000\nreference = "punkt 3"', "kronor = 70_000", "Rad 21: allocation 1, reference: uppgiften saknas"),
    "an unknown entry": ("year = 2031", "year = 2031\nfoo = 1", "Rad 8: foo: programmet läser ingen uppgift med det namnet"),
    "a misspelt section": ("[[allocation]]", "[[alocation]]", "Rad 21: alocation: programmet läser ingen uppgift"),
    "an unknown entry of a section": ("[transfers]", "[transfers]\nparti = 1", "Rad 32: transfers, parti: programmet läser ingen uppgift"),
    "an unknown entry of an allocation": ("kronor = 70_000", "kronor = 70_000\nbelopp = 1", "Rad 24: allocation 1, belopp: "),
    "an unknown entry of a recipient": ('kind = "bolag"', 'kind = "bolag"\nalias = "B"', "Rad 20: recipient 2, alias: "),
    "a case number of another form": ('"HAMN-SA-2031-7"', '"../hamn"', "Rad 3: case_number: här står ”../hamn” inom citattecken, men ska stå ett diarienummer"),
    "a recipient without a kind": ('kind = "bolag"', "", "Rad 17: recipient 2, kind: uppgiften saknas. Där ska stå något av nämnd, bolag, förvaltning"),
    "a recipient of another kind": ('kind = "bolag"', 'kind = "AB"', "Rad 19: recipient 2, kind: här står ”AB”"),
    "aliases that are none": ('aliases = ["SN"]', 'aliases = "SN"', "recipient 1, aliases: här står ”SN”, men ska stå en lista"),
    "an alias of another": ('aliases = ["SN"]', 'aliases = ["SN", "FRN"]', "recipient 1, aliases: här står en lista, men ska stå ett annat namn än FRN, som redan betyder fritidsnämnden"),
    "an alias that is the name of another": ('aliases = ["SN"]', 'aliases = ["Kulturnämnden"]', "ett annat namn än Kulturnämnden, som redan betyder kulturnämnden"),
    "an alias of two": ('kind = "bolag"', 'kind = "bolag"\naliases = ["SN"]', "recipient 2, aliases: här står en lista, men ska stå ett annat namn än SN, som redan betyder strandnämnden"),
    "an alias that can mean several": ('aliases = ["SN"]', 'aliases = ["FSN"]', "ett annat namn än FSN, som redan betyder förskolenämnden eller funktionsstödsnämnden"),
    "the förvaltning of another": ('office = "strandförvaltningen"', 'office = "kulturförvaltningen"', "recipient 1, office: här står ”kulturförvaltningen”, men ska stå ett annat namn än"),
    "a known name in capitals": ('name = "Båthus AB"\nkind', 'name = "Mkb"\nkind', "recipient 2, name: här står ”Mkb”, men ska stå ett annat namn än Mkb, som redan betyder MKB"),
    "a year that is a word": ("year = 2031", 'year = "i år"', "Rad 7: year: här står ”i år”, men ska stå ett år mellan 2000 och 2099"),
    "a year that no calendar has": ("year = 2031", "year = 0", "Rad 7: year: här står ”0”"),
    "an unknown recipient": ('recipient = "Båthus AB"', 'recipient = "Båthuset"', "Rad 27: allocation 2, recipient: här står ”Båthuset”, men ska stå namn ur registret"),
    "an unknown initiator": ("year = 2031", 'year = 2031\ninitiators = ["Båthuset"]', "Rad 8: initiators: här står en lista, men ska stå namn ur registret, och Båthuset"),
    "a recipient twice": ('recipient = "Båthus AB"', 'recipient = "strandnämnden"', "Rad 27: allocation 2, recipient: här står ”strandnämnden”, men ska stå en mottagare som inte redan har"),
    "nothing granted": ("kronor = 70_000", "kronor = 0", "Rad 23: allocation 1, kronor: här står ”0”, men ska stå ett belopp över noll"),
    "a yes for an amount": ("kronor = 70_000", "kronor = true", "här står ”true”"),
    "a text for an amount": ("kronor = 70_000", 'kronor = "70 000"', "inom citattecken, men ska stå ett belopp"),
    "an endless amount": ("kronor = 70_000", "kronor = inf", "här står ”inf”"),
    "a number of insatser in words": ("year = 2031", 'year = 2031\ninterventions = "elva"', "Rad 8: interventions: här står ”elva”, men ska stå ett heltal"),
    "a meeting that is no date": ("year = 2031", 'year = 2031\nmeeting = "i april"', "Rad 8: meeting: här står ”i april”, men ska stå ett datum"),
    "a meeting with its hour": ("year = 2031", "year = 2031\nmeeting = 2031-04-20T10:00:00", "ett datum utan klockslag"),
    "an unknown point of law": ("[transfers]", '[transfers]\nreadings = {weather = "ja"}', "Rad 32: transfers, readings, weather: "),
    "an unknown answer": ("[transfers]", '[transfers]\nreadings = {chain = "kanske"}', "Rad 32: transfers, readings, chain: här står ”kanske”, men ska stå något av ja, oklart, nej"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_gives_one_sentence_with_its_name_line_and_key(fault: str, tmp_path: Path) -> None:
    there, instead, said = BROKEN[fault]
    assert there in GOOD
    path = tmp_path / "broken.toml"
    path.write_text(GOOD.replace(there, instead), "utf-8")
    with pytest.raises(BadInput) as raised:
        load_decision(path)
    assert raised.value.message("sv").startswith(f"Beslutsfilen {path} kan inte användas. Rad ")
    assert raised.value.message("en").startswith(f"The decision file {path} cannot be used. Line ")
    assert said in raised.value.message("sv")


@pytest.mark.parametrize(("allocation", "said"), [("[]", "en tom lista"), ("5", "”5”"), ('["MKB"]', "en lista")])
def test_allocations_that_are_none_are_broken(allocation: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    whole = GOOD.partition("[[allocation]]")
    path.write_text(f"allocation = {allocation}\n{whole[0]}[transfers]{whole[2].partition('[transfers]')[2]}", "utf-8")
    with pytest.raises(BadInput, match=f"Rad 1: allocation: här står {said}, men ska stå "):
        load_decision(path)


@pytest.mark.parametrize("year", ["0", "10000", "1999", "٢٠٢٦", "²", ""])
def test_a_year_that_no_calendar_of_ours_has_is_not_the_year_of_an_unknown_decision(year: str) -> None:
    assert choose_decision((OURS,), "STK-2027-4711", year).year == 2027
    assert choose_decision((), "", year).year in (2026, 1)


def test_a_file_that_is_not_there_gives_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.toml kan inte läsas"):
        load_decision(tmp_path / "gone.toml")
