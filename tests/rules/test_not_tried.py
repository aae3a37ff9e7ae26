"""A cell that cannot be read never silences a rule: either the rule finds what it found before, or it is not tried (KO01)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support import rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import Entry, cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES
from xl_kraftsamling.finding import Fault, Hit, Rule
from xl_kraftsamling.rules import RULES
from xl_kraftsamling.verdict import judge

TRIED_HERE = [
    rule for rule in RULES if rule.check and rule.bad and rule.code[:2] not in ("ST", "FO", "KO")
]  # the others are about sheets and formulas


@pytest.mark.parametrize("rule", TRIED_HERE, ids=lambda rule: rule.code)
def test_a_cell_that_cannot_be_read_never_silences_a_rule(rule: Rule, tmp_path: Path) -> None:
    rule_pages.write(rule_pages.book_with(rule.bad), tmp_path / "bok.xlsx")
    ledger = app.validate_workbook(tmp_path / "bok.xlsx").verdict.ledger
    before = list_places(rule, ledger)
    silenced = []
    for name, place, other in with_each_cell_unread(ledger):
        values = {"heading": name, "found": "#REF!", "expected": "", "first": place, "question": ""}
        fault = Fault("FO01", Hit(place=place, values=values), name)
        # the cell itself has its own finding now
        is_same = list_places(rule, other) - {place} == before - {place}
        if not is_same and rule.code not in dict(judge(other, [fault], "normal").not_tried):
            silenced.append((name, place.address))
    assert before
    assert silenced == []


def list_places(rule: Rule, ledger: Ledger) -> set[Place | None]:
    """Where the rule finds something."""
    assert rule.check
    return {hit.place for hit in rule.check(ledger)}


def with_each_cell_unread(ledger: Ledger) -> Iterator[tuple[str, Place, Ledger]]:
    """The ledger with one cell unread, for every cell of its rows and of the sheets with one value per line."""
    for table in TABLES:
        rows = getattr(ledger.book, table.name)
        for at, row in enumerate(rows):
            for column in table.columns:
                unread = row._replace(**{column.field: None}, unread=row.unread | {column.field})
                book = replace(ledger.book, **{table.name: MadeRows((*rows[:at], unread, *rows[at + 1 :]))})
                yield f"{table.name}.{column.field}", cell_of(row, column.field), replace(ledger, book=book)
    for table in (RECORD, SETTINGS):
        entries = getattr(ledger.book, table.name)
        for field, entry in entries.items():
            book = replace(ledger.book, **{table.name: {**entries, field: Entry(None, entry.place, unread=True)}})
            yield f"{table.name}.{field}", entry.place, replace(ledger, book=book)
