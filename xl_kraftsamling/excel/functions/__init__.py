"""The functions of a worksheet.  Their docstrings are the help that Excel shows, at most 255 characters.

Tables are passed whole, so that Excel knows what an answer depends on; a range in gives a range out.  Where there is no right
answer it is an error value: #N/A for an unknown name, #VALUE! for everything else; never a number that may be wrong.

A call goes through `converters` (cells to values, `table_argument` for tables), `table_ledger` or `proposals`, and back as AnswerRows.
"""
# ruff: noqa: N802, D400  # these names and sentences are Excel's

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import AmountConverter, RecipientConverter
from xl_kraftsamling.excel.functions.decorator import AnswerRows, worksheet_function
from xl_kraftsamling.excel.functions.proposals import Proposal, combine_proposals, judge_proposal, list_reasons
from xl_kraftsamling.excel.functions.table_argument import ArgumentTable
from xl_kraftsamling.excel.functions.table_ledger import build_ledger
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, Figure


@worksheet_function(text=AmountConverter)
def KRAFT_BELOPP(text: AnswerRows) -> AnswerRows:
    """Beloppet i kronor, hur det än är skrivet: 1 100 tkr, (5 000), 75 000:-. Kan det läsas på två sätt blir svaret #VÄRDEFEL!"""
    return text


@worksheet_function(text=RecipientConverter)
def KRAFT_MOTTAGARE(text: AnswerRows) -> AnswerRows:
    """Nämndens eller bolagets officiella namn, ur förkortning, förvaltning eller stavning. Okända och tvetydiga namn ger #SAKNAS!"""
    return text


@worksheet_function()
def KRAFT_SALDO(
    tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, utfall: ArgumentTable | None = None, datum: AnswerRows | None = None,
    kostnadstecken: Entry | None = None,
) -> AnswerRows:  # fmt: skip
    """Hela saldotabellen med rubriker, en rad per mottagare, i kronor. Det som en oläslig cell lämnar öppet blir #VÄRDEFEL!"""
    tables = (tilldelning, omfordelning, avrop, utfall) if utfall else (tilldelning, omfordelning, avrop)
    ledger = build_ledger(*tables, as_of=_read_day(datum), sign=kostnadstecken)
    # Beside a table of outcomes what is left out is an error, and no empty cell.
    unknown = WRONG if utfall else None
    rows = (_make_balance_row(ledger, balance, unknown) for balance in ledger.balances.values())
    return [[RECIPIENT.sv, *(figure.heading.sv for figure in FIGURES)], *rows]


@worksheet_function()
def KRAFT_KVAR(mottagare: AnswerRows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, datum: AnswerRows | None = None) -> AnswerRows:
    """Kvar att avropa, i kronor: beviljat plus mottaget minus avstått minus avropat till och med dagen. Ett område ger ett område."""
    ledger = build_ledger(tilldelning, omfordelning, avrop, as_of=_read_day(datum))
    return _answer_each(mottagare, lambda name: _find_amount(ledger, name, ledger.remaining))


@worksheet_function()
def KRAFT_OMFORDELNINGSBART(
    mottagare: AnswerRows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable, datum: AnswerRows | None = None
) -> AnswerRows:
    """Vad mottagaren kan lämna ifrån sig den dagen, i kronor, och ändå ha råd med allt begärt, väntande och senare. Ett område ger ett område."""
    ledger = build_ledger(tilldelning, omfordelning, avrop, as_of=_read_day(datum))
    return _answer_each(mottagare, lambda name: _find_amount(ledger, name, ledger.transferable))


@worksheet_function()
def KRAFT_FAR_OMFORDELAS(
    givare: AnswerRows, mottagare: AnswerRows, belopp: AnswerRows, datum: AnswerRows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable,
    overenskommelse: AnswerRows | None = None, beslut: Mapping[str, Entry] | None = None,
) -> AnswerRows:  # fmt: skip
    """Om pengarna får omfördelas: ja; ja, efter överenskommelse (den, eller givarens besked, återstår); nej; eller oklart (en öppen rättsfråga, en oläslig cell eller kommunstyrelsens beslut avgör). Skälen ger KRAFT_VARFOR."""
    ledger = build_ledger(tilldelning, omfordelning, avrop, record=beslut)
    asked = combine_proposals(givare, mottagare, belopp, datum, overenskommelse)
    return _answer_each(asked, lambda proposal: judge_proposal(ledger, proposal).answer.value)


@worksheet_function()
def KRAFT_VARFOR(
    givare: AnswerRows, mottagare: AnswerRows, belopp: AnswerRows, datum: AnswerRows, tilldelning: ArgumentTable, omfordelning: ArgumentTable, avrop: ArgumentTable,
    overenskommelse: AnswerRows | None = None, beslut: Mapping[str, Entry] | None = None,
) -> AnswerRows:  # fmt: skip
    """Skälen till svaret i KRAFT_FAR_OMFORDELAS, ett per rad: kontrollens kod, vad den säger, begärt, möjligt och skillnaden i kronor. Är svaret ja är de att tänka på, eller säger vad som inte kan prövas utan bladet Beslut."""
    ledger = build_ledger(tilldelning, omfordelning, avrop, record=beslut)
    asked = combine_proposals(givare, mottagare, belopp, datum, overenskommelse)
    if len(asked) * len(asked[0]) > 1:
        raise NoAnswerError("reasons are given for one transfer at a time")
    proposal = asked[0][0]
    return list(list_reasons(judge_proposal(ledger, proposal))) if isinstance(proposal, Proposal) else asked


def _answer_each(cells: AnswerRows, answer: Callable[[Any], Any]) -> AnswerRows:
    """The answer to each cell; an empty one stays empty, an error value an error value."""
    return [[cell if cell is None or isinstance(cell, CellError) else answer(cell) for cell in row] for row in cells]


def _read_day(datum: AnswerRows | None) -> date:
    """The only date of a range, today where there is none; NoAnswerError where there are more, or it is an error value."""
    cells = [cell for row in datum or [[None]] for cell in row]
    if len(cells) > 1 or isinstance(cells[0], CellError):
        raise NoAnswerError("the date is not a single one")
    return cells[0] or date.today()


def _find_amount(ledger: Ledger, name: str, amount: Callable[[str, date], int]) -> Ore | CellError:
    return WRONG if name in ledger.unsettled else Ore(amount(name, ledger.as_of))


def _make_balance_row(ledger: Ledger, balance: Balance, unknown: CellError | None) -> list[Any]:
    """A recipient's figures; `unknown` takes the place of figures about outcomes that are left out."""
    if balance.recipient in ledger.unsettled:
        return [balance.recipient, *[WRONG] * len(FIGURES)]
    return [balance.recipient, *(_convert_figure(balance, figure, unknown) for figure in FIGURES)]


def _convert_figure(balance: Balance, figure: Figure, unknown: CellError | None) -> Ore | CellError | None:
    amount = figure.of(balance)
    if amount is None:  # a forecast is no argument, so it is missing and not in doubt
        return None if figure.name == "forecast" else unknown
    return Ore(amount)
