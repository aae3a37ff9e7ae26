"""How a Python function becomes one that Excel shows: in one way for all, its arguments described in one place.

On other systems than Windows xlwings' own decorators attach nothing, so there is nothing to see there but a function.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, NamedTuple

import xlwings as xw

from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, OUTCOMES, TRANSFERS
from xl_kraftsamling.domain.tables import Table as DomainTable
from xl_kraftsamling.excel.converters import Agreement, Amount, Answer, Cells, Date, Recipient, Table
from xl_kraftsamling.excel.errors import NOT_AVAILABLE, WRONG, CellError, NoAnswerError

Rows = list[list[Any]]
"""What a function answers, row by row: amounts as Ore, error values, texts, None for nothing."""


class Argument(NamedTuple):
    """An argument: how it is converted, its help in Excel (at most 255 characters), and for a table which one."""

    converter: type[Cells]
    help: str
    table: DomainTable | None = None


ARGUMENTS = {
    "text": Argument(Amount, "En cell eller ett område."),
}
"""Every argument by its name; those of the same name are the same everywhere."""
