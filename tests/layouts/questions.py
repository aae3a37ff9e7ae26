"""Workbooks where nobody could know, however careful: the right answer is a question, and no figure that hangs on it."""

from layouts.book import Book, Case, add_up
from layouts.ledger import APPROVED, ASN, FRN, FSKN, GVN, KN, LONG, MKB, PAID, WAITING, CallOff, Ledger, day
from layouts.lists import allotments

SAID = {WAITING: "Begärt", APPROVED: "Godkänt", PAID: "Utbetalt"}
CALLED = ("called_off", "remaining", "transferable")


def with_and_without_vat() -> Case:
    """Two columns that could both be what was called off: without and with VAT."""
    call_offs = [
        CallOff(ASN, day(2, 17), 140_000, PAID),
        CallOff(FRN, day(2, 26), 1_200_000, PAID),
        CallOff(KN, day(3, 24), 180_000, PAID),
        CallOff(FSKN, day(4, 28), 48_000, APPROVED),
        CallOff(GVN, day(5, 12), 220_000, APPROVED),
        CallOff(MKB, day(6, 9), 400_000, APPROVED),
        CallOff(FRN, day(9, 8), 640_000, APPROVED),
    ]
    book = Book()
    allotments(book.sheet("Fördelning", [44, 16]), 1)
    page = book.sheet("Avrop", [6, 12, 44, 18, 18, 12])
    page.row(1, ["Nr", "Datum", "Nämnd", "Belopp exkl. moms", "Belopp inkl. moms", "Status"], bold=True)
    for row, each in enumerate(call_offs, start=2):
        page.row(row, [row - 1, each.day, LONG[each.who], each.amount, each.amount * 1.25, SAID[each.status]])
    end = len(call_offs) + 1
    page.row(end + 1, ["Summa", None, None], bold=True)
    page.put(f"D{end + 1}", add_up(f"D2:D{end}", (each.amount for each in call_offs)))
    page.put(f"E{end + 1}", add_up(f"E2:E{end}", (each.amount * 1.25 for each in call_offs)))
    return Case("Amounts without and with VAT side by side", day(9, 30), Ledger(call_offs), book, held=CALLED)


def copy_of_the_list() -> Case:
    """Two sheets with almost the same list, numbered anew, one row changed and one added; nothing says which holds."""
    earlier = [
        CallOff(FRN, day(2, 4), 820_000, PAID, "fritidsgårdar"),
        CallOff(ASN, day(2, 19), 160_000, PAID, "feriejobb"),
        CallOff(KN, day(3, 25), 210_000, APPROVED, "kulturskola"),
        CallOff(GVN, day(4, 23), 185_000, APPROVED, "coacher"),
        CallOff(FSKN, day(5, 6), 52_000, APPROVED, "sagor"),
        CallOff(MKB, day(6, 16), 470_000, APPROVED, "praktik"),
    ]
    later = [
        *earlier[2:],
        CallOff(FRN, day(2, 4), 860_000, PAID, "fritidsgårdar"),
        CallOff(ASN, day(8, 21), 90_000, APPROVED, "uppsökande"),
        earlier[1],
    ]
    book = Book()
    for title, rows in (("Blad1", earlier), ("Blad1 (2)", sorted(later, key=lambda each: each.day))):
        page = book.sheet(title, [6, 12, 44, 24, 14, 12])
        page.row(1, ["Nr", "Datum", "Nämnd", "Avser", "Avrop kr", "Status"], bold=True)
        for row, each in enumerate(rows, start=2):
            number = row - 1 if title == "Blad1" else row + 99
            page.row(row, [number, each.day, LONG[each.who], each.what, each.amount, SAID[each.status]])
    allotments(book.sheet("Ram", [44, 16]), 1, ("Nämnd", "Ram kr"))
    return Case("Two versions of one list, none marked as the old one", day(9, 30), Ledger(later), book, held=CALLED)


def thousandths() -> Case:
    """Allotments in kronor, call-offs that look like tkr, and no unit anywhere."""
    rows = [
        (ASN, day(2, 12), 175),
        (FRN, day(2, 20), 1_450),
        (KN, day(3, 13), 240),
        (FSKN, day(4, 17), 62),
        (GVN, day(5, 22), 215),
        (MKB, day(6, 5), 480),
        (FRN, day(8, 28), 930),
    ]
    book = Book()
    allotments(book.sheet("Tilldelning", [44, 16]), 1, ("Nämnd", "Tilldelat"))
    page = book.sheet("Avrop", [12, 44, 14, 12])
    page.row(1, ["Datum", "Nämnd", "Avrop", "Status"], bold=True)
    for row, (who, when, amount) in enumerate(rows, start=2):
        page.row(row, [when, LONG[who], amount, "Utbetalt"])
    page.row(len(rows) + 2, ["Summa", None, add_up(f"C2:C{len(rows) + 1}", (each[2] for each in rows))], bold=True)
    call_offs = [CallOff(who, when, amount * 1000, PAID) for who, when, amount in rows]
    return Case("Call-offs a thousandth of the allotments, no unit", day(9, 30), Ledger(call_offs), book, held=CALLED)


def list_without_status() -> Case:
    """One list of applications and call-offs alike, where nothing says what has been approved."""
    call_offs = [
        CallOff(ASN, day(2, 13), 190_000, PAID, "Feriejobb"),
        CallOff(FRN, day(3, 6), 1_350_000, PAID, "Fritidsgårdar"),
        CallOff(KN, day(3, 27), 230_000, APPROVED, "Kulturskola"),
        CallOff(FSKN, day(4, 24), 66_000, APPROVED, "Sagor"),
        CallOff(GVN, day(5, 15), 280_000, APPROVED, "Coacher"),
        CallOff(MKB, day(6, 18), 520_000, APPROVED, "Praktik"),
        CallOff(FRN, day(9, 4), 710_000, WAITING, "Ledare"),
        CallOff(KN, day(9, 22), 140_000, WAITING, "Redaktion"),
    ]
    book = Book()
    allotments(book.sheet("Ramar", [44, 16]), 1, ("Nämnd", "Ram 2026"))
    page = book.sheet("Ansökningar och avrop", [12, 44, 24, 14])
    page.row(1, ["Inkom", "Nämnd", "Avser", "Kronor"], bold=True)
    for row, each in enumerate(call_offs, start=2):
        page.row(row, [each.day, LONG[each.who], each.what, each.amount])
    page.row(
        len(call_offs) + 2,
        ["Summa", None, None, add_up(f"D2:D{len(call_offs) + 1}", (each.amount for each in call_offs))],
        bold=True,
    )
    return Case("A list of applications and call-offs without status", day(9, 30), Ledger(call_offs), book, held=CALLED)
