"""Workbooks that lay out a random ledger as somebody might keep it: a random arrangement, with random ways to say each field.

The same seed gives the same workbook.  Every call-off keeps the cell in which its amount is written, so that a test can tell whether
each was read, from there, and as what it is.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl

GRANTED = {
    "arbetsmarknads- och socialnämnden": 1_100_000, "fritidsnämnden": 6_100_000, "förskolenämnden": 150_000, "kulturnämnden": 800_000,
    "gymnasie- och vuxenutbildningsnämnden": 650_000, "MKB": 1_200_000,
}  # fmt: skip
_OTHER_NAMES = {
    "arbetsmarknads- och socialnämnden": ("ASN", "Arbetsmarknads- och socialförvaltningen"), "fritidsnämnden": ("FRN", "Fritidsförvaltningen"),
    "förskolenämnden": ("FSKN", "Förskoleförvaltningen"), "kulturnämnden": ("KN", "Kulturförvaltningen"),
    "gymnasie- och vuxenutbildningsnämnden": ("GVN", "Gymnasie- och vuxenutbildningsförvaltningen"), "MKB": ("MKB", "MKB Fastighets AB"),
}  # fmt: skip
_WORDS = {
    "begärt": ("begärt", "Begärd", "Sökt", "Requested"), "godkänt": ("godkänt", "Godkänd", "Beviljad", "Approved"),
    "utbetalt": ("utbetalt", "Utbetald", "Utbet.", "Paid"), "avslaget": ("avslaget", "Avslag", "Avslagen", "Rejected"),
}  # fmt: skip
_MONTHS = ("Maj", "Juni", "Juli", "Augusti", "September")
_INSATSER = ("Lovläger", "Bokbussen", "Språkstart", "Nattvandring", "Studieverkstad", "Trappvärdar", "Familjecoach", "Öppen gård")


class CallOff(NamedTuple):
    """A call-off of the ledger: whose, kronor, day, status, and the cell of its amount once it is written."""

    recipient: str
    amount: int
    day: date
    status: str = "godkänt"
    place: str = ""


class Layout(NamedTuple):
    """A workbook, how it is arranged in words, and its call-offs with their cells; `fault` is one whose amount is a text, if any."""

    path: Path
    arrangement: str
    call_offs: Sequence[CallOff]
    fault: CallOff | None


class _Sheet:
    """A sheet to write on, from a corner of its own."""

    def __init__(self, book: openpyxl.Workbook, name: str, rng: Random) -> None:
        self.cells = book.create_sheet(name)
        self.top, self.left = rng.choice(((1, 1), (1, 1), (2, 1), (1, 2), (3, 2)))

    def write(self, row: int, column: int, value: Any) -> str:
        """Write a value, counted from the corner, and give its address."""
        cell = self.cells.cell(self.top + row, self.left + column, value)
        return f"{self.cells.title}!{cell.coordinate}"

    def merge(self, row: int, first: int, last: int) -> None:
        at = self.top + row
        self.cells.merge_cells(start_row=at, end_row=at, start_column=self.left + first, end_column=self.left + last)

    def write_row(self, row: int, values: Sequence[Any], column: int = 0) -> None:
        for n, value in enumerate(values):
            if value is not None:
                self.write(row, column + n, value)


class _Maker:
    """Makes one workbook: what is decided once for all of it, and its call-offs as they are written."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        style = self.rng.choice((None, 0, 1))
        self.names = {name: name[:1].upper() + name[1:] if style is None else others[style] for name, others in _OTHER_NAMES.items()}
        self.unit = self.rng.choice((1, 1, 1000))
        self.words = self.rng.randrange(4)
        self.written: list[CallOff] = []
        self.fault: CallOff | None = None
        self.fault_at = self.rng.choice((None, self.rng.randrange(4)))

    def sheet(self, name: str) -> _Sheet:
        return _Sheet(self.book, name, self.rng)

    def amount_heading(self, words: str) -> str:
        """A heading of amounts with their unit, as one writes it."""
        unit = self.rng.choice(("kr", "kronor", "SEK")) if self.unit == 1 else "tkr"
        return self.rng.choice((f"{words} ({unit})", f"{words}, {unit}", f"{words} {unit}"))

    def in_unit(self, kronor: int) -> int | float:
        return kronor if self.unit == 1 else kronor / 1000

    def write(self, sheet: _Sheet, row: int, column: int, each: CallOff, sign: int = 1) -> None:
        """Write the amount of a call-off; one of them as text, where the workbook is to have a fault."""
        kronor = self.in_unit(sign * each.amount)
        is_fault = self.fault_at == len(self.written)
        place = sheet.write(row, column, f"{kronor:g}".replace(".", ",") + " " if is_fault else kronor)
        self.written.append(each._replace(place=place))
        self.fault = self.written[-1] if is_fault else self.fault

    def draw(self, most: int = 18, statuses: Sequence[str] = ("godkänt",)) -> list[CallOff]:
        """Random call-offs in order of their days, that keep within what is granted."""
        left, drawn = dict(GRANTED), list[CallOff]()
        for _ in range(self.rng.randint(10, max(most, 12))):
            name = self.rng.choice([*GRANTED])
            amount = self.rng.randint(2, 60) * 500
            if amount <= left[name]:
                left[name] -= amount
                day = date(2026, 5, 7) + timedelta(days=self.rng.randrange(140))
                drawn.append(CallOff(name, amount, day, self.rng.choice(statuses)))
        return sorted(drawn, key=lambda each: each.day)

    def status_word(self, status: str) -> str:
        return _WORDS[status][self.words]

    def write_grants(self) -> None:
        """A table of allocations on a sheet of its own."""
        sheet = self.sheet(self.rng.choice(("Fördelning", "Ramar", "Tilldelning 2026")))
        sheet.write_row(0, (self.rng.choice(("Nämnd", "Nämnd/bolag", "Mottagare")), self.amount_heading("Beviljat")))
        for row, (name, amount) in enumerate(GRANTED.items(), 1):
            sheet.write_row(row, (self.names[name], self.in_unit(amount)))
        if self.rng.random() < 0.7:
            sheet.write_row(len(GRANTED) + 1, (self.rng.choice(("Summa", "S:a", "Totalt")), self.in_unit(sum(GRANTED.values()))))

    def of(self, call_offs: Sequence[CallOff], name: str) -> list[CallOff]:
        return [each for each in call_offs if each.recipient == name]


