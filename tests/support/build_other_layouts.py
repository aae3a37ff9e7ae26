"""Workbooks in other layouts than the template's: the same six allocations and six call-offs, laid out as people do."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from xl_kraftsamling import app
from xl_kraftsamling.domain.ledger.ledger import Ledger

Rows = Sequence[Sequence[Any]]


class Sheet(NamedTuple):
    """The rows of a sheet from A1, its merged ranges, and its hidden columns."""

    rows: Rows
    merged: Sequence[str] = ()
    hidden: Sequence[str] = ()


class Construct(NamedTuple):
    """A way to lay out a workbook, and words that must be in the description of how it was read."""

    sheets: Mapping[str, Sheet]
    described_as: Sequence[str] = ()


GRANTED = (
    ("arbetsmarknads- och socialnämnden", 1_100_000),
    ("fritidsnämnden", 6_100_000),
    ("förskolenämnden", 150_000),
    ("kulturnämnden", 800_000),
    ("gymnasie- och vuxenutbildningsnämnden", 650_000),
    ("MKB", 1_200_000),
)
KN, FRN = "kulturnämnden", "fritidsnämnden"
CALLED = (
    (1, date(2026, 5, 4), KN, 75_000, "utbetalt"),
    (2, date(2026, 5, 11), KN, 25_000, "godkänt"),
    (3, date(2026, 6, 1), KN, 40_000, "godkänt"),
    (4, date(2026, 5, 18), FRN, 400_000, "utbetalt"),
    (5, date(2026, 6, 15), FRN, 120_000, "godkänt"),
    (6, date(2026, 7, 1), FRN, 60_000, "begärt"),
)
GRANTS: Rows = (("Nämnd/bolag", "Beviljat (kr)"), *GRANTED)
LIST_HEADINGS = ("Nr", "Datum", "Nämnd", "Summa kr", "Status")
LIST: Rows = (LIST_HEADINGS, *CALLED)


def plain_sheets(**sheets: Rows) -> dict[str, Sheet]:
    """Sheets with these rows, without anything merged or hidden."""
    return {name: Sheet(rows) for name, rows in sheets.items()}


def two_sheets(grants: Rows = GRANTS, called: Rows = LIST) -> dict[str, Sheet]:
    """The two tables, each on its sheet."""
    return plain_sheets(Fördelning=grants, Avrop=called)


def side_by_side(left: Rows, right: Rows, *, lower: int, gap: int = 1) -> Rows:
    """Two tables beside each other, the right one some rows lower."""
    width = max(map(len, left))
    shifted = [(), *(() for _ in range(lower - 1)), *right] if lower else [*right]
    height = max(len(left), len(shifted))
    pairs = zip([*left, *[()] * (height - len(left))], [*shifted, *[()] * (height - len(shifted))], strict=True)
    return [(*one, *[None] * (width - len(one) + gap), *other) for one, other in pairs]


def call_offs_of(recipient: str) -> list[tuple[Any, ...]]:
    """The call-offs of one recipient, without its name."""
    return [(row[0], row[1], *row[3:]) for row in CALLED if row[2] == recipient]


OWN_LIST = ("Nr", "Datum", "Summa kr", "Status")
EARLIER = [(row[0], row[1].replace(year=2025), *row[2:]) for row in CALLED]

CONSTRUCTS: Mapping[str, Construct] = {
    "a table on each sheet": Construct(two_sheets()),
    "titles above": Construct(two_sheets(
        [("Kraftsamlande insatser 2026",), ("Uppdaterad 2026-09-01",), (), *GRANTS],
        [("Avropslista",), (), ("Fylls i av ekonomiavdelningen",), *LIST],
    )),
    "two heading rows, merged": Construct({
        "Fördelning": Sheet([("Nämnd/bolag", "Beviljat"), (None, "kr"), *GRANTED], ["A1:A2"]),
        "Avrop": Sheet([("Nr", "Avrop", None, None, "Status"), (None, "Datum", "Nämnd", "Summa kr", None), *CALLED], ["B1:D1"]),
    }),
    "beside each other, headings in different rows": Construct(plain_sheets(Blad1=side_by_side(GRANTS, LIST, lower=3))),
    "below each other": Construct(plain_sheets(Blad1=[("Beviljat",), *GRANTS, (), ("Avrop",), *LIST])),
    "sums in several wordings": Construct(
        two_sheets([*GRANTS, ("Totalt:", 10_000_000)], [
            LIST_HEADINGS, *CALLED[:3], ("S:a kulturnämnden", None, None, 140_000), *CALLED[3:], ("Delsumma", None, None, 580_000),
            ("SUMMA", None, None, 720_000),
        ]), ["summarader 8", "summarader 5, 9–10"],
    ),
    "a sum without a label": Construct(two_sheets([*GRANTS, (None, 10_000_000)]), ["summarader 8"]),
    "sums that bear a name alone": Construct(
        two_sheets([*GRANTS, ("Att fördela", "=SUM(B2:B7)")], [
            LIST_HEADINGS, *CALLED[:3], (None, None, KN, "=SUBTOTAL(9,D2:D4)"), *CALLED[3:], (None, None, FRN, "=AGGREGATE(9,6,D6:D8)"),
            ("Att betala", None, None, "=D5+D9"),
        ]), ["summarader 8", "summarader 5, 9–10"],
    ),
    "sums that no word or formula shows": Construct(
        two_sheets(called=[LIST_HEADINGS, *CALLED[:3], (None, None, KN, 140_000), *CALLED[3:], (None, None, FRN, 580_000), ("Allt", None, None, 720_000)]),
        ["summarader 5, 9–10"],
    ),
    "sums above their groups": Construct(
        two_sheets(called=[LIST_HEADINGS, ("Våren", None, None, 140_000), *CALLED[:3], ("Sommaren", None, None, 580_000), *CALLED[3:]]),
        ["summarader 2, 6"],
    ),
    "sums by word above their groups": Construct(
        two_sheets(called=[LIST_HEADINGS, ("Summa KN", None, None, 140_000), *CALLED[:3], ("Summa FRN", None, None, 580_000), *CALLED[3:]]),
        ["summarader 2, 6"],
    ),
    "sums beside the names of groups": Construct(
        plain_sheets(Fördelning=GRANTS, Avrop=[
            OWN_LIST, ("Kulturnämnden", None, 140_000), *call_offs_of(KN), ("Fritidsnämnden", None, "=SUM(C7:C9)"), *call_offs_of(FRN),
        ]), ["summarader 2, 6; grupprubriker 2, 6"],
    ),
    "a group of one row with its sum": Construct(
        plain_sheets(Fördelning=GRANTS, Avrop=[
            OWN_LIST, ("Kulturnämnden", None, 140_000), *call_offs_of(KN), ("Fritidsnämnden", None, 520_000), *call_offs_of(FRN)[:2],
            ("Fritidsnämnden", None, 60_000), *call_offs_of(FRN)[2:],
        ]), ["summarader 2, 6, 9; grupprubriker 2, 6, 9"],
    ),
    "a sum of groups": Construct(
        two_sheets(called=[
            LIST_HEADINGS, CALLED[0], ("Summa A", None, None, 75_000), *CALLED[1:3], ("Summa B", None, None, 65_000), *CALLED[3:5],
            ("Summa C", None, None, 520_000), ("Summa B och C", None, None, 585_000), CALLED[5], ("Summa", None, None, 720_000),
        ]), ["summarader 3, 6, 9–10, 12"],
    ),
    "shares of a sum": Construct(
        two_sheets(called=[*LIST, ("Summa", None, None, 720_000), ("  varav utbetalt", None, None, 475_000), ("därav KN", None, None, 75_000)]),
        ["delar av en summa på rad 9–10"],
    ),
    "rows prepared with zeros": Construct(
        two_sheets(called=[*LIST[:4], (None, None, None, 0), (None, 0, 0, 0, 0), ("-", None, "–", "-"), *LIST[4:], (7, None, None, 0), (8, None, None, 0)]),
        ["tomma rader 5–7"],
    ),
    "rows prepared with zeros, names and a first status": Construct(
        two_sheets(called=[*LIST, (7, None, None, 0, "begärt"), (8, None, KN, 0), (9, date(2026, 12, 31), None, 0), (10, None, "Välj nämnd", 0)]),
        ["anteckningar på rad 8–11"],
    ),
    "numbers under the headings": Construct(two_sheets(
        [GRANTS[0], ("a", "b"), *GRANTED], [LIST_HEADINGS, (1, 2, 3, 4, 5), *CALLED],
    ), ["anteckningar på rad 2"]),
    "numbers in brackets under the headings": Construct(two_sheets(called=[LIST_HEADINGS, ("(1)", "(2)", "(3)", "(4)", "(5)"), *CALLED])),
    "numbers with a calculation under the headings": Construct(two_sheets(called=[LIST_HEADINGS, (1, 2, 3, "4=2*3", 5), *CALLED])),
    "Roman numbers under the headings": Construct(two_sheets(called=[LIST_HEADINGS, ("I", "II", "III", "IV", "V"), *CALLED])),
    "numbers with a word under the headings": Construct(two_sheets(called=[LIST_HEADINGS, *[[f"Kol. {n}" for n in range(5)]], *CALLED])),
    "numbers of something else than the rows": Construct(two_sheets(called=[
        ("Kontonummer", *LIST_HEADINGS[1:], "Kod", "Postnr"), *((21120, *row[1:], "A" if row[0] > 2 else "B", 211_20) for row in CALLED),
    ])),
    "the recipient as a row of its own": Construct(
        plain_sheets(Fördelning=GRANTS, Avrop=[OWN_LIST, ("Kulturnämnden",), *call_offs_of(KN), (), ("Fritidsnämnden",), *call_offs_of(FRN)]),
        ["tomma rader 6; grupprubriker 2, 7"],
    ),
    "the recipient on the first row of its group": Construct(
        two_sheets(called=[LIST_HEADINGS, *((*row[:2], row[2] if row[0] in (1, 4) else None, *row[3:]) for row in CALLED)]),
    ),
    "the recipient in merged cells": Construct(
        {"Fördelning": Sheet(GRANTS), "Avrop": Sheet(
            [LIST_HEADINGS, *((*row[:2], row[2] if row[0] in (1, 4) else None, *row[3:]) for row in CALLED)], ["C2:C4", "C5:C7"],
        )},
    ),
    "one recipient in merged cells, no groups": Construct(
        {"Fördelning": Sheet(GRANTS), "Avrop": Sheet(
            [LIST_HEADINGS, *((*row[:2], None if row[0] == 2 else row[2], *row[3:]) for row in CALLED)], ["C2:C3"],
        )},
    ),
    "blank rows between": Construct(two_sheets(called=[LIST_HEADINGS, *CALLED[:3], (), *CALLED[3:5], (), CALLED[5]]), ["tomma rader 5, 8"]),
    "years side by side": Construct(
        two_sheets([("Nämnd/bolag", "Beviljat 2025", "Beviljat 2026"), *((name, amount // 2, amount) for name, amount in GRANTED)]),
        ["andra år, kolumn B"],
    ),
    "years side by side under a merged heading": Construct({
        "Fördelning": Sheet(
            [("Nämnd/bolag", 2025, None, 2026, None), (None, "Beviljat", "Utnyttjat", "Beviljat", "Utnyttjat"),
             *((name, amount // 2, 0, amount, 0) for name, amount in GRANTED)], ["B1:C1", "D1:E1"],
        ),
        "Avrop": Sheet(LIST),
    }, ["andra år, kolumn B, C"]),
    "three heading rows with years, not merged, below a title": Construct(two_sheets(
        [("Kraftsamlande insatser",), (None, 2025, None, None, 2026), (None, "Beviljat", "Avropat", "Kvar", "Beviljat", "Avropat", "Kvar"),
         ("Nämnd/bolag", *["tkr"] * 6), *((name, 1, 1, 0, amount / 1000, called, amount / 1000 - called)
                                         for name, amount in GRANTED for called in [{KN: 140, FRN: 520}.get(name, 0)])],
    ), ["andra år, kolumn B, C, D", "belopp i tkr"]),
    "a sheet per year": Construct(
        {**plain_sheets(Fördelning=GRANTS), "Avrop 2025": Sheet([LIST_HEADINGS, *EARLIER]), "Avrop 2026": Sheet(LIST)},
        ["Avrop 2025!A1:E7: den är för ett annat år"],
    ),
    "notes below and beside": Construct(
        two_sheets([*GRANTS, (), ("Beloppen är preliminära, se mejl",)], [(*LIST_HEADINGS, "Noterat av"), *((*row, "CX") for row in CALLED)]),
        ["anteckningar på rad 9", "kolumn F ”Noterat av”"],
    ),
    "units in the headings": Construct(two_sheets(
        [("Nämnd/bolag", "Beviljat (mnkr)"), *((name, amount / 1_000_000) for name, amount in GRANTED)],
        [("Nr", "Datum", "Nämnd", "Belopp i tkr", "Status"), *((*row[:3], row[3] / 1000, row[4]) for row in CALLED)],
    ), ["belopp i mnkr", "belopp i tkr"]),
    "units in the titles": Construct(two_sheets(
        [("Fördelning, tkr",), (), ("Nämnd/bolag", "Beviljat"), *((name, amount / 1000) for name, amount in GRANTED)],
        [("Belopp i tusental kronor",), (), ("Nr", "Datum", "Nämnd", "Belopp", "Status"), *((*row[:3], row[3] / 1000, row[4]) for row in CALLED)],
    ), ["belopp i tkr"]),
    "units in a row of their own, above a blank row": Construct(two_sheets(
        [("Nämnd/bolag", "Beviljat"), (None, "(mnkr)"), (), *((name, amount / 1_000_000) for name, amount in GRANTED)],
        [("Nr", "Datum", "Nämnd", "Belopp", "Status"), (None, None, None, "tkr"), *((*row[:3], row[3] / 1000, row[4]) for row in CALLED)],
    ), ["belopp i mnkr", "belopp i tkr"]),
    "a unit in a note below": Construct(two_sheets(
        [("Nämnd/bolag", "Tilldelning 2026"), *((name, amount / 1_000_000) for name, amount in GRANTED), (), ("Belopp i miljoner kronor (mnkr).",)],
        [*LIST, (), ("Belopp över 500 tkr kräver beslut",)],
    ), ["belopp i mnkr", "belopp i kronor"]),
    "a unit in a note between two tables": Construct(plain_sheets(Blad1=[
        ("Nämnd/bolag", "Beviljat"), *((name, amount / 1000) for name, amount in GRANTED), ("Alla belopp i tkr",), (), ("Avrop",), *LIST,
    ])),
    "a unit beside the titles": Construct(two_sheets(
        [("Fördelning 2026", None, None, "tkr"), (), ("Nämnd/bolag", "Beviljat"), *((name, amount / 1000) for name, amount in GRANTED)],
    ), ["belopp i tkr"]),
    "a unit in a row of its own, beside the rows of another table": Construct(plain_sheets(Blad1=side_by_side(
        [("Nämnd/bolag", "Beviljat"), (None, "tkr"), *((name, amount / 1000) for name, amount in GRANTED)], LIST, lower=0,
    ))),
    "the title of another block below, with its unit": Construct(two_sheets([*GRANTS, (), ("Bakgrund, belopp i mnkr",), ("Skatter", 12), ("Bidrag", 13)])),
    "units that are only mentioned": Construct(two_sheets(
        [("Fördelning av 10 mnkr för insatser 2026",), ("Belopp anges ej i tkr",), (), ("Nämnd/bolag", "Beviljat"), *GRANTED],
        [("Avrop över 500 tkr ska godkännas",), (), ("Nr", "Datum", "Nämnd", "Belopp (max 500 tkr)", "Status"), *CALLED],
    ), ["belopp i kronor"]),
    "years that are only mentioned": Construct(two_sheets(
        [("Se STK-2024-1374",), ("Upprättad i december 2025",), (), *GRANTS], [("Utskriven 2027-01-10",), ("Avrop för insatser 2025–2027",), (), *LIST],
    )),
    "rows that are dated otherwise than an old title": Construct(two_sheets(called=[("Avrop 2025",), (), *LIST])),
    "a sheet per recipient": Construct(
        {"Fördelning": Sheet(GRANTS), "Kulturnämnden": Sheet([OWN_LIST, *call_offs_of(KN)]), "Fritidsnämnden": Sheet([OWN_LIST, *call_offs_of(FRN)])},
        ["alla rader: Kulturnämnden", "alla rader: Fritidsnämnden"],
    ),
    "copies and spare sheets": Construct(
        {**two_sheets(), "Kopia av Avrop": Sheet(LIST), "Avrop (gammal)": Sheet([LIST_HEADINGS, *CALLED[:2]]), "Blad3": Sheet(LIST)},
        ["Kopia av Avrop!A1:E7: bladet heter som en kopia", "Avrop (gammal)!A1:E3: bladet heter som en kopia",
         "Blad3!A1:E7: den upprepar en annan tabell"],
    ),
    "recipients under no heading": Construct(two_sheets([(None, "Beviljat kr", "Kommentar"), *GRANTED])),
    "columns in another order": Construct(
        two_sheets([("Beviljat (kr)", "Nämnd/bolag"), *((amount, name) for name, amount in GRANTED)], [row[::-1] for row in LIST]),
    ),
    "headings repeated on each page": Construct(two_sheets(called=[LIST_HEADINGS, *CALLED[:3], LIST_HEADINGS, *CALLED[3:]])),
    "two heading rows repeated on each page": Construct(two_sheets(called=[
        heads := ("Nr", "Avrop", "Mottagande", "Summa", "Status"), under := (None, "datum", "nämnd", "kr", None), *CALLED[:3], heads, under, *CALLED[3:],
    ])),
    "a sheet about something else": Construct(
        {**two_sheets(), "Kontakter": Sheet([("Namn", "Telefon"), ("Ekonomi", "040-34 10 00"), ("Registrator", "040-34 10 01")])},
        ["Kontakter: ingen tabell kändes igen där"],
    ),
}  # fmt: skip
"""Constructs of workbooks; all of them hold the same call-offs and allocations."""


EXAMPLE = {
    "Fördelning": Sheet(
        [("Kraftsamlande insatser 2026, STK-2026-580",), (), ("Nämnd/bolag", "Beviljat 2025", "Beviljat 2026"),
         *((name, amount // 2, amount) for name, amount in GRANTED), ("Totalt", 5_000_000, 10_000_000)],
    ),
    "Avrop": Sheet(
        [("Nr", "Datum", "Förvaltning", "Summa tkr", "Läge"), (1, date(2026, 5, 4), "Kulturförvaltningen", 75, "Utbetalt"),
         (2, date(2026, 6, 1), "Fritidsförvaltningen", 400, "Godkänt"), (3, date(2026, 6, 15), "Kulturförvaltningen", 40, "Godkänt"),
         ("Summa", None, None, 515, None)],
    ),
    "Avrop (gammal)": Sheet([("Nr", "Datum", "Förvaltning", "Summa tkr"), (1, date(2026, 5, 4), "Kulturförvaltningen", 70)]),
}  # fmt: skip
"""The example workbook of README."""


def write_sheets(path: Path, sheets: Mapping[str, Sheet]) -> Path:
    """Write a workbook with openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, sheet in sheets.items():
        page = book.create_sheet(name)
        for row in sheet.rows:
            page.append(list(row))
        for area in sheet.merged:
            page.merge_cells(area)
        for column in sheet.hidden:
            page.column_dimensions[column].hidden = True
    book.save(path)
    return path


def call_offs_in(ledger: Ledger) -> set[tuple[Any, ...]]:
    """The recipient, date, amount and status of each call-off that was read."""
    return {(row.recipient, row.date, row.amount, row.status) for row in ledger.book.call_offs}


def allocations_in(ledger: Ledger) -> set[tuple[Any, ...]]:
    """The recipient and amount of each allocation that was read."""
    return {(row.recipient, row.amount) for row in ledger.book.allocations}


def describe_reading(path: Path) -> str:
    """How a workbook is read, as `kraftsamling map` prints it."""
    from xl_kraftsamling.report.how_read import format_how_read

    read = app.explain_layout(path, known=app.known_decisions(None))
    assert read
    return "\n".join(format_how_read(read[0], "sv"))


def write_map(path: Path) -> Path:
    """Write the map of a workbook into another folder, where it is not found beside the workbook."""
    read = app.explain_layout(path, known=app.known_decisions(None))
    assert read
    target = path.parent / "elsewhere" / "karta.toml"
    target.parent.mkdir(exist_ok=True)
    target.write_text(read[1], "utf-8")
    return target
