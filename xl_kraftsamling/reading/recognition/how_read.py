"""The account of how the tables of a workbook were read (:mod:`xl_kraftsamling.domain.how_read`).

Row numbers as a person writes them: 3, 5–9, 12.
"""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.how_read import HowRead, ColumnReading, TableReading
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.choice import Choice, other_years
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.vocabulary import UNITS


def format_spans(numbers: Iterable[int]) -> str:
    """Some numbers, those that follow each other as a span."""
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in _runs(numbers))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in sorted(numbers):
        if first is None or last is None:
            first = number
        elif number > last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


_ASKED = Text("{what}: {read} eller {other}? Det förra lästes.", "{what}: {read} or {other}? The former was read.")


def describe_reading(choice: Choice, year: int, unread: Iterable[tuple[str, Text]]) -> HowRead:
    """The account of a whole workbook; `unread` are the sheets on which no table was recognised, with why."""
    return HowRead(
        [describe_table(each, year) for each in choice.tables],
        [*((each.what, each.reason.text) for each in choice.left_out), *unread],
        [*_rivals(choice.tables), *_copies(choice)],
    )


def describe_table(found: FoundTable, year: int) -> TableReading:
    """How one table was read."""
    owner = found.title.owner[0] if found.title.owner and found.lacks_recipients else None
    return TableReading(
        TABLE_KINDS[found.kind].sheet, found.sheet, found.area.ref, list(_columns(found)), _unit(found),
        len(found.rows.data), list(_aside(found, year)), owner,
    )  # fmt: skip


def template_heading(kind: str, name: str) -> str:
    """The heading of a field in the template."""
    return next(column.heading for column in TABLE_KINDS[kind].columns if column.field == name)


def format_column(found: FoundTable, number: int) -> str:
    """A column as a person reads it: E »Summa kr«."""
    text = _flat(found.heading_row.headings[number].text)
    return f"{column_letters(number)} »{text}«" if text else column_letters(number)


def join_texts(sv: str, en: str, parts: Sequence[Text]) -> Text:
    """Some words put together in a sentence, each language in its own way."""
    return Text(sv.format("; ".join(part.sv for part in parts)), en.format("; ".join(part.en for part in parts)))


def _columns(found: FoundTable) -> Iterator[ColumnReading]:
    for column in TABLE_KINDS[found.kind].columns:
        number = found.column(column.field)
        if number:
            yield ColumnReading(column.heading, column_letters(number), _flat(found.heading_row.headings[number].text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _unit(found: FoundTable) -> Text | None:
    units = [UNITS[unit] for unit in sorted({*found.units.values()})]
    return Text(" och ".join(units), " and ".join(units)) if units else None


def _aside(found: FoundTable, year: int) -> Iterator[Text]:
    """What of a table was not read as its data."""
    lines = found.rows
    for (sv, en), rows in (
        (("summarader", "sum rows"), lines.sums),
        (("tomma rader", "blank rows"), lines.blank),
        (("grupprubriker", "group headings"), lines.groups),
        (("upprepade rubriker", "repeated headings"), lines.repeated),
        (("anteckningar på rad", "notes in row"), lines.notes),
        (("rader under summan", "rows below the sum"), lines.outside),
    ):
        if rows:
            yield Text(f"{sv} {format_spans(rows)}", f"{en} {format_spans(rows)}")
    other = other_years(found, year)
    used = {*found.assignment.columns.values(), *other}
    if other:
        columns = ", ".join(map(column_letters, other))
        yield Text(f"andra år, kolumn {columns}", f"other years, column {columns}")
    free = [n for n, heading in found.heading_row.headings.items() if n not in used and heading.text]
    if free:
        columns = ", ".join(format_column(found, n) for n in free)
        yield Text("kolumn {columns}", "column {columns}").filled(columns=columns)


def _rivals(read: Iterable[FoundTable]) -> Iterator[Text]:
    for each in read:
        for name, rivals in each.assignment.alternatives.items():
            columns = tuple(format_column(each, number) for number in rivals)
            yield _ASKED.filled(
                what=template_heading(each.kind, name), read=format_column(each, each.assignment.columns[name]), other=columns
            )


def _copies(choice: Choice) -> Iterator[Text]:
    for read, other in choice.unsure:
        yield _ASKED.filled(what=TABLE_KINDS[read.kind].sheet, read=read.location, other=other.location)
