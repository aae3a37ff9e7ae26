"""Charts and pictures below a table that gets rows: they are never above the new ones."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from support.build_xlsx import find_changed_parts
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.grid import Area

DRAWING = "xl/drawings/drawing1.xml"
LAST, COLUMNS = 6, 2
"""The last row of the table, with the sum below its data, and its columns."""


def build_book(folder: Path, charts: dict[str, dict[str, Any]], *, is_table: bool = True) -> Path:
    """A workbook with a table in A3:B6, whose last row is its sum, and charts by the cell where each begins."""
    path = folder / "bok.xlsx"
    with xlsxwriter.Workbook(path) as written:
        page = written.add_worksheet("Saldo")
        if is_table:
            columns = [{"header": "Namn"}, {"header": "Belopp", "total_function": "sum"}]
            page.add_table(2, 0, LAST - 1, COLUMNS - 1, {"name": "Saldo", "columns": columns, "total_row": True})
        for row in range(3, LAST - is_table):
            page.write_row(row, 0, [f"rad {row}", row])
        for cell, options in charts.items():
            chart = written.add_chart({"type": "bar"})
            chart.add_series({"values": "=Saldo!$B$4:$B$5"})
            page.insert_chart(cell, chart, {"object_position": 1, **options})
    return path


def list_corners(path: Path) -> list[tuple[int, int]]:
    """The first and the last row of every drawing, counted from 1."""
    drawn = openpyxl.load_workbook(path)["Saldo"]._charts
    return [(chart.anchor._from.row + 1, chart.anchor.to.row + 1) for chart in drawn]


def add_rows(source: Path, count: int) -> Path:
    edit, target = Edit(source), source.with_name("kopia.xlsx")
    edit.append("Saldo", [["ny", 1]] * count)
    edit.save(target)
    return target


@pytest.mark.parametrize(("count", "moved"), [(1, 0), (2, 0), (3, 3), (40, 40)])
def test_a_chart_below_a_table_makes_room_for_rows_that_would_reach_it(tmp_path: Path, count: int, moved: int) -> None:
    source = build_book(tmp_path, {"A9": {}})
    ((top, bottom),) = list_corners(source)
    target = add_rows(source, count)
    assert list_corners(target) == [(top + moved, bottom + moved)]
    assert (DRAWING in find_changed_parts(source, target)) == (moved > 0)


def test_what_is_further_down_keeps_its_distance_and_what_is_beside_stays(tmp_path: Path) -> None:
    source = build_book(tmp_path, {"A8": {}, "B40": {}, "E8": {}, "D2": {}})
    near, far, beside, above = list_corners(source)
    target = add_rows(source, 5)
    assert list_corners(target) == [(near[0] + 5, near[1] + 5), (far[0] + 5, far[1] + 5), beside, above]


def test_a_chart_below_a_plain_range_makes_room_too(tmp_path: Path) -> None:
    source = build_book(tmp_path, {"A9": {}}, is_table=False)
    edit, target = Edit(source), tmp_path / "kopia.xlsx"
    ((top, bottom),) = list_corners(source)
    edit.extend("Saldo", Area(4, 1, LAST, COLUMNS), [{1: "ny", 2: 1}] * 3)
    edit.save(target)
    assert list_corners(target) == [(top + 3, bottom + 3)]


def test_fewer_rows_leave_a_chart_where_it_is(tmp_path: Path) -> None:
    source = build_book(tmp_path, {"A8": {}})
    edit, target = Edit(source), tmp_path / "kopia.xlsx"
    edit.replace("Saldo", [["en", 1]])
    edit.save(target)
    assert list_corners(target) == list_corners(source)
