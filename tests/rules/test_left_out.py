"""FO11 at its edges: what counts as left out of a table of balances, in the template's Saldo and in other layouts, and what does not."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.finding import Finding

DECISION = pick_shipped_decision("STK-2026-580")
ASN, FRN, FSKN, KN, GVN, MKB = DECISION.allotted
SEPTEMBER = date(2026, 9, 30)
CALLED = {KN: 75_000, MKB: 48_500}
GRUND = "grundskolenämnden"

Rows = Sequence[Sequence[Any]]


def granted(name: str) -> float:
    return DECISION.allotted[name] / 100


def find(path: Path) -> list[Finding]:
    return [each for each in app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings if each.rule.code == "FO11"]


def cells(found: Sequence[Finding]) -> list[str]:
    return [each.hit.place.address for each in found if each.hit.place]


def words(found: Finding) -> str:
    """The message with ordinary spaces in its amounts."""
    return found.message("sv").replace("\u00a0", " ")


# ---- Saldo


def balances(*names: str, **changed: Any) -> list[list[Any]]:
    """Right rows of Saldo (Mottagare, Beviljat, Avropat, Kvar att avropa); `changed` names a cell such as C3 and its value."""
    rows = [[name, granted(name), CALLED.get(name, 0), granted(name) - CALLED.get(name, 0)] for name in names]
    rows.append(["Summa", *(sum(row[i] for row in rows) for i in (1, 2, 3))])
    for cell, value in changed.items():
        rows[int(cell[1:]) - 2]["ABCD".index(cell[0])] = value
    return rows


def saldo(folder: Path, rows: Rows, call_offs: Mapping[str, Any] = CALLED, transfers: Rows = ()) -> list[Finding]:
    """What FO11 finds in a workbook of the template's layout with this Saldo."""
    sheets = rule_pages.right_book()
    sheets["Saldo"].headings, sheets["Saldo"].rows = ["Mottagare", "Beviljat", "Avropat", "Kvar att avropa"], [*map(list, rows)]
    sheets["Avrop"].rows = [
        [f"A-{n}", date(2026, 6, n), who, "I-07", amount, "godkänt", "", "", ""] for n, (who, amount) in enumerate(call_offs.items(), 1)
    ]
    sheets["Omfördelning"].rows = [list(row) for row in transfers]
    rule_pages.write(sheets, folder / "bok.xlsx")
    return find(folder / "bok.xlsx")


def test_a_right_saldo_is_in_order(tmp_path: Path) -> None:
    assert saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB)) == []


def test_a_missing_row_is_told_at_the_heading_with_the_sums_that_lack_it_among_the_related(tmp_path: Path) -> None:
    (found,) = saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN))
    assert cells([found]) == ["Saldo!A1"]
    assert found.hit.expected == MKB
    assert [place.address for place in found.hit.related] == ["Saldo!B7", "Saldo!C7", "Saldo!D7"]
    assert words(found).startswith("MKB har ingen rad i saldotabellen, men har Beviljat 1 200 000 kr, Avropat 48 500 kr, Kvar att avropa")


def test_a_recipient_without_figures_may_be_missing(tmp_path: Path) -> None:
    waiting = ["O-1", date(2026, 8, 1), FRN, GRUND, 5000, "utkast"]
    assert saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB), transfers=[waiting]) == []


def test_a_row_that_is_emptied_is_as_one_that_is_missing(tmp_path: Path) -> None:
    rows = balances(ASN, FRN, FSKN, KN, GVN, MKB)
    rows[1] = [""] * 4
    assert cells(saldo(tmp_path, rows))[0] == "Saldo!A1"
    rows[1] = [FRN, "", "", ""]
    found = saldo(tmp_path, rows)[0]
    assert found.hit.related[0].address == "Saldo!A3"
    assert "är tom" in words(found)


def test_one_empty_cell_is_told_at_its_sum(tmp_path: Path) -> None:
    (found,) = saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB, C5=""))
    assert (cells([found]), [place.address for place in found.hit.related]) == (["Saldo!C8"], ["Saldo!C5"])
    assert "C5 är tom, men kulturnämnden har 75 000 kr under Avropat" in words(found)
    rows = balances(ASN, FRN, FSKN, KN, GVN, MKB, C5="")[:-1]  # without a sum: at the heading
    assert cells(saldo(tmp_path, rows)) == ["Saldo!C1"]


