"""Workbooks that somebody has made for themselves: a list of call-offs under a budget, and many sheets of which few are tables of ours."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

_RECIPIENTS = (("Förskolenämnden", "FSK"), ("Grundskolenämnden", "GRF"), ("Gymnasie- och vuxenutbildningsnämnden", "GYVUX"),
               ("Kulturnämnden", "KN"), ("Fritidsnämnden", "FRN"), ("MKB", "MKB"))  # fmt: skip
_NAMED = ("Förskoleförvaltningen", "Grundskoleförvaltningen", "GYVF", "Kulturförvaltningen", "Fritidsförvaltningen", "KN", "FRN", "MKB")
_STATES = ("Utbetald", "Utbetald", "Beviljad", "Ansökt")


def write_own(path: Path, rows: int) -> None:
    """A sheet Budget with six recipients, and a sheet Avropslista with so many rows."""
    chance = random.Random(rows)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        budget = book.add_worksheet("Budget")
        budget.write_row(0, 0, ("Nämnd", "Tilldelat (kr)"))
        for number, (name, _) in enumerate(_RECIPIENTS, 1):
            budget.write_row(number, 0, (name, 10_000_000))
        page = book.add_worksheet("Avropslista")
        page.write_row(0, 0, ("Datum", "Nämnd", "Insats", "Belopp (kr)", "Läge", "Dnr", "Anteckning"))
        for number in range(1, rows + 1):
            page.write_row(number, 0, (
                date(2026, 5, 21) + timedelta(number * 130 // rows), _NAMED[number % len(_NAMED)], f"Insats {number % 20}",
                (1 + number % 60_000) / 100, chance.choice(_STATES), f"STK-2026-{600 + number % 100}", f"rad {number}" if number % 3 else None,
            ))  # fmt: skip


def write_sheets(path: Path, rows: int) -> None:
    """Twenty sheets of so many rows: a call-off list for each of some recipients, and lists of other things."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for sheet in range(20):
            page = book.add_worksheet(f"{_RECIPIENTS[sheet % 6][1]} {sheet}" if sheet % 2 else f"Underlag {sheet}")
            page.write_row(0, 0, ("Datum", "Nämnd", "Insats", "Belopp (kr)", "Läge") if sheet % 2 else ("Artikel", "Antal", "Pris", "Plats", "Ansvarig"))
            for number in range(1, rows + 1):
                ours = (date(2026, 6, 1) + timedelta(number % 90), _RECIPIENTS[sheet % 6][0], f"Insats {number % 5}", number * 100, "Utbetald")
                page.write_row(number, 0, ours if sheet % 2 else (f"A{number}", number % 7, number * 3, f"Hylla {number % 9}", "Lager"))
