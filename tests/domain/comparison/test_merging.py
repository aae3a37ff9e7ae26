"""Merging is commutative, idempotent and, on disjoint edits, associative; what it cannot decide is a conflict."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.comparison.changes import list_field_changes
from xl_kraftsamling.domain.comparison.copies import CopyEdits, Owners, RowEdit, find_named_recipients
from xl_kraftsamling.domain.comparison.merging import ALL, BASE, Choices, ConflictKind, Merged, merge_copies
from xl_kraftsamling.domain.comparison.pairing import pair_books
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, RECORD, TABLE_BY_NAME

KN, FRN, FSKN, MKB = "kulturnämnden", "fritidsnämnden", "förskolenämnden", "MKB"
DAY = date(2026, 9, 1)
REGISTER = load_register()
NOTHING = Choices({})
Fields = Mapping[str, Any]


def book(calls: Sequence[Fields] = (), **others: Sequence[Fields]) -> Book:
    given = {"call_offs": calls, **others}
    return Book(**{name: build_book.rows(name, rows) for name, rows in given.items()}, blocks={name: [build_book.block(TABLE_BY_NAME[name])] for name in given})


def edits_of(name: str, base: Book, copy: Book) -> CopyEdits:
    """What a copy does to the rows of a base; a cell says what it means."""
    edits = []
    for paired in pair_books(base, copy).values():
        for pair in paired.pairs:
            if pair.before is None:
                values = {column.field: value for column in paired.table.columns if (value := getattr(pair.after, column.field)) is not None}
                edits.append(RowEdit(name, paired.table, None, pair.after, values))
            elif pair.after is None:
                edits.append(RowEdit(name, paired.table, pair.before, None, {}))
            elif changes := list_field_changes(pair, paired.columns):
                values = {change.column.field: getattr(pair.after, change.column.field) for change in changes}
                edits.append(RowEdit(name, paired.table, pair.before, pair.after, values))
    return CopyEdits(name, edits)


def merge(base: Book, *copies: tuple[str, Book], choices: Choices = NOTHING) -> Merged:
    ids = {"call_offs": [row.id for row in base.call_offs if row.id]}
    return merge_copies([edits_of(name, base, copy) for name, copy in copies], REGISTER, choices, ids)


def apply(base: Book, merged: Merged) -> Book:
    """The base with the edits made."""
    tables = {}
    for name in ("call_offs", "outcomes"):
        fields = [column.field for column in TABLE_BY_NAME[name].columns]
        changes = {id(edit.base): edit.values for edit in merged.edits if edit.base is not None}
        rows = [{field: getattr(row, field) for field in fields} | dict(changes.get(id(row), {})) for row in getattr(base, name)]
        tables[name] = [*rows, *(dict(edit.values) for edit in merged.edits if edit.base is None and edit.table.name == name)]
    return book(tables["call_offs"], outcomes=tables["outcomes"])


def content(of: Book) -> list[str]:
    return sorted(repr(row[3:]) for rows in (of.call_offs, of.outcomes) for row in rows)


def call(number: int, who: str = KN, amount: int = 10_00, status: str = "begärt") -> dict[str, Any]:
    return dict(build_book.call_off(number, who, amount, status))


def cost(voucher: str, who: str = KN, amount: int = 1_00) -> dict[str, Any]:
    return {"voucher": voucher, "booked_on": DAY, "period": 202609, "recipient": who, "amount": amount}


# ---- the laws

NAMES = {"a KN.xlsx": KN, "b FRN.xlsx": FRN, "c FSKN.xlsx": FSKN}
BASE_ROWS = [call(number, who) for number, who in enumerate((KN, FRN, FSKN) * 2, 1)]
BASE_COSTS = [cost(f"V-{number}", who) for number, who in enumerate((KN, FRN, FSKN), 1)]


@st.composite
def copies_of_three(draw: st.DrawFn) -> list[tuple[str, Book]]:
    """Copies in which each of three recipients has changed and added rows of its own."""
    copies = []
    for place, (name, who) in enumerate(NAMES.items()):
        rows = [dict(row) for row in BASE_ROWS]
        for row in rows:
            if row["recipient"] == who:
                row |= {"amount": draw(st.integers(10, 14)), "status": draw(st.sampled_from(["begärt", "godkänt"]))}
        rows += [call(10 * (place + 1) + each, who, draw(st.integers(1, 9))) for each in range(draw(st.integers(0, 2)))]
        costs = [*BASE_COSTS, *[cost(f"V-{who}", who, draw(st.integers(5, 6))) for _ in range(draw(st.integers(0, 3)))]]
        order = draw(st.permutations(rows))
        copies.append((name, book(order, outcomes=costs)))
    return copies


BASE_BOOK = book(BASE_ROWS, outcomes=BASE_COSTS)


@given(copies_of_three())
def test_the_order_of_the_copies_does_not_matter(copies: list[tuple[str, Book]]) -> None:
    results = [merge(BASE_BOOK, *order) for order in permutations(copies)]
    assert not results[0].conflicts
    assert len({repr([(edit.copy, edit.values) for edit in result.edits]) for result in results}) == 1


@given(copies_of_three())
def test_on_disjoint_edits_merging_in_steps_is_merging_at_once(copies: list[tuple[str, Book]]) -> None:
    one, two, three = copies
    at_once = apply(BASE_BOOK, merge(BASE_BOOK, one, two, three))
    first = apply(BASE_BOOK, merge(BASE_BOOK, one, two))
    last = apply(BASE_BOOK, merge(BASE_BOOK, two, three))
    assert content(at_once) == content(apply(BASE_BOOK, merge(BASE_BOOK, ("delsvar.xlsx", first), three)))
    assert content(at_once) == content(apply(BASE_BOOK, merge(BASE_BOOK, one, ("delsvar.xlsx", last))))


@given(copies_of_three())
def test_the_same_copy_twice_changes_nothing(copies: list[tuple[str, Book]]) -> None:
    once = merge(BASE_BOOK, *copies)
    twice = merge(BASE_BOOK, *copies, *((f"Kopia av {name}", copy) for name, copy in copies))
    assert not twice.conflicts
    assert content(apply(BASE_BOOK, once)) == content(apply(BASE_BOOK, twice))
    result = apply(BASE_BOOK, once)
    assert content(apply(BASE_BOOK, merge(BASE_BOOK, ("resultat.xlsx", result), *copies))) == content(result)


@given(copies_of_three())
def test_nothing_that_a_copy_has_is_lost(copies: list[tuple[str, Book]]) -> None:
    merged = content(apply(BASE_BOOK, merge(BASE_BOOK, *copies)))
    for name, copy in copies:
        own = [repr(row[3:]) for rows in (copy.call_offs, copy.outcomes) for row in rows if row.recipient == NAMES[name]]
        for each in own:
            assert merged.count(each) == own.count(each)


# ---- conflicts


def conflicts(*copies: tuple[str, Book], base: Book = BASE_BOOK) -> list[tuple[str, ConflictKind]]:
    return [(each.name, each.kind) for each in merge(base, *copies).conflicts]


def changed(number: int, **values: Any) -> Book:
    return book([{**row, **values} if row["id"] == f"A-{number}" else row for row in BASE_ROWS], outcomes=BASE_COSTS)


def added(*rows: Fields) -> Book:
    return book([*BASE_ROWS, *rows], outcomes=BASE_COSTS)


@pytest.mark.parametrize(("copies", "expected"), [
    ([("KN 1.xlsx", changed(1, amount=1)), ("KN 2.xlsx", changed(1, amount=2))], ("Avrop A-1", ConflictKind.CHANGED_TWICE)),
    ([("KN 1.xlsx", changed(1, amount=1)), ("KN 2.xlsx", changed(1, comment="ny"))], ("Avrop A-1", ConflictKind.CHANGED_TWICE)),
    ([("KN.xlsx", added(call(9, KN))), ("FRN.xlsx", added(call(9, FRN)))], ("Avrop A-9", ConflictKind.ONE_NAME)),
    ([("KN.xlsx", added(call(9, KN), call(9, KN, 7)))], ("Avrop A-9", ConflictKind.ONE_NAME)),
    ([("KN.xlsx", changed(2, amount=1))], ("Avrop A-2", ConflictKind.NOT_OWN)),
    ([("KN.xlsx", changed(1, recipient=FRN))], ("Avrop A-1", ConflictKind.NOT_OWN)),
    ([("KN.xlsx", added(call(9, FRN)))], ("Avrop A-9", ConflictKind.NOT_OWN)),
    ([("KN.xlsx", changed(1, recipient=None, unread={"recipient"}))], ("Avrop A-1", ConflictKind.NOT_OWN)),
    ([("svar.xlsx", changed(2, amount=1)), ("KN.xlsx", book(BASE_ROWS[:1] + BASE_ROWS[1:], outcomes=BASE_COSTS)), ("FRN.xlsx", changed(2, amount=2))],
     ("Avrop A-2", ConflictKind.CHANGED_TWICE)),
    ([("KN.xlsx", book(BASE_ROWS[1:], outcomes=BASE_COSTS))], ("Avrop A-1", ConflictKind.REMOVED)),
    ([("KN.xlsx", book(BASE_ROWS, outcomes=BASE_COSTS[1:]))], ("Utfall!A2", ConflictKind.REMOVED)),
    ([("KN.xlsx", book(BASE_ROWS, outcomes=[*BASE_COSTS, cost("V-9", FRN)]))], ("KN.xlsx Utfall!A5", ConflictKind.NOT_OWN)),
])  # fmt: skip
def test_what_a_person_has_to_decide_is_a_conflict_with_a_name(copies: list[tuple[str, Book]], expected: tuple[str, ConflictKind]) -> None:
    assert conflicts(*copies) == conflicts(*reversed(copies)) == [expected]


def test_an_answer_for_several_answers_for_those_for_whom_no_other_does() -> None:
    both = book([{**row, "amount": 5} if row["recipient"] in (KN, FRN) else row for row in BASE_ROWS], outcomes=BASE_COSTS)
    assert conflicts(("svar.xlsx", both)) == []
    assert [kind for _, kind in conflicts(("svar.xlsx", both), ("FRN.xlsx", BASE_BOOK))] == [ConflictKind.NOT_OWN] * 2
    assert conflicts(("svar.xlsx", both), ("FRN.xlsx", both), ("KN.xlsx", both)) == []  # everything there is somebody's own
    assert [name for name, _ in conflicts(("svar.xlsx", both), ("KN FRN.xlsx", BASE_BOOK))] == ["Avrop A-1", "Avrop A-2", "Avrop A-4", "Avrop A-5"]


def test_what_is_the_offices_is_never_taken_unasked() -> None:
    base, copy = (book(allocations=[{"recipient": KN, "amount": amount}]) for amount in (1, 2))
    assert [each.kind for each in merge(base, ("KN.xlsx", copy)).conflicts] == [ConflictKind.OFFICE]
    block = build_book.block(RECORD)
    row = SimpleNamespace(block=block, line=1, unread=frozenset(), section="§ 1")
    merged = merge_copies([CopyEdits("KN.xlsx", [RowEdit("KN.xlsx", RECORD, row, row, {"section": "§ 2"})])], REGISTER, NOTHING, {})
    assert [(each.name, each.kind) for each in merged.conflicts] == [("Beslut", ConflictKind.OFFICE)]


def test_a_transfer_may_be_changed_by_both_its_parties_and_an_insats_by_its_initiator() -> None:
    base = book(transfers=[build_book.transfer(1, FRN, KN, 5_00)], interventions=[{"id": "I-1", "initiator": KN, "recipient": FSKN, "status": "planerad"}])
    copy = book(transfers=[{**build_book.transfer(1, FRN, KN, 5_00), "comment": "ny"}], interventions=[{"id": "I-1", "initiator": KN, "recipient": FSKN, "status": "pågår"}])
    assert conflicts(("KN.xlsx", copy), base=base) == []
    assert [name for name, _ in conflicts(("MKB.xlsx", copy), base=base)] == ["Insatser I-1", "Omfördelning O-1"]


def test_forecasts_of_one_day_for_one_recipient_are_one_row() -> None:
    base = book(forecasts=[{"recipient": FRN, "date": DAY, "amount": 1}])
    copies = [(f"KN {amount}.xlsx", book(forecasts=[{"recipient": FRN, "date": DAY, "amount": 1}, {"recipient": KN, "date": DAY, "amount": amount}])) for amount in (1, 2)]
    assert conflicts(*copies, base=base) == [("KN 1.xlsx Prognos!A3", ConflictKind.ONE_NAME)]


# ---- choices


def take(choice: str, name: str | None = None) -> Choices:
    return Choices({name.casefold(): choice.casefold()}) if name else Choices({}, [choice.casefold()])


TWO = ("KN.xlsx", added(call(9, KN, 1), {**call(10, KN), "reverses": "A-9"})), ("FRN.xlsx", added(call(9, FRN, 2)))


@pytest.mark.parametrize("choices", [take("KN.xlsx"), take("kn.xlsx", "Avrop A-9")])
def test_one_copy_can_be_taken(choices: Choices) -> None:
    merged = merge(BASE_BOOK, *TWO, choices=choices)
    assert [(edit.row.id, edit.copy) for edit in merged.edits] == [("A-9", "KN.xlsx"), ("A-10", "KN.xlsx")]
    assert [each.name for each in merged.settled] == ["Avrop A-9"]


def test_the_base_can_be_taken() -> None:
    merged = merge(BASE_BOOK, *TWO, choices=take(BASE))
    assert ([edit.row.id for edit in merged.edits], merged.conflicts) == (["A-10"], [])
    gone = ("KN.xlsx", book(BASE_ROWS[1:], outcomes=BASE_COSTS))
    assert merge(BASE_BOOK, gone, choices=take(BASE)) == Merged([], [], merge(BASE_BOOK, gone).conflicts, [])


def test_all_new_rows_of_one_id_can_be_taken_and_references_follow() -> None:
    merged = merge(BASE_BOOK, *TWO, choices=take(ALL, "Avrop A-9"))
    assert [(edit.copy, edit.values["id"], edit.values.get("reverses")) for edit in merged.edits] == [
        ("KN.xlsx", "A-10", "A-11"), ("FRN.xlsx", "A-9", None), ("KN.xlsx", "A-11", None),
    ]  # fmt: skip
    assert [(edit.copy, name) for edit, name in merged.renamed] == [("KN.xlsx", "A-11")]


def test_a_row_is_never_taken_away_and_a_choice_that_does_not_fit_leaves_the_conflict() -> None:
    gone = ("KN.xlsx", book(BASE_ROWS[1:], outcomes=BASE_COSTS))
    assert [each.name for each in merge(BASE_BOOK, gone, choices=take("KN.xlsx")).conflicts] == ["Avrop A-1"]
    assert merge(BASE_BOOK, gone, choices=take(ALL)).conflicts
    assert merge(BASE_BOOK, *TWO, choices=take("MKB.xlsx")).conflicts


def test_a_cell_that_cannot_be_read_is_compared_by_what_it_says() -> None:
    def edit(copy: str, cell: str) -> CopyEdits:
        row = build_book.rows("call_offs", [{**call(1), "amount": None, "unread": {"amount"}}])[0]
        return CopyEdits(copy, [RowEdit(copy, CALL_OFFS, BASE_BOOK.call_offs[0], row, {"amount": cell})])

    def merge_cells(*cells: str) -> Merged:
        return merge_copies([edit(f"KN {number}.xlsx", cell) for number, cell in enumerate(cells)], REGISTER, NOTHING, {})

    assert not merge_cells("ca 5", "ca 5").conflicts
    assert merge_cells("ca 5", "ca 6").conflicts


# ---- whose a copy is


@pytest.mark.parametrize(("name", "owners"), [
    ("sept_kn.xlsx", [KN]), ("Medel 2026 kulturnämnden (2).xlsx", [KN]), ("Medel-KN-FRN.xlsx", [KN, FRN]), ("FSN.xlsx", []), ("Medel 2026.xlsx", []),
    ("gymnasie- och vuxenutbildningsnämnden sept.xlsx", ["gymnasie- och vuxenutbildningsnämnden"]), ("KN", [KN]),
])  # fmt: skip
def test_the_recipients_that_a_file_name_names(name: str, owners: list[str]) -> None:
    assert list(find_named_recipients(name, REGISTER)) == owners


def test_a_copy_without_a_name_is_that_of_whose_rows_it_changes() -> None:
    copies = [edits_of("svar.xlsx", BASE_BOOK, changed(2, amount=5)), edits_of("tom.xlsx", BASE_BOOK, BASE_BOOK)]
    owners = Owners(copies, REGISTER)
    assert [owners.of(copy) for copy in copies] == [{FRN}, frozenset()]


def test_rows_without_an_id_are_added_as_often_as_one_copy_has_them() -> None:
    once, twice = (book(BASE_ROWS, outcomes=[*BASE_COSTS, *[cost("V-9")] * times]) for times in (1, 2))
    merged = merge(BASE_BOOK, ("KN 1.xlsx", once), ("KN 2.xlsx", twice))
    assert [(edit.table, edit.copy) for edit in merged.edits] == [(OUTCOMES, "KN 2.xlsx")] * 2
