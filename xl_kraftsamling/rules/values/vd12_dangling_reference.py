"""VD12: a reference names something that does not exist."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import Book, Row, cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import TABLE_BY_NAME, TABLES, Column
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

OWNER = "recipient"


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every reference whose id is on no row of the table that it refers to, or on rows of several lists that number their own."""
    for table in TABLES:
        for column in table.columns:
            if column.refers_to:
                yield from _find_dangling(ledger.book, table.name, column)
                yield from _find_unclear(ledger, table.name, column)


def _find_dangling(book: Book, table: str, column: Column) -> Iterator[Hit]:
    target, _, field = column.refers_to.partition(".")
    rows: Rows[Row] = getattr(book, table)
    targets: Rows[Row] = getattr(book, target)
    named = rows.values_of(column.field) - {None}
    if not named or any(field in unread for unread in targets.values_of("unread")):
        return  # the id that is meant may be one that cannot be read
    for row in rows.pick(rows.column(column.field), named - targets.values_of(field)):
        found = getattr(row, column.field)
        if not _is_told(row, column):
            yield Hit(place=cell_of(row, column.field), values={"found": found, "sheet": TABLE_BY_NAME[target].sheet}, found=found)


def _is_told(row: Row, column: Column) -> bool:
    """Whether the row's recipient is looked up by the reference: that nobody is found by it is told already (VD08)."""
    return OWNER in row.unread and cell_of(row, OWNER) == cell_of(row, column.field)


def _find_unclear(ledger: Ledger, table: str, column: Column) -> Iterator[Hit]:
    target, _, field = column.refers_to.partition(".")
    ids, rows = ledger.ids_of(target), getattr(ledger.book, table)
    for row in rows.pick(rows.column(column.field), ids.restarting):
        found = getattr(row, column.field)
        if len(meant := ids.find(found, row)) > 1:
            places = tuple(cell_of(each, field) for each in meant)
            values = {"found": found, "places": places}
            yield Hit(place=cell_of(row, column.field), values=values, found=found, related=places, message=_UNCLEAR, remedy=_TELL_APART)


_UNCLEAR = Text(
    "”{found}” kan betyda flera rader, {places}, för varje lista har sin egen numrering. Raden kan inte kopplas till det som "
    "den gäller.",
    "“{found}” may mean several rows, {places}, since each list has its own numbers. The row cannot be linked to what it "
    "refers to.",
)
_TELL_APART = Text(
    "Ge raderna id:n som skiljer listorna åt, till exempel med nämndens förkortning före numret, och ange ett av dem här.",
    "Give the rows ids that tell the lists apart, for example with the nämnd's abbreviation before the number, and enter one of them here.",
)

RULE = Rule(
    code="VD12",
    name=Text("Hänvisningen leder ingenstans", "The reference leads nowhere"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    # of the references to be tried only those of call-offs are named: a workbook without outcomes has none to try there
    needs=("interventions.id", "call_offs.id", "call_offs.intervention"),
    may_lack=("call_offs.reverses", "outcomes.intervention"),
    source=Text("Mallens uppbyggnad: ett id pekar ut en rad", "The template's layout: an id points out one row"),
    message=Text(
        "”{found}” finns inte på bladet {sheet}. Raden kan inte kopplas till det som den gäller.",
        "“{found}” is not on the sheet {sheet}. The row cannot be linked to what it refers to.",
    ),
    remedy=Text(
        "Rätta id:t så att det stämmer med bladet {sheet}, eller lägg till raden där om den saknas.",
        "Correct the id so that it matches the sheet {sheet}, or add the row there if it is missing.",
    ),
    why=Text(
        "Ett avrop och en kostnad hör till en insats, och en återföring till ett avrop. Är id:t felskrivet eller raden "
        "borttagen går det inte att se vad pengarna gick till. Överenskommelse kontrolleras inte här: överenskommelserna med "
        "stadskontoret förs inte i arbetsboken.",
        "A call-off and a cost belong to an insats, and a reversal to a call-off. If the id is mistyped or the row was "
        "deleted, it is not possible to see what the money was for. Överenskommelse (agreement) is not checked here: the "
        "agreements with stadskontoret are not kept in the workbook.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-14 | 75 000 | utbetalt | | ← VD12
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | utbetalt | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | MKB | I-1O | 12 000 | ← VD12
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | utbetalt | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | MKB | I-10 | 12 000 |
""", """
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare | Planerat belopp | Status |
|---|---|---|---|---:|---|
| I-14 | Läsfrämjande på lov | kulturnämnden | kulturnämnden | 75 000 | pågår |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | MKB | I-10 | 12 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-20 | kulturnämnden | I-07 | 15 000 | återfört | A-1 |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | kulturnämnden | I-07 | 12 000 |
""",
    check=check,
)
