"""Extracts of the accounts with very many rows, the same postings in each form."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

_HEADINGS = ("Konto", "Projekt", "Vernr", "Verdatum", "Period", "Belopp", "Text")


class _Line(NamedTuple):
    account: str
    project: str
    voucher: int
    day: date
    amount: int
    text: str


def _list_lines(rows: int) -> Iterator[_Line]:
    """Vouchers of four postings each, on two hundred projects and days; amounts in öre."""
    for number in range(rows):
        day = date(2026, 5, 21) + timedelta(number * 200 // rows)
        account = ("4010", "5010", "7010", "6110")[number % 4]
        yield _Line(account, str(100 + number % 200 * 100), number // 4, day, 100 + number % 90_000, f"Text {number % 500}")


def write_csv(path: Path, rows: int) -> None:
    """As Swedish programs write it: semicolons, and a comma in amounts."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADINGS)
        for line in _list_lines(rows):
            amount = f"{line.amount // 100},{line.amount % 100:02}"
            writer.writerow((line.account, line.project, f"V{line.voucher:07}", line.day, f"{line.day:%Y%m}", amount, line.text))


def write_sie(path: Path, rows: int) -> None:
    """Each voucher balanced against the bank, in a posting of its own."""
    with path.open("w", encoding="cp437", newline="\r\n") as file:
        file.write('#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#DIM 6 "Projekt"\n')
        voucher: list[_Line] = []
        for number, line in enumerate(_list_lines(rows * 4 // 5), 1):
            voucher.append(line)
            if number % 4 == 0:
                file.write(f'#VER "V" "{line.voucher:07}" {line.day:%Y%m%d} ""\n{{\n')
                file.writelines(f'#TRANS {each.account} {{6 "{each.project}"}} {each.amount / 100:.2f} "" "{each.text}"\n' for each in voucher)
                file.write(f"#TRANS 1930 {{}} {-sum(each.amount for each in voucher) / 100:.2f}\n}}\n")
                voucher.clear()


def write_xlsx(path: Path, rows: int) -> None:
    """One sheet with the same columns; dates and amounts as such."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("Huvudbok")
        page.write_row(0, 0, _HEADINGS)
        for number, line in enumerate(_list_lines(rows), 1):
            period = line.day.year * 100 + line.day.month
            page.write_row(number, 0, (line.account, line.project, f"V{line.voucher:07}", line.day, period, line.amount / 100, line.text))