# ---- the arrangements


def _write_headings(maker: _Maker, sheet: _Sheet, row: int, headings: Sequence[str]) -> int:
    """Headings in one to three rows, merged or not; gives the last of the rows.  Their unit may stand in a row of its own."""
    style = maker.rng.choice(("one", "one", "group above", "group and year above", "unit below"))
    if style == "unit below":
        bare = [heading.rstrip("()").replace(" (", " ").replace(", ", " ").rsplit(" ", 1) for heading in headings]
        split = [parts if parts[-1] in ("kr", "kronor", "SEK", "tkr") else [heading, ""] for parts, heading in zip(bare, headings, strict=True)]
        sheet.write_row(row, [parts[0] for parts in split])
        sheet.write_row(row + 1, [parts[1] or None for parts in split])
        return row + 1
    for text in {"group above": ["Avrop"], "group and year above": ["Kraftsamlande insatser", "2026"]}.get(style, []):
        sheet.write(row, 0, text)
        sheet.merge(row, 0, len(headings) - 1)
        row += 1
    sheet.write_row(row, headings)
    return row


def _write_list(maker: _Maker, sheet: _Sheet, rows: Sequence[CallOff], row: int, *, names: bool = True) -> int:
    """A plain list with its headings, with sums and remarks below at times; gives the row below."""
    headings = ["Nr", "Datum", *(["Nämnd"] if names else []), "Avser", maker.amount_heading("Belopp"), "Status"]
    row, at = _write_headings(maker, sheet, row, headings), len(headings) - 2
    for number, each in enumerate(rows, 1):
        row += 1
        sheet.write_row(row, (number, each.day, *([maker.names[each.recipient]] if names else []), maker.rng.choice(_INSATSER)))
        maker.write(sheet, row, at, each)
        sheet.write(row, at + 1, maker.status_word(each.status))
    if maker.fault is None and maker.rng.random() < 0.6:
        row += 1
        sheet.write(row, 0, maker.rng.choice(("Summa", "S:a", "TOTALT", "Summa avrop")))
        sheet.write(row, at, maker.in_unit(sum(each.amount for each in rows)))
        if maker.rng.random() < 0.4:
            row += 1
            sheet.write(row, 0, "  varav utbetalt")
            sheet.write(row, at, maker.in_unit(sum(each.amount for each in rows if each.status == "utbetalt")))
    if maker.rng.random() < 0.3:
        row += 2
        sheet.write(row, 0, "OBS! Avstämt med redovisningen varje månad.")
    return row + 1


