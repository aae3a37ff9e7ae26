"""Workbooks in which a row, or a column, gives several records: months, numbered call-offs, recipients beside each other."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.series_layouts import (
    AS_OF,
    ASN,
    FRN,
    FSKN,
    GRANTED,
    GVN,
    KN,
    MKB,
    Amount,
    Rows,
    read_records,
    validate,
    write_workbook,
)
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

NAMES = tuple(GRANTED)
SHORT = ("ASN", "FRN", "FSKN", "KN", "GVN", "MKB")
MONTHS = range(5, 10)
BY_MONTH: Mapping[str, Mapping[int, int]] = {
    ASN: {5: 100_000, 6: 50_000}, FRN: {5: 200_000, 7: 300_000}, FSKN: {8: 20_000}, KN: {6: 70_000, 9: 11_000}, GVN: {}, MKB: {7: 90_000},
}  # fmt: skip
CALLED: Mapping[str, Sequence[tuple[date, int, str]]] = {
    ASN: [(date(2026, 5, 4), 110_000, "utbetalt"), (date(2026, 6, 4), 30_000, "godkänt")],
    FRN: [(date(2026, 5, 9), 70_000, "utbetalt"), (date(2026, 6, 14), 20_000, "begärt"), (date(2026, 7, 4), 50_000, "godkänt")],
    FSKN: [], KN: [(date(2026, 8, 4), 15_000, "godkänt")], GVN: [(date(2026, 8, 8), 25_000, "avslaget")], MKB: [(date(2026, 9, 4), 19_000, "utbetalt")],
}  # fmt: skip
GRANTS: Rows = (("Nämnd", "Beviljat"), *GRANTED.items())
QUIET = {"BE01", "BE03", "AV06", "IN02", "IN03", "IN04", "BO01"}


def last_day(month: int) -> date:
    return date(2026, month, monthrange(2026, month)[1])


def matrix(
    headings: Sequence[Any], *, title: str = "Avrop per månad 2026", unit: int = 1, kind: str = "call_offs", status: str | None = "godkänt",
    change: Callable[[list[list[Any]]], object] = lambda _: None,
) -> dict[str, Rows]:  # fmt: skip
    """A row for each recipient and a column for each month from May on, with the frame, the sum and what is left beside them."""
    rows: list[list[Any]] = [[title], [], ["Nämnd", "Beviljat", *headings, "Summa", "Kvar"]]
    for name, months in BY_MONTH.items():
        cells = [Amount(months[m], name, last_day(m), status, kind, months[m] // unit) if m in months else None for m in MONTHS]
        total = sum(months.values())
        rows.append([name, GRANTED[name] // unit, *cells, total // unit, (GRANTED[name] - total) // unit])
    change(rows)
    return {"Blad1": rows}


def find_loud(verdict: Verdict) -> set[tuple[str, str]]:
    return {
        (each.rule.code, each.hit.place.address if each.hit.place else "")
        for each in verdict.findings
        if each.severity.value in ("fel", "varning") and each.rule.code not in QUIET
    }


def check(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> Verdict:
    """Read a workbook and its map: both give its records at their cells, and nothing is alleged."""
    written = write_workbook(path, sheets, merged)
    explained = app.explain_layout(path, known=app.known_decisions(None), map_file=None, lang="sv")
    assert explained is not None
    map_file = path.with_suffix(".toml")
    map_file.write_text(explained[1], "utf-8")
    for known in (None, map_file):
        verdict = app.validate_workbook(path, as_of=AS_OF, map_file=known).verdict
        for kind in ("call_offs", "outcomes"):
            assert read_records(verdict, kind) == written.records[kind], explained[1]
        assert {row.recipient: row.amount for row in verdict.ledger.book.allocations} == {n: kr * 100 for n, kr in GRANTED.items()}
        assert find_loud(verdict) == set()
    return verdict


SV = ("maj", "jun", "jul", "aug", "sep")
HEADINGS: Mapping[str, Sequence[Any]] = {
    "short": SV, "long": ("Maj", "Juni", "Juli", "Augusti", "September"), "capitals": ("MAJ", "JUN", "JUL", "AUG", "SEP"),
    "iso": [f"2026-{m:02}" for m in MONTHS], "numbers": [202_600 + m for m in MONTHS], "with a year": [f"{word}-26" for word in SV],
    "periods": [f"Period {m}" for m in MONTHS], "dates": [date(2026, m, 1) for m in MONTHS], "last days": [last_day(m) for m in MONTHS],
    "with the kind": [f"Avropat\n{word}" for word in SV],
}  # fmt: skip


@pytest.mark.parametrize("how", HEADINGS)
def test_a_column_for_each_month_gives_a_call_off_dated_the_last_day_of_it(how: str, tmp_path: Path) -> None:
    check(tmp_path / "bok.xlsx", matrix(HEADINGS[how]))


def test_the_unit_of_a_title_holds_for_every_month(tmp_path: Path) -> None:
    check(tmp_path / "bok.xlsx", matrix(SV, title="Avrop per månad 2026 (tkr)", unit=1_000))


def test_the_unit_of_one_heading_holds_for_its_month_alone(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        for row in rows[3:]:
            row[2] = row[2]._replace(shown=row[2].kronor // 1_000) if row[2] else None

    check(tmp_path / "bok.xlsx", matrix(["maj (tkr)", *SV[1:]], change=change))


def test_a_year_above_the_months_is_theirs_and_months_of_another_year_are_not_read(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        for row in rows[2:]:
            row.insert(2, 5_000)
        rows[2][2] = "dec-25"

    check(tmp_path / "bok.xlsx", matrix(SV, change=change))
    explained = app.explain_layout(tmp_path / "bok.xlsx", known=app.known_decisions(None), map_file=None, lang="sv")
    assert explained is not None
    assert any("andra år" in part.sv for table in explained[0].tables for part in table.reading.not_data)


def test_what_is_no_amount_of_a_month_is_no_record(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows[7][2:6] = "-", 0, "–", None
        for row in rows[3:]:
            row += [0.1, "klart"]
        rows[2] += ["Andel avropat", "Anm"]

    check(tmp_path / "bok.xlsx", matrix(SV, change=change))


def test_an_amount_that_is_text_is_found_in_the_cell_of_its_month(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows[3][2] = "100 000"

    assert find_loud(validate(write_workbook(tmp_path / "bok.xlsx", matrix(SV, change=change)))) == {("VD01", "Blad1!C4")}


QUARTERS = {
    "kvartal": (("Kv 1", "Kv 2", "Kv 3"), (3, 6, 9)), "q": (("Q1", "Q2", "Q3"), (3, 6, 9)), "tertial": (("T1", "T2"), (4, 8)),
    "spans": (("jan–mar", "apr–jun", "jul–sep"), (3, 6, 9)),
}  # fmt: skip


@pytest.mark.parametrize("how", QUARTERS)
def test_a_quarter_or_a_tertial_is_dated_its_last_day(how: str, tmp_path: Path) -> None:
    headings, ends = QUARTERS[how]
    rows = [
        (name, kr, *(Amount(10_000 * end, name, last_day(end), "godkänt") for end in ends), kr - 10_000 * sum(ends)) for name, kr in GRANTED.items()
        if name != FSKN
    ]  # fmt: skip
    check(tmp_path / "bok.xlsx", {"Uppföljning": [("Avrop 2026",), (), ("Nämnd", "Ram", *headings, "Återstår"), *rows, (FSKN, 150_000, *(0 for _ in ends), 150_000)]})


def test_the_column_of_a_quarter_is_the_sum_of_its_months(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        for row, months in zip(rows[3:], BY_MONTH.values(), strict=True):
            row.insert(7, sum(months.get(m, 0) for m in (7, 8, 9)))
        rows[2].insert(7, "Kv 3")

    check(tmp_path / "bok.xlsx", matrix(SV, change=change))


@pytest.mark.parametrize("merged", [True, False])
def test_plans_beside_the_call_offs_of_a_month_are_not_read(merged: bool, tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows[1:3] = [["Nämnd", "Beviljat"], [None, None]]
        for word in SV:
            rows[1] += [word, None]
            rows[2] += ["Plan", "Avrop"]
        rows[1] += [None, "Kvar"]
        for row in rows[3:]:
            row[2:7] = [cell for amount in row[2:7] for cell in (50_000, amount)]
            row[12] = None

    pairs = ["C2:D2", "E2:F2", "G2:H2", "I2:J2", "K2:L2", "A2:A3", "B2:B3"] if merged else []
    check(tmp_path / "bok.xlsx", matrix(SV, title="Uppföljning 2026", change=change), {"Blad1": pairs})


def test_a_block_of_outcomes_below_a_block_of_call_offs_is_read_as_such(tmp_path: Path) -> None:
    def without_balance(rows: list[list[Any]]) -> None:
        for row in rows[2:]:
            del row[8], row[1]

    spent = matrix(SV, title="Utfall per månad 2026", kind="outcomes", status=None, change=without_balance)["Blad1"]
    check(tmp_path / "bok.xlsx", {"Blad1": [*matrix(SV)["Blad1"], (), (), *spent]})


def test_amounts_by_month_of_which_nothing_says_what_they_are_are_asked_about(tmp_path: Path) -> None:
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Blad1": [("Nämnd", *SV), *((name, 100_000, 2_000_00) for name in NAMES)], "Ramar": GRANTS}))
    explained = app.explain_layout(tmp_path / "bok.xlsx", known=app.known_decisions(None), map_file=None, lang="sv")
    assert explained is not None
    questions = [each.fill("sv", {}).replace("\u00a0", " ") for each in explained[0].questions]
    assert any("avrop (1 800 000 kr) eller utfall (1 800 000 kr) eller något annat" in each for each in questions)
    assert not [*verdict.ledger.known_balances()]


@pytest.mark.parametrize("headings", [("t.o.m. maj", "t.o.m. juni", "t.o.m. juli"), ("ack maj", "ack juni", "ack juli"), ("jan–maj", "jan–juni", "jan–juli")])
def test_amounts_that_add_up_from_the_beginning_of_the_year_are_asked_about(headings: Sequence[str], tmp_path: Path) -> None:
    rows = [("Avrop 2026",), ("Nämnd", "Beviljat", *headings), *((name, kr, 10_000, 20_000, 30_000) for name, kr in GRANTED.items())]
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Blad1": rows}))
    assert ("ST12", "Blad1!C2") in find_loud(verdict)
    assert not [*verdict.ledger.known_balances()]


def test_two_amounts_for_each_month_are_asked_about(tmp_path: Path) -> None:
    rows = [("Nämnd", *(f"{step} {word}" for word in SV for step in ("Begärt", "Godkänt"))), *((name, *[10_000] * 10) for name in NAMES)]
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Avrop": rows, "Ramar": GRANTS}))
    assert ("ST12", "Avrop!B1") in find_loud(verdict)
    assert not [*verdict.ledger.known_balances()]


@pytest.mark.parametrize("title", ["Planerade avrop per månad", "Budget per månad 2026", "Prognos per månad"])
def test_plans_frames_and_forecasts_by_month_are_no_call_offs(title: str, tmp_path: Path) -> None:
    called = [("Datum", "Nämnd", "Belopp", "Status"), (date(2026, 5, 4), KN, Amount(25_000, KN, date(2026, 5, 4), "godkänt"), "godkänt")]
    check(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "Avrop": called, "Annat": [(title,), ("Nämnd", *SV), *((name, *[1_000] * 5) for name in NAMES)]})


def test_insatser_below_the_name_that_bears_their_sums_are_its_call_offs(tmp_path: Path) -> None:
    def may(kronor: int, name: str) -> Amount:
        return Amount(kronor, name, last_day(5), None)

    rows = [
        ("Avrop 2026",), ("Nämnd/insats", "maj", "juni"), (FRN, 90_000, 40_000), ("Lovläger", may(60_000, FRN), Amount(40_000, FRN, last_day(6))),
        ("Nattvandring", may(30_000, FRN), None), (KN, 50_000, None), ("Bokbussen", may(20_000, KN)), ("Ateljé", may(30_000, KN)),
    ]  # fmt: skip
    written = write_workbook(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "Avrop": rows})
    assert read_records(validate(written), "call_offs") == written.records["call_offs"]


def test_a_row_with_a_single_amount_is_a_record_of_the_recipient_in_the_title(tmp_path: Path) -> None:
    def each(name: str) -> Rows:
        called = [("Lovläger", Amount(60_000, name, last_day(5)), Amount(40_000, name, last_day(6))), ("Kör", None, Amount(9_000, name, last_day(6)))]
        return [(f"Avrop 2026 {name}",), ("Vad", "maj", "juni"), *called]

    written = write_workbook(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "FRN": each(FRN), "KN": each(KN)})
    assert read_records(validate(written), "call_offs") == written.records["call_offs"]


def test_sums_of_a_matrix_are_compared_month_by_month(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows.append(["Summa", None, 300_000, 120_000, 390_000, 20_000, 12_000])

    assert find_loud(validate(write_workbook(tmp_path / "bok.xlsx", matrix(SV, change=change)))) == {("ST08", "Blad1!G10")}


def test_a_wrong_sum_of_frames_beside_a_series_is_one_fault(tmp_path: Path) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows.append(["Summa", 10_050_000, 300_000, 120_000, 390_000, 20_000, 11_000, 841_000, 9_159_000])

    assert find_loud(validate(write_workbook(tmp_path / "bok.xlsx", matrix(SV, change=change)))) == {("ST08", "Blad1!B10")}


# ---- numbered groups

NAMED = {"d": "Datum", "a": "Belopp", "s": "Status"}


def numbered(how: str, order: str) -> dict[str, Rows]:
    """A group of columns for each call-off of a recipient, in one of several ways to head it."""
    numbers = (1, 2, 3)
    if how == "two rows":
        heads = [["Nämnd", "Beviljat", *(x for n in numbers for x in (f"Avrop {n}", *[None] * (len(order) - 1))), "Återstår"]]
        heads.append([None, None, *(NAMED[each] for _ in numbers for each in order)])
    else:
        pattern = {"number last": "{what} {n}", "in one": "Avrop {n} {what}", "over again": "{what}"}[how]
        heads = [["Nämnd", "Beviljat", *(pattern.format(n=n, what=NAMED[each]) for n in numbers for each in order), "Återstår"]]
    rows: list[list[Any]] = []
    for name, kr in GRANTED.items():
        row: list[Any] = [name, kr]
        for n in range(3):
            day, kronor, status = CALLED[name][n] if n < len(CALLED[name]) else (None, 0, None)
            amount = Amount(kronor, name, day if "d" in order else None, status if "s" in order else "godkänt") if kronor else None
            row += [{"d": day, "a": amount, "s": status}[each] for each in order]
        counted = sum(each[1] for each in CALLED[name] if "s" not in order or each[2] in ("godkänt", "utbetalt"))
        rows.append([*row, kr - counted])
    return {"Blad1": [("Uppföljning avrop",), (), *heads, *rows]}


@pytest.mark.parametrize("order", ["das", "da", "ad", "as", "a"])
@pytest.mark.parametrize("how", ["two rows", "number last", "in one", "over again"])
def test_groups_of_columns_give_a_call_off_each(how: str, order: str, tmp_path: Path) -> None:
    if order == "a" and how in ("over again", "two rows"):
        return  # nothing is repeated there but “Belopp”, which says nothing of call-offs
    check(tmp_path / "bok.xlsx", numbered(how, order))


def test_groups_below_the_names_of_recipients_are_theirs(tmp_path: Path) -> None:
    names = (FRN, KN, MKB)
    rows: list[list[Any]] = [[x for name in names for x in (name, None, None)], ["Datum", "Belopp", "Status"] * 3]
    for n in range(3):
        each = [(name, CALLED[name][n]) if n < len(CALLED[name]) else None for name in names]
        rows.append([x for one in each for x in ((one[1][0], Amount(one[1][1], one[0], one[1][0], one[1][2]), one[1][2]) if one else (None,) * 3)])
    check(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "Avrop": rows}, {"Avrop": ["A1:C1", "D1:F1", "G1:I1"]})


def test_two_amounts_in_each_group_are_asked_about(tmp_path: Path) -> None:
    heads = ("Nämnd", *(f"Avrop {n} {what}" for n in (1, 2) for what in ("belopp exkl moms", "belopp inkl moms")))
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "Avrop": [heads, *((name, 8_000, 10_000, None, None) for name in NAMES)]}))
    assert "ST12" in {code for code, _ in find_loud(verdict)}
    assert not [*verdict.ledger.known_balances()]


# ---- recipients beside each other


def across(labels: Mapping[int, Any] | None = None, *, names: Sequence[str] = SHORT, section: str | None = "Avrop:", unit: int = 1) -> dict[str, Rows]:
    """A column for each recipient: dated call-offs below each other, or a row for each month by its label."""
    rows: list[list[Any]] = [["Kraftsamlande insatser 2026" + (", tkr" if unit > 1 else "")], [], [None, *names, "Summa"]]
    rows.append(["Beviljat", *(kr // unit for kr in GRANTED.values()), 10_000_000 // unit])
    rows += [[section]] if section else []
    for month in MONTHS if labels else ():
        cells = [Amount(BY_MONTH[n][month], n, last_day(month), "godkänt", shown=BY_MONTH[n][month] // unit) if month in BY_MONTH[n] else None for n in NAMES]
        rows.append([(labels or {})[month], *cells])
    dated = sorted((day, name, kronor) for name, each in CALLED.items() for day, kronor, _ in each)
    for day, name, kronor in () if labels else dated:
        rows.append([day, *(Amount(kronor, name, day, "godkänt", shown=kronor // unit) if each == name else None for each in NAMES), kronor // unit])
    sums = [sum(BY_MONTH[n].values()) if labels else sum(each[1] for each in CALLED[n]) for n in NAMES]
    rows.append(["Summa avropat", *(each // unit for each in sums), sum(sums) // unit])
    rows.append(["Kvar att avropa", *((kr - each) // unit for kr, each in zip(GRANTED.values(), sums, strict=True))])
    return {"Kraftsamling": rows}


LABELS: Mapping[str, Mapping[int, Any] | None] = {
    "days": None, "months": dict(zip(MONTHS, ("Maj", "Juni", "Juli", "Augusti", "September"), strict=True)),
    "iso": {m: f"2026-{m:02}" for m in MONTHS}, "firsts": {m: date(2026, m, 1) for m in MONTHS},
}  # fmt: skip


@pytest.mark.parametrize("unit", [1, 1_000])
@pytest.mark.parametrize("how", LABELS)
def test_recipients_beside_each_other_have_a_call_off_in_each_filled_cell(how: str, unit: int, tmp_path: Path) -> None:
    check(tmp_path / "bok.xlsx", across(LABELS[how], unit=unit))
    check(tmp_path / "hela.xlsx", across(LABELS[how], unit=unit, names=NAMES))


def test_outcomes_below_call_offs_are_outcomes_by_the_label_above_them(tmp_path: Path) -> None:
    spent = [["Utfall:"], ["Maj", None, Amount(40_000, FRN, last_day(5), None, "outcomes")], ["Juni", Amount(50_000, ASN, last_day(6), None, "outcomes")]]
    check(tmp_path / "bok.xlsx", {"Kraftsamling": [*across()["Kraftsamling"], *spent, ["Summa utfall", 50_000, 40_000]]})


def test_the_row_of_a_quarter_is_the_sum_of_its_months(tmp_path: Path) -> None:
    rows = [*across(LABELS["months"])["Kraftsamling"]]
    rows.insert(10, ["Kv 3", *(sum(BY_MONTH[name].get(m, 0) for m in (7, 8, 9)) for name in NAMES)])
    check(tmp_path / "bok.xlsx", {"Kraftsamling": rows})


def test_a_wrong_sum_below_a_recipient_is_found_in_its_cell(tmp_path: Path) -> None:
    rows = [[*row] for row in across()["Kraftsamling"]]
    rows[-2][2] += 1_000
    assert ("ST08", "Kraftsamling!C14") in find_loud(validate(write_workbook(tmp_path / "bok.xlsx", {"Kraftsamling": rows})))


# ---- any matrix

LEDGERS = st.fixed_dictionaries({name: st.dictionaries(st.sampled_from(MONTHS), st.integers(1, 400).map(lambda n: n * 1_000), max_size=5) for name in NAMES})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledger=LEDGERS, how=st.sampled_from(sorted(HEADINGS)), is_across=st.booleans(), unit=st.sampled_from([1, 1_000]))
def test_any_ledger_by_month_is_read_back_at_its_cells(
    ledger: Mapping[str, Mapping[int, int]], how: str, is_across: bool, unit: int, tmp_path: Path
) -> None:
    def amount(name: str, month: int) -> Amount | None:
        kronor = ledger[name].get(month, 0)
        return Amount(kronor, name, last_day(month), None, shown=kronor // unit) if kronor else None

    title = "Avropat per månad 2026" + (" (tkr)" if unit > 1 else " (kr)")
    labels = HEADINGS[how] if how != "last days" or not is_across else HEADINGS["short"]
    if is_across:
        rows = [(title,), (None, *SHORT), *((str(labels[m - 5]) if how == "numbers" else labels[m - 5], *(amount(n, m) for n in NAMES)) for m in MONTHS)]
    else:
        rows = [(title,), ("Nämnd", *labels), *((n, *(amount(n, m) for m in MONTHS)) for n in NAMES)]
    if not any(ledger.values()):
        rows[-1] = (*rows[-1][:-1], Amount(1_000, NAMES[-1], last_day(9), None, shown=1_000 // unit))
    written = write_workbook(tmp_path / "bok.xlsx", {"Ramar": GRANTS, "Avrop": rows})
    records = {(*each[:3], each[4]) for each in read_records(validate(written), "call_offs")}
    assert records == {(*each[:3], each[4]) for each in written.records["call_offs"]}
