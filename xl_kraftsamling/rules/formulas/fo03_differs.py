"""FO03: a formula differs from those that are copied in its column or row."""

from collections.abc import Iterator

from xl_kraftsamling.domain.formula_facts import Cells, Deviation, RangeComparison
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import ShownFormula, Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every formula that is no copy of those beside or below it; others that differ in the same way right beside it are among the related."""
    facts = ledger.book.formula_facts
    for each in facts.differing_formulas:
        values: dict[str, Value] = {"found": ShownFormula(each.found), "expected": ShownFormula(each.expected)}
        yield Hit(
            place=each.places[0], values=values | _name_parts(each), message=_choose_message(each),
            found=each.found, expected=each.expected, proposal=each.expected, related=each.places[1:], copied_from=each.model,
            severity=Severity.NOTE if each.places[0].sheet in facts.sheets_apart else None,
        )  # fmt: skip


def _choose_message(each: Deviation) -> Text | None:
    """What the formula and the copies take in; where that says nothing, the rule's own message or its like for a row."""
    match each.comparison:
        case RangeComparison(found=Cells() as found, expected=Cells() as expected) if found.first != found.last or expected.first != expected.last:
            return _OTHER_CELLS
        case RangeComparison(found=None, expected=Cells()):
            return _TOO_FEW
        case RangeComparison(found=Cells(), expected=None):
            return _TOO_MANY
    return _IN_ROW if each.is_sideways else None


def _name_parts(each: Deviation) -> dict[str, Value]:
    """The words for the copies and the cells concerned, and for what each takes in."""
    if each.comparison is None:
        return {}
    found, expected = each.comparison.found, each.comparison.expected
    here = Cells(each.places[0], each.places[-1])
    return {
        "models": _AT[each.is_sideways].bind(lines=_name_lines(each.comparison.models, are_columns=each.is_sideways)),
        "here": _AT[each.is_sideways].bind(lines=_name_lines(here, are_columns=each.is_sideways)),
        "wrong": _name_cells(found, expected) if found else None,
        "right": _name_cells(expected, found) if expected else None,
    }


def _name_cells(cells: Cells, others: Cells | None) -> Value:
    """Cells by their rows or columns, in which they differ from others; by their names where they differ in both."""
    first, last = cells
    if others and (first.column, last.column) == (others.first.column, others.last.column):
        return _name_lines(cells, are_columns=False)
    if others and (first.row, last.row) == (others.first.row, others.last.row):
        return _name_lines(cells, are_columns=True)
    return f"{first.cell}:{last.cell}" if first != last else first.cell


def _name_lines(cells: Cells, *, are_columns: bool) -> Text:
    """“rad 5–11” or “kolumn B–E”."""
    ends = [column_letters(each.column) if are_columns else str(each.row) for each in cells]
    if ends[0] == ends[1]:
        return (_COLUMN if are_columns else _ROW).bind(n=ends[0])
    return (_COLUMNS if are_columns else _ROWS).bind(first=ends[0], last=ends[1])


_ROW, _COLUMN = Text("rad {n}", "row {n}"), Text("kolumn {n}", "column {n}")
_ROWS, _COLUMNS = Text("rad {first}–{last}", "rows {first}–{last}"), Text("kolumn {first}–{last}", "columns {first}–{last}")
_AT = Text("på {lines}", "in {lines}"), Text("i {lines}", "in {lines}")  # a row, a column
_OTHER_CELLS = Text(
    "Formeln {models} tar med {right}, men den {here} tar med {wrong}. Den är {found} och skulle efter de andra vara {expected}.",
    "The formula {models} takes in {right}, but the one {here} takes in {wrong}. It is {found} and by the others would be {expected}.",
)
_TOO_FEW = Text(
    "Formeln {found} tar inte med {right}, som den {models} gör. Efter de andra skulle den vara {expected}.",
    "The formula {found} leaves out {right}, unlike the one {models}. By the others it would be {expected}.",
)
_TOO_MANY = Text(
    "Formeln {found} tar också med {wrong}, som den {models} inte gör. Efter de andra skulle den vara {expected}.",
    "The formula {found} also takes in {wrong}, unlike the one {models}. By the others it would be {expected}.",
)
_IN_ROW = Text(
    "Formeln {found} är en annan än i radens övriga kolumner, där den skulle vara {expected}.",
    "The formula {found} is another than in the row's other columns, by which it would be {expected}.",
)


RULE = Rule(
    code="FO03",
    name=Text("Formeln avviker från sin kolumn eller rad", "The formula differs from its column or row"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Hur Excel kopierar: samma formel på varje rad", "How Excel copies: the same formula in every row"),
    message=Text(
        "Formeln {found} är en annan än på kolumnens övriga rader, där den skulle vara {expected}.",
        "The formula {found} is another than in the column's other rows, by which it would be {expected}.",
    ),
    remedy=Text(
        "Jämför med cellerna intill. Är skillnaden ett misstag, kopiera formeln därifrån så att den blir {expected}.",
        "Compare with the cells beside it. If the difference is a mistake, copy the formula from there so that it becomes "
        "{expected}.",
    ),
    why=Text(
        "Formler jämförs efter var deras celler ligger i förhållande till formeln, så att kopior är lika på alla rader och i alla "
        "kolumner. En formel som avviker pekar ofta på fel kolumn eller fel rad efter en sortering eller en infogad rad, eller har ett "
        "område som börjar eller slutar på ett annat ställe än i cellerna intill. I en kolumn där nästan alla rader har samma formel "
        "räknas varje annan formel; annars bara en formel som med en enda ändring vore en kopia. Första raden i ett löpande saldo, "
        "formler som återkommer med jämna mellanrum och formler som grannen också har är avsiktliga och kontrolleras inte. Skiljer sig "
        "bara ett inskrivet tal står det i FO04.",
        "Formulas are compared by where their cells are in relation to the formula, so that copies are the same on all rows and in all "
        "columns. A formula that differs often points to the wrong column or row after a sort or an inserted row, or has a range that "
        "begins or ends elsewhere than in the cells beside it. In a column where nearly every row has the same formula any other counts; "
        "elsewhere only one that a single change would make a copy. The first row of a running balance, formulas that come back at equal "
        "distances and formulas that the neighbouring cell has too are intentional and not checked. If only a number differs, it is "
        "reported as FO04.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C3 | ← FO03
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |

Kvartal
| Post | Kvartal 1 | Kvartal 2 | Kvartal 3 | Kvartal 4 |
|---|---:|---:|---:|---:|
| Hyror | 10 | 20 | 30 | 40 |
| Löner | 50 | 60 | | 80 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) | =SUM(D2:D2) | =SUM(E2:E3) | ← FO03
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C4 |
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |

Kvartal
| Post | Kvartal 1 | Kvartal 2 | Kvartal 3 | Kvartal 4 |
|---|---:|---:|---:|---:|
| Hyror | 10 | 20 | 30 | 40 |
| Löner | 50 | 60 | | 80 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) | =SUM(D2:D3) | =SUM(E2:E3) |
""",),
    good="""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C4 |
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |
""",
    needs=("workings",),
    check=check,
)
