"""The postings of a table: of a CSV file, or of the sheets of a workbook.

Its headings may stand in any order, below a title.  A row with a day and an amount is a posting; every other is one of those that
stand among postings: sums, which are compared with their rows, groups, whose code holds for the rows below, and remarks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_blank, is_number
from xl_kraftsamling.domain.dates import DateReading, read_date, read_period
from xl_kraftsamling.domain.money import AmountForm, Ore, find_whole_ore
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.postings.posting import ORGANISATION, Coding, Posting, find_leading_code, join_voucher
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_values import shorten
from xl_kraftsamling.reading.extracts.amounts import read_exported_amount, read_plain_amount
from xl_kraftsamling.reading.extracts.extract import CodingMaker, Extract, clean_text
from xl_kraftsamling.reading.extracts.headings import ExtractColumns, find_dimension
from xl_kraftsamling.reading.row_roles import RowRole, TableShape, classify_row

Rows = Callable[[], Iterable[tuple[int, Sequence[Any]]]]
"""The rows of a table with their numbers, from the first one on, as often as they are asked for."""


@dataclass(frozen=True, slots=True)
class ExtractTable:
    """A table of postings: the sheet that it is on (empty in a CSV file), its rows, its columns, and the row of its headings."""

    sheet: str
    rows: Rows
    columns: ExtractColumns
    heading_row: int
    headings: Sequence[Any]
    date1904: bool = False


def read_table(table: ExtractTable, makes: CodingMaker, extract: Extract) -> Iterator[Posting]:
    """The postings of a table; BadInput where one cannot be read."""
    return _TableReader(table, makes, extract).read()


@dataclass(slots=True)
class _Sums:
    """What the rows so far come to, in öre, and what they came to where a part may have begun."""

    total: int = 0
    starts: set[int] = field(default_factory=lambda: {0})

    def explains(self, stated: int) -> bool:
        """Whether a stated sum is that of all rows so far, or of the last part or parts of them."""
        return self.total - stated in self.starts


class _CodedCells(NamedTuple):
    """What some cells state: a coding, and the names of codes."""

    coding: Coding
    names: Mapping[tuple[str, str], str]


class _TableReader:
    def __init__(self, table: ExtractTable, makes: CodingMaker, extract: Extract) -> None:
        self._table, self._makes, self._extract = table, makes, extract
        self._columns = columns = table.columns
        self._fields, self._amounts = columns.fields, columns.amounts
        self._groups: dict[str, str] = {}
        self._codings: dict[tuple[Any, ...], _CodedCells] = {}  # by the cells that state them, and their types
        self._coded = [*columns.dimensions.values(), *columns.names.values()]
        self._day = self._fields.get("booked_on", -1)
        self._only = next(iter(self._amounts.items())) if len(self._amounts) == 1 else ("", -1)
        self._sums = _Sums()
        self._group_sum: tuple[int, int, int] | None = None  # its row, what it states, and what the rows came to before it
        used = sorted({number + 1 for part in (columns.fields, columns.dimensions, columns.names, columns.others) for number in part.values()})
        texts = {number + 1 for name, number in columns.fields.items() if name == "text"}
        self._shape = TableShape(
            columns=used, headings=[table.headings], amounts=frozenset(number + 1 for number in self._amounts.values()),
            keys=frozenset(used) - texts - {number + 1 for number in columns.others.values()}, names_recipient=lambda cell: isinstance(cell, str),
        )  # fmt: skip
        self._voucher: tuple[tuple[Any, Any], str] = (None, None), ""  # the cells that name the last one, and its name
        self._clean = lru_cache(maxsize=4096, typed=True)(lambda cell: clean_text(cell_text(cell)))
        self._read_date = lru_cache(maxsize=2048)(lambda cell: read_date(cell, date1904=table.date1904))
        self._read_period = lru_cache(maxsize=2048)(lambda cell: read_period(cell, date1904=table.date1904))

    def read(self) -> Iterator[Posting]:
        """The postings of the table, row by row."""
        for number, row in self._table.rows():
            if number < self._table.heading_row:
                self._read_title(row)
            elif number > self._table.heading_row and (posting := self._read_row(number, row)):
                yield posting
        self._end_group()

    def _read_row(self, number: int, row: Sequence[Any]) -> Posting | None:
        amount = self._read_plain(row)
        if amount is not None:
            return self._make_posting(number, row, amount)
        day = self._cell(row, "booked_on")
        if (isinstance(day, str) and is_blank(day)) or day is None:
            return self._read_other(number, row)
        if not any(self._states_amount(cell) for cell in self._amount_cells(row)):
            return self._read_other(number, row)
        if self._table.headings == row:
            self._extract.skipped[_ROLES[RowRole.REPEATED]] += 1
            return None
        return self._make_posting(number, row, self._read_amounts(number, row))

    def _read_plain(self, row: Sequence[Any]) -> int | None:
        """The amount of a row that has a day and a single amount which are plainly so, as nearly all have; None for any other."""
        name, column = self._only
        if not 0 <= column < len(row) or not 0 <= self._day < len(row):
            return None
        day, cell = row[self._day], row[column]
        if self._columns.factors[name] != 1 or not (isinstance(day, date) or (type(day) is str and self._read_date(day).value)):
            return None
        if type(cell) is str:
            return read_plain_amount(cell)
        return find_whole_ore((cell,)).get(cell) if type(cell) is float else None

    def _make_posting(self, number: int, row: Sequence[Any], amount: int) -> Posting:
        day: Any = self._read_date(row[self._day]).value or self._read_day(number, row, "booked_on", self._read_date)
        period = self._read_period_of(number, row) or day.year * 100 + day.month
        self._sums.total += amount
        return Posting(self._read_voucher(row), day, period, self._find_coding(row), amount, self._clean(self._cell(row, "text")), number)

    def _read_period_of(self, number: int, row: Sequence[Any]) -> Any:
        """The period that a row states, None where it states none; BadInput where it cannot be read."""
        cell = self._cell(row, "period")
        if cell is None:
            return None
        period: Any = self._read_period(cell).value
        return self._read_day(number, row, "period", self._read_period) if period is None and not is_blank(cell_text(cell)) else period

    def _read_voucher(self, row: Sequence[Any]) -> str:
        """The name of the voucher of a row, which as a rule is that of the row before."""
        cells = self._cell(row, "series"), self._cell(row, "voucher")
        if cells != self._voucher[0] or not all(isinstance(cell, str) or cell is None for cell in cells):  # 1 is True, but not the same name
            self._voucher = cells, clean_text(join_voucher(*map(cell_text, cells)))
        return self._voucher[1]

    def _find_coding(self, row: Sequence[Any]) -> Coding:
        """What a row is booked on; the names of its codes are kept, the last ones of each."""
        cells = tuple([row[column] if column < len(row) else None for column in self._coded])
        key = cells, tuple(map(type, cells))  # 1 is True, and 1.0, but not the same code
        known = self._codings.get(key) or self._codings.setdefault(key, self._read_coding(row))
        if known.names:
            self._extract.names.update(known.names)
        return known.coding

    def _read_coding(self, row: Sequence[Any]) -> _CodedCells:
        codes = {**self._groups}
        for name, column in self._columns.dimensions.items():
            if column < len(row) and (code := cell_text(row[column])):
                codes[name] = code
        names = {
            (name, codes[name]): clean_text(cell_text(said))
            for name, column in self._columns.names.items()
            if name in codes and column < len(row) and (said := row[column])
        }  # fmt: skip
        return _CodedCells(self._makes.make(codes), names)

    def _cell(self, row: Sequence[Any], name: str) -> Any:
        column = self._fields.get(name, -1)
        return row[column] if 0 <= column < len(row) else None

    def _amount_cells(self, row: Sequence[Any]) -> list[Any]:
        return [row[column] if column < len(row) else "" for column in self._amounts.values()]

    @staticmethod
    def _states_amount(cell: Any) -> bool:
        return cell is not None and not is_blank(cell if isinstance(cell, str) else cell_text(cell))

    def _read_amounts(self, number: int, row: Sequence[Any]) -> int:
        """The amount of a row in öre, debit less credit; BadInput where it cannot be read."""
        total = 0
        for name, column in self._amounts.items():
            cell = row[column] if column < len(row) else ""
            ore, form, is_whole = read_exported_amount(cell, self._columns.factors[name])
            if ore is None and form is AmountForm.MISSING:
                continue
            if ore is None or not is_whole:
                raise self._explain(number, column, cell, _BAD_AMOUNT if ore is None else _MORE_DECIMALS)
            total += -ore if name == "credit" else ore
        return total

    def _read_day(self, number: int, row: Sequence[Any], name: str, read: Callable[[Any], DateReading]) -> Any:
        cell = self._cell(row, name)
        value = read(cell).value
        if value is None:
            raise self._explain(number, self._fields[name], cell, _BAD_DATE)
        return value

    def _explain(self, number: int, column: int, cell: Any, why: Text) -> BadInput:
        heading = cell_text(self._table.headings[column])
        return BadInput(why, place=self._name_row(number, column), heading=heading, found=shorten(cell_text(cell) or str(cell)))

    def _name_row(self, number: int, column: int | None = None) -> Text:
        """Where a row is, for a sentence: the line of a CSV file, or the cell of a sheet."""
        if not self._table.sheet:
            return _LINE.bind(file=self._extract.file, line=number)
        cell = f"{column_letters(1 if column is None else column + 1)}{number}"
        return _CELL.bind(file=self._extract.file, sheet=self._table.sheet, cell=cell)

    # ---- the rows that are no postings

    def _read_other(self, number: int, row: Sequence[Any]) -> Posting | None:
        """What a row without a day or an amount is; it is counted by what it is, and a sum compared."""
        role = classify_row(self._with_numbers(row), self._shape)
        if role in (RowRole.SUM, RowRole.SUBTOTAL):
            self._compare_sum(number, row)
        elif role is RowRole.GROUP:
            self._begin_group(number, row)
        elif role in (RowRole.DATA, RowRole.NOTE) and (amount := self._read_amounts(number, row)):
            if not self._sums.explains(amount):  # otherwise the sum of a part, named by nothing but its code
                raise self._explain_dayless(number, row)
            role = RowRole.SUBTOTAL
            self._compare_sum(number, row)
        if role is not RowRole.BLANK:
            self._extract.skipped[_ROLES.get(role, _REMARKS)] += 1
        return None

    def _with_numbers(self, row: Sequence[Any]) -> list[Any]:
        """A row whose amounts are numbers, as they are in a sheet, and whose other cells are texts or empty."""
        cells = ["" if cell is None else cell for cell in row]
        for name, column in self._amounts.items():
            if column < len(cells) and isinstance(cells[column], str):
                ore = read_exported_amount(cells[column], self._columns.factors[name]).ore
                cells[column] = cells[column] if ore is None else ore / 100
        return cells

    def _compare_sum(self, number: int, row: Sequence[Any]) -> None:
        self._end_group()
        cells = self._amount_cells(row)
        is_known = any(map(self._states_amount, cells)) and not any(isinstance(cell, NoValue) for cell in cells)  # a formula may have no value yet
        if is_known and not self._sums.explains(stated := self._read_amounts(number, row)):
            self._extract.faults.append(_WRONG_SUM.bind(place=self._name_row(number), stated=Ore(stated), rows=Ore(self._sums.total)))
        self._sums.starts.add(self._sums.total)

    def _begin_group(self, number: int, row: Sequence[Any]) -> None:
        """Keep the code that a row gives those below it; a part begins there too, whose sum may stand in the row."""
        self._end_group()
        stated = self._read_amounts(number, row)
        if stated and not self._sums.explains(stated):
            self._group_sum = number, stated, self._sums.total
        self._sums.starts.add(self._sums.total)
        filled = [(column, cell) for column, cell in enumerate(row) if cell is not None and cell != "" and not is_number(cell)]
        column, cell = filled[0] if filled else (-1, "")
        by_column = {number: name for name, number in self._columns.dimensions.items()}
        found = self._read_label(cell_text(cell))
        if found is None and column in by_column and len(filled) == 1:
            found = by_column[column], cell_text(cell)
        if found:
            self._set_group(*found)

    def _end_group(self) -> None:
        """Compare the sum that the row of a group stated with the rows that followed it."""
        if self._group_sum:
            number, stated, before = self._group_sum
            self._group_sum = None
            if self._sums.total - before != stated:
                self._extract.faults.append(_WRONG_SUM_BELOW.bind(place=self._name_row(number), stated=Ore(stated), rows=Ore(self._sums.total - before)))

    def _read_title(self, row: Sequence[Any]) -> None:
        """Keep the code that a line above the headings gives all rows: “Förvaltning: 412 Fritidsförvaltningen”."""
        texts = [cell_text(cell) for cell in row if cell is not None and cell != ""]
        if texts and ":" in texts[0] and (found := self._read_label(" ".join(texts[:2]))):
            self._set_group(*found)

    def _read_label(self, text: str) -> tuple[str, str] | None:
        """The dimension and the code that a label such as “Projekt 58026110 Feriejobb” names; an organisation may be named alone."""
        word, _, rest = text.replace(":", " ", 1).partition(" ")
        name = (self._makes.find_own(word) or find_dimension(word)) if word.isalpha() else None
        code = clean_text(rest)
        if name and (any(map(str.isdigit, code)) or (name == ORGANISATION and self._makes.names_organisation(code))):
            return name, code
        return (ORGANISATION, clean_text(text)) if text and self._makes.names_organisation(text) else None

    def _set_group(self, name: str, code: str) -> None:
        """A group ends those that were begun inside the one before it."""
        if (number := find_leading_code(code)) != code:
            self._extract.names.setdefault((name, number), code.removeprefix(number).strip(" -–"))
        names = list(self._groups)
        kept = names[: names.index(name)] if name in names else names
        self._groups = {**{each: self._groups[each] for each in kept}, name: code}
        self._codings.clear()

    def _explain_dayless(self, number: int, row: Sequence[Any]) -> BadInput:
        texts = " | ".join(cell_text(cell) for cell in row if cell is not None and cell != "")
        return BadInput(_DAYLESS, place=self._name_row(number), content=shorten(texts))


_ROLES = {
    RowRole.SUM: Text("summarader", "rows of sums"),
    RowRole.SUBTOTAL: Text("summarader", "rows of sums"),
    RowRole.GROUP: Text("grupprader", "rows that head a group"),
    RowRole.REPEATED: Text("upprepade rubriker", "repeated headings"),
    RowRole.CARRIED: Text("transportrader", "rows carried over"),
    RowRole.OPENING: Text("rader med ingående saldo", "rows of opening balances"),
}
_REMARKS = Text("övriga rader utan belopp", "other rows without an amount")
_LINE = Text("{file}, rad {line}", "{file}, line {line}")
_CELL = Text("{file}, {sheet}!{cell}", "{file}, {sheet}!{cell}")
_BAD_AMOUNT = Text(
    "{place}: ”{found}” under {heading} är inget entydigt belopp, så summan går inte att veta. Rätta det och kör igen.",
    "{place}: “{found}” under {heading} is not an unambiguous amount, so the sum cannot be known. Correct it and run again.",
)
_MORE_DECIMALS = Text(
    "{place}: {found} under {heading} är inte hela ören. Rätta det och kör igen.",
    "{place}: {found} under {heading} is not whole öre. Correct it and run again.",
)
_BAD_DATE = Text(
    "{place}: ”{found}” under {heading} är inget entydigt datum. Skriv det som 2026-09-30 och kör igen.",
    "{place}: “{found}” under {heading} is not an unambiguous date. Write it as 2026-09-30 and run again.",
)
_DAYLESS = Text(
    "{place}: raden har ett belopp men inget datum, och är ingen summa av raderna ovanför: {content}. Fyll i datumet, eller ta bort raden, "
    "och kör igen.",
    "{place}: the row has an amount but no date, and is not a sum of the rows above: {content}. Fill in the date, or remove "
    "the row, and run again.",
)
_WRONG_SUM = Text(
    "{place}: summaraden är {stated}, men raderna ovanför är tillsammans {rows}. Rader kan saknas i utdraget.",
    "{place}: the sum row says {stated}, but the rows above come to {rows}. Rows may be missing from the extract.",
)
_WRONG_SUM_BELOW = Text(
    "{place}: raden har ett belopp utan datum, {stated}, som inte är summan av raderna under den, {rows}. Den är inte räknad: fyll i datumet om "
    "den är en rad för sig.",
    "{place}: the row has an amount without a date, {stated}, which is not the sum of the rows below it, {rows}. It is not "
    "counted: fill in the date if it is a separate row.",
)
