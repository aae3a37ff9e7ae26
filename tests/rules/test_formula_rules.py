"""The rules about formulas judge facts: each fact is one finding, at its cell, with a message that names what was found."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from support import build_book, rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.formula_facts import (
    Cells,
    Deviation,
    FormulaFacts,
    HiddenCells,
    NotRecalculated,
    RangeComparison,
    ShortTotal,
    StaleFormula,
    UnsummableCell,
    WideTotal,
)
from xl_kraftsamling.domain.ledger.stated_differences import find_stated_differences
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Finding, Hit, Severity
from xl_kraftsamling.reading.formulas.inspection import without_explained_sums
from xl_kraftsamling.verdict import Verdict, judge


def parse_place(text: str, sheet: str = "Blad1") -> Place:
    return Place(sheet, int(text[1:]), ord(text[0]) - 64)


def judge_facts(facts: FormulaFacts, profile: str = "normal") -> Verdict:
    ledger = build_book.ledger()
    return judge(replace(ledger, book=replace(ledger.book, formula_facts=facts)), [], profile)


def find_formula_findings(facts: FormulaFacts, profile: str = "normal") -> list[Finding]:
    return [finding for finding in judge_facts(facts, profile).findings if finding.rule.code.startswith("FO")]


def test_a_sound_workbook_has_nothing_against_it() -> None:
    assert find_formula_findings(FormulaFacts()) == []


@pytest.mark.parametrize(("profile", "severities"), [("strikt", "FF"), ("normal", "FV"), ("mild", "FU")])
def test_a_very_hidden_sheet_is_an_error_under_every_profile_and_hidden_rows_are_less(
    profile: str, severities: str
) -> None:
    found = find_formula_findings(FormulaFacts(very_hidden_sheets=["Dolt"], hidden_cells=[HiddenCells((parse_place("A3"),), are_columns=False)]), profile)
    words = {"F": Severity.ERROR, "V": Severity.WARNING, "U": Severity.NOTE}
    assert {(each.hit.place.cell, each.severity) for each in found if each.hit.place} == {
        (None, words[severities[0]]), ("A3", words[severities[1]]),
    }  # fmt: skip


def test_many_hidden_columns_are_named_with_how_many_more_there_are() -> None:
    (found,) = find_formula_findings(FormulaFacts(hidden_cells=[HiddenCells(tuple(parse_place(f"{c}1") for c in "BCDEFGH"), are_columns=True)]))
    assert found.message("sv") == "Bladet ”Blad1” har dolda uppgifter i kolumn B, C, D, E, F och 2 till."
    assert found.message("en") == "The sheet “Blad1” hides data in column B, C, D, E, F and 2 more."


def test_cells_that_a_total_leaves_out_are_named_with_their_sheet_where_it_is_another() -> None:
    near = ShortTotal(parse_place("B9"), "=SUM(B2:B7)", (parse_place("B8"),))
    far = ShortTotal(parse_place("C9"), "=SUMIFS(…)", tuple(parse_place(f"E{n}", "Avrop") for n in range(20, 27)))
    assert [each.message("sv") for each in find_formula_findings(FormulaFacts(short_totals=[near, far]))] == [
        "Formeln =SUMMA(B2:B7) summerar inte alla rader: B8 är inte med.",
        "Formeln =SUMMA.OMF(…) summerar inte alla rader: Avrop!E20, Avrop!E21, Avrop!E22, Avrop!E23, Avrop!E24 och 2 till är inte med.",
    ]


def test_cells_that_a_total_leaves_out_are_counted_though_not_all_are_kept() -> None:
    (found,) = find_formula_findings(FormulaFacts(short_totals=[ShortTotal(parse_place("B9"), "=SUM(B2)", (parse_place("B3"),) * 6, 99_000)]))
    assert "B3, B3, B3, B3, B3 och 99 001 till är inte med" in found.message("sv").replace("\u00a0", " ")


def test_a_text_that_has_replaced_a_formula_is_one_finding() -> None:
    text = Deviation((parse_place("D4"),), "2 500", "=B4-C4")
    summed = [UnsummableCell(parse_place("D4"), "2 500", parse_place("D9")), UnsummableCell(parse_place("B4"), "3 000", parse_place("B9"))]
    assert [(each.rule.code, each.hit.place) for each in find_formula_findings(FormulaFacts(overwritten_formulas=[text], summed_texts=summed))] == [
        ("FO10", parse_place("B4")), ("FO02", parse_place("D4")),
    ]  # fmt: skip


def cells(text: str) -> Cells:
    first, _, last = text.partition(":")
    return Cells(parse_place(first), parse_place(last or first))


def compare(models: str, found: str | None, expected: str | None) -> RangeComparison:
    return RangeComparison(cells(models), cells(found) if found else None, cells(expected) if expected else None)


@pytest.mark.parametrize(
    ("places", "comparison", "is_sideways", "sv", "en"),
    [
        ("F17:F18", compare("F15:F16", "C17:E17", "B17:E17"), False,
         "Formeln på rad 15–16 tar med kolumn B–E, men den på rad 17–18 tar med kolumn C–E. Den är =SUMMA(1;5) och skulle efter de andra vara =SUM.2(x).",
         "The formula in rows 15–16 takes in columns B–E, but the one in rows 17–18 takes in columns C–E. It is =SUM(1,5) and by the others would be =SUM.2(x)."),
        ("D12", compare("B12:C12", "D9:D11", "D5:D11"), True,
         "Formeln i kolumn B–C tar med rad 5–11, men den i kolumn D tar med rad 9–11. Den är =SUMMA(1;5) och skulle efter de andra vara =SUM.2(x).",
         "The formula in columns B–C takes in rows 5–11, but the one in column D takes in rows 9–11. It is =SUM(1,5) and by the others would be =SUM.2(x)."),
        ("C14", compare("D14", "C6:D13", "C6"), True,
         "Formeln i kolumn D tar med C6, men den i kolumn C tar med C6:D13. Den är =SUMMA(1;5) och skulle efter de andra vara =SUM.2(x).",
         "The formula in column D takes in C6, but the one in column C takes in C6:D13. It is =SUM(1,5) and by the others would be =SUM.2(x)."),
        ("D31", compare("D30", None, "F31"), False,
         "Formeln =SUMMA(1;5) tar inte med F31, som den på rad 30 gör. Efter de andra skulle den vara =SUM.2(x).",
         "The formula =SUM(1,5) leaves out F31, unlike the one in row 30. By the others it would be =SUM.2(x)."),
        ("D31", compare("D30", "F31", None), False,
         "Formeln =SUMMA(1;5) tar också med F31, som den på rad 30 inte gör. Efter de andra skulle den vara =SUM.2(x).",
         "The formula =SUM(1,5) also takes in F31, unlike the one in row 30. By the others it would be =SUM.2(x)."),
        ("D31", compare("D30", "F30", "F31"), False,
         "Formeln =SUMMA(1;5) är en annan än på kolumnens övriga rader, där den skulle vara =SUM.2(x).",
         "The formula =SUM(1,5) is another than in the column's other rows, by which it would be =SUM.2(x)."),
        ("D31", None, True,
         "Formeln =SUMMA(1;5) är en annan än i radens övriga kolumner, där den skulle vara =SUM.2(x).",
         "The formula =SUM(1,5) is another than in the row's other columns, by which it would be =SUM.2(x)."),
    ],
)  # fmt: skip
def test_a_formula_that_differs_says_what_it_takes_in_and_what_its_copies_do(
    places: str, comparison: RangeComparison | None, is_sideways: bool, sv: str, en: str
) -> None:
    deviation = Deviation(tuple(cells(places)), "=SUM(1,5)", "=SUM.2(x)", parse_place("D2"), is_sideways, comparison)
    (found,) = find_formula_findings(FormulaFacts(differing_formulas=[deviation]))
    assert (found.message("sv"), found.message("en")) == (sv, en)
    assert (found.hit.found, found.hit.expected, found.hit.copied_from) == ("=SUM(1,5)", "=SUM.2(x)", parse_place("D2"))


def test_a_constant_has_its_thousands_apart_and_is_as_it_stands_in_the_data() -> None:
    for stored, shown in (("355500", "355\u00a0500"), ("2026", "2026"), (33_333.5, "33\u00a0333,5"), ("se bilaga", "se bilaga")):
        deviation = Deviation((parse_place("D9"),), stored, "=B9-C9", parse_place("D8"))
        (found,) = find_formula_findings(FormulaFacts(overwritten_formulas=[deviation]))
        assert found.message("sv").startswith(f"Här står {shown} som fast värde")
        assert found.hit.found == stored


def test_a_number_among_the_sums_of_a_row_is_overwritten() -> None:
    deviation = Deviation((parse_place("D9"),), "5", "=SUM(D2:D8)", parse_place("C9"), is_sideways=True)
    (found,) = find_formula_findings(FormulaFacts(overwritten_formulas=[deviation]))
    assert found.message("sv").startswith("Här står 5 som fast värde, men raden räknas av formler.")
    assert found.remedy("sv").startswith("Kopiera formeln från cellen bredvid, så blir den =SUMMA(D2:D8).")


def test_sums_that_take_in_captions_are_a_note_for_each_sheet() -> None:
    sums = [WideTotal((parse_place("B9"), parse_place("C9")), "=SUM(B2:B8)", (2, 5)), WideTotal((parse_place("B20"),), "=SUM(B10:B19)", (10, 15))]
    (found,) = find_formula_findings(FormulaFacts(wide_totals=sums), "strikt")
    assert (found.severity, found.hit.related) == (Severity.NOTE, (parse_place("C9"), parse_place("B20")))
    assert found.message("sv") == (
        "Summan =SUMMA(B2:B8) går över flera grupper och tar med rubrikrader utan tal (rad 2, 5), och så är det i 2 summor till på bladet."
    )
    (alone,) = find_formula_findings(FormulaFacts(wide_totals=[WideTotal((parse_place("B9"),), "=SUM(B2:B8)", (2, 5))]))
    assert alone.message("sv").endswith("(rad 2, 5).")


def test_values_that_are_missing_and_links_without_a_cell_are_reported_once() -> None:
    found = find_formula_findings(FormulaFacts(unvalued_formulas=[(parse_place("D2"), 0), (parse_place("D2", "Blad2"), 4)], external_links=[None]))
    assert {(each.rule.code, each.message("sv")) for each in found} >= {
        ("FO08", "Cellen har inget sparat värde."),
        ("FO08", "Cellen har inget sparat värde, och inte heller 4 andra på bladet."),
    }
    assert [each.hit.place for each in found if each.rule.code == "FO07"] == [None]


@pytest.mark.parametrize(
    ("fact", "sv", "en"),
    [
        (
            StaleFormula((parse_place("B2"),), 0, 528, 543.5),
            "Cellen visar 528, men omräknad ger formeln 543,5.", "The cell shows 528, but recalculated it is 543.5.",
        ),
        (
            StaleFormula((parse_place("B2"), parse_place("B3")), 3, "nej", Text("#N/A", "#N/A")),
            "Cellen visar ”nej”, men omräknad ger formeln #N/A; likadant är det i 4 andra celler.",
            "The cell shows “nej”, but recalculated it is #N/A; it is the same in 4 other cells.",
        ),
        (
            StaleFormula((parse_place("B2"),), 0, None, 5),
            "Cellen har inget sparat värde, och formeln ger 5.", "The cell has no stored value, and the formula gives 5.",
        ),
        (
            StaleFormula((parse_place("B2"),), 1, None, None),
            "Cellen har inget sparat värde; likadant är det i en annan cell.", "The cell has no stored value; it is the same in another cell.",
        ),
    ],
)  # fmt: skip
def test_a_formula_that_was_calculated_anew_says_what_is_stored_and_what_it_comes_to(fact: StaleFormula, sv: str, en: str) -> None:
    (found,) = find_formula_findings(FormulaFacts(stale_formulas=[fact]))
    assert (found.message("sv"), found.message("en")) == (sv, en)
    assert (found.hit.found, found.hit.expected, found.hit.related) == (fact.stored, fact.computed, fact.places[1:])


def test_a_balance_that_differs_is_not_told_a_second_time_as_a_stale_formula(tmp_path: Path) -> None:
    example = """
