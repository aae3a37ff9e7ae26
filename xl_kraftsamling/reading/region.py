"""A table's place on a sheet, whoever found it: the template's headings, recognition, or a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.own_words import NO_WORDS, OwnWords
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.tables import Table
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.row_roles import SortedRows

OWNER = "recipient"
"""The field that a group row or a title may name for the rows below it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a sheet: the columns of its fields (in `block`) and its rows.

    `extra` are the unknown headings by column, and `twice` the fields whose heading occurs again, by that second column.
    `factors` are the units of its amounts in kronor, where its headings state another than kronor.
    `negative` are the fields of amounts whose cells have the opposite sign: call-offs as minus, in a list that runs like an account.
    `remarks` are columns without a field by their heading, where this is no fault: what stands there may say that a row is cancelled.
    `cancelled` is what a map says of such rows and of struck-through ones, "skip" or "count"; None where nothing does.  `closed_because` says why no
    row can be added to it; None where one can.
    `own_words` are what the map says that words in its cells mean.  `summed` are the rows that its sums add up, where not each of them is a record.
    `looked_up` are, by field, the column of the rows by which its values are looked up, and the sheet that gives them.
    """

    table: Table
    block: Block
    rows: SortedRows
    extra: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    factors: Mapping[str, int] = field(default_factory=dict)
    negative: frozenset[str] = frozenset()
    remarks: Mapping[int, str] = field(default_factory=dict)
    cancelled: str | None = None
    own_words: OwnWords = NO_WORDS
    summed: Sequence[int] | None = None
    looked_up: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    closed_because: Text | None = None
