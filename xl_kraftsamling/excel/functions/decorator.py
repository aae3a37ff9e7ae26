"""Makes Python functions into functions of a worksheet, and describes their arguments, all in one place.

Without pywin32, as on Linux, xlwings' decorators do nothing and the function stays an ordinary one.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, NamedTuple

import xlwings as xw

from xl_kraftsamling.domain import tables
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import (
    AgreementConverter,
    AmountConverter,
    AnswerConverter,
    CellsConverter,
    DateConverter,
    RecipientConverter,
    SignConverter,
    TableConverter,
    ValuesConverter,
)

AnswerRows = list[list[Any]]
"""Cells row by row, as a function takes and answers them: amounts are Ore, errors CellError, and None is an empty cell."""


class ArgumentHelp(NamedTuple):
    """An argument: its converter, its help in Excel (at most 255 characters), and the table that it must hold, if any."""

    converter: type[CellsConverter]
    help: str
    table: tables.Table | None = None


ARGUMENTS = {
    "text": ArgumentHelp(CellsConverter, "Cellen eller området som ska läsas."),
    "mottagare": ArgumentHelp(RecipientConverter, "Den nämnd eller det bolag som det gäller, under vilket namn som helst: en cell eller ett område."),
    "givare": ArgumentHelp(RecipientConverter, "Den som ska lämna ifrån sig pengarna, under vilket namn som helst: en cell eller ett område."),
    "belopp": ArgumentHelp(AmountConverter, "Beloppet i kronor: en cell eller ett område."),
    "datum": ArgumentHelp(DateConverter, "Dagen som det gäller. Där den får utelämnas räknas den dag då cellen räknades om; skriv IDAG() för "
                            "att följa dagen."),
    "tilldelning": ArgumentHelp(TableConverter, "Tabellen Tilldelning med sina rubriker: Tilldelning[#Alla].", tables.ALLOCATIONS),
    "omfordelning": ArgumentHelp(TableConverter, "Tabellen Omfördelning med sina rubriker: Omfördelning[#Alla]. Den omfördelning som prövas "
                                    "räknas en gång, även om den redan står där.", tables.TRANSFERS),
    "avrop": ArgumentHelp(TableConverter, "Tabellen Avrop med sina rubriker: Avrop[#Alla].", tables.CALL_OFFS),
    "utfall": ArgumentHelp(TableConverter, "Tabellen Utfall med sina rubriker: Utfall[#Alla]. Utelämnas den visas inget utfall.", tables.OUTCOMES),
    "kostnadstecken": ArgumentHelp(SignConverter, "Hur Utfall visar kostnader, positivt eller negativt: namnet Kostnadstecken i mallen, eller ordet. "
                                      "Utelämnas det läses bladet Inställningar i arbetsboken; finns det inte blir utfallet #VÄRDEFEL!",
                                      tables.SETTINGS),
    "beslut": ArgumentHelp(ValuesConverter, "Tabellen Beslut med sina rubriker: Beslut[#Alla]. Utelämnas den läses bladet Beslut i arbetsboken; finns "
                              "det inte prövas inte om kommunstyrelsen har beslutat.", tables.RECORD),
    "overenskommelse": ArgumentHelp(AgreementConverter, "Överenskommelsen, utan rubriker: cellerna från Överenskommelse till Ursprung på samma "
                                           "rad i Omfördelning. Utelämnas den gäller vad som redan står där; annars prövas ett förslag utan överenskommelse."),
}  # fmt: skip
"""Every argument by its name: the same name means the same in every function."""


def worksheet_function(**converters: type[CellsConverter]) -> Callable[[Callable[..., AnswerRows]], Callable[..., AnswerRows]]:
    """Show a function in Excel; its docstring is the help there (at most 255 characters).

    :param converters: the converters of arguments that differ from those in ARGUMENTS.
    """

    def _decorate(function: Callable[..., AnswerRows]) -> Callable[..., AnswerRows]:
        # One place for all decorators: on Linux xlwings' do nothing, and the tests replace them by those of Windows.
        parameters = signature(function).parameters
        described: Callable[..., AnswerRows] = xw.func(category="Kraftsamling")(_refuse_wrong_arguments(function, parameters.values()))
        for name in parameters:
            argument = ARGUMENTS[name]
            converter, options = converters.get(name, argument.converter), {"table": argument.table} if argument.table else {}
            described = xw.arg(name, converter, doc=argument.help, **options)(described)
        return xw.ret(AnswerConverter)(described)

    return _decorate


def _refuse_wrong_arguments(function: Callable[..., AnswerRows], parameters: Any) -> Callable[..., AnswerRows]:
    """The function, which is called with usable arguments only: one that is missing or wrong as a whole gives an error value."""
    needed = sum(parameter.default is Parameter.empty for parameter in parameters)

    @wraps(function)
    def _answer(*arguments: Any) -> AnswerRows:
        if any(argument is None for argument in arguments[:needed]):
            raise NoAnswerError("an argument is missing")
        wrong = next((argument for argument in arguments if isinstance(argument, CellError)), None)
        rows = [[wrong]] if wrong else function(*arguments)
        if rows == [[WRONG]]:
            raise NoAnswerError("an argument cannot be used")
        return rows

    return _answer
