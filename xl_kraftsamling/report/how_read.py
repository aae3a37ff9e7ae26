"""How a workbook was read, as lines of text for a person to check."""

from collections.abc import Iterator

from xl_kraftsamling.domain.how_read import HowRead, TableReading
from xl_kraftsamling.domain.texts import Count, Text

_READ_AS = Text("läses som {table}, {rows} rader", "is read as {table}, {rows} rows")
_OWNER = Text("alla rader: {owner}", "all rows: {owner}")
_UNIT = Text("belopp i {unit}", "amounts in {unit}")
_NOT_DATA = Text("inte läst som uppgifter: {parts}", "not read as data: {parts}")
_NOT_READ = Text("Läses inte", "Not read")
_QUESTIONS = Text("Två läsningar är möjliga", "Two readings are possible")


def format_how_read(how_read: HowRead, lang: str) -> Iterator[str]:
    """The lines of text in one language: the map, if any, each table, what was left out, and what can be read in two ways."""
    for companion in how_read.companions:
        yield from (companion.effect.fill(lang, {}), "")
    for table in how_read.tables:
        yield from _format_table(table, lang)
        yield ""
    left_out = [f"{what if isinstance(what, str) else what.fill(lang, {})}: {why.fill(lang, {})}" for what, why in how_read.left_out]
    questions = [question.fill(lang, {}) for question in how_read.questions]
    for heading, parts in ((_NOT_READ, left_out), (_QUESTIONS, questions)):
        if parts:
            yield heading.fill(lang, {})
            yield from (f"  {part}" for part in parts)
            yield ""


def _format_table(table: TableReading, lang: str) -> Iterator[str]:
    yield f"{table.sheet}!{table.range}  {_READ_AS.fill(lang, {'table': table.table, 'rows': Count(table.rows)})}"
    width = max(len(column.field) for column in table.columns)
    for column in table.columns:
        yield f"  {column.field:<{width}}  {column.letters:<2}  {column.heading}".rstrip()
    if table.owner:
        yield f"  {_OWNER.fill(lang, {'owner': table.owner})}"
    if table.unit:
        yield f"  {_UNIT.fill(lang, {'unit': table.unit})}"
    yield from (f"  {each.fill(lang, {})}" for each in table.elsewhere)
    if table.not_data:
        yield f"  {_NOT_DATA.fill(lang, {'parts': '; '.join(part.fill(lang, {}) for part in table.not_data)})}"
