"""Workbooks that keep each nämnd, quarter or insats by itself: on a sheet of its own, or on a card below the last one."""

from datetime import date

from layouts.book import Book, Case, Formula, add_up, must
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
    Ledger,
    day,
    month_end,
)

SAID = {WAITING: "Begärt", APPROVED: "Godkänt", PAID: "Utbetalt"}
OWN_WORDS = {WAITING: "Sökt", APPROVED: "OK", PAID: "Utbet."}


def in_words(when: date) -> str:
    """A date as people write it: 23 feb 2026."""
    return f"{when.day} {['jan', 'feb', 'mars', 'april', 'maj', 'juni', 'juli', 'aug', 'sept', 'okt', 'nov', 'dec'][when.month - 1]} {when.year}"


def sheet_per_recipient() -> Case:
    """A sheet per nämnd: its frame above, its call-offs, a sum and what is left; one typed sum is wrong."""
    call_offs = [
        CallOff(ASN, day(2, 11), 175_000, PAID, "Feriejobb, planering"),
        CallOff(ASN, day(6, 8), 260_000, APPROVED, "Feriejobb"),
        CallOff(FRN, day(1, 26), 780_000, PAID, "Öppna fritidsgårdar"),
        CallOff(FRN, day(4, 13), 655_000, PAID, "Lovaktiviteter"),
        CallOff(FRN, day(8, 24), 410_000, APPROVED, "Ledarutbildning"),
        CallOff(FSKN, day(4, 20), 38_000, PAID, "Berättarstunder"),
        CallOff(FSKN, day(9, 14), 27_500, APPROVED, "Berättarstunder"),
        CallOff(KN, day(3, 9), 198_000, PAID, "Kulturskola nära hemmet"),
        CallOff(KN, day(5, 18), 84_000, APPROVED, "Ung redaktion"),
        CallOff(GVN, day(5, 4), 240_000, APPROVED, "Övergångscoacher"),
        CallOff(MKB, day(4, 27), 360_000, PAID, "Sommarpraktik"),
        CallOff(MKB, day(9, 1), 215_000, APPROVED, "Mötesplats"),
    ]
    ledger = Ledger(call_offs)
    book = Book()
    page = book.sheet("Läs mig", [80])
    page.put("A1", "Ett blad per nämnd. Nytt avrop: lägg en rad ovanför Summa, ändra Status när det är beslutat.")
    page.put("A2", "Kontera alltid på aktivitet 2660. Frågor till stadskontoret, ekonomiavdelningen.")
    for who in ALL:
        page = book.sheet(SHORT[who], [16, 26, 14, 12])
        page.put("A1", LONG[who], bold=True)
        page.row(2, ["Tilldelat 2026", ALLOTTED[who]])
        page.row(4, ["Datum", "Insats", "Belopp", "Status"], bold=True)
        for row, each in enumerate(ledger.of(who), start=5):
            page.row(row, [each.day, each.what, each.amount, SAID[each.status]])
        end = 4 + len(ledger.of(who))
        total = sum(each.amount for each in ledger.of(who))
        paid = sum(each.amount for each in ledger.of(who) if each.status == PAID)
        wrong = who == FRN
        page.row(end + 1, ["Summa", None, total - 10_000 if wrong else add_up(f"C5:C{end}", [total])], bold=True)
        page.row(end + 2, ["varav utbetalt", None, Formula(f'SUMIF(D5:D{end},"Utbetalt",C5:C{end})', paid)])
        page.row(
            end + 3,
            ["Kvar", None, ALLOTTED[who] - total if wrong else Formula(f"B2-C{end + 1}", ALLOTTED[who] - total)],
        )
    return Case("A sheet per nämnd, one typed sum is wrong", day(9, 30), ledger, book, must=[must("ST08", "FRN", "C8")])


def cards_below_each_other() -> Case:
    """Cards below each other on one sheet, each with its frame and a balance that begins again."""
    call_offs = [
        CallOff(ASN, day(2, 23), 150_000, what="uppsökande, våren"),
        CallOff(ASN, day(6, 15), 285_000, what="feriejobb"),
        CallOff(FRN, day(2, 2), 1_300_000, what="fritidsgårdar"),
        CallOff(FRN, day(5, 25), 900_000, what="lov"),
        CallOff(FRN, day(9, 7), 475_000, what="ledare"),
        CallOff(FSKN, day(3, 23), 72_000, what="sagostunder"),
        CallOff(KN, day(4, 8), 265_000, what="kulturskola"),
        CallOff(GVN, day(3, 2), 130_000, what="coacher, våren"),
        CallOff(GVN, day(8, 31), 195_000, what="coacher, hösten"),
        CallOff(MKB, day(5, 11), 510_000, what="sommarpraktik"),
    ]
    ledger = Ledger(call_offs)
    book = Book()
    page = book.sheet("Kort", [18, 30, 14, 16])
    page.put("A1", "Kraftsamling 2026, ett kort per mottagare", bold=True)
    row = 3
    for who in ALL:
        page.put(f"A{row}", LONG[who].upper(), bold=True)
        page.row(row + 1, ["Ram enligt § 266", None, None, ALLOTTED[who]])
        page.row(row + 2, ["Avropat den", "Avser", "Kronor", "Kvar av ramen"], bold=True)
        left, line = ALLOTTED[who], row + 3
        for each in ledger.of(who):
            left -= each.amount
            above = f"D{row + 1}" if line == row + 3 else f"D{line - 1}"
            page.row(line, [in_words(each.day), each.what, each.amount, Formula(f"{above}-C{line}", left)])
            line += 1
        page.row(
            line,
            ["Avropat hittills", None, add_up(f"C{row + 3}:C{line - 1}", (each.amount for each in ledger.of(who)))],
            bold=True,
        )
        row = line + 3
    return Case("Cards below each other, a balance that begins again", day(9, 30), ledger, book)


