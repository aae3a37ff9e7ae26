"""The findings of a workbook as a person reads them: by sheet, cell first, what is wrong, and what to do about it."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report import Paint
from xl_kraftsamling.verdict import Verdict

SHOWN = 10
"""How many findings of one code on one sheet are shown; the rest are counted."""

_INDENT = " " * 6
_HEAD = Text("{decision} · avstämt {as_of} · profil {profile}", "{decision} · as of {as_of} · profile {profile}")
_WHOLE = Text("Arbetsboken", "The workbook")
_WAIVED = Text(" (undantag)", " (waived)")
_REST = Text(
    "… och {n} till av {code} på det här bladet. Alla visas med --format json.",
    "… and {n} more of {code} on this sheet. All are shown with --format json.",
)
_COMPLIES = Text("uppfyller kontrollerna", "complies with the rules")
_VERDICT = Text("Omdöme: {word}", "Verdict: {word}")
_TRIED = Text("Prövade kontroller: {tried} av {all}.", "Rules tried: {tried} of {all}.")
_NOT_TRIED = Text("Inte fullt ut prövade: {groups}.", "Not tried in full: {groups}.")
_WAIVED_COUNT = Text("{n} undantag", "{n} waived")
_COUNTS = {
    Severity.ERROR: (Text("fel", "error"), Text("fel", "errors")),
    Severity.WARNING: (Text("varning", "warning"), Text("varningar", "warnings")),
    Severity.NOTE: (Text("upplysning", "note"), Text("upplysningar", "notes")),
    Severity.NOT_TRIED: (Text("ej prövad", "not tried"), Text("ej prövade", "not tried")),
}


def workbook(path: str, verdict: Verdict, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """A workbook's findings and their summary, line by line."""
    ledger = verdict.ledger
    yield paint(path, "title")
    values: dict[str, Value] = {
        "decision": ledger.decision.reference.strip(),
        "as_of": ledger.as_of,
        "profile": verdict.profile,
    }
    yield _HEAD.fill(lang, values)
    yield ""
    for sheet, findings in groupby(verdict.findings, _sheet):
        yield from _group(sheet or _WHOLE.fill(lang, {}), list(findings), lang, width, paint)
    yield from summary(verdict, lang, width, paint)


def _sheet(finding: Finding) -> str:
    return finding.hit.place.sheet if finding.hit.place else ""


def _group(title: str, findings: list[Finding], lang: str, width: int, paint: Paint) -> Iterator[str]:
    yield paint(title, "title")
    cells = max(len(_cell(finding)) for finding in findings)
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.rule.code] += 1
        if seen[finding.rule.code] <= SHOWN:
            yield from _finding(finding, cells, lang, width, paint)
            yield ""
    for code, number in seen.items():
        if number > SHOWN:
            yield from paragraph(_REST.fill(lang, {"n": number - SHOWN, "code": code}), width, "  ")
            yield ""


def _cell(finding: Finding) -> str:
    return (finding.hit.place.cell if finding.hit.place else None) or "–"


def _finding(finding: Finding, cells: int, lang: str, width: int, paint: Paint) -> Iterator[str]:
    severity, rule = finding.severity, finding.rule
    word = f"{severity.symbol} {severity.text.fill(lang, {})}" + (_WAIVED.fill(lang, {}) if finding.waived else "")
    name = rule.name.fill(lang, {})
    yield f"  {_cell(finding).ljust(cells)}  {paint(word, severity.value)}  {rule.code}  {paint(name, 'title')}"
    yield from paragraph(finding.message(lang), width, _INDENT)
    yield from paragraph("→ " + finding.remedy(lang), width, _INDENT, _INDENT + "  ")


def paragraph(text: str, width: int, indent: str, rest: str | None = None) -> list[str]:
    """A text in lines of the width, indented; from the second line on by `rest` where it is given."""
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent if rest is None else rest, break_on_hyphens=False
    )


def summary(verdict: Verdict, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The verdict, how many findings of each severity there are, and which rules were not tried and why."""
    word, role, symbol = _word(verdict, lang)
    yield _VERDICT.fill(lang, {"word": paint(f"{symbol} {word}", role)})
    if counts := ", ".join(counted(verdict, lang)):
        yield counts
    tried, left = len(verdict.tried), verdict.not_tried
    yield _TRIED.fill(lang, {"tried": tried, "all": tried + len(left)})
    if left:
        yield from paragraph(_NOT_TRIED.fill(lang, {"groups": "; ".join(_blocked(verdict))}), width, "")


def _word(verdict: Verdict, lang: str) -> tuple[str, str, str]:
    for severity in Severity:
        if severity.value == verdict.word:
            return severity.text.fill(lang, {}), severity.value, severity.symbol
    return _COMPLIES.fill(lang, {}), "complies", "✔"


def counted(verdict: Verdict, lang: str) -> Iterator[str]:
    """How many findings of each severity there are, in words: 6 fel."""
    for severity, number in verdict.counts.items():
        if number:
            yield f"{number} {_COUNTS[severity][number > 1].fill(lang, {})}"
    if waived := sum(finding.waived for finding in verdict.findings):
        yield _WAIVED_COUNT.fill(lang, {"n": waived})


def _blocked(verdict: Verdict) -> Iterator[str]:
    """The rules that were not tried, with the place of the finding that blocks them."""

    def _because(pair: tuple[str, int]) -> int:
        return pair[1]

    for index, pairs in groupby(sorted(verdict.not_tried, key=_because), _because):
        place = verdict.findings[index].hit.place
        codes = ", ".join(code for code, _ in pairs)
        yield f"{codes} ({place.shown})" if place and place.shown else codes


def total(words: Iterable[str | None], lang: str) -> str:
    """One line over several workbooks: how many have which verdict; None stands for one that could not be read."""
    unread = Text("kunde inte läsas", "could not be read").fill(lang, {})
    english = {severity.value: severity.text.en for severity in Severity} | {_COMPLIES.sv: _COMPLIES.en}
    counts = Counter(unread if word is None else word if lang == "sv" else english[word] for word in words)
    parts = ", ".join(f"{number} {word}" for word, number in counts.items())
    return Text("{n} arbetsböcker: {parts}", "{n} workbooks: {parts}").fill(lang, {"n": counts.total(), "parts": parts})
