"""A column for each step, with ticks or days: the status of a row is the last step that it has reached, and its day is that step's."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.build_other_layouts import FRN, GRANTS, KN, Rows, Sheet, plain_sheets, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.place import column_letters

SEPTEMBER = date(2026, 9, 30)
HEADINGS = ("Löpnr", "Inkom", "Nämnd", "Belopp", "Begärt", "Godkänt", "Utbetalt", "Avslag")
MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 8), date(2026, 7, 6)


def write(folder: Path, called: Rows) -> Path:
    return write_sheets(folder / "bok.xlsx", plain_sheets(Ramar=GRANTS, Avrop=called))


def read(path: Path) -> list[tuple[Any, ...]]:
    """Of each call-off its amount in kronor, its day and its status, with the cell of the status."""
    rows = read_ledger(path, as_of=SEPTEMBER).book.call_offs
    return [((row.amount or 0) // 100, row.date, row.status, cell_of(row, "status").cell) for row in rows]


def found(path: Path, *codes: str) -> set[tuple[str, str | None]]:
    findings = app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings
    return {(each.rule.code, each.hit.place.cell) for each in findings if each.rule.code in codes}


@pytest.mark.parametrize("mark", ["x", "X", "✓", "ja", 1, True, "1"], ids=repr)
def test_the_status_is_the_last_step_that_is_ticked(mark: Any, tmp_path: Path) -> None:
    path = write(tmp_path, [
        HEADINGS,
        (1, MAY, KN, 75_000, mark, mark, mark, None),
        (2, MAY, FRN, 60_000, mark, None, None, None),
        (3, JUNE, FRN, 50_000, mark, mark, None, None),
        (4, JULY, KN, 40_000, mark, None, None, mark),
    ])  # fmt: skip
    assert read(path) == [
        (75_000, MAY, "utbetalt", "G2"), (60_000, MAY, "begärt", "E3"), (50_000, JUNE, "godkänt", "F4"), (40_000, JULY, "avslaget", "H5"),
    ]  # fmt: skip
    assert not found(path, "ST02", "ST12", "VD06", "VD13", "AV09")


@pytest.mark.parametrize("blank", [None, "-", 0, False, "nej", "☐"], ids=repr)
def test_a_step_that_is_crossed_out_is_not_reached(blank: Any, tmp_path: Path) -> None:
    path = write(tmp_path, [
        ("Nr", "Nämnd", "Belopp", "Godkänt", "Utbetalt"),
        (1, KN, 75_000, "ja", "ja"), (2, KN, 25_000, "ja", blank), (3, FRN, 60_000, blank, blank),
    ])  # fmt: skip
    assert [row[2] for row in read(path)] == ["utbetalt", "godkänt", "begärt"]


def test_a_mark_that_is_none_is_reported_at_its_cell_and_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, [
        HEADINGS,
        (1, MAY, KN, 75_000, "x", "x", "?", None), (2, MAY, FRN, 60_000, "x", "delvis", None, None), (3, JUNE, MKB, 50_000, "x", "?", "x", None),
    ])  # fmt: skip
    assert [row[2] for row in read(path)] == [None, None, "utbetalt"]
    assert found(path, "VD13") == {("VD13", "G2"), ("VD13", "F3")}


def test_a_no_beside_blank_cells_may_be_a_refusal(tmp_path: Path) -> None:
    rows = [
        ("Nr", "Nämnd", "Belopp", "Begärt", "Godkänt"),
        (1, KN, 75_000, "ja", "ja"),
        (2, KN, 9_000, "ja", "nej"),
        (3, FRN, 5_000, "ja", None),
    ]
    assert found(write(tmp_path, rows), "VD13") == {("VD13", "E3")}


def test_a_row_without_any_tick_lacks_its_status(tmp_path: Path) -> None:
    path = write(
        tmp_path, [HEADINGS, (1, MAY, KN, 75_000, "x", "x", None, None), (2, MAY, FRN, 60_000, None, None, None, None)]
    )
    assert found(path, "VD06") == {("VD06", "E3")}


def test_a_row_that_is_approved_and_refused_is_neither(tmp_path: Path) -> None:
    path = write(
        tmp_path, [HEADINGS, (1, MAY, KN, 75_000, "x", "x", None, "x"), (2, MAY, FRN, 60_000, "x", "x", None, None)]
    )
    assert [row[2] for row in read(path)] == [None, "godkänt"]
    assert found(path, "VD13") == {("VD13", "H2")}


def test_a_paid_row_that_nobody_approved_is_reported_where_the_others_are_both(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        *((n, MAY, KN, 10_000 * n, "x", "x", "x", None) for n in range(1, 4)),
        (4, MAY, FRN, 60_000, "x", None, "x", None),
    ]
    path = write(tmp_path, rows)
    assert found(path, "AV09") == {("AV09", "F5")}
    assert read(path)[3][2] == "utbetalt"


def test_one_tick_for_each_row_is_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path, [
        HEADINGS,
        (1, MAY, KN, 75_000, None, None, "x", None), (2, MAY, FRN, 60_000, "x", None, None, None), (3, MAY, KN, 50_000, None, "x", None, None),
    ])  # fmt: skip
    assert [row[2] for row in read(path)] == ["utbetalt", "begärt", "godkänt"]
    assert not found(path, "AV09", "VD06")


def test_a_step_dated_before_the_one_that_it_follows_on_is_reported(tmp_path: Path) -> None:
    rows = [
        ("Nr", "Nämnd", "Belopp", "Sökt", "Beviljat", "Utbetalt"),
        (1, KN, 75_000, JUNE, MAY, JULY),
        (2, FRN, 60_000, MAY, JUNE, None),
    ]
    assert found(write(tmp_path, rows), "AV09") == {("AV09", "E2")}


@pytest.mark.parametrize("headings", [
    ("Sökt datum", "Beviljat datum", "Utbetalt datum", "Avslag datum"), ("Begärt", "Beviljat", "Utbetalt", "Avslaget"),
    ("Ansökningsdatum", "Beviljandedatum", "Utbetalningsdatum", "Avslagsdatum"), ("Ansökt den", "Godkänt den", "Utbetalt den", "Avslag den"),
])  # fmt: skip
def test_the_day_of_a_row_is_that_of_the_step_that_it_has_reached(headings: Sequence[str], tmp_path: Path) -> None:
    path = write(tmp_path, [
        ("Nr", "Nämnd", "Belopp", *headings),
        (1, KN, 75_000, MAY, JUNE, JULY, None), (2, KN, 50_000, MAY, JUNE, None, None), (3, FRN, 60_000, MAY, None, None, None),
        (4, FRN, 20_000, MAY, None, None, JUNE),
    ])  # fmt: skip
    assert read(path) == [
        (75_000, JUNE, "utbetalt", "F2"), (50_000, JUNE, "godkänt", "E3"), (60_000, MAY, "begärt", "D4"), (20_000, MAY, "avslaget", "G5"),
    ]  # fmt: skip
    assert [cell_of(row, "date").cell for row in read_ledger(path, as_of=SEPTEMBER).book.call_offs] == [
        "E2",
        "E3",
        "D4",
        "D5",
    ]
    assert not found(path, "ST02", "ST12", "VD06", "VD13", "AV09")


def test_a_status_of_its_own_decides_and_the_days_are_those_of_the_steps(tmp_path: Path) -> None:
    path = write(tmp_path, [
        ("Nr", "Nämnd", "Belopp", "Begärt datum", "Godkänt datum", "Utbetalt datum", "Status"),
        (1, KN, 75_000, MAY, JUNE, JULY, "utbetalt"), (2, FRN, 60_000, MAY, None, None, "begärt"), (3, FRN, 6_000, MAY, JUNE, None, "godkänt"),
    ])  # fmt: skip
    assert [row[1:] for row in read(path)] == [(JUNE, "utbetalt", "G2"), (MAY, "begärt", "G3"), (JUNE, "godkänt", "G4")]
    assert not found(path, "VD06")


def test_ticks_say_whose_amount_counts_where_each_step_has_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, [
        ("Nr", "Datum", "Nämnd", "Begärt belopp", "Beviljat belopp", "Begärt", "Beviljat", "Utbetalt"),
        (1, MAY, KN, 80_000, 75_000, 1, 1, 1), (2, JUNE, FRN, 60_000, None, 1, 0, 0), (3, JUNE, KN, 50_000, 40_000, 1, 1, 0),
    ])  # fmt: skip
    assert [(row[0], row[2]) for row in read(path)] == [(75_000, "utbetalt"), (60_000, "begärt"), (40_000, "godkänt")]


def test_the_steps_may_stand_below_a_merged_heading(tmp_path: Path) -> None:
    rows = [
        ("Nr", "Datum", "Nämnd", "Belopp", "Status", None, None),
        (None, None, None, None, "Begärt", "Godkänt", "Utbetalt"),
        (1, MAY, KN, 75_000, "x", "x", "x"), (2, JUNE, FRN, 60_000, "x", None, None), (3, JULY, FRN, 6_000, "x", "x", None),
    ]  # fmt: skip
    path = write_sheets(tmp_path / "bok.xlsx", {"Ramar": Sheet(GRANTS), "Avrop": Sheet(rows, merged=["E1:G1"])})
    assert [row[2:] for row in read(path)] == [("utbetalt", "G3"), ("begärt", "E4"), ("godkänt", "F5")]


def test_amounts_below_the_name_of_a_step_are_amounts(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [
            ("Nr", "Datum", "Nämnd", "Utbetalt", "Status"),
            (1, MAY, KN, 75_000, "utbetalt"),
            (2, JUNE, FRN, 60_000, "godkänt"),
        ],
    )
    assert [(row[0], row[2]) for row in read(path)] == [(75_000, "utbetalt"), (60_000, "godkänt")]


def test_where_only_payment_is_ticked_the_rest_is_asked_about(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [("Nr", "Datum", "Nämnd", "Belopp", "Utbetalt"), (1, MAY, KN, 75_000, "x"), (2, JUNE, FRN, 60_000, None)],
    )
    assert found(path, "ST12", "VD06", "VD13") == {("ST12", "E1")}
    balances = app.validate_workbook(path, as_of=SEPTEMBER).verdict.balances
    assert not any(is_known for balance, is_known in balances if balance.recipient in (KN, FRN))


@pytest.mark.parametrize(("heading", "cells"), [("Beslutsdatum", (JUNE, JUNE)), ("Godkänt av", ("AK", "MN"))])
def test_a_decision_that_may_be_either_makes_the_status_a_question(
    heading: str, cells: Sequence[Any], tmp_path: Path
) -> None:
    path = write(tmp_path, [
        ("Nr", "Inkom", "Nämnd", "Belopp", "Begärt", heading, "Utbetalt"),
        (1, MAY, KN, 75_000, "x", cells[0], "x"), (2, MAY, FRN, 60_000, "x", cells[1], None), (3, MAY, FRN, 6_000, "x", None, None),
    ])  # fmt: skip
    assert {code for code, _ in found(path, "ST12")} == {"ST12"}
    assert not any(
        is_known
        for balance, is_known in app.validate_workbook(path, as_of=SEPTEMBER).verdict.balances
        if balance.recipient in (KN, FRN)
    )


@pytest.mark.parametrize("approved", ["Godkänd av SK", "Godkänt av stadskontoret", "Beviljat av KS"])
def test_a_heading_may_say_which_office_takes_the_step(approved: str, tmp_path: Path) -> None:
    path = write(tmp_path, [
        ("Nr", "Nämnd", "Belopp", "Inkom", approved, "Utbetald"),
        (1, KN, 75_000, MAY, JUNE, JULY), (2, KN, 25_000, MAY, JUNE, None), (3, FRN, 60_000, MAY, None, None),
    ])  # fmt: skip
    assert [row[1:3] for row in read(path)] == [(JUNE, "utbetalt"), (JUNE, "godkänt"), (MAY, "begärt")]
    assert not found(path, "ST02", "ST12", "VD06", "VD13", "AV09")


def test_a_list_of_names_amounts_and_ticks_is_one_of_call_offs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [
            ("Nämnd", "Belopp", "Godkänt", "Utbetalt"),
            (KN, 75_000, "x", "x"),
            (FRN, 60_000, "x", None),
            (KN, 5_000, None, None),
        ],
    )
    assert [(row[0], row[2]) for row in read(path)] == [(75_000, "utbetalt"), (60_000, "godkänt"), (5_000, "begärt")]


# ---- any list


MKB = "MKB"
STATES = ("begärt", "godkänt", "utbetalt", "avslaget")
REACHED = {"begärt": [0], "godkänt": [0, 1], "utbetalt": [0, 1, 2], "avslaget": [0, 3]}


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[Sequence[Any]], list[tuple[Any, ...]]]:
    """A list with ticks or days by step, in any order of its columns, and what it says of each row."""
    is_dated = draw(st.booleans())
    mark = draw(st.sampled_from(["x", "X", 1, True, "ja", "✓"]))
    words = draw(
        st.sampled_from(
            [
                ("Begärt", "Godkänt", "Utbetalt", "Avslag"),
                ("Sökt", "Beviljat", "Utbet.", "Nekat"),
                ("Ansökt", "Bifall", "Betald", "Avslagen"),
            ]
        )
    )
    order = draw(st.permutations(["Nr", *([] if is_dated else ["Datum"]), "Nämnd", "Belopp", *words]))
    rows: list[Sequence[Any]] = [order]
    said: list[tuple[Any, ...]] = []
    for number in range(1, draw(st.integers(4, 12)) + 1):
        state = STATES[number - 1] if number <= len(STATES) else draw(st.sampled_from(STATES))
        first = date(2026, 1, 5) + timedelta(draw(st.integers(0, 200)))
        days = {word: first + timedelta(7 * n) for n, word in enumerate(words)}
        amount = draw(st.integers(1_000, 90_000)) * 5
        reached = {words[n] for n in REACHED[state]}
        last = words[REACHED[state][-1]]
        marks = {word: (days[word] if is_dated else mark) if word in reached else None for word in words}
        cells = {
            "Nr": number,
            "Datum": first,
            "Nämnd": draw(st.sampled_from([KN, FRN, MKB])),
            "Belopp": amount,
            **marks,
        }
        rows.append([cells[heading] for heading in order])
        day = days[words[1]] if is_dated and state in ("godkänt", "utbetalt") else first
        said.append((amount, day, state, f"{column_letters(order.index(last) + 1)}{number + 1}"))
    return rows, said


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=lists())
def test_any_list_is_read_back(content: tuple[list[Sequence[Any]], list[tuple[Any, ...]]], tmp_path: Path) -> None:
    rows, said = content
    assert read(write(tmp_path, rows)) == said