def sheet_per_quarter() -> Case:
    """A sheet per quarter, tkr in the sheets' names, names with footnotes, no date but the sheet's."""
    noted = {**LONG, KN: "Kulturnämnden *)", FRN: "Fritidsnämnden (inkl. fritidsgårdar)"}
    quarters = {
        1: [(ASN, 95, PAID), (FRN, 1_180, PAID), (KN, 142.5, PAID), (MKB, 220, PAID)],
        2: [(FRN, 875, PAID), (FSKN, 64, PAID), (GVN, 187.5, APPROVED), (KN, 90, PAID), (MKB, 310, APPROVED)],
        3: [(ASN, 240, APPROVED), (FRN, 520, APPROVED), (GVN, 110, WAITING)],
    }
    book = Book()
    page = book.sheet("Ram (tkr)", [44, 14])
    page.row(1, ["Nämnd", "Beviljad ram"], bold=True)
    for row, who in enumerate(ALL, start=2):
        page.row(row, [noted[who], ALLOTTED[who] / 1000])
    page.row(8, ["Summa", add_up("B2:B7", (amount / 1000 for amount in ALLOTTED.values()))], bold=True)
    page.put("A10", "*) varav biblioteken 300")
    for number, lines in quarters.items():
        page = book.sheet(f"Kv{number} 2026 (tkr)", [44, 12, 12])
        page.put("A1", f"Avrop kvartal {number}", bold=True)
        page.row(3, ["Nämnd", "Avrop", "Status"], bold=True)
        for row, (who, amount, status) in enumerate(lines, start=4):
            page.row(row, [noted[who], None, SAID[status]])
            page.put(f"B{row}", amount, "#,##0.0")
        end = 3 + len(lines)
        page.row(end + 1, ["Totalt", add_up(f"B4:B{end}", (each[1] for each in lines))], bold=True)
    call_offs = [
        CallOff(who, month_end(3 * number), 1000 * amount, status)
        for number, lines in quarters.items()
        for who, amount, status in lines
    ]
    return Case("A sheet per quarter, tkr in the sheets' names, names with notes", day(9, 30), Ledger(call_offs), book)


def sheet_per_intervention() -> Case:
    """A sheet per insats that says whose it is above its call-offs, and a first sheet that sums up per nämnd."""
    sheets = {
        "1 Feriejobb": (ASN, "Handledda feriejobb", [(day(2, 27), 120_000, PAID), (day(6, 12), 230_000, APPROVED)]),
        "2 Fritidsgårdar": (
            FRN,
            "Förlängda öppettider",
            [(day(2, 6), 1_100_000, PAID), (day(8, 14), 840_000, APPROVED)],
        ),
        "3 Ledare": (FRN, "Ledarutbildning för unga", [(day(4, 24), 365_000, PAID)]),
        "4 Sagor": (FSKN, "Berättarstunder", [(day(5, 8), 56_000, APPROVED)]),
        "5 Kulturskola": (KN, "Kulturskola nära hemmet", [(day(3, 20), 174_000, PAID), (day(9, 25), 88_000, WAITING)]),
        "6 Coacher": (GVN, "Övergångscoacher", [(day(4, 10), 295_000, APPROVED)]),
        "7 Praktik": (MKB, "Sommarpraktik", [(day(5, 29), 430_000, PAID)]),
    }
    call_offs = [CallOff(who, *each, what) for who, what, lines in sheets.values() for each in lines]
    as_of, ledger, book = day(9, 30), Ledger(call_offs), Book()
    page = book.sheet("Översikt", [44, 14, 14, 14])
    page.row(1, ["Nämnd", "Beviljat", "Avropat", "Kvar"], bold=True)
    for row, who in enumerate(ALL, start=2):
        page.row(
            row,
            [
                LONG[who],
                ALLOTTED[who],
                ledger.called_off(who, as_of),
                Formula(f"B{row}-C{row}", ledger.remaining(who, as_of)),
            ],
        )
    page.put("A8", "Summa", bold=True)
    page.put("B8", add_up("B2:B7", ALLOTTED.values()))
    page.put("C8", add_up("C2:C7", (ledger.called_off(who, as_of) for who in ALL)))
    page.put("D8", add_up("D2:D7", (ledger.remaining(who, as_of) for who in ALL)))
    page.put("A10", "Läge på insatsbladen: Sökt = inte beslutat än, OK = beviljat, Utbet. = pengarna är överförda.")
    for title, (who, what, lines) in sheets.items():
        page = book.sheet(title, [18, 44, 14])
        page.row(1, ["Insats", what], bold=True)
        page.row(2, ["Ansvarig nämnd", LONG[who]])
        page.row(4, ["Avropsdatum", "Belopp", "Läge"], bold=True)
        for row, (when, amount, status) in enumerate(lines, start=5):
            page.row(row, [when, amount, OWN_WORDS[status]])
        page.row(5 + len(lines), ["Summa", add_up(f"B5:B{4 + len(lines)}", (each[1] for each in lines))], bold=True)
    return Case(
        "A sheet per insats that names its nämnd above the list, statuses in words of its own", as_of, ledger, book
    )