def flat_list(maker: _Maker) -> None:
    maker.write_grants()
    sheet = maker.sheet("Avrop")
    sheet.write(0, 0, "Avrop 2026, kraftsamlande insatser")
    _write_list(maker, sheet, maker.draw(statuses=[*_WORDS]), maker.rng.choice((1, 2)))


def sheet_for_each_recipient(maker: _Maker) -> None:
    maker.write_grants()
    call_offs = maker.draw(30, [*_WORDS])
    for name in GRANTED:
        if rows := maker.of(call_offs, name):
            sheet = maker.sheet(maker.names[name][:31])
            sheet.write(0, 0, maker.names[name])
            _write_list(maker, sheet, rows, 2, names=False)


def sheet_for_each_month(maker: _Maker) -> None:
    maker.write_grants()
    call_offs = maker.draw(30, [*_WORDS])
    for month, word in enumerate(_MONTHS, 5):
        if rows := [each for each in call_offs if each.day.month == month]:
            sheet = maker.sheet(word)
            sheet.write(0, 0, f"Avrop {word.lower()} 2026")
            _write_list(maker, sheet, rows, 1)


def groups(maker: _Maker) -> None:
    maker.write_grants()
    sheet = maker.sheet("Avrop")
    row = _write_headings(maker, sheet, 0, ("Datum", maker.amount_heading("Belopp"), "Status"))
    call_offs, has_sums = maker.draw(24, [*_WORDS]), maker.fault_at is None and maker.rng.random() < 0.6
    for name in GRANTED:
        if rows := maker.of(call_offs, name):
            row += 1
            sheet.write(row, 0, maker.names[name])
            for each in rows:
                row += 1
                sheet.write(row, 0, each.day)
                maker.write(sheet, row, 1, each)
                sheet.write(row, 2, maker.status_word(each.status))
            if has_sums:
                row += 1
                sheet.write_row(row, (f"Summa {maker.names[name]}", maker.in_unit(sum(each.amount for each in rows))))
    if has_sums:
        sheet.write_row(row + 1, ("TOTALT", maker.in_unit(sum(each.amount for each in call_offs))))


def ticks(maker: _Maker) -> None:
    maker.write_grants()
    sheet, steps = maker.sheet("Avrop"), ("Begärt", "Godkänt", "Utbetalt", "Avslag")
    mark = maker.rng.choice(("x", "X", "ja", True, 1))
    sheet.write_row(0, ("Nr", "Datum", "Nämnd", maker.amount_heading("Belopp"), *steps))
    reached = {"begärt": (0,), "godkänt": (0, 1), "utbetalt": (0, 1, 2), "avslaget": (0, 3)}
    for row, each in enumerate(maker.draw(24, [*_WORDS]), 1):
        sheet.write_row(row, (row, each.day, maker.names[each.recipient]))
        maker.write(sheet, row, 3, each)
        for step in reached[each.status]:
            sheet.write(row, 4 + step, mark)


