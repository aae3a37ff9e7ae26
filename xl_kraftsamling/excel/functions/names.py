"""The names of recipients in the arguments of a function: those that the decision knows, also one beside the workbook, or its map."""

from contextlib import suppress
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.recipients import Register, load_register
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, CellError
from xl_kraftsamling.excel.functions.range_book import RangeBook
from xl_kraftsamling.reading.companions import choose_map, find_decisions


def recognise_names(rows: list[list[Any]], register: Register) -> list[list[Any]]:
    """The official names in some cells; #N/A where one is unknown or ambiguous."""
    return [[cell if cell is None or isinstance(cell, CellError) else _recognise(cell, register) for cell in row] for row in rows]


def _recognise(cell: Any, register: Register) -> str:
    return register.recognise(cell_text(cell)).name or NOT_AVAILABLE


def load_callers_register() -> Register:
    """The recipients of the decisions that the workbook of the calling cell may follow, and the names that its map teaches.

    :raises BadInput: the map or the decision beside the workbook cannot be used.
    """
    book = RangeBook((), _find_caller())
    decisions, _ = find_decisions(book, None)
    more = (recipient for decision in decisions for recipient in decision.register.recipients)
    register = load_register().with_more(recipient for recipient in more if recipient not in load_register().recipients)
    map_file = None if book.is_canonical else choose_map(book, None)
    if map_file is None:
        return register
    from xl_kraftsamling.reading.recognition.maps.map_file import read_map  # imports all of recognition

    return register.with_words(read_map(map_file, book.all_sheets or (), register).meanings.names)


def _find_caller() -> xw.Book | None:
    """The workbook that holds the function; None where nobody can tell, as in a browser."""
    with suppress(Exception):  # xlwings has no class for it
        return xw.Book.caller()
    return None
