"""The functions of a worksheet; their docstrings are the help that Excel shows, at most 255 characters.

Tables are passed whole, so that Excel knows what an answer depends on, and an array in gives an array out.  What cannot be
told is an error value: #N/A for an unknown name, #VALUE! for everything else; never a number that may be wrong.
"""
# ruff: noqa: N802, D400  # these names and sentences are Excel's

from collections.abc import Callable
from datetime import date
from typing import Any

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import Amount, Recipient
from xl_kraftsamling.excel.functions.ledger import ledger, outcome_is_turned
from xl_kraftsamling.excel.functions.proposals import Proposal, judged, proposals, told
from xl_kraftsamling.excel.functions.table_argument import ArgumentTable
from xl_kraftsamling.excel.functions.worksheet import Rows, worksheet_function
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, Figure


@worksheet_function(text=Amount)
def KRAFT_BELOPP(text: Rows) -> Rows:
    """Beloppet i kronor, hur det än är skrivet: 1 100 tkr, (5 000), 75 000:-. Kan det läsas på två sätt blir svaret #VÄRDEFEL!"""
    return text


@worksheet_function(text=Recipient)
def KRAFT_MOTTAGARE(text: Rows) -> Rows:
    """Nämndens eller bolagets officiella namn, ur förkortning, förvaltning eller stavning. Okända och tvetydiga namn ger #SAKNAS!"""
    return text


@worksheet_function()
def KRAFT_SALDO(
    tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, utfall: ArgumentTable | None = None, datum: Rows | None = None
) -> Rows:
    """Hela saldotabellen med rubriker, en rad per mottagare, i kronor. Det som en oläslig cell lämnar öppet blir #VÄRDEFEL!"""
    given = (tilldelning, omfordelning, avrop, utfall) if utfall else (tilldelning, omfordelning, avrop)
    seen = ledger(*given, as_of=_day(datum))
    turned, unknown = outcome_is_turned(seen), WRONG if utfall else None
    balances = (balance._replace(outcome=None) if turned else balance for balance in seen.balances.values())
    return [[RECIPIENT.sv, *(figure.heading.sv for figure in FIGURES)], *(_row(seen, balance, unknown) for balance in balances)]


@worksheet_function()
def KRAFT_KVAR(mottagare: Rows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, datum: Rows | None = None) -> Rows:
    """Kvar att avropa, i kronor: beviljat plus mottaget minus avstått minus avropat till och med dagen. Ett område ger ett område."""
    seen = ledger(tilldelning, omfordelning, avrop, as_of=_day(datum))
    return _each(mottagare, lambda name: _amount(seen, name, seen.remaining))


@worksheet_function()
def KRAFT_OMFORDELNINGSBART(
    mottagare: Rows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, datum: Rows | None = None
) -> Rows:
    """Vad mottagaren kan lämna ifrån sig den dagen, i kronor, och ändå ha råd med allt begärt, väntande och senare. Ett område ger ett område."""
    seen = ledger(tilldelning, omfordelning, avrop, as_of=_day(datum))
    return _each(mottagare, lambda name: _amount(seen, name, seen.transferable))


@worksheet_function()
def KRAFT_FAR_OMFORDELAS(
    givare: Rows, mottagare: Rows, belopp: Rows, datum: Rows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable,
    overenskommelse: Rows | None = None,
) -> Rows:  # fmt: skip
    """Om pengarna får omfördelas: ja, nej eller oklart (en öppen rättsfråga eller en oläslig cell avgör). Ja säger att beloppet ryms och får flyttas; kommunstyrelsens beslut prövas inte här. Vad som återstår, som OM01 och OM09, säger KRAFT_VARFOR."""
    seen = ledger(tilldelning, omfordelning, avrop)
    asked = proposals(givare, mottagare, belopp, datum, overenskommelse)
    return _each(asked, lambda proposal: judged(seen, proposal).answer.value)


@worksheet_function()
def KRAFT_VARFOR(
    givare: Rows, mottagare: Rows, belopp: Rows, datum: Rows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable,
    overenskommelse: Rows | None = None,
) -> Rows:  # fmt: skip
    """Skälen till svaret i KRAFT_FAR_OMFORDELAS, ett per rad: kontrollens kod, vad den säger, begärt, möjligt och skillnaden i kronor. Är svaret ja är det vad som återstår att göra eller inte kan prövas utan bladet Beslut."""
    seen = ledger(tilldelning, omfordelning, avrop)
    asked = proposals(givare, mottagare, belopp, datum, overenskommelse)
    if len(asked) * len(asked[0]) > 1:
        raise NoAnswerError("reasons are given for one transfer at a time")
    proposal = asked[0][0]
    return list(told(judged(seen, proposal))) if isinstance(proposal, Proposal) else asked


def _each(cells: Rows, answer: Callable[[Any], Any]) -> Rows:
    """An answer for each cell that asks: an empty one stays empty, an error value an error value."""
    return [[cell if cell is None or isinstance(cell, CellError) else answer(cell) for cell in row] for row in cells]


def _day(datum: Rows | None) -> date:
    """The only date that is given, today where there is none; NoAnswerError where there are more, or it is an error value."""
    cells = [cell for row in datum or [[None]] for cell in row]
    if len(cells) > 1 or isinstance(cells[0], CellError):
        raise NoAnswerError("the date is not a single one")
    return cells[0] or date.today()


def _amount(seen: Ledger, name: str, amount: Callable[[str, date], int]) -> Ore | CellError:
    return WRONG if name in seen.unsettled else Ore(amount(name, seen.as_of))


def _row(seen: Ledger, balance: Balance, unknown: CellError | None) -> list[Any]:
    """A recipient's figures; an outcome that is `unknown` though there is one is that error value."""
    if balance.recipient in seen.unsettled:
        return [balance.recipient, *[WRONG] * len(FIGURES)]
    return [balance.recipient, *(_figure(balance, figure, unknown) for figure in FIGURES)]


def _figure(balance: Balance, figure: Figure, unknown: CellError | None) -> Ore | CellError | None:
    amount = figure.of(balance)
    if amount is None:
        return None if figure.name == "forecast" else unknown
    return Ore(amount)
