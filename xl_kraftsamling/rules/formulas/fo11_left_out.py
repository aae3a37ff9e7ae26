"""FO11: a table of balances leaves out a recipient, or its sum is not that of all recipients."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNBOOKED, UNDATED
from xl_kraftsamling.domain.ledger.stated_gaps import (
    LeftOutRecipient,
    MiscountedFigure,
    WrongTotal,
    find_left_out_recipients,
    find_miscounted_figures,
    find_wrong_totals,
)
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS, OUTCOME_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_NAMED = 3
"""Figures of a recipient that a message names: the first ones, from which the others follow."""

_NO_ROW = Text("{recipient} har ingen rad i saldotabellen", "{recipient} has no row in the table of balances")
_NO_FIGURES = Text("raden för {recipient} i saldotabellen är tom", "the row for {recipient} in the table of balances is empty")
_FIGURE = Text("{heading} {amount}", "{heading} {amount}")
_LEFT_OUT = Text(
    "{problem}, men har {figures}. Det är inte med i summorna.",
    "{problem}, but it has {figures}. That is not included in the sums.",
)
_EMPTY = Text(
    "{cell} är tom, men {recipient} har {right} under {heading}. Det är inte med i summan.",
    "{cell} is empty, but {recipient} has {right} under {heading}. That is not included in the sum.",
)
_TWICE = Text(
    "{recipient} har en rad till i saldotabellen ({cell}), så att summorna räknar dess belopp två gånger.",
    "{recipient} has another row in the table of balances ({cell}), so the sums count its amounts twice.",
)
_FILL_ROW = Text(
    "Fyll raden med samma formler som raderna runt om, och kontrollera att summan tar med den.",
    "Fill the row with the same formulas as the rows around it, and check that the sum includes it.",
)
_FILL_CELL = Text(
    "Kopiera formeln från cellen ovanför eller nedanför till {cell}.",
    "Copy the formula from the cell above or below to {cell}.",
)
_REMOVE_ROW = Text("Ta bort den ena raden för {recipient}.", "Delete one of the rows for {recipient}.")
_MEND_SUM = Text(
    "Låt en formel räkna summan av alla rader. Gör den redan det är värdet gammalt: öppna arbetsboken i Excel, räkna om allt "
    "(Ctrl+Alt+F9) och spara.",
    "Let a formula sum all the rows. If it already does, the value is old: open the workbook in Excel, calculate everything "
    "(Ctrl+Alt+F9) and save.",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient left out, figure left out or counted twice, and sum that is wrong for another reason."""
    yield from map(_report_recipient, find_left_out_recipients(ledger))
    yield from map(_report_figure, find_miscounted_figures(ledger))
    yield from map(_report_total, find_wrong_totals(ledger))


def _report_recipient(each: LeftOutRecipient) -> Hit:
    problem = (_NO_FIGURES if each.row else _NO_ROW).bind(recipient=each.recipient)
    shown = list(each.figures.items())[:_NAMED]
    figures = tuple(_FIGURE.bind(heading=each.block.headings[field], amount=Ore(figure)) for field, figure in shown)
    return Hit(
        place=each.block.heading("recipient"), message=_LEFT_OUT, remedy=_FILL_ROW if each.row else None,
        values={"problem": problem, "recipient": each.recipient, "figures": figures}, expected=each.recipient,
        related=(*([cell_of(each.row, "recipient")] if each.row else []), *each.totals),
    )  # fmt: skip


def _report_figure(each: MiscountedFigure) -> Hit:
    cell = cell_of(each.row, each.field if each.times == 0 else "recipient")
    values: dict[str, Value] = {"recipient": each.row.recipient, "right": Ore(each.right), "heading": each.row.block.headings[each.field], "cell": cell.cell}
    message, remedy = (_TWICE, _REMOVE_ROW) if each.times else (_EMPTY, _FILL_CELL)
    return Hit(place=each.total, values=values, message=message, remedy=remedy, related=(cell,))


def _report_total(each: WrongTotal) -> Hit:
    found, right = Ore(each.found), Ore(each.right)
    values: dict[str, Value] = {"heading": each.row.block.headings[each.field], "found": found, "right": right, "difference": Ore(found - right)}
    return Hit(
        place=cell_of(each.row, each.field), values=values, remedy=_MEND_SUM,
        found=found, expected=right, difference=Ore(found - right),
    )  # fmt: skip


RULE = Rule(
    code="FO11",
    name=Text("Saldotabellen tar inte med alla", "The table of balances does not include everyone"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Räkning: summan av alla mottagare är hela fördelningen", "Arithmetic: all recipients together are the whole allocation"),
    message=Text(
        "Summan av {heading} är {found} i saldotabellen, men alla mottagare tillsammans har {right}: skillnaden är {difference}.",
        "The sum of {heading} is {found} in the table of balances, but all recipients together have {right}: the difference is "
        "{difference}.",
    ),
    remedy=Text(
        "Lägg till en rad för {recipient}: i en Excel-tabell, skriv namnet under den sista raden, så följer formlerna med; "
        "kopiera annars raden ovanför. Kontrollera att summan tar med den.",
        "Add a row for {recipient}: in an Excel table, enter its name below the last row and the formulas follow; otherwise "
        "copy the row above. Check that the sum includes it.",
    ),
    why=Text(
        "Pengarna försvinner inte när de flyttas: disponibelt för alla mottagare är tillsammans lika mycket som beviljades. "
        "Får en ny nämnd pengar genom en omfördelning, men ingen rad i saldotabellen, blir summan för liten utan att någon "
        "formel är fel. Detsamma händer när en rad töms. I andra tabeller än mallens kontrolleras de kolumner som betyder "
        "samma sak, och bara om tabellen visar de flesta mottagarna; två tabeller med olika mottagare räknas som en.",
        "Money does not vanish when it is moved: what all recipients may call off is together as much as was allotted. If a "
        "new nämnd gets money through a transfer, but no row in the table of balances, the sum is too small although no "
        "formula is wrong. The same happens when a row is emptied. In other tables than the template's, the columns that "
        "mean the same are checked, and only if the table shows most recipients; two tables with different recipients count "
        "as one.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |

Saldo
| Mottagare | Beviljat | Avropat | ← FO11
|---|---:|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 |
| fritidsnämnden | 6 100 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 |
| Summa | 8 800 000 | 60 000 | ← FO11
""",
    mended=("""
Saldo
| Mottagare | Beviljat | Avropat |
|---|---:|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 |
| fritidsnämnden | 6 100 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 |
| MKB | 1 200 000 | 75 000 |
| Summa | 10 000 000 | 75 000 |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |

Saldo
| Mottagare | Beviljat | Avropat |
|---|---:|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 |
| fritidsnämnden | 6 100 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 |
| MKB | 1 200 000 | 75 000 |
| Summa | 10 000 000 | 75 000 |
""",
    needs=(*BALANCE_FIELDS, "stated_balances.recipient"),
    may_lack=(UNDATED, UNBOOKED, *OUTCOME_FIELDS, "forecasts.recipient", "forecasts.amount", "forecasts.date"),
    check=check,
)
