"""What the words of a workbook mean is taken in the place of the cells that hold them, and of no other cell."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.own_words import NO_WORDS, OwnWords, fold_word
from xl_kraftsamling.domain.tables import CALL_OFFS, INTERVENTIONS, TRANSFERS, Column, Table

WORDS = OwnWords(cells={"status": {"ok": "godkänt", "sant": "utbetalt", "1": "begärt", "på gång": "pågår"}, "datum": {"vår": date(2026, 5, 31)}})
CELLS = st.one_of(st.text(max_size=6), st.integers(0, 3), st.booleans(), st.floats(), st.dates(), st.sampled_from(["OK", "ok ", "TRUE", "Sant", "", NoValue("#N/A")]))


def column(table: Table, name: str) -> Column:
    return next(each for each in table.columns if each.field == name)


@pytest.mark.parametrize(("cell", "meant"), [
    ("OK", "godkänt"), (" ok\u200b", "godkänt"), (True, "utbetalt"), ("TRUE", "utbetalt"), ("sant", "utbetalt"), (1, "begärt"), (1.0, "begärt"), ("1", "begärt"),
])  # fmt: skip
def test_a_word_is_understood_however_the_cell_holds_it(cell: Any, meant: str) -> None:
    assert WORDS.translate(column(CALL_OFFS, "status"), [cell, "godkänd"]) == [meant, "godkänd"]


def test_a_word_means_a_status_only_in_the_tables_that_have_it() -> None:
    assert WORDS.translate(column(TRANSFERS, "status"), ["OK", "på gång"]) == ["OK", "på gång"]
    assert WORDS.translate(column(INTERVENTIONS, "status"), ["OK", "På  gång"]) == ["OK", "pågår"]


def test_a_word_is_one_of_the_columns_with_its_heading() -> None:
    assert WORDS.translate(column(CALL_OFFS, "date"), ["vår", "OK"]) == [date(2026, 5, 31), "OK"]
    assert WORDS.translate(column(CALL_OFFS, "comment"), ["vår", "OK"]) == ["vår", "OK"]


@given(st.lists(CELLS))
def test_every_other_cell_stays_the_very_same(cells: list[Any]) -> None:
    translated = WORDS.translate(column(CALL_OFFS, "status"), cells)
    for cell, now in zip(cells, translated, strict=True):
        assert now is cell or fold_word(cell) in WORDS.cells["status"]
    assert NO_WORDS.translate(column(CALL_OFFS, "status"), cells) is cells
