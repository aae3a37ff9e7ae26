"""The way of a recipient's money."""

from datetime import date

from support import build_book
from xl_kraftsamling.domain.ledger.trace import trace_money

FRN = "fritidsnämnden"
KN = "kulturnämnden"
FSKN = "förskolenämnden"
MKB = "MKB"
DAY = date(2026, 9, 1)
LATER = date(2026, 10, 20)


def test_one_krona_can_be_followed_from_the_decision_to_the_outcome() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FSKN, "amount": 150_000_00, "reference": "§ 266"}, {"recipient": KN, "amount": 0}],
        transfers=[build_book.transfer(1, FRN, KN, 9_00), build_book.transfer(2, KN, FSKN, 8_00), build_book.transfer(3, FSKN, MKB, 1_00), build_book.transfer(4, KN, FSKN, 1_00, day=LATER)],
        call_offs=[build_book.call_off(1, FSKN, 55_00, "utbetalt"), build_book.call_off(2, FSKN, 5_00, "godkänt")],
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
