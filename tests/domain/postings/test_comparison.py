"""The costs of the accounts beside the rows of a workbook: each row matched once, in whatever order, and nothing doubled."""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from support.build_book import rows
from xl_kraftsamling.domain.postings.booked_costs import BookedCost, add_up, make_cost, sort_key, unite
from xl_kraftsamling.domain.postings.coding_key import Fate, Placement
from xl_kraftsamling.domain.postings.comparison import Comparison, Reach, compare_costs
from xl_kraftsamling.domain.postings.posting import Posting

DAY = date(2026, 5, 4)
KN, FRN = "kulturnämnden", "fritidsnämnden"
REACH = Reach({KN, FRN}, {KN, FRN}, [(202605, 202606)])


def cost(voucher: str | None = "A1", amount: int = 100, recipient: str = KN, day: date | None = DAY, **more: Any) -> BookedCost:
    period = day.year * 100 + day.month if day else None
    return BookedCost(voucher, day, more.get("period", period), recipient, more.get("intervention"), amount, more.get("text", "Böcker"))


def compare(costs: list[BookedCost], there: list[BookedCost], reach: Reach = REACH) -> Comparison:
    return compare_costs(costs, rows("outcomes", [each._asdict() for each in there]), reach)


def test_what_is_there_already_is_kept_as_often_as_it_stands() -> None:
    found = compare([cost(), cost(), cost()], [cost(), cost("a 1")])
    assert (found.kept, len(found.new), found.by_content) == (2, 1, 0)
    assert [*found.changed, *found.gone, *found.later, *found.others] == []


def test_another_text_is_the_same_row_and_another_day_amount_or_recipient_a_changed_one() -> None:
    assert compare([cost(text="Annat")], [cost()]).kept == 1
    for other in (cost(day=date(2026, 6, 1)), cost(amount=5), cost(recipient=FRN), cost(amount=5, recipient=FRN)):
        found = compare([other], [cost()])
        assert [(change.before.amount, change.after) for change in found.changed] == [(100, other)]
        assert (found.new, found.gone, found.kept) == ([], [], 0)


def test_a_row_that_the_extract_should_have_is_gone_and_any_other_is_not_told_of() -> None:
    there = [cost("A1"), cost("A2", day=date(2026, 7, 1)), cost("A3", recipient="MKB"), cost(None, text="för hand"), cost("A5", day=None, period=202606), cost("A6", day=None)]
    found = compare([], there)
    assert [row.voucher for row in found.gone] == ["A1", "A5"]
    assert [row.voucher for row in found.later] == ["A2"]
    assert {row.voucher for row in found.others} == {"A3", None, "A6"}
    assert len(compare([], there, Reach((), (), ())).others) == len(there)


def test_a_voucher_of_the_same_name_in_another_companys_accounts_is_another_row() -> None:
    found = compare([cost("A1", 700)], [cost("A1", 100, "MKB")])
    assert (len(found.new), len(found.others)) == (1, 1)
    expected = compare([cost("A1", 700)], [cost("A1", 100, "MKB")], Reach({KN}, {KN, "MKB"}, [(202605, 202605)]))
    assert (len(expected.new), len(expected.gone)) == (1, 1)


def test_a_row_without_a_voucher_is_matched_by_its_content_alone() -> None:
    found = compare([cost("A1"), cost(None, 5)], [cost(None), cost(None, 5)])
    assert (found.kept, found.by_content, len(found.new)) == (2, 2, 0)
    assert len(compare([cost("A1")], [cost(None, text="Annat")]).new) == 1


def test_only_what_the_workbook_has_columns_for_is_kept() -> None:
    whole = cost(intervention="I-1")
    assert whole.keep({"voucher", "booked_on", "period", "intervention", "text"}) == whole
    assert whole.keep(()) == BookedCost(None, None, None, KN, None, 100, None)


def test_a_posting_becomes_a_cost_with_the_sign_of_a_cost() -> None:
    posting = Posting("", DAY, 202605, (), -100, "", 2)
    assert make_cost(posting, Placement(Fate.COUNTED, KN, "I-1"), -1) == BookedCost(None, DAY, 202605, KN, "I-1", 100, None)
    assert make_cost(posting, Placement(Fate.NO_KEY), 1).recipient == ""


def test_amounts_are_added_up_by_recipient() -> None:
    assert add_up([(KN, 5), (KN, 7), (FRN, None), (None, 9)]) == Counter({KN: 12, FRN: 0})


def test_what_stands_in_several_extracts_is_counted_once() -> None:
    first, second = [cost(), cost(), cost("A2")], [cost(text="Annat"), cost("A3"), cost(None), cost(None, text="x")]
    united, repeated = unite([first, second])
    assert Counter(each.voucher for each in united) == {"A1": 2, "A2": 1, "A3": 1, None: 2}
    assert [each.voucher for each in repeated] == ["A1"]
    assert unite([first]) == (first, [])


COSTS = st.lists(
    st.builds(
        cost, st.sampled_from(["A1", "A2", None]), st.integers(-3, 3), st.sampled_from([KN, FRN]), st.dates(date(2026, 5, 1), date(2026, 5, 3)),
        intervention=st.sampled_from([None, "I-1"]), text=st.sampled_from([None, "x"]),
    ), max_size=8,
)  # fmt: skip


@given(COSTS, COSTS, st.randoms())
def test_every_row_is_accounted_for_once_and_the_order_makes_no_difference(costs: list[BookedCost], there: list[BookedCost], order: Any) -> None:
    found = compare(costs, there)
    assert len(found.new) + found.kept + len(found.changed) == len(costs)
    assert found.kept + len(found.changed) + len(found.gone) + len(found.later) + len(found.others) == len(there)
    mixed, moved = list(costs), list(there)
    order.shuffle(mixed)
    order.shuffle(moved)
    again = compare(mixed, moved)
    assert (again.new, again.kept) == (found.new, found.kept)
    assert sorted(sort_key(change.after) for change in again.changed) == sorted(sort_key(change.after) for change in found.changed)


@given(COSTS, COSTS)
def test_adding_what_is_new_leaves_nothing_new_unless_rows_were_changed(costs: list[BookedCost], more: list[BookedCost]) -> None:
    there = [*compare(costs, []).new]
    there += compare([*costs, *more], there).new
    found = compare([*costs, *more], there)
    assert not found.new
    assert found.kept == len(costs) + len(more)
    assert [*found.changed, *found.gone, *found.later, *found.others] == []


@given(COSTS, COSTS)
def test_the_difference_is_that_of_what_changed_is_gone_or_is_not_of_the_extracts(costs: list[BookedCost], there: list[BookedCost]) -> None:
    found = compare(costs, there)
    after = sum(each.amount for each in there) + sum(each.amount for each in found.new)
    explained = sum((change.before.amount or 0) - change.after.amount for change in found.changed) + sum(row.amount or 0 for row in (*found.gone, *found.later, *found.others))
    assert after - sum(each.amount for each in costs) == explained
