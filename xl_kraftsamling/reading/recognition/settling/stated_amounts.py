"""What a follow-up of the workbook states that each recipient has called off or spent: a figure of its own, or what is granted less what is left."""

from collections.abc import Iterator, Mapping

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES
from xl_kraftsamling.reading.recognition.records import find_records
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_FIGURES = {CALL_OFFS.name: "called_off", OUTCOMES.name: "outcome"}


def read_stated(
    follow_up: FoundTable, grid: Grid, register: Register, kind: str, granted: Mapping[str, int] = {}
) -> Iterator[tuple[str, int, Place]]:
    """The official name, the amount in öre and the cell of each recipient of whom a follow-up states what a kind of list comes to.

    :param granted: what each is granted, where the follow-up does not say that itself.
    """
    fields = (_FIGURES[kind], *(("disposable", "allotted", "remaining") if kind == CALL_OFFS.name else ()))
    for records in find_records(follow_up, grid):
        names = [register.recognise(cell_text(cell)).name for cell in records.read(OWNER, grid)]
        columns = {name: records.read(name, grid) for name in fields if name in records.columns}
        for position, (name, line) in enumerate(zip(names, records.lines, strict=True)):
            amounts = {field: read_amount(cells[position], records.units.get(field, 1)).ore for field, cells in columns.items()}
            stated = amounts.get(_FIGURES[kind])
            stated = _subtract_left(amounts, granted.get(name or "")) if stated is None else stated
            if name and stated is not None:
                yield name, stated, Place(follow_up.sheet, line, records.columns.get("remaining", min(records.columns.values())))


def _subtract_left(amounts: Mapping[str, int | None], otherwise: int | None) -> int | None:
    left = amounts.get("remaining")
    granted = next((ore for name in ("disposable", "allotted") if (ore := amounts.get(name)) is not None), otherwise)
    return None if left is None or granted is None else granted - left
