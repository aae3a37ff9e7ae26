"""The functions of a worksheet.  Their docstrings are the help that Excel shows, at most 255 characters.

Tables are passed whole, so that Excel knows what an answer depends on; a range in gives a range out.  Where there is no right
answer it is an error value: #N/A for an unknown name, #VALUE! for everything else; never a number that may be wrong.  Each function that
gives figures has another, with the same arguments, that gives the reasons.

A call goes through `converters` (cells to values), `table_ledger` (tables to a ledger, as `reading` reads those of any workbook, in
which `range_book` takes the place of the file; `kept_readings` keeps the last few), `names`, `proposals` and `reasons`, and back as AnswerRows.
"""
# ruff: noqa: N802, D400  # these names and sentences are Excel's

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.converters import AmountConverter
from xl_kraftsamling.excel.functions.decorator import AnswerRows, worksheet_function
from xl_kraftsamling.excel.functions.names import load_callers_register, recognise_names
from xl_kraftsamling.excel.functions.proposals import Proposal, combine_proposals, judge_proposal, list_reasons
from xl_kraftsamling.excel.functions.reasons import list_cautions, list_figure_reasons
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.excel.functions.table_ledger import TablesReading, read_tables
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, Figure


@worksheet_function(text=AmountConverter)
def KRAFT_BELOPP(text: AnswerRows) -> AnswerRows:
    """Beloppet i kronor, hur det än är skrivet: 1 100 tkr, (5 000), 75 000:-. Kan det läsas på två sätt blir svaret #VÄRDEFEL!"""
    return text


@worksheet_function()
def KRAFT_MOTTAGARE(text: AnswerRows) -> AnswerRows:
    """Nämndens eller bolagets officiella namn, ur förkortning, förvaltning eller stavning. Okända och tvetydiga namn ger #SAKNAS!"""
    return recognise_names(text, load_callers_register())


@worksheet_function()
def KRAFT_SALDO(
    tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, utfall: TableArgument | None = None, datum: AnswerRows | None = None,
    kostnadstecken: Entry | None = None, prognos: TableArgument | None = None, summarad: bool | None = None,
) -> AnswerRows:  # fmt: skip
    """Hela saldotabellen med rubriker, en rad per mottagare, i kronor. Det som en oläslig cell eller en fråga lämnar öppet blir #VÄRDEFEL!, och KRAFT_VARFOR_SALDO säger varför."""
    ledger = _read_balances(tilldelning, omfordelning, avrop, utfall, datum, kostnadstecken, prognos).ledger
    given = {"outcome": utfall, "called_off_unspent": utfall, "forecast": prognos}
    # A figure whose table is left out is an empty cell, and no error.
    shown = [figure if given.get(figure.name, True) else None for figure in FIGURES]
    rows: AnswerRows = [_make_balance_row(ledger, balance, shown) for balance in ledger.balances.values()]
    totals = [[_TOTAL, *(figure and _add_up(row[number] for row in rows) for number, figure in enumerate(shown, 1))]] if summarad else []
    return [[RECIPIENT.sv, *(figure.heading.sv for figure in FIGURES)], *rows, *totals]


@worksheet_function(reason_columns=4)
def KRAFT_VARFOR_SALDO(
    tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, utfall: TableArgument | None = None, datum: AnswerRows | None = None,
    kostnadstecken: Entry | None = None, prognos: TableArgument | None = None, summarad: bool | None = None,  # noqa: ARG001  # the same arguments as KRAFT_SALDO
) -> AnswerRows:  # fmt: skip
    """Varför belopp i KRAFT_SALDO är öppna, och vad mer som rör dem, med samma argument: kontrollens kod, skälet, cellen och vems belopp det gäller, ett skäl per rad. Sist vilken karta och vilket beslut som följdes."""
    reading = _read_balances(tilldelning, omfordelning, avrop, utfall, datum, kostnadstecken, prognos)
    figures = ["transferable", *(["outcome"] if utfall else []), *(["forecast"] if prognos else [])]
    return list_figure_reasons(reading, figures)


