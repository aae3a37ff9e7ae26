"""Workbooks that are lists of events: a date or a tick per step, and a log with types."""

from collections.abc import Sequence
from datetime import date

from layouts.book import Book, Case, Formula, Page, add_up, must
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
    WAITING,
    CallOff,
    Ledger,
    Transfer,
    day,
)


def allotments(page: Page, row: int, headings: Sequence[str] = ("Nämnd", "Tilldelat (kr)")) -> None:
    """A table of the allotments with its sum below."""
    page.row(row, headings, bold=True)
    for line, who in enumerate(ALL, start=row + 1):
        page.row(line, [LONG[who], ALLOTTED[who]])
    page.row(row + 7, ["Summa", add_up(f"B{row + 1}:B{row + 6}", ALLOTTED.values())], bold=True)


def date_per_step() -> Case:
    """A date for each step, two decisions in one list, sums of parts below it, and last spring's list still in the file."""
    ours, earlier = "STK-2026-580", "STK-2025-311"
    steps = [
        (ours, ASN, "Feriejobb", 165_000, day(1, 19), day(2, 2), day(2, 20), None),
        (earlier, FRN, "Lovskola 2025", 310_000, date(2025, 9, 1), date(2025, 9, 22), date(2025, 10, 6), None),
        (ours, FRN, "Öppna fritidsgårdar", 1_400_000, day(2, 3), day(2, 24), day(3, 9), None),
        (ours, KN, "Kulturskola", 220_000, day(2, 10), day(3, 2), None, None),
        (earlier, KN, "Biblioteksbuss", 95_000, date(2025, 10, 13), date(2025, 11, 3), date(2025, 11, 24), None),
        (ours, GVN, "Övergångscoacher", 260_000, day(3, 16), day(4, 1), day(4, 20), None),
        (ours, FSKN, "Berättarstunder", 48_000, day(4, 7), None, None, day(4, 27)),
        (ours, FSKN, "Berättarstunder, omarbetad", 39_500, day(5, 4), day(5, 18), None, None),
        (ours, MKB, "Sommarpraktik", 540_000, day(4, 20), day(5, 6), day(6, 8), None),
        (ours, FRN, "Ledarutbildning", 725_000, day(6, 1), day(6, 17), None, None),
        (ours, ASN, "Uppsökande arbete", 280_000, day(8, 24), None, None, None),
        (ours, KN, "Ung redaktion", 110_000, day(9, 7), None, None, None),
    ]
    book = Book()
    allotments(book.sheet("Tilldelning", [44, 16]), 3)
    page = book.sheet("Avrop", [16, 6, 40, 28, 12, 14, 12, 12, 12])
    headings = ["Dnr", "Nr", "Nämnd", "Insats", "Belopp", "Ansökan inkom", "Beviljat", "Utbetalt", "Avslag"]
    page.row(1, headings, bold=True)
    for number, (number_of_case, who, what, amount, *dates) in enumerate(steps, start=1):
        page.row(number + 1, [number_of_case, number, LONG[who], what, amount, *dates])
    end = len(steps) + 1
    page.row(end + 1, ["Summa samtliga", *[None] * 3, add_up(f"E2:E{end}", (each[3] for each in steps))], bold=True)
    for row, label, formula, amount in (
        (
            end + 2,
            "varav STK-2026-580",
            f'SUMIF(A2:A{end},"{ours}",E2:E{end})',
            sum(each[3] for each in steps if each[0] == ours),
        ),
        (
            end + 3,
            "TOTALT exkl bolag",
            f'SUMIF(C2:C{end},"<>{LONG[MKB]}",E2:E{end})',
            sum(each[3] for each in steps if each[1] != MKB),
        ),
    ):
        page.row(row, [label, *[None] * 3, Formula(formula, amount)])
    old = book.sheet("Avrop GAMMAL", [16, 6, 40, 28, 12, 14])
    old.put("A1", "ERSATT 2026-04-30 – använd bladet Avrop", bold=True)
    old.row(3, headings, bold=True)
    for number, (number_of_case, who, what, amount, asked, *_) in enumerate(steps[:6], start=1):
        old.row(number + 3, [number_of_case, number, LONG[who], what, amount, asked])
    call_offs = [_at_its_step(each[1], each[2], each[3], *each[4:]) for each in steps if each[0] == ours]
    return Case(
        "A date per step, two decisions in the list, a replaced list beside it", day(10, 5), Ledger(call_offs), book
    )


def _at_its_step(
    who: str, what: str, amount: float, asked: date, approved: date | None, paid: date | None, refused: date | None
) -> CallOff:
    status = REFUSED if refused else PAID if paid else APPROVED if approved else WAITING
    return CallOff(who, refused or paid or approved or asked, amount, status, what)


