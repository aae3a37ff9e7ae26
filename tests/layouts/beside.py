"""Lists with amounts beside those called off that change what is called off: what went back, another year's, part payments, a total cost."""

from collections.abc import Callable, Sequence

from layouts.book import Book, Case, Formula, add_up
from layouts.ledger import (
    ALL,
    ALLOTTED,
    APPROVED,
    ASN,
    FRN,
    FSKN,
    GVN,
    KN,
    LONG,
    MKB,
    PAID,
    CallOff,
    Ledger,
    Transfer,
    day,
)
from layouts.lists import allotments

SAID = {APPROVED: "Godkänt", PAID: "Utbetalt"}
CALLED = ("called_off", "remaining", "transferable")
CALL_OFFS = [
    CallOff(FRN, day(2, 16), 1_240_000, PAID, "Fritidsgårdar"),
    CallOff(ASN, day(3, 4), 210_500, PAID, "Feriejobb"),
    CallOff(KN, day(3, 27), 164_000, PAID, "Kulturskola"),
    CallOff(GVN, day(4, 21), 187_500, APPROVED, "Coacher"),
    CallOff(FSKN, day(5, 12), 41_000, APPROVED, "Språkstund"),
    CallOff(MKB, day(6, 9), 350_000, PAID, "Sommarpraktik"),
    CallOff(FRN, day(8, 25), 615_000, APPROVED, "Lovskola"),
    CallOff(KN, day(9, 15), 92_500, APPROVED, "Redaktion"),
]


def _write(book: Book, headings: Sequence[str], make_row: Callable[[int, CallOff], Sequence[object]]) -> None:
    allotments(book.sheet("Tilldelning", [44, 16]), 1)
    page = book.sheet("Avrop", [6, 12, 44, 22, 16, 16, 16])
    page.row(1, headings, bold=True)
    for number, each in enumerate(CALL_OFFS, start=1):
        page.row(number + 1, make_row(number, each))


def gone_back_beside_it() -> Case:
    """What went back of a call-off stands in a column of its own, to the right of the status."""
    back = {1: 80_000, 3: 14_000, 6: 50_000}
    book = Book()
    _write(book, ["Nr", "Datum", "Nämnd", "Avser", "Belopp", "Status", "Återfört belopp"], lambda n, each: [
        n, each.day, LONG[each.who], each.what, each.amount, SAID[each.status], back.get(n),
    ])  # fmt: skip
    returned = [CallOff(each.who, each.day, -back[n]) for n, each in enumerate(CALL_OFFS, start=1) if n in back]
    return Case("A column of what went back beside the call-offs", day(9, 30), Ledger([*CALL_OFFS, *returned]), book, held=CALLED)


def of_this_year_and_the_next() -> Case:
    """The total of a call-off and how much of it is this year's and next year's money."""
    later = {1: 260_000, 4: 60_000, 7: 120_000}
    book = Book()
    _write(book, ["Nr", "Datum", "Nämnd", "Belopp totalt", "Varav 2026", "Varav 2027", "Status"], lambda n, each: [
        n, each.day, LONG[each.who], each.amount + later.get(n, 0), each.amount, later.get(n), SAID[each.status],
    ])  # fmt: skip
    return Case("A total with this year's and next year's part beside it", day(9, 30), Ledger(CALL_OFFS), book, held=CALLED)


def total_cost_beside_it() -> Case:
    """The cost of the whole insats, what the nämnd pays itself, and the call-off."""
    own = 45_000
    book = Book()
    _write(book, ["Nr", "Datum", "Nämnd", "Total kostnad", "Egen finansiering", "Avrop kraftsamling", "Status"], lambda n, each: [
        n, each.day, LONG[each.who], each.amount + own, own, each.amount, SAID[each.status],
    ])  # fmt: skip
    return Case("The total cost to the left of the call-off", day(9, 30), Ledger(CALL_OFFS), book, held=CALLED)


def part_payments_below() -> Case:
    """Below some call-offs the payments of a part of them, in the same columns."""
    book = Book()
    allotments(book.sheet("Tilldelning", [44, 16]), 1)
    page = book.sheet("Avrop", [26, 12, 44, 16, 12])
    page.row(1, ["Avrop", "Datum", "Nämnd", "Belopp", "Status"], bold=True)
    row = 2
    for number, each in enumerate(CALL_OFFS, start=1):
        page.row(row, [f"A{number}", each.day, LONG[each.who], each.amount, "Godkänt"])
        row += 1
        for part in (1, 2) if each.status == PAID else ():
            page.row(row, [f"A{number} delutbetalning {part}", day(each.day.month + part, 20), LONG[each.who], each.amount / 2 - 1_000 * part, "Utbetalt"])
            row += 1
    return Case("Part payments as rows below their call-off", day(9, 30), Ledger(CALL_OFFS), book, held=CALLED)


def transfers_as_columns() -> Case:
    """An overview with what moved in and out of each frame; who gave what to whom stands nowhere."""
    moved = {KN: 100_000, ASN: 50_000, FRN: -150_000}
    book = Book()
    page = book.sheet("Översikt", [44, 14, 12, 12, 14, 14, 14])
    page.row(1, ["Nämnd", "Beslut KS", "Omfört in", "Omfört ut", "Disponibelt", "Avropat", "Kvar"], bold=True)
    for row, who in enumerate(ALL, start=2):
        amount, called = moved.get(who, 0), sum(each.amount for each in CALL_OFFS if each.who == who)
        page.row(row, [LONG[who], ALLOTTED[who], max(amount, 0) or None, max(-amount, 0) or None])
        page.put(f"E{row}", Formula(f"B{row}+C{row}-D{row}", ALLOTTED[who] + amount))
        page.put(f"F{row}", Formula(f"SUMIF(Avrop!$B$2:$B$9,A{row},Avrop!$D$2:$D$9)", called))
        page.put(f"G{row}", Formula(f"E{row}-F{row}", ALLOTTED[who] + amount - called))
    page.row(8, ["Summa", add_up("B2:B7", ALLOTTED.values())], bold=True)
    events = book.sheet("Avrop", [12, 44, 20, 14, 12])
    events.row(1, ["Datum", "Nämnd", "Insats", "Belopp", "Status"], bold=True)
    for row, each in enumerate(CALL_OFFS, start=2):
        events.row(row, [each.day, LONG[each.who], each.what, each.amount, SAID[each.status]])
    transfers = [Transfer(FRN, who, day(6, 1), amount, None, None) for who, amount in moved.items() if amount > 0]
    held = ("disposable", *CALLED)
    return Case("Transfers as columns of the overview, and no list of them", day(9, 30), Ledger(CALL_OFFS, transfers), book, held=held)
