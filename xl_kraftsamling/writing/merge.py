"""Copies of a workbook that were sent out and have come back, put together in a copy of the base.

What each copy does to the rows of the base is found cell by cell (`copy_edits`), what can be put together is decided in
`domain.comparison.merging`; then changed cells are set in the base, and new rows are added to its tables.  Everything else in the base stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.comparison.copies import CopyEdits, Owners, RowEdit
from xl_kraftsamling.domain.comparison.merging import ALL, BASE, Choices, Merge, Merged, MergedCopy, merge_copies
from xl_kraftsamling.domain.comparison.pairing import pair_books
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.add_rows import AddedRows, enter_rows
from xl_kraftsamling.writing.copy_edits import ReadCopy, find_edits, list_left_out, read_copy
from xl_kraftsamling.xlsx.edit import Edit


def merge_workbooks(
    base: Path, copies: Sequence[Path], target: Path | None, choices: Choices, decisions: Sequence[Decision] | None, map_file: Path | None, *, overwrite: bool
) -> tuple[Merge, AddedRows | None]:  # fmt: skip
    """Put copies of a workbook together and, where there is a target and no conflict is left, write them into a copy of the base.

    Returns what was found, and what was added beside the changed cells; None where nothing was written.

    :param decisions: the decisions that the workbooks may follow, and `map_file` their map, as for :func:`~xl_kraftsamling.reading.workbook.read_workbook`.
    :param overwrite: the target may exist, and may be the base itself.
    :raises BadInput: a workbook cannot be read, follows another decision or has rows outside its tables; a choice fits nothing; a
        value has no cell in the base; or the target may not or cannot be written.
    """
    read = read_copy(base, decisions, map_file)
    found, repeated = _read_copies(copies, decisions, map_file)
    tables = {name: pair_books(read.content.book, copy.content.book) for name, copy in found.items()}
    edits = [CopyEdits(name, list(find_edits(name, read, copy, tables[name]))) for name, copy in found.items()]
    register = read.content.decision.register
    named = [table for table in TABLES if any(column.field == "id" for column in table.columns)]
    ids = {table.name: [row.id for row in getattr(read.content.book, table.name) if row.id] for table in named}
    merged, owners = merge_copies(edits, register, choices, ids), Owners(edits, register)
    _check_choices(choices, merged, found)
    summaries = [
        MergedCopy(each.name, owners.of(each), each.edits, list(tables[each.name].values()),
                   list(list_left_out(read, found[each.name])), found[each.name].content.book.companions)
        for each in edits
    ]  # fmt: skip
    added = None if target is None or merged.conflicts else _write(read, merged, target, overwrite=overwrite)
    return Merge(base.name, summaries, merged, repeated), added


def _read_copies(paths: Sequence[Path], decisions: Sequence[Decision] | None, map_file: Path | None) -> tuple[dict[str, ReadCopy], list[str]]:
    """The copies by the names of their files, or by their paths where two have one name, in the order of these; and those that are another's twin."""
    names = [path.name for path in paths]
    called = {path.name if names.count(path.name) == 1 else str(path): path for path in paths}
    found, twins, seen = dict[str, ReadCopy](), list[str](), dict[str, str]()
    for name in sorted(called, key=str.casefold):
        copy = read_copy(called[name], decisions, map_file)
        if seen.setdefault(copy.content.sha256, name) == name:
            found[name] = copy
        else:
            twins.append(name)
    return found, twins


def _check_choices(choices: Choices, merged: Merged, copies: Mapping[str, ReadCopy]) -> None:
    """Refuse a choice that names no conflict or no copy (BadInput): whoever made it means something that is not there."""
    named = {fold_label(conflict.name) for conflict in (*merged.conflicts, *merged.settled)}
    known = {BASE, ALL, *map(fold_label, copies)}
    if missing := next((name for name in choices.by_name if name not in named), None):
        raise BadInput(_NO_CONFLICT, name=missing)
    if missing := next((copy for copy in (*choices.by_name.values(), *choices.everywhere) if copy not in known), None):
        raise BadInput(_NO_COPY, name=missing, copies=tuple(copies))


def _write(base: ReadCopy, merged: Merged, target: Path, *, overwrite: bool) -> AddedRows:
    edit = Edit(base.opened.path)
    for change in merged.edits:
        if change.base is not None:
            for place, value in _place_values(base, change):
                edit.set(place.sheet, str(place.cell), value)
    rows: dict[str, list[dict[str, Any]]] = {}
    for new in merged.edits:
        if new.base is None:
            headings = {column.field: column.heading for column in new.table.columns}
            rows.setdefault(new.table.sheet, []).append({headings[field]: value for field, value in new.values.items()})
    added = enter_rows(edit, base.opened, base.content, rows)
    edit.save(target, overwrite=overwrite, itself=overwrite, origin=FileState(base.opened.path, base.opened.sha256))
    return added


def _place_values(base: ReadCopy, change: RowEdit) -> Iterator[tuple[Place, Any]]:
    """The cells of the base that a change sets, each with its value in the unit of its column."""
    headings = {column.field: column.heading for column in change.table.columns}
    for field, value in change.values.items():
        place = base.cells.find(change.base, field)
        # what stands in a heading or a title is that of other rows too
        if place is None or (change.table.row is not None and place.row != change.base.line):
            raise BadInput(_NO_CELL, file=change.copy, table=change.table.sheet, heading=headings[field], line=change.base.line)
        unit = base.unit_of(change.base, field)
        is_number = type(value) in (int, float) and unit != 1
        yield place, float(Decimal(repr(value)) / unit) if is_number else value


_NO_CELL = Text(
    "{file}: ändringen av {heading} på rad {line} i {table} kan inte föras in, eftersom arbetsboken inte har någon egen cell för den på "
    "raden. Ändra för hand i arbetsboken som skickades ut, och slå ihop igen.",
    "{file}: the change of {heading} in row {line} of {table} cannot be entered, since the workbook has no separate cell for "
    "it on the row. Change it by hand in the workbook that was sent out, and merge again.",
)
_NO_CONFLICT = Text(
    "--take {name}: det finns ingen sådan konflikt. Kör utan --take för att se vad de heter.",
    "--take {name}: there is no such conflict. Run without --take to see their names.",
)
_NO_COPY = Text(
    "--take {name}: det finns ingen sådan kopia. Kopiorna är {copies}; bas är arbetsboken som skickades ut.",
    "--take {name}: there is no such copy. The copies are {copies}; bas is the workbook that was sent out.",
)
