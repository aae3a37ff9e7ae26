"""What stands on the sheet Kontroll and in the notes at the cells, whether the button writes them or the command line."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from xl_kraftsamling import __version__
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, shown
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.text import summary
from xl_kraftsamling.verdict import Verdict

TITLE = "Kraftsamling"
"""The first line of a note, and its author: by these a note of ours is known from one of the user's own."""

MOST = 5
"""Findings that one note tells of; the rest of a cell's findings are counted, and stand on Kontroll."""

_ALL_IN_ONE_LINE = 10_000
_CHECKED = Text("Kontrollerad {time}", "Checked {time}")
_PROFILE = Text("profil {profile}", "profile {profile}")
_AS_OF = Text("avstämt {day}", "as of {day}")
_WAIVED = Text(" (undantag)", " (waived)")
_REST = Text("… och {n} till.", "… and {n} more.")
_MORE = Text("Mer på bladet {sheet}.", "More on the sheet {sheet}.")


def verdict_in_words(verdict: Verdict, lang: str) -> list[str]:
    """The verdict, the counts of the findings, and the rules tried and not tried, a sentence each."""
    return list(summary(verdict, lang, _ALL_IN_ONE_LINE, lambda words, _role: words))


def circumstances(verdict: Verdict, lang: str, now: datetime) -> list[str]:
    """When, by what and how strictly the workbook was checked, and the date of its balances."""
    return [
        _CHECKED.fill(lang, {"time": f"{now:%Y-%m-%d %H:%M}"}),
        f"kraftsamling {__version__}",
        _PROFILE.fill(lang, {"profile": verdict.profile}),
        _AS_OF.fill(lang, {"day": verdict.ledger.as_of}),
    ]


def rows(verdict: Verdict, lang: str) -> list[tuple[str, ...]]:
    """The findings in the order in which they are shown everywhere: a text for each column of the sheet."""
    return [_row(finding, lang) for finding in verdict.findings]


def _row(finding: Finding, lang: str) -> tuple[str, ...]:
    hit, place = finding.hit, finding.hit.place or Place("")
    return (
        finding.rule.code, severity(finding, lang), place.sheet, place.cell or "", finding.message(lang),
        shown(hit.found, lang), shown(hit.expected, lang), finding.remedy(lang),
    )  # fmt: skip


def severity(finding: Finding, lang: str) -> str:
    """How grave a finding is, as a symbol and a word."""
    waived = _WAIVED.fill(lang, {}) if finding.waived else ""
    return f"{finding.severity.symbol} {finding.severity.text.fill(lang, {})}{waived}"


def headline(finding: Finding, lang: str) -> str:
    """A finding in one line: how grave it is, its code and its name."""
    return f"{severity(finding, lang)} {finding.rule.code}: {finding.rule.name.fill(lang, {})}"


def by_cell(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """The findings that stand, by the cells that they point to; what points to a whole sheet or is waived has none."""
    cells: dict[Place, list[Finding]] = {}
    for finding in findings:
        if finding.hit.place and finding.hit.place.row and not finding.waived:
            cells.setdefault(finding.hit.place, []).append(finding)
    return cells


def note(lines: Iterable[str], sheet: str, lang: str) -> str:
    """A note with these lines, which says on which sheet there is more."""
    return "\n".join((TITLE, *lines, _MORE.fill(lang, {"sheet": sheet})))


def notes(findings: Iterable[Finding], sheet: str, lang: str) -> dict[Place, tuple[Severity, str]]:
    """For each cell the gravest severity of its findings, and a note that tells what is wrong and what to do."""
    gravest = list(Severity).index
    return {
        place: (min((each.severity for each in found), key=gravest), note(_told(found, lang), sheet, lang))
        for place, found in by_cell(findings).items()
    }


def _told(findings: list[Finding], lang: str) -> Iterator[str]:
    for finding in findings[:MOST]:
        yield from (headline(finding, lang), f"→ {finding.remedy(lang)}")
    if len(findings) > MOST:
        yield _REST.fill(lang, {"n": len(findings) - MOST})
