"""However a workbook is laid out, the same is read of it, and whatever was not read is reported."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from support.build_other_layouts import (
    CALLED,
    CONSTRUCTS,
    FRN,
    GRANTED,
    GRANTS,
    KN,
    LIST,
    LIST_HEADINGS,
    Construct,
    Sheet,
    allocations_in,
    call_offs_in,
    describe_reading,
    plain_sheets,
    two_sheets,
    write_sheets,
)  # fmt: skip
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.finding import Finding, Severity

SEPTEMBER = date(2026, 9, 30)


def found(path: Path, codes: Sequence[str]) -> set[tuple[str, str]]:
    """The findings of these codes, with the cell or sheet of each."""
    return {(each.rule.code, each.hit.place.address) for each in findings(path) if each.rule.code in codes}


def findings(path: Path) -> Sequence[Finding]:
    return app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings


def alarms(path: Path) -> set[str]:
    """The codes of all errors and warnings, but for the decision, which no workbook of this kind records."""
    return {each.rule.code for each in findings(path) if each.severity in (Severity.ERROR, Severity.WARNING)} - {"BE01"}


@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_the_same_is_read_however_it_is_laid_out(construct: Construct, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", construct.sheets)
    ledger = read_ledger(path, as_of=SEPTEMBER)
    assert allocations_in(ledger) == {(name, amount * 100) for name, amount in GRANTED}
    assert call_offs_in(ledger) == {(name, day, amount * 100, status) for _, day, name, amount, status in CALLED}
    assert len(ledger.book.call_offs) == len(CALLED)
    assert (ledger.balance(KN).called_off, ledger.balance(FRN).called_off) == (140_000_00, 520_000_00)
    assert (ledger.balance(FRN).requested, ledger.balance(KN).remaining) == (60_000_00, 660_000_00)
    assert alarms(path) <= {"ST07"}
    for words in construct.described_as:
        assert words in describe_reading(path)


def test_each_table_has_a_finding_at_its_first_column_on_how_it_was_read(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["titles above"].sheets)
    assert found(path, ["ST10"]) == {("ST10", "Fördelning!A4"), ("ST10", "Avrop!A4")}
    message = next(
        each.message("sv") for each in findings(path) if each.rule.code == "ST10" and each.hit.place.sheet == "Avrop"
    )
    assert (
        "A4:E10 lästes som Avrop: Avrop-id = A ”Nr”, Datum = B ”Datum”, Mottagare = C ”Nämnd”, Belopp = D ”Summa kr”"
        in message
    )
    assert "Belopp i kronor." in message
    assert app.validate_workbook(path, as_of=SEPTEMBER).layout == "recognised"


def test_an_interpreted_unit_is_reported_at_its_heading(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["units in the headings"].sheets)
    assert found(path, ["VD03"]) == {("VD03", "Fördelning!B1"), ("VD03", "Avrop!D1")}


def test_everything_that_was_not_read_is_a_finding_where_it_is(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["copies and spare sheets"].sheets)
    assert found(path, ["ST11"]) == {("ST11", "Kopia av Avrop!A1"), ("ST11", "Avrop (gammal)!A1"), ("ST11", "Blad3!A1")}
    path = write_sheets(tmp_path / "bok.xlsx", CONSTRUCTS["a sheet about something else"].sheets)
    assert found(path, ["ST11"]) == {("ST11", "Kontakter")}


def test_a_hidden_column_is_read_like_any_other_and_said_to_be_hidden(tmp_path: Path) -> None:
    sheets = {"Fördelning": Sheet(GRANTS), "Avrop": Sheet(LIST, hidden=["D"])}
    path = write_sheets(tmp_path / "bok.xlsx", sheets)
    assert read_ledger(path, as_of=SEPTEMBER).balance(KN).called_off == 140_000_00
    assert alarms(path) == {"FO06"}


@pytest.mark.parametrize("heading", ["Nämnd"])
def test_a_required_column_that_is_missing_is_reported_and_what_needs_it_is_untried(heading: str, tmp_path: Path) -> None:
    at = LIST_HEADINGS.index(heading)
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*row[:at], *row[at + 1 :]) for row in LIST]))
    missing = [each for each in findings(path) if each.rule.code in ("ST01", "ST02")]
    assert [each.severity for each in missing] == [Severity.ERROR]
    assert not list(read_ledger(path, as_of=SEPTEMBER).known_balances())


def test_a_list_without_dates_has_its_balances_and_says_what_it_lacks(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(row[0], *row[2:]) for row in LIST]))
    assert alarms(path) == set()
    assert {balance.recipient for balance in read_ledger(path, as_of=SEPTEMBER).known_balances()} == {name for name, _ in GRANTED}
    assert "Raderna har inga datum: alla räknas" in describe_reading(path)


def test_without_a_column_of_amounts_there_are_no_call_offs(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*row[:3], *row[4:]) for row in LIST]))
    assert found(path, ["ST01", "ST11"]) == {("ST01", ""), ("ST11", "Avrop")}


def test_a_required_table_that_is_missing_is_reported_and_what_needs_it_is_untried(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=GRANTS))
    assert found(path, ["ST01"]) == {("ST01", "")}
    untried = {code for each in findings(path) if each.rule.code == "KO01" for code in each.hit.values["codes"]}
    assert {"AV01", "AV08", "OM04"} <= untried
    assert "TD01" not in untried


def test_a_table_that_need_not_be_there_leaves_its_rules_untried_and_nothing_more(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    assert found(path, ["ST01"]) == set()
    untried = {code for each in findings(path) if each.rule.code == "KO01" for code in each.hit.values["codes"]}
    assert {"UT01", "UT07", "IN02", "OM01"} <= untried
    assert not {"AV01", "AV02", "TD01", "TD06"} & untried


RECORD = (
    ("Uppgift", "Värde"), ("Diarienummer", "STK-2026-580"), ("Paragraf", "§ 266"), ("År", 2026), ("Status", "beslut"),
    ("Kommunstyrelsens paragraf", "§ 187"), ("Kommunstyrelsens beslutsdatum", date(2026, 5, 3)),
)  # fmt: skip


def test_the_sheet_of_the_decision_out_of_the_template_is_read_in_any_workbook(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets() | plain_sheets(Beslut=RECORD))
    assert found(path, ["BE01", "BE03", "ST11"]) == set()
    assert {"BE01", "BE02", "BE03"} <= {*app.validate_workbook(path, as_of=SEPTEMBER).verdict.tried}
    unsaid = (*RECORD[:5], ("Kommunstyrelsens paragraf", None), ("Kommunstyrelsens beslutsdatum", None))
    proposed = write_sheets(tmp_path / "forslag.xlsx", two_sheets() | plain_sheets(Beslut=(*unsaid[:4], ("Status", "förslag"), *unsaid[5:])))
    assert found(proposed, ["BE01"]) == {("BE01", "Beslut!B7")}


def test_a_sheet_that_is_but_called_so_is_a_sheet_like_any_other(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets() | plain_sheets(Beslut=(("Protokoll", "Sida"), ("våren", "12"))))
    assert found(path, ["BE01", "ST11"]) == {("BE01", ""), ("ST11", "Beslut")}


def test_two_columns_that_mean_the_same_are_a_question(tmp_path: Path) -> None:
    rows = [(*LIST_HEADINGS, "Summa kr"), *((*row, 1) for row in CALLED)]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    assert found(path, ["ST12"]) == {("ST12", "Avrop!D1")}
    asked = "Belopp kan stå i flera kolumner: D ”Summa kr” (720 000 kr) eller F ”Summa kr” (6 kr)?"
    assert f"Att svara på först\n  {asked}" in describe_reading(path).replace("\u00a0", " ")
    assert not any(is_known for _, is_known in app.validate_workbook(path).verdict.balances)


def test_a_second_date_and_amount_behind_the_agreement_are_the_agreements(tmp_path: Path) -> None:
    moved = (
        ("Datum", "Från", "Till", "Belopp (kr)", "Status", "Överenskommelse", "Daterad", "Med", "På belopp (kr)"),
        (date(2026, 8, 3), FRN, KN, 50_000, "Bokförd", "STK-2026-700", date(2026, 8, 1), "stadskontoret", 40_000),
    )
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets() | plain_sheets(Omflyttning=moved))
    assert found(path, ["OM02", "OM03", "OM18", "ST12"]) == {("OM18", "Omflyttning!I2")}


def test_a_table_that_almost_repeats_another_is_a_question(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "bok.xlsx", {**two_sheets(), "Blad3": Sheet([*LIST[:-1], (7, date(2026, 7, 2), FRN, 60_000, "begärt")])}
    )
    assert found(path, ["ST11", "ST12"]) == {("ST11", "Blad3!A1"), ("ST12", "Blad3!A1")}
    assert len(read_ledger(path, as_of=SEPTEMBER).book.call_offs) == len(CALLED)


def test_a_value_that_cannot_be_read_is_found_at_its_cell_below_titles_and_sums(tmp_path: Path) -> None:
    unclear = (8, date(2026, 8, 1), KN, "ca 5 000", "godkänt")
    path = write_sheets(
        tmp_path / "bok.xlsx",
        two_sheets(called=[("Avrop",), (), LIST_HEADINGS, CALLED[0], unclear, ("Summa", None, None, 75_000)]),
    )
    assert found(path, ["VD02"]) == {("VD02", "Avrop!D5")}


def test_a_row_below_the_sum_is_outside(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[*LIST[:5], ("Summa", None, None, 540_000), *CALLED[4:]]))
    assert {cell for _, cell in found(path, ["ST06"])} == {"Avrop!A7", "Avrop!A8"}


def test_a_sum_row_that_is_wrong_is_found(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets([*GRANTS, ("Summa", 10_000_001)]))
    assert found(path, ["ST08"]) == {("ST08", "Fördelning!B8")}


def test_a_recipient_whom_a_group_names_wrongly_is_one_finding_at_the_group(tmp_path: Path) -> None:
    rows = [LIST_HEADINGS, *((*row[:2], {1: "FSN", 4: FRN}.get(row[0]), *row[3:]) for row in CALLED)]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    assert found(path, ["VD10"]) == {("VD10", "Avrop!C2")}


@pytest.mark.parametrize("rows", [
    [], [()], [("Hej",)], [LIST_HEADINGS], [("Nämnd", "Telefon"), (KN, "040")], [(None,), (1, 2, 3)], [(True, False), (None, "Nämnd")],
    [("Namn", "Adress")] * 50,
], ids=range(8))  # fmt: skip
def test_a_workbook_without_any_such_table_is_refused_in_a_sentence(
    rows: Sequence[Sequence[object]], tmp_path: Path
) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Blad1=rows))
    with pytest.raises(BadInput, match="ingen tabell med tilldelning eller avrop"):
        app.validate_workbook(path)


def test_a_heading_in_the_last_row_heads_nothing(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=[*GRANTS, (), LIST_HEADINGS]))
    assert allocations_in(read_ledger(path)) == {(name, amount * 100) for name, amount in GRANTED}


def test_a_table_of_one_row_is_read(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=LIST[:2]))
    assert [row.amount for row in read_ledger(path).book.call_offs] == [75_000_00]


def test_the_decision_is_the_one_whose_whole_number_is_in_the_workbook(tmp_path: Path) -> None:
    shipped = app.pick_decision(None)
    shorter = type(shipped)(**{**vars_of(shipped), "case_number": "STK-2026-58", "year": 2030})
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets([("Enligt STK-2026-580, § 266",), (), *GRANTS]))
    from xl_kraftsamling.reading.workbook import read_workbook

    assert read_workbook(path, [shorter, shipped]).decision is shipped


def vars_of(decision: object) -> dict[str, object]:
    from dataclasses import fields

    return {each.name: getattr(decision, each.name) for each in fields(decision) if each.init}  # type: ignore[arg-type]


def test_a_table_far_to_the_right_is_reported_by_its_letters(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*[None] * 30, *row) for row in LIST]))
    assert f"Belopp     {column_letters(34)}" in describe_reading(path)


def test_a_report_from_the_ledger_that_names_nobody_is_left_alone_and_leaves_the_balances_be(tmp_path: Path) -> None:
    rows = [
        ("Ver.nr", "Bokf.dat", "Ansvar", "Konto", "Belopp"),
        *((f"V-{n}", day, "710", "4010", 500) for n, day, *_ in CALLED),
    ]
    path = write_sheets(tmp_path / "bok.xlsx", {**two_sheets(), "Raindance uttag": Sheet(rows)})
    assert found(path, ["ST11"]) == {("ST11", "Raindance uttag!A1")}
    assert read_ledger(path, as_of=SEPTEMBER).balance(KN).called_off == 140_000_00


def test_two_lists_of_call_offs_are_one_where_neither_repeats_the_other(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "bok.xlsx", {**plain_sheets(Fördelning=GRANTS, Vår=[*LIST[:4]], Höst=[LIST_HEADINGS, *CALLED[3:]])}
    )
    assert len(read_ledger(path).book.call_offs) == len(CALLED)
