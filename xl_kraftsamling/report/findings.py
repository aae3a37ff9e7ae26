"""The findings of a workbook as a person reads them in a terminal: what is to be done, the gravest first, and where.

What to do about findings of one rule on one sheet is said once, below the cells that it concerns (`tasks`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text, Value, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.summary import describe_rest, describe_result
from xl_kraftsamling.report.table import wrap_paragraph
from xl_kraftsamling.report.tasks import (
    MAX_SPANS,
    Task,
    WorkList,
    count_folded,
    format_cells,
    leave_row_open,
    list_cells,
    sort_findings,
)
from xl_kraftsamling.report.untried import describe_untried, list_untried, title_untried
from xl_kraftsamling.verdict import Verdict

MAX_ENTRIES = 100
"""How many lines a task gets; the rest are counted, unless all are wanted."""

_MAX_LABEL, _MAX_LABELS = 12, 26  # letters of the cells that an entry begins with, and of those of several; longer ones get a line of their own
_INDENT = " " * 4
_HEAD = Text("{decision} · avstämt {as_of} · profil {profile}", "{decision} · as of {as_of} · profile {profile}")
_WHOLE = Text("Arbetsboken", "The workbook")
_WAIVED = Text(" (undantag)", " (waived)")
_CELLS = Text(" ({n} celler)", " ({n} cells)")
_REST = Text("… och {n} till: --verbose visar alla.", "… and {n} more: --verbose shows all.")
_WHICH = Text(" (--verbose visar vilka)", " (--verbose shows which)")
_FOLDED = Text("{counts}: --verbose visar dem.", "{counts}: --verbose shows them.")
_HEADINGS = {
    Severity.ERROR: (Text("1 fel", "1 error"), Text("{n} fel", "{n} errors")),
    Severity.WARNING: (Text("1 varning", "1 warning"), Text("{n} varningar", "{n} warnings")),
    Severity.NOTE: (Text("1 upplysning", "1 note"), Text("{n} upplysningar", "{n} notes")),
}
_SENTENCE_ENDS = compile_at_use(r"(?<=[.?!])\s+(?=[A-ZÅÄÖ”“(])")


def render_workbook(path: str, verdict: Verdict, lang: str, width: int, paint: Paint, *, verbose: bool = False) -> Iterator[str]:
    """A workbook's findings and their summary, line by line.

    :param verbose: every line of every task, the codes of the rules that were not tried, and what asks for nothing, too.
    """
    layout = _Layout(lang, width, paint, verbose)
    yield paint(path, "title")
    yield from _render_head(verdict, layout)
    work = sort_findings(verdict)
    for severity, tasks in groupby(work.asked, lambda task: task.first.severity):
        yield from _render_section(severity, list(tasks), layout)
    yield from _render_untried(verdict, work, layout)
    yield from _render_folded(work, layout)
    yield describe_result(verdict, lang, paint)
    for sentence in describe_rest(verdict, lang):
        yield from wrap_paragraph(sentence, width)


class _Layout(NamedTuple):
    """How the lines are to be: their language, width and colours, and whether all are wanted."""

    lang: str
    width: int
    paint: Paint
    verbose: bool

    def wrap(self, text: str, indent: str, rest: str | None = None) -> list[str]:
        return wrap_paragraph(text, self.width, indent, rest)


def _render_head(verdict: Verdict, layout: _Layout) -> Iterator[str]:
    """What was checked, and by which files beside it."""
    ledger = verdict.ledger
    values: dict[str, Value] = {"decision": ledger.decision.reference.strip(), "as_of": ledger.as_of, "profile": verdict.profile}
    yield _HEAD.fill(layout.lang, values).removeprefix(" · ")  # of formulas alone, which no decision is about
    for companion in ledger.book.companions:
        yield from layout.wrap(companion.effect.fill(layout.lang, {}), "")
    yield ""


def _render_section(severity: Severity, tasks: Sequence[Task], layout: _Layout) -> Iterator[str]:
    """The tasks of one severity, by sheet."""
    number = sum(len(task.findings) for task in tasks)
    heading = _HEADINGS[severity][number > 1].fill(layout.lang, {"n": Count(number)})
    yield layout.paint(f"{severity.symbol} {heading}", severity.value)
    yield ""
    yield from _render_sheets(tasks, layout)


def _render_sheets(tasks: Iterable[Task], layout: _Layout) -> Iterator[str]:
    for sheet, of_sheet in groupby(tasks, lambda task: task.sheet):
        yield layout.paint(sheet or _WHOLE.fill(layout.lang, {}), "title")
        for task in of_sheet:
            yield from _render_task(task, layout)
            yield ""


def _render_untried(verdict: Verdict, work: WorkList, layout: _Layout) -> Iterator[str]:
    """The paragraph about what could not be tried, and with all that is wanted the rules by cause."""
    if not work.untried:
        return
    words = title_untried(verdict, layout.lang)
    which = "" if layout.verbose else _WHICH.fill(layout.lang, {})
    yield layout.paint(f"{Severity.NOT_TRIED.symbol} {words}{which}", Severity.NOT_TRIED.value)
    if layout.verbose:
        for sentence in list_untried(work.untried, layout.lang):
            yield from layout.wrap(sentence, "  ", _INDENT)
    else:
        yield from layout.wrap(describe_untried(verdict, work.untried, layout.lang), "  ")
    yield ""


def _render_folded(work: WorkList, layout: _Layout) -> Iterator[str]:
    """How many findings ask for nothing, or, with all that is wanted, what they say."""
    counts = count_folded(work.folded, layout.lang)
    if not counts:
        return
    words = counts if layout.verbose else _FOLDED.fill(layout.lang, {"counts": counts})
    yield from (layout.paint(line, Severity.NOTE.value) for line in layout.wrap(f"{Severity.NOTE.symbol} {words}", ""))
    yield ""
    if layout.verbose:
        in_order = dict.fromkeys(task.sheet for task in work.folded)
        yield from _render_sheets((task for sheet in in_order for task in work.folded if task.sheet == sheet), layout)


# ---- one task


class _Entry(NamedTuple):
    """Cells about which the same is to be said, and what: sentences of the message and of the remedy."""

    cells: list[Place]
    message: list[str]
    remedy: list[str]


def _render_task(task: Task, layout: _Layout) -> Iterator[str]:
    """The name of the rule; below it the cells, each with what is said of it alone; and then what is said of them all."""
    yield _render_title(task, layout)
    entries, common = _list_values(task, layout.lang) or _share(_list_entries(task, layout.lang))
    shown = entries if layout.verbose else entries[:MAX_ENTRIES]
    most = None if layout.verbose else MAX_SPANS
    labels = [format_cells(each.cells, task.sheet, layout.lang, most=most) for each in shown]
    wide = _choose_width(labels)
    for label, entry in zip(labels, shown, strict=True):
        yield from _render_entry(label, entry, wide, layout)
    if len(entries) > len(shown):
        yield _INDENT + _REST.fill(layout.lang, {"n": Count(len(entries) - len(shown))})
    yield from _render_entry("", common, 0, layout)


def _choose_width(labels: Sequence[str]) -> int:
    """The width of the column of labels; those that are wider get a line of their own."""
    most = _MAX_LABELS if len(labels) > 1 and max(map(len, labels)) <= _MAX_LABELS else _MAX_LABEL
    return max((len(label) for label in labels if len(label) <= most), default=0)


def _render_title(task: Task, layout: _Layout) -> str:
    first = task.first
    number = len(set(task.cells)) if task.sheet else 0
    cells = _CELLS.fill(layout.lang, {"n": Count(number)}) if number > 1 else ""
    waived = _WAIVED.fill(layout.lang, {}) if first.waived else ""
    symbol = layout.paint(first.severity.symbol, first.severity.value)
    return f"  {symbol} {first.rule.code}  {layout.paint(first.rule.name.fill(layout.lang, {}), 'title')}{waived}{cells}"


_ONE_VALUE = {"found", "entry", "proposal"}
"""The values of a message that differ where only what a cell holds, and what could be there instead, does."""


def _list_values(task: Task, lang: str) -> tuple[list[_Entry], _Entry] | None:
    """The values of the cells alone, and what is said of them all with an ellipsis for each; None where more than that differs."""
    first, hits = task.first, [finding.hit for finding in task.findings]
    shown = [{name: format_value(value, lang) for name, value in hit.values.items()} for hit in hits]
    differing = {name for values in shown for name, value in values.items() if value != shown[0].get(name)}
    if "found" not in differing or not differing <= _ONE_VALUE or len({(hit.message, hit.remedy) for hit in hits}) > 1:
        return None
    cells: dict[str, list[Place]] = defaultdict(list)
    for finding, values in zip(task.findings, shown, strict=True):
        cells[_describe_value(finding, values, lang)] += list_cells(finding)
    gaps: dict[str, Value] = {**first.hit.values, **dict.fromkeys(differing, "…")}
    message = first.rule.compose_message(lang, gaps, first.hit.message)
    return [_Entry(found, [words], []) for words, found in cells.items()], _Entry([], [message], [first.rule.compose_remedy(lang, gaps, first.hit.remedy)])


def _describe_value(finding: Finding, values: Mapping[str, str], lang: str) -> str:
    """What a cell holds, and after an arrow what could be there instead."""
    found = values["found"]
    quoted = _QUOTED.fill(lang, {"found": found}) if isinstance(finding.hit.values["found"], str) else found
    instead = values.get("entry") or values.get("proposal")
    return f"{quoted} → {instead}" if instead else quoted


_QUOTED = Text("”{found}”", "“{found}”")


def _list_entries(task: Task, lang: str) -> list[_Entry]:
    """What there is to say, each once, with its cells, in the order of the first of them."""
    cells: dict[tuple[str, str], list[Place]] = defaultdict(list)
    is_alone = len(task.findings) == 1
    for finding in task.findings:
        remedy = finding.remedy(lang)
        cells[finding.message(lang), remedy if is_alone else leave_row_open(finding, remedy)] += list_cells(finding)
    return [_Entry(found, _SENTENCE_ENDS.split(message), _SENTENCE_ENDS.split(remedy)) for (message, remedy), found in cells.items()]


def _share(entries: Sequence[_Entry]) -> tuple[list[_Entry], _Entry]:
    """The entries with what is said of each alone, and what is said of them all; of one entry alone all is its own."""
    nothing = _Entry([], [], [])
    if len(entries) == 1:
        return list(entries), nothing
    message = set(entries[0].message).intersection(*(entry.message for entry in entries))
    remedy = set(entries[0].remedy).intersection(*(entry.remedy for entry in entries))
    own = [_Entry(each.cells, [s for s in each.message if s not in message], [s for s in each.remedy if s not in remedy]) for each in entries]
    return own, _Entry([], [s for s in entries[0].message if s in message], [s for s in entries[0].remedy if s in remedy])


def _render_entry(label: str, entry: _Entry, wide: int, layout: _Layout) -> Iterator[str]:
    """A line for some cells, or several where it does not fit into one; what to do gets a line of its own there."""
    indent = _INDENT + " " * (wide + 2 if wide else 0)
    start = _INDENT + (label.ljust(wide) + "  " if label else "")
    if len(label) > wide:
        yield from layout.wrap(label, _INDENT)
        start = indent = _INDENT + "  "
    message, remedy = " ".join(entry.message), "→ " + " ".join(entry.remedy) if entry.remedy else ""
    whole = " ".join(filter(None, (message, remedy)))
    if label and len(start) + len(whole) <= layout.width:
        yield (start + whole).rstrip()
        return
    yield from layout.wrap(message, start, indent)
    yield from layout.wrap(remedy, indent if message else start, indent + "  ")