@worksheet_function()
def KRAFT_KVAR(
    mottagare: AnswerRows, tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, datum: AnswerRows | None = None
) -> AnswerRows:
    """Kvar att avropa, i kronor: beviljat plus mottaget minus avstått minus avropat till och med dagen. Ett område ger ett område. Varför svaret är #VÄRDEFEL! säger KRAFT_VARFOR_KVAR."""
    ledger = read_tables(tilldelning, omfordelning, avrop, as_of=_read_day(datum)).ledger
    return _answer_each(recognise_names(mottagare, ledger.decision.register), lambda name: _find_amount(ledger, name, ledger.remaining))


@worksheet_function()
def KRAFT_OMFORDELNINGSBART(
    mottagare: AnswerRows, tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, datum: AnswerRows | None = None
) -> AnswerRows:
    """Vad mottagaren kan lämna ifrån sig den dagen, i kronor, och ändå ha råd med allt begärt, väntande och senare. Ett område ger ett område. Varför svaret är #VÄRDEFEL! säger KRAFT_VARFOR_KVAR."""
    ledger = read_tables(tilldelning, omfordelning, avrop, as_of=_read_day(datum)).ledger
    return _answer_each(recognise_names(mottagare, ledger.decision.register), lambda name: _find_amount(ledger, name, ledger.transferable))


@worksheet_function(reason_columns=4)
def KRAFT_VARFOR_KVAR(
    mottagare: AnswerRows, tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, datum: AnswerRows | None = None
) -> AnswerRows:
    """Varför KRAFT_KVAR eller KRAFT_OMFORDELNINGSBART inte kan ge ett belopp, och vad mer som rör det, med samma argument: kontrollens kod, skälet, cellen och vems belopp det gäller, ett skäl per rad."""
    reading = read_tables(tilldelning, omfordelning, avrop, as_of=_read_day(datum))
    asked = recognise_names(mottagare, reading.ledger.decision.register)
    names = [cell for row in asked for cell in row if cell is not None and not isinstance(cell, CellError)]
    unknown = next((written for row, names_of in zip(mottagare, asked, strict=True) for written, name in zip(row, names_of, strict=True) if isinstance(name, CellError)), None)
    if unknown is not None:
        raise NoAnswerError(_UNKNOWN_NAME, name=str(unknown))
    return list_figure_reasons(reading, ["transferable"], names)


@worksheet_function()
def KRAFT_FAR_OMFORDELAS(
    givare: AnswerRows, mottagare: AnswerRows, belopp: AnswerRows, datum: AnswerRows, tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument,
    overenskommelse: AnswerRows | None = None, beslut: Mapping[str, Entry] | None = None,
) -> AnswerRows:  # fmt: skip
    """Om pengarna får omfördelas: ja; ja, efter överenskommelse (den, eller givarens besked, återstår); nej; eller oklart (en öppen rättsfråga, en oläslig cell eller kommunstyrelsens beslut avgör). Skälen ger KRAFT_VARFOR."""
    ledger = read_tables(tilldelning, omfordelning, avrop, record=beslut).ledger
    asked = combine_proposals(*(recognise_names(names, ledger.decision.register) for names in (givare, mottagare)), belopp, datum, overenskommelse)
    return _answer_each(asked, lambda proposal: judge_proposal(ledger, proposal).answer.value)