def test_a_recipient_with_two_rows_is_counted_twice(tmp_path: Path) -> None:
    found = saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB, KN))
    assert "Saldo!B9" in cells(found)
    assert any("har en rad till i saldotabellen (A8)" in each.message("sv") for each in found)


@pytest.mark.parametrize(("value", "expected"), [(123_500, []), (123_499.5, ["Saldo!C8"]), ("=SUM(C2:C7)", [])])
def test_a_sum_that_no_row_explains_is_told_at_its_cell(tmp_path: Path, value: Any, expected: list[str]) -> None:
    found = saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB, C8=value))
    assert cells(found) == expected
    if expected:
        assert found[0].hit.difference == -50


def test_a_sum_above_figures_without_values_is_compared_with_those_of_the_data(tmp_path: Path) -> None:
    for value, expected in ((123_500, []), (123_499, ["Saldo!C8"])):
        assert cells(saldo(tmp_path, balances(ASN, FRN, FSKN, KN, GVN, MKB, C5="=1+1", C8=value))) == expected


def test_a_wrong_figure_explains_its_sum_and_is_told_once(tmp_path: Path) -> None:
    rows = balances(ASN, FRN, FSKN, KN, GVN, MKB, C5=70_000, C8=118_500)
    assert saldo(tmp_path, rows) == []  # FO08 at C5


def test_a_figure_that_is_unknown_leaves_the_sum_untried_and_says_so(tmp_path: Path) -> None:
    rows = balances(ASN, FRN, FSKN, KN, GVN, MKB, C8=1)
    assert saldo(tmp_path, rows, call_offs={**CALLED, FSKN: "ca 5 000"}) == []
    verdict = app.validate_workbook(tmp_path / "bok.xlsx", as_of=SEPTEMBER).verdict
    assert "FO11" in dict(verdict.not_tried)


def test_a_saldo_without_rows_states_nothing(tmp_path: Path) -> None:
    assert saldo(tmp_path, []) == []


def test_a_sum_that_no_rows_are_left_above_leaves_everybody_out(tmp_path: Path) -> None:
    found = saldo(tmp_path, [["Summa", 0, 0, 0]])
    assert [each.hit.expected for each in found] == list(DECISION.allotted)
    assert set(cells(found)) == {"Saldo!A1"}


def test_without_saldo_it_is_not_tried(tmp_path: Path) -> None:
    sheets = rule_pages.right_book()
    sheets["Saldo"].gone = True
    rule_pages.write(sheets, tmp_path / "bok.xlsx")
    verdict = app.validate_workbook(tmp_path / "bok.xlsx", as_of=SEPTEMBER).verdict
    assert "FO11" in dict(verdict.not_tried)
    assert any("uppgifter om Saldo" in each.message("sv") for each in verdict.findings if each.rule.code == "KO01")


def test_a_row_below_a_gap_is_there(tmp_path: Path) -> None:
    rows = balances(ASN, FRN, FSKN, KN, GVN, MKB)
    sheets = rule_pages.right_book()
    sheets["Saldo"].headings = ["Mottagare", "Beviljat", "Avropat", "Kvar att avropa"]
    sheets["Saldo"].rows = [*rows[:5], ["", "", "", ""], *rows[5:6]]
    sheets["Saldo"].inside = 5  # the Excel table ends above the gap
    sheets["Avrop"].rows = [
        [f"A-{n}", date(2026, 6, n), who, "I-07", amount, "godkänt", "", "", ""] for n, (who, amount) in enumerate(CALLED.items(), 1)
    ]
    rule_pages.write(sheets, tmp_path / "bok.xlsx")
    assert find(tmp_path / "bok.xlsx") == []


# ---- other layouts


