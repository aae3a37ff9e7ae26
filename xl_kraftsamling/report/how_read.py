"""How a workbook was read, as text: a table after the other, then what was left out and what should be asked."""

from collections.abc import Iterator

from xl_kraftsamling.domain.how_read import HowRead, TableReading
from xl_kraftsamling.domain.texts import Text

_READ = Text("läses som {table}, {rows} rader", "is read as {table}, {rows} rows")
_OWNER = Text("alla rader: {owner}", "all rows: {owner}")
_UNIT = Text("belopp i {unit}", "amounts in {unit}")
_ASIDE = Text("inte läst som uppgifter: {aside}", "not read as data: {aside}")
_LEFT, _ASKED = Text("Läses inte", "Not read"), Text("Två läsningar är möjliga", "Two readings are possible")


def format_how_read(account: HowRead, lang: str) -> Iterator[str]:
    """The lines of an account."""
    for table in account.tables:
        yield from _table(table, lang)
        yield ""
    for head, parts in (
        (_LEFT, [f"{what}: {why.fill(lang, {})}" for what, why in account.left_out]),
        (_ASKED, [question.fill(lang, {}) for question in account.questions]),
    ):
        if parts:
            yield head.fill(lang, {})
            yield from (f"  {part}" for part in parts)
            yield ""


def _table(table: TableReading, lang: str) -> Iterator[str]:
    yield f"{table.sheet}!{table.range}  {_READ.fill(lang, {'table': table.table, 'rows': table.rows})}"
    width = max(len(column.field) for column in table.columns)
    for column in table.columns:
        yield f"  {column.field:<{width}}  {column.letters:<2}  {column.heading}".rstrip()
    if table.owner:
        yield f"  {_OWNER.fill(lang, {'owner': table.owner})}"
    if table.unit:
        yield f"  {_UNIT.fill(lang, {'unit': table.unit})}"
    if table.not_data:
        yield f"  {_ASIDE.fill(lang, {'aside': '; '.join(part.fill(lang, {}) for part in table.not_data)})}"
