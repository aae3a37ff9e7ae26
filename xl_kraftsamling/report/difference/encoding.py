"""What differs between two workbooks as JSON by the contract `kraftsamling.diff/1` (`report/diff.schema.json`).

Amounts are numbers of kronor with at most two decimals.  Of each figure that is known on both sides, the amounts of its rows and its
remainders add up to its difference.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xl_kraftsamling.domain.book import Row, cell_of
from xl_kraftsamling.domain.comparison.bridges import Amount, Bridge, BridgeRow, FigureChange
from xl_kraftsamling.domain.comparison.changes import EntryChange, FieldChange
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable
from xl_kraftsamling.domain.money import to_kronor
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.reading.written_changes import WrittenChange
from xl_kraftsamling.report.as_json import PROGRAM, encode_amount, encode_companions, encode_place
from xl_kraftsamling.report.difference.contents import ComparedSide, Difference
from xl_kraftsamling.report.figures import FIGURES


def encode_difference(difference: Difference, lang: str) -> dict[str, Any]:
    """The object of a comparison."""
    return {
        "schema": "kraftsamling.diff/1",
        "program": PROGRAM,
        "before": _encode_side(difference.before, lang),
        "after": _encode_side(difference.after, lang),
        "money_differs": difference.moves_money,
        "recipients": [_encode_bridge(bridge, lang) for bridge in difference.bridges],
        "rows": [_encode_row(row) for row in difference.other_rows],
        "values": [_encode_entry(each) for each in difference.entries],
        "cells": [_encode_written(each) for each in difference.written],
        "moved": [_encode_pair(paired.table, pair) for paired, pairs in difference.moved for pair in pairs],
        "sheets": {"lost": list(difference.lost_sheets), "gained": list(difference.gained_sheets)},
        "findings": {
            "came": [_encode_finding(each, lang) for each in difference.findings.came],
            "went": [_encode_finding(each, lang) for each in difference.findings.went],
        },
        "tables": [_encode_table(paired) for paired in difference.tables.values()],
    }


def _encode_side(side: ComparedSide, lang: str) -> dict[str, Any]:
    ledger = side.verdict.ledger
    return {
        "path": str(side.path), "sha256": side.sha256, "layout": side.layout,
        "decision": ledger.decision.case_number or None, "as_of": ledger.as_of.isoformat(),
        "companions": encode_companions(ledger, lang),
    }  # fmt: skip


def _encode_bridge(bridge: Bridge, lang: str) -> dict[str, Any]:
    rest = [
        {"figure": figure, "because": each.why.fill(lang, {}), "amount": to_kronor(amount)}
        for each in bridge.remainders for figure, amount in each.effects.items()
    ]  # fmt: skip
    return {
        "recipient": bridge.recipient,
        "figures": {figure.name: _encode_figure(bridge.figures[figure.name]) for figure in FIGURES},
        "rows": [_encode_row(row) for row in bridge.rows],
        "remainders": rest,
    }


def _encode_figure(figure: FigureChange) -> dict[str, Any]:
    sides = {"before": figure.before, "after": figure.after}
    amounts = {name: encode_amount(side.ore) for name, side in sides.items()}
    return {**amounts, "difference": encode_amount(figure.difference), "unknown_because": {name: _encode_cells(side) for name, side in sides.items()}}


def _encode_cells(amount: Amount) -> list[dict[str, str | None]]:
    return [encode_place(place) for place in amount.open_cells]


def _encode_row(line: BridgeRow) -> dict[str, Any]:
    return {
        **_encode_pair(line.table, line.pair),
        "change": "added" if line.pair.before is None else "removed" if line.pair.after is None else "changed" if line.changes else "counted",
        "fields": [_encode_field(change) for change in line.changes],
        "amounts": {name: to_kronor(amount) for name, amount in line.effects.items()},
    }


def _encode_pair(table: Table, pair: Pair) -> dict[str, Any]:
    first = table.columns[0].field
    return {"table": table.sheet, "row_id": _name(first, pair), "before": _encode_cell(pair.before, first), "after": _encode_cell(pair.after, first)}


def _name(first: str, pair: Pair) -> str | None:
    value = getattr(pair.before if pair.after is None else pair.after, first)
    return None if value is None else str(value)


def _encode_cell(row: Row | None, field: str) -> dict[str, str | None] | None:
    return None if row is None else encode_place(cell_of(row, field))


def _encode_field(change: FieldChange) -> dict[str, Any]:
    return {"heading": change.column.heading, **_encode_values(change.column, (change.before, change.after))}


def _encode_values(column: Column, sides: Sequence[Any]) -> dict[str, Any]:
    before, after = (_encode_value(column, value) for value in sides)
    return {"before": before, "after": after, "unread": [name for name, value in zip(("before", "after"), sides, strict=True) if value is UNREAD]}


def _encode_value(column: Column, value: Any) -> str | int | float | None:
    if value is UNREAD or value is None:
        return None
    if column.kind is Kind.AMOUNT:
        return to_kronor(value)
    return value.isoformat() if isinstance(value, date) else "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _encode_entry(change: EntryChange) -> dict[str, Any]:
    cells = {f"{name}_cell": encode_place(place) if place else None for name, place in zip(("before", "after"), change.places, strict=True)}
    return {"sheet": change.table.sheet, "heading": change.column.heading, **_encode_values(change.column, (change.before, change.after)), **cells}


def _encode_written(change: WrittenChange) -> dict[str, Any]:
    before, after = change.places
    return {
        "kind": change.kind.value, "table": change.table.sheet, "row_id": _name(change.table.columns[0].field, change.pair), "heading": change.column.heading,
        "before": change.before, "after": change.after, "before_cell": encode_place(before), "after_cell": encode_place(after),
    }  # fmt: skip


def _encode_finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.rule.code, "severity": finding.severity.value, "waived": finding.waived, **encode_place(finding.hit.place),
        "row_id": finding.row_id, "heading": finding.heading, "message": finding.message(lang),
    }  # fmt: skip


def _encode_table(paired: PairedTable) -> dict[str, Any]:
    return {
        "table": paired.table.sheet, "paired_by_content": paired.by_content, "unmatched": paired.unmatched,
        "lost_columns": [column.heading for column in paired.lost], "gained_columns": [column.heading for column in paired.gained],
    }  # fmt: skip
