"""How a workbook was read: what a person checks before trusting the figures."""

from collections.abc import Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text, Value

_HEADED = Text("{column} ”{heading}”", "{column} “{heading}”")
_FIELD = Text("{field} = {column}", "{field} = {column}")


def name_column(letters: str, heading: str) -> Text:
    """A column by its letters and its heading, if it has one: E “Summa kr”."""
    return _HEADED.bind(column=letters, heading=heading) if heading else Text(letters, letters)


class Companion(NamedTuple):
    """A file that lies beside a workbook, or was given with it, and what it does to the reading.

    `kind` is "karta" or "beslut", `file` its name, `is_followed` whether it had an effect, and `effect` one sentence about that.
    """

    kind: str
    file: str
    is_followed: bool
    effect: Text


class ColumnReading(NamedTuple):
    """A column that was read: its field's heading in the template, its letters, and its heading in the workbook."""

    field: str
    letters: str
    heading: str

    @property
    def label(self) -> Text:
        """The field and its column: Belopp = E “Summa kr”."""
        return _FIELD.bind(field=self.field, column=name_column(self.letters, self.heading))


class TableReading(NamedTuple):
    """A table that was read: which of the template's tables it is, where it is, its columns and its unit.

    `not_data` describes what of it was not read as data; `owner` is the recipient that its title names for all rows; `elsewhere` are
    sentences about the fields that have no column of their own, and about rows that give several records.
    """

    table: str
    sheet: str
    range: str
    columns: Sequence[ColumnReading]
    unit: Text | None
    not_data: Sequence[Text]
    owner: str | None = None
    elsewhere: Sequence[Text] = ()


class ExampleValue(NamedTuple):
    """A value of an example record: the field's heading in the template, the value as it stands there, and its cell."""

    field: str
    value: Value
    cell: str


class TableAccount(NamedTuple):
    """What a table came to: the number of its records, the rows that hold them as spans, the sum of their amounts, and the first record."""

    reading: TableReading
    records: int
    rows: str
    total: Ore
    example: Sequence[ExampleValue]


class HowRead(NamedTuple):
    """Every table that was read, the places that were left out with the reason, what may be read in another way, and by which files.

    `decision` is the decision that the workbook follows.
    """

    tables: Sequence[TableAccount]
    left_out: Sequence[tuple[str | Text, Text]]
    questions: Sequence[Text]
    companions: Sequence[Companion] = ()
    decision: Decision | None = None
