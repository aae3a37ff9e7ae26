"""The findings as a person works through them: what is to be done, the gravest first, and what needs nothing done at the end.

Findings of one rule on one sheet are one *task*: what to do about them is said once.  Those that only tell how something was read, or
that somebody has waived, ask for nothing, and are folded: counted, and shown in full only where that is wanted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import Count, Text, join_words
from xl_kraftsamling.finding import READING_RULES, Finding, Severity
from xl_kraftsamling.verdict import Verdict

_SUBJECTS = {
    "ST10": Text("tabeller", "tables"), "VD09": Text("namn", "names"), "VD05": Text("datum", "dates"), "VD03": Text("belopp", "amounts"),
}  # fmt: skip
"""What is read, by the rule that tells how."""

OF_THE_WHOLE = ("ST10", "ST11")
"""The rules that tell how the tables of a workbook were read: one thing to look at, on however many sheets."""

HOW_READ = ("ST10", *READING_RULES)
"""The rules that only tell how a table or a value was read."""

MAX_SPANS = 12
"""How many cells, or runs of neighbours, are named together: more than that nobody reads."""

_MORE_CELLS = Text(" … ({n} celler)", " … ({n} cells)")


class Task(NamedTuple):
    """Findings of one rule and one severity on one sheet, in the order of the verdict; never none.

    `sheet` is "" for the workbook as a whole, to which those belong that tell how its tables were read, whichever sheet they are on.
    """

    sheet: str
    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        """The first of the findings, which has the rule and the severity of them all."""
        return self.findings[0]

    @property
    def cells(self) -> list[Place]:
        """Every cell concerned."""
        return list(chain.from_iterable(map(list_cells, self.findings)))


class WorkList(NamedTuple):
    """What is to be done, the gravest first; what was not tried (KO01); and what is folded, since it asks for nothing."""

    asked: list[Task]
    untried: list[Finding]
    folded: list[Task]


def sort_findings(verdict: Verdict) -> WorkList:
    """The findings of a verdict as tasks; within a severity they keep the order of the verdict, by sheet."""
    asked: dict[tuple[Severity, str, str], list[Finding]] = defaultdict(list)
    folded: dict[tuple[str, str, bool], list[Finding]] = defaultdict(list)
    untried = []
    for finding in verdict.findings:
        code = finding.rule.code
        sheet = "" if code in OF_THE_WHOLE else sheet_of(finding)
        if asks_nothing(finding):
            folded[code, sheet, finding.waived].append(finding)
        elif finding.severity is Severity.NOT_TRIED:
            untried.append(finding)
        else:
            asked[finding.severity, sheet, code].append(finding)
    gravest = list(Severity).index
    by_gravity = sorted(asked.items(), key=lambda each: (gravest(each[0][0]), not each[0][1]))
    return WorkList(
        [Task(sheet, found) for (_, sheet, _), found in by_gravity], untried,
        [Task(sheet, found) for (_, sheet, _), found in sorted(folded.items(), key=lambda each: not each[0][1])],
    )  # fmt: skip


def asks_nothing(finding: Finding) -> bool:
    """Whether nothing needs to be done about a finding: it tells how something was read or that a waiver was used, or is waived."""
    return finding.waived or (finding.severity is Severity.NOTE and finding.rule.code in (*HOW_READ, "KO03"))


def sheet_of(finding: Finding) -> str:
    """The sheet of a finding; "" for the workbook as a whole."""
    return finding.hit.place.sheet if finding.hit.place else ""


def leave_row_open(finding: Finding, remedy: str) -> str:
    """A remedy that may name the row to which a waiver is given, in words that hold for every row."""
    if not finding.row_id:
        return remedy
    for waiver, any_row in ((f"undantag för {finding.rule.code} på ", "den raden"), (f"waiver of {finding.rule.code} at ", "that row")):
        before, found, after = remedy.partition(waiver + finding.row_id)
        if found and not after[:1].isalnum() and after[:1] != "-":  # otherwise it names another row, whose id begins with this one's
            return before + waiver + any_row + after
    return remedy


def list_cells(finding: Finding) -> Iterator[Place]:
    """The cells of a finding: its own, and the others with the same value where it is said once for all of them."""
    if finding.hit.place and finding.hit.place.row:
        yield finding.hit.place
    if finding.rule.code in READING_RULES or finding.rule.message_of_several:
        yield from finding.hit.related


def format_cells(cells: Iterable[Place], sheet: str, lang: str, *, most: int | None = MAX_SPANS) -> str:
    """Cells as a person reads them, neighbours in a column as E5–E8, those of another sheet than `sheet` with its name.

    :param most: how many of these are shown, None for all.
    """
    listed = list(dict.fromkeys(cells))
    spans = list(_join_neighbours(listed, sheet))
    if most is None or len(spans) <= most:
        return ", ".join(spans)
    return ", ".join(spans[:most]) + _MORE_CELLS.fill(lang, {"n": Count(len(listed))})


def _join_neighbours(cells: Iterable[Place], sheet: str) -> Iterator[str]:
    """Runs of cells that stand below each other, in the order of the cells."""
    runs: list[list[Place]] = []
    for cell in cells:
        last = runs[-1][-1] if runs else None
        if last and cell == last._replace(row=last.row + 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    for first, *rest in runs:
        name = f"{column_letters(first.column)}{first.row}" if first.sheet == sheet else show_text(first.address)
        yield f"{name}–{rest[-1].cell}" if rest else name


_READ = Text("{n} {notes} om hur {what} lästes", "{n} {notes} on how {what} were read")
_NOTES = Text("upplysning", "note"), Text("upplysningar", "notes")
_WAIVED = Text("{n} {findings} med undantag", "{n} {findings} with a waiver")
_FINDINGS = Text("avvikelse", "finding"), Text("avvikelser", "findings")


def count_folded(folded: Sequence[Task], lang: str) -> str:
    """How many findings ask for nothing and what they tell, in words: "31 upplysningar om hur namn och belopp lästes"; "" for none."""
    parts = []
    readings = [task for task in folded if task.first.rule.code in HOW_READ and not task.first.waived]
    if number := sum(len(task.findings) for task in readings):
        codes = {task.first.rule.code for task in readings}
        what = join_words(subject for code, subject in _SUBJECTS.items() if code in codes)
        parts.append(_READ.fill(lang, {"n": Count(number), "notes": _NOTES[number > 1], "what": what}))
    if waived := sum(task.first.waived and len(task.findings) for task in folded):
        parts.append(_WAIVED.fill(lang, {"n": Count(waived), "findings": _FINDINGS[waived > 1]}))
    return "; ".join(parts)
