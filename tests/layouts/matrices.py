"""Workbooks where a row or a column holds many call-offs: by month, by quarter, in groups of columns, or only summed up."""

from datetime import date

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
    OFFICE,
    PAID,
    SHORT,
    WAITING,
    CallOff,
    Cost,
    Ledger,
    day,
    spread,
)


def dates_as_headings() -> Case:
    """A month per column under real dates, allotment before and what is left after, all sums as formulas."""
    months = {
        ASN: (0, 45_000, 62_500, 0, 88_000, 0, 120_000, 30_000, 41_000),
        FRN: (210_000, 0, 480_000, 335_000, 0, 515_000, 260_000, 0, 402_000),
        FSKN: (0, 0, 18_500, 0, 21_000, 0, 0, 33_000, 0),
        KN: (0, 74_000, 0, 52_000, 0, 96_500, 0, 61_000, 0),
        GVN: (0, 0, 0, 85_000, 0, 0, 0, 140_000, 12_750),
        MKB: (0, 0, 150_000, 0, 0, 225_000, 0, 0, 175_000),
    }
    book = Book()
    page = book.sheet("Avrop 2026", [44, 12])
    page.put("A1", "Kraftsamlande insatser 2026 – avrop ur KS anslag till förfogande, STK-2026-580", bold=True)
    page.put("A2", "Belopp i kronor. Fylls på månadsvis utifrån beviljade avrop.")
    page.merge("C3:N3", "Avropat per månad")
    page.row(4, ["Förvaltning", "Beviljat"], bold=True)
    for month in range(1, 13):
        page.put(f"{'CDEFGHIJKLMN'[month - 1]}4", date(2026, month, 1), "mmm yy", bold=True)
    page.row(4, ["Summa avropat", "Kvar"], start=15, bold=True)
    for row, who in enumerate(ALL, start=5):
        page.row(row, [OFFICE[who], ALLOTTED[who], *(amount or None for amount in months[who])])
        page.put(f"O{row}", add_up(f"C{row}:N{row}", months[who]))
        page.put(f"P{row}", Formula(f"B{row}-O{row}", ALLOTTED[who] - sum(months[who])))
    page.put("A11", "S:a", bold=True)
    page.put("B11", add_up("B5:B10", ALLOTTED.values()))
    for index, column in enumerate("CDEFGHIJKLMN"):
        page.put(f"{column}11", add_up(f"{column}5:{column}10", (months[who][index] for who in ALL if index < 9)))
    page.put("O11", add_up("O5:O10", map(sum, months.values())))
    page.put("P11", add_up("P5:P10", (ALLOTTED[who] - sum(months[who]) for who in ALL)))
    page.put("A13", "Ansökningar som inte är beviljade finns i diariet, inte här.")
    return Case("A month per column under real dates", day(9, 30), Ledger(spread(months)), book)


def recipients_as_columns() -> Case:
    """Turned on its side: a column per nämnd, a row per quarter, thousands of kronor said in the title only."""
    quarters = {
        ASN: (110, 180, 95),
        FRN: (640, 1_050, 720),
        FSKN: (0, 35, 42.5),
        KN: (75, 140, 60),
        GVN: (0, 125, 88),
        MKB: (200, 0, 310),
    }
    kronor = {who: [amount * 1000 for amount in amounts] for who, amounts in quarters.items()}
    book = Book()
    page = book.sheet("Blad1", [30])
    page.put("A1", "Uppföljning kraftsamlande insatser (tkr)", bold=True)
    page.row(3, [None, *(SHORT[who] for who in ALL), "Totalt"], bold=True)
    labels = [
        "Tilldelat enligt beslut",
        "Avropat kvartal 1",
        "Avropat kvartal 2",
        "Avropat kvartal 3",
        "Summa avropat",
        "Kvar att avropa",
        "Nyttjat, %",
    ]
    for row, label in enumerate(labels, start=4):
        page.put(f"A{row}", label)
    for column, who in zip("BCDEFG", ALL, strict=True):
        frame, used = ALLOTTED[who] / 1000, sum(quarters[who])
        page.put(f"{column}4", frame)
        for row, amount in enumerate(quarters[who], start=5):
            page.put(f"{column}{row}", amount, "#,##0.0")
        page.put(f"{column}8", add_up(f"{column}5:{column}7", quarters[who]))
        page.put(f"{column}9", Formula(f"{column}4-{column}8", frame - used))
        page.put(f"{column}10", Formula(f"{column}8/{column}4", used / frame), "0%")
    used = sum(map(sum, quarters.values()))
    sums = [10_000, *(sum(amounts[index] for amounts in quarters.values()) for index in range(3)), used, 10_000 - used]
    for row, amount in enumerate(sums, start=4):
        page.put(f"H{row}", Formula(f"SUM(B{row}:G{row})", amount))
    page.put("H10", Formula("H8/H4", used / 10_000), "0%")
    return Case(
        "Turned on its side, a row per quarter, tkr in the title",
        day(9, 30),
        Ledger(spread(kronor, months_each=3)),
        book,
    )