def dates_for_each_step(maker: _Maker) -> None:
    maker.write_grants()
    sheet = maker.sheet("Avrop")
    sheet.write_row(0, ("Nr", "Nämnd", maker.amount_heading("Belopp"), "Begärt datum", "Godkänt datum", "Utbetalt datum"))
    for row, each in enumerate(maker.draw(24, ("begärt", "godkänt", "utbetalt")), 1):
        sheet.write_row(row, (row, maker.names[each.recipient]))
        maker.write(sheet, row, 2, each)
        asked = each.day if each.status == "begärt" else each.day - timedelta(days=3)
        sheet.write(row, 3, asked)
        if each.status != "begärt":
            sheet.write(row, 4, each.day)
        if each.status == "utbetalt":
            sheet.write(row, 5, each.day + timedelta(days=5))


def recipient_by_insats(maker: _Maker) -> None:
    maker.write_grants()
    insatser, numbers = maker.sheet("Insatser"), {name: number for number, name in enumerate(GRANTED, 1)}
    insatser.write_row(0, ("Insats nr", "Insats", "Ansvarig nämnd"))
    for name, number in numbers.items():
        insatser.write_row(number, (number, _INSATSER[number], maker.names[name]))
    sheet = maker.sheet("Avrop")
    sheet.write_row(0, ("Nr", "Datum", "Insats nr", maker.amount_heading("Belopp"), "Status"))
    for row, each in enumerate(maker.draw(24, [*_WORDS]), 1):
        sheet.write_row(row, (row, each.day, numbers[each.recipient]))
        maker.write(sheet, row, 3, each)
        sheet.write(row, 4, maker.status_word(each.status))


def _sum_by_month(call_offs: Sequence[CallOff]) -> dict[tuple[str, int], int]:
    sums: dict[tuple[str, int], int] = {}
    for each in call_offs:
        sums[each.recipient, each.day.month] = sums.get((each.recipient, each.day.month), 0) + each.amount
    return sums


def matrix_by_month(maker: _Maker) -> None:
    sheet, sums = maker.sheet("Avrop per månad"), _sum_by_month(maker.draw(30))
    sheet.write(0, 0, "Avropat per månad 2026" + (", tkr" if maker.unit > 1 else ", kronor"))
    months = maker.rng.choice((_MONTHS, [word[:3].lower() for word in _MONTHS], [date(2026, n, 1) for n in range(5, 10)], [f"2026-{n:02}" for n in range(5, 10)]))
    sheet.write_row(2, ("Nämnd", "Ram", *months, "Summa", "Kvar"))
    for row, (name, granted) in enumerate(GRANTED.items(), 3):
        sheet.write_row(row, (maker.names[name], maker.in_unit(granted)))
        for month in range(5, 10):
            if amount := sums.get((name, month)):
                last = date(2026, month + 1, 1) - timedelta(days=1)
                maker.write(sheet, row, month - 3, CallOff(name, amount, last))
        total = sum(amount for (whose, _), amount in sums.items() if whose == name)
        sheet.write_row(row, (maker.in_unit(total), maker.in_unit(granted - total)), 7)


def recipients_as_columns(maker: _Maker) -> None:
    sheet = maker.sheet("Kraftsamling")
    sheet.write(0, 0, "Kraftsamlande insatser 2026" + (", tkr" if maker.unit > 1 else ", kronor"))
    sheet.write_row(2, (None, *(maker.names[name] for name in GRANTED), "Summa"))
    sheet.write_row(3, ("Beviljat", *(maker.in_unit(amount) for amount in GRANTED.values()), maker.in_unit(sum(GRANTED.values()))))
    sheet.write(4, 0, "Avrop:")
    row, call_offs = 4, maker.draw(20)
    for each in call_offs:
        row += 1
        sheet.write(row, 0, each.day)
        maker.write(sheet, row, 1 + [*GRANTED].index(each.recipient), each)
    totals = [sum(each.amount for each in maker.of(call_offs, name)) for name in GRANTED]
    if maker.fault is None:
        sheet.write_row(row + 1, ("Summa avropat", *map(maker.in_unit, [*totals, sum(totals)])))
    left = [granted - total for granted, total in zip(GRANTED.values(), totals, strict=True)]
    sheet.write_row(row + 2, ("Kvar att avropa", *map(maker.in_unit, left)))