@worksheet_function(reason_columns=5)
def KRAFT_VARFOR(
    givare: AnswerRows, mottagare: AnswerRows, belopp: AnswerRows, datum: AnswerRows, tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument,
    overenskommelse: AnswerRows | None = None, beslut: Mapping[str, Entry] | None = None,
) -> AnswerRows:  # fmt: skip
    """Skälen till svaret i KRAFT_FAR_OMFORDELAS, ett per rad: kontrollens kod, vad den säger, begärt, möjligt och skillnaden i kronor. Är svaret ja är de att tänka på, eller säger vad som inte kan prövas utan bladet Beslut."""
    reading = read_tables(tilldelning, omfordelning, avrop, record=beslut)
    register = reading.ledger.decision.register
    asked = combine_proposals(*(recognise_names(names, register) for names in (givare, mottagare)), belopp, datum, overenskommelse)
    if len(asked) * len(asked[0]) > 1:
        raise NoAnswerError(_ONE_AT_A_TIME)
    proposal = asked[0][0]
    return [*list_reasons(judge_proposal(reading.ledger, proposal)), *list_cautions(reading, 5)] if isinstance(proposal, Proposal) else asked


def _read_balances(
    tilldelning: TableArgument, omfordelning: TableArgument | None, avrop: TableArgument, utfall: TableArgument | None, datum: AnswerRows | None,
    kostnadstecken: Entry | None, prognos: TableArgument | None,
) -> TablesReading:  # fmt: skip
    return read_tables(tilldelning, omfordelning, avrop, utfall, prognos, as_of=_read_day(datum), sign=kostnadstecken)


def _answer_each(cells: AnswerRows, answer: Callable[[Any], Any]) -> AnswerRows:
    """The answer to each cell; an empty one stays empty, an error value an error value."""
    return [[cell if cell is None or isinstance(cell, CellError) else answer(cell) for cell in row] for row in cells]


def _read_day(datum: AnswerRows | None) -> date:
    """The only date of a range, today where there is none; NoAnswerError where there are more, or it is an error value."""
    cells = [cell for row in datum or [[None]] for cell in row]
    if len(cells) > 1 or isinstance(cells[0], CellError):
        raise NoAnswerError(_NO_SINGLE_DAY)
    return cells[0] or date.today()


def _find_amount(ledger: Ledger, name: str, amount: Callable[[str, date], int]) -> Ore | CellError:
    return WRONG if name in ledger.unsettled else Ore(amount(name, ledger.as_of))


def _make_balance_row(ledger: Ledger, balance: Balance, figures: Sequence[Figure | None]) -> list[Any]:
    """A recipient's figures; None stands for one that is not shown."""
    if balance.recipient in ledger.unsettled:
        return [balance.recipient, *[WRONG] * len(figures)]
    return [balance.recipient, *(figure and _find_figure(ledger, balance, figure) for figure in figures)]


def _find_figure(ledger: Ledger, balance: Balance, figure: Figure) -> Ore | CellError | None:
    """A figure of a recipient; None for a forecast that nobody has made, WRONG for what is unknown."""
    amount = figure.of(balance)
    if amount is None:
        return None if figure.name == "forecast" and balance.recipient not in ledger.unsettled.forecast else WRONG
    return Ore(amount)


def _add_up(figures: Iterator[Ore | CellError | None]) -> Ore | CellError | None:
    """The sum of a column, unknown where one of its figures is; None where it has none at all."""
    known = [figure for figure in figures if figure is not None]
    if any(isinstance(figure, CellError) for figure in known):
        return WRONG
    return Ore(sum(figure for figure in known if isinstance(figure, int))) if known else None


_TOTAL = "Summa"
_NO_SINGLE_DAY = Text("Argumentet datum är inte en enda dag som kan läsas.", "The argument datum is not a single day that can be read.")
_ONE_AT_A_TIME = Text("Skälen ges för en omfördelning i taget: ge en cell i varje argument.", "Reasons are given for one transfer at a time: give one cell in each argument.")
_UNKNOWN_NAME = Text(
    "”{name}” känns inte igen som mottagare, eller kan betyda flera. Skriv namnet som i Tilldelning.",
    "“{name}” is not a known recipient, or may mean several. Write the name as in Tilldelning.",
)
