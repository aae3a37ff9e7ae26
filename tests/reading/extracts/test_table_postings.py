"""Tables of postings as offices export them: headings in any words and order, sums and groups among the rows, and nothing lost."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from support.build_extracts import format_swedish
from xl_kraftsamling.domain.money import AmountForm
from xl_kraftsamling.domain.postings.posting import Posting
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.extracts.amounts import read_exported_amount
from xl_kraftsamling.reading.extracts.extract import CodingMaker, Extract
from xl_kraftsamling.reading.extracts.headings import find_dimension, read_columns
from xl_kraftsamling.reading.extracts.open_extract import open_extract
from xl_kraftsamling.reading.extracts.table_files import open_csv

MAKES = CodingMaker((), lambda text: text == "Kulturnämnden")


def read_csv(text: str, makes: CodingMaker = MAKES) -> tuple[Extract, list[Posting]]:
    extract = open_csv(text.encode(), "a.csv", makes)
    return extract, list(extract.list_postings())


def write_book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


FIELDS = {
    "voucher": "Ver|Vernr|Ver.nr|Ver nr|Verifikation|Verifikationsnummer|Voucher", "booked_on": "Datum|Verdatum|Bokf.datum|Bokföringsdatum|Transaktionsdatum|Posting date",
    "period": "Period|Månad", "amount": "Belopp|Belopp (kr)|Belopp SEK|Netto|Summa|Amount", "debit": "Debet|Debetbelopp|Debit", "credit": "Kredit|Credit",
    "text": "Text|Vertext|Radtext|Verifikationstext|Beskrivning",
}  # fmt: skip
DIMENSIONS = {
    "Konto": "Konto|Kontonr|Konto nr|Kontokod|Account", "Kostnadsställe": "Kostnadsställe|Kst|Ansvar|Ansvarskod|Cost centre", "Verksamhet": "Verksamhet|Vht|Verksamhetskod",
    "Motpart": "Motpart|Motp|Mpt", "Projekt": "Projekt|Proj|Projektnr|Projekt-ID|Project", "Aktivitet": "Aktivitet|Akt|Aktivitetskod", "Objekt": "Objekt|Obj|Objektkod",
    "Förvaltning": "Förvaltning|Förv|Nämnd",
}  # fmt: skip


@pytest.mark.parametrize(("field", "heading"), [(field, heading) for field, headings in FIELDS.items() for heading in headings.split("|")])
def test_the_fields_of_a_posting_are_known_by_many_headings(field: str, heading: str) -> None:
    assert read_columns([heading.upper()], MAKES).fields == {field: 0}


@pytest.mark.parametrize(("name", "heading"), [(name, heading) for name, headings in DIMENSIONS.items() for heading in headings.split("|")])
def test_dimensions_are_known_by_many_headings_and_their_names_beside_them(name: str, heading: str) -> None:
    assert read_columns([heading, f"{heading} (T)"], MAKES)[1:3] == ({name: 0}, {name: 1})
    assert find_dimension(heading) == name


@pytest.mark.parametrize("heading", ["Momsbelopp", "Ack belopp", "Belopp inkl moms", "Saldo", "Fakturadatum", "Förfallodatum", "Leverantör", "Antal", "Budget", ""])
def test_headings_of_something_else_head_nothing(heading: str) -> None:
    columns = read_columns([heading], MAKES)
    assert (columns.fields, columns.dimensions, columns.names) == ({}, {}, {})


def test_of_several_headings_for_a_field_the_most_usual_holds() -> None:
    columns = read_columns(["Datum", "Bokföringsdatum", "Projekt", "Delprojekt"], MAKES)
    assert (columns.fields["booked_on"], columns.dimensions["Projekt"], list(columns.others)) == (1, 2, ["Datum", "Delprojekt"])
    assert read_columns(["Projekt", "Fritt kod"], CodingMaker(("Fritt kod",))).dimensions == {"Projekt": 0, "Fritt kod": 1}


@given(st.integers(-(10**14), 10**14))
def test_an_amount_is_read_however_a_program_writes_it(ore: int) -> None:
    swedish = format_swedish(ore)
    english = f"{ore / 100:,.2f}" if abs(ore) < 10**12 else ""
    for text in filter(None, (swedish, swedish.replace(" ", "\xa0"), swedish.replace(" ", "."), english, english.replace(",", ""))):
        if text.count(".") + text.count(",") > 0:
            assert read_exported_amount(text).ore == ore


@pytest.mark.parametrize("text", ["1.500", "1,500", "1.1.1,00", "1,1,1.00", "12.34.56", "ca 5", "--5,00", "-1.234,50-", "1 1000", "5.", ".5,0"])
def test_an_amount_with_several_meanings_is_none(text: str) -> None:
    assert read_exported_amount(text).form is AmountForm.UNCLEAR


def test_minus_may_stand_behind_as_exports_have_it() -> None:
    assert [read_exported_amount(text).ore for text in ("1.234,50-", "1234.50-", "(5,00)", "-1,234.5", "\u2212" + "5,5")] == [-123_450, -123_450, -500, -123_450, -550]


def test_groups_give_their_code_to_the_rows_below_until_the_next_of_their_kind() -> None:
    _, postings = read_csv(
        "Förvaltning: 412 Fritid;;;\nVer;Datum;Konto;Belopp\n"
        "Projekt 100 Läs;;;\nA1;2026-05-04;4010;1,00\nAktivitet: 7;;;\nA2;2026-05-04;4010;2,00\nSumma;;;3,00\n"
        "Projekt 200;;;\nA3;2026-05-04;4010;4,00\nKulturnämnden;;;\nA4;2026-05-04;4010;5,00\nTotalt;;;12,00\n"
    )
    assert [dict(each.coding) | {"Konto": ""} for each in postings] == [
        {"Förvaltning": "412 Fritid", "Projekt": "100 Läs", "Konto": ""}, {"Förvaltning": "412 Fritid", "Projekt": "100 Läs", "Aktivitet": "7", "Konto": ""},
        {"Förvaltning": "412 Fritid", "Projekt": "200", "Konto": ""}, {"Förvaltning": "Kulturnämnden", "Konto": ""},
    ]  # fmt: skip


def test_a_group_may_stand_in_the_column_of_its_dimension() -> None:
    extract, postings = read_csv("Projekt;Ver;Datum;Belopp\n100 Läs;;;\n;A1;2026-05-04;1,00\n200;A2;2026-05-04;2,00\n")
    assert [dict(each.coding)["Projekt"] for each in postings] == ["100 Läs", "200"]
    assert extract.names["Projekt", "100"] == "Läs"


def test_sums_of_parts_and_of_all_are_compared_and_none_is_counted() -> None:
    text = (
        "Ver;Datum;Konto;Projekt;Belopp;Text\nIngående saldo;;;;100,00;\nA1;2026-05-04;4010;1;1,00;\nA2;2026-05-04;4010;1;2,00;\nS:a 1;;;;3,00;\n"
        "Ver;Datum;Konto;Projekt;Belopp;Text\nA3;2026-05-05;4010;2;4,00;\n2;;;;4,00;\n;;;;;\nTransport;;;;7,00;\nA4;2026-05-05;4010;2;0,00;x\nSumma totalt;;;;7,00;\nAntal rader: 4;;;;;\n"
    )
    extract, postings = read_csv(text)
    assert [each.amount for each in postings] == [100, 200, 400, 0]
    assert not extract.faults
    assert sum(extract.skipped.values()) == 7
    wrong, _ = read_csv(text.replace("S:a 1;;;;3,00", "S:a 1;;;;3,50"))
    assert "a.csv, rad 5: summaraden är 3,50" in wrong.faults[0].sv.replace("\xa0", " ")


def test_a_lone_amount_is_the_sum_of_its_group_or_told() -> None:
    text = "Ver;Datum;Konto;Belopp\nProjekt 1;;;3,00\nA1;2026-05-04;4010;1,00\nA2;2026-05-04;4010;2,00\nProjekt 2;;;5,00\nA3;2026-05-04;4010;5,00\n"
    assert not read_csv(text)[0].faults
    for wrong in (text.replace("Projekt 1;;;3", "Projekt 1;;;4"), text + "A5;;;50,00\n"):
        assert len(read_csv(wrong)[0].faults) == 1


def test_debit_and_credit_make_one_amount() -> None:
    extract, postings = read_csv("Ver\tDatum\tKonto\tDebet\tKredit\nA1\t2026-05-04\t4010\t5,00\t\nA2\t2026-05-04\t4010\t\t7,00\nSumma\t\t\t5,00\t7,00\n")
    assert ([each.amount for each in postings], extract.is_signed, extract.faults) == ([500, -700], True, [])


def test_series_and_number_are_one_voucher_and_units_are_followed() -> None:
    _, (posting,) = read_csv("Serie;Vernr;Datum;Konto;Belopp (tkr)\nA;8;2026-05-04;4010;1,5\n")
    assert (posting.voucher, posting.amount, posting.text) == ("A8", 150_000, "")


def test_the_sheets_with_vouchers_are_read_and_the_others_named(tmp_path: Path) -> None:
    head = ["Vernr", "Bokf.datum", "Period", "Konto", "Konto(T)", "Projekt", "Belopp", "Text"]
    path = write_book(
        tmp_path / "a.xlsx", Urval=[["Projekt 1*"]], Maj=[["Huvudbok"], head, ["A1", datetime(2026, 5, 4), 202605, 4010, "Böcker", 100, 12.5, None]],
        Juni=[head, [7, "2026-06-01", None, "4010", "Böcker", "100", "7,25", "x"]], Avrop=[["Datum", "Nämnd", "Belopp"], [date(2026, 5, 4), "KN", 1]],
    )  # fmt: skip
    extract = open_extract(path, MAKES)
    postings = list(extract.list_postings())
    assert [(each.voucher, each.booked_on, each.period, each.amount) for each in postings] == [("A1", date(2026, 5, 4), 202605, 1250), ("7", date(2026, 6, 1), 202606, 725)]
    assert {each.coding for each in postings} == {(("Konto", "4010"), ("Projekt", "100"))}
    assert [each.sv for each in extract.remarks] == ["läst från Maj, Juni", "inte läst: Sheet, Urval, Avrop"]
    assert extract.names["Konto", "4010"] == "Böcker"


def test_a_sum_that_is_a_formula_without_a_value_is_not_compared(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", Bok=[["Ver", "Datum", "Konto", "Belopp"], ["A1", date(2026, 5, 4), 4010, 5], ["Summa", None, None, "=SUM(D2:D2)"]])
    extract = open_extract(path, MAKES)
    assert [each.amount for each in extract.list_postings()] == [500]
    assert not extract.faults
    broken = write_book(tmp_path / "b.xlsx", Bok=[["Ver", "Datum", "Konto", "Belopp"], ["A1", date(2026, 5, 4), 4010, "=1+1"]])
    with pytest.raises(BadInput, match=r"b.xlsx, Bok!D2: ”=” under Belopp"):
        list(open_extract(broken, MAKES).list_postings())


@given(st.binary(max_size=400), st.sampled_from([b"", b"#FLAGGA 0\n#VER A 1 20260504\n{\n#TRANS 4010 {} ", b"Ver;Datum;Konto;Belopp\nA1;2026-05-04;4010;"]))
def test_any_bytes_are_postings_or_one_sentence(data: bytes, start: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(start + data)
        with suppress(BadInput):
            assert list(open_extract(path, CodingMaker()).list_postings()) is not None
