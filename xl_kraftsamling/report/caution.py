"""The line below figures which says that findings concern them: a figure by itself does not show what it rests on."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.tables import INTERVENTIONS, WAIVERS
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.table import wrap_paragraph
from xl_kraftsamling.verdict import Verdict

_NAMED = 3  # places that the line names; the check lists them all
_FAMILIES = ("ST", "VD", "TD")
_QUESTION = "ST12"
_NO_FIGURES = (INTERVENTIONS.name, WAIVERS.name)
"""The tables of which no figure of a balance is made."""

_ONE = Text(
    "Obs: en avvikelse berör det som visas här: {places}. Kontrollera arbetsboken för att se vad man gör åt den.",
    "Note: one finding affects what is shown here: {places}. Check the workbook to see what to do about it.",
)
_SEVERAL = Text(
    "Obs: {n} avvikelser berör det som visas här: {places}{more}. Kontrollera arbetsboken för att se vad man gör åt dem.",
    "Note: {n} findings affect what is shown here: {places}{more}. Check the workbook to see what to do about them.",
)


def describe_caution(verdict: Verdict, lang: str) -> str | None:
    """One line that names the findings which concern a workbook's figures; None where there are none.

    These are errors of the structure, the values and the allocations, and readings that are asked about (ST12).
    """
    found = list(find_concerning(verdict))
    if not found:
        return None
    places = tuple(f"{each.rule.code} {each.hit.place.address if each.hit.place else ''}".rstrip() for each in found[:_NAMED])
    more = Text(" och {n} till", " and {n} more").bind(n=Count(len(found) - _NAMED)) if len(found) > _NAMED else ""
    return (_SEVERAL if len(found) > 1 else _ONE).fill(lang, {"n": Count(len(found)), "places": places, "more": more})


def render_caution(caution: str | None, width: int) -> Iterator[str]:
    """The caution as lines of text below others; none where there is none."""
    if caution:
        yield from ("", *wrap_paragraph(caution, width))


def find_concerning(verdict: Verdict) -> Iterator[Finding]:
    """The findings that concern a workbook's figures: errors of the structure, the values and the allocations, and questions."""
    other_sheets = _list_sheets_without_figures(verdict.ledger.book)
    for each in verdict.findings:
        is_grave = each.severity is Severity.ERROR and each.rule.code.startswith(_FAMILIES)
        if (is_grave or each.rule.code == _QUESTION) and not each.waived and not (each.hit.place and each.hit.place.sheet in other_sheets):
            yield each


def _list_sheets_without_figures(book: Book) -> set[str]:
    """The sheets that only hold tables of which no figure is made."""
    sheets = {name: {block.sheet for block in blocks} for name, blocks in book.blocks.items()}
    with_figures = set[str]().union(*(names for table, names in sheets.items() if table not in _NO_FIGURES))
    return set[str]().union(*sheets.values()) - with_figures
