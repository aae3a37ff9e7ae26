"""BE04: kommunstyrelsen's decision is dated before the meeting that proposed it, or after the date."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_BEFORE = Text("före sammanträdet som föreslog det, {limit}", "before the meeting that proposed it, on {limit}")
_AFTER = Text("efter avstämningsdatumet {limit}", "after the as-of date {limit}")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of the decision, where it cannot be right; the same day as the meeting, or as the date, is right."""
    decided, stated = ledger.decided_on, ledger.book.record.get("meeting")
    # the workbook's own date too: for a decision that the program does not know there is no other
    meetings = [day for day in (ledger.decision.meeting, stated.value if stated else None) if day]
    if decided and meetings and decided < max(meetings):
        # no date that is compared with this one can be judged: every cost and payment would seem to come after it
        values: dict[str, Value] = {"decided": decided, "fault": _BEFORE.bind(limit=max(meetings))}
        yield _make_hit(ledger, values, max(meetings), leaves_unknown="record.decided_on")
    elif decided and decided > ledger.as_of:
        yield _make_hit(ledger, {"decided": decided, "fault": _AFTER.bind(limit=ledger.as_of)}, ledger.as_of)


def _make_hit(ledger: Ledger, values: dict[str, Value], limit: Value, leaves_unknown: str | None = None) -> Hit:
    # the decision's file may have the date instead: it belongs in the cell all the same
    return Hit(place=ledger.book.record["decided_on"].place, values=values, found=values["decided"], expected=limit, leaves_unknown=leaves_unknown)


RULE = Rule(
    code="BE04",
    name=Text("Kommunstyrelsens beslutsdatum kan inte stämma", "The date of kommunstyrelsen's decision cannot be right"),
    severity=Severity.WARNING,
    needs=("record.case_number", "record.decided_on"),
    may_lack=("record.meeting",),
    source=Text(
        "Beslutet: ”Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen besluta”",
        "The decision: “Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen besluta” (proposes)",
    ),
    message=Text(
        "Kommunstyrelsens beslut är daterat {decided}, {fault}.",
        "Kommunstyrelsen's decision is dated {decided}, {fault}.",
    ),
    remedy=Text(
        "Rätta Kommunstyrelsens beslutsdatum enligt protokollet, på bladet Beslut eller i beslutets fil. Är beslutet inte "
        "fattat än: lämna cellen tom och låt Status vara förslag. Stämmer datumet: kontrollera Sammanträdesdatum och "
        "Avstämningsdatum.",
        "Correct Kommunstyrelsens beslutsdatum (the date of the decision) from the minutes, on the sheet Beslut or in the "
        "decision's file. If the decision has not been made yet, leave the cell empty and Status as förslag. If the date is "
        "right, check Sammanträdesdatum (the meeting) and Avstämningsdatum (the as-of date).",
    ),
    why=Text(
        "Arbetsutskottet föreslår och kommunstyrelsen beslutar, så beslutet kan inte vara äldre än förslaget. Ett datum "
        "efter avstämningsdatumet hör till ett beslut som då inte är fattat. Oftast är årtalet felskrivet. Ett sådant datum "
        "döljer annat: ingen kostnad och ingen utbetalning ser ut att komma före ett beslut som tycks vara ett år gammalt. "
        "De kontroller som jämför med datumet visas därför som ej prövade.",
        "The committee (arbetsutskottet) proposes and kommunstyrelsen decides, so the decision cannot be older than the "
        "proposal. A date after the as-of date belongs to a decision that has not been made by then. Most often the year is "
        "mistyped. Such a date hides other things: no cost and no payment seems to come before a decision that looks a year "
        "old. The rules that compare with the date are therefore shown as not tried.",
    ),
    bad="""
Beslut
| Uppgift | Värde |
|---|---|
| Kommunstyrelsens beslutsdatum | 2025-05-20 | ← BE04
""",
    mended=("""
Beslut
| Uppgift | Värde |
|---|---|
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""", """
Beslut
| Uppgift | Värde |
|---|---|
| Status | förslag |
| Kommunstyrelsens paragraf |  |
| Kommunstyrelsens beslutsdatum |  |
"""),
    good="""
Beslut
| Uppgift | Värde |
|---|---|
| Sammanträdesdatum | 2026-04-20 |
| Kommunstyrelsens beslutsdatum | 2026-04-20 |
""",
    check=check,
)
