"""The remedies that a place has of its own, and those of workbooks that no table shows: followed, they clear their finding too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from support.follow_remedy import check_cleared, find_open, follow

CALLED = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |\n|---|---|---|---|---:|---|---|\n"
TRANSFERS = (
    "Omfördelning\n| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part "
    "| Överenskommet belopp | Outnyttjat förklarat | Ursprung |\n|---|---|---|---|---:|---|---|---|---|---:|---|---|\n"
)
WAIVERS = "Undantag\n| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |\n|---|---|---|---|---|---|---|\n"
LATE = WAIVERS + "| AV02 | Tilldelning | kulturnämnden | Täckningen kom senare | STK-2026-801 | ekonomichef | 2026-12-31 |\n"
DECIDED = "Beslutsfilen\n| Uppgift | Datum | Mottagare | Belopp |\n|---|---|---|---:|\n"
ALLOTTED = "Tilldelning\n| Mottagare | Beviljat belopp |\n|---|---:|\n"
BALANCES = """Saldo
| Mottagare | Beviljat | Avropat |
|---|---:|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 |
| fritidsnämnden | 6 100 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 |
"""
OWN = """En egen arbetsbok

Fördelning
| Nämnd/bolag | Beviljat (kr) |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |

"""


def lower(day: str, kronor: str) -> str:
    return DECIDED + f"| ändrat belopp | {day} | kulturnämnden | {kronor} |\n"


def give(row: str) -> str:
    return TRANSFERS + "".join(f"| {each} |\n" for each in row.split("; "))


COVER = "O-1 | {day} | fritidsnämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | {day} | stadskontoret | 200 000 | ja |"
PAID = "| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt | |\n"
LOWERED = lower("2026-08-01", "300 000") + ALLOTTED + "| kulturnämnden | 300 000 |\n" + CALLED + PAID
LOWERED_LATER = lower("2026-12-01", "300 000") + CALLED + PAID
GIVEN = "O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | {} | STK-2026-701 | 2026-06-15 | stadskontoret | {} | {} |"
PASSED_ON = (
    "O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | | ja |; "
    "O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | | ja | {}"
)
ALL_USED = CALLED + "| A-1 | 2026-06-01 | förskolenämnden | I-06 | 150 000 | utbetalt | |\n"
TICKED = """Avrop
| Nr | Datum | Nämnd | Belopp | Begärt | Godkänt | Utbetalt |
|---|---|---|---:|---|---|---|
| 1 | 2026-06-01 | KN | 75 000 | x | x | x |
| 2 | 2026-06-02 | KN | 50 000 | x | x | x |
| 3 | 2026-06-03 | KN | 10 000 | x | {} | x |
"""
OWNERS = """Insatser
| Insats nr | Insats | Ansvarig nämnd | Planerat kr |
|---|---|---|---:|
| 1 | Bokbussen | kulturnämnden | 400 000 |
| 2 | Nattvandring | fritidsnämnden | 900 000 |
| 3 | Lovläger | fritidsnämnden | 300 000 |
| 4 | Trappvärdar | MKB | 200 000 |
"""
CALLED_BY = """
Avrop
| Nr | Datum | Insats nr | Belopp kr | Status |
|---|---|---|---:|---|
| 1 | 2026-06-04 | 2 | 1 000 | godkänt |
| 2 | 2026-06-04 | 1 | 2 000 | godkänt |
| 3 | 2026-06-04 | 4 | 3 000 | godkänt |
| 4 | 2026-06-04 | {} | 4 000 | godkänt |
"""
LOOKED_UP = OWN + OWNERS + CALLED_BY.format(9)

UNREAD = OWN + "Tillägg\n| Ärende | När | Vem | Hur mycket | Läge |\n|---|---|---|---:|---|\n| 2 | 2026-07-01 | kulturnämnden | 70 000 | godkänt |\n"
MAPPED = "Kartan\n| Tabell | Blad | Rubriker | Uppgift | Kolumn |\n|---|---|---|---|---|\n" + "".join(
    f"| Avrop | Tillägg | A1:E1 | {field} | {column} |\n" for field, column in zip(("Avrop-id", "Datum", "Mottagare", "Belopp", "Status"), "ABCDE", strict=True)
)
RECORDED = "Beslut\n| Uppgift | Värde |\n|---|---|\n"
FILED = DECIDED + "| kommunstyrelsens beslut | {} | | |\n" + RECORDED + "| Kommunstyrelsens beslutsdatum | |\n"

CASES = {
    "ST01, a map shows where the table is": ("ST01", UNREAD, MAPPED, "visa var tabellen står med ”kraftsamling map”"),
    "BE04, the decision's file is wrong": ("BE04", FILED.format("2026-11-20"), FILED.format("2026-05-20"), "i beslutets fil"),
    "BE04, the meeting's date is wrong": (
        "BE04", RECORDED + "| Sammanträdesdatum | 2026-06-20 |\n", RECORDED + "| Sammanträdesdatum | 2026-04-20 |\n", "kontrollera Sammanträdesdatum"),
    "BE04, the as-of date is wrong": (
        "BE04", "Inställningar\n| Uppgift | Värde |\n|---|---|\n| Avstämningsdatum | 2026-05-01 |\n",
        "Inställningar\n| Uppgift | Värde |\n|---|---|\n| Avstämningsdatum | 2026-09-30 |\n", "Avstämningsdatum"),
    "AV01, the decision's file is wrong": (
        "AV01", LOWERED, lower("2026-08-01", "500 000") + ALLOTTED + "| kulturnämnden | 500 000 |\n", "Rätta beslutets fil"),
    "AV01, a transfer covers it later": ("AV01", LOWERED, give(COVER.format(day="2026-09-15")) + LATE, "ett undantag för AV02 på kulturnämnden"),
    "AV01, a reversal covers it later": (
        "AV01", LOWERED, CALLED + PAID + "| A-2 | 2026-09-15 | kulturnämnden | I-07 | 200 000 | återfört | A-1 |\n" + LATE, "återföring"),
    "AV01, a reversal covers it on the day": (
        "AV01", LOWERED, CALLED + PAID + "| A-2 | 2026-08-01 | kulturnämnden | I-07 | 200 000 | återfört | A-1 |\n", "återföring"),
    "AV02, the cover's date is wrong": (
        "AV02", LOWERED + give(COVER.format(day="2026-09-15")), give(COVER.format(day="2026-07-31")), "datumet på den återföring eller"),
    "AV02, waived at the recipient": ("AV02", LOWERED + give(COVER.format(day="2026-09-15")), LATE, "ett undantag för AV02 på kulturnämnden"),
    "AV11, the decision's file is wrong": ("AV11", LOWERED_LATER, lower("2026-12-01", "500 000"), "Rätta beslutets fil"),
    "AV11, a transfer covers it by then": ("AV11", LOWERED_LATER, give(COVER.format(day="2026-12-01")), "en omfördelning till kulturnämnden"),
    "OM09, the money stays": ("OM09", give(GIVEN.format("överenskommen", "", "nej")), give(GIVEN.format("avslagen", "", "nej")), "sätt status avslagen"),
    "OM09, booked money comes back": ("OM09", give(GIVEN.format("bokförd", "", "nej")), give(GIVEN.format("återförd", "", "nej")), "eller återförd"),
    "OM09, the donor has changed its answer": ("OM09", give(GIVEN.format("bokförd", "", "nej")), give(GIVEN.format("bokförd", "", "ja")), "skriv ja"),
    "OM15, nothing of its own is left": ("OM15", ALL_USED + give(PASSED_ON.format("")), give(PASSED_ON.format("fritidsnämnden")), "Ursprung"),
    "OM18, nothing is agreed on": ("OM18", give(GIVEN.format("bokförd", "0", "ja")), give(GIVEN.format("bokförd", "250 000", "ja")), "Kom överens med stadskontoret"),
    "FO11, a row is empty": ("FO11", BALANCES + "| MKB | | |\n| Summa | 8 800 000 | 0 |\n", BALANCES + "| MKB | 1 200 000 | 0 |\n| Summa | 10 000 000 | 0 |\n", "Fyll raden"),
    "FO11, a cell is empty": (
        "FO11", BALANCES + "| MKB | | 0 |\n| Summa | 8 800 000 | 0 |\n", BALANCES + "| MKB | 1 200 000 | 0 |\n| Summa | 10 000 000 | 0 |\n", "till B7"),
    "FO11, a recipient stands twice": (
        "FO11", BALANCES + "| MKB | 1 200 000 | 0 |\n| MKB | 1 200 000 | 0 |\n| Summa | 11 200 000 | 0 |\n",
        BALANCES + "| MKB | 1 200 000 | 0 |\n| Summa | 10 000 000 | 0 |\n", "Ta bort den ena raden för MKB"),
    "FO11, the sum is wrong": (
        "FO11", BALANCES + "| MKB | 1 200 000 | 0 |\n| Summa | 9 000 000 | 0 |\n",
        BALANCES + "| MKB | 1 200 000 | 0 |\n| Summa | =SUM(B2:B7) → 10 000 000 | =SUM(C2:C7) → 0 |\n", "Låt en formel räkna summan"),
    "AV09, a tick is missing": ("AV09", OWN + TICKED.format(""), TICKED.format("x"), "Rätta kryssen"),
    "VD08, the key is corrected": ("VD08", LOOKED_UP, CALLED_BY.format(3), "stämmer med bladet Insatser"),
    "VD08, the row is added": ("VD08", LOOKED_UP, OWNERS + "| 9 | Läger | MKB | 100 000 |\n", "eller lägg till raden där"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "bad", "mended", "words"), CASES.values(), ids=list(CASES))
def test_a_remedy_of_a_place_clears_its_finding(code: str, bad: str, mended: str, words: str, tmp_path: Path) -> None:
    before = follow(code, bad, mended, tmp_path)
    assert [each for each in before if each.rule.code == code and words in each.remedy("sv")], "the case is about another remedy"


def hide_sheet(book: Any) -> None:
    book.create_sheet("Dolt").sheet_state = "veryHidden"
    book["Dolt"]["A1"] = 1


def show_sheet(book: Any) -> None:
    book["Dolt"].sheet_state = "visible"


def hide_column(book: Any) -> None:
    book["Tilldelning"].column_dimensions["C"].hidden = True


def show_column(book: Any) -> None:
    book["Tilldelning"].column_dimensions["C"].hidden = False


def iterate(book: Any) -> None:
    book.calculation.iterate = True


def iterate_no_more(book: Any) -> None:
    book.calculation.iterate = False


@pytest.mark.parametrize(
    ("code", "break_it", "mend_it"),
    [("FO06", hide_sheet, show_sheet), ("FO06", hide_column, show_column), ("FO09", iterate, iterate_no_more)],
)
def test_a_state_of_a_workbook_is_mended_as_its_remedy_says(
    code: str, break_it: Callable[[Any], None], mend_it: Callable[[Any], None], tmp_path: Path
) -> None:
    path, found = tmp_path / "bok.xlsx", []
    rule_pages.write(rule_pages.right_book(), path)
    for change in (break_it, mend_it):
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        found.append(find_open(path))
    check_cleared(code, *found)
