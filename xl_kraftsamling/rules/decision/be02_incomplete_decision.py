"""BE02: the decision lacks something that it is traced by, or its diarienummer has the wrong form."""

import re
from collections.abc import Iterator

from xl_kraftsamling.domain.book import DECISION_FIELDS, Entry, is_decision_recorded
from xl_kraftsamling.domain.decision import CASE_NUMBER
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_ALWAYS = ("case_number", "section", "year")
_HEADINGS = {column.field: column.heading for column in RECORD.columns}


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every required value that is missing in Beslut, and a diarienummer of another form."""
    record = ledger.book.record
    for name in (*_ALWAYS, *(("decided_on",) if is_decision_recorded(record) else ())):
        entry = record.get(name)
        if entry and not entry.unread:
            yield from _report_missing(name, entry)


def _report_missing(name: str, entry: Entry) -> Iterator[Hit]:
    heading = _HEADINGS[name]
    if entry.value is None:
        yield Hit(place=entry.place, values={"entry": heading, "fault": Text("saknas", "is missing"), "written": ""})
    elif name == "case_number" and not CASE_NUMBER.fullmatch(entry.value):
        fault = Text("har inte rätt form", "does not have the right form")
        tidy = re.sub(r"[\s/]+", "-", entry.value.strip())
        yield Hit(
            place=entry.place,
            values={"entry": heading, "fault": fault, "written": f": {entry.value}"},
            found=entry.value,
            proposal=tidy if CASE_NUMBER.fullmatch(tidy) else None,
        )


RULE = Rule(
    code="BE02",
    name=Text("Beslutet är ofullständigt angivet", "The decision is not fully identified"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("record.case_number", "record.section", "record.year", *DECISION_FIELDS),
    source=Text(
        "God diarieföring: ett beslut kan följas till sin källa",
        "Good record keeping: a decision can be traced to its source",
    ),
    message=Text(
        "{entry} {fault}{written}. Då går det inte att följa pengarna till beslutet.",
        "{entry} {fault}{written}. The money can then not be traced to the decision.",
    ),
    remedy=Text(
        "Fyll i uppgiften som i protokollet. Ett diarienummer skrivs som STK-2026-580: bokstäver, år och nummer med "
        "bindestreck emellan.",
        "Enter it as in the minutes. A case number is written like STK-2026-580: letters, year and number with hyphens "
        "between.",
    ),
    why=Text(
        "Varje krona ska kunna följas till det beslut som beviljade den. Till det behövs diarienummer, paragraf och år, och "
        "när kommunstyrelsens beslut är registrerat (Status beslut eller en ifylld paragraf) även dess datum. Diarienumret "
        "avgör dessutom vilket beslut som tilldelningen jämförs med. Är det skrivet på annat sätt görs ingen gissning, utan "
        "tilldelningen jämförs med beslutet för arbetsbokens år.",
        "Every krona should be traceable to the decision that granted it. That takes the case number, the § and the year, "
        "and, once kommunstyrelsen's decision is recorded (status beslut, or its § is entered), its date as well. The case "
        "number also decides which decision the allocations are compared with. If it is written in another way nothing is "
        "guessed: the allocations are compared with the decision of the workbook's year.",
    ),
    bad="""
Beslut
| Uppgift | Värde |
|---|---|
| Diarienummer | STK 2026/580 | ← BE02
| Paragraf | | ← BE02
| Kommunstyrelsens beslutsdatum | | ← BE02
""",
    mended=("""
Beslut
| Uppgift | Värde |
|---|---|
| Diarienummer | STK-2026-580 |
| Paragraf | § 266 |
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""",),
    good="""
Beslut
| Uppgift | Värde |
|---|---|
| Diarienummer | STK-2026-580 |
| Paragraf | § 266 |
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""",
    check=check,
)
