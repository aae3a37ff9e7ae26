"""What is right in a workbook, in sentences: each rests on rules that were all tried in full and found nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.verdict import Verdict


class _Statement(NamedTuple):
    """A sentence, the rules that it rests on, and the table without whose rows it says nothing."""

    text: Text
    codes: tuple[str, ...]
    table: str


def list_right(verdict: Verdict, lang: str) -> Iterator[str]:
    """The sentences that hold."""
    found = {finding.rule.code for finding in verdict.findings}
    clean = {code for code in verdict.tried if code not in found}
    for each in _STATEMENTS:
        if clean.issuperset(each.codes) and getattr(verdict.ledger.book, each.table):
            yield each.text.fill(lang, {})


_STATEMENTS = (
    _Statement(Text("Varje mottagares tilldelning är den som beslutet anger, och summan stämmer.",
                    "Every recipient's allocation is what the decision states, and their sum is right."),
               ("TD01", "TD02", "TD03", "TD05"), "allocations"),
    _Statement(Text("Alla belopp, datum, namn och statusord gick att läsa, och inget obligatoriskt saknas.",
                    "All amounts, dates, names and status words could be read, and nothing that is required is missing."),
               ("VD01", "VD02", "VD04", "VD06", "VD08", "VD10", "VD13"), "allocations"),
    _Statement(Text("Pengarna går ihop: allt som är disponibelt är tillsammans det som är beviljat, och är förbrukat, avropat eller kvar.",
                    "The money adds up: all that is disposable is together what is allotted, and is spent, called off or left."),
               ("TD06",), "allocations"),
    _Statement(Text("Ingen har vid något tillfälle avropat mer än vad som då var disponibelt.",
                    "Nobody has at any time called off more than was disposable then."),
               ("AV01", "AV02", "AV11"), "call_offs"),
    _Statement(Text("Varje omfördelning har en överenskommelse med rätt part, daterad i tid och stor nog.",
                    "Every transfer has an agreement with the right party, dated in time and large enough."),
               ("OM01", "OM02", "OM03", "OM18", "OM19"), "transfers"),
    _Statement(Text("Ingen omfördelning är större än vad givaren kunde avstå.",
                    "No transfer is larger than what its donor could cede."),
               ("OM04", "OM05", "OM07"), "transfers"),
    _Statement(Text("Ingen har ett utfall som är större än det som är avropat.",
                    "Nobody has an outcome that is larger than what is called off."),
               ("UT01",), "outcomes"),
    _Statement(Text("Summorna i arbetsboken omfattar alla rader, och inga formler är överskrivna.",
                    "The sums of the workbook cover all rows, and no formulas are written over."),
               ("FO02", "FO05", "FO10", "ST08"), "allocations"),
)  # fmt: skip
