"""How fields and columns of a recognised table are named for a person."""

from xl_kraftsamling.domain.how_read import name_column
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.tables import FoundTable

EMPTY_CELL = Text("en tom cell", "an empty cell")
"""What is said where a cell without a value is meant."""


def label_field(kind: str, name: str) -> str:
    """The heading of a field in the template."""
    return next(column.heading for column in TABLE_KINDS[kind].columns if column.field == name)


def label_column(found: FoundTable, number: int) -> Text:
    """The letters of a column with its own heading, if it has one: E “Summa kr”."""
    text = make_one_line(found.heading_row.headings[number].text)
    return name_column(column_letters(number), text)


def make_one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())
