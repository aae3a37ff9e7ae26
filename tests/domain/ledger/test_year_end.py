"""What is left at the end of the year."""

from datetime import date

from support import build_book
from xl_kraftsamling.domain.ledger.year_end import year_end_lines

FRN = "fritidsnämnden"
KN = "kulturnämnden"
DAY = date(2026, 9, 1)


def test_the_years_end_separates_what_is_not_called_off_from_what_is_not_spent() -> None:
    ledger = build_book.ledger(
        as_of=date(2026, 12, 31),
        allocations=[{"recipient": FRN, "amount": 100_00}, {"recipient": KN, "amount": 100_00}],
        call_offs=[build_book.call_off(1, FRN, 70_00, "utbetalt"), build_book.call_off(2, KN, 60_00, "godkänt")],
        outcomes=[{"recipient": FRN, "booked_on": DAY, "amount": 50_00}],
    )  # fmt: skip
    lines = {line.balance.recipient: line for line in year_end_lines(ledger)}
    assert (lines[FRN].unused, lines[FRN].balance.remaining, lines[FRN].unspent) == (50_00, 30_00, 20_00)
    assert (lines[KN].unused, lines[KN].unspent) == (40_00, None)  # nobody has reported what kulturnämnden spent
