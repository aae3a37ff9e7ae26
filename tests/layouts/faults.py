"""Workbooks with planted faults that must be found where they are."""

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
    CallOff,
    Ledger,
    day,
    month_end,
    spread,
)
from layouts.lists import allotments

SAID = {APPROVED: "Godkänt", PAID: "Utbetalt"}
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def text_amount_double_row_misspelling() -> Case:
    """A list with the month in words: an amount as text, a row entered twice, a nämnd misspelt."""
    right = [
        (1, FRN, "Fritidsgårdar", 640_000, PAID),
        (2, ASN, "Feriejobb", 180_000, PAID),
        (2, FRN, "Lovaktiviteter", 455_000, PAID),
        (3, KN, "Kulturskola", 150_000, PAID),
        (4, MKB, "Sommarpraktik", 385_000, APPROVED),
        (4, MKB, "Sommarpraktik", 385_000, APPROVED),
        (5, FSKN, "Berättarstunder", 49_000, PAID),
        (6, GVN, "Coacher", 210_000, APPROVED),
        (8, KN, "Ung redaktion", 95_000, APPROVED),
        (9, ASN, "Uppsökande", 125_000, APPROVED),
    ]
    book = Book()
    allotments(book.sheet("Ramar", [44, 16]), 1, ("Nämnd", "Tilldelning"))
    page = book.sheet("Avrop", [14, 44, 22, 14, 12])
    page.put("A1", "Avrop 2026, kronor", bold=True)
    page.row(3, ["Månad", "Nämnd", "Avser", "Belopp", "Status"], bold=True)
    for row, (month, who, what, amount, status) in enumerate(right, start=4):
        page.row(row, [MONTHS[month - 1], LONG[who], what, amount, SAID[status]])
    page.put("D11", "210 000")
    page.put("B12", "Kutlurnämnden")
    page.row(14, ["Summa", None, None, add_up("D4:D13", (each[3] for each in right if each[1] != GVN))], bold=True)
    call_offs = [CallOff(who, month_end(month), amount, status, what) for month, who, what, amount, status in right]
    return Case(
        "An amount as text, a row twice, a nämnd misspelt; months in words",
        day(9, 30),
        Ledger(call_offs),
        book,
        must=[must("VD01", "Avrop", "D11"), must("AV08", "Avrop", row=9), must("VD08", "Avrop", "B12")],
        may=["FO10"],
        blocked=ALL,
    )


def matrix_beyond_the_allotment() -> Case:
    """Headings of four rows over months and sums per quarter; one nämnd runs out in September, one row sum is wrong."""
    months = {
        ASN: (60_000, 0, 45_000, 80_000, 0, 75_000, 0, 50_000, 0),
        FRN: (300_000, 250_000, 0, 410_000, 0, 380_000, 0, 290_000, 310_000),
        FSKN: (0, 40_000, 0, 55_000, 0, 30_000, 0, 0, 45_000),
        KN: (0, 70_000, 0, 0, 85_000, 0, 0, 64_000, 0),
        GVN: (0, 0, 110_000, 0, 0, 95_000, 0, 0, 70_000),
        MKB: (120_000, 0, 0, 180_000, 0, 0, 150_000, 0, 0),
    }
    book = Book()
    page = book.sheet("Beviljade avrop", [10, 12])
    page.merge("A1:O1", "KRAFTSAMLANDE INSATSER")
    page.merge("C2:O2", "Beviljade avrop 2026, kronor")
    page.merge("A2:A4", "Nämnd")
    page.merge("B2:B4", "Tilldelat")
    for number, cells in enumerate(("C3:F3", "G3:J3", "K3:N3"), start=1):
        page.merge(cells, f"Kvartal {number}")
    headings = [*MONTHS[:3], "Summa", *MONTHS[3:6], "Summa", *MONTHS[6:9], "Summa"]
    page.row(4, headings, start=3, bold=True)
    page.merge("O3:O4", "Hela året")
    for row, who in enumerate(ALL, start=5):
        page.row(row, [SHORT[who], ALLOTTED[who]])
        for quarter, columns in enumerate(("CDEF", "GHIJ", "KLMN")):
            amounts = months[who][quarter * 3 : quarter * 3 + 3]
            for column, amount in zip(columns, amounts, strict=False):
                if amount:
                    page.put(f"{column}{row}", amount)
            page.put(f"{columns[3]}{row}", add_up(f"{columns[0]}{row}:{columns[2]}{row}", amounts))
        page.put(f"O{row}", Formula(f"F{row}+J{row}+N{row}", sum(months[who])))
    page.put("J8", 58_000)
    page.put("O8", Formula("F8+J8+N8", sum(months[KN]) - 27_000))
    page.put("A12", "Alla belopp är beviljade, även höstens.")
    return Case(
        "Four rows of headings, an overdrawn nämnd, a wrong sum of a quarter",
        day(9, 30),
        Ledger(spread(months)),
        book,
        must=[must("AV01", "Beviljade avrop", "M7"), must("ST08", "Beviljade avrop", "J8", either=["FO02"])],
        may=["FO02"],
    )


def one_row_in_kronor() -> Case:
    """A list in tkr beside its allotments, where somebody has typed one row in kronor."""
    rows = [
        (FRN, day(2, 10), 760, PAID),
        (ASN, day(2, 25), 145, PAID),
        (KN, day(3, 17), 120_000, PAID),
        (MKB, day(4, 14), 365, PAID),
        (FRN, day(5, 19), 890, APPROVED),
        (FSKN, day(6, 2), 47.5, APPROVED),
        (GVN, day(8, 25), 230, APPROVED),
    ]
    book = Book()
    page = book.sheet("Kraftsamling tkr", [12, 44, 14, 12, 4, 44, 14])
    page.put("A1", "Avrop, tkr", bold=True)
    page.put("F1", "Tilldelat, tkr", bold=True)
    page.row(2, ["Datum", "Nämnd", "Avrop, tkr", "Status"], bold=True)
    for row, (who, when, amount, status) in enumerate(rows, start=3):
        page.row(row, [when, LONG[who], None, SAID[status]])
        page.put(f"C{row}", amount, "#,##0.0")
    page.row(2, ["Nämnd", "Beviljat, tkr"], start=6, bold=True)
    for row, who in enumerate(ALL, start=3):
        page.row(row, [LONG[who], ALLOTTED[who] / 1000], start=6)
    page.row(9, ["Summa", add_up("G3:G8", (amount / 1000 for amount in ALLOTTED.values()))], start=6, bold=True)
    call_offs = [
        CallOff(who, when, amount if who == KN else amount * 1000, status) for who, when, amount, status in rows
    ]
    return Case(
        "A list in tkr where one row is in kronor",
        day(8, 31),
        Ledger(call_offs),
        book,
        must=[must("AV01", "Kraftsamling tkr", "C5", either=["ST12"])],
        may=["ST12"],
        blocked=[KN],
    )
