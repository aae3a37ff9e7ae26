"""What stands among the rows of a list: sums of parts and of all, shares, what is left, what is carried over.

None of it is taken for a record or is a false alarm, and a sum that is wrong is found at its cell.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.build_other_layouts import GRANTED
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.reading.workbook import read_workbook
from xl_kraftsamling.reading.workbook_file import WorkbookFile

ASN, FRN, KN = "Arbetsmarknads- och socialnämnden", "Fritidsnämnden", "Kulturnämnden"
SHORT = {ASN: "ASN", FRN: "FRN", KN: "KN", "MKB": "MKB"}
HEADINGS = ["Nämnd", "Datum", "Insats", "Belopp kr", "Status"]
DAY = date(2026, 5, 4)
JUDGED = {"ST05", "ST06", "ST08", "FO02", "FO03", "FO05", "FO10", "FO11", "VD06", "VD08", "ST12"}


class Formula(NamedTuple):
    """A formula with the value that Excel has stored for it."""

    text: str
    value: float


def write(folder: Path, rows: Sequence[Sequence[Any]], grants: Sequence[Sequence[Any]] = GRANTED) -> Path:
    path = folder / "bok.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in (("Tilldelning", [["Nämnd", "Beviljat (kr)"], *grants]), ("Avrop", rows)):
            page = book.add_worksheet(name)
            for row, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    if isinstance(cell, Formula):
                        page.write_formula(row, column, cell.text, None, cell.value)
                    elif isinstance(cell, date):
                        page.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        page.write(row, column, cell)
    return path


def find_alarms(path: Path) -> list[tuple[str, str]]:
    found = app.validate_workbook(path, as_of=date(2026, 12, 31)).verdict.findings
    return sorted((each.rule.code, each.hit.place.address) for each in found if each.rule.code in JUDGED and each.hit.place)


def read_records(path: Path) -> list[tuple[int, str | None, int]]:
    """The row, the recipient and the amount in kronor of each call-off that is read."""
    return [(row.line, row.recipient, (row.amount or 0) // 100) for row in read_workbook(WorkbookFile(path), shipped_decisions()).book.call_offs]


def record(name: str, amount: float, status: str = "Godkänt", day: date = DAY) -> list[Any]:
    return [name, day, f"Insats {amount}", amount, status]


def bare(label: str | None, amount: Any) -> list[Any]:
    return [label, None, None, amount]


LIST = [HEADINGS, record(ASN, 100_000), record(ASN, 50_000, "Utbetalt"), record(FRN, 200_000, "Utbetalt"), record(FRN, 30_000)]


# ---- sums of every kind


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("Summa, kr", 380_000), (None, 380_000), ("S:a FRN", 230_000), ("Summa Fritidsnämnden (kr)", 230_000), ("TOTALT exkl MKB", 380_000),
        ("Totalt utan FRN", 150_000), ("Totalt (exkl. fritidsnämnden)", 150_000), ("Totalt utbetalt", 250_000), ("S:a ASN och FRN", 380_000),
        ("Summa nämnder", 380_000), ("Transport", 380_000), ("Summa godkänt och utbetalt", 380_000), ("Avropat belopp totalt", 380_000),
    ],
)  # fmt: skip
def test_a_sum_below_the_list_is_that_of_what_its_label_names(label: str | None, right: int, tmp_path: Path) -> None:
    path = write(tmp_path, [*LIST, bare(label, right)])
    assert find_alarms(path) == []
    assert len(read_records(path)) == 4
    wrong = write(tmp_path, [*LIST, bare(label, Formula("=SUM(D2:D5)", right + 1))])
    assert find_alarms(wrong) == [("ST08", "Avrop!D6")]


@pytest.mark.parametrize("label", [
    "Kvar", "Kvar att avropa", "Totalt kvar", "Kvar totalt", "Saldo", "Saldo 2026-09-30", "Kvar ASN", "Återstår:", "Ram 2026", "Beviljat totalt",
    "Utgående saldo", "  varav utbetalt", "därav bolag", "Summa kvar", "Ej avropat", "Ingående saldo", "Ingående saldo ASN",
])  # fmt: skip
def test_what_is_left_and_what_is_a_share_are_no_records_and_no_sums(label: str, tmp_path: Path) -> None:
    path = write(tmp_path, [*LIST, bare("Summa", 380_000), bare(label, 7_500)])
    assert find_alarms(path) == []
    between = write(tmp_path, [*LIST[:3], bare("S:a ASN", 150_000), bare(label, 7_500), *LIST[3:], bare("S:a FRN", 230_000)])
    assert find_alarms(between) == []
    assert [line for line, *_ in read_records(between)] == [2, 3, 6, 7]


@pytest.mark.parametrize("name", ["Kvarteret Nydala", "Saldot i praktiken", "Transport av barn", "Ramlag", "Varavtal"])
def test_a_record_whose_name_begins_like_such_a_label_is_a_record(name: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, None, ASN], ["Insats", "Datum", "Belopp kr", "Status"], [name, DAY, 5_000, "Godkänt"], ["Läger", DAY, 6_000, "Godkänt"]]
    assert [amount for *_, amount in read_records(write(tmp_path, rows))] == [5_000, 6_000]


def test_a_sum_carried_over_is_one_of_the_rows_above_it_and_an_opening_above_all_rows_is_counted_by_the_sums(tmp_path: Path) -> None:
    pages = [*LIST[:3], bare("Att transportera", 150_000), bare("Transport från sida 1", 150_000), *LIST[3:], bare("Summa", 380_000)]
    assert find_alarms(write(tmp_path, pages)) == []
    pages[3] = bare("Att transportera", 151_000)
    assert find_alarms(write(tmp_path, pages)) == [("ST08", "Avrop!D4")]
    opened = [HEADINGS, bare("Överfört från sida 1", 120_000), *LIST[1:], bare("Summa", 500_000)]
    assert find_alarms(write(tmp_path, opened)) == []
    opened[-1] = bare("Summa", 501_000)
    assert find_alarms(write(tmp_path, opened)) == [("ST08", "Avrop!D7")]


def test_a_sum_of_one_part_that_takes_in_another_is_wrong_though_it_is_the_sum_of_all_above(tmp_path: Path) -> None:
    rows = [*LIST[:3], bare("S:a ASN", 150_000), *LIST[3:], bare("S:a FRN", Formula("=SUM(D2:D3,D5:D6)", 380_000)), bare("Totalt", 380_000)]
    assert find_alarms(write(tmp_path, rows)) == [("ST08", "Avrop!D7")]


def test_a_sum_of_sums_of_which_one_is_wrong_is_no_second_fault(tmp_path: Path) -> None:
    rows = [*LIST[:3], bare("S:a ASN", 150_000), *LIST[3:], bare("S:a FRN", 231_000), bare("Totalt", Formula("=D4+D7", 381_000))]
    assert find_alarms(write(tmp_path, rows)) == [("ST08", "Avrop!D7")]


def test_the_recipient_of_a_sum_may_stand_in_its_own_column(tmp_path: Path) -> None:
    head = ["Datum", "Nämnd", "Insats", "Belopp kr", "Status"]
    moved = [[day, name, *rest] for name, day, *rest in LIST[1:]]
    rows = [head, *moved[:2], [None, ASN, "Summa", 150_000], *moved[2:], [None, FRN, "Summa", 230_000], [None, None, "Kvar", 5]]
    assert find_alarms(write(tmp_path, rows)) == []
    rows[6] = [None, FRN, "Summa", 380_000]
    assert find_alarms(write(tmp_path, rows)) == [("ST08", "Avrop!D7")]


def test_a_group_heading_may_carry_the_sum_of_its_rows_or_what_there_is_to_draw_from(tmp_path: Path) -> None:
    head = ["Nämnd/insats", "Datum", "Belopp kr", "Status"]
    rest = [[name, day, amount, status] for _, day, name, amount, status in LIST[1:]]
    for own, other, alarms in ((150_000, 230_000, []), (150_000, 231_000, [("ST08", "Avrop!C5")]), (1_100_000, 6_100_000, [])):
        path = write(tmp_path, [head, [ASN, None, own], *rest[:2], [FRN, None, other], *rest[2:], ["Totalt", None, 380_000]])
        assert find_alarms(path) == alarms
        assert [line for line, *_ in read_records(path)] == [3, 4, 6, 7]


def test_sums_of_allocations_and_of_stated_balances_are_compared_by_their_names(tmp_path: Path) -> None:
    for boards, total, alarms in (
        (8_800_000, 10_000_000, []),
        (8_800_001, 10_000_000, [("ST08", "Tilldelning!B7")]),
        (8_800_000, 10_000_001, [("ST08", "Tilldelning!B9")]),
    ):
        by_name = dict(GRANTED)
        company = ("MKB", by_name.pop("MKB"))
        grants = [*by_name.items(), ("Summa nämnder", boards), company, ("Beviljat totalt", total), ("Kvar att fördela", 0)]
        assert find_alarms(write(tmp_path, [*LIST, bare("Summa", 380_000)], grants)) == alarms


# ---- formulas


@pytest.mark.parametrize(("last", "alarms"), [(7, []), (6, [("FO05", "Avrop!D9")])])
def test_a_share_summed_by_condition_covers_its_part(last: int, alarms: list[tuple[str, str]], tmp_path: Path) -> None:
    first_share = Formula('=SUMIF(E2:E3,"Utbetalt",D2:D3)', 50_000)
    share = Formula(f'=SUMIF(E6:E{last},"Utbetalt",D6:D{last})', 200_000)
    rows = [
        *LIST[:3], bare("S:a ASN", Formula("=SUM(D2:D3)", 150_000)), bare("varav utbetalt", first_share),
        *LIST[3:], bare("S:a FRN", Formula("=SUM(D6:D7)", 230_000)), bare("varav utbetalt", share),
    ]  # fmt: skip
    assert find_alarms(write(tmp_path, rows)) == alarms


@pytest.mark.parametrize("start", [Formula("=6100000-D4", 5_900_000), 5_900_000])
def test_a_running_balance_begins_anew_with_each_recipient(start: Any, tmp_path: Path) -> None:
    records = [record(name, amount) for name, amount in ((ASN, 1_000), (ASN, 2_000), (FRN, 200_000), (FRN, 4_000), (FRN, 5_000), (FRN, 6_000), (FRN, 7_000))]
    balances = [Formula("=1100000-D2", 1), Formula("=F2-D3", 1), start, *(Formula(f"=F{n - 1}-D{n}", 1) for n in range(5, 9))]
    rows = [[*HEADINGS, "Kvar"], *([*each, balance] for each, balance in zip(records, balances, strict=True))]
    assert find_alarms(write(tmp_path, rows)) == []
    rows[5][5] = Formula("=F5-D5", 1)
    assert find_alarms(write(tmp_path, rows)) == [("FO03", "Avrop!F6")]
    rows[5][5] = 5_800_000
    assert find_alarms(write(tmp_path, rows)) == [("FO02", "Avrop!F6")]


# ---- any list with anything among its rows


class Laid(NamedTuple):
    """A list as it is laid out: its rows, the records in it, and the lines of its sums."""

    rows: list[list[Any]]
    records: list[tuple[int, str, int]]
    sums: list[int]


GROUPS = st.lists(st.lists(st.integers(1, 99), min_size=1, max_size=4), min_size=4, max_size=4)


@st.composite
def lists(draw: st.DrawFn) -> Laid:
    """Groups of records with their sums, shares, and what is left or carried over, at random, as values or as formulas."""
    laid = Laid([HEADINGS], [], [])
    totals: dict[str, int] = {}

    def add_sum(label: str, right: int, formula: str) -> None:
        laid.rows.append(bare(label, Formula(formula, right) if draw(st.booleans()) else right))
        laid.sums.append(len(laid.rows))

    def add_aside() -> None:
        for label in draw(st.lists(st.sampled_from(["Kvar", "Saldo 2026", "varav utbetalt", "Kvar att avropa", "därav bolag"]), max_size=2)):
            laid.rows.append(bare(label, draw(st.integers(1, 10**6)) * 7))

    for name, amounts in zip(SHORT, draw(GROUPS), strict=True):
        first = len(laid.rows) + 1
        for amount in amounts:
            day = DAY + timedelta(days=len(laid.rows))
            # an insats for each: the same amount of one, first approved and then paid, could be a single call-off
            who, _, _, *rest = record(name, amount * 1_000, draw(st.sampled_from(["Godkänt", "Utbetalt"])), day)
            laid.rows.append([who, day, f"Insats {len(laid.rows)}", *rest])
            laid.records.append((len(laid.rows), name, amount * 1_000))
        totals[name] = 1_000 * sum(amounts)
        if draw(st.booleans()):
            label = draw(st.sampled_from([f"S:a {SHORT[name]}", f"{name} totalt", "Delsumma", f"Summa {name}, kr"]))
            if label == "Delsumma" and len(totals) > len(laid.sums) + 1:  # rows without a sum of their own would be in it
                label = f"Summa {name}"
            add_sum(label, totals[name], f"=SUM(D{first}:D{len(laid.rows)})")
            add_aside()
    cells = [f"D{line}" for line, *_ in laid.records]
    if draw(st.booleans()):
        add_sum("TOTALT exkl MKB", sum(totals.values()) - totals["MKB"], "=" + "+".join(cells[: -len(amounts)]))
    add_sum("SUMMA TOTALT inkl MKB", sum(totals.values()), "=" + "+".join(cells))
    add_aside()
    return laid


def in_full(name: str) -> str:
    return name if name == "MKB" else name[0].lower() + name[1:]


def test_more_rows_of_what_is_left_than_of_records_do_not_make_the_names_unreadable(tmp_path: Path) -> None:
    asn = "Arbetsmarknads- och socialnämnden"
    left = [bare(label, 7) for label in ("Kvar", "varav utbetalt")]
    rows = [
        HEADINGS, record(asn, 2_000, "Godkänt", DAY), bare("S:a ASN", 2_000), *left, record("Fritidsnämnden", 2_000, "Godkänt", DAY),
        record("Kulturnämnden", 2_000, "Godkänt", DAY), bare("S:a KN", 2_000), *left, record("MKB", 1_000, "Godkänt", DAY), bare("Totalt", 7_000), *left,
    ]  # fmt: skip
    path = write(tmp_path, rows)
    assert [name for _, name, _ in read_records(path)] == [in_full(name) for name in (asn, "Fritidsnämnden", "Kulturnämnden", "MKB")]
    assert find_alarms(path) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(laid=lists(), data=st.data())
def test_whatever_stands_among_the_rows_the_records_are_read_and_the_one_wrong_sum_is_found(laid: Laid, data: st.DataObject, tmp_path: Path) -> None:
    path = write(tmp_path, laid.rows)
    assert [(line, in_full(name), amount) for line, name, amount in laid.records] == read_records(path)
    assert find_alarms(path) == []
    line = data.draw(st.sampled_from(laid.sums))
    row = laid.rows[line - 1]
    right = row[3].value if isinstance(row[3], Formula) else row[3]
    laid.rows[line - 1] = [*row[:3], right + data.draw(st.integers(1, 999))]
    assert find_alarms(write(tmp_path, laid.rows)) == [("ST08", f"Avrop!D{line}")]
