"""The proof of the sheet Saldo on very many ledgers: its formulas, computed by pyOfficeEditor, equal the program's arithmetic to the öre.

LibreOffice proves the same, with more rows and a whole year, on a few (`test_saldo_formulas`).
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from support import build_book
from support.saldo_engine import POISON, SaldoEngine
from support.seeded_ledgers import OTHERS, RECIPIENTS, InventedLedger, Rows
from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.book import show_costs_as_positive
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import SETTINGS, STATED_BALANCES, TABLES
from xl_kraftsamling.domain.template import BALANCE_SHEET
from xl_kraftsamling.writing.saldo_formulas import compose_saldo_rows
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit import Edit

ROOM = 8
NAMES = (*RECIPIENTS[:3], *OTHERS[-2:])
"""Few of them, so that what belongs together meets: the last two have no money of their own, or no forecast."""
SHEETS_FILLED = ("Tilldelning", "Avrop", "Omfördelning", "Utfall", "Prognos")
FIRST = date(2026, 6, 1)


def invent(seed: int) -> InventedLedger:
    """A small ledger in every state, on few days and with small amounts, so that limits are often met exactly, and some to the öre."""
    made = Random(seed)
    largest = made.choice((1, 30, 1_000, 99_999_999))

    def amount() -> float:
        return made.randint(1, largest) / made.choice((1, 100))

    def day() -> date:
        return FIRST + timedelta(made.randrange(6))

    def some(*words: str) -> str:
        return made.choice(words)

    def lines() -> range:
        return range(1, made.randrange(ROOM + 1) + 1)

    rows: Rows = {
        "Tilldelning": [[name, "nämnd", amount() * made.randrange(6), "§ 1", None] for name in NAMES[:-1]],
        "Avrop": [[f"A-{n}", day(), some(*NAMES), None, amount(), some(*status_words.CALL_OFF_STATES)] for n in lines()],
        "Omfördelning": [
            [f"O-{n}", day(), some(*NAMES), some(*NAMES), amount(), some(*status_words.TRANSFER_STATES)] for n in lines()
        ],
        "Utfall": [[f"V-{n}", day(), 202606, some(*NAMES), None, made.choice((1, 1, -1)) * amount()] for n in lines()],
        "Prognos": [[day(), some(*NAMES[:3]), amount()] for _ in lines()],
    }  # fmt: skip
    sign = made.choice((status_words.NEGATIVE, status_words.POSITIVE))
    return InventedLedger(str(seed), rows, {"Avstämningsdatum": day(), "Kostnadstecken": sign})


def ledger_of(invented: InventedLedger) -> Ledger:
    """The same rows as the program's own arithmetic has them: amounts in öre."""
    tables = {}
    for table in TABLES:
        fields = [column.field for column in table.columns]
        rows = [dict(zip(fields, row, strict=False)) for row in invented.rows.get(table.sheet, ())]
        tables[table.name] = [{**row, "amount": Ore(round(row["amount"] * 100))} for row in rows]
    settings = {each.field: invented.settings.get(each.heading) for each in SETTINGS.columns}
    made = build_book.ledger(as_of=invented.settings["Avstämningsdatum"], settings=settings, **tables)
    outcomes = show_costs_as_positive(made.book.outcomes, made.book.settings["cost_sign"])
    return replace(made, book=replace(made.book, outcomes=outcomes))


def figures(balance: Balance) -> tuple[int | None, ...]:
    return tuple(getattr(balance, column.field) for column in STATED_BALANCES.columns[1:])


NOTHING = tuple(None if column.field == "forecast" else 0 for column in STATED_BALANCES.columns[1:])
"""The figures of a recipient that no row names."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SaldoEngine:
    """The template, with room for the rows of any ledger that is invented here."""
    path = tmp_path_factory.mktemp("saldo") / "mall.xlsx"
    edit = Edit(find_template())
    for table in TABLES:
        filled = [[1] * len(table.columns)] * ROOM
        if table.sheet in SHEETS_FILLED:
            edit.append(table.sheet, filled)
    edit.replace(BALANCE_SHEET, compose_saldo_rows(NAMES))
    edit.save(path)
    return SaldoEngine(path, NAMES, ROOM)


@pytest.mark.parametrize("part", range(10))
def test_saldo_equals_the_arithmetic_to_the_ore_on_a_thousand_ledgers(part: int, engine: SaldoEngine) -> None:
    for seed in range(part * 100, part * 100 + 100):
        invented = invent(seed)
        shown = engine.calculate(invented)
        total = shown.pop("Summa")
        balances = ledger_of(invented).balances
        assert shown == {name: figures(balances[name]) if name in balances else NOTHING for name in shown}, seed
        assert list(total) == [sum(figure or 0 for figure in column) for column in zip(*shown.values(), strict=True)], seed


def test_the_invented_ledgers_are_not_all_alike() -> None:
    balances = [balance for seed in range(100) for balance in ledger_of(invent(seed)).balances.values()]
    assert any(each.remaining < 0 for each in balances)
    assert any(each.transferable == 0 < each.remaining for each in balances)
    assert any(0 < each.transferable < each.remaining for each in balances)
    assert {each.forecast is None for each in balances} == {True, False}


def test_a_wrong_formula_would_be_seen(engine: SaldoEngine) -> None:
    """The stored values are wrong in every cell, so that none of the figures above was merely read."""
    assert all(formula.cached == POISON for formula in engine.formulas)
    assert POISON * 100 not in {figure for row in engine.calculate(invent(1)).values() for figure in row}