def numbered_groups(maker: _Maker) -> None:
    sheet, call_offs = maker.sheet("Uppföljning"), maker.draw(18)
    most = max(2, *(len(maker.of(call_offs, name)) for name in GRANTED))
    unit = " tkr" if maker.unit > 1 else " kr"
    sheet.write_row(1, ("Nämnd", "Beviljat" + unit))
    for n in range(most):
        sheet.write(0, 2 + 2 * n, f"Avrop {n + 1}")
        sheet.write_row(1, ("Datum", "Belopp" + unit), 2 + 2 * n)
        sheet.merge(0, 2 + 2 * n, 3 + 2 * n)
    sheet.write(1, 2 + 2 * most, "Totalt avropat" + unit)
    for row, (name, granted) in enumerate(GRANTED.items(), 2):
        sheet.write_row(row, (maker.names[name], maker.in_unit(granted)))
        for n, each in enumerate(maker.of(call_offs, name)):
            sheet.write(row, 2 + 2 * n, each.day)
            maker.write(sheet, row, 3 + 2 * n, each)
        sheet.write(row, 2 + 2 * most, maker.in_unit(sum(each.amount for each in maker.of(call_offs, name))))


def log_with_types(maker: _Maker) -> None:
    sheet = maker.sheet("Logg")
    sheet.write_row(0, ("Datum", "Typ", "Från", "Till", maker.amount_heading("Belopp")))
    for row, (name, amount) in enumerate(GRANTED.items(), 1):
        sheet.write_row(row, (date(2026, 5, 6), "Tilldelning", "KS", maker.names[name], maker.in_unit(amount)))
    for row, each in enumerate(maker.draw(20), len(GRANTED) + 1):
        sheet.write_row(row, (each.day, "Avrop", "KS", maker.names[each.recipient]))
        maker.write(sheet, row, 4, each)


def bank_book(maker: _Maker) -> None:
    sheet, row = maker.sheet("Kontoutdrag"), 0
    sheet.write_row(row, ("Nämnd", "Datum", "Händelse", maker.amount_heading("Belopp"), "Saldo"))
    call_offs = maker.draw(20)
    for name, granted in GRANTED.items():
        row, balance = row + 1, granted
        sheet.write_row(row, (maker.names[name], date(2026, 5, 6), "Beviljat KS § 266", maker.in_unit(granted), maker.in_unit(granted)))
        for each in maker.of(call_offs, name):
            row, balance = row + 1, balance - each.amount
            sheet.write_row(row, (maker.names[name], each.day, f"Avrop {maker.rng.choice(_INSATSER).lower()}"))
            maker.write(sheet, row, 3, each, -1)
            sheet.write(row, 4, maker.in_unit(balance))


def cards(maker: _Maker) -> None:
    sheet, call_offs = maker.sheet("Kort"), maker.draw(24, [*_WORDS])
    unit = " (tkr)" if maker.unit > 1 else " (kr)"
    beside, lowest, row = maker.rng.random() < 0.5, 0, 0
    for position, (name, granted) in enumerate(GRANTED.items()):
        column = 5 * (position % 2) if beside else 0
        row = lowest if not beside or position % 2 == 0 else row
        at = row
        sheet.write_row(at, ("Nämnd:", maker.names[name]), column)
        sheet.write_row(at + 1, ("Beviljat" + unit + ":", None, maker.in_unit(granted)), column)
        sheet.write_row(at + 2, ("Datum", "Avser", "Avrop" + unit, "Status"), column)
        for each in maker.of(call_offs, name):
            at += 1
            sheet.write_row(at + 2, (each.day, maker.rng.choice(_INSATSER)), column)
            maker.write(sheet, at + 2, column + 2, each)
            sheet.write(at + 2, column + 3, maker.status_word(each.status))
        lowest = max(lowest, at + 4)


