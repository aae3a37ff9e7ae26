"""Workbooks that look like bookkeeping: a cash book with a running balance, and codes with a ledger extract."""

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
    SHORT,
    WAITING,
    CallOff,
    Cost,
    Ledger,
    day,
)
from layouts.lists import allotments


def cash_book() -> Case:
    """A cash book: in, out and a running balance over two printed pages, the balance carried between them."""
    book = Book()
    page = book.sheet("Kassabok", [6, 12, 44, 40, 14, 14, 14])
    entries = [(day(1, 7), LONG[who], "Tilldelning enligt KS-beslut", ALLOTTED[who], None) for who in ALL]
    call_offs = [
        CallOff(FRN, day(1, 30), 700_000, what="Avrop fritidsgårdar"),
        CallOff(ASN, day(2, 18), 215_000, what="Avrop feriejobb"),
        CallOff(KN, day(3, 10), 180_000, what="Avrop kulturskola"),
        CallOff(FRN, day(4, 14), 860_000, what="Avrop lovaktiviteter"),
        CallOff(MKB, day(5, 5), 450_000, what="Avrop sommarpraktik"),
        CallOff(FSKN, day(5, 26), 61_000, what="Avrop berättarstunder"),
        CallOff(KN, day(6, 11), -25_000, what="Återföring av avrop, lägre lokalhyra"),
        CallOff(GVN, day(8, 17), 330_000, what="Avrop övergångscoacher"),
        CallOff(ASN, day(9, 3), 140_000, what="Avrop uppsökande stöd"),
        CallOff(MKB, day(9, 23), 98_500, what="Avrop områdeslokal"),
    ]
    entries += [
        (
            each.day,
            LONG[each.who],
            each.what,
            -each.amount if each.amount < 0 else None,
            each.amount if each.amount > 0 else None,
        )
        for each in call_offs
    ]
    headings = ["Ver", "Datum", "Nämnd", "Text", "In", "Ut", "Saldo"]
    page.put("A1", "Kassabok – kraftsamlande insatser, sida 1", bold=True)
    page.row(2, headings, bold=True)
    row, balance = 3, 0.0
    for number, (when, who, text, money_in, money_out) in enumerate(entries, start=1):
        if number == 11:
            page.row(row, [None, None, None, "Transport till nästa sida", None, None, Formula(f"G{row - 1}", balance)])
            page.put(f"A{row + 2}", "Kassabok – kraftsamlande insatser, sida 2", bold=True)
            page.row(row + 3, headings, bold=True)
            page.row(
                row + 4, [None, None, None, "Transport från föregående sida", None, None, Formula(f"G{row}", balance)]
            )
            row += 5
        balance += (money_in or 0) - (money_out or 0)
        before = f"G{row - 1}+" if number > 1 else ""
        page.row(row, [number, when, who, text, money_in, money_out, Formula(f"{before}E{row}-F{row}", balance)])
        row += 1
    return Case("A cash book with a running balance over two pages", day(9, 30), Ledger(call_offs), book)


def codes_on_another_sheet() -> Case:
    """Call-offs and ledger rows name a code for the office; which nämnd it is stands on a sheet of codes."""
    codes = {ASN: 520_100, FRN: 410_300, FSKN: 230_700, KN: 440_200, GVN: 250_900, MKB: 990_010}
    said = {WAITING: "Begärt", APPROVED: "Godkänt", PAID: "Utbetalt"}
    call_offs = [
        CallOff(ASN, day(2, 5), 195_000, PAID, "feriejobb"),
        CallOff(FRN, day(2, 19), 1_050_000, PAID, "öppettider"),
        CallOff(KN, day(3, 12), 240_000, PAID, "kulturskola"),
        CallOff(GVN, day(4, 16), 225_000, APPROVED, "coacher"),
        CallOff(FSKN, day(5, 13), 57_500, PAID, "berättarstunder"),
        CallOff(MKB, day(6, 4), 480_000, APPROVED, "praktik"),
        CallOff(FRN, day(8, 27), 790_000, APPROVED, "lov"),
        CallOff(ASN, day(9, 17), 160_000, WAITING, "uppsökande"),
    ]
    costs = [
        Cost(ASN, day(3, 31), 88_400, 5010, 60411, "Löner feriejobb"),
        Cost(FRN, day(3, 31), 412_000, 5010, 60398, "Timlöner fritidsledare"),
        Cost(KN, day(4, 30), 97_350, 6400, 61020, "Lokalhyra"),
        Cost(FRN, day(5, 31), 350_600, 5010, 61877, "Timlöner fritidsledare"),
        Cost(GVN, day(6, 30), 143_000, 5010, 62340, "Löner coacher"),
        Cost(FSKN, day(6, 30), 31_200, 6460, 62355, "Böcker"),
        Cost(ASN, day(8, 31), 64_900, 7410, 63711, "Föreningsstöd"),
        Cost(FRN, day(8, 31), -18_000, 6400, 63802, "Rättelse hyra"),
    ]
    book = Book()
    allotments(book.sheet("Ramar", [44, 16]), 1, ("Nämnd", "Ram, kr"))
    page = book.sheet("Avrop", [10, 12, 24, 14, 12])
    page.row(1, ["Ansvar", "Datum", "Avser", "Belopp", "Status"], bold=True)
    for row, each in enumerate(call_offs, start=2):
        page.row(row, [codes[each.who], each.day, each.what, each.amount, said[each.status]])
        page.put(f"A{row}", codes[each.who], "0")
    page.put(
        f"D{len(call_offs) + 2}", add_up(f"D2:D{len(call_offs) + 1}", (each.amount for each in call_offs)), bold=True
    )
    page = book.sheet("Kodplan", [10, 44])
    page.row(1, ["Ansvar", "Nämnd"], bold=True)
    for row, who in enumerate(ALL, start=2):
        page.row(row, [None, LONG[who]])
        page.put(f"A{row}", codes[who], "0")
    page = book.sheet("Huvudbok", [8, 10, 12, 12, 28, 14])
    page.row(1, ["Konto", "Ansvar", "Verifikation", "Bokf.\ndatum", "Text", "Belopp"], bold=True)
    for row, each in enumerate(costs, start=2):
        page.row(row, [None, None, None, each.day, each.what, each.amount])
        for column, code in zip("ABC", (each.account, codes[each.who], each.voucher), strict=True):
            page.put(f"{column}{row}", code, "0")
    return Case(
        f"Codes on another sheet ({SHORT[ASN]} = {codes[ASN]}), a sum without label, a ledger extract",
        day(9, 30),
        Ledger(call_offs, costs=costs),
        book,
    )
