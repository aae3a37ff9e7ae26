"""What differs between two workbooks: the money first, then what moves none, then the findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.domain.comparison.bridges import Bridge, BridgeRow, build_bridges
from xl_kraftsamling.domain.comparison.changes import EntryChange, find_moved, list_entry_changes, list_field_changes
from xl_kraftsamling.domain.comparison.pairing import Pair, PairedTable
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.reading.written_changes import WrittenChange
from xl_kraftsamling.verdict import Verdict
from xl_kraftsamling.verdict.finding_changes import FindingChanges, compare_findings


class ComparedSide(NamedTuple):
    """One of two workbooks: its path as it was given, the SHA-256 of its bytes, the kind of its layout, its sheets and its verdict."""

    path: Path
    sha256: str
    layout: str | None
    sheets: Sequence[str]
    verdict: Verdict


@dataclass(frozen=True)
class Difference:
    """Two workbooks, their rows in pairs, and what is written differently in the cells of these."""

    before: ComparedSide
    after: ComparedSide
    tables: Mapping[str, PairedTable]
    written: Sequence[WrittenChange]

    @cached_property
    def bridges(self) -> Sequence[Bridge]:
        """The figures of every recipient before and after, with the rows that explain them."""
        return build_bridges(self.before.verdict.ledger, self.after.verdict.ledger, self._rows)

    @property
    def _rows(self) -> Sequence[PairedTable]:
        """The tables of the workbook's own rows: the balances that it states are none."""
        return [paired for name, paired in self.tables.items() if name != STATED_BALANCES.name]

    @property
    def moves_money(self) -> bool:
        """Whether any figure differs, or cannot be compared: where nobody knows, nobody can say that it is the same."""
        return any(each.moves_money for each in self.bridges) or any(each.leaves_unknown for each in self.written)

    @cached_property
    def other_rows(self) -> Sequence[BridgeRow]:
        """The rows that were added, removed or changed, and move no money."""
        explaining = {(id(row.pair.before), id(row.pair.after)) for bridge in self.bridges for row in bridge.rows}
        rows = (BridgeRow(paired.table, pair, list_field_changes(pair, paired.columns), {}) for paired in self._rows for pair in paired.changed)
        return [row for row in rows if (row.changes or None in row.pair) and (id(row.pair.before), id(row.pair.after)) not in explaining]

    @cached_property
    def entries(self) -> Sequence[EntryChange]:
        """The values of Beslut and Inställningar that differ."""
        return list(list_entry_changes(self.before.verdict.ledger.book, self.after.verdict.ledger.book))

    @cached_property
    def moved(self) -> Sequence[tuple[PairedTable, Sequence[Pair]]]:
        """The tables in which rows come in another order, and these rows."""
        book = self.before.verdict.ledger.book
        found = ((paired, find_moved(paired, book)) for paired in self._rows)
        return [(paired, pairs) for paired, pairs in found if pairs]

    @cached_property
    def findings(self) -> FindingChanges:
        """The findings that came and went."""
        return compare_findings(self.before.verdict, self.after.verdict, self.tables.values())

    @property
    def lost_sheets(self) -> Sequence[str]:
        """The sheets that are there before alone."""
        return [name for name in self.before.sheets if name not in self.after.sheets]

    @property
    def gained_sheets(self) -> Sequence[str]:
        """The sheets that are there after alone."""
        return [name for name in self.after.sheets if name not in self.before.sheets]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (
            self.moves_money or self.other_rows or self.entries or self.written or self.moved or self.findings.came or self.findings.went
            or self.lost_sheets or self.gained_sheets or any(paired.lost or paired.gained for paired in self._rows)
        )  # fmt: skip