Saldo
| Mottagare | Kvar att avropa |
|---|---:|
| MKB | 1 150 000,50 |
| kulturnämnden | 800 000 |
"""
    rule_pages.write(rule_pages.book_with(example), tmp_path / "bok.xlsx")
    ledger = app.validate_workbook(tmp_path / "bok.xlsx").verdict.ledger
    (told,) = (each for each in find_stated_differences(ledger))
    place, other = cell_of(told.row, told.field), parse_place("B9", "Saldo")
    facts = FormulaFacts(stale_formulas=[StaleFormula((place,), 0, 1, 2), StaleFormula((place, other), 0, 3, 4), StaleFormula((place,), 9, 5, 6)])
    found = judge(replace(ledger, book=replace(ledger.book, formula_facts=facts)), [], "normal").findings
    assert [each.hit.expected for each in found if each.rule.code == "FO08"] == [told.right, 4, 6]


@pytest.mark.parametrize(("more", "words"), [(0, ""), (4, " och 4 celler till")])
def test_a_formula_that_could_not_be_calculated_leaves_the_rule_not_tried_in_full(more: int, words: str) -> None:
    facts = FormulaFacts(not_recalculated=[NotRecalculated(parse_place("B2"), more, Text("skälet", "the reason"))])
    judged = judge_facts(facts)
    (found,) = (each for each in judged.findings if each.rule.code == "KO01")
    assert found.message("sv") == f"Formeln i Blad1!B2{words} har inte räknats om: skälet."
    assert judged.not_tried == [("FO08", judged.findings.index(found))]


def test_a_workbook_that_could_not_be_calculated_at_all_is_named_as_such() -> None:
    judged = judge_facts(FormulaFacts(not_recalculated=[NotRecalculated(None, 0, Text("skälet", "the reason"))]))
    (found,) = (each for each in judged.findings if each.rule.code == "KO01")
    assert found.message("sv") == "Formlerna har inte räknats om: skälet."


def test_a_wrong_sum_that_a_short_total_explains_is_not_reported_twice() -> None:
    faults = [
        Fault("ST08", Hit(place=parse_place("B9"))),
        Fault("ST08", Hit(place=parse_place("C9"))),
        Fault("VD01", Hit(place=parse_place("B9"))),
    ]
    short = FormulaFacts(short_totals=[ShortTotal(parse_place("B9"), "=SUM(B2:B7)", (parse_place("B8"),))])
    assert without_explained_sums(faults, short) == faults[1:]


def test_what_the_workbook_states_is_compared_with_what_its_data_come_to(tmp_path: Path) -> None:
    example = """
