"""The sections of a map that say what the workbook's own words for values mean: `[meanings.Status]` with `"Approved" = "godkänt"`.

They are read with every meaning checked, and written again; words that nobody knows are written as remarks to fill in, without a guess.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.column_parser import CellForm, parse_column
from xl_kraftsamling.domain.money import LARGEST
from xl_kraftsamling.domain.own_words import OwnWords, fold_word
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.status_words import NO, YES
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.domain.toml_file import TomlTable
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.domain.toml_values import A_DAY, A_TEXT, one_of
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.records import find_records
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_COLUMNS: Mapping[str, Sequence[Column]] = {
    heading: [column for table in TABLE_KINDS.values() for column in table.columns if column.heading == heading]
    for heading in dict.fromkeys(heading for table in TABLE_KINDS.values() for heading in table.headings)
}
"""The columns of all tables by their heading, which several tables may have."""
_HEADINGS = {fold_label(heading): heading for heading in _COLUMNS}
_READABLE = (None, CellForm.VARIANT, CellForm.INTERPRETED)
_NAMES = "Mottagare"
"""The heading below which the words for recipients are written, though they hold in every column of recipients."""
_ASKED_ABOUT = (Kind.STATUS, Kind.RECIPIENT, Kind.DECLARED)
_UNKNOWN = (CellForm.UNKNOWN, CellForm.AMBIGUOUS)
_MOST_WORDS = 40
"""Unknown words of a column that are written: more are no words, but a column that was read as something that it is not."""


# ---- what a map teaches


def read_meanings(section: TomlTable, register: Register) -> OwnWords:
    """The words that the sections `[meanings.…]` of a map teach.

    :raises BadInput: a heading that the template does not have, a meaning that its column cannot hold, or a word that means something else.
    """
    section.check_names(dict.fromkeys((*_COLUMNS, *(name for name in section.values if fold_label(name) in _HEADINGS))))
    names: dict[str, str] = {}
    cells: dict[str, dict[str, Any]] = {}
    for name in section.values:
        heading, entries = _HEADINGS[fold_label(name)], section.find_table(name)
        columns = _COLUMNS[heading]
        taught = names if columns[0].kind is Kind.RECIPIENT else cells.setdefault(fold_label(heading), {})
        for word in entries.values:
            meaning = entries.read(word, partial(_as_cell, columns, register), _describe_meanings(columns, register))
            other = _find_other_meaning(word, meaning, columns, register) or taught.setdefault(fold_word(word), meaning)
            if other != meaning:
                entries.refuse(word, _MEANS_OTHER.bind(word=word, other=other))
    return OwnWords(names, cells)


def _as_cell(columns: Sequence[Column], register: Register, value: Any) -> Any:
    """A meaning as a cell of the first column that can hold it: the official name or the status itself; None where none can."""
    is_number = type(value) in (int, float) and -LARGEST <= value <= LARGEST
    for column in columns if is_number or isinstance(value, (str, date)) else ():
        parsed = parse_column(column, [value], register)
        form = parsed.irregular[0].form if parsed.irregular else None
        if parsed.values[0] is not None and form in _READABLE:
            return value if column.kind is Kind.AMOUNT else parsed.values[0]  # an amount is in the unit of its column
    return None


def _list_states(column: Column) -> Sequence[str]:
    return (YES, NO) if column.kind is Kind.DECLARED else column.states


def _find_other_meaning(word: str, meaning: Any, columns: Sequence[Column], register: Register) -> str | None:
    """What a word means already, where no map can change that: it is the name of a recipient, or a status beside its meaning."""
    if columns[0].kind is Kind.RECIPIENT:
        return register.name_in_full(word)
    return next((fold_word(word) for column in columns if {fold_word(word), meaning} <= {*_list_states(column)}), None)


def _describe_meanings(columns: Sequence[Column], register: Register) -> Text:
    """What the meaning of a word in some columns of the same heading may be."""
    kind = columns[0].kind
    if kind in _ASKED_ABOUT:
        return one_of(_list_meanings(columns, register))
    return _WANTED.get(kind, A_TEXT)


def _list_meanings(columns: Iterable[Column], register: Register) -> Sequence[str]:
    names = [recipient.name for recipient in register.recipients]
    return [*dict.fromkeys(each for column in columns for each in (_list_states(column) or names))]


# ---- what a map is to teach


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """The words under one heading of the template that mean nothing known, with how often each stands there, and what they may mean."""

    meanings: Sequence[str] = ()
    counts: Counter[str] = field(default_factory=Counter)


def find_unknown_words(tables: Iterable[FoundTable], grids: Mapping[str, Grid], register: Register) -> Mapping[str, UnknownWords]:
    """The words in columns of recipients and statuses that mean nothing known, by the heading of the template."""
    found: dict[str, UnknownWords] = {}
    for table in tables:
        columns = [c for c in TABLE_KINDS[table.kind].columns if c.kind in _ASKED_ABOUT and table.has(c.field)]
        for records in find_records(table, grids[table.sheet]) if columns else ():
            for column in columns:
                cells = table.own_words.translate(column, records.read(column.field, grids[table.sheet]))
                irregular = parse_column(column, cells, register).irregular.values()
                if words := [str(cell.raw) for cell in irregular if cell.form in _UNKNOWN]:
                    known = found.get(column.heading, UnknownWords())
                    meanings = dict.fromkeys((*known.meanings, *_list_meanings([column], register)))
                    found[column.heading] = UnknownWords([*meanings], known.counts + Counter(words))
    return found


def format_meanings(known: OwnWords, unknown: Mapping[str, UnknownWords], lang: str) -> Iterator[str]:
    """The sections of a map: the words that it teaches, and as remarks those that it could teach."""
    taught = {_HEADINGS[heading]: words for heading, words in {**known.cells, fold_label(_NAMES): known.names}.items() if words}
    for heading in _COLUMNS:
        if heading in taught or heading in unknown:
            yield ""
            yield f"[meanings.{heading if heading.isascii() and heading.isalpha() else quote_toml(heading)}]"
            yield from (f"{quote_toml(word)} = {_format_cell(cell)}" for word, cell in taught.get(heading, {}).items())
            yield from _format_unknown(unknown[heading], lang) if heading in unknown else ()


def _format_unknown(unknown: UnknownWords, lang: str) -> Iterator[str]:
    yield _FILL_IN.fill(lang, {"meanings": tuple(unknown.meanings)})
    for word, count in unknown.counts.most_common(_MOST_WORDS):
        yield f'#{quote_toml(word)} = ""  # {_ROWS.fill(lang, {"n": Count(count)})}'


def _format_cell(cell: Any) -> str:
    return quote_toml(cell) if isinstance(cell, str) else cell.isoformat() if isinstance(cell, date) else repr(cell)


_WANTED: Mapping[Kind, Text] = {
    Kind.AMOUNT: Text("ett tal, som 150_000", "a number, like 150_000"), Kind.DATE: A_DAY,
    Kind.PERIOD: Text('en period, som "2026-05"', 'a period, like "2026-05"'),
}  # fmt: skip
_MEANS_OTHER = Text(
    "samma som ordet redan betyder, och {word} är {other}: ett ord kan bara betyda en sak",
    "what the word means already, and {word} is {other}: a word can only mean one thing",
)
_FILL_IN = Text(
    "# Okända ord: skriv mellan citattecknen vad de betyder ({meanings}) och ta bort tecknet # först på raden.",
    "# Unknown words: write between the quotation marks what they mean ({meanings}) and remove the # at the beginning of the "
    "line.",
)
_ROWS = Text("rader: {n}", "rows: {n}")
