"""Balances as a table that fits the terminal, and as CSV that a Swedish Excel opens."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from support import build_book, rule_pages
from support.read_ledger import read_ledger
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.recipients import Recipient
from xl_kraftsamling.report import balance
from xl_kraftsamling.report.csv_lines import quote_csv_text

TRANSFERRED = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 250 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | fritidsnämnden | I-03 | 1 000 000 |
| V-2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | "ca 12 000" |

Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-09-01 | fritidsnämnden | 5 900 000 |
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], Ledger]:
    def read(example: str) -> Ledger:
        rule_pages.write(rule_pages.book_with(example), tmp_path / "bok.xlsx")
        return read_ledger(tmp_path / "bok.xlsx")

    return read


@pytest.mark.parametrize("width", [60, 80, 100, 180])
def test_balances_fit_the_terminal(
    width: int, ledger: Callable[[str], Ledger], snapshot: Callable[[str, str], None]
) -> None:
    lines = list(balance.render_balances("bok.xlsx", ledger(TRANSFERRED), "sv", width))
    assert max(map(len, lines)) <= width
    snapshot(f"balance_{width}", "\n".join(lines) + "\n")


def test_an_overdraft_is_shown_by_more_than_its_minus(workbooks: Path) -> None:
    lines = list(balance.render_balances("bok.xlsx", read_ledger(workbooks / "overdrawn.xlsx"), "en", 180))
    assert any("kulturnämnden" in line and "✖ −100,000" in line for line in lines)
    assert "✖ more is called off than is disposable" in lines


@pytest.mark.parametrize("width", [40, 180])
def test_an_unknown_balance_is_shown_by_its_cell_and_never_as_zero(width: int, workbooks: Path) -> None:
    lines = list(balance.render_balances("bok.xlsx", read_ledger(workbooks / "errors.xlsx"), "sv", width))
    at = next(number for number, line in enumerate(lines) if line.startswith("kulturnämnden"))
    assert "kan inte beräknas: Avrop!E2" in f"{lines[at]} {lines[at + 1]}"
    assert "kan inte beräknas" in " ".join(lines[next(n for n, line in enumerate(lines) if line.startswith("Summa")) :])


def test_many_causes_are_counted() -> None:
    rows = [{"id": f"A-{n}", "recipient": "MKB", "status": "godkänt", "unread": {"amount"}} for n in range(2, 8)]
    held = build_book.ledger(allocations=[{"recipient": "MKB", "amount": 100}], call_offs=rows)
    lines = "\n".join(balance.render_balances("b", held, "sv", 180))
    assert "kan inte beräknas: Avrop!E2, Avrop!E3, Avrop!E4 och 3 till" in lines


def test_csv_is_what_a_swedish_excel_opens(
    ledger: Callable[[str], Ledger], snapshot: Callable[[str, str], None]
) -> None:
    lines = list(balance.export_balances(ledger(TRANSFERRED.replace("1 250 000", "1 250 000,50")), "sv"))
    assert lines[0].startswith("\ufeffMottagare;Beviljat;")
    spent = next(row for row in rows_of(lines) if row[0] == "fritidsnämnden")
    assert spent[1:] == [
        "6100000",
        "0",
        "0",
        "6100000",
        "1250000,50",
        "0",
        "4849999,50",
        "1000000",
        "250000,50",
        "5900000",
        "4849999,50",
        "",
    ]


def test_csv_leaves_what_is_open_empty_and_explains_why(workbooks: Path) -> None:
    row = next(
        row for row in rows_of(balance.export_balances(read_ledger(workbooks / "errors.xlsx"), "sv")) if row[0] == "kulturnämnden"
    )
    assert row[1:] == [""] * 11 + ["kan inte beräknas: Avrop!E2"]


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1", "@SUM(A1)", "＝1+1"])
def test_no_cell_of_the_csv_is_a_formula(name: str) -> None:
    shipped = pick_shipped_decision("STK-2026-580")
    decision = replace(shipped, grants=(), register=shipped.register.with_more([Recipient(name, "nämnd")]))
    held = build_book.ledger(decision=decision, allocations=[{"recipient": name, "amount": -100}])
    cells = list(rows_of(balance.export_balances(held, "sv")))[1]
    assert cells[:2] == ["'" + name, "-1"]


def test_a_cell_of_the_csv_may_hold_its_separators() -> None:
    assert list(csv.reader([quote_csv_text('a;"b"')], delimiter=";")) == [['a;"b"']]


def rows_of(lines: Iterable[str]) -> list[list[str]]:
    return list(csv.reader((line.removeprefix("\ufeff") for line in lines), delimiter=";"))