def call_offs_in_groups() -> Case:
    """Avrop 1 to 3 side by side, each with date, kronor and how far it has come, under merged headings of two rows."""
    said = {WAITING: "Sökt", APPROVED: "Beviljat", PAID: "Utbetalt"}
    rows = {
        ASN: [(day(2, 16), 240_000, PAID), (day(5, 11), 185_000, PAID), (day(9, 21), 150_000, WAITING)],
        FRN: [(day(1, 28), 1_250_000, PAID), (day(4, 9), 980_000, PAID), (day(8, 20), 640_000, APPROVED)],
        FSKN: [(day(3, 5), 65_000, PAID)],
        KN: [(day(3, 18), 205_000, PAID), (day(9, 2), 172_500, APPROVED)],
        GVN: [(day(4, 22), 310_000, APPROVED), (day(9, 28), 90_000, WAITING)],
        MKB: [(day(6, 1), 425_000, PAID), (day(9, 15), 260_000, APPROVED)],
    }
    book = Book()
    page = book.sheet("Läget", [42, 14])
    page.put("A1", "Avrop kraftsamlande insatser, läget 30 september 2026", bold=True)
    page.merge("A3:A4", "Nämnd")
    page.merge("B3:B4", "Tilldelning")
    for number, cells in enumerate(("C3:E3", "F3:H3", "I3:K3"), start=1):
        page.merge(cells, f"Avrop {number}")
        page.row(4, ["Datum", "Kronor", "Läge"], start=3 * number, bold=True)
    page.merge("L3:L4", "Återstår")
    for row, who in enumerate(ALL, start=5):
        page.row(row, [LONG[who], ALLOTTED[who]])
        for number, (when, amount, status) in enumerate(rows[who], start=1):
            page.row(row, [when, amount, said[status]], start=3 * number)
        left = ALLOTTED[who] - sum(amount for _, amount, status in rows[who] if status != WAITING)
        taken = "".join(
            f"-{'DGJ'[number]}{row}" for number, (_, _, status) in enumerate(rows[who]) if status != WAITING
        )
        page.put(f"L{row}", Formula(f"B{row}{taken}", left))
    page.put("A11", "Summa", bold=True)
    page.put("B11", add_up("B5:B10", ALLOTTED.values()))
    for number, column in enumerate("DGJ"):
        page.put(
            f"{column}11",
            add_up(f"{column}5:{column}10", (each[number][1] for each in rows.values() if number < len(each))),
        )
    page.put("A12", "Det som bara är sökt räknas inte av i Återstår.")
    call_offs = [CallOff(who, *each) for who, groups in rows.items() for each in groups]
    return Case("Avrop 1 to 3 in groups of columns", day(9, 30), Ledger(call_offs), book, may=["FO03"])


def summary_only() -> Case:
    """One row per nämnd and nothing below it; kronor in the cells, shown as millions by the number format."""
    rows = {
        ASN: (520_000, 410_000, 1_050_000),
        FRN: (2_900_000, 2_615_000, 6_000_000),
        FSKN: (60_000, 60_000, 140_000),
        KN: (390_000, 302_500, 780_000),
        GVN: (275_000, 190_000, 600_000),
        MKB: (700_000, 655_000, 1_200_000),
    }
    book = Book()
    page = book.sheet("Sammanställning", [44, 12, 12, 12, 12, 12])
    page.put("A1", "KRAFTSAMLANDE INSATSER – SAMMANSTÄLLNING PER 2026-09-30", bold=True)
    page.put("A2", "Underlag till kommunstyrelsens tertialuppföljning. Visas i miljoner kronor.")
    page.row(4, ["Nämnd/bolag", "Beviljat", "Avropat", "Utfall", "Prognos helår", "Kvar att avropa"], bold=True)
    for row, who in enumerate(ALL, start=5):
        left = Formula(f"B{row}-C{row}", ALLOTTED[who] - rows[who][0])
        for column, value in zip("ABCDEF", [LONG[who], ALLOTTED[who], *rows[who], left], strict=True):
            page.put(f"{column}{row}", value, None if column == "A" else "0.00,,")
    page.put("A11", "TOTALT", bold=True)
    sums = [10_000_000, *(sum(each[index] for each in rows.values()) for index in range(3))]
    for column, amount in zip("BCDEF", [*sums, 10_000_000 - sums[1]], strict=True):
        page.put(f"{column}11", Formula(f"SUM({column}5:{column}10)", amount), "0.00,,", bold=True)
    call_offs = [CallOff(who, day(9, 30), each[0]) for who, each in rows.items()]
    costs = [Cost(who, day(9, 30), each[1], 0, 0, "") for who, each in rows.items()]
    return Case(
        "Summary per nämnd only, shown in millions", day(9, 30), Ledger(call_offs, costs=costs), book, may=["UT06"]
    )
