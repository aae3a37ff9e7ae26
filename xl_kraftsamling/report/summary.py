"""How a check turned out: the result, how many findings of each severity there are, how much was tried, and what to do first."""

from collections import Counter
from collections.abc import Iterable, Iterator

from xl_kraftsamling.domain.money import format_count
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.untried import describe_first
from xl_kraftsamling.verdict import COMPLIES, Verdict

_RESULT = Text("Resultat: {words}", "Result: {words}")
_WORDS = {
    Severity.ERROR.value: (Text("1 fel att rätta", "1 error to correct"), Text("{n} fel att rätta", "{n} errors to correct")),
    Severity.WARNING.value: (Text("inga fel, 1 varning", "no errors, 1 warning"), Text("inga fel, {n} varningar", "no errors, {n} warnings")),
    Severity.NOT_TRIED.value: (Text("inga fel, men allt kunde inte prövas", "no errors, but not everything could be tried"),) * 2,
    COMPLIES: (Text("arbetsboken uppfyller kontrollerna", "the workbook complies with the rules"),) * 2,
}
_ALSO = Text("Dessutom {counts}.", "Also {counts}.")
_TRIED = Text("Prövade kontroller: {tried} av {all}.", "Rules tried: {tried} of {all}.")
_WAIVED = Text("{n} undantag", "{n} waived")
_COUNTS = {
    Severity.ERROR: (Text("fel", "error"), Text("fel", "errors")),
    Severity.WARNING: (Text("varning", "warning"), Text("varningar", "warnings")),
    Severity.NOTE: (Text("upplysning", "note"), Text("upplysningar", "notes")),
    Severity.NOT_TRIED: (Text("ej prövad", "not tried"), Text("ej prövade", "not tried")),
}


def describe_result(verdict: Verdict, lang: str, paint: Paint = lambda words, _role: words) -> str:
    """The result in one line: Resultat: ✖ 9 fel att rätta."""
    severity = _find_severity(verdict)
    painted = paint(f"{choose_symbol(verdict)} {name_result(verdict, lang)}", severity.value if severity else "complies")
    return _RESULT.fill(lang, {"words": Text(painted, painted)})  # as a text of ours: what steers the terminal in a value is shown


def choose_symbol(verdict: Verdict) -> str:
    """The symbol of the result: that of the severity it is named after, or a tick."""
    severity = _find_severity(verdict)
    return severity.symbol if severity else "✔"


def name_result(verdict: Verdict, lang: str) -> str:
    """The result in words: 9 fel att rätta."""
    severity = _find_severity(verdict)
    number = verdict.counts[severity] if severity else 0
    return _WORDS[verdict.word][number != 1].fill(lang, {"n": Count(number)})


def _find_severity(verdict: Verdict) -> Severity | None:
    """The severity that the verdict is named after; None where it complies."""
    return next((each for each in Severity if each.value == verdict.word), None)


def describe_rest(verdict: Verdict, lang: str) -> Iterator[str]:
    """What else there is to say of the result, a sentence each: the other findings, how much was tried, and what to do first."""
    told = _find_severity(verdict), Severity.NOT_TRIED
    others = (each for each in verdict.counts if each not in told)
    if counts := ", ".join(count_findings(verdict, lang, others)):
        yield _ALSO.fill(lang, {"counts": counts})
    tried = len(verdict.tried)
    yield _TRIED.fill(lang, {"tried": tried, "all": tried + len(verdict.not_tried)})
    if first := describe_first(verdict, lang):
        yield first


def count_findings(verdict: Verdict, lang: str, severities: Iterable[Severity] = Severity) -> Iterator[str]:
    """How many findings of some severities there are, and how many waived ones, in words: "6 fel"."""
    for severity in severities:
        if number := verdict.counts[severity]:
            yield format_severity_count(severity, number, lang)
    if waived := sum(finding.waived for finding in verdict.findings):
        yield _WAIVED.fill(lang, {"n": Count(waived)})


def format_severity_count(severity: Severity, number: int, lang: str) -> str:
    """How many findings of a severity, in words: "6 fel"."""
    return f"{format_count(number, lang)} {_COUNTS[severity][number > 1].fill(lang, {})}"  # False is the singular


_UNREAD = Text("kunde inte läsas", "could not be read")
_OF_SEVERAL = {
    Severity.ERROR.value: Text("med fel", "with errors"), Severity.WARNING.value: Text("med varning", "with warnings"),
    Severity.NOT_TRIED.value: Text("inte fullt ut prövade", "not tried in full"), COMPLIES: Text(COMPLIES, "complying with the rules"),
}  # fmt: skip


def render_total(words: Iterable[str | None], lang: str) -> str:
    """One line about several workbooks: how many have which verdict, None for a workbook that could not be read."""
    # a dict of counts keeps the order of first use, so the line follows the order of the workbooks
    counts = Counter((_OF_SEVERAL[word] if word else _UNREAD).fill(lang, {}) for word in words)
    parts = ", ".join(f"{format_count(number, lang)} {word}" for word, number in counts.items())
    return Text("{n} arbetsböcker: {parts}", "{n} workbooks: {parts}").fill(lang, {"n": Count(counts.total()), "parts": parts})