def matrix_by_quarter(maker: _Maker) -> None:
    maker.write_grants()
    sheet, sums = maker.sheet("Uppföljning"), dict[tuple[str, int], int]()
    for each in maker.draw(24):
        quarter = (each.day.month + 2) // 3
        sums[each.recipient, quarter] = sums.get((each.recipient, quarter), 0) + each.amount
    sheet.write(0, 0, "Avropat per kvartal 2026" + (", tkr" if maker.unit > 1 else ", kronor"))
    sheet.write_row(1, ("Mottagare", *(maker.rng.choice(("Kvartal {}", "Kv {}")).format(n) for n in range(1, 4)), "Totalt"))
    for row, name in enumerate(GRANTED, 2):
        sheet.write(row, 0, maker.names[name])
        for quarter in range(1, 4):
            if amount := sums.get((name, quarter)):
                maker.write(sheet, row, quarter, CallOff(name, amount, date(2026, 3 * quarter + 1, 1) - timedelta(days=1)))
        sheet.write(row, 4, maker.in_unit(sum(amount for (whose, _), amount in sums.items() if whose == name)))


def months_below_recipients(maker: _Maker) -> None:
    sheet, sums = maker.sheet("Kraftsamling"), _sum_by_month(maker.draw(30))
    sheet.write(0, 0, "Avropat 2026" + (", tkr" if maker.unit > 1 else ", kronor"))
    sheet.write_row(1, (None, *(maker.names[name] for name in GRANTED)))
    sheet.write_row(2, ("Tilldelat", *(maker.in_unit(amount) for amount in GRANTED.values())))
    for row, month in enumerate(range(5, 10), 3):
        sheet.write(row, 0, _MONTHS[month - 5])
        for column, name in enumerate(GRANTED, 1):
            if amount := sums.get((name, month)):
                maker.write(sheet, row, column, CallOff(name, amount, date(2026, month + 1, 1) - timedelta(days=1)))


def list_by_month(maker: _Maker) -> None:
    maker.write_grants()
    sheet = maker.sheet("Avrop")
    sheet.write_row(0, ("Månad", "Nämnd", maker.amount_heading("Belopp"), "Status"))
    for row, each in enumerate(maker.draw(24, [*_WORDS]), 1):
        sheet.write_row(row, (_MONTHS[each.day.month - 5].lower(), maker.names[each.recipient]))
        maker.write(sheet, row, 2, each._replace(day=date(2026, each.day.month + 1, 1) - timedelta(days=1)))
        sheet.write(row, 3, maker.status_word(each.status))


def status_above_each_part(maker: _Maker) -> None:
    maker.write_grants()
    sheet, row, call_offs = maker.sheet("Avrop"), 0, maker.draw(24, [*_WORDS])
    sheet.write_row(0, ("Datum", "Nämnd", maker.amount_heading("Belopp")))
    for status in _WORDS:
        if rows := [each for each in call_offs if each.status == status]:
            row += 1
            sheet.write(row, 0, maker.status_word(status))
            for each in rows:
                row += 1
                sheet.write_row(row, (each.day, maker.names[each.recipient]))
                maker.write(sheet, row, 2, each)


def sheet_for_each_status(maker: _Maker) -> None:
    maker.write_grants()
    call_offs = maker.draw(24, [*_WORDS])
    for status, title in {"begärt": "Begärda avrop", "godkänt": "Godkända avrop", "utbetalt": "Utbetalda avrop"}.items():
        if rows := [each for each in call_offs if each.status == status]:
            sheet = maker.sheet(title)
            sheet.write_row(0, ("Datum", "Nämnd", "Avser", maker.amount_heading("Belopp")))
            for row, each in enumerate(rows, 1):
                sheet.write_row(row, (each.day, maker.names[each.recipient], maker.rng.choice(_INSATSER)))
                maker.write(sheet, row, 3, each)


def recipient_by_code(maker: _Maker) -> None:
    maker.write_grants()
    codes = maker.sheet("Koder")
    numbers = {name: 3100 + 10 * n for n, name in enumerate(GRANTED)}
    codes.write_row(0, ("Ansvar", "Nämnd"))
    for row, (name, number) in enumerate(numbers.items(), 1):
        codes.write_row(row, (number, maker.names[name]))
    sheet = maker.sheet("Avrop")
    sheet.write_row(0, ("Nr", "Datum", "Ansvar", maker.amount_heading("Belopp"), "Status"))
    for row, each in enumerate(maker.draw(24, [*_WORDS]), 1):
        sheet.write_row(row, (row, each.day, numbers[each.recipient]))
        maker.write(sheet, row, 3, each)
        sheet.write(row, 4, maker.status_word(each.status))


