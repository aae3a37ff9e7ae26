"""How a Python function becomes one that Excel shows: in one way for all, its arguments described in one place.

Where there is no pywin32, xlwings' own decorators attach nothing, and the function stays a mere function.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, NamedTuple

import xlwings as xw

from xl_kraftsamling.domain import tables
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import Agreement, Amount, Answer, Cells, Date, Recipient, Table

Rows = list[list[Any]]
"""Cells row by row.  In an answer amounts are Ore, errors error values, and None is an empty cell."""


class Argument(NamedTuple):
    """An argument: how it is converted, its help in Excel (at most 255 characters), and for a table which one it is."""

    converter: type[Cells]
    help: str
    table: tables.Table | None = None


ARGUMENTS = {
    "text": Argument(Cells, "Cellen eller området som ska läsas."),
    "mottagare": Argument(Recipient, "Den nämnd eller det bolag som det gäller, under vilket namn som helst: en cell eller ett område."),
    "givare": Argument(Recipient, "Den som ska lämna ifrån sig pengarna, under vilket namn som helst: en cell eller ett område."),
    "belopp": Argument(Amount, "Beloppet i kronor: en cell eller ett område."),
    "datum": Argument(Date, "Dagen som det gäller. Där den får utelämnas räknas den dag då cellen räknades om; skriv IDAG() för "
                            "att följa dagen."),
    "tilldelning": Argument(Table, "Tabellen Tilldelning med sina rubriker: Tilldelning[#Alla].", tables.ALLOCATIONS),
    "omfordelning": Argument(Table, "Tabellen Omfördelning med sina rubriker: Omfördelning[#Alla]. Den omfördelning som prövas "
                                    "räknas en gång, även om den redan står där.", tables.TRANSFERS),
    "avrop": Argument(Table, "Tabellen Avrop med sina rubriker: Avrop[#Alla].", tables.CALL_OFFS),
    "utfall": Argument(Table, "Tabellen Utfall med sina rubriker: Utfall[#Alla], med kostnader som plusbelopp. Utelämnas den "
                              "visas inget utfall.", tables.OUTCOMES),
    "overenskommelse": Argument(Agreement, "Överenskommelsen, utan rubriker: cellerna från Överenskommelse till Ursprung på samma "
                                           "rad i Omfördelning. Utelämnas den gäller vad som redan står där; annars prövas ett förslag utan överenskommelse."),
}  # fmt: skip
"""Every argument by its name: the same name means the same in every function."""


def worksheet_function(**converters: type[Cells]) -> Callable[[Callable[..., Rows]], Callable[..., Rows]]:
    """Show a function in Excel; its docstring is the help there (at most 255 characters).

    :param converters: how an argument is converted that every function takes in its own way.
    """

    def _shown(function: Callable[..., Rows]) -> Callable[..., Rows]:
        parameters = signature(function).parameters
        described: Callable[..., Rows] = xw.func(category="Kraftsamling")(_careful(function, parameters.values()))
        for name in parameters:
            argument = ARGUMENTS[name]
            converter, options = converters.get(name, argument.converter), {"table": argument.table} if argument.table else {}
            described = xw.arg(name, converter, doc=argument.help, **options)(described)
        return xw.ret(Answer)(described)

    return _shown


def _careful(function: Callable[..., Rows], parameters: Any) -> Callable[..., Rows]:
    """The function with an answer to every argument: one that is missing or wrong as a whole leads to an error value."""
    needed = sum(parameter.default is Parameter.empty for parameter in parameters)

    @wraps(function)
    def _answer(*given: Any) -> Rows:
        if any(argument is None for argument in given[:needed]):
            raise NoAnswerError("an argument is missing")
        wrong = next((argument for argument in given if isinstance(argument, CellError)), None)
        rows = [[wrong]] if wrong else function(*given)
        if rows == [[WRONG]]:
            raise NoAnswerError("an argument cannot be used")
        return rows

    return _answer
