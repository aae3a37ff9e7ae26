"""The texts of the sheet Kontroll and of the notes at the cells, the same whether the button or the command line writes them."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from xl_kraftsamling import __version__
from xl_kraftsamling.domain.finding_notes import compose_note
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.summary import describe_rest, describe_result
from xl_kraftsamling.report.tasks import format_cells, list_cells
from xl_kraftsamling.verdict import Verdict

MAX_FINDINGS_PER_NOTE = 5
"""Findings that one note lists; the rest of a cell's findings are counted, and are on Kontroll."""

_CHECKED = Text("Kontrollerad {time}", "Checked {time}")
_PROFILE = Text("profil {profile}", "profile {profile}")
_AS_OF = Text("avstämt {day}", "as of {day}")
_REST = Text("… och {n} till.", "… and {n} more.")


def describe_verdict(verdict: Verdict, lang: str) -> list[str]:
    """The verdict, the counts of the findings, and the rules tried and not tried, a sentence each."""
    return [describe_result(verdict, lang), *describe_rest(verdict, lang)]


def describe_run(verdict: Verdict, lang: str, now: datetime) -> list[str]:
    """When, by what and how strictly the workbook was checked, the date of its balances, and the files beside it."""
    return [
        _CHECKED.fill(lang, {"time": f"{now:%Y-%m-%d %H:%M}"}),
        f"kraftsamling {__version__}",
        _PROFILE.fill(lang, {"profile": verdict.profile}),
        _AS_OF.fill(lang, {"day": verdict.ledger.as_of}),
        *(companion.effect.fill(lang, {}).rstrip(".") for companion in verdict.ledger.book.companions),
    ]


_WAIVED = Text(" (undantag)", " (waived)")
_ALSO_IN_ONE = Text("Detsamma gäller {cells}.", "So it is in {cells}.")
_ALSO = Text("Detsamma gäller {n} celler till: {cells}.", "So it is in {n} more cells: {cells}.")
_MAX_CELLS = 40


def format_severity(finding: Finding, lang: str) -> str:
    """The severity of a finding as a symbol and a word, with a note if it is waived."""
    waived = _WAIVED.fill(lang, {}) if finding.waived else ""
    return f"{finding.severity.symbol} {finding.severity.text.fill(lang, {})}{waived}"


def compose_message(finding: Finding, lang: str) -> str:
    """What is wrong, and why; where it is said once for several cells, which the others are."""
    sheet = finding.hit.place.sheet if finding.hit.place else ""
    others = [place for place in list_cells(finding) if place != finding.hit.place]
    return add_cells(finding.message(lang), others, sheet, lang)


def add_cells(message: str, others: Sequence[Place], sheet: str, lang: str) -> str:
    """A message with the other cells that it is about; those of its own sheet without the name of it."""
    if not others:
        return message
    cells = format_cells(others, sheet, lang, most=_MAX_CELLS)
    return f"{message} {(_ALSO_IN_ONE if len(others) == 1 else _ALSO).fill(lang, {'n': Count(len(others)), 'cells': cells})}"


def format_finding_row(finding: Finding, lang: str) -> tuple[str, ...]:
    """A finding as a text for every column of the sheet."""
    hit, place = finding.hit, finding.hit.place or Place("")
    return (
        finding.rule.code, format_severity(finding, lang), place.sheet, place.cell or "", compose_message(finding, lang),
        format_value(hit.found, lang), format_value(hit.expected, lang),
        sys.intern(finding.remedy(lang)),  # what very many findings say alike is kept once
    )  # fmt: skip


def format_finding_title(finding: Finding, lang: str) -> str:
    """A finding in one line: its severity, code and name."""
    return f"{format_severity(finding, lang)} {finding.rule.code}: {finding.rule.name.fill(lang, {})}"


def group_by_cell(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """The findings by the cell that they point to; left out are waived ones, and those about a whole sheet or workbook.

    So is what was not tried because of another finding at the cell, whose note says what is to be done.
    """
    cells: dict[Place, list[Finding]] = {}
    for finding in findings:
        # a place without a row is a whole sheet
        if finding.hit.place and finding.hit.place.row and not finding.waived:
            at_cell = cells.setdefault(finding.hit.place, [])
            if not at_cell or finding.severity is not Severity.NOT_TRIED:
                at_cell.append(finding)
    return cells


def list_notes(findings: Iterable[Finding], sheet: str | None, lang: str) -> dict[Place, tuple[Severity, Callable[[], str]]]:
    """For each cell the gravest severity of its findings, and what composes the text of a note: what is wrong and what to do.

    Of a hundred thousand cells few get a note, so a text is only composed for a cell that does.
    """
    gravest = list(Severity).index
    return {
        place: (min((each.severity for each in found), key=gravest), partial(_compose_note, found, sheet, lang))
        for place, found in group_by_cell(findings).items()
    }


def _compose_note(findings: list[Finding], sheet: str | None, lang: str) -> str:
    return compose_note(_note_lines(findings, lang), sheet, lang)


def _note_lines(findings: list[Finding], lang: str) -> Iterator[str]:
    for finding in findings[:MAX_FINDINGS_PER_NOTE]:
        yield from (format_finding_title(finding, lang), f"→ {finding.remedy(lang)}")
    if len(findings) > MAX_FINDINGS_PER_NOTE:
        yield _REST.fill(lang, {"n": Count(len(findings) - MAX_FINDINGS_PER_NOTE)})
