"""The edits of several copies put together, row by row; what cannot be put together without a person is a conflict.

The result depends neither on the order of the copies nor on how often one is given: an edit that several copies make alike counts once,
and a row without an id that several have added as often as the copy has it that has it most often.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.comparison.copies import OFFICE_TABLES, CopyEdits, Owners, RowEdit
from xl_kraftsamling.domain.comparison.pairing import PairedTable, name_row
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.row_ids import choose_next_id

BASE, ALL = "bas", "alla"
"""What can be taken in a conflict beside a copy: the base as it is, or every row, the later ones under new ids."""


class ConflictKind(Enum):
    """Why a person has to decide."""

    REMOVED = "removed"
    OFFICE = "office"
    NOT_OWN = "not own"
    CHANGED_TWICE = "changed twice"
    ONE_NAME = "one name"


class Conflict(NamedTuple):
    """Edits of one row that a person has to choose among; `name` is what the choice is made by."""

    name: str
    kind: ConflictKind
    edits: Sequence[RowEdit]


class Merged(NamedTuple):
    """The edits to be made, in an order of their own; the conflicts that are left, and those that were chosen in; and the rows that get
    a new id, which is in their values.
    """

    edits: Sequence[RowEdit]
    conflicts: Sequence[Conflict]
    settled: Sequence[Conflict] = ()
    renamed: Sequence[tuple[RowEdit, str]] = ()


class MergedCopy(NamedTuple):
    """What was found in a copy: its name, whose it is, what it does, and how its rows were paired with those of the base.

    `left_out` are the columns that the base lacks, with the first cell of each that holds something; `companions` the files beside
    the copy that bear on how it was read.
    """

    name: str
    owners: frozenset[str]
    edits: Sequence[RowEdit]
    tables: Sequence[PairedTable]
    left_out: Sequence[tuple[str, Place]]
    companions: Sequence[Companion]


class Merge(NamedTuple):
    """Copies put together: the name of the base, what there is in each copy, the edits and the conflicts.

    `repeated` are the copies that are another one byte by byte.
    """

    base: str
    copies: Sequence[MergedCopy]
    merged: Merged
    repeated: Sequence[str]


class Choices(NamedTuple):
    """What is to be taken: in the conflict of a name, and in any other; names and copies as `fold_label` writes them."""

    by_name: Mapping[str, str]
    everywhere: Sequence[str] = ()

    def find(self, conflict: Conflict) -> str | None:
        """What is to be taken in a conflict: BASE, ALL, or a copy that has a part in it; None where nothing is said."""
        copies = {fold_label(edit.copy) for edit in conflict.edits}
        wanted = (self.by_name.get(fold_label(conflict.name)), *self.everywhere)
        return next((each for each in wanted if each in copies or each == BASE or (each == ALL and conflict.kind is ConflictKind.ONE_NAME)), None)


def merge_copies(copies: Sequence[CopyEdits], register: Register, choices: Choices, taken_ids: Mapping[str, Sequence[str]]) -> Merged:
    """Put the edits of copies together.

    :param taken_ids: by table, the ids of the base, which no row may be given anew.
    """
    owners = Owners(copies, register)
    strangers = {id(edit) for copy in copies for edit in copy.edits if not edit.is_by(owners.of(copy))}
    groups: dict[Hashable, list[RowEdit]] = defaultdict(list)
    for edit in sorted((edit for copy in copies for edit in copy.edits), key=_order):
        groups[_find_target(edit)].append(edit)
    edits, several = list[RowEdit](), list[RowEdit]()
    conflicts, settled = list[Conflict](), list[Conflict]()
    for group in groups.values():
        conflict = _find_conflict(group, strangers)
        choice = conflict and choices.find(conflict)
        if conflict is None:
            edits += _choose_alike(group)
            continue
        # a row is never taken away: whoever wants that does it in the base
        is_open = choice is None or any(edit.row is None for edit in group if fold_label(edit.copy) == choice)
        (conflicts if is_open else settled).append(conflict)
        if not is_open and choice == ALL:
            several += _drop_repeated(group)
        elif not is_open:
            edits += _drop_repeated([edit for edit in group if fold_label(edit.copy) == choice])
    edits, renamed = _give_ids(edits, several, taken_ids)
    return Merged(edits, conflicts, settled, renamed)


def _order(edit: RowEdit) -> tuple[str, int, str, str, int]:
    """The order of edits: by table, then as a person would look for their rows, whatever the order of the copies."""
    row = edit.row if edit.base is None else edit.base
    name = str(getattr(row, "id", None) or "")
    return edit.table.name, len(name), name.casefold(), edit.copy.casefold(), row.line


def _find_target(edit: RowEdit) -> Hashable:
    """What an edit is an edit of: a row of the base, a name that a new row gets, or a new row without one."""
    if edit.base is not None:
        return id(edit.base)
    name = name_row(edit.table, edit.row)
    return (edit.table.name, name) if name is not None else (edit.table.name, None, edit.content)


def _find_conflict(group: Sequence[RowEdit], strangers: set[int]) -> Conflict | None:
    kind = _find_kind(group, strangers)
    return Conflict(_name_conflict(group[0]), kind, group) if kind else None


def _find_kind(group: Sequence[RowEdit], strangers: set[int]) -> ConflictKind | None:
    first = group[0]
    if any(edit.row is None for edit in group):
        return ConflictKind.REMOVED
    if first.table in OFFICE_TABLES:
        return ConflictKind.OFFICE
    if _is_not_own(group, strangers):
        return ConflictKind.NOT_OWN
    is_named = first.base is not None or name_row(first.table, first.row) is not None
    by_copy = Counter(edit.copy for edit in group)
    if is_named and (len({edit.content for edit in group}) > 1 or max(by_copy.values()) > 1):
        return ConflictKind.ONE_NAME if first.base is None else ConflictKind.CHANGED_TWICE
    return None


def _is_not_own(group: Sequence[RowEdit], strangers: set[int]) -> bool:
    """Whether a copy makes an edit of somebody else's row that none of the owner's copies makes too, or as often."""
    by_owner, by_stranger = Counter[tuple[str, Hashable]](), Counter[tuple[str, Hashable]]()
    for edit in group:
        (by_stranger if id(edit) in strangers else by_owner)[edit.copy, edit.content] += 1
    most = Counter[Hashable]()
    for (_, content), times in by_owner.items():
        most[content] = max(most[content], times)
    return any(times > most[content] for (_, content), times in by_stranger.items())


def _name_conflict(edit: RowEdit) -> str:
    """The name of a conflict: the table and the id of its row; the cell of one without an id, and the copy if it is new."""
    row = edit.row if edit.base is None else edit.base
    if edit.table.row is None:
        return edit.table.sheet
    if getattr(row, "id", None):
        return f"{edit.table.sheet} {row.id}"
    address = cell_of(row, edit.table.columns[0].field).address
    return address if edit.base is not None else f"{edit.copy} {address}"


def _choose_alike(group: Sequence[RowEdit]) -> list[RowEdit]:
    """Of edits that come to the same those of the copy that has most of them."""
    most = max(Counter(edit.copy for edit in group).values())
    by_copy: dict[str, list[RowEdit]] = defaultdict(list)
    for edit in group:
        by_copy[edit.copy].append(edit)
    return next(edits for edits in by_copy.values() if len(edits) == most)


def _drop_repeated(group: Sequence[RowEdit]) -> list[RowEdit]:
    """Edits without those that come to the same as an earlier one."""
    return [*{edit.content: edit for edit in reversed(group)}.values()][::-1]


def _give_ids(
    edits: list[RowEdit], several: Sequence[RowEdit], taken_ids: Mapping[str, Sequence[str]]
) -> tuple[list[RowEdit], list[tuple[RowEdit, str]]]:
    """Give the second and later of several rows with one id new ids, also where other new rows of their copy refer to them."""
    taken = {name: [*ids] for name, ids in taken_ids.items()}
    for edit in edits:
        if edit.base is None and getattr(edit.row, "id", None):
            taken.setdefault(edit.table.name, []).append(edit.row.id)
    renamed, kept = list[tuple[RowEdit, str]](), list[RowEdit]()
    for edit in several:
        ids = taken.setdefault(edit.table.name, [])
        if any(edit.row.id.casefold() == each.casefold() for each in ids):
            ids.append(choose_next_id(edit.row.id, ids))
            renamed.append((edit, ids[-1]))
        else:
            ids.append(edit.row.id)
            kept.append(edit)
    new = {(edit.copy, edit.table.name, edit.row.id.casefold()): name for edit, name in renamed}
    own = [edit._replace(values={**edit.values, "id": name}) for edit, name in renamed]
    return [_follow(edit, new) for edit in (*edits, *kept, *own)], renamed


def _follow(edit: RowEdit, new: Mapping[tuple[str, str, str], str]) -> RowEdit:
    """An edit whose references to rows that got a new id are to that."""
    values = dict(edit.values)
    for column in edit.table.columns:
        key = edit.copy, column.refers_to.partition(".")[0], cell_text(values.get(column.field)).casefold()
        if column.refers_to and key in new:
            values[column.field] = new[key]
    return edit._replace(values=values)
