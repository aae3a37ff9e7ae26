"""The same postings as a workbook, a CSV file and a SIE 4 file, as programs for accounting export them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision

KEY = """version = 1
decision = "STK-2026-580"
accounts = ["4-7"]
cost_sign = "positivt"
[[key]]
"Projekt" = "100"
recipient = "kulturnämnden"
intervention = "I-1"
[[key]]
"Projekt" = "200"
recipient = "fritidsnämnden"
[[key]]
"Projekt" = "300"
recipient = "MKB"
[[left_out]]
"Projekt" = ""
"""
PROJECTS = {"100": "kulturnämnden", "200": "fritidsnämnden", "300": "MKB"}


class Line(NamedTuple):
    """A posting of a cost: amount in öre, project empty for none."""

    voucher: str
    day: date
    account: str
    project: str
    amount: int
    text: str = ""
    cost_centre: str = ""


HEADINGS = ("Konto", "Kst", "Projekt", "Vernr", "Verdatum", "Period", "Belopp", "Text")


def as_cells(line: Line) -> dict[str, Any]:
    return {
        "Konto": line.account, "Kst": line.cost_centre, "Projekt": line.project, "Vernr": line.voucher, "Verdatum": line.day,
        "Period": line.day.year * 100 + line.day.month, "Belopp": line.amount / 100, "Text": line.text,
    }  # fmt: skip


def write_xlsx(path: Path, lines: Iterable[Line], headings: Sequence[str] = HEADINGS, title: Sequence[Sequence[Any]] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*title, headings):
        sheet.append(list(row))
    for line in lines:
        cells = as_cells(line)
        sheet.append([cells[heading] for heading in headings])
    book.save(path)
    return path


def format_swedish(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,},{rest:02}".replace(",", " ", f"{whole:,}".count(","))


def write_csv(
    path: Path, lines: Iterable[Line], headings: Sequence[str] = HEADINGS, *, encoding: str = "utf-8-sig", delimiter: str = ";", point: bool = False
) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    for line in lines:
        cells = as_cells(line) | {"Belopp": f"{line.amount / 100:.2f}" if point else format_swedish(line.amount)}
        writer.writerow([cells[heading] for heading in headings])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_sie(path: Path, lines: Sequence[Line], *, encoding: str = "cp437", head: str = "") -> Path:
    """Each line a voucher that balances against the bank; lines that share a voucher stand in one, as SIE has them."""
    vouchers: dict[tuple[str, date], list[Line]] = {}
    for line in lines:
        vouchers.setdefault((line.voucher, line.day), []).append(line)
    text = f'#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n{head}#DIM 1 "Kostnadsställe"\n#DIM 6 "Projekt"\n#OBJEKT 6 "100" "Läsfrämjande åtgärder"\n'
    for (voucher, day), own in vouchers.items():
        text += f'#VER "{voucher[:1]}" "{voucher[1:]}" {day:%Y%m%d} ""\n{{\n'
        for line in own:
            objects = f'1 "{line.cost_centre}" ' if line.cost_centre else ""
            objects += f'6 "{line.project}"' if line.project else ""
            quoted = line.text.replace('"', '\\"')
            text += f'#TRANS {line.account} {{{objects}}} {line.amount / 100:.2f} "" "{quoted}"\n'
        text += f"#TRANS 1930 {{}} {-sum(line.amount for line in own) / 100:.2f}\n}}\n"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def make_workbook(folder: Path, key: str | None = KEY) -> Path:
    """A workbook of the template with one insats, and its coding key beside it."""
    data = folder / "Insatser.csv"
    data.write_text("Insats-id;Insats;Mottagare\nI-1;Läsfrämjande åtgärder;kulturnämnden\n", "utf-8")
    path = folder / "Medel.xlsx"
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), data=[data])
    data.unlink()
    if key is not None:
        path.with_suffix(".kontering.toml").write_text(key, "utf-8")
    return path
