"""Headings of one to four rows: whatever stands in which of them, the same columns are read, with their units and years."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.build_other_layouts import GRANTED, KN
from xl_kraftsamling.domain.own_words import NO_WORDS
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.reading.recognition.headings import heading_rows
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow, find_heading_rows
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader, load_vocabulary
from xl_kraftsamling.xlsx.grid import Area

READER = HeadingReader(load_vocabulary(), load_register(), NO_WORDS)
UNITS = {None: None, "kr": 1, "tkr": 1_000, "mnkr": 1_000_000}
NAMES = [name for name, _ in GRANTED]


def find(rows: Sequence[Sequence[Any]], *merged: str) -> list[HeadingRow]:
    """The headings on a sheet of these rows, of which the shorter ones end in empty cells."""
    width = max(map(len, rows))
    grid = [["" if cell is None else cell for cell in (*row, *[None] * (width - len(row)))] for row in rows]
    return find_heading_rows(grid, [Area.parse(ref) for ref in merged], READER)


def texts_of(head: HeadingRow) -> list[str]:
    return [heading.text for heading in head.headings.values()]


def below(*cells: Any) -> list[tuple[Any, ...]]:
    """Rows of data that begin with a name."""
    return [(name, *cells) for name in NAMES]


# ---- any table of two years, in any number of rows


class Layout(NamedTuple):
    """A follow-up of some years, and where each part of its headings stands."""

    years: Sequence[int]
    measures: Sequence[str]
    unit: str | None
    year_in: str
    unit_in: str
    is_merged: bool
    has_group: bool
    name_in: str
    title: str
    blanks: int


LAYOUTS = st.builds(
    Layout,
    years=st.permutations([2025, 2026]) | st.permutations([2024, 2025, 2026]),
    measures=st.permutations(["Beviljat", "Avropat", "Kvar att avropa", "Utfall"]).flatmap(
        lambda all_: st.integers(2, 4).map(lambda n: all_[:n])
    ),
    unit=st.sampled_from([*UNITS]),
    year_in=st.sampled_from(["a row above", "the heading"]),
    unit_in=st.sampled_from(["a row below", "the heading", "the year"]),
    is_merged=st.booleans(),
    has_group=st.booleans(),
    name_in=st.sampled_from(["the upper row", "the lower row", "all rows"]),
    title=st.sampled_from(["", "directly above", "with a blank row", "merged over all", "with a text at its other end"]),
    blanks=st.integers(0, 1),
)


def lay_out(layout: Layout) -> tuple[list[list[Any]], list[str], Mapping[int, tuple[int, int | None]], int]:
    """The rows of a layout, its merged ranges, the year and unit of each column, and how many rows its headings take."""
    columns = [(year, measure) for year in layout.years for measure in layout.measures]
    width, each = len(columns) + 1, len(layout.measures)
    unit = f" ({layout.unit})" if layout.unit else ""
    above, beside = layout.year_in == "a row above", layout.unit_in == "the year"
    heads: list[list[Any]] = []
    merged: list[Area] = []
    if layout.has_group:
        heads.append([None, "Kraftsamlande insatser", *[None] * (width - 2)])
        merged.append(Area(1, 2, 1, width))
    if above:
        heads.append([None, *(cell for year in layout.years for cell in [f"{year}{unit}" if beside else year, *[None] * (each - 1)])])
        merged += [Area(len(heads), n, len(heads), n + each - 1) for n in range(2, width, each) if layout.is_merged]
    inside = unit if layout.unit_in == "the heading" or (beside and not above) else ""
    heads.append([None, *(f"{measure}{inside}" if above else f"{measure} {year}{inside}" for year, measure in columns)])
    if layout.unit and layout.unit_in == "a row below":
        heads.append([None, *[layout.unit] * len(columns)])
    heads[0 if layout.name_in != "the lower row" else -1][0] = "Nämnd/bolag"
    merged += [Area(1, 1, len(heads), 1)] if layout.name_in == "all rows" else []
    rows = title_rows(layout.title, width)
    down = len(rows)
    ranges = [Area(top + down, left, bottom + down, right).ref for top, left, bottom, right in merged]
    ranges += [Area(1, 1, 1, width).ref] if layout.title == "merged over all" else []
    rows += heads + [[]] * layout.blanks + [[name, *range(1000, 1000 + len(columns))] for name in NAMES]
    return rows, [ref for ref in ranges if ":" in ref], {n: (year, UNITS[layout.unit]) for n, (year, _) in enumerate(columns, 2)}, len(heads)


def title_rows(title: str, width: int) -> list[list[Any]]:
    """The rows of a title above the headings."""
    if not title:
        return []
    first = ["Uppföljning av avrop", *[None] * (width - 2), "Ekonomi" if title == "with a text at its other end" else None]
    return [first, []] if title == "with a blank row" else [first]


@given(LAYOUTS)
def test_the_same_is_read_in_however_many_rows_it_stands(layout: Layout) -> None:
    rows, merged, stated, height = lay_out(layout)
    (head,) = find(rows, *merged)
    assert head.row - head.top < height <= 4  # a row that says nothing may be left out
    assert head.headings[1].ideas == {"recipient"}
    assert {n: (heading.year, heading.unit) for n, heading in head.headings.items() if n > 1} == stated
    for n, measure in enumerate([*layout.measures] * len(layout.years), 2):
        assert head.headings[n].ideas - {"amount"} == READER.read_heading(measure).ideas


# ---- how far a text reaches


@pytest.mark.parametrize("merged", [(), ("C1:D1", "E1:F1")])
def test_a_text_above_the_same_headings_as_another_stands_over_each_of_them(merged: Sequence[str]) -> None:
    heads = (None, None, "Avrop 1", None, "Avrop 2"), ("Nämnd", "Beviljat", "Datum", "Belopp", "Datum", "Belopp", "Kvar")
    (head,) = find([*heads, *below(100, date(2026, 5, 1), 10, date(2026, 6, 1), 20, 70)], *merged)
    assert texts_of(head) == ["Nämnd", "Beviljat", "Avrop 1 Datum", "Avrop 1 Belopp", "Avrop 2 Datum", "Avrop 2 Belopp", "Kvar"]
    # where each text stands, for who takes a value from it
    assert [cell[:3] for cell in head.headings[6].cells] == [("Avrop 2", 1, 5), ("Belopp", 2, 6)]


def test_a_text_above_months_or_years_stands_over_all_of_them_and_no_further() -> None:
    (head,) = find([(None, None, "Avropat"), ("Nämnd", "Ram", "jan", "feb", "mar", "Summa"), *below(100, 1, 2, 3, 6)])
    assert texts_of(head)[2:] == ["Avropat jan", "Avropat feb", "Avropat mar", "Summa"]
    (head,) = find([(None, "Avropat"), ("Nämnd", 2025, 2026, "Kvar"), *below(1, 2, 3)])
    assert texts_of(head)[1:] == ["Avropat 2025", "Avropat 2026", "Kvar"]


def test_a_text_above_headings_that_say_enough_is_not_spread_unless_it_is_merged() -> None:
    rows = [(None, "Läget 2026"), ("Nämnd", "Beviljat", "Avropat", "Kvar"), *below(3, 2, 1)]
    assert texts_of(find(rows)[0]) == ["Nämnd", "Beviljat", "Avropat", "Kvar"]
    (head,) = find(rows, "B1:D1")
    assert [heading.year for heading in head.headings.values()] == [None, 2026, 2026, 2026]
    assert [head.headings[n].ideas for n in (2, 3, 4)] == [{"granted"}, {"call_off"}, {"remaining"}]


def test_a_number_of_a_call_off_is_no_amount_in_the_unit_below_it() -> None:
    (head,) = find([("Nämnd", "Avrop 1", "Avrop 2"), (None, "tkr", "tkr"), *below(1, 2)])
    assert [heading.unit for heading in head.headings.values()] == [None, 1_000, 1_000]


def test_the_lower_of_two_units_or_years_is_the_columns() -> None:
    (head,) = find([(None, "Belopp 2025 (tkr)", None), ("Nämnd", "Beviljat kr", "Avropat 2026"), *below(1, 2)], "B1:C1")
    assert [(heading.unit, heading.year) for heading in head.headings.values()][1:] == [(1, 2025), (1_000, 2026)]


def test_a_word_that_goes_on_in_the_next_row_is_one_word() -> None:
    (head,) = find([("Löp-", "Avrops-", "", "Be-"), ("nummer", "datum", "Nämnd", "lopp"), (1, date(2026, 5, 1), KN, 100)])
    assert [heading.ideas for heading in head.headings.values()] == [{"id"}, {"call_off", "date"}, {"recipient"}, {"amount"}]


# ---- values as headings


@pytest.mark.parametrize("step", [[(2026, n, 1) for n in (5, 6, 7)], [(2026, 5, 4), (2026, 5, 11), (2026, 5, 18)]], ids=["months", "weeks"])
def test_dates_head_columns_where_each_is_as_long_after_the_one_before(step: Sequence[tuple[int, int, int]]) -> None:
    (head,) = find([("Avrop",), ("Nämnd", *(date(*day) for day in step)), *below(1, 2, 3)])
    assert [(heading.cells[-1].value, heading.year) for heading in [*head.headings.values()][1:]] == [(date(*day), 2026) for day in step]


@pytest.mark.parametrize("dates", [[date(2026, 5, 1), date(2026, 6, 3), date(2026, 6, 9)], [date(2026, 5, 1), date(2026, 6, 1)]])
def test_the_dates_of_a_row_of_data_head_nothing(dates: Sequence[date]) -> None:
    heads = find([("Insats", "Sökt", "Beviljat", "Utbetalt", "Belopp"), ("Lovskola", *dates), ("Läxhjälp", *dates, *[""] * (3 - len(dates)), 500)])
    assert [head.row for head in heads] == [1]


def test_recipients_head_columns_of_numbers() -> None:
    (head,) = find([("Avrop 2026",), ("Datum", "ASN", "FRN", "KN"), (date(2026, 5, 1), 100, None, 50), (date(2026, 6, 1), None, 70, None)])
    assert (head.top, head.row, texts_of(head)) == (2, 2, ["Datum", "ASN", "FRN", "KN"])


def test_the_recipients_of_a_row_of_data_head_nothing() -> None:
    rows = [("Givare", "Mottagare", "Part", "Belopp"), ("FRN", "KN", "ASN"), ("FRN", "MKB", "KN", 5_000), ("KN", "FRN", "MKB", 7_000)]
    assert [head.row for head in find(rows)] == [1]


# ---- what is no heading


@pytest.mark.parametrize(
    "title", [("Avrop 2025",), ("Avrop 2025", None, None, "tkr"), (None, None, "Avrop 2025"), ("Avrop", None, None, None, "2025")]
)
def test_a_title_directly_above_is_no_part_of_the_headings(title: Sequence[str | None]) -> None:
    rows = [title, ("Nr", "Datum", "Nämnd", "Belopp", "Status"), (1, date(2026, 5, 1), KN, 100, "godkänt")]
    assert [(head.top, head.row) for head in find(rows)] == [(2, 2)]


def test_the_first_row_of_data_is_no_part_of_the_headings_though_it_holds_texts_alone() -> None:
    rows = [("Insats", "Ansvarig", "Kommentar", "Planerat"), ("Läxhjälp", "Bo", "Klart 2026"), ("Lovskola", "Bo", "", 500), ("Gård", "Bo", "", 500)]
    assert [(head.top, head.row) for head in find(rows)] == [(1, 1)]


# ---- very many rows of labels


def test_of_very_many_rows_of_headings_the_first_are_found_and_no_more_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"Datum {n}", "Belopp", f"Insats {n}", "7 dagar") for n in range(60)]
    assert len(find(rows)) > 50
    monkeypatch.setattr(heading_rows, "_MOST_TRIED", 20)
    assert [head.row for head in find(rows)] == [*range(1, 21)]


def test_rows_of_data_are_not_counted_among_the_headings_that_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heading_rows, "_MOST_TRIED", 2)
    rows = [("Nämnd", "Belopp", "Kommentar"), *(row for _ in range(30) for row in below(1_000, "enligt avtal")), (), ("Nämnd", "Utfall"), *below(5)]
    assert [texts_of(head)[:2] for head in find(rows)] == [["Nämnd", "Belopp"], ["Nämnd", "Utfall"]]
