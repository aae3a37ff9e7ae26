"""BE05: the year, the § or a reference of the workbook is not that of the decision that its diarienummer names."""

import re
from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.decision_choice import find_named
from xl_kraftsamling.domain.decision_points import Adoption
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.references import differs_from_decision
from xl_kraftsamling.domain.tables import ALLOCATIONS, RECORD
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_HEADINGS = {column.field: column.heading for column in (*RECORD.columns, *ALLOCATIONS.columns)}


def check(ledger: Ledger) -> Iterator[Hit]:
    """The cells that differ, where the diarienummer names the decision that the workbook follows."""
    record, decision = ledger.book.record, ledger.decision
    number = record.get("case_number")
    # one that names no known decision is BE02's, or not tried: the decision is then chosen by the very year compared here
    if number is None or not find_named([number.value or ""], [decision]):
        return
    for name, expected in (("section", decision.section), ("year", str(decision.year))):
        entry = record.get(name)
        if entry and entry.value and _lacks_number(entry.value, expected):
            yield _make_hit(name, entry.place, entry.value, expected)
    if decision.adoption:
        yield from _compare_adoption(ledger, decision.adoption)
    for row in ledger.book.allocations:
        if differs_from_decision(ledger, row.reference):
            yield _make_hit("reference", cell_of(row, "reference"), row.reference, decision.reference)


def _compare_adoption(ledger: Ledger, adoption: Adoption) -> Iterator[Hit]:
    """What the workbook says of kommunstyrelsen's decision, where the decision's file says otherwise."""
    section, decided = (ledger.book.record.get(name) for name in ("executive_section", "decided_on"))
    if section and section.value and _lacks_number(section.value, adoption.section):
        yield _make_hit("executive_section", section.place, section.value, adoption.section)
    if decided and decided.value and decided.value != adoption.day:
        yield _make_hit("decided_on", decided.place, decided.value, adoption.day)


def _lacks_number(text: str, expected: str) -> bool:
    """Whether a text names none of the numbers of another: § 266 is also written 266, or 266 §."""
    numbers = re.findall(r"\d+", expected)
    return bool(numbers) and set(numbers).isdisjoint(re.findall(r"\d+", text))


def _make_hit(name: str, place: Place, found: Value, expected: Value) -> Hit:
    return Hit(place=place, values={"entry": _HEADINGS[name], "found": found, "expected": expected}, found=found, expected=expected)


RULE = Rule(
    code="BE05",
    name=Text("Uppgiften stämmer inte med beslutet", "The entry does not match the decision"),
    severity=Severity.WARNING,
    needs=("decision", "record.case_number", "record.section", "record.year"),
    may_lack=("allocations.reference", "record.executive_section", "record.decided_on"),
    source=Text(
        "God diarieföring: ett beslut följs till sin källa", "Good record keeping: a decision is traced to its source"
    ),
    message=Text(
        "{entry} är ”{found}”, men i det beslut som diarienumret anger är det {expected}.",
        "{entry} is “{found}”, but in the decision that the case number names it is {expected}.",
    ),
    remedy=Text(
        "Skriv {expected}. Hör arbetsboken till ett annat beslut: rätta diarienumret i stället.",
        "Enter {expected}. If the workbook belongs to another decision, correct the case number instead.",
    ),
    why=Text(
        "Diarienumret avgör vilket beslut arbetsboken jämförs med. Om året, paragrafen eller en beslutsreferens avviker är "
        "antingen de eller diarienumret fel, och då kan beloppen ha jämförts med fel beslut. I en beslutsreferens godtas "
        "både förslagets och kommunstyrelsens paragraf, och en referens utan diarienummer och paragraf kontrolleras inte. En "
        "tom uppgift visas som BE02. Kommunstyrelsens datum och paragraf jämförs med beslutets fil, när de är införda där.",
        "The case number decides which decision the workbook is compared with. If the year, the § or a decision reference "
        "differs, either they or the case number are wrong, and the amounts may have been compared with the wrong decision. "
        "A reference may give the § of the proposal or that of kommunstyrelsen, and a reference with neither a case number "
        "nor a § is not checked. An empty entry is shown as BE02. Kommunstyrelsen's date and § are compared with the "
        "decision's file, if they are entered there.",
    ),
    bad="""
Beslut
| Uppgift | Värde |
|---|---|
| Paragraf | § 265 | ← BE05
| År | 2025 | ← BE05

Tilldelning
| Mottagare | Beslutsreferens |
|---|---|
| kulturnämnden | STK-2025-999 § 1 | ← BE05
| MKB | STK-2026-580 § 12, punkt 1 | ← BE05
""",
    mended=("""
Beslut
| Uppgift | Värde |
|---|---|
| Paragraf | § 266 |
| År | 2026 |

Tilldelning
| Mottagare | Beslutsreferens |
|---|---|
| kulturnämnden | STK-2026-580 § 266 |
| MKB | STK-2026-580 § 266 |
""",),
    good="""
Beslut
| Uppgift | Värde |
|---|---|
| Paragraf | 266 |
| Kommunstyrelsens paragraf | § 187 |

Tilldelning
| Mottagare | Beslutsreferens |
|---|---|
| förskolenämnden | punkt 1 |
| kulturnämnden | STK-2026-580 § 187 |
| MKB | Se §266, STK-2026-580 (förslaget) |
""",
    check=check,
)
