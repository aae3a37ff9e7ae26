"""Both gates judge the same cells alike: that of workbooks, by pandera, and that of functions in cells, without a frame."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from support.any_cells import ANY_CELL
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, Kind
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading import gate, plain_gate
from xl_kraftsamling.reading.table_cells import TableCells

PERSONAL_NUMBER = "VD14"
"""Nothing that a cell shows waits for it."""


@st.composite
def any_tables(draw: st.DrawFn) -> TableCells:
    """A table of any cells, which may lack columns or have one twice, or a column of something else."""
    table, height = draw(st.sampled_from((*TABLES, RECORD, SETTINGS))), draw(st.integers(1, 4))
    fields = [column.field for column in table.columns]
    kept = draw(st.lists(st.sampled_from(fields), unique=True, min_size=1)) if draw(st.booleans()) else fields
    doubled = draw(st.lists(st.sampled_from(fields), unique=True, max_size=1))
    return TableCells(
        table=table, columns={name: draw(st.lists(ANY_CELL, min_size=height, max_size=height)) for name in kept if name not in doubled},
        height=height, date1904=False,
        extra=draw(st.sampled_from([[], [("Anteckning", Place(table.sheet, 1, 99)), ("Belopp", Place(table.sheet, 1, 98))]])),
        twice=[(name, Place(table.sheet, 1, 97)) for name in doubled],
        place=lambda name, position: Place(table.sheet, position + 2, fields.index(name) + 1),
        heading=lambda name: Place(table.sheet, 1, fields.index(name) + 1),
        factors={column.field: draw(st.sampled_from([1, 1_000])) for column in table.columns if column.kind is Kind.AMOUNT},
    )  # fmt: skip


def in_order(faults: Sequence[Fault]) -> list[Any]:
    faults = [fault._replace(hit=fault.hit._replace(related=[*fault.hit.related])) for fault in faults]
    return sorted(faults, key=lambda fault: (fault.code, str(fault.hit.place), repr(fault.hit)))


@given(any_tables())
def test_both_gates_find_the_same_faults_in_any_cells(cells: TableCells) -> None:
    frames, plain = gate.check_table(cells, load_register()), plain_gate.check_table(cells, load_register())
    assert repr(plain.columns) == repr(frames.columns)  # by their texts: a number that is none equals nothing
    others = [fault for fault in frames.faults if fault.code != PERSONAL_NUMBER]
    assert [repr(fault) for fault in in_order(plain.faults)] == [repr(fault) for fault in in_order(others)]


@given(st.lists(st.sampled_from([None, "A-1", "A-2", "a-1"]), max_size=8))
def test_both_gates_find_the_same_double_ids(ids: list[str | None]) -> None:
    table = next(table for table in TABLES if table.name == "call_offs")
    rows = build_book.rows("call_offs", [{"id": each, "recipient": "MKB", "amount": 1} for each in ids])
    parts = [row._replace(block=replace(row.block, sheet="Avrop 2")) if at % 3 == 2 else row for at, row in enumerate(rows)]
    for given_rows in (rows, MadeRows(parts)):
        assert [*plain_gate.check_ids(table, given_rows)] == [*gate.check_ids(table, given_rows)]


def test_a_table_without_ids_has_none_that_are_double() -> None:
    assert not [*plain_gate.check_ids(RECORD, build_book.rows("allocations", [{"recipient": "MKB"}] * 2))]
