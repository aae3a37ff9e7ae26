"""Large workbooks in the template's layout, as right as can be: so many call-offs and so many outcome rows."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import CALL_OFFS, INTERVENTIONS, NAME, OUTCOMES, RECORD, SETTINGS, TABLES, VALUE
from xl_kraftsamling.domain.template import SHEETS

Rows = list[list[Any]]
Change = Callable[[int, list[Any]], None]
"""What is done to the call-off of a number before it is written."""
_FORMULAS = {"Moms": "=ROUND(E{0}*0.25,2)", "Netto": "=E{0}-J{0}", "Liten": "=IF(E{0}<100,1,0)", "Summa": "=SUM(J{0}:K{0})", "Andel": "=E{0}/1000"}
"""Columns of one's own beside a call-off, from J on."""


class Rich(NamedTuple):
    """A text of which a part is bold."""

    plain: str
    bold: str


def write_large(path: Path, rows: int, change: Change = lambda _number, _row: None, *, with_formulas: bool = False) -> None:
    """Write one, with shared strings and Excel tables as Excel itself writes them."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    contents = make_contents(rows)
    for number, row in enumerate(contents[CALL_OFFS.sheet][1]):
        change(number, row)
    for name in SHEETS:
        page = book.add_worksheet(name)
        page.add_write_handler(Rich, lambda page, row, column, rich, _style=None: page.write_rich_string(row, column, rich.plain, bold, rich.bold))
        if name in contents:
            headings, lines = contents[name]
            formulas = _FORMULAS if with_formulas and name == CALL_OFFS.sheet else {}
            for number, line in enumerate(lines, 1):
                page.write_row(number, 0, line)
                for column, formula in enumerate(formulas.values(), len(headings)):
                    page.write_formula(number, column, formula.format(number + 1), None, number)
            columns = [{"header": heading} for heading in (*headings, *formulas)]
            page.add_table(0, 0, max(1, len(lines)), len(columns) - 1, {"name": name, "columns": columns})
    book.close()


def enrich(number: int, row: list[Any]) -> None:
    """A comment of which a part is bold."""
    row[8] = Rich(f"Rad {number} ", "enligt ansökan")


def add_times(number: int, row: list[Any]) -> None:
    """A date with a time of day, and a comment that is one."""
    row[1] = datetime.combine(row[1], time(8, number % 60))
    row[8] = time(number % 24, number % 60)


def mix(number: int, row: list[Any]) -> None:
    """A reference and a comment that are now a text, now a number, now something else."""
    row[7] = (row[7], 1_000 + number, None)[number % 3]
    row[8] = ("delbetalning", number, number % 2 == 0, row[1])[number % 4]


def edit(number: int, row: list[Any]) -> None:
    """Another comment in one row of a thousand."""
    if number % 1_000 == 0:
        row[8] = "ändrad"


def break_every(step: int) -> Change:
    """An amount that cannot be read, in one row of so many."""

    def change(number: int, row: list[Any]) -> None:
        if number % step == 0:
            row[4] = f"{row[4]} kr?"

    return change


def make_contents(rows: int) -> dict[str, tuple[tuple[str, ...], Rows]]:
    """The headings and the rows of each table, by its sheet."""
    chance = random.Random(rows)
    decision = pick_shipped_decision("STK-2026-580")
    contents: dict[str, tuple[tuple[str, ...], Rows]] = {table.sheet: (table.headings, []) for table in TABLES}
    contents["Tilldelning"] = (contents["Tilldelning"][0], [
        [g.recipient, decision.register.kind(g.recipient), g.amount / 100, decision.reference] for g in decision.grants
    ])  # fmt: skip
    interventions = [
        [f"I-{n:02d}", f"Insats {n}", decision.initiators[n % 5], g.recipient, 1_000, "pågår"]
        for n, g in enumerate((*decision.grants, *decision.grants[:5]), 1)
    ]
    contents[INTERVENTIONS.sheet] = (INTERVENTIONS.headings, interventions)
    ids = [(row[3], row[0]) for row in interventions]
    contents[CALL_OFFS.sheet] = (CALL_OFFS.headings, [_call_off(chance, n, rows, ids) for n in range(rows)])
    contents[OUTCOMES.sheet] = (OUTCOMES.headings, [_outcome(chance, n, rows, ids) for n in range(rows)])
    record = ["STK-2026-580", "§ 266", decision.body, date(2026, 4, 20), decision.title, 2026, decision.reserve, "beslut",
              "§ 187", date(2026, 5, 20), ""]  # fmt: skip
    contents[RECORD.sheet] = ((NAME, VALUE), [[c.heading, v] for c, v in zip(RECORD.columns, record, strict=True)])
    settings = ["normal", date(2026, 9, 30), "70; 85; 100", "positivt", 1]
    contents[SETTINGS.sheet] = ((NAME, VALUE), [[c.heading, v] for c, v in zip(SETTINGS.columns, settings, strict=True)])
    return contents


def _call_off(chance: random.Random, number: int, rows: int, ids: list[tuple[str, str]]) -> list[Any]:
    recipient, intervention = ids[number % len(ids)]
    day = date(2026, 5, 21) + timedelta(number * 130 // rows)
    status = chance.choice(("utbetalt", "utbetalt", "godkänt", "begärt"))
    amount = (1 + number // len(ids) % max(360, 60_000_000 // rows)) / 100  # no two alike on a day: AV08 has nothing to say
    return [f"A-{number:06d}", day, recipient, intervention, amount, status, None,
            f"STK-2026-{chance.randrange(600, 700)}", chance.choice((None, None, "delbetalning", "enligt ansökan"))]  # fmt: skip


def _outcome(chance: random.Random, number: int, rows: int, ids: list[tuple[str, str]]) -> list[Any]:
    recipient, intervention = ids[number % len(ids)]
    day = date(2026, 5, 25) + timedelta(number * 125 // rows)
    amount = chance.randrange(1, max(2, 20_000_000 // rows)) / 100
    text = chance.choice(("Lokalhyra", "Material", "Timvikarier", "Förtäring"))
    return [f"V{number:06d}", day, day.year * 100 + day.month, recipient, intervention, amount, text]

