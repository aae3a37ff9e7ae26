"""Cards: a recipient's name, what it was granted, and its call-offs, below each other, beside each other or one to a sheet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.build_other_layouts import CALLED, GRANTED, GRANTS, KN, Rows, plain_sheets, write_map, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.place import column_letters

SEPTEMBER = date(2026, 9, 30)
HEADINGS = ("Datum", "Insats", "Avrop", "Status")
Lines = list[list[Any]]


def call_offs(name: str) -> Lines:
    return [[day, "Bokbussen", amount, status] for _, day, recipient, amount, status in CALLED if recipient == name]


def card(name: str, granted: int, *, label: str = "Beviljat:", with_list: bool = True) -> Lines:
    """A card with its labels, its list, and what is left."""
    rows = call_offs(name) if with_list else []
    total = sum(row[2] for row in rows)
    listed = [[*HEADINGS], *rows, ["Summa avrop", None, total], ["Kvar", None, granted - total]] if with_list else []
    return [["Nämnd/bolag:", name], [label, None, granted], *listed]


def stack(cards: Sequence[Lines], gap: int = 1) -> Lines:
    return [row for each in cards for row in (*each, *([[]] * gap))]


def beside(*stacks: Lines, width: int = 5) -> Lines:
    height = max(map(len, stacks))
    padded = [[*each, *([[]] * (height - len(each)))] for each in stacks]
    return [
        [cell for row in rows for cell in (*row, *([None] * (width - len(row))))] for rows in zip(*padded, strict=True)
    ]


def cards_of(granted: Sequence[tuple[str, int]] = GRANTED, **options: Any) -> list[Lines]:
    return [card(name, amount, **options) for name, amount in granted]


def write(folder: Path, sheets: Mapping[str, Rows]) -> Path:
    return write_sheets(folder / "bok.xlsx", plain_sheets(**sheets))


def granted_in(path: Path) -> dict[str | None, int]:
    return {row.recipient: (row.amount or 0) // 100 for row in read_ledger(path, as_of=SEPTEMBER).book.allocations}


def called_in(path: Path) -> list[tuple[Any, ...]]:
    rows = read_ledger(path, as_of=SEPTEMBER).book.call_offs
    return sorted((row.recipient or "", row.date, (row.amount or 0) // 100, row.status) for row in rows)


def found(path: Path, *codes: str) -> set[tuple[str, str]]:
    findings = app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings
    return {(each.rule.code, each.hit.place.address) for each in findings if each.rule.code in codes}


def is_whole(path: Path) -> bool:
    """Whether all is read, and nothing cried."""
    called = sorted((name, day, amount, status) for _, day, name, amount, status in CALLED)
    silent = not found(
        path, "ST01", "ST02", "ST06", "ST08", "ST12", "TD01", "TD02", "TD03", "VD06", "VD08", "FO05", "FO11"
    )
    return granted_in(path) == dict(GRANTED) and called_in(path) == called and silent


ARRANGEMENTS: Mapping[str, Mapping[str, Rows]] = {
    "below each other": {"Kort": stack(cards_of())},
    "without a gap": {"Kort": stack(cards_of(), gap=0)},
    "in two columns": {"Kort": [["Kort per nämnd (kronor)"], [], *beside(stack(cards_of()[::2]), stack(cards_of()[1::2], gap=2))]},
    "all beside each other": {"Kort": beside(*cards_of())},
    "right beside each other": {"Kort": beside(*cards_of(), width=4)},
    "figures below their labels": {
        "Kort": stack([[[name], ["Beviljat", "Avropat", "Kvar"], [amount, 1, 2], [], *card(name, amount)[2:]] for name, amount in GRANTED]),
    },
    "one to a sheet": {f"Kort {n}": each for n, each in enumerate(cards_of(), 1)},
    "the label before the name": {"Kort": stack([[each[1], each[0], *each[2:]] for each in cards_of()])},
    "with other labels": {"Kort": stack([[each[0], ["Kontakt:", "Anna"], each[1], ["Kvar:", None, 1], *each[2:]] for each in cards_of()])},
    "the name alone": {"Kort": stack([[[each[0][1]], *each[1:]] for each in cards_of()])},
    "the name with its label in one cell": {"Kort": stack([[[f"Nämnd: {each[0][1]}"], *each[1:]] for each in cards_of()])},
    "no lists": {"Kort": stack(cards_of(with_list=False)), "Avrop": [("Datum", "Nämnd", "Belopp", "Status"), *(row[1:] for row in CALLED)]},
    "named by their sheets": {name.capitalize()[:31]: [*card("", amount)[1:2], [], *card(name, amount)[2:]] for name, amount in GRANTED},
    "the amount below its label": {
        "Kort": stack([[["Nämnd", name], ["Beviljat"], [amount], [], *card(name, amount)[2:]] for name, amount in GRANTED]),
    },
    "another list that agrees": {"Översikt": GRANTS, "Kort": stack(cards_of())},
}  # fmt: skip


@pytest.mark.parametrize("sheets", ARRANGEMENTS.values(), ids=ARRANGEMENTS)
def test_cards_are_read_however_they_lie(sheets: Mapping[str, Rows], tmp_path: Path) -> None:
    path = write(tmp_path, sheets)
    assert granted_in(path) == dict(GRANTED)
    assert is_whole(path)


@pytest.mark.parametrize("label", [
    "Beviljat av KS 2026", "Beviljat belopp", "Tilldelat", "Tilldelning 2026:", "Ram:", "Anslag", "Budget 2026", "Godkänt belopp:",
])  # fmt: skip
def test_a_label_may_be_any_word_for_what_was_granted(label: str, tmp_path: Path) -> None:
    assert is_whole(write(tmp_path, {"Kort": stack(cards_of(label=label))}))


def test_every_value_keeps_its_cell(tmp_path: Path) -> None:
    path = write(tmp_path, {"Kort": stack(cards_of())})
    first, second, *_ = read_ledger(path, as_of=SEPTEMBER).book.allocations
    assert [cell_of(first, name).cell for name in ("recipient", "amount")] == ["B1", "C2"]
    assert [cell_of(second, name).cell for name in ("recipient", "amount")] == ["B7", "C8"]
    changed = write(tmp_path, {"Kort": stack(cards_of([*GRANTED[:3], (KN, 850_000), *GRANTED[4:]]))})
    assert {cell for code, cell in found(changed, "TD01")} == {"Kort!C23"}


def test_the_unit_of_a_card_is_that_of_its_label_or_of_the_sheet(tmp_path: Path) -> None:
    small = [(name, amount // 1000) for name, amount in GRANTED]
    calls = [("Datum", "Nämnd", "Belopp", "Status"), *(row[1:] for row in CALLED)]
    for label, title in (("Beviljat (tkr):", "Kort"), ("Beviljat:", "Kort per nämnd, belopp i tkr")):
        path = write(
            tmp_path, {"Kort": [[title], [], *stack(cards_of(small, label=label, with_list=False))], "Avrop": calls}
        )
        assert granted_in(path) == dict(GRANTED)


def test_an_amount_that_is_text_is_reported_at_its_cell(tmp_path: Path) -> None:
    rows = stack(cards_of())
    rows[1] = ["Beviljat: 1 100 000 kr"]
    assert found(write(tmp_path, {"Kort": rows}), "VD01") == {("VD01", "Kort!A2")}


def test_a_total_without_a_recipient_is_no_allocation(tmp_path: Path) -> None:
    front = [
        ["Kraftsamlande insatser 2026"],
        ["Beviljat totalt:", 10_000_000],
        ["Beviljat av KS:", 10_000_000],
        ["Kvar:", 9_280_000],
    ]
    path = write(
        tmp_path,
        {
            "Framsida": front,
            "Ramar": GRANTS,
            "Avrop": [("Datum", "Nämnd", "Belopp", "Status"), *(row[1:] for row in CALLED)],
        },
    )
    assert is_whole(path)


def test_an_amount_below_the_name_of_who_granted_it_is_no_allocation(tmp_path: Path) -> None:
    front = [["Beslut i kommunstyrelsen"], ["Beviljat:", 10_000_000]]
    path = write(
        tmp_path,
        {
            "Beslut": front,
            "Ramar": GRANTS,
            "Avrop": [("Datum", "Nämnd", "Belopp", "Status"), *(row[1:] for row in CALLED)],
        },
    )
    assert is_whole(path)


def test_of_a_card_with_several_years_that_of_the_decision_is_read(tmp_path: Path) -> None:
    rows = [
        line
        for name, amount in GRANTED
        for line in (["Nämnd:", name], ["Beviljat 2025:", amount - 1_000], ["Beviljat 2026:", amount], [])
    ]
    path = write(
        tmp_path, {"Kort": rows, "Avrop": [("Datum", "Nämnd", "Belopp", "Status"), *(row[1:] for row in CALLED)]}
    )
    assert is_whole(path)


def test_a_card_that_says_something_else_than_the_list_is_a_question(tmp_path: Path) -> None:
    cards = cards_of([*GRANTED[:3], (KN, 700_000), *GRANTED[4:]])
    assert {code for code, _ in found(write(tmp_path, {"Översikt": GRANTS, "Kort": stack(cards)}), "ST12")} == {"ST12"}


def test_the_map_of_cards_leads_to_the_same_reading(tmp_path: Path) -> None:
    path = write(tmp_path, {"Kort": beside(stack(cards_of()[::2]), stack(cards_of()[1::2]))})
    write_map(path)
    assert is_whole(path)


# ---- any cards


@st.composite
def card_sheets(draw: st.DrawFn) -> tuple[Lines, list[tuple[str, int, str]], list[tuple[str, date, int, str]]]:
    """Cards on a sheet, what each was granted and the cell of it, and their call-offs."""
    names = draw(st.permutations([name for name, _ in GRANTED]))
    labels = draw(
        st.sampled_from(
            [
                ("Nämnd:", "Beviljat:"),
                ("Nämnd/bolag", "Beviljat belopp"),
                ("Mottagare:", "Ram (kr):"),
                ("Förvaltning:", "Tilldelat"),
            ]
        )
    )
    side_by_side, offset = draw(st.sampled_from([1, 2, 3])), draw(st.sampled_from([1, 2]))
    stacks: list[Lines] = [[] for _ in range(side_by_side)]
    granted, called = [], []
    for n, name in enumerate(names):
        amount = draw(st.integers(400, 900)) * 1_000
        rows = [
            [date(2026, 3, 2) + timedelta(draw(st.integers(0, 150))), "Insats", draw(st.integers(20, 60)) * 500, draw(st.sampled_from(["godkänt", "begärt"]))]
            for _ in range(draw(st.integers(1, 4)))
        ]  # fmt: skip
        lines = stacks[n % side_by_side]
        granted.append((name, amount, f"{column_letters(5 * (n % side_by_side) + offset + 1)}{len(lines) + 2}"))
        called += [(name, row[0], row[2], row[3]) for row in rows]
        total = sum(row[2] for row in rows)
        lines += [[labels[0], name], [labels[1], *[None] * (offset - 1), amount], [*HEADINGS], *rows]
        lines += [["Summa", None, total]] if draw(st.booleans()) else []
        lines += [[]] * draw(st.integers(1, 2))
    return beside(*stacks), sorted(granted), sorted(called)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=card_sheets())
def test_any_cards_are_read_back(
    content: tuple[Lines, list[tuple[str, int, str]], list[tuple[str, date, int, str]]], tmp_path: Path
) -> None:
    rows, granted, called = content
    path = write(tmp_path, {"Kort": rows})
    allocations = read_ledger(path, as_of=SEPTEMBER).book.allocations
    assert (
        sorted(
            (row.recipient or "", (row.amount or 0) // 100, cell_of(row, "amount").cell or "") for row in allocations
        )
        == granted
    )
    assert called_in(path) == called
    assert not found(path, "ST02", "ST06", "ST08", "ST12", "VD06", "VD08")
