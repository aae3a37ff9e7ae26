"""A table that was recognised, as the reader of all tables expects it."""

from dataclasses import replace

from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.records import LAST, Records, find_records
from xl_kraftsamling.reading.recognition.sources import BySteps, LookUp
from xl_kraftsamling.reading.recognition.tables import WHOLE, FoundTable
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.grid import Grid


def build_regions(found: FoundTable, grid: Grid) -> list[Region]:
    """The table as the reader of all tables expects it: one region, or one for each of its parts that has records.

    They have no blank rows, unknown or repeated headings: in the template these are faults, in another layout they are habits.
    """
    return [_build_region(found, records) for records in find_records(found, grid) if records.lines or records.part is WHOLE]


def _build_region(found: FoundTable, records: Records) -> Region:
    table = TABLE_KINDS[found.kind]
    columns = {c.field: records.columns[c.field] for c in table.columns if c.field in records.columns}
    heading = {name: found.heading_row.headings[n].text for name, n in columns.items()}
    block = Block(table.name, found.sheet, found.heading_row.row, columns, heading, records.elsewhere)
    # without the row class, whose fields must be all of the columns
    present = replace(table, columns=tuple(c for c in table.columns if c.field in columns or c.field in records.elsewhere), row=None)
    factors = {name: unit for name, unit in {**found.units, **records.part.units}.items() if unit > 1}
    negative = frozenset(name for name, number in columns.items() if number in found.negative)
    rows = replace(found.rows, data=records.lines, blank=())
    return Region(
        present, block, rows, factors=factors, negative=negative, remarks=_find_remarks(found), cancelled=found.cancelled,
        own_words=found.own_words, summed=records.summed,
        looked_up={name: (source.column, source.sheet) for name, source in found.sources.items() if isinstance(source, LookUp)}, closed_because=_find_reason_to_close(found),
    )


def _find_remarks(found: FoundTable) -> dict[int, str]:
    """The columns that no field was found for, and the one to the right of the headings: people write remarks there."""
    headings = found.heading_row.headings
    unused = {n: heading.text for n, heading in headings.items() if n not in found.used_columns}
    return {**unused, max(headings) + 1: ""}


def _find_reason_to_close(found: FoundTable) -> Text | None:
    """Why no row can be added to a table: it would be read as something else."""
    if found.parts:
        return _SEVERAL
    if found.only:
        return _BY_COLUMN
    if found.running and found.running.how == LAST:
        return _BY_RUNNING
    steps = found.sources.get("amount")
    return _BY_STEPS if isinstance(steps, BySteps) else None


_SEVERAL = Text("varje rad där är flera poster", "each row there is several records")
_BY_COLUMN = Text("en kolumn säger där vilka rader som hör dit", "a column there says which rows belong to it")
_BY_RUNNING = Text("beloppen där är ackumulerade", "the amounts there are cumulative")
_BY_STEPS = Text("beloppet står där i en kolumn för varje steg", "the amount there is in a column for each step")
