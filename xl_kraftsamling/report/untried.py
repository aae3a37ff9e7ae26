"""What could not be tried (KO01), as one short paragraph: what is missing, and how many rules wait for it; and what to do first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text, Value, format_value, join_words
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.tasks import format_cells, sheet_of
from xl_kraftsamling.verdict import Verdict

_MAX_PLACES = 5
_LACKS = Text(
    "Arbetsboken saknar {lacks}. {waiting} på det. Ska det inte kontrolleras behöver inget göras.",
    "The workbook has no {lacks}. {waiting} for it. If that is not to be checked, nothing needs doing.",
)
_TABLES = Text("uppgifter om {tables}", "data on {tables}")
_COLUMNS = Text("{headings} i {sheet}", "{headings} in {sheet}")
_CELLS = Text("{waiting} på {places}.", "{waiting} for {places}.")
_WAITING = Text("1 kontroll{whom} väntar", "1 rule{whom} waits"), Text("{n} kontroller{whom} väntar", "{n} rules{whom} wait")
_OF = Text(" av {listed}", " of {listed}")
_MORE_CELLS = Text("{n} celler till", "{n} more cells")
_ONE_CELL = Text("1 cell till", "1 more cell")


_TITLE = Text("Ej prövat: {left} av {all} kontroller", "Not tried: {left} of {all} rules")


def title_untried(verdict: Verdict, lang: str) -> str:
    """How many of the rules could not be tried in full."""
    left = len(verdict.not_tried)
    return _TITLE.fill(lang, {"left": left, "all": left + len(verdict.tried)})


def describe_untried(verdict: Verdict, untried: Sequence[Finding], lang: str) -> str:
    """The paragraph about the findings of KO01, without codes; "" where all was tried."""
    own, lacking, waiting = [], [], []
    for finding in untried:
        if "sheet" in finding.hit.values:
            lacking.append(finding)
        elif _finds_cause(verdict, finding):
            waiting.append(finding)
        else:
            own.append(finding)
    sentences = [finding.message(lang) for finding in own]
    sentences += [_describe_waiting(waiting, lang)] if waiting else []
    sentences += [_describe_lacking(lacking, lang)] if lacking else []
    return " ".join(sentences)


def list_untried(untried: Sequence[Finding], lang: str) -> Iterator[str]:
    """A sentence for each finding of KO01, with the codes of the rules that wait."""
    for finding in untried:
        codes = format_value(finding.hit.values.get("codes"), lang)
        yield f"{finding.message(lang).removesuffix('.')}: {codes}." if codes else finding.message(lang)


def _finds_cause(verdict: Verdict, untried: Finding) -> bool:
    """Whether another finding tells what is to be corrected."""
    return any(verdict.findings[at] is untried and cause != at for at, cause in verdict.causes.items())


def _describe_lacking(lacking: Sequence[Finding], lang: str) -> str:
    """What the workbook lacks: whole tables first, and then the columns of the others by table."""
    columns: dict[str, list[str]] = defaultdict(list)
    tables = []
    for values in (finding.hit.values for finding in lacking):
        if values["heading"]:
            columns[str(values["sheet"])].append(str(values["heading"]))
        else:
            tables.append(str(values["sheet"]))
    parts = [_TABLES.bind(tables=join_words(tables))] if tables else []
    parts += [_COLUMNS.bind(headings=join_words(headings), sheet=sheet) for sheet, headings in columns.items()]
    # with semicolons: what is missing of one table has commas of its own
    return _LACKS.fill(lang, {"lacks": Text("; ", "; ").join(parts), "waiting": _count_waiting(_list_codes(lacking))})


def _describe_waiting(waiting: Sequence[Finding], lang: str) -> str:
    """Which cells have to be corrected first."""
    places = list(dict.fromkeys(place for finding in waiting for place in (finding.hit.place, *finding.hit.related) if place and place.address))
    shown: list[Value] = list(places[:_MAX_PLACES])
    if more := len(places) - len(shown):
        shown.append(_ONE_CELL if more == 1 else _MORE_CELLS.bind(n=Count(more)))
    names = sorted({name for finding in waiting for name in _list_recipients(finding)})
    concerns_all = any(not _list_recipients(finding) for finding in waiting)
    whom = _OF.bind(listed=join_words(names)) if names and not concerns_all else ""
    return _CELLS.fill(lang, {"waiting": _count_waiting(_list_codes(waiting), whom), "places": join_words(shown or [_NAMED])})


_NAMED = Text("det som saknas", "what is missing")


def _list_recipients(finding: Finding) -> list[str]:
    names = finding.hit.values.get("recipients", ())
    return list(map(str, names)) if isinstance(names, tuple) else []


def _list_codes(untried: Sequence[Finding]) -> set[Value]:
    """The codes of the rules that wait for any of some findings."""
    listed = (finding.hit.values.get("codes", ()) for finding in untried)
    return {code for codes in listed if isinstance(codes, tuple) for code in codes}


def _count_waiting(codes: set[Value], whom: Value = "") -> Text:
    return _WAITING[len(codes) != 1].bind(n=Count(len(codes)), whom=whom)


# ---- what to do first


class _Hold(NamedTuple):
    """Findings of one rule on one sheet that others wait for, and the findings of KO01 that go away with them."""

    causes: list[Finding]
    untried: list[Finding]


_SHORT_LIST = 2
"""How many errors and warnings a person sees at once, and needs not be told where to begin."""

_BEGIN = Text(
    "Börja med {code} i {what}: {waiting} på det. När det är rättat försvinner {gone} av {all} ”ej prövad” (KO01).",
    "Begin with {code} at {what}: {waiting} for it. Correcting it clears {gone} of {all} “not tried” (KO01).",
)


_WORKBOOK = Text("arbetsboken", "the workbook")


def describe_first(verdict: Verdict, lang: str) -> str:
    """What to do first: the findings of one rule that most others wait for; "" where nothing waits for any, or the list is short."""
    holds: dict[tuple[str, str], _Hold] = defaultdict(lambda: _Hold([], []))
    for at, cause in verdict.causes.items():
        found = verdict.findings[cause]
        if at != cause:
            hold = holds[found.rule.code, sheet_of(found)]
            hold.causes.append(found)
            hold.untried.append(verdict.findings[at])
    if not holds or sum(verdict.counts[severity] for severity in (Severity.ERROR, Severity.WARNING)) <= _SHORT_LIST:
        return ""
    (code, sheet), hold = max(holds.items(), key=lambda each: _weigh(each[1]))  # the first of equals
    what = format_cells(_list_places(hold), "", lang, most=_MAX_PLACES) or sheet or _WORKBOOK
    waiting = _count_waiting(_list_codes(hold.untried))
    values: dict[str, Value] = {"what": what, "code": code, "waiting": waiting, "gone": Count(len(hold.untried)), "all": Count(len(verdict.causes))}
    return _BEGIN.fill(lang, values)


def _weigh(hold: _Hold) -> tuple[int, bool]:
    """How much waits: how many rules, and whether they do for every recipient."""
    return len(_list_codes(hold.untried)), any(not _list_recipients(finding) for finding in hold.untried)


def _list_places(hold: _Hold) -> Iterator[Place]:
    """The cells that have to be corrected, as KO01 names them: those of every finding of the rule on the sheet."""
    for finding in hold.untried:
        yield from (place for place in (finding.hit.place, *finding.hit.related) if place and place.row)
