"""The findings that came and those that went between two verdicts on a workbook.

A finding is the same one where its rule, its row and its column are, wherever the row stands now: rows are known by how they were
paired.  Of notes on the same value or the same reading, which are one finding for many cells, the value counts and not the first cell.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.comparison.pairing import PairedTable
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.verdict import Verdict

_OF_A_VALUE = ("VD03", "VD05", "VD09")
"""The rules whose notes are one finding per table, column and value."""


class FindingChanges(NamedTuple):
    """The findings that are new, and those that are gone, each in the order of their workbook."""

    came: list[Finding]
    went: list[Finding]


def compare_findings(before: Verdict, after: Verdict, tables: Iterable[PairedTable]) -> FindingChanges:
    """What of two verdicts differs; a finding whose words or numbers alone have changed is the same."""
    paired = list(tables)
    old, new = (_name_findings(verdict, paired, side) for side, verdict in enumerate((before, after)))
    return FindingChanges(list(_list_rest(new, old)), list(_list_rest(old, new)))


_Named = list[tuple[Hashable, Finding]]


def _list_rest(of: _Named, without: _Named) -> Iterator[Finding]:
    """The findings of one side that have no counterpart on the other."""
    known = Counter(name for name, _ in without)
    for name, finding in of:
        if known[name]:
            known[name] -= 1
        else:
            yield finding


def _name_findings(verdict: Verdict, tables: list[PairedTable], side: int) -> _Named:
    places = {finding.hit.place for finding in verdict.findings if finding.hit.place}
    names = _name_places(verdict.ledger.book, tables, side, places)
    named = [(_name_finding(finding, names), finding) for finding in verdict.findings]
    first = dict(reversed(named))
    return [(name, each) for name, each in named if each.rule.code not in _OF_A_VALUE or first[name] is each]


def _name_finding(finding: Finding, names: Mapping[Place, Hashable]) -> Hashable:
    code, place = finding.rule.code, finding.hit.place
    if code in _OF_A_VALUE:
        return code, place and fold_label(place.sheet), finding.heading, str(finding.hit.found)
    return code, place and names.get(place, (fold_label(place.sheet), finding.row_id, finding.heading))


def _name_places(book: Book, tables: list[PairedTable], side: int, places: set[Place]) -> Mapping[Place, Hashable]:
    """What stands at some cells, in words that hold for both workbooks: a field of a pair, of a heading, or a single value."""
    names: dict[Place, Hashable] = {}
    for sheet, entries in (("record", book.record), ("settings", book.settings)):
        names |= {entry.place: (sheet, field) for field, entry in entries.items() if entry.place in places}
    lines: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for place in places:
        lines[place.sheet, place.row].append(place)
    for paired in tables:
        for block in book.blocks.get(paired.table.name, ()):
            for place in lines.get((block.sheet, block.heading_row), ()):
                names[place] = paired.table.name, "heading", _find_field(block, place)
        for number, pair in enumerate(paired.pairs) if lines else ():
            row = pair[side]
            for place in lines.get((row.block.sheet, row.line), ()) if row is not None else ():
                # a cell of a table beside this one is in none of its columns, and keeps its name
                found = paired.table.name, number, _find_field(row.block, place)
                names[place] = found if found[-1] else names.get(place, found)
    return names


def _find_field(block: Block, place: Place) -> str | None:
    """The field whose column a cell is in; None where it is in none of the block."""
    return next((field for field, column in block.columns.items() if column == place.column), None)
