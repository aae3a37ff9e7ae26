"""Workbooks in parts: quarters that carry a balance over, decisions and months below each other, a list for each status."""

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
    REFUSED,
    SHORT,
    WAITING,
    CallOff,
    Ledger,
    day,
    month_end,
    spread,
)
from layouts.lists import allotments

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september")
BY_MONTH = {
    ASN: (0, 64_000, 0, 61_000, 27_000, 0, 97_000, 0, 62_000),
    FRN: (0, 0, 380_000, 609_000, 0, 545_000, 0, 0, 135_000),
    FSKN: (9_000, 0, 12_000, 0, 0, 10_000, 0, 13_000, 0),
    KN: (31_000, 0, 0, 78_000, 0, 0, 76_000, 41_000, 0),
    GVN: (0, 28_000, 20_000, 0, 49_000, 0, 0, 33_000, 0),
    MKB: (55_000, 0, 45_000, 0, 110_000, 99_000, 0, 0, 98_000),
}


def quarters_with_balances() -> Case:
    """A sheet per quarter: the balance brought in, three months, their sum, and the balance that the next sheet begins with."""
    book = Book()
    allotments(book.sheet("Beslut KSAU", [44, 18]), 1, ("Nämnd/bolag", "Beviljat belopp, kr"))
    left = dict(ALLOTTED)
    for quarter in range(3):
        page = book.sheet(f"Kv {quarter + 1}", [10, *[16] * 6])
        page.put("A1", f"Kvartal {quarter + 1} 2026", bold=True)
        months = [f"Avrop {month}" for month in MONTHS[3 * quarter : 3 * quarter + 3]]
        page.row(3, ["Nämnd", "Ingående saldo", *months, "Summa avrop", "Utgående saldo"], bold=True)
        for row, who in enumerate(ALL, start=4):
            amounts = BY_MONTH[who][3 * quarter : 3 * quarter + 3]
            before = Formula(f"'Beslut KSAU'!B{row - 2}" if quarter == 0 else f"'Kv {quarter}'!G{row}", left[who])
            left[who] -= sum(amounts)
            page.row(row, [SHORT[who], before, *(amount or None for amount in amounts), add_up(f"C{row}:E{row}", amounts)])
            page.put(f"G{row}", Formula(f"B{row}-F{row}", left[who]))
    return Case("A sheet per quarter, its balances carried over", day(9, 30), Ledger(spread(BY_MONTH)), book)


def decisions_below_each_other() -> Case:
    """All grants of the reserve in one list; a row with a diarienummer heads those of each decision."""
    called = {ASN: 596_000, FRN: 3_810_000, FSKN: 64_000, KN: 252_000, GVN: 156_000, MKB: 375_000}
    others = {FRN: (900_000, 296_000), KN: (300_000, 112_000)}, {ASN: (400_000, 250_000), MKB: (250_000, 92_000)}
    ours = {who: (ALLOTTED[who], amount) for who, amount in called.items()}
    book = Book()
    page = book.sheet("KS förfogande 2026", [48, 14, 14, 14])
    page.put("A1", "Kommunstyrelsens anslag till förfogande 2026", bold=True)
    page.row(3, ["Beslut / mottagare", "Beviljat", "Avropat", "Kvar"], bold=True)
    row = 4
    for heading, block in zip(("STK-2026-112 Sommarlov", "STK-2026-580 Kraftsamlande insatser", "STK-2026-701 Trygghet"), (others[0], ours, others[1]), strict=True):
        page.put(f"A{row}", heading, bold=True)
        first = row = row + 1
        for who, (granted, amount) in block.items():
            page.row(row, [LONG[who], granted, amount, Formula(f"B{row}-C{row}", granted - amount)])
            row += 1
        page.row(row, ["Summa", *(add_up(f"{column}{first}:{column}{row - 1}", (each[n] for each in block.values())) for n, column in enumerate("BC"))], bold=True)
        row += 2
    call_offs = [CallOff(who, day(9, 30), amount) for who, amount in called.items()]
    return Case("Several decisions below each other, each headed by its number", day(9, 30), Ledger(call_offs), book)


