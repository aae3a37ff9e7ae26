"""Cells of a column, made when they are asked for."""

from xl_kraftsamling.domain.place import ColumnCells, Place


def test_cells_of_a_column_are_made_when_they_are_asked_for() -> None:
    cells = ColumnCells(lambda position: Place("Avrop", position + 2, 5), [0, 3, 4])
    assert len(cells) == 3
    assert [each.cell for each in cells] == ["E2", "E5", "E6"]
    assert cells[-1] == Place("Avrop", 6, 5)
    assert [*cells[1:]] == [Place("Avrop", 5, 5), Place("Avrop", 6, 5)]
    assert Place("Avrop", 5, 5) in cells
