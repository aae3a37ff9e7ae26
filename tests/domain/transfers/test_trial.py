"""What a transfer would change, and what it would leave uncovered."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from support import build_book
from support.random_ledgers import ledgers, proposals
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.domain.transfers.trial import predict_effect

FRN = "fritidsnämnden"
KN = "kulturnämnden"
FSKN = "förskolenämnden"
DAY = date(2026, 9, 1)
LATER = date(2026, 10, 20)
some = settings(max_examples=200, deadline=None)


def test_both_balances_are_shown_without_and_with_the_transfer() -> None:
    seen = predict_effect(build_book.ledger(), propose(FRN, "grundskolenämnden", 100_00, DAY))
    assert [(each.recipient, each.remaining) for each in seen.before] == [(FRN, 6_100_000_00), ("grundskolenämnden", 0)]
    assert [each.remaining for each in seen.after] == [6_099_900_00, 100_00]
    assert (seen.day, seen.breaks) == (build_book.AS_OF, ())


def test_a_planned_transfer_is_seen_at_its_own_date() -> None:
    seen = predict_effect(build_book.ledger(), propose(FRN, KN, 100_00, LATER))
    assert seen.day == LATER
    assert seen.after[0].ceded == 100_00


def test_a_transfer_that_does_not_fit_names_what_would_have_no_cover_and_when() -> None:
    ledger = build_book.ledger(
        call_offs=[build_book.call_off(1, FSKN, 70_00, "godkänt", LATER), build_book.call_off(2, FSKN, 20_00, "begärt"), build_book.call_off(3, FSKN, 5_00, "begärt")],
        transfers=[build_book.transfer(1, FSKN, KN, 30_00, "begärd")], allocations=[{"recipient": FSKN, "amount": 150_00}],
    )  # fmt: skip
    small, middle, large = (predict_effect(ledger, propose(FSKN, KN, amount, DAY)).breaks for amount in (40_00, 60_00, 90_00))
    assert [(each.row.id, each.short_by) for each in small] == [("O-1", 15_00)]
    assert [(each.row.id, each.short_by) for each in middle] == [("A-3", 5_00), ("O-1", 30_00)]
    assert [(each.row.id, each.short_by) for each in large] == [("A-1", 10_00), ("A-2", 20_00), ("O-1", 30_00)]
    assert large[0].words.sv.replace("\u00a0", " ") == (
        "Den 2026-10-20 är mer avropat än disponibelt hos förskolenämnden: för A-1 på 70 kr saknas 10 kr."
    )


def test_what_lacks_cover_already_is_not_blamed_on_the_transfer() -> None:
    ledger = build_book.ledger(call_offs=[build_book.call_off(1, FSKN, 900_000_00, "godkänt")])
    assert predict_effect(ledger, propose(FSKN, KN, 1, DAY)).breaks == ()


def test_call_offs_of_one_day_on_the_same_line_of_two_tables_can_be_compared() -> None:
    ledger = build_book.ledger(
        call_offs=[build_book.call_off(1, FSKN, 70_00, "godkänt", LATER), build_book.call_off(2, FSKN, 20_00, "godkänt", LATER)],
        allocations=[{"recipient": FSKN, "amount": 100_00}],
    )  # fmt: skip
    first, second = ledger.book.call_offs
    beside = second._replace(block=replace(second.block, sheet="Avrop 2"), line=first.line)
    ledger = replace(ledger, book=replace(ledger.book, call_offs=MadeRows((first, beside))))
    assert [each.row.id for each in predict_effect(ledger, propose(FSKN, KN, 50_00, DAY)).breaks] == ["A-1"]


@some
@given(ledger=ledgers, proposal=proposals)
def test_a_permitted_transfer_breaks_nothing_and_moves_no_sum(ledger: Ledger, proposal: Transfer) -> None:
    seen = predict_effect(ledger, proposal)
    if judge_transfer(ledger, proposal).answer is Answer.YES:
        assert seen.breaks == ()
    if proposal.donor != proposal.receiver:
        assert sum(each.disposable for each in seen.before) == sum(each.disposable for each in seen.after)
