"""A ledger that is laid out in any of the ways that people keep one is read back to the same records, at their cells."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from support.random_layouts import GRANTED, CallOff, build_layout
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.verdict import Verdict

AS_OF = date(2026, 9, 30)
SEEDS = int(os.environ.get("KRAFT_LAYOUTS", "1000"))
"""How many workbooks are made and read; more with the environment variable, for a longer run."""
QUIET = {"BE01", "BE03", "AV06", "AV08", "AV11", "AV12", "IN02", "IN04", "BO01"}
"""Rules about what a random ledger may well hold, and no question of how it was read."""


def describe(verdict: Verdict) -> Counter[tuple[str | None, int | None, date | None, str | None, str]]:
    """The call-offs that were read, with the cells of their amounts."""
    return Counter((row.recipient, row.amount, row.date, row.status, cell_of(row, "amount").address) for row in verdict.ledger.book.call_offs)


def expect(each: CallOff, *, is_fault: bool) -> tuple[str, int | None, date, str, str]:
    return each.recipient, None if is_fault else each.amount * 100, each.day, each.status, each.place


@pytest.mark.parametrize("first", range(0, SEEDS, 50))
def test_a_ledger_in_any_layout_is_read_back_to_the_same_records_at_their_cells(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 50):
        layout = build_layout(tmp_path, seed)
        verdict = app.validate_workbook(layout.path, as_of=AS_OF).verdict
        what = f"seed {seed}: {layout.arrangement}"
        loud = {
            (each.rule.code, each.hit.place.address if each.hit.place else "")
            for each in verdict.findings
            if each.severity.value in ("fel", "varning") and each.rule.code not in QUIET
        }
        fault = {("VD01", layout.fault.place)} if layout.fault else set()
        assert loud == fault, what
        assert describe(verdict) == Counter(expect(each, is_fault=each is layout.fault) for each in layout.call_offs), what
        allotted = {row.recipient: row.amount for row in verdict.ledger.book.allocations}
        assert allotted == {name: amount * 100 for name, amount in GRANTED.items()}, what


@pytest.mark.parametrize("first", range(0, SEEDS // 5, 50))
def test_the_map_of_any_layout_leads_to_the_same_records_and_findings(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 50):
        layout = build_layout(tmp_path, seed)
        explained = app.explain_layout(layout.path, known=app.known_decisions(None), map_file=None, lang="sv")
        assert explained is not None
        known = tmp_path / f"{seed}.toml"
        known.write_text(explained[1], "utf-8")
        verdicts = [app.validate_workbook(layout.path, as_of=AS_OF, map_file=map_file).verdict for map_file in (None, known)]
        what = f"seed {seed}: {layout.arrangement}\n{explained[1]}"
        assert describe(verdicts[0]) == describe(verdicts[1]), what
        codes = [
            {(each.rule.code, each.hit.place) for each in verdict.findings if each.severity.value in ("fel", "varning")} for verdict in verdicts
        ]
        assert codes[0] == codes[1], what
