"""What a transfer would change and break, who could give to whom, the year's events and its end."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from support import build_book, random_ledgers
from support.random_ledgers import NAMES, ledgers, proposals
from xl_kraftsamling.domain.ledger.history import list_events
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.trace import trace_money
from xl_kraftsamling.domain.ledger.year_end import year_end_lines
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.domain.transfers.proposals import find_needs, find_unused_money, suggest_transfers
from xl_kraftsamling.domain.transfers.trial import predict_effect

FRN, KN, FSKN, MKB = "fritidsnämnden", "kulturnämnden", "förskolenämnden", "MKB"
DAY = date(2026, 9, 1)
LATER = date(2026, 10, 20)
some = settings(max_examples=200, deadline=None)


def called(number: int, who: str, amount: int, status: str, day: date = DAY) -> dict:
    return {"id": f"A-{number}", "recipient": who, "date": day, "amount": amount, "status": status, "intervention": f"I-0{number}"}


def moved(number: int, donor: str, receiver: str, amount: int, status: str = "bokförd", day: date = DAY) -> dict:
    told = {"id": f"O-{number}", "donor": donor, "receiver": receiver, "amount": amount, "status": status, "date": day}
    return {**told, **random_ledgers.agreements}


# What if


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
        call_offs=[called(1, FSKN, 70_00, "godkänt", LATER), called(2, FSKN, 20_00, "begärt"), called(3, FSKN, 5_00, "begärt")],
        transfers=[moved(1, FSKN, KN, 30_00, "begärd")], allocations=[{"recipient": FSKN, "amount": 150_00}],
    )  # fmt: skip
    small, middle, large = (predict_effect(ledger, propose(FSKN, KN, amount, DAY)).breaks for amount in (40_00, 60_00, 90_00))
    assert [(each.row.id, each.short_by) for each in small] == [("O-1", 15_00)]
    assert [(each.row.id, each.short_by) for each in middle] == [("A-3", 5_00), ("O-1", 35_00)]
    assert [(each.row.id, each.short_by) for each in large] == [("A-1", 10_00), ("A-2", 35_00), ("O-1", 65_00)]
    assert large[0].words.sv.replace("\u00a0", " ") == (
        "Den 2026-10-20 är mer avropat än disponibelt hos förskolenämnden: A-1 på 70 kr saknar täckning för 10 kr."
    )


def test_what_lacks_cover_already_is_not_blamed_on_the_transfer() -> None:
    ledger = build_book.ledger(call_offs=[called(1, FSKN, 900_000_00, "godkänt")])
    assert predict_effect(ledger, propose(FSKN, KN, 1, DAY)).breaks == ()


@some
@given(ledger=ledgers, proposal=proposals)
def test_a_permitted_transfer_breaks_nothing_and_moves_no_sum(ledger: Ledger, proposal: Transfer) -> None:
    seen = predict_effect(ledger, proposal)
    if judge_transfer(ledger, proposal).answer is Answer.YES:
        assert seen.breaks == ()
    if proposal.donor != proposal.receiver:
        assert sum(each.disposable for each in seen.before) == sum(each.disposable for each in seen.after)


# Proposals


def test_the_largest_need_is_met_first_and_by_a_board_before_a_company() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": name, "amount": amount} for name, amount in ((FRN, 50_00), (MKB, 90_00), (KN, 10_00), (FSKN, 0))],
        call_offs=[called(1, KN, 40_00, "begärt"), called(2, FSKN, 60_00, "begärt")],
    )  # fmt: skip
    assert find_unused_money(ledger, DAY) == {MKB: 90_00, FRN: 50_00}
    assert find_needs(ledger, DAY) == {FSKN: 60_00, KN: 30_00}
    found = [(each.row.donor, each.row.receiver, each.row.amount, each.judgement.answer) for each in suggest_transfers(ledger, DAY)]
    assert found == [
        (FRN, FSKN, 50_00, Answer.YES), (MKB, FSKN, 10_00, Answer.OPEN), (MKB, KN, 30_00, Answer.OPEN),
    ]  # fmt: skip


def test_what_a_forecast_says_will_be_used_is_not_unused() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FRN, "amount": 50_00}], forecasts=[{"recipient": FRN, "date": DAY, "amount": 45_00}]
    )
    assert find_unused_money(ledger, DAY) == {FRN: 5_00}


def test_a_need_that_nobody_may_meet_gets_no_suggestion() -> None:
    ledger = build_book.ledger(call_offs=[called(1, MKB, 1_300_000_00, "begärt")])
    assert find_needs(ledger, DAY) == {MKB: 100_000_00}
    assert list(suggest_transfers(ledger, DAY)) == []


@some
@given(ledger=ledgers)
def test_the_suggestions_are_permitted_one_after_the_other(ledger: Ledger) -> None:
    for row, judgement in suggest_transfers(ledger, ledger.as_of):
        assert judgement == judge_transfer(ledger, row)
        assert judgement.answer is not Answer.NO
        ledger = ledger.with_transfers((*ledger.book.transfers, row))


# The year, event by event


@some
@given(ledger=ledgers)
def test_the_last_event_leaves_the_figures_of_the_balance(ledger: Ledger) -> None:
    ledger = replace(ledger, as_of=date.max)
    for name in NAMES:
        events, balance = list(list_events(ledger, name)), ledger.balance(name)
        if events:
            figures = events[-1].figures
            assert (figures.disposable, figures.called_off, figures.remaining) == (
                balance.disposable, balance.called_off, balance.remaining,
            )  # fmt: skip
            assert (figures.requested, figures.outcome) == (balance.requested, balance.outcome)
            assert [event.day for event in events] == sorted((event.day for event in events), key=lambda day: day or date.min)


def test_what_comes_in_of_a_day_stands_before_what_goes_out() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FSKN, "amount": 10_00}],
        transfers=[moved(1, FSKN, KN, 5_00), moved(2, FRN, FSKN, 50_00), moved(3, FSKN, KN, 1_00, "begärd")],
        call_offs=[called(1, FSKN, 55_00, "utbetalt"), called(2, FSKN, 5_00, "återfört"), called(3, FSKN, 2_00, "begärt")],
        outcomes=[{"recipient": FSKN, "booked_on": LATER, "amount": 30_00, "voucher": "V-1"}],
    )  # fmt: skip
    assert [(event.what.sv, event.change, event.figures.remaining) for event in list_events(ledger, FSKN)] == [
        ("tilldelning", 10_00, 10_00), ("mottaget", 50_00, 60_00), ("återföring", -5_00, 65_00), ("avstått", -5_00, 60_00),
        ("väntande omfördelning", 1_00, 60_00), ("avrop", 55_00, 5_00), ("begärt avrop", 2_00, 5_00), ("utfall", 30_00, 5_00),
    ]  # fmt: skip


def test_one_krona_can_be_followed_from_the_decision_to_the_outcome() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FSKN, "amount": 150_000_00, "reference": "§ 266"}, {"recipient": KN, "amount": 0}],
        transfers=[moved(1, FRN, KN, 9_00), moved(2, KN, FSKN, 8_00), moved(3, FSKN, MKB, 1_00), moved(4, KN, FSKN, 1_00, day=LATER)],
        call_offs=[called(1, FSKN, 55_00, "utbetalt"), called(2, FSKN, 5_00, "godkänt")],
        outcomes=[{"recipient": FSKN, "booked_on": DAY, "amount": 30_00, "voucher": "V-1", "intervention": "I-01"}],
    )  # fmt: skip
    assert [(step.stage.sv, step.holder, step.amount, step.source, step.depth) for step in trace_money(ledger, FSKN, "I-01")] == [
        ("beslut", FSKN, 150_000_00, "STK-2026-580 § 266, punkt 1", 0),
        ("tilldelning", FSKN, 150_000_00, "§ 266", 0),
        ("beslut", KN, 800_000_00, "STK-2026-580 § 266, punkt 1", 1),
        ("beslut", FRN, 6_100_000_00, "STK-2026-580 § 266, punkt 1", 2),
        ("omfördelning", FRN, -9_00, "O-1", 2),
        ("omfördelning", KN, 9_00, "O-1", 1),
        ("omfördelning", KN, -8_00, "O-2", 1),
        ("omfördelning", FSKN, 8_00, "O-2", 0),
        ("omfördelning", FSKN, -1_00, "O-3", 0),
        ("avrop", FSKN, 55_00, "A-1", 0),
        ("utfall", FSKN, 30_00, "V-1", 0),
    ]
    assert [step.source for step in trace_money(ledger, FSKN)][-3:] == ["A-1", "A-2", "V-1"]


# The year's end


def test_the_years_end_tells_what_is_not_called_off_and_what_is_not_spent() -> None:
    ledger = build_book.ledger(
        as_of=date(2026, 12, 31),
        allocations=[{"recipient": FRN, "amount": 100_00}, {"recipient": KN, "amount": 100_00}],
        call_offs=[called(1, FRN, 70_00, "utbetalt"), called(2, KN, 60_00, "godkänt")],
        outcomes=[{"recipient": FRN, "booked_on": DAY, "amount": 50_00}],
    )  # fmt: skip
    lines = {line.balance.recipient: line for line in year_end_lines(ledger)}
    assert (lines[FRN].unused, lines[FRN].balance.remaining, lines[FRN].unspent) == (50_00, 30_00, 20_00)
    assert (lines[KN].unused, lines[KN].unspent) == (40_00, None)  # nobody has reported what kulturnämnden spent
