"""How a workbook was read, as lines of text for a person to check: what is to be answered first, then each table, and what was not read."""

from collections.abc import Iterator

from xl_kraftsamling.domain.how_read import HowRead, TableAccount
from xl_kraftsamling.domain.texts import Count, Text

_READ_AS = Text("läses som {table}", "is read as {table}")
_RECORDS = Text("{records} poster på rad {rows}, tillsammans {total}", "{records} records on rows {rows}, {total} together")
_ONE = Text("1 post på rad {rows}: {total}", "1 record on row {rows}: {total}")
_OWNER = Text("alla rader: {owner}", "all rows: {owner}")
_UNIT = Text("belopp i {unit}", "amounts in {unit}")
_EXAMPLE = Text("exempel", "example")
_VALUE = Text("{field} {value} ({cell})", "{field} {value} ({cell})")
_NOT_DATA = Text("inte läst som uppgifter: {parts}", "not read as data: {parts}")
_NOT_READ = Text("Läses inte", "Not read")
_QUESTIONS = Text("Att svara på först", "To be answered first")


def format_how_read(how_read: HowRead, lang: str) -> Iterator[str]:
    """The lines of text in one language: the map, if any, the questions, each table, and what was left out."""
    for companion in how_read.companions:
        yield from (companion.effect.fill(lang, {}), "")
    yield from _format_list(_QUESTIONS, [question.fill(lang, {}) for question in how_read.questions], lang)
    for account in how_read.tables:
        yield from _format_table(account, lang)
        yield ""
    left_out = [f"{what if isinstance(what, str) else what.fill(lang, {})}: {why.fill(lang, {})}" for what, why in how_read.left_out]
    yield from _format_list(_NOT_READ, left_out, lang)


def _format_list(heading: Text, parts: list[str], lang: str) -> Iterator[str]:
    if parts:
        yield heading.fill(lang, {})
        yield from (f"  {part}" for part in parts)
        yield ""


def _format_table(account: TableAccount, lang: str) -> Iterator[str]:
    table = account.reading
    yield f"{table.sheet}!{table.range}  {_READ_AS.fill(lang, {'table': table.table})}"
    counted = _ONE if account.records == 1 else _RECORDS
    yield f"  {counted.fill(lang, {'records': Count(account.records), 'rows': account.rows, 'total': account.total})}"
    width = max((len(column.field) for column in table.columns), default=0)
    for column in table.columns:
        yield f"  {column.field:<{width}}  {column.letters:<2}  {column.heading}".rstrip()
    if table.owner:
        yield f"  {_OWNER.fill(lang, {'owner': table.owner})}"
    if table.unit:
        yield f"  {_UNIT.fill(lang, {'unit': table.unit})}"
    yield from (f"  {each.fill(lang, {})}" for each in table.elsewhere)
    if account.example:
        values = (_VALUE.fill(lang, {"field": each.field, "value": each.value, "cell": each.cell}) for each in account.example)
        yield f"  {_EXAMPLE.fill(lang, {})}: {' · '.join(values)}"
    if table.not_data:
        yield f"  {_NOT_DATA.fill(lang, {'parts': '; '.join(part.fill(lang, {}) for part in table.not_data)})}"
