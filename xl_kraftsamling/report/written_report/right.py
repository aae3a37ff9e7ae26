"""What is right in a workbook, in sentences: each rests on rules that were all tried in full and found nothing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.status_words import BINDING, LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.verdict import Verdict


class _Statement(NamedTuple):
    """A sentence, the rules that it rests on, and what finds whether the workbook has rows that it says something about."""

    text: Text
    codes: tuple[str, ...]
    has_rows: Callable[[Book], bool]


def list_right(verdict: Verdict, lang: str) -> Iterator[str]:
    """The sentences that hold."""
    found = {finding.rule.code for finding in verdict.findings}
    clean = {code for code in verdict.tried if code not in found}
    for each in _STATEMENTS:
        if clean.issuperset(each.codes) and each.has_rows(verdict.ledger.book):
            yield each.text.fill(lang, {})


def _has_allocations(book: Book) -> bool:
    return bool(book.allocations)


def _has_call_offs(book: Book) -> bool:
    return bool(book.call_offs)


def _has_agreed_transfers(book: Book) -> bool:
    return any(row.status in BINDING for row in book.transfers)


def _has_live_transfers(book: Book) -> bool:
    return any(row.status in LIVE for row in book.transfers)


def _has_outcomes(book: Book) -> bool:
    return bool(book.outcomes)


_STATEMENTS = (
    _Statement(Text("Varje mottagares tilldelning är den som beslutet anger, och summan stämmer.",
                    "Every recipient's allocation is what the decision states, and their sum is right."),
               ("TD01", "TD02", "TD03", "TD05"), _has_allocations),
    _Statement(Text("Alla belopp, datum, namn och statusord gick att läsa, och inget obligatoriskt saknas.",
                    "All amounts, dates, names and status words could be read, and nothing that is required is missing."),
               ("VD01", "VD02", "VD04", "VD06", "VD08", "VD10", "VD13", "FO01", "FO08", "ST12"), _has_allocations),
    _Statement(Text("Pengarna går ihop: allt som är disponibelt är tillsammans det som är beviljat, och är förbrukat, avropat eller kvar.",
                    "The money adds up: all that is disposable is together what is allotted, and is spent, called off or left."),
               ("TD06",), _has_allocations),
    _Statement(Text("Ingen har vid något tillfälle avropat mer än vad som då var disponibelt.",
                    "Nobody has at any time called off more than was disposable then."),
               ("AV01", "AV02", "AV11"), _has_call_offs),
    _Statement(Text("Varje omfördelning som är överenskommen eller bokförd har en överenskommelse med rätt part, daterad i tid och stor nog.",
                    "Every transfer that is agreed or booked has an agreement with the right party, dated in time and large enough."),
               ("OM01", "OM02", "OM03", "OM18", "OM19"), _has_agreed_transfers),
    _Statement(Text("Ingen omfördelning som är begärd, överenskommen eller bokförd är större än vad givaren kunde avstå.",
                    "No transfer that is requested, agreed or booked is larger than what its donor could cede."),
               ("OM04", "OM05", "OM07"), _has_live_transfers),
    _Statement(Text("Ingen har ett utfall som är större än det som är avropat.",
                    "Nobody has an outcome that is larger than what is called off."),
               ("UT01",), _has_outcomes),
    _Statement(Text("Ingen summa i arbetsboken utelämnar rader, och ingen formel är överskriven.",
                    "No sum of the workbook leaves rows out, and no formula is written over."),
               ("FO02", "FO05", "FO10", "ST08"), _has_allocations),
)  # fmt: skip