def groups_with_status(maker: _Maker) -> None:
    maker.write_grants()
    sheet, call_offs = maker.sheet("Uppföljning"), maker.draw(14, [*_WORDS])
    unit = " tkr" if maker.unit > 1 else " kr"
    sheet.write(1, 0, "Nämnd")
    for n in range(max(len(maker.of(call_offs, name)) for name in GRANTED)):
        sheet.write(0, 1 + 3 * n, f"Avrop {n + 1}")
        sheet.merge(0, 1 + 3 * n, 3 + 3 * n)
        sheet.write_row(1, ("Datum", "Belopp" + unit, "Status"), 1 + 3 * n)
    for row, name in enumerate(GRANTED, 2):
        sheet.write(row, 0, maker.names[name])
        for n, each in enumerate(maker.of(call_offs, name)):
            sheet.write(row, 1 + 3 * n, each.day)
            maker.write(sheet, row, 2 + 3 * n, each)
            sheet.write(row, 3 + 3 * n, maker.status_word(each.status))


def cash_book(maker: _Maker) -> None:
    sheet, row = maker.sheet("Kassabok"), 0
    unit = " tkr" if maker.unit > 1 else " kr"
    sheet.write_row(row, ("Nämnd", "Datum", "Händelse", "In" + unit, "Ut" + unit, "Saldo"))
    call_offs = maker.draw(20)
    for name, granted in GRANTED.items():
        row, balance = row + 1, granted
        sheet.write_row(row, (maker.names[name], date(2026, 5, 6), "Beviljat KS § 266", maker.in_unit(granted), None, maker.in_unit(granted)))
        for each in maker.of(call_offs, name):
            row, balance = row + 1, balance - each.amount
            sheet.write_row(row, (maker.names[name], each.day, "Avrop"))
            maker.write(sheet, row, 4, each)
            sheet.write(row, 5, maker.in_unit(balance))


def unit_in_a_note(maker: _Maker) -> None:
    maker.write_grants()
    sheet, at = maker.sheet("Avrop"), maker.rng.choice(("title", "note"))
    unit = "Belopp i tusental kronor (tkr)" if maker.unit > 1 else "Belopp i kronor"
    if at == "title":
        sheet.write(0, 0, unit)
    sheet.write_row(2, ("Nr", "Datum", "Nämnd", "Belopp", "Status"))
    rows = maker.draw(24, [*_WORDS])
    for row, each in enumerate(rows, 3):
        sheet.write_row(row, (row - 2, each.day, maker.names[each.recipient]))
        maker.write(sheet, row, 3, each)
        sheet.write(row, 4, maker.status_word(each.status))
    if at == "note":
        sheet.write(len(rows) + 4, 0, unit + ".")


ARRANGEMENTS: Mapping[str, Callable[[_Maker], None]] = {
    each.__name__: each
    for each in (
        flat_list, sheet_for_each_recipient, sheet_for_each_month, groups, ticks, dates_for_each_step, recipient_by_insats, matrix_by_month,
        recipients_as_columns, numbered_groups, log_with_types, bank_book, cards, matrix_by_quarter, months_below_recipients, list_by_month,
        status_above_each_part, sheet_for_each_status, recipient_by_code, groups_with_status, cash_book, unit_in_a_note,
    )
}  # fmt: skip


def build_layout(folder: Path, seed: int) -> Layout:
    """The workbook of a seed, as a file in a folder."""
    maker = _Maker(seed)
    arrangement = maker.rng.choice([*ARRANGEMENTS])
    if maker.rng.random() < 0.3:
        maker.sheet("Kontakter").write_row(0, ("Roll", "Telefon"))
    ARRANGEMENTS[arrangement](maker)
    path = folder / f"{seed}.xlsx"
    maker.book.save(path)
    return Layout(path, arrangement, maker.written, maker.fault)
