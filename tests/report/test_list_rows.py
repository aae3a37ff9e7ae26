"""The rows of Kontroll: one for each thing to do, and what people have written stays with its finding however it is listed."""

from collections.abc import Callable
from datetime import date

import pytest

from xl_kraftsamling import app
from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.report.finding_list import update_list
from xl_kraftsamling.report.list_rows import CELL, CODE, MESSAGE, REMEDY, SEVERITY
from xl_kraftsamling.verdict import Verdict

Validate = Callable[[str], app.ValidatedWorkbook]
TODAY = date(2026, 11, 30)
HEAD = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
"""


def write_rows(*recipients: str) -> str:
    return HEAD + "\n".join(f"| A-{n} | 2026-06-0{n} | {name} | I-07 | {n} 000 | godkänt |" for n, name in enumerate(recipients, 1))


def list_now(verdict: Verdict, earlier: list[FindingRow] | None = None, lang: str = "sv") -> list[FindingRow]:
    return update_list(verdict, lang, TODAY, earlier or [])


def stand(rows: list[FindingRow], *remarked: int) -> list[FindingRow]:
    return [FindingRow(row.key, row.texts, has_remarks=number in remarked) for number, row in enumerate(rows)]


def test_cells_with_the_same_unknown_name_are_one_row_with_all_its_cells(validated: Validate) -> None:
    rows = list_now(validated(write_rows("FSN", "kulturnämnden", "FSN", "FSN", "Okänd")).verdict)
    assert [(row.texts[CODE], row.texts[CELL]) for row in rows] == [("VD10", "C2"), ("VD08", "C6"), ("KO01", "")]
    assert rows[0].texts[MESSAGE].endswith("Detsamma gäller 2 celler till: C4–C5.")


def test_a_remark_beside_a_row_for_several_cells_stays_when_one_of_them_is_corrected_and_when_one_is_left(validated: Validate) -> None:
    before = stand(list_now(validated(write_rows("FSN", "FSN", "FSN")).verdict), 0)
    for left in (("FRN", "FSN", "FSN"), ("FRN", "FRN", "FSN")):
        rows = list_now(validated(write_rows(*left)).verdict, before)
        assert [(row.texts[CODE], row.earlier) for row in rows if row.earlier == 0] == [("VD10", 0)], left
        assert not any(row.texts[SEVERITY].startswith("✔") for row in rows)


def test_a_finding_with_a_remark_keeps_its_row_when_others_like_it_come(validated: Validate) -> None:
    before = stand(list_now(validated(write_rows("FSN", "FRN", "FRN")).verdict), 0)
    rows = list_now(validated(write_rows("FSN", "FSN", "FSN")).verdict, before)
    assert [(row.texts[CELL], row.earlier) for row in rows if row.texts[CODE] == "VD10"] == [("C2", 0), ("C3", None)]


def test_what_is_told_in_another_row_now_is_not_called_cleared(validated: Validate) -> None:
    before = stand(list_now(validated(write_rows("FSN", "FRN", "FRN")).verdict))
    rows = list_now(validated(write_rows("FSN", "FSN", "FRN")).verdict, before)
    assert not any(row.texts[SEVERITY].startswith("✔") for row in rows)
    keyless = [row._replace(key="") for row in before]
    again = list_now(validated(write_rows("FSN", "FSN", "FRN")).verdict, keyless)
    assert not any(row.texts[SEVERITY].startswith("✔") for row in again if row.texts[CODE] == "VD10")
    gone = list_now(validated(write_rows("MKB", "MKB", "MKB")).verdict, before)
    assert [row.texts[CODE] for row in gone if row.texts[SEVERITY].startswith("✔")] == ["VD10", "VD09"]


def test_how_names_were_read_is_one_row_that_comes_last(validated: Validate) -> None:
    verdict = validated(write_rows("KN", "FRN", "KN")).verdict
    rows = list_now(verdict)
    assert rows[-1].texts[CODE] == "VD09"
    assert rows[-1].texts[MESSAGE] == (
        "”KN” under Mottagare har lästs som kulturnämnden (2 celler).\n”FRN” under Mottagare har lästs som fritidsnämnden."
    )
    assert rows[-1].texts[REMEDY].startswith("Inget behöver göras. Med … i cellen")
    again = list_now(verdict, stand(rows, len(rows) - 1), "en")
    assert (again[-1].earlier, again[-1].texts[SEVERITY]) == (len(rows) - 1, "● note")


def test_very_many_readings_are_counted(validated: Validate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_kraftsamling.report.list_rows._MAX_READINGS", 1)
    rows = list_now(validated(write_rows("KN", "FRN", "FRI")).verdict)
    assert rows[-1].texts[MESSAGE].endswith("\n… och 2 till.")


def test_what_could_not_be_tried_is_one_row_that_keeps_its_remark(validated: Validate) -> None:
    before = list_now(validated(HEAD + '| A-1 | 2026-06-01 | kulturnämnden | I-07 | "ca 1" | godkänt |').verdict)
    number = next(number for number, row in enumerate(before) if row.texts[CODE] == "KO01")
    assert before[number].texts[MESSAGE].startswith("Ej prövat: 17 av 99 kontroller. 17 kontroller av kulturnämnden väntar på Avrop!E2.")
    rows = list_now(validated(write_rows("FSN")).verdict, stand(before, number))
    assert [row.earlier for row in rows if row.texts[CODE] == "KO01"] == [number]


def test_a_row_that_is_gone_is_called_so_in_the_language_of_the_list(validated: Validate) -> None:
    before = stand(list_now(validated(write_rows("FSN")).verdict), 0)
    right = validated(write_rows("MKB")).verdict
    gone = stand(list_now(right, before), 0)
    assert list_now(right, gone, "en")[-1].texts[SEVERITY] == "✔ cleared 2026-11-30"
