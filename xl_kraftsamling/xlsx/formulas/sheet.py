"""What is behind the values of a sheet: its formulas, its hidden rows and columns, and its Excel tables by name."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xl_kraftsamling.xlsx.formulas.copies import Formulas, read_formulas
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, TableRef
from xl_kraftsamling.xlsx.package import Package, Sheet


class SheetWorkings(NamedTuple):
    """The workings of a sheet; rows and columns are counted from 1, tables named in lower case.

    `state` is `visible`, `hidden` or `veryHidden`.
    """

    formulas: Formulas
    hidden_rows: Sequence[int]
    hidden_columns: Sequence[range]
    tables: Mapping[str, TableRef]
    state: str


_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*\bhidden=[^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)")
_ON = (b"1", b"true")


def read_workings(package: Package, sheet: Sheet, xml_without_rows: bytes | None = None) -> SheetWorkings:
    """Read the workings of a sheet in a file; BadInput if it is damaged.

    :param xml_without_rows: the sheet's XML, if it is known that its rows hold no formulas and that none is hidden.
    """
    data = package.read(sheet.part) if xml_without_rows is None else xml_without_rows
    try:
        formulas = read_formulas(data)
        plain = data.decode("utf-16").encode() if b"\0" in data[:4] else data
        rows, columns = _find_hidden(plain)
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None
    tables = {table.name.casefold(): table.ref_without_totals for table in package.tables(sheet)}
    return SheetWorkings(formulas, rows, columns, tables, sheet.state)


def _find_hidden(data: bytes) -> tuple[list[int], list[range]]:
    """Find the hidden rows and columns in a sheet's XML."""
    rows, columns = [], []
    # The search for the one word first: the pattern would try every row of a sheet that hides none.
    for row in _ROW.finditer(data) if b"hidden=" in data else ():
        attributes = dict(_ATTRIBUTE.findall(row[1]))
        if attributes.get(b"hidden") in _ON and b"r" in attributes:
            rows.append(int(attributes[b"r"]))
    for column in _COLUMN.finditer(data, 0, max(0, data.find(b"sheetData"))):
        attributes = dict(_ATTRIBUTE.findall(column[1]))
        if attributes.get(b"hidden") in _ON or attributes.get(b"width") in (b"0", b"0.0"):
            columns.append(range(int(attributes.get(b"min", 1)), min(int(attributes.get(b"max", 0)), LAST_COLUMN) + 1))
    return rows, columns
