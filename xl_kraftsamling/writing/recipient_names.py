"""The recipients that new rows name, and how they are written: formulas compare names as texts, so that a variant is not counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import (
    ALLOCATIONS,
    CALL_OFFS,
    FORECASTS,
    INTERVENTIONS,
    OUTCOMES,
    STATED_BALANCES,
    TRANSFERS,
    Kind,
)
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.writing.input_rows import InputRows
from xl_kraftsamling.xlsx.grid import Grid

_COUNTED_TABLES = (ALLOCATIONS, CALL_OFFS, TRANSFERS, OUTCOMES, FORECASTS)
"""The tables whose rows go into balances."""

_NAMED = {
    table.sheet: {column.heading: column.field for column in table.columns if column.kind is Kind.RECIPIENT}
    for table in (*_COUNTED_TABLES, INTERVENTIONS)
}
"""The headings of the columns of recipients, with their fields, by sheet of the template."""

Spellings = Mapping[str, Any]
"""How recipients are written, by their official names: a text, or the number that a workbook has for one."""


def list_named_recipients(new_rows: InputRows, register: Register) -> Iterator[str]:
    """The recipients that rows name whose amounts go into balances, by their official names."""
    for table in _COUNTED_TABLES:
        parties = (row.get(heading) for row in new_rows.get(table.sheet, ()) for heading in _NAMED[table.sheet])
        yield from filter(None, (register.recognise(str(party)).name for party in parties if party))


def use_official_names(new_rows: InputRows, register: Register) -> InputRows:
    """The rows with every recipient that is known by its official name."""
    return {sheet: [_respell(sheet, row, register, {}) for row in rows] for sheet, rows in new_rows.items()}


def use_names_of_workbook(
    new_rows: InputRows, register: Register, regions: Iterable[Region], read_grid: Callable[[str], Grid]
) -> InputRows:
    """The rows with recipients written as the workbook writes them: in the same table, or else where it states balances or grants.

    :param read_grid: returns the cells of a sheet.
    """
    found = [(region.table.name, dict(_find_spellings(region, read_grid(region.block.sheet), register))) for region in regions]
    elsewhere = {**_merge(found, ALLOCATIONS.name), **_merge(found, STATED_BALANCES.name)}
    names = {table.sheet: {**elsewhere, **_merge(found, table.name)} for table in (*_COUNTED_TABLES, INTERVENTIONS)}
    return {sheet: [_respell(sheet, row, register, names.get(sheet, {})) for row in rows] for sheet, rows in new_rows.items()}


def _merge(found: Iterable[tuple[str, Spellings]], name: str) -> dict[str, Any]:
    return {official: cell for kind, spellings in found if kind == name for official, cell in spellings.items()}


def _find_spellings(region: Region, grid: Grid, register: Register) -> Iterator[tuple[str, Any]]:
    """The recipients in the rows of a table, and how they are written there; of several ways the last."""
    columns = [
        number
        for column in region.table.columns
        if column.kind is Kind.RECIPIENT and (number := region.block.columns.get(column.field))
    ]
    cells = {cell_text(cell): cell for line in region.rows.data for number in columns if (cell := grid[line - 1][number - 1]) != ""}
    recognised = ((register.recognise(text).name, cell if is_number(cell) else text) for text, cell in cells.items())
    yield from ((name, cell) for name, cell in recognised if name)


def _respell(sheet: str, row: Mapping[str, Any], register: Register, spellings: Spellings) -> Mapping[str, Any]:
    headings = _NAMED.get(sheet, {})
    return {h: _spell(value, register, spellings) if h in headings and value else value for h, value in row.items()}


def _spell(value: Any, register: Register, spellings: Spellings) -> Any:
    name = register.recognise(str(value)).name
    return spellings.get(name, name) if name else value
