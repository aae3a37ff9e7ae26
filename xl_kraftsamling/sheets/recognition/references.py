"""Whether what looks like references to insatser is so, or a code of the accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.extent import Grid
from xl_kraftsamling.sheets.recognition.found import Found

_SEVERAL = 3
"""References that must all be unknown for a column to be something else."""


def related(read: Iterable[Found], grids: Mapping[str, Grid]) -> list[Found]:
    """The tables with their references to insatser, left out where none of them is one: then it is a code of the accounts."""
    tables = list(read)
    insatser = [each for each in tables if each.kind == "interventions"]
    known = {
        _text(cell) for each in insatser for name in ("id", "name") for cell in each.values(name, grids[each.sheet])
    }
    return [_unrelated(each, grids[each.sheet], known) if known else each for each in tables]


def _unrelated(each: Found, grid: Grid, known: set[str]) -> Found:
    given = [_text(cell) for cell in each.values("intervention", grid) if as_written(cell)]
    if len(given) < _SEVERAL or not known.isdisjoint(given):
        return each
    columns = {name: number for name, number in each.assigned.columns.items() if name != "intervention"}
    return replace(each, assigned=replace(each.assigned, columns=columns))


def _text(cell: Any) -> str:
    return plain(as_written(cell))
