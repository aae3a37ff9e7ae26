"""A list that names an insats or a code instead of its recipients has them from the table of the workbook that says whose each is."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.build_other_layouts import FRN, GRANTS, KN, Rows, plain_sheets, write_map, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.place import column_letters

SEPTEMBER, MAY = date(2026, 9, 30), date(2026, 5, 4)
ASN, GVN, MKB = "arbetsmarknads- och socialnämnden", "gymnasie- och vuxenutbildningsnämnden", "MKB"
INTERVENTIONS: Rows = [
    ("Insats nr", "Insats", "Ansvarig nämnd", "Planerat kr"),
    (1, "Bokbussen", KN, 400_000), (2, "Nattvandring", FRN, 900_000), (3, "Lovläger", FRN, 300_000), (4, "Trappvärdar", MKB, 200_000),
]  # fmt: skip
OWNER_OF = {1: KN, 2: FRN, 3: FRN, 4: MKB}


def write(folder: Path, called: Rows, **others: Rows) -> Path:
    return write_sheets(folder / "bok.xlsx", plain_sheets(Ramar=GRANTS, **others, Avrop=called))


def read(path: Path) -> list[tuple[Any, ...]]:
    """Of each call-off its recipient, its amount in kronor, and the cell of the recipient."""
    rows = read_ledger(path, as_of=SEPTEMBER).book.call_offs
    return [(row.recipient, (row.amount or 0) // 100, cell_of(row, "recipient").address) for row in rows]


def found(path: Path, *codes: str) -> set[tuple[str, str]]:
    findings = app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings
    return {(each.rule.code, each.hit.place.address) for each in findings if each.rule.code in codes}


def called_by(*keys: Any, heading: str = "Insats nr") -> Rows:
    return [
        ("Nr", "Datum", heading, "Belopp kr", "Status"),
        *((n, MAY, key, 1_000 * n, "godkänt") for n, key in enumerate(keys, 1)),
    ]


@pytest.mark.parametrize("keys", [(2, 1, 4, 1), ("2", "1", " 4", "1"), (2.0, "1", 4, 1)], ids=repr)
def test_the_recipient_is_that_of_the_insats(keys: Sequence[Any], tmp_path: Path) -> None:
    path = write(tmp_path, called_by(*keys), Insatser=INTERVENTIONS)
    assert read(path) == [
        (FRN, 1_000, "Insatser!C3"),
        (KN, 2_000, "Insatser!C2"),
        (MKB, 3_000, "Insatser!C5"),
        (KN, 4_000, "Insatser!C2"),
    ]
    assert not found(path, "ST02", "ST12", "VD06", "VD08", "VD12", "AV07")
    assert [row.intervention for row in read_ledger(path, as_of=SEPTEMBER).book.call_offs] == ["2", "1", "4", "1"]


def test_an_insats_may_be_named(tmp_path: Path) -> None:
    path = write(
        tmp_path, called_by("Nattvandring", "bokbussen", "Trappvärdar", heading="Insats"), Insatser=INTERVENTIONS
    )
    assert [row[0] for row in read(path)] == [FRN, KN, MKB]


@pytest.mark.parametrize("heading", ["Ansvar", "Kostnadsställe", "Kod"])
def test_any_small_table_of_codes_gives_the_recipient(heading: str, tmp_path: Path) -> None:
    codes = [("Kodlista",), (), (heading, "Avser"), (11_000, ASN), (14_000, FRN), (15_000, KN), (16_000, GVN)]
    path = write(tmp_path, called_by(14_000, 15_000, "014000", 11_000, heading=heading), Listor=codes)
    assert read(path) == [
        (FRN, 1_000, "Listor!B5"),
        (KN, 2_000, "Listor!B6"),
        (FRN, 3_000, "Listor!B5"),
        (ASN, 4_000, "Listor!B4"),
    ]


def test_the_table_of_codes_may_stand_beside_something_else_on_a_sheet(tmp_path: Path) -> None:
    grants = [
        ("Kod", "Nämnd", "Beviljat kr"),
        *((100 + n, name, amount) for n, (name, amount) in enumerate(GRANTS[1:])),
    ]
    path = write_sheets(
        tmp_path / "bok.xlsx", plain_sheets(Ramar=grants, Avrop=called_by(103, 101, 103, heading="Kod"))
    )
    assert [row[0] for row in read(path)] == [KN, FRN, KN]


def test_the_other_table_may_stand_beside_the_list(tmp_path: Path) -> None:
    keys = [*INTERVENTIONS, *([()] * 4)]
    called = called_by(1, 2, 3, 4, 2, 2, 3, 1)
    path = write(tmp_path, [(*row, None, *key) for row, key in zip(called, keys, strict=True)])
    assert [row[0] for row in read(path)] == [OWNER_OF[key] for key in (1, 2, 3, 4, 2, 2, 3, 1)]
    assert not found(path, "ST12", "VD06")


def test_an_entry_that_the_other_table_lacks_is_reported_where_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, called_by(2, 1, 9, 4, 2), Insatser=INTERVENTIONS)
    assert [row[0] for row in read(path)] == [FRN, KN, None, MKB, FRN]
    assert found(path, "VD08", "VD12") == {("VD08", "Avrop!C4")}
    (finding,) = [each for each in app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings if each.rule.code == "VD08"]
    assert finding.message("sv").startswith("”9” finns inte på bladet Insatser, som säger vilken mottagare det gäller.")
    assert "bladet Insatser" in finding.remedy("sv")
    assert ("VD06", "Avrop!C4") in found(write(tmp_path, called_by(2, 1, None, 4, 2), Insatser=INTERVENTIONS), "VD06")


def test_a_name_that_nobody_has_is_reported_once_in_its_own_table(tmp_path: Path) -> None:
    wrong = [*INTERVENTIONS[:4], (4, "Trappvärdar", "Xyznämnden", 200_000)]
    path = write(tmp_path, called_by(2, 1, 4, 4, 1, 2, 3, 3), Insatser=wrong)
    assert found(path, "VD08") == {("VD08", "Insatser!C5")}
    (finding,) = [each for each in app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings if each.rule.code == "VD08"]
    assert "bland de nämnder och bolag som programmet känner" in finding.message("sv")


def test_an_unknown_insats_of_a_row_that_names_its_recipient_is_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    rows = [(*row, name) for row, name in zip(called_by(1, 9, 2), ("Nämnd", KN, FRN, FRN), strict=True)]
    assert found(write(tmp_path, rows, Insatser=INTERVENTIONS), "VD08", "VD12") == {("VD12", "Avrop!C3")}


def test_a_key_with_two_recipients_is_a_question(tmp_path: Path) -> None:
    path = write(tmp_path, called_by(2, 1, 4, 3), Insatser=[*INTERVENTIONS, (2, "Nattvandring", KN, 900_000)])
    assert found(path, "ST12") == {("ST12", "Insatser!C6")}
    assert not any(is_known for _, is_known in app.validate_workbook(path, as_of=SEPTEMBER).verdict.balances)


def test_two_columns_that_lead_to_different_recipients_are_a_question(tmp_path: Path) -> None:
    called = [
        ("Nr", "Datum", "Insats", "Ansvar", "Belopp kr", "Status"),
        (1, MAY, "Bokbussen", 15_000, 1_000, "godkänt"), (2, MAY, "Lovläger", 15_000, 2_000, "godkänt"), (3, MAY, "Lovläger", 14_000, 2_500, "godkänt"),
    ]  # fmt: skip
    path = write(tmp_path, called, Insatser=INTERVENTIONS, Ansvar=[("Ansvar", "Nämnd"), (14_000, FRN), (15_000, KN)])
    assert found(path, "ST12") == {("ST12", "Avrop!C1")}
    same = [called[0], called[1], called[3]]
    agreeing = write(tmp_path, same, Insatser=INTERVENTIONS, Ansvar=[("Ansvar", "Nämnd"), (14_000, FRN), (15_000, KN)])
    assert not found(agreeing, "ST12")
    assert [row[0] for row in read(agreeing)] == [KN, FRN]


def test_row_numbers_are_no_keys_and_initiators_no_recipients(tmp_path: Path) -> None:
    called = [("Nr", "Datum", "Belopp kr", "Status"), *((n, MAY, 1_000 * n, "godkänt") for n in (1, 2, 3, 4))]
    assert {row[0] for row in read(write(tmp_path, called, Insatser=INTERVENTIONS))} == {None}
    started = [
        ("Insats nr", "Insats", "Initiativtagare", "Mottagare"),
        (1, "Bokbussen", FRN, KN),
        (2, "Nattvandring", KN, FRN),
    ]
    assert [row[0] for row in read(write(tmp_path, called_by(1, 2, 1), Insatser=started))] == [KN, FRN, KN]


def test_what_is_booked_on_an_ansvar_is_outcome(tmp_path: Path) -> None:
    ledger = [
        ("Vernr", "Bokföringsdatum", "Konto", "Ansvar", "Belopp"),
        (90_001, MAY, 4610, 14_000, 12_500), (90_002, MAY, 5010, 15_000, 7_500), (90_003, MAY, 4610, 14_000, 500),
    ]  # fmt: skip
    rows = [
        ("Nr", "Datum", "Nämnd", "Belopp", "Status"),
        (1, MAY, KN, 75_000, "godkänt"),
        (2, MAY, FRN, 85_000, "godkänt"),
    ]
    path = write(tmp_path, rows, Transaktioner=ledger, Koder=[("Ansvar", "Nämnd"), (14_000, FRN), (15_000, KN)])
    ledger_read = read_ledger(path, as_of=SEPTEMBER)
    assert len(ledger_read.book.call_offs) == len(rows) - 1
    assert [(row.recipient, row.amount) for row in ledger_read.book.outcomes] == [
        (FRN, 1_250_000),
        (KN, 750_000),
        (FRN, 50_000),
    ]


def test_the_map_of_a_list_with_a_look_up_leads_to_the_same_reading(tmp_path: Path) -> None:
    path = write(tmp_path, called_by(2, 1, 4, 1), Insatser=INTERVENTIONS)
    before = read(path)
    write_map(path)
    assert read(path) == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_list_of_keys_is_read_back(data: st.DataObject, tmp_path: Path) -> None:
    owners = data.draw(st.lists(st.sampled_from([ASN, FRN, KN, GVN, MKB]), min_size=3, max_size=9))
    first = data.draw(st.sampled_from([1, 100, 58_026_110]))
    as_text = data.draw(st.booleans())
    heading = data.draw(st.sampled_from(["Insats nr", "Projekt", "Insats"]))
    table = [(first + n, f"Insats {n}", owner) for n, owner in enumerate(owners)]
    order = data.draw(st.permutations([0, 1, 2]))
    labels = (heading, "Benämning", "Nämnd")
    keys = data.draw(st.lists(st.integers(0, len(owners) - 1), min_size=3, max_size=12))
    called = called_by(*(str(first + n) if as_text else first + n for n in keys), heading=heading)
    path = write(tmp_path, called, Projekt=[[labels[n] for n in order], *([row[n] for n in order] for row in table)])
    column = column_letters(order.index(2) + 1)
    assert read(path) == [(owners[n], 1_000 * (i + 1), f"Projekt!{column}{n + 2}") for i, n in enumerate(keys)]
