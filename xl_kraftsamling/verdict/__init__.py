"""The verdict on a workbook: every rule run over its ledger, and what is found there and by the gate weighed under a profile.

The order of work: rules on the ledger; what could not be tried (`not_tried`, KO01); severities, and the row and column of each
finding; waivers (`waivers`, KO02 and KO03); cells with the same value as one finding (`same_values`).  A rule that needs a cell which could not be read is not tried there, and KO01 reports
it: nothing is left out in silence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Book, Row
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.progress import follow_progress
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, STATED_BALANCES, TABLE_BY_NAME, VALUE
from xl_kraftsamling.domain.template import SHEETS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Finding, Hit, Rule, Severity
from xl_kraftsamling.rules import BY_CODE, RULES
from xl_kraftsamling.verdict.not_tried import can_be_tried, find_not_tried, list_rules
from xl_kraftsamling.verdict.same_values import gather_same_values, separate_cells
from xl_kraftsamling.verdict.waivers import apply_waivers, find_faulty_waivers

_JUDGING = Text("prövar kontrollerna", "trying the rules")
COMPLIES = "uppfyller kontrollerna"
"""The verdict's word where nothing worse than a note was found, and everything was tried."""


@dataclass(frozen=True)
class Verdict:
    """The findings on a workbook; `not_tried` pairs a rule's code with the index of the finding that is the cause.

    `causes` has, by the index of each KO01, that of the finding which it waits for; it is its own where nothing else is found about it.
    """

    ledger: Ledger
    profile: str
    findings: Sequence[Finding]
    tried: Sequence[str]
    not_tried: Sequence[tuple[str, int]]
    causes: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """The number of findings of each severity, waived ones left out."""
        counts = dict.fromkeys(Severity, 0)  # with a zero for each: the JSON names all four
        for finding in self.findings:
            counts[finding.severity] += not finding.waived
        return counts

    @property
    def word(self) -> str:
        """The verdict in one of the four words of the contract."""
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOT_TRIED):
            if self.counts[severity]:
                return str(severity.value)
        return COMPLIES

    @property
    def balances(self) -> Iterator[tuple[Balance, bool]]:
        """Every recipient's figures, and whether they are known."""
        return ((balance, name not in self.ledger.unsettled) for name, balance in self.ledger.balances.items())


def judge(ledger: Ledger, faults: Sequence[Fault], profile: str, codes: Collection[str] | None = None) -> Verdict:
    """Run every rule over a ledger and weigh the hits together with the gate's faults.

    :param codes: the rules to judge by, all of them by default.  KO01 follows them: it tells which of them could not be tried.
    """
    shown = BY_CODE.keys() if codes is None else {*codes, "KO01"}
    chosen = [rule for rule in list_rules(ledger) if rule.code in shown]
    hits = [*_list_hits(ledger, faults, profile)]
    untried = list(find_not_tried(ledger, faults, hits, chosen))
    hits += [(BY_CODE["KO01"], each.report) for each in untried]
    hits += [(BY_CODE["KO02"], hit) for hit in find_faulty_waivers(ledger)]
    hits = [(rule, hit) for rule, hit in hits if rule.code in shown]
    # waivers come after the weighing: they name a row by its id, which only a finding knows, and KO03 reports those that were used
    found, uses = apply_waivers([*_weigh(hits, ledger, profile)], ledger)
    # positions by identity: the finding must be the one that was made of this very hit, and an equal hit may occur twice
    findings, index = gather_same_values(sorted([*found, *_weigh([(BY_CODE["KO03"], hit) for hit in uses if "KO03" in shown], ledger, profile)], key=_sort_key))
    # where the cause is a rule that is not chosen, KO01 itself names it
    not_tried = {code: index.get(id(each.cause), index[id(each.report)]) for each in untried for code in each.codes}
    # KO01 reports on the other rules, so that it is itself neither tried nor not tried
    counted = [rule.code for rule in chosen if rule.severity_in(profile) and rule.code != "KO01"]
    return Verdict(
        ledger, profile, findings, [code for code in counted if code not in not_tried],
        [(code, not_tried[code]) for code in counted if code in not_tried],
        {index[id(each.report)]: index[id(each.cause)] for each in untried if id(each.cause) in index},
    )  # fmt: skip