def own(folder: Path, *tables: Rows, beside: Rows = ()) -> list[Finding]:
    """What FO11 finds in a workbook of another layout: grants, call-offs, and tables of balances, each on its sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Fördelning"
    for row in (["Nämnd/bolag", "Beviljat belopp"], *([name, granted(name)] for name in DECISION.allotted)):
        book.active.append(row)
    listed = book.create_sheet("Avrop")
    listed.append(["Nr", "Datum", "Nämnd", "Belopp kr", "Status"])
    for number, (who, amount) in enumerate(CALLED.items(), 1):
        listed.append([number, date(2026, 6, number), who, amount, "godkänt"])
    for number, rows in enumerate(tables, 1):
        sheet = book.create_sheet(f"Uppföljning {number}")
        for row in rows:
            sheet.append(row)
    for row in beside:
        listed.append(row)
    book.save(folder / "bok.xlsx")
    return find(folder / "bok.xlsx")


HEADINGS = ["Nämnd", "Avropat", "Kvar att avropa"]


def left(*names: str) -> list[list[Any]]:
    return [[name, CALLED.get(name, 0), granted(name) - CALLED.get(name, 0)] for name in names]


def total(rows: Rows) -> list[Any]:
    return ["Summa", sum(row[1] for row in rows), sum(row[2] for row in rows)]


def test_a_recipient_is_missing_in_another_layout_too(tmp_path: Path) -> None:
    rows = left(ASN, FRN, FSKN, KN, MKB)
    assert cells(own(tmp_path, [HEADINGS, *rows, total(rows)])) == ["Uppföljning 1!A1"]
    assert own(tmp_path, [HEADINGS, *left(*DECISION.allotted), total(left(*DECISION.allotted))]) == []


def test_a_sum_in_another_layout_is_compared(tmp_path: Path) -> None:
    rows = left(*DECISION.allotted)
    assert cells(own(tmp_path, [HEADINGS, *rows, ["Summa", 123_000, total(rows)[2]]])) == ["Uppföljning 1!B8"]


def test_boards_in_one_table_and_companies_in_another_are_all(tmp_path: Path) -> None:
    boards, company = left(ASN, FRN, FSKN, KN, GVN), left(MKB)
    assert own(tmp_path, [HEADINGS, *boards, total(boards)], [HEADINGS, *company, ["Summa", *company[0][1:]]]) == []


def test_a_table_of_few_recipients_is_no_table_of_all(tmp_path: Path) -> None:
    rows = left(KN, MKB)
    assert own(tmp_path, [HEADINGS, *rows, total(rows)]) == []


def test_a_table_with_a_name_that_is_not_recognised_may_hold_who_seems_to_be_missing(tmp_path: Path) -> None:
    rows = [*left(ASN, FRN, FSKN, KN, GVN), ["Bostadsbolaget", 48_500, 1_151_500]]
    assert own(tmp_path, [HEADINGS, *rows, total(rows)]) == []


def test_a_column_that_means_something_else_is_not_judged(tmp_path: Path) -> None:
    rows = [[name, 17 * n, 1000 + n] for n, (name, _, _) in enumerate(left(ASN, FRN, FSKN, KN, GVN))]
    assert own(tmp_path, [HEADINGS, *rows, ["Summa", 3, 4]]) == []


def test_formulas_without_values_are_taken_at_their_headings_word(tmp_path: Path) -> None:
    rows = [[name, f"=SUMIFS(Avrop!D:D,Avrop!C:C,A{n})", f"=1+B{n}"] for n, (name, _, _) in enumerate(left(ASN, FRN, FSKN, KN, GVN), 2)]
    assert cells(own(tmp_path, [HEADINGS, *rows])) == ["Uppföljning 1!A1"]


def test_the_sum_of_a_part_below_a_sum_inside_is_none_of_all(tmp_path: Path) -> None:
    boards, company = left(ASN, FRN, FSKN, KN, GVN), left(MKB)
    table = [HEADINGS, *boards, ["Summa", *total(boards)[1:]], *company, ["Summa", *company[0][1:]]]
    assert own(tmp_path, table) == []


def test_a_heading_may_hold_signs_that_mean_something_to_the_program(tmp_path: Path) -> None:
    rows = left(ASN, FRN, FSKN, KN, MKB)
    (found,) = own(tmp_path, [["Nämnd", "Avropat", "Kvar att avropa {kr}"], *rows, total(rows)])
    assert "Kvar att avropa {kr} 650 000 kr" in words(found)
