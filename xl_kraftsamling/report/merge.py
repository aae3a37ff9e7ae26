"""Copies put together, in words: what each has, and each conflict with the cells on both sides and how to choose."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.comparison.copies import RowEdit
from xl_kraftsamling.domain.comparison.merging import ALL, BASE, Conflict, ConflictKind, Merge, MergedCopy
from xl_kraftsamling.domain.comparison.pairing import UNREAD, value_of
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.report.difference.wording import describe_value, list_pairing, name_row
from xl_kraftsamling.report.table import wrap_paragraph

_COPY = Text("{name}{owners}: {what}", "{name}{owners}: {what}")
_NOTHING_NEW = Text("inget nytt", "nothing new")
_NEW_ROW, _NEW_ROWS = Text("1 ny rad", "1 new row"), Text("{n} nya rader", "{n} new rows")
_CHANGED_ROW, _CHANGED_ROWS = Text("1 ändrad rad", "1 changed row"), Text("{n} ändrade rader", "{n} changed rows")
_MISSING_ROW, _MISSING_ROWS = Text("1 rad saknas", "1 row is missing"), Text("{n} rader saknas", "{n} rows are missing")
_TWIN = Text("{name} är samma fil som en annan, och räknas en gång.", "{name} is the same file as another, and counts once.")
_LEFT_OUT = Text(
    "{name}: kolumnen {heading} finns inte i arbetsboken som skickades ut, och följer inte med (ifylld i {place}).",
    "{name}: the column {heading} is not in the workbook that was sent out, and is not taken over (filled in {place}).",
)
_RENAMED = Text("{row} i {copy} har fått id {id}, eftersom id var upptaget.", "{row} in {copy} was given the id {id}, since its id was taken.")
_CONFLICT = Text("Konflikt: {name}. {why}", "Conflict: {name}. {why}")
_WHY = {
    ConflictKind.REMOVED: Text(
        'Raden finns i {base} men saknas i en kopia. Den står kvar med --take "{name}=bas"; ska den bort: ta bort den i '
        "resultatet. Är {base} den fil som skickades ut?",
        'The row is in {base} but missing in a copy. It stays with --take "{name}=bas"; to remove it, delete it in the '
        "result. Is {base} the file that was sent out?",
    ),
    ConflictKind.OFFICE: Text(
        "Den uppgiften ändras bara av den som skickade ut arbetsboken.",
        "Only the one who sent the workbook out may change this.",
    ),
    ConflictKind.NOT_OWN: Text(
        "Raden hör till en annan mottagare än kopian.",
        "The row belongs to another recipient than the copy.",
    ),
    ConflictKind.CHANGED_TWICE: Text("Flera kopior har ändrat samma rad, på olika sätt.", "Several copies have changed the same row, in different ways."),
    ConflictKind.ONE_NAME: Text("Flera nya rader har samma id.", "Several new rows have the same id."),
}
_SIDE = Text("{copy}, {place}: {values}", "{copy}, {place}: {values}")
_GONE = Text("{copy}: raden saknas", "{copy}: the row is missing")
_VALUE = Text("{heading} {value}", "{heading} {value}")
_CHOOSE = Text("Välj en av:", "Choose one of:")
_NOTHING_WRITTEN = Text(
    "Inget är skrivet: {n} konflikter. Rätta i kopiorna, eller välj med --take, som kan anges flera gånger; --take FIL "
    "gäller överallt där filen är inblandad.",
    "Nothing is written: {n} conflicts. Correct the copies, or choose with --take, which can be given several times; --take "
    "FILE applies wherever the file is involved.",
)
_ONE_CONFLICT = Text(
    "Inget är skrivet: 1 konflikt. Rätta i kopiorna, eller välj med --take.",
    "Nothing is written: 1 conflict. Correct the copies, or choose with --take.",
)


def render_copies(merge: Merge, lang: str, width: int) -> Iterator[str]:
    """What each copy has, line by line, and what a person has to know of how it was read."""
    for copy in merge.copies:
        yield from wrap_paragraph(_describe_copy(copy, lang), width, "", "  ")
        for companion in copy.companions:
            yield from wrap_paragraph(companion.effect.fill(lang, {}), width, "  ")
        for each in list_pairing(copy.tables):
            yield from wrap_paragraph(each.fill(lang, {}), width, "  ")
        for heading, place in copy.left_out:
            yield from wrap_paragraph(_LEFT_OUT.fill(lang, {"name": copy.name, "heading": heading, "place": place}), width, "  ")
    for name in merge.repeated:
        yield _TWIN.fill(lang, {"name": name})
    for edit, new in merge.merged.renamed:
        yield from wrap_paragraph(_RENAMED.fill(lang, {"row": name_row(edit.table, edit.row), "copy": edit.copy, "id": new}), width)


def _describe_copy(copy: MergedCopy, lang: str) -> str:
    new = sum(edit.base is None for edit in copy.edits)
    gone = sum(edit.row is None for edit in copy.edits)
    counts = ((new, _NEW_ROW, _NEW_ROWS), (len(copy.edits) - new - gone, _CHANGED_ROW, _CHANGED_ROWS), (gone, _MISSING_ROW, _MISSING_ROWS))
    what = [(one if n == 1 else many).fill(lang, {"n": Count(n)}) for n, one, many in counts if n]
    owners = f" ({', '.join(sorted(copy.owners))})" if copy.owners else ""
    return _COPY.fill(lang, {"name": copy.name, "owners": owners, "what": tuple(what) or _NOTHING_NEW})


def render_conflicts(merge: Merge, lang: str, width: int) -> Iterator[str]:
    """Each conflict that is left, with the cells on all sides and what can be chosen; nothing where there is none."""
    conflicts, base = merge.merged.conflicts, merge.base
    for conflict in conflicts:
        why = _WHY[conflict.kind].bind(base=base, name=conflict.name)
        yield from ("", *wrap_paragraph(_CONFLICT.fill(lang, {"name": conflict.name, "why": why}), width))
        for line in _list_sides(conflict, base, lang):
            yield from wrap_paragraph(line, width, "  ", "    ")
        # not wrapped: each is to be copied as it stands
        yield from (f"  {_CHOOSE.fill(lang, {})}", *(f"    {choice}" for choice in _list_choices(conflict)))
    if conflicts:
        words = _ONE_CONFLICT if len(conflicts) == 1 else _NOTHING_WRITTEN
        yield from ("", *wrap_paragraph(words.fill(lang, {"n": Count(len(conflicts))}), width))


def _list_sides(conflict: Conflict, base: str, lang: str) -> Iterator[str]:
    """The row in the base, as far as a copy has changed it, and in each copy, with their cells."""
    fields = list(dict.fromkeys(field for edit in conflict.edits for field in edit.values))
    first = conflict.edits[0]
    if first.base is not None:
        yield _describe_side(base, first, first.base, fields, lang)
    for edit in conflict.edits:
        yield _GONE.fill(lang, {"copy": edit.copy}) if edit.row is None else _describe_side(edit.copy, edit, edit.row, list(edit.values), lang)


def _describe_side(copy: str, edit: RowEdit, row: Any, fields: Sequence[str], lang: str) -> str:
    columns = [column for column in edit.table.columns if column.field in fields] or edit.table.columns[:1]
    values = []
    for column in columns:
        value = value_of(row, column.field)
        shown = f"”{cell_text(edit.values[column.field])}”" if value is UNREAD and row is edit.row else describe_value(column, value)
        values.append(_VALUE.bind(heading=column.heading, value=shown))
    return _SIDE.fill(lang, {"copy": copy, "place": cell_of(row, columns[0].field), "values": tuple(values)})


def _list_choices(conflict: Conflict) -> Iterator[str]:
    copies = dict.fromkeys(edit.copy for edit in conflict.edits if edit.row is not None)
    others = [BASE, ALL] if conflict.kind is ConflictKind.ONE_NAME else [BASE]
    for each in (*copies, *others):
        yield f'--take "{conflict.name}={each}"'