def _list_hits(ledger: Ledger, faults: Sequence[Fault], profile: str) -> Iterator[tuple[Rule, Hit]]:
    """What the gate has found, and what every rule finds that can be tried.

    Also a rule that is not chosen: what it finds may leave figures unknown that the chosen ones need.
    """
    # by identity: faults of two tables that share a cell have one hit
    found_by_gate = ((BY_CODE[fault.code], fault.hit) for fault in {id(fault.hit): fault for fault in faults}.values())
    yield from separate_cells(found_by_gate, ledger.book, profile)
    for rule in follow_progress(_JUDGING, list_rules(ledger)):
        if rule.check and can_be_tried(rule, ledger, faults):
            yield from ((rule, hit) for hit in rule.check(ledger))


def _weigh(hits: Sequence[tuple[Rule, Hit]], ledger: Ledger, profile: str) -> Iterator[Finding]:
    captions = _find_captions(ledger.book, {hit.place for _, hit in hits if hit.place})
    for rule, hit in hits:
        severity = rule.severity_in(profile, hit.severity)
        if severity:
            caption = captions[hit.place] if hit.place else Caption()
            yield Finding(rule=rule, hit=hit, severity=severity, row=caption.row, row_id=caption.row_id, heading=caption.heading)


_SHEET_ORDER = {sheet: number for number, sheet in enumerate(SHEETS)}
_RULE_ORDER = {rule.code: number for number, rule in enumerate(RULES)}


def _sort_key(finding: Finding) -> tuple[bool, int, str, int, int, int]:
    """By place, and in one place by rule, so that a cause comes before the KO01 that it leads to; the workbook as a whole last."""
    place = finding.hit.place or Place("")
    sheet = _SHEET_ORDER.get(place.sheet, len(_SHEET_ORDER))
    return not place.sheet, sheet, place.sheet, place.row, place.column, _RULE_ORDER[finding.rule.code]


class Caption(NamedTuple):
    """What a reader calls a cell: the id of its row (or the name of a single value), the heading of its column, and the row itself."""

    row_id: str | None = None
    heading: str | None = None
    row: Row | None = None


def _find_captions(book: Book, places: Collection[Place]) -> Mapping[Place, Caption]:
    """The captions of some places: those alone, as a table may have hundreds of thousands of rows."""
    named = ((RECORD, book.record), (SETTINGS, book.settings))
    values = {entries[c.field].place: Caption(c.heading, VALUE) for table, entries in named for c in table.columns if c.field in entries}
    blocks = sorted((block for each in book.blocks.values() for block in each), key=attrgetter("heading_row"), reverse=True)
    lines: dict[str, set[int]] = defaultdict(set)
    for place in places:
        lines[place.sheet].add(place.row)
    rows = dict(_find_rows(book, lines))
    captions = {}
    for place in places:
        # the nearest heading above the cell, where there are tables below each other
        above = [block for block in blocks if block.sheet == place.sheet and block.heading_row <= place.row]
        headings = (block.headings[name] for block in above for name, column in block.columns.items() if column == place.column)
        row = _choose_row(place, above, rows)
        captions[place] = values.get(place) or Caption(_read_id(row) if row else None, next(headings, None), row)
    return captions


_Rows = Mapping[tuple[Block, int], Row]
"""Some rows by their block and line: tables may stand beside each other."""


def _choose_row(place: Place, blocks: Sequence[Block], rows: _Rows) -> Row | None:
    """The row that a cell is in; of a cell beside all tables, that of its line where only one row, by its id, is there."""
    here = [block for block in blocks if (block, place.row) in rows]
    around = [block for block in here if min(block.columns.values()) <= place.column <= max(block.columns.values())]
    found = [rows[block, place.row] for block in around or here]
    return found[0] if around or len({*map(_read_id, found)}) == 1 else None


def _read_id(row: Any) -> str | None:
    """The first value of a row, by which a person knows it."""
    first = row[3]  # behind block, line and unread
    return None if first is None else str(first)


def _find_rows(book: Book, lines: Mapping[str, Collection[int]]) -> Iterator[tuple[tuple[Block, int], Row]]:
    """The rows on some lines of each sheet, by block and line."""
    for name in (*TABLE_BY_NAME, STATED_BALANCES.name):
        wanted = {line for block in book.blocks.get(name, ()) for line in lines.get(block.sheet, ())}
        rows: Rows[Row] = getattr(book, name)
        for row in rows.pick(rows.column("line"), wanted):
            yield (row.block, row.line), row