Saldo
| Mottagare | Beviljat | Mottaget | Disponibelt | Kvar att avropa | Prognos |
|---|---:|---:|---:|---:|---:|
| MKB | 1 200 000 | 5 | 1 200 000 | 1 150 000,50 | 700 000 |
| Ingen nämnd | 1 | 1 | 1 | 1 | 1 |
| kulturnämnden | "ca 800 000" | 0 | 800 000 | 800 000 | 0 |
"""
    rule_pages.write(rule_pages.book_with(example), tmp_path / "bok.xlsx")
    found = app.validate_workbook(tmp_path / "bok.xlsx").verdict.findings
    assert {(each.rule.code, each.hit.place and each.hit.place.cell) for each in found} == {
        ("FO08", "C2"),
        ("FO08", "H2"),
        ("FO11", "A1"),  # the recipients that the table leaves out
    }
    (missed,) = (each for each in found if each.hit.place and each.hit.place.cell == "H2")
    assert missed.hit.difference == -4_999_950
    assert (missed.heading, missed.row_id) == ("Kvar att avropa", "MKB")


def test_a_figure_that_follows_from_an_overwritten_one_in_its_row_is_no_fault_of_its_own(tmp_path: Path) -> None:
    example = """
Saldo
| Mottagare | Beviljat | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | 6 100 000 |
| MKB | 1 200 000 | 5 000 | 1 195 000 |
"""
    rule_pages.write(rule_pages.book_with(example), tmp_path / "bok.xlsx")
    ledger = app.validate_workbook(tmp_path / "bok.xlsx").verdict.ledger
    differing = [(each.row.recipient, each.field) for each in find_stated_differences(ledger)]
    assert differing == [("MKB", "called_off"), ("MKB", "remaining")]
    line = next(row.line for row in ledger.book.stated_balances if row.recipient == "MKB")
    overwritten = FormulaFacts(overwritten_formulas=[Deviation((Place("Saldo", line, 3),), "5000", "=0")])
    explained = replace(ledger, book=replace(ledger.book, formula_facts=overwritten))
    assert list(find_stated_differences(explained)) == []


def test_a_workbook_without_saldo_states_nothing(tmp_path: Path) -> None:
    rule_pages.write(rule_pages.right_book(), tmp_path / "bok.xlsx")
    file = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    del file["Saldo"]
    file.save(tmp_path / "bok.xlsx")
    (untried,) = app.validate_workbook(tmp_path / "bok.xlsx").verdict.findings
    assert (untried.rule.code, untried.hit.values["codes"]) == ("KO01", ("FO11",))