def ticks_under_three_headings() -> Case:
    """Tick boxes per step under headings of three rows; the nämnd on the first row of its group, a sum after each."""
    rows = {
        ASN: [("Uppsökande stöd", day(2, 9), 130_000, PAID), ("Feriejobb", day(6, 3), 310_000, APPROVED)],
        FRN: [
            ("Fritidsgårdar", day(2, 12), 900_000, PAID),
            ("Lov", day(5, 28), 640_000, PAID),
            ("Ledare", day(9, 10), 380_000, WAITING),
        ],
        FSKN: [("Sagor", day(4, 15), 52_500, PAID)],
        KN: [("Kulturskola", day(3, 4), 160_000, PAID), ("Redaktion", day(8, 31), 145_000, APPROVED)],
        GVN: [("Coacher", day(3, 27), 205_000, PAID), ("Coacher, höst", day(9, 18), 180_000, WAITING)],
        MKB: [("Praktik", day(5, 7), 395_000, APPROVED), ("Lokal", day(8, 19), 210_000, APPROVED)],
    }
    book = Book()
    page = book.sheet("Avropslista", [42, 22, 12, 14, 10, 10, 10])
    page.merge("A1:G1", "AVROP 2026")
    page.row(2, ["Nämnd", "Insats", "Datum", "Belopp (kr)"], bold=True)
    page.merge("E2:G2", "Steg")
    page.row(3, ["Begärt", "Godkänt", "Utbetalt"], start=5, bold=True)
    for column in "ABCD":
        page.sheet.merge_cells(f"{column}2:{column}3")
    row, sums = 4, []
    for who, lines in rows.items():
        first = row
        for what, when, amount, status in lines:
            ticks = [True, status != WAITING, status == PAID]
            page.row(row, [LONG[who] if row == first else None, what, when, amount, *ticks])
            row += 1
        page.row(row, [None, "Delsumma", None, add_up(f"D{first}:D{row - 1}", (each[2] for each in lines))], bold=True)
        sums.append(row)
        row += 1
    everything = sum(each[2] for lines in rows.values() for each in lines)
    page.row(row, ["Totalsumma", None, None, Formula("+".join(f"D{each}" for each in sums), everything)], bold=True)
    allotments(book.sheet("Ramar", [44, 16]), 1, ("Nämnd", "Ram 2026"))
    call_offs = [
        CallOff(who, when, amount, status, what) for who, lines in rows.items() for what, when, amount, status in lines
    ]
    return Case(
        "Tick boxes per step under three rows of headings, halfway through the year",
        day(6, 30),
        Ledger(call_offs),
        book,
    )


def log_with_types() -> Case:
    """One log of everything that happens to the money, told apart by type; a booked transfer lacks its agreement."""
    call_offs = [
        CallOff(FRN, day(2, 25), 870_000, PAID),
        CallOff(ASN, day(3, 11), 230_000, PAID),
        CallOff(KN, day(4, 1), 310_000, PAID),
        CallOff(MKB, day(4, 29), 380_000, APPROVED),
        CallOff(FSKN, day(5, 20), 44_000, APPROVED),
        CallOff(FRN, day(6, 10), 1_120_000, PAID),
        CallOff(GVN, day(8, 26), 275_000, APPROVED),
        CallOff(KN, day(9, 16), 260_000, WAITING),
    ]
    transfers = [
        Transfer(FRN, KN, day(6, 24), 150_000, "Ök 2026:3", day(6, 15)),
        Transfer(ASN, GVN, day(9, 9), 75_000, None, None),
    ]
    everyone = [
        (day(1, 15), "Tilldelning", "KS", LONG[who], ALLOTTED[who], "Beslutad", None, None, None) for who in ALL
    ]
    said = {WAITING: "Begärt", APPROVED: "Godkänt", PAID: "Utbetalt"}
    events = [
        (each.day, "Avrop", "KS", LONG[each.who], each.amount, said[each.status], None, None, None)
        for each in call_offs
    ]
    moved = [
        (
            each.day,
            "Omfördelning",
            LONG[each.donor],
            LONG[each.receiver],
            each.amount,
            "Bokförd",
            each.agreement,
            each.agreed,
            "Stadskontoret",
        )
        for each in transfers
    ]
    book = Book()
    page = book.sheet("Händelser", [6, 12, 14, 40, 40, 12, 11, 16, 12, 14])
    page.put("A1", "Händelselogg kraftsamling 2026", bold=True)
    page.row(
        3,
        ["Löpnr", "Datum", "Typ", "Från", "Till", "Belopp", "Status", "Överenskommelse", "Ök daterad", "Ök med"],
        bold=True,
    )
    listed = [*everyone, *sorted([*events, *moved], key=lambda each: each[0])]
    for number, event in enumerate(listed, start=1):
        page.row(number + 3, [number, *event])
    lacking = next(row for row, event in enumerate(listed, start=4) if event[1] == "Omfördelning" and event[6] is None)
    page.put(
        f"A{len(listed) + 5}",
        "Typ: Tilldelning = beslut i KS, Avrop = nämnd hämtar ur sin ram, Omfördelning = mellan nämnder enligt punkt 2.",
    )
    return Case(
        "A log with types, one transfer without agreement",
        day(9, 30),
        Ledger(call_offs, transfers),
        book,
        must=[must("OM01", "Händelser", f"H{lacking}")],
        may=["OM09"],
    )