def office_that_decides() -> Case:
    """A date for each step, whose headings say who decides."""
    steps = [
        (FRN, 1_240_000, day(2, 3), day(2, 16), day(3, 2), None),
        (ASN, 210_500, day(2, 20), day(3, 4), None, None),
        (KN, 164_000, day(3, 9), day(3, 27), day(4, 14), None),
        (FSKN, 41_000, day(4, 7), None, None, day(4, 28)),
        (GVN, 187_500, day(4, 8), day(4, 21), day(5, 6), None),
        (MKB, 350_000, day(5, 25), day(6, 9), None, None),
        (ASN, 95_000, day(9, 14), None, None, None),
    ]
    book = Book()
    allotments(book.sheet("Ram", [44, 16]), 1, ("Nämnd", "Ram 2026"))
    page = book.sheet("Avrop", [6, 44, 14, *[14] * 4])
    page.row(1, ["Nr", "Nämnd", "Belopp", "Inkom", "Godkänd av SK", "Utbetald", "Avslag"], bold=True)
    call_offs = []
    for number, (who, amount, *dates) in enumerate(steps, start=1):
        page.row(number + 1, [number, LONG[who], amount, *dates])
        asked, approved, paid, refused = dates
        status = REFUSED if refused else PAID if paid else APPROVED if approved else WAITING
        call_offs.append(CallOff(who, approved or refused or asked or day(1, 1), amount, status))
    page.row(len(steps) + 2, ["Summa", None, add_up(f"C2:C{len(steps) + 1}", (each[1] for each in steps))], bold=True)
    return Case("A date per step, approved by the office", day(9, 30), Ledger(call_offs), book)


def list_per_status() -> Case:
    """What is paid and what is approved but not yet paid, each on its own sheet and without a column of statuses."""
    call_offs = [
        CallOff(FRN, day(2, 16), 1_240_000, PAID, "Fritidsgårdar"),
        CallOff(MKB, day(3, 18), 350_000, PAID, "Praktik"),
        CallOff(KN, day(3, 27), 164_000, APPROVED, "Kulturskola"),
        CallOff(GVN, day(4, 21), 187_500, PAID, "Coacher"),
        CallOff(FSKN, day(5, 12), 41_000, APPROVED, "Språkstund"),
        CallOff(ASN, day(8, 19), 210_500, APPROVED, "Feriejobb"),
        CallOff(FRN, day(9, 8), 615_000, APPROVED, "Lovskola"),
    ]
    book = Book()
    allotments(book.sheet("Tilldelning", [44, 16]), 1)
    for title, status in (("Utbetalda avrop", PAID), ("Godkända ej utbetalda", APPROVED)):
        page = book.sheet(title, [12, 44, 20, 14])
        page.row(1, ["Datum", "Nämnd", "Insats", "Belopp"], bold=True)
        for row, each in enumerate((each for each in call_offs if each.status == status), start=2):
            page.row(row, [each.day, LONG[each.who], each.what, each.amount])
    return Case("A list of what is paid, another of what is approved and not paid", day(9, 30), Ledger(call_offs), book)


def months_below_each_other() -> Case:
    """A block per month with its sum and the sum so far; nothing says whether what is listed was approved."""
    book = Book()
    allotments(book.sheet("Ram 2026", [44, 16]), 1, ("Nämnd", "Ram"))
    page = book.sheet("Avrop", [44, 24, 14])
    page.put("A1", "Avrop per månad 2026", bold=True)
    row, so_far, before = 3, 0.0, ""
    call_offs = []
    for month, name in enumerate(MONTHS[2:], start=3):
        page.put(f"A{row}", f"{name.capitalize()} 2026", bold=True)
        page.row(row + 1, ["Nämnd", "Insats", "Belopp"])
        first = row = row + 2
        for who in (who for who in ALL if BY_MONTH[who][month - 1]):
            page.row(row, [LONG[who], "Ungas fritid", BY_MONTH[who][month - 1]])
            call_offs.append(CallOff(who, month_end(month), BY_MONTH[who][month - 1]))
            row += 1
        total = sum(amounts[month - 1] for amounts in BY_MONTH.values())
        so_far += total
        page.row(row, [f"Summa {name}", None, Formula(f"SUM(C{first}:C{row - 1})", total)], bold=True)
        page.row(row + 1, ["Ackumulerat", None, Formula(f"{before}C{row}", so_far)])
        before, row = f"C{row + 1}+", row + 4
    held = ("called_off", "remaining", "transferable")
    return Case("A block per month, its sum and the sum so far", day(9, 30), Ledger(call_offs), book, held=held)
