"""A large canonical workbook, as right as can be, for measuring: so many call-offs and so many outcome rows.

python tests/benchmarks/large.py PATH ROWS
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import CALL_OFFS, INTERVENTIONS, NAME, OUTCOMES, RECORD, SETTINGS, TABLES, VALUE
from xl_kraftsamling.domain.template import SHEETS

Rows = list[list[Any]]


def large_workbook(path: Path, rows: int) -> None:
    """Write it, with shared strings and Excel tables as Excel itself writes them."""
    chance = random.Random(rows)
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    contents = _contents(chance, rows)
    for name in SHEETS:
        page = book.add_worksheet(name)
        if name in contents:
            headings, lines = contents[name]
            for number, line in enumerate(lines, 1):
                page.write_row(number, 0, line)
            columns = [{"header": heading} for heading in headings]
            page.add_table(0, 0, max(1, len(lines)), len(headings) - 1, {"name": name, "columns": columns})
    book.close()


def _contents(chance: random.Random, rows: int) -> dict[str, tuple[tuple[str, ...], Rows]]:
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


if __name__ == "__main__":
    large_workbook(Path(sys.argv[1]), int(sys.argv[2]))
