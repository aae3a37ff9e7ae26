"""Makes Python functions into functions of a worksheet, and describes their arguments, all in one place.

Without pywin32, as on Linux, xlwings' decorators do nothing and the function stays an ordinary one.
"""

from collections.abc import Callable, Collection
from functools import wraps
from inspect import Parameter, signature
from typing import Any, NamedTuple

import xlwings as xw

from xl_kraftsamling.domain import tables
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import (
    AgreementConverter,
    AmountConverter,
    AnswerConverter,
    CellsConverter,
    DateConverter,
    FlagConverter,
    SignConverter,
    TableConverter,
    ValuesConverter,
)
from xl_kraftsamling.excel.functions.reasons import explain_failure

AnswerRows = list[list[Any]]
"""Cells row by row, as a function takes and answers them: amounts are Ore, errors CellError, and None is an empty cell."""


class ArgumentHelp(NamedTuple):
    """An argument: its converter, its help in Excel (at most 255 characters), and the table that it must hold, if any."""

    converter: type[CellsConverter]
    help: str
    table: tables.Table | None = None


ARGUMENTS = {
    "text": ArgumentHelp(CellsConverter, "Cellen eller området som ska läsas."),
    "mottagare": ArgumentHelp(CellsConverter, "Den nämnd eller det bolag som det gäller, under vilket namn som helst: en cell eller ett område."),
    "givare": ArgumentHelp(CellsConverter, "Den som ska lämna ifrån sig pengarna, under vilket namn som helst: en cell eller ett område."),
    "belopp": ArgumentHelp(AmountConverter, "Beloppet i kronor: en cell eller ett område."),
    "datum": ArgumentHelp(DateConverter, "Dagen som det gäller. Där den får utelämnas räknas den dag då cellen räknades om; skriv IDAG() för "
                            "att följa dagen."),
    "tilldelning": ArgumentHelp(TableConverter, "Tabellen med tilldelningar och sina rubriker: Tilldelning[#Alla], eller ett område i en egen arbetsbok. "
                                   "Den läses som när arbetsboken kontrolleras.", tables.ALLOCATIONS),
    "omfordelning": ArgumentHelp(TableConverter, "Tabellen med omfördelningar: Omfördelning[#Alla]. Har arbetsboken ingen: lämna argumentet tomt (;;). Den "
                                    "omfördelning som prövas räknas en gång, även om den redan står där.", tables.TRANSFERS),
    "avrop": ArgumentHelp(TableConverter, "Tabellen med avrop och sina rubriker: Avrop[#Alla], eller ett område i en egen arbetsbok.", tables.CALL_OFFS),
    "utfall": ArgumentHelp(TableConverter, "Tabellen Utfall med sina rubriker: Utfall[#Alla]. Utelämnas den visas inget utfall.", tables.OUTCOMES),
    "prognos": ArgumentHelp(TableConverter, "Tabellen Prognos med sina rubriker: Prognos[#Alla]. Utelämnas den visas ingen prognos.", tables.FORECASTS),
    "summarad": ArgumentHelp(FlagConverter, "SANT eller ja: en rad sist med summan för alla mottagare. Är någons belopp öppet är summan det också."),
    "kostnadstecken": ArgumentHelp(SignConverter, "Hur Utfall visar kostnader, positivt eller negativt: namnet Kostnadstecken i mallen, eller ordet. "
                                      "Utelämnas det läses bladet Inställningar i arbetsboken; finns det inte blir utfallet #VÄRDEFEL!",
                                      tables.SETTINGS),
    "beslut": ArgumentHelp(ValuesConverter, "Tabellen Beslut med sina rubriker: Beslut[#Alla]. Utelämnas den läses bladet Beslut i arbetsboken; finns "
                              "det inte prövas inte om kommunstyrelsen har beslutat.", tables.RECORD),
    "overenskommelse": ArgumentHelp(AgreementConverter, "Överenskommelsen, utan rubriker: cellerna från Överenskommelse till Ursprung på samma "
                                           "rad i Omfördelning. Utelämnas den gäller vad som redan står där; annars prövas ett förslag utan överenskommelse."),
}  # fmt: skip
"""Every argument by its name: the same name means the same in every function."""


MAY_BE_EMPTY = frozenset({"omfordelning"})
"""Arguments that come before others that are needed, and may be left out all the same: whoever has made no transfers need not keep a list."""


def worksheet_function(*, reason_columns: int = 0, **converters: type[CellsConverter]) -> Callable[[Callable[..., AnswerRows]], Callable[..., AnswerRows]]:
    """Show a function in Excel; its docstring is the help there (at most 255 characters).

    :param reason_columns: for a function that gives reasons, how many columns they have: then it also says why there is no answer.
    :param converters: the converters of arguments that differ from those in ARGUMENTS.
    """

    def _decorate(function: Callable[..., AnswerRows]) -> Callable[..., AnswerRows]:
        # One place for all decorators: on Linux xlwings' do nothing, and the tests replace them by those of Windows.
        parameters = signature(function).parameters
        guarded = _refuse_wrong_arguments(function, parameters.values())
        answering = _give_reasons(guarded, reason_columns) if reason_columns else guarded
        described: Callable[..., AnswerRows] = xw.func(category="Kraftsamling")(answering)
        for name in parameters:
            argument = ARGUMENTS[name]
            converter, options = converters.get(name, argument.converter), {"table": argument.table} if argument.table else {}
            described = xw.arg(name, converter, doc=argument.help, **options)(described)
        return xw.ret(AnswerConverter)(described)

    return _decorate


def _refuse_wrong_arguments(function: Callable[..., AnswerRows], parameters: Collection[Parameter]) -> Callable[..., AnswerRows]:
    """The function, which is called with usable arguments only: one that is missing or wrong as a whole gives an error value."""
    needed = [each.default is Parameter.empty and each.name not in MAY_BE_EMPTY for each in parameters]
    names = [each.name for each in parameters]

    @wraps(function)
    def _answer(*arguments: Any) -> AnswerRows:
        given = dict(zip(names, (*arguments, *[None] * len(names)), strict=False))
        missing = next((name for name, is_needed in zip(names, needed, strict=True) if is_needed and given[name] is None), None)
        if missing:
            raise NoAnswerError(_MISSING, name=missing)
        wrong = next((name for name, argument in given.items() if isinstance(argument, CellError)), None)
        if wrong:
            raise NoAnswerError(_UNUSABLE, name=wrong)
        rows = function(*arguments)
        if rows == [[WRONG]]:
            raise NoAnswerError(_UNREADABLE)
        return rows

    return _answer


def _give_reasons(function: Callable[..., AnswerRows], columns: int) -> Callable[..., AnswerRows]:
    """The function, which answers with the reason where there is no answer."""

    @wraps(function)
    def _answer(*arguments: Any) -> AnswerRows:
        try:
            return function(*arguments)
        except BadInput as problem:
            return explain_failure(problem, columns)

    return _answer


_MISSING = Text("Argumentet {name} saknas.", "The argument {name} is missing.")
_UNUSABLE = Text(
    "Argumentet {name} kan inte användas: det är ett felvärde, flera områden eller något annat än det som hjälpen beskriver.",
    "The argument {name} cannot be used: it is an error value, several areas, or something other than the help describes.",
)
_UNREADABLE = Text("En cell i argumenten kan inte läsas.", "A cell in the arguments cannot be read.")
