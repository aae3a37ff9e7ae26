"""Who has unused money, who needs it, and which transfers are suggested."""

from datetime import date

from hypothesis import given, settings

from support import build_book
from support.random_ledgers import ledgers
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer
from xl_kraftsamling.domain.transfers.proposals import find_needs, find_unused_money, suggest_transfers

FRN = "fritidsnämnden"
KN = "kulturnämnden"
FSKN = "förskolenämnden"
MKB = "MKB"
DAY = date(2026, 9, 1)
some = settings(max_examples=200, deadline=None)


def test_the_largest_need_is_met_first_and_by_a_board_before_a_company() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": name, "amount": amount} for name, amount in ((FRN, 50_00), (MKB, 90_00), (KN, 10_00), (FSKN, 0))],
        call_offs=[build_book.call_off(1, KN, 40_00, "begärt"), build_book.call_off(2, FSKN, 60_00, "begärt")],
    )  # fmt: skip
    assert find_unused_money(ledger, DAY) == {MKB: 90_00, FRN: 50_00}
    assert find_needs(ledger, DAY) == {FSKN: 60_00, KN: 30_00}
    found = [(each.row.donor, each.row.receiver, each.row.amount, each.judgement.answer) for each in suggest_transfers(ledger, DAY)]
    assert found == [
        (FRN, FSKN, 50_00, Answer.AFTER_AGREEMENT), (MKB, FSKN, 10_00, Answer.OPEN), (MKB, KN, 30_00, Answer.OPEN),
    ]  # fmt: skip


def test_what_a_forecast_expects_to_be_used_is_not_unused() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FRN, "amount": 50_00}], forecasts=[{"recipient": FRN, "date": DAY, "amount": 45_00}]
    )
    assert find_unused_money(ledger, DAY) == {FRN: 5_00}


def test_a_need_that_nobody_may_meet_gets_no_suggestion() -> None:
    ledger = build_book.ledger(call_offs=[build_book.call_off(1, MKB, 1_300_000_00, "begärt")])
    assert find_needs(ledger, DAY) == {MKB: 100_000_00}
    assert list(suggest_transfers(ledger, DAY)) == []


@some
@given(ledger=ledgers)
def test_the_suggestions_are_permitted_one_after_the_other(ledger: Ledger) -> None:
    for row, judgement in suggest_transfers(ledger, ledger.as_of):
        assert judgement == judge_transfer(ledger, row)
        assert judgement.answer is not Answer.NO
        ledger = ledger.with_transfers((*ledger.book.transfers, row))
