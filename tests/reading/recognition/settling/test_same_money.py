"""Two lists of the same money, split in different ways, are a question; parts of a whole are not."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.build_other_layouts import FRN, GRANTS, KN, Rows, Sheet, plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.verdict import Verdict

HEADINGS = ("Datum", "Nämnd", "Insats", "Belopp kr", "Status")
ASN, MKB = "arbetsmarknads- och socialnämnden", "MKB"
OFFICE = [
    (date(2026, 2, 5), KN, "Filmlabbet", 91_000, "utbetalt"),
    (date(2026, 2, 18), FRN, "Lovläger", 486_500, "utbetalt"),
    (date(2026, 3, 3), ASN, "Feriejobb", 160_500, "utbetalt"),
    (date(2026, 3, 30), FRN, "Nattvandring", 600_500, "utbetalt"),
    (date(2026, 4, 14), MKB, "Sommarjobb", 226_000, "utbetalt"),
    (date(2026, 5, 11), KN, "Bokbussen", 133_000, "utbetalt"),
    (date(2026, 6, 10), FRN, "Lovläger", 482_000, "utbetalt"),
    (date(2026, 6, 29), ASN, "Feriejobb", 184_000, "utbetalt"),
    (date(2026, 8, 14), FRN, "Nattvandring", 788_000, "utbetalt"),
    (date(2026, 8, 20), MKB, "Sommarjobb", 351_500, "utbetalt"),
]
Row = tuple[date, str, str, int, str]


def split(rows: Sequence[Row], share: float, days: int = 2, stray: int = 0) -> list[Row]:
    """Each row in two instalments, the second some days later."""
    halves = []
    for day, recipient, insats, amount, status in rows:
        first = int(amount * share) // 500 * 500
        halves += [(day, recipient, insats, first, status), (day + timedelta(days), recipient, insats, amount - first + stray, status)]
    return halves


def judge(folder: Path, sheets: dict[str, Sheet]) -> Verdict:
    return app.validate_workbook(write_sheets(folder / "bok.xlsx", {"Fördelning": Sheet(GRANTS), **sheets})).verdict


def ask(folder: Path, **sheets: Rows) -> list[Finding]:
    return questions(judge(folder, plain_sheets(**sheets)))


def questions(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.rule.code == "ST12"]


@pytest.mark.parametrize("stray", [0, 7000])
def test_one_recipients_own_list_in_instalments_beside_the_offices_is_a_question(tmp_path: Path, stray: int) -> None:
    own = split([row for row in OFFICE if row[1] == FRN], 0.4, stray=stray)
    (asked,) = ask(tmp_path, Kontoret=(HEADINGS, *OFFICE), Fritid=(HEADINGS, *own))
    assert "verkar vara samma pengar" in asked.message("sv")
    assert "3 503 000" in asked.message("sv").replace("\xa0", " ")


def test_what_was_approved_beside_its_payments_in_instalments_is_a_question(tmp_path: Path) -> None:
    approved = [(day, recipient, amount) for day, recipient, _, amount, _ in OFFICE]
    paid = [(day + timedelta(20), recipient, amount) for day, recipient, _, amount, _ in split(OFFICE, 0.5, 30)]
    lists = {"Godkända avrop": (("Beslutsdatum", "Nämnd", "Godkänt belopp"), *approved), "Utbetalningar": (("Datum", "Nämnd", "Utbetalt belopp"), *paid)}
    (asked,) = ask(tmp_path, **lists)
    assert "Utbetalningar" in asked.message("sv")


def test_the_same_totals_of_many_recipients_are_a_question_however_the_rows_are_split(tmp_path: Path) -> None:
    total = {name: sum(row[3] for row in OFFICE if row[1] == name) for name in (KN, FRN, ASN, MKB)}
    rows = [(date(2026, month, 1), name, "", amount // 4, "utbetalt") for name, amount in total.items() for month in (3, 4, 6, 8)]
    assert len(ask(tmp_path, Kontoret=(HEADINGS, *OFFICE), Nämnderna=(HEADINGS, *rows))) == 1


def test_an_own_list_that_ends_earlier_is_compared_with_the_same_time(tmp_path: Path) -> None:
    own = split([row for row in OFFICE if row[1] == FRN and row[0] < date(2026, 5, 1)], 0.3)
    assert len(ask(tmp_path, Kontoret=(HEADINGS, *OFFICE), Fritid=(HEADINGS, *own))) == 1


def pick(*, months: range = range(1, 13), insatser: Sequence[str] = (), recipient: str = "") -> list[Any]:
    return [
        row for row in OFFICE
        if row[0].month in months and (not insatser or row[2] in insatser) and (not recipient or row[1] == recipient)
    ]  # fmt: skip


QUARTERS = (range(1, 4), range(4, 7), range(7, 10))


def test_lists_that_are_parts_of_the_whole_are_no_question(tmp_path: Path) -> None:
    by_quarter = {f"Kvartal {n}": (HEADINGS, *pick(months=months)) for n, months in enumerate(QUARTERS, 1)}
    by_month = {f"M{n}": (HEADINGS, *rows) for n in range(1, 13) if (rows := pick(months=range(n, n + 1)))}
    by_recipient = {f"Lista {n}": (HEADINGS, *pick(recipient=name)) for n, name in enumerate((KN, FRN, ASN, MKB))}
    by_insats = {name: (HEADINGS, *pick(insatser=[name])) for name in dict.fromkeys(row[2] for row in OFFICE)}
    for lists in (by_quarter, by_month, by_recipient, by_insats):
        verdict = judge(tmp_path, plain_sheets(**lists))
        assert questions(verdict) == []
        assert len(verdict.ledger.book.call_offs) == len(OFFICE)


def test_the_same_amounts_in_each_quarter_are_no_question(tmp_path: Path) -> None:
    def quarter(first: int) -> Rows:
        return (HEADINGS, *((date(2026, first + n % 3, 10 + n), name, "", 40_000 + n, "utbetalt") for n, name in enumerate((KN, FRN, ASN, MKB, KN, FRN))))

    assert ask(tmp_path, Ett=quarter(1), Två=quarter(4), Tre=quarter(7)) == []


def test_lists_by_status_are_no_question(tmp_path: Path) -> None:
    headings = ("Datum", "Nämnd", "Insats", "Belopp kr")
    lists = {"Utbetalda avrop": (headings, *(row[:4] for row in OFFICE[:5])), "Godkända avrop": (headings, *(row[:4] for row in OFFICE[5:]))}
    assert ask(tmp_path, **lists) == []


def hide(path: Path, *names: str) -> Path:
    book = openpyxl.load_workbook(path)
    for name in names:
        book[name].sheet_state = "hidden"
    book.save(path)
    return path


def judge_hidden(folder: Path, hidden: str, **sheets: Rows) -> Verdict:
    path = write_sheets(folder / "bok.xlsx", plain_sheets(Fördelning=GRANTS, **sheets))
    return app.validate_workbook(hide(path, hidden)).verdict


def test_a_list_on_a_hidden_sheet_beside_a_visible_one_is_a_question_with_its_total(tmp_path: Path) -> None:
    other = [(day + timedelta(3), name, "", amount // 3 // 500 * 500, status) for day, name, _, amount, status in OFFICE[:6]]
    verdict = judge_hidden(tmp_path, "Blad3", Avrop=(HEADINGS, *OFFICE), Blad3=(HEADINGS, *other))
    (asked,) = questions(verdict)
    assert "Blad3!A1:E7 står på ett dolt blad" in asked.message("sv")
    assert f"{sum(row[3] for row in other):,}".replace(",", " ") in asked.message("sv").replace("\xa0", " ")
    assert "Ta fram" in asked.remedy("sv")
    assert "Unhide" in asked.remedy("en")
    assert [balance.called_off for balance, is_known in verdict.balances if is_known] == []
    assert [finding.hit.place.sheet for finding in verdict.findings if finding.rule.code == "ST11"] == ["Blad3"]


def test_a_hidden_list_is_read_where_it_is_the_only_one_or_of_another_time(tmp_path: Path) -> None:
    alone = judge_hidden(tmp_path, "Avrop", Avrop=(HEADINGS, *OFFICE))
    earlier = judge_hidden(tmp_path, "Vår", Vår=(HEADINGS, *pick(months=range(1, 6))), Sommar=(HEADINGS, *pick(months=range(6, 10))))
    for verdict in (alone, earlier):
        assert questions(verdict) == []
        assert len(verdict.ledger.book.call_offs) == len(OFFICE)


def test_of_a_visible_list_and_a_hidden_copy_the_visible_one_is_read(tmp_path: Path) -> None:
    verdict = judge_hidden(tmp_path, "A", A=(HEADINGS, *OFFICE), B=(HEADINGS, *OFFICE))
    assert {row.block.sheet for row in verdict.ledger.book.call_offs} == {"B"}
    assert questions(verdict) == []
