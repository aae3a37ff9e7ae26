"""The balances as ordinary formulas: the workbook is right even without this program.

Every formula is the same in each row of the table Saldo and reads the other tables by name.  They are the arithmetic of
:mod:`xl_kraftsamling.domain.ledger.ledger`, symbol by symbol, and a test compares the two to the öre.
"""

from collections.abc import Iterable

from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, FORECASTS, OUTCOMES, SETTINGS, TRANSFERS, Table
from xl_kraftsamling.domain.template import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.xlsx.edit import Formula

AS_OF, SIGN, DAYS = "Avstämningsdatum", "Kostnadstecken", "Kommande_dagar"
"""The defined names that the formulas use: the date, how costs are shown, and every day from the date on."""

AS_OF_CELL = "$B$3"
"""The cell in which Saldo shows the date of its figures."""


def _setting(field: str) -> str:
    """The cell of a setting."""
    line = next(n for n, column in enumerate(SETTINGS.columns, HEADING_ROW + 1) if column.field == field)
    return f"{SETTINGS.sheet}!$B${line}"


AS_OF_FORMULA = f'=INT(IF({_setting("as_of")}="",TODAY(),{_setting("as_of")}))'
"""Its formula: the date on Inställningar, or today if that is empty."""

_DAY = f"INDEX({BALANCE_SHEET}!$A:$A,{{}})"
SALDO_NAMES = {
    AS_OF: f"{BALANCE_SHEET}!{AS_OF_CELL}",
    SIGN: _setting("cost_sign"),
    # Ω looks at the end of each day up to the last that is dated.  A date is a whole number, so the row numbers from one
    # date to another are the days between: no list of dates to keep, and nothing that is recalculated without need.
    DAYS: f"ROW({_DAY.format(AS_OF)}:{_DAY.format(f'MAX({AS_OF},Avrop[Datum],Omfördelning[Datum])')})",
}
"""The defined names with the formulas that they refer to."""


def _this_row(heading: str) -> str:
    return f"{BALANCE_SHEET}[[#This Row],[{heading}]]"


def _column(table: Table, field: str) -> str:
    heading = next(column.heading for column in table.columns if column.field == field)
    return f"{table.sheet}[{heading}]"


def _by(day: str) -> str:
    """A criterion: no later than a day; that is, before the next one, as a date from another program may have a time of day."""
    return f'"<"&{day}+1'


def _sum(table: Table, who: str = "recipient", *more: str, status: str = "", until: str = "", dated: str = "date") -> str:
    """The sum of a table's amounts in rows with this row's recipient in the column `who`, with a status and up to a date.

    :param more: further columns, each with its criterion.
    """
    criteria = [_column(table, who), _this_row("Mottagare")]
    if status:
        criteria += [_column(table, "status"), f'"{status}"']
    if until:
        criteria += [_column(table, dated), _by(until)]
    return f"SUMIFS({','.join([_column(table, 'amount'), *criteria, *more])})"


def _requested() -> str:
    """B: an amount of zero or less would take nothing."""
    return _sum(CALL_OFFS, "recipient", _column(CALL_OFFS, "amount"), '">0"', status=status_words.REQUESTED)


def _promised(*more: str) -> str:
    """V, with further criteria: what is not above zero, or goes to the giver itself, would take nothing."""
    takes = (_column(TRANSFERS, "amount"), '">0"', _column(TRANSFERS, "receiver"), f'"<>"&{_this_row("Mottagare")}')
    return "+".join(_sum(TRANSFERS, "donor", *takes, *more, status=status) for status in (status_words.ASKED, status_words.AGREED))


def _booked(who: str, until: str) -> str:
    return _sum(TRANSFERS, who, status=status_words.BOOKED, until=until)


def _called_off(until: str) -> str:
    approved, paid, reversed_ = (
        _sum(CALL_OFFS, status=status, until=until) for status in (status_words.APPROVED, status_words.PAID, status_words.REVERSED)
    )
    return f"{approved}+{paid}-{reversed_}"


def _forecast() -> str:
    """The latest forecast dated no later than the date; the highest of several on that day; empty if there is none."""
    mine = f"{_column(FORECASTS, 'recipient')},{_this_row('Mottagare')},{_column(FORECASTS, 'date')}"
    known = f"{mine},{_by(AS_OF)}"
    latest = f"_xlfn.MAXIFS({_column(FORECASTS, 'date')},{known})"
    return f'IF(COUNTIFS({known})=0,"",_xlfn.MAXIFS({_column(FORECASTS, "amount")},{mine},{latest}))'


def _transferable() -> str:
    """Ω: the least of any day ahead of K less what is promised up to that day, less what is requested."""
    # SUMPRODUCT makes Excel compute the formula for every day of the list without array entry
    ahead = f"{_this_row('Beviljat')}+{_booked('receiver', DAYS)}-{_booked('donor', DAYS)}-({_called_off(DAYS)})"
    # all of it, and that of later days put back: a promise without a date then counts on every day
    later = _promised(_column(TRANSFERS, "date"), f'">="&{DAYS}+1')
    return f"ROUND(MAX(0,SUMPRODUCT(MIN({ahead}+{later}))-({_promised()})-{_this_row('Begärt')}),2)"


SALDO_FORMULAS = {
    "Beviljat": _sum(ALLOCATIONS),
    "Mottaget": _booked("receiver", AS_OF),
    "Avstått": _booked("donor", AS_OF),
    "Disponibelt": f"{_this_row('Beviljat')}+{_this_row('Mottaget')}-{_this_row('Avstått')}",
    "Avropat": _called_off(AS_OF),
    "Begärt": _requested(),
    # rounded, so that 0.1 + 0.2 − 0.3 is no overdraft
    "Kvar att avropa": f"ROUND({_this_row('Disponibelt')}-{_this_row('Avropat')},2)",
    "Utfall": f'IF({SIGN}="{status_words.NEGATIVE}",-1,1)*{_sum(OUTCOMES, until=AS_OF, dated="booked_on")}',
    "Avropat ej förbrukat": f"ROUND({_this_row('Avropat')}-{_this_row('Utfall')},2)",
    "Prognos": _forecast(),
    "Omfördelningsbart": _transferable(),
}
"""The formula of each column after Mottagare, without its equals sign."""

SALDO_HEADINGS = ("Mottagare", *SALDO_FORMULAS)
"""The headings of Saldo.  Source: design.md 3.1."""


def compose_saldo_rows(recipients: Iterable[str]) -> list[list[str | Formula]]:
    """The rows of Saldo for some recipients, one each."""
    return [[recipient, *map(Formula, SALDO_FORMULAS.values())] for recipient in recipients]
